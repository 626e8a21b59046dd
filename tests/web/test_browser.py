"""From a letter that a real mail server took to the vote, in a real browser: narrow and wide, light and dark."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Literal

import pytest
from playwright.async_api import async_playwright

from bot.channels.email.channel import EmailChannel
from bot.channels.email.composing import Sender
from bot.channels.email.server import MailServer
from bot.clients import ClientBook
from bot.delivery.outlets import Outlet
from bot.pacing import Paces
from bot.richtext import rich
from bot.settings import Listen
from bot.signing import Signer
from bot.web.application import bind, serve_web, web_application
from bot.web.ratings import RatingPages, rating_routes
from operators import expert_letter, letters, lifecycle, tickets
from operators.rating_links import RatingLinks
from operators.tickets import Ticket
from tests.channels.email.post_office import PostOffice, serving
from tests.operators.delivering import one_leaves
from tests.operators.room import Room

pytestmark = pytest.mark.browser


@dataclass
class Post:
    """A room, and the rating links of the letter that the mail server took."""

    room: Room
    links: list[str]

    async def ticket(self) -> Ticket:
        """As it is now."""
        async with self.room.database.read() as session:
            return await session.get_one(Ticket, 1)


@pytest.fixture
async def post(room: Room) -> AsyncIterator[Post]:
    """An expert's answer has been mailed, and the page is served."""
    sock, stop, office = bind(Listen("127.0.0.1", 0)), asyncio.Event(), PostOffice()
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    pages, links = RatingPages(room.clock, "Сервисный центр"), RatingLinks(url, Signer(b"b" * 32, "rating"))
    pages.open(room.database, links.signer, lambda: None)
    serving_page = asyncio.create_task(serve_web(web_application(list, rating_routes(pages)), sock, stop))
    async with serving(office) as port:
        channel = EmailChannel(MailServer("127.0.0.1", port, encrypted=False), Sender("line@example.org"))
        outlet = Outlet(channel, Paces({}, "email:server"), ClientBook("email"), [letters.note_outcome])
        number = await room.asks("Можно ли вернуть НДС?")
        async with room.database.write() as session:
            ticket = await tickets.get(session, number)
            assert ticket is not None
            lifecycle.resolve(session, ticket, None, room.clock.now())
            marks = tuple(links.to(number, mark) for mark in range(1, 6))
            around = expert_letter.Around("Сервисный центр", False, (), marks)
            draft = expert_letter.drafted(ticket, "Анна", [rich("Да, можно.")], (), around)
            await letters.post(session, ticket, "anna@example.org", draft, room.clock.now())
        assert await one_leaves(room.database, outlet, room.clock.now())
    (letter,) = office.messages()
    part = letter.get_body(("html",))
    assert part is not None
    yield Post(room, [unescape(found) for found in re.findall(r'href="([^"]+/rate/[^"]+)"', str(part.get_content()))])
    stop.set()
    await serving_page


@pytest.mark.parametrize(("width", "height", "scheme"), [(390, 844, "light"), (1280, 800, "dark")])
async def test_a_vote_from_a_letter(
    post: Post, chromium: str, width: int, height: int, scheme: Literal["light", "dark"]
) -> None:
    """The link's mark is chosen already; the vote is the button; another mark may follow; nothing comes from elsewhere,
    and nothing sticks out."""
    assert len(post.links) == 5
    asked: list[str] = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        tab = await browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        complaints: list[str] = []
        tab.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        tab.on("request", lambda request: asked.append(request.url))
        await tab.goto(post.links[3])
        assert await tab.locator("input[value='4']").is_checked()
        assert (await post.ticket()).rating is None
        await _shot(tab, f"rating-{width}-{scheme}")
        await tab.get_by_role("textbox").fill("Всё ясно, спасибо")
        await tab.get_by_role("button").click()
        await tab.get_by_test_id("thanks").wait_for()
        ticket = await post.ticket()
        assert (ticket.rating, ticket.rating_comment) == (4, "Всё ясно, спасибо")
        await _shot(tab, f"rated-{width}-{scheme}")
        await tab.goto(post.links[0])
        await tab.locator("input[value='5']").focus()
        await tab.keyboard.press("Space")
        await tab.get_by_role("button").press("Enter")
        await tab.get_by_test_id("thanks").wait_for()
        assert (await post.ticket()).rating == 5
        assert await tab.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        await browser.close()
    assert complaints == []
    assert all(url.startswith(post.links[0].rpartition("/rate/")[0]) for url in asked)


async def _shot(tab: object, name: str) -> None:
    """A picture for whoever wants to look (`SHOTS` names a folder)."""
    if folder := os.environ.get("SHOTS"):
        await tab.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)  # type: ignore[attr-defined]
