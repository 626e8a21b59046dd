"""A mark by a link from a letter: what a browser sees, what counts as a vote, and who cannot vote."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import httpx
import pytest
from starlette.applications import Starlette

from bot import kept_secrets
from bot.database import Database
from bot.signing import Signer
from bot.web.ratings import RatingPages, rating_routes
from operators import tickets
from operators.rating_links import RatingLinks
from operators.tickets import Ticket
from tests.fakes import FakeClock
from tests.operators.room import Room

SIGNER = Signer(b"a secret of the tests", "rating")
LINKS = RatingLinks("https://line.example.org", SIGNER)


@dataclass(slots=True)
class Desk:
    """The group with one ticket, and a browser that may follow links."""

    room: Room
    browser: httpx.AsyncClient
    number: int
    voted: list[str]

    @property
    def path(self) -> str:
        """What the letter's link asks the server for."""
        return LINKS.to(self.number).removeprefix(LINKS.public_url)

    async def ticket(self) -> Ticket:
        """As it is now."""
        async with self.room.database.read() as session:
            found = await tickets.get(session, self.number)
        assert found is not None
        return found

    async def says(self, **form: str) -> httpx.Response:
        """Sends the form."""
        return await self.browser.post(self.path, data=form)


@pytest.fixture
async def desk(tables_in_sqlite: str) -> AsyncIterator[Desk]:
    """A client has a ticket."""
    database = Database(tables_in_sqlite)
    room = Room(database)
    await room.set_up()
    pages = RatingPages(room.clock, "Сервисный центр")
    voted: list[str] = []
    pages.open(database, SIGNER, lambda: voted.append("vote"))
    application = Starlette(routes=rating_routes(pages))
    transport = httpx.ASGITransport(app=application)
    async with httpx.AsyncClient(transport=transport, base_url=LINKS.public_url) as browser:
        yield Desk(room, browser, await room.asks(), voted)
    await database.close()


async def test_looking_is_no_vote(desk: Desk) -> None:
    """Programs that look through mail follow every link: the mark is only chosen there."""
    shown = await desk.browser.get(desk.path, params={"mark": "4"})
    assert shown.status_code == 200
    assert 'value="4" required checked' in shown.text
    assert (await desk.ticket()).rating is None


async def test_a_vote_is_kept_and_told(desk: Desk) -> None:
    """With its comment, which the topic shows."""
    voted = await desk.says(mark="2", comment="Долго\r\nждали")
    assert voted.status_code == 200
    assert "2 из 5 сохранена" in voted.text
    ticket = await desk.ticket()
    assert (ticket.rating, ticket.rating_comment) == (2, "Долго\nждали")
    assert desk.voted == ["vote"]
    await desk.room.deliver()
    assert "Долго" in desk.room.shown()[-1].text


async def test_a_vote_can_be_changed_for_a_week(desk: Desk) -> None:
    """After that it stands, and the page says so."""
    await desk.says(mark="2", comment="")
    desk.room.clock.move(timedelta(days=6, hours=23).total_seconds())
    await desk.says(mark="5", comment="")
    assert (await desk.ticket()).rating == 5
    desk.room.clock.move(timedelta(hours=2).total_seconds())
    late = await desk.says(mark="1", comment="передумал")
    assert "Вы поставили 5 из 5" in late.text
    assert ((await desk.ticket()).rating, (await desk.ticket()).rating_comment) == (5, None)


async def test_the_same_vote_twice_is_told_once(desk: Desk) -> None:
    """Once in the topic and once to the seniors, though somebody presses the button again or reloads the page."""
    for _ in range(2):
        assert (await desk.says(mark="1", comment="Не ответили")).status_code == 200
    await desk.room.deliver()
    assert [one.thread for one in desk.room.shown() if "Не ответили" in one.text] == ["1", None]


@pytest.mark.parametrize("mark", ["", "0", "6", "-1", "5.0", "٣", "<b>"])
async def test_a_mark_that_is_none_is_asked_for_again(desk: Desk, mark: str) -> None:
    """And the comment is still there."""
    answer = await desk.says(mark=mark, comment="<script>alert(1)</script>")
    assert answer.status_code == 422
    assert "Выберите, пожалуйста, оценку" in answer.text
    assert "&lt;script&gt;" in answer.text
    assert "<script>" not in answer.text
    assert (await desk.ticket()).rating is None


async def test_a_comment_that_is_too_long_changes_nothing(desk: Desk) -> None:
    """What does not fit is said, and nothing is cut in silence; a flood is not even read."""
    for length in (2_001, 100_000):
        answer = await desk.says(mark="3", comment="ж" * length)
        assert answer.status_code == 413
        assert "слишком длинным" in answer.text
    assert (await desk.ticket()).rating is None


@pytest.mark.parametrize("token", ["x", "0" * 32, "A" * 32, "%00", "ы", "x" * 5000])
async def test_a_forged_link_says_nothing_of_any_ticket(desk: Desk, token: str) -> None:
    """404, in a sentence, whether it is looked at or voted by."""
    for answer in (
        await desk.browser.get(f"/rate/{token}"),
        await desk.browser.post(f"/rate/{token}", data={"mark": "5"}),
    ):
        assert answer.status_code == 404
        assert "Ссылка не действует" in answer.text


async def test_nothing_is_left_of_a_destroyed_client(desk: Desk) -> None:
    """Their link is as good as a forged one."""
    async with desk.room.database.write() as session:
        ticket = await session.get_one(Ticket, desk.number)
        ticket.anonymised_at = desk.room.clock.now()
    assert (await desk.browser.get(desk.path)).status_code == 404


async def test_the_page_keeps_the_link_to_itself(desk: Desk) -> None:
    """No referrer, no index, nothing from elsewhere, in nobody's frame; the link has no personal data."""
    answer = await desk.browser.get(desk.path)
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


async def test_before_the_service_is_up_nothing_is_lost() -> None:
    """503, with the words still in the form's page to be sent again."""
    pages = RatingPages(FakeClock(), "Центр")
    transport = httpx.ASGITransport(app=Starlette(routes=rating_routes(pages)))
    async with httpx.AsyncClient(transport=transport, base_url="http://line") as browser:
        answer = await browser.post(f"/rate/{SIGNER.token(1)}", data={"mark": "5"})
    assert answer.status_code == 503
    assert "Служба запускается" in answer.text


async def test_the_service_keeps_its_own_secret(database: Database) -> None:
    """Made once: links from before a restart are good after it."""
    async with database.write() as session:
        first = await kept_secrets.secret(session, "links")
    async with database.write() as session:
        assert await kept_secrets.secret(session, "links") == first
        assert await kept_secrets.secret(session, "others") != first
    assert len(first) == 32
