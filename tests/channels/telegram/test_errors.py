"""How the clients' bot takes Telegram's refusals, silences and nonsense: aiogram over real HTTP."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.calls import Call, DeleteCall, Destination, Done, EditCall, ReactCall, SendCall
from bot.carriage import TELEGRAM
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.connection import telegram_bot
from bot.channels.telegram.files import TelegramFiles
from bot.channels.telegram.source import TelegramSource
from bot.errors import (
    ChatMoved,
    DeliveryError,
    FileRefused,
    Rejected,
    RetryLater,
    SettingsError,
    TooLarge,
    Unreachable,
)
from bot.outgoing import Answer
from bot.richtext import rich
from tests.channels.scripted import Drops, Hangs, Says, ScriptedApi, Step, ok, refusal, scripted
from tests.channels.things import documents, outgoing

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"  # the documentation's example
TO: dict[str, Any] = {"to": Destination("42"), "key": 1}
SEND = SendCall(**TO, text=rich("да"))


@asynccontextmanager
async def channel_to(*steps: Step) -> AsyncIterator[tuple[TelegramChannel, ScriptedApi]]:
    """The channel with one second of patience, against a server that goes through the steps."""
    async with scripted(*steps) as api:
        channel = TelegramChannel(telegram_bot(TOKEN, api.url), timeout=1)
        try:
            yield channel, api
        finally:
            await channel.close()


async def error_of(step: Step, call: Call = SEND) -> dict[str, Any]:
    """The error that a call ends with, as its class and fields."""
    async with channel_to(step) as (channel, _):
        with pytest.raises(DeliveryError) as caught:
            await channel.perform(call)
    assert TOKEN not in repr(caught.value)
    return {"error": type(caught.value)} | vars(caught.value)


CHAT = "telegram:chat:42"


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (
            refusal(429, "Too Many Requests: retry after 7", retry_after=7),
            {"error": RetryLater, "seconds": 7.0, "scope": CHAT, "doubtful": False},
        ),
        (refusal(429, "Too Many Requests: retry after 0"), {"error": RetryLater, "seconds": None, "scope": CHAT}),
        (
            refusal(403, "Forbidden: bot was blocked by the user"),
            {"error": Unreachable, "reason": "Forbidden: bot was blocked by the user"},
        ),
        (refusal(403, "Forbidden: user is deactivated"), {"error": Unreachable}),
        (refusal(400, "Bad Request: chat not found"), {"error": Unreachable}),
        (refusal(400, "Bad Request: message is too long"), {"error": Rejected}),
        (refusal(413, "Request Entity Too Large"), {"error": Rejected}),
        (refusal(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-100), {"error": ChatMoved}),
        (refusal(401, "Unauthorized"), {"error": RetryLater, "seconds": 60.0, "scope": "telegram:bot"}),
        (refusal(404, "Not Found"), {"error": RetryLater, "seconds": 60.0, "scope": "telegram:bot"}),
        (refusal(500, "Internal Server Error"), {"error": RetryLater, "seconds": None, "doubtful": True}),
        (Says(502, "<html>Bad Gateway</html>"), {"error": RetryLater, "seconds": None, "doubtful": True}),
        (Says(200, {"hello": "world"}), {"error": RetryLater, "doubtful": True}),
        (Drops(), {"error": RetryLater, "seconds": None, "scope": None, "doubtful": True}),
        (Hangs(), {"error": RetryLater, "seconds": None, "scope": None, "doubtful": True}),
    ],
)
async def test_errors_are_translated(step: Step, expected: dict[str, Any]) -> None:
    """Every refusal and silence becomes what delivery can act on; a reason never shows the token."""
    caught = await error_of(step)
    assert caught | expected == caught


async def test_nobody_listening_is_not_doubtful() -> None:
    """Without a connection nothing was sent, so a repeat can double nothing."""
    async with channel_to() as (channel, _):
        with pytest.raises(RetryLater) as caught:
            await channel.perform(SEND)
    assert caught.value.doubtful is False


async def test_refusal_of_a_mark_is_the_bot_s() -> None:
    """Reactions and deletions have no budget in the chat: their refusal pauses the bot."""
    step = refusal(429, "Too Many Requests: retry after 3", retry_after=3)
    assert (await error_of(step, ReactCall(**TO, message_id="7", emoji="👌")))["scope"] == "telegram:bot"
    assert (await error_of(step, DeleteCall(**TO, message_id="7")))["scope"] == "telegram:bot"


async def test_sent_message_with_an_unknown_shape_is_sent() -> None:
    """A field that the library does not know is no reason to send twice."""
    async with channel_to(ok({"message_id": 9, "chat": "moon", "date": "tomorrow"})) as (channel, api):
        assert await channel.perform(SEND) == Done(("9",))
        assert len(api.asked) == 1


@pytest.mark.parametrize(
    ("call", "description"),
    [
        (EditCall(**TO, message_id="7", text=rich("да")), "Bad Request: message is not modified: specified new…"),
        (EditCall(**TO, message_id="7", text=None), "Bad Request: message is not modified"),
        (DeleteCall(**TO, message_id="7"), "Bad Request: message to delete not found"),
    ],
)
async def test_what_is_already_so_is_a_success(call: Call, description: str) -> None:
    """An edit that changes nothing and a deletion of nothing have done their work."""
    async with channel_to(refusal(400, description)) as (channel, _):
        assert await channel.perform(call) == Done()


async def test_late_answer_to_a_button_is_no_error() -> None:
    """An answer is worth something for seconds only; a failure is a line in the log."""
    old = refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    async with channel_to(old) as (channel, api):
        await channel.signal(Answer("telegram", "77", "ж" * 300, alert=True))
        assert api.asked[0][1] == {"callback_query_id": "77", "text": "ж" * 200, "show_alert": "true"}
    async with channel_to(Drops()) as (channel, _):
        await channel.signal(Answer("telegram", "77"))


async def test_album_that_is_too_large_as_a_whole(tmp_path: Path) -> None:
    """A 413 about several files names none of them: each can be tried by itself."""
    files = outgoing(tmp_path, TELEGRAM, *documents("а.txt", "б.txt"))
    album = SendCall(**TO, text=rich(""), attachments=tuple(replace(one, known="AgAD") for one in files))
    caught = await error_of(refusal(413, "Request Entity Too Large"), album)
    assert caught == {
        "error": FileRefused,
        "file": None,
        "reason": "upload_too_large",
        "said": "Request Entity Too Large",
    }


FOUND = ok({"file_id": "f", "file_unique_id": "u", "file_path": "documents/1.pdf"})


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((FOUND, Drops()), {"error": RetryLater, "seconds": None}),
        ((FOUND, Hangs()), {"error": RetryLater, "seconds": None}),
        ((FOUND, Says(404, "gone")), {"error": RetryLater, "reason": "HTTP 404"}),
        ((FOUND, Says(400, "odd")), {"error": Rejected, "reason": "HTTP 400"}),
        ((ok({"file_id": "f", "file_unique_id": "u"}),), {"error": RetryLater, "reason": "no file_path"}),
        ((refusal(400, "Bad Request: file is too big"),), {"error": TooLarge, "reason": "too_large"}),
        ((refusal(400, "Bad Request: odd"),), {"error": RetryLater, "reason": "Bad Request: odd"}),
        ((refusal(401, "Unauthorized"),), {"error": RetryLater, "seconds": 60.0}),
        ((Drops(),), {"error": RetryLater, "seconds": None}),
        ((), {"error": RetryLater, "doubtful": False}),
    ],
)
async def test_downloads_end_in_what_can_be_acted_on(steps: tuple[Step, ...], expected: dict[str, Any]) -> None:
    """Whatever the platform or the wire does, and no reason shows the token, though the address has it."""
    async with scripted(*steps) as api:
        bot = telegram_bot(TOKEN, api.url)
        try:
            with pytest.raises(DeliveryError) as caught:
                await TelegramFiles(bot, timeout=1, silence=0.5).download("f", io.BytesIO(), 1024)
        finally:
            await bot.session.close()
    assert TOKEN not in repr(caught.value)
    found = {"error": type(caught.value)} | vars(caught.value)
    assert found | expected == found


async def test_the_bots_name_is_told_once_it_is_known() -> None:
    """What Telegram refuses to tell is asked for again, and holds nothing up; then never more."""
    names: list[str] = []
    fine = ok([{"update_id": 8}])
    async with scripted(fine, refusal(500, "Internal"), fine, ok({"id": 1, "username": "line_bot"}), fine) as api:
        bot = telegram_bot(TOKEN, api.url)
        source = TelegramSource(bot, poll_seconds=1, named=names.append)
        try:
            told = [(len((await source.fetch(None)).updates), list(names)) for _ in range(3)]
        finally:
            await bot.session.close()
    assert told == [(1, []), (1, ["line_bot"]), (1, ["line_bot"])]


@asynccontextmanager
async def source_to(*steps: Step) -> AsyncIterator[tuple[TelegramSource, ScriptedApi]]:
    """A source that polls for no time, against a server that goes through the steps."""
    async with scripted(*steps) as api:
        bot = telegram_bot(TOKEN, api.url)
        try:
            yield TelegramSource(bot, poll_seconds=1), api
        finally:
            await bot.session.close()


async def test_one_odd_update_stops_no_batch() -> None:
    """Updates are kept as they are, whatever the library would say of them; what has no id cannot be kept."""
    odd = {"update_id": 8, "message": {"chat": "moon"}}
    fine = {"update_id": 9, "message": {"chat": {"id": 42, "type": "private"}, "text": "?"}}
    async with source_to(ok([odd, "nonsense", {"id": 3}, fine])) as (source, _):
        batch = await source.fetch("5")
    assert [(row.external_id, row.conversation) for row in batch.updates] == [
        ("8", "telegram:unknown"),
        ("9", "telegram:42"),
    ]
    assert batch.updates[1].payload.items() >= fine.items()
    assert batch.cursor == "10"


async def test_old_cursor_is_not_told_to_a_renumbered_queue() -> None:
    """The first question has no offset (Telegram renumbers after a week of silence), the next ones confirm; kinds of
    updates are asked for by name."""
    async with source_to(ok([{"update_id": 8}]), ok([])) as (source, api):
        first = await source.fetch("900")
        assert (await source.fetch(first.cursor)).cursor is None
    assert "offset" not in api.asked[0][1]
    assert api.asked[1][1]["offset"] == "9"
    assert "message_reaction" in api.asked[0][1]["allowed_updates"]


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (refusal(409, "Conflict: terminated by other getUpdates request"), {"seconds": 5.0}),
        (refusal(429, "Too Many Requests: retry after 4", retry_after=4), {"seconds": 4.0}),
        (refusal(401, "Unauthorized"), {"seconds": 60.0, "reason": "token"}),
        (refusal(400, "Bad Request: odd"), {"seconds": None, "reason": "Bad Request: odd"}),
        (refusal(502, "Bad Gateway"), {"seconds": None}),
        (Says(200, "<html>"), {"seconds": None}),
        (Drops(), {"seconds": None}),
    ],
)
async def test_source_waits_out_every_refusal(step: Step, expected: dict[str, Any]) -> None:
    """Reading goes on later, whatever the platform says."""
    async with source_to(step) as (source, _):
        with pytest.raises(RetryLater) as caught:
            await source.fetch(None)
    assert vars(caught.value) | expected == vars(caught.value)


def test_what_is_no_token_is_told_at_once() -> None:
    """A mistake in the settings is one sentence without the secret."""
    with pytest.raises(SettingsError) as caught:
        telegram_bot("not a token")
    assert "not a token" not in str(caught.value)
