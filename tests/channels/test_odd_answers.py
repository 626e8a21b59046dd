"""Updates of a shape that nobody has documented: each source brings them, and intake keeps them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.telegram.connection import telegram_bot
from bot.channels.telegram.source import TelegramSource
from bot.channels.vk.connection import Vk
from bot.channels.vk.source import Cursor, VkSource
from bot.database import Database
from bot.errors import RetryLater
from bot.inbox import InboxRow
from bot.intake.reading import accept
from bot.messages import Batch
from operators.desk.connection import desk_bot
from operators.desk.source import DeskSource
from tests.channels.scripted import Says, ok, scripted
from tests.fakes import FakeClock

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"  # the documentation's example
DEEP = "[" * 50_000 + "]" * 50_000
CURSOR = str(Cursor("1", 0, 0))


async def _from_vk(*answers: Says) -> Batch:
    async with scripted(Says(200, ""), *answers) as api:
        found = {"server": f"{api.url}/poll", "key": "k", "ts": "1"}
        api.steps[0] = Says(200, {"response": found})
        vk = Vk("x", 1, api.url, timeout=1)
        try:
            return await VkSource(vk, poll_seconds=1).fetch(CURSOR)
        finally:
            await vk.close()


async def _from_telegram(answer: Says) -> Batch:
    async with scripted(answer) as api:
        bot = telegram_bot(TOKEN, api.url)
        try:
            return await TelegramSource(bot, poll_seconds=0).fetch(None)
        finally:
            await bot.session.close()


async def _from_the_group(answer: Says) -> Batch:
    async with scripted(answer) as api:
        bot = desk_bot(TOKEN, api.url, seconds=1)
        try:
            return await DeskSource(bot, poll_seconds=0).fetch(None)
        finally:
            await bot.shutdown()


def _vk_event(**more: Any) -> str:
    message = {"peer_id": 5, "from_id": 5, "conversation_message_id": 1, "id": 1, "date": 1, "text": "да"}
    event = {"type": "message_new", "object": {"message": message, "deep": "DEEP"}, "event_id": "e", **more}
    return json.dumps({"ts": "2", "updates": [event]}).replace('"DEEP"', DEEP)


UPDATE = {
    "update_id": 7,
    "message": {"message_id": 1, "chat": {"id": 5, "type": "private"}, "text": "да", "deep": "DEEP"},
}
DEEP_UPDATE = Says(200, json.dumps({"ok": True, "result": [UPDATE]}).replace('"DEEP"', DEEP))
PEOPLE = Says(200, {"response": []})


async def test_deep_updates_are_kept(database: Database) -> None:
    """Nested deeper than Python reads: what can be read of them is kept, and nobody asks for them again."""
    batches = {
        "vk": await _from_vk(Says(200, _vk_event()), PEOPLE),
        "telegram": await _from_telegram(DEEP_UPDATE),
        "desk": await _from_the_group(DEEP_UPDATE),
    }
    for source, batch in batches.items():
        assert batch.cursor
        assert await accept(database, source, batch, FakeClock()) == 1
    async with database.read() as session:
        kept = [json.dumps(row.payload, ensure_ascii=False) for row in await session.scalars(select(InboxRow))]
    assert ['"да"' in payload for payload in kept] == [True] * 3


async def test_half_a_character_in_an_id(database: Database) -> None:
    """And NUL, in what names an event and in what was written."""
    event = {"type": "message_allow", "object": {"user_id": 5, "key": "\x00\ud83d"}, "event_id": "\ud83d\x00"}
    batch = await _from_vk(Says(200, {"ts": "2", "updates": [event]}), PEOPLE)
    assert await accept(database, "vk", batch, FakeClock()) == 1
    written = UPDATE | {"message": {"chat": {"id": 5, "type": "private"}, "text": "a\x00\ud83d"}}
    assert await accept(database, "telegram", await _from_telegram(ok([written])), FakeClock()) == 1


@pytest.mark.parametrize("answer", [{"failed": None}, {"failed": []}, {"failed": 9}, {}, {"ts": None, "failed": None}])
async def test_odd_answers_of_the_long_poll(answer: dict[str, Any]) -> None:
    """None of them is an end."""
    with pytest.raises(RetryLater):
        await _from_vk(Says(200, answer))


@pytest.mark.parametrize("result", [None, {}, "updates", 5, [{}], [5, None], [{"update_id": 10**30}]])
async def test_odd_answers_of_telegram(result: Any) -> None:
    """What brings nothing to be confirmed is asked for again after a pause, not at once."""
    for fetch in (_from_telegram, _from_the_group):
        with pytest.raises(RetryLater):
            await fetch(ok(result))
