"""The stream of events: complete, resumable, and never in the way of the end."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from tests.sandbox.page.conftest import Page


@asynccontextmanager
async def _following(page: Page, last: str, header: str | None = None) -> AsyncIterator[AsyncIterator[tuple[str, Any]]]:
    headers = {"Last-Event-ID": header} if header else {}
    async with page.http.stream("GET", "/sandbox/events", params={"last": last}, headers=headers) as response:
        assert response.headers["content-type"].startswith("text/event-stream")
        yield _events(response)


async def _events(response: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    number = ""
    async for line in response.aiter_lines():
        if line.startswith("id: "):
            number = line.removeprefix("id: ")
        if line.startswith("data: "):
            yield number, json.loads(line.removeprefix("data: "))


async def _take(events: AsyncIterator[tuple[str, Any]], count: int) -> list[tuple[str, Any]]:
    async with asyncio.timeout(5):
        return [await anext(events) for _ in range(count)]


async def _last(page: Page) -> str:
    return str((await page.http.get("/sandbox/state")).json()["last"])


async def test_the_state_and_then_every_event(page: Page) -> None:
    """What happens between the snapshot and the stream is not missed."""
    last = await _last(page)
    await page.act("start", user=page.client, bot=page.bot)
    async with _following(page, last) as events:
        (_, chat), (_, message) = await _take(events, 2)
    assert (chat["kind"], message["kind"]) == ("chat", "message")
    assert message["data"]["message"]["text"] == "/start"


async def test_all_that_is_emulated_comes_in_one_stream(page: Page) -> None:
    """Each event says whose it is; a place in the stream is a place in all of them."""
    first = await _last(page)
    page.stage.vk.world.people.start(page.vk_client)
    page.stage.mail.put("a", ["b"], b"Subject: x")
    async with _following(page, first) as events:
        got = await _take(events, 4)
    assert sorted({(event["from"], event["kind"]) for _, event in got}) == [
        ("mail", "mail"),
        ("vk", "chat"),
        ("vk", "message"),
    ]
    await page.act("start", user=page.client, bot=page.bot)
    async with _following(page, got[-1][0]) as events:
        rest = await _take(events, 2)
    assert {event["from"] for _, event in rest} == {"telegram"}


async def test_a_dropped_stream_goes_on_where_it_was(page: Page) -> None:
    """The browser's `Last-Event-ID` goes before the address, which still names the first snapshot."""
    first = await _last(page)
    await page.act("start", user=page.client, bot=page.bot)
    async with _following(page, first) as events:
        (_, _), (seen, _) = await _take(events, 2)
    await page.act("say", user=page.client, peer=page.bot, text="дальше")
    async with _following(page, first, header=seen) as events:
        ((_, event),) = await _take(events, 1)
    assert event["data"]["message"]["text"] == "дальше"


async def test_a_stranger_to_this_sandbox_begins_anew(page: Page) -> None:
    """A page that is still open from an earlier start is told to take a new snapshot, with an id that is good."""
    async with _following(page, "0000-7") as events:
        ((number, event),) = await _take(events, 1)
    assert event["kind"] == "reset"
    assert number == await _last(page)


async def test_the_end_does_not_wait_for_streams(page: Page) -> None:
    """When the sandbox stops, an open stream ends by itself."""
    async with _following(page, await _last(page)) as events:
        page.stop.set()
        async with asyncio.timeout(2):
            assert [event async for event in events] == []
