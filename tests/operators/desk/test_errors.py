"""How the desk takes Telegram's refusals, silences and nonsense: python-telegram-bot over real HTTP."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.calls import Call, DeleteCall, Destination, Done, EditCall, OpenTopicCall, ReactCall, ReopenTopicCall, SendCall
from bot.carriage import TELEGRAM
from bot.errors import (
    ChatMoved,
    DeliveryError,
    FileRefused,
    Rejected,
    RetryLater,
    RightsLost,
    SettingsError,
    TooLarge,
    TopicClosed,
    TopicLost,
    Unreachable,
)
from bot.outgoing import Answer
from bot.richtext import rich
from operators.desk.connection import desk_bot
from operators.desk.files import DeskFiles
from operators.desk.sender import DeskSender
from operators.desk.source import DeskSource
from tests.channels.scripted import Drops, Hangs, Says, ScriptedApi, Step, ok, refusal, scripted
from tests.channels.things import documents, outgoing

TOKEN = "123456789:AAEhBOweik6ad9r_QXMENQjcrGbqCr4K-bc"  # the documentation's example
GROUP = "desk:group:-1001"
TO: dict[str, Any] = {"to": Destination("-1001", "15"), "key": 1}
SEND = SendCall(**TO, text=rich("да"))
PRIVATE = SendCall(to=Destination("7"), key=1, text=rich("да"))


@asynccontextmanager
async def desk_to(*steps: Step) -> AsyncIterator[tuple[DeskSender, ScriptedApi]]:
    """The sender with half a second of patience, against a server that goes through the steps."""
    async with scripted(*steps) as api:
        sender = DeskSender(desk_bot(TOKEN, api.url, seconds=0.5))
        try:
            yield sender, api
        finally:
            await sender.close()


async def error_of(step: Step, call: Call = SEND) -> dict[str, Any]:
    """The error that a call ends with, as its class and fields."""
    async with desk_to(step) as (sender, _):
        with pytest.raises(DeliveryError) as caught:
            await sender.perform(call)
    assert TOKEN not in repr(caught.value)
    return {"error": type(caught.value)} | vars(caught.value)


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        (
            refusal(429, "Too Many Requests: retry after 7", retry_after=7),
            {"error": RetryLater, "seconds": 7.0, "scope": GROUP, "doubtful": False},
        ),
        (refusal(429, "Too Many Requests: retry after 0"), {"error": RetryLater, "seconds": None, "scope": GROUP}),
        (refusal(400, "Bad Request: message thread not found"), {"error": TopicLost}),
        (refusal(400, "Bad Request: TOPIC_DELETED"), {"error": TopicLost}),
        (refusal(400, "Bad Request: TOPIC_ID_INVALID"), {"error": TopicLost}),
        (refusal(400, "Bad Request: TOPIC_CLOSED"), {"error": TopicClosed}),
        (
            refusal(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1002),
            {"error": ChatMoved, "chat": "-1002"},
        ),
        (refusal(403, "Forbidden: bot was kicked from the supergroup chat"), {"error": RightsLost}),
        (refusal(403, "Forbidden: bot is not a member of the supergroup chat"), {"error": RightsLost}),
        (refusal(400, "Bad Request: not enough rights to create a topic"), {"error": RightsLost}),
        (refusal(400, "Bad Request: the chat is not a forum"), {"error": RightsLost}),
        (refusal(400, "Bad Request: need administrator rights in the supergroup chat"), {"error": RightsLost}),
        (refusal(400, "Bad Request: CHAT_WRITE_FORBIDDEN"), {"error": RightsLost}),
        (refusal(400, "Bad Request: chat not found"), {"error": RightsLost}),
        (refusal(400, "Bad Request: message is too long"), {"error": Rejected}),
        (refusal(401, "Unauthorized"), {"error": RetryLater, "seconds": 60.0, "scope": "desk:bot"}),
        (refusal(404, "Not Found"), {"error": RetryLater, "seconds": 60.0, "scope": "desk:bot"}),
        (refusal(500, "Internal Server Error"), {"error": RetryLater, "seconds": None, "doubtful": True}),
        (Says(502, "<html>Bad Gateway</html>"), {"error": RetryLater, "seconds": None, "doubtful": True}),
        (Says(200, "<html>"), {"error": RetryLater, "doubtful": True}),
        (Drops(), {"error": RetryLater, "seconds": None, "scope": None, "doubtful": True}),
        (Hangs(), {"error": RetryLater, "seconds": None, "scope": None, "doubtful": True}),
    ],
)
async def test_errors_are_translated(step: Step, expected: dict[str, Any]) -> None:
    """Every refusal and silence becomes what delivery can act on; a reason never shows the token."""
    caught = await error_of(step)
    assert caught | expected == caught


async def test_person_who_blocked_the_desk_is_unreachable() -> None:
    """In a private chat a 403 is about the person, not about the group."""
    assert (await error_of(refusal(403, "Forbidden: bot was blocked by the user"), PRIVATE))["error"] is Unreachable
    assert (await error_of(refusal(400, "Bad Request: chat not found"), PRIVATE))["error"] is Unreachable


async def test_nobody_listening_is_not_doubtful() -> None:
    """Without a connection nothing was sent, so a repeat can double nothing."""
    async with desk_to() as (sender, _):
        with pytest.raises(RetryLater) as caught:
            await sender.perform(SEND)
    assert caught.value.doubtful is False


async def test_budgets() -> None:
    """Sends, edits and topics share the group's budget; marks, deletions and private chats draw on the bot's alone."""
    async with desk_to() as (sender, _):
        group: list[Call] = [SEND, EditCall(**TO, message_id="7", text=None), OpenTopicCall(**TO, name="А")]
        bot: list[Call] = [ReactCall(**TO, message_id="7", emoji=None), DeleteCall(**TO, message_id="7"), PRIVATE]
        assert {tuple(sender.scopes(call)) for call in group} == {(GROUP, "desk:bot")}
        assert {tuple(sender.scopes(call)) for call in bot} == {("desk:bot",)}


@pytest.mark.parametrize(
    ("call", "description"),
    [
        (EditCall(**TO, message_id="7", text=rich("да")), "Bad Request: message is not modified: specified new…"),
        (DeleteCall(**TO, message_id="7"), "Bad Request: message to delete not found"),
        (ReopenTopicCall(**TO), "Bad Request: TOPIC_NOT_MODIFIED"),
    ],
)
async def test_what_is_already_so_is_a_success(call: Call, description: str) -> None:
    """An edit that changes nothing, a deletion of nothing and an open topic have done their work."""
    async with desk_to(refusal(400, description)) as (sender, _):
        assert await sender.perform(call) == Done()


async def test_album_that_is_too_large_as_a_whole(tmp_path: Path) -> None:
    """A 413 about several files names none of them: each can be tried by itself."""
    album = SendCall(**TO, text=rich(""), attachments=tuple(outgoing(tmp_path, TELEGRAM, *documents("а.txt", "б.txt"))))
    caught = await error_of(refusal(413, "Request Entity Too Large"), album)
    assert caught == {
        "error": FileRefused,
        "file": None,
        "reason": "upload_too_large",
        "said": "Request Entity Too Large",
    }


async def test_upload_that_never_ends_is_given_up(tmp_path: Path) -> None:
    """By the time that its size may take."""
    call = SendCall(**TO, text=rich(""), attachments=tuple(outgoing(tmp_path, TELEGRAM, *documents("а.txt"))))
    async with scripted(Hangs()) as api:
        sender = DeskSender(desk_bot(TOKEN, api.url, seconds=30), timeout=0.2)
        with pytest.raises(RetryLater) as caught:
            await sender.perform(call)
        await sender.close()
    assert caught.value.doubtful


FOUND = ok({"file_id": "f", "file_unique_id": "u", "file_path": "documents/1.pdf"})


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((FOUND, Drops()), {"error": RetryLater, "seconds": None}),
        ((FOUND, Says(404, "gone")), {"error": RetryLater, "reason": "HTTP 404"}),
        ((FOUND, Says(400, "odd")), {"error": Rejected, "reason": "HTTP 400"}),
        ((ok({"file_id": "f", "file_unique_id": "u"}),), {"error": RetryLater, "reason": "no file_path"}),
        ((refusal(400, "Bad Request: file is too big"),), {"error": TooLarge, "reason": "too_large"}),
        ((refusal(400, "Bad Request: odd"),), {"error": RetryLater, "reason": "Odd"}),
        ((refusal(401, "Unauthorized"),), {"error": RetryLater, "seconds": 60.0}),
        ((Drops(),), {"error": RetryLater, "seconds": None}),
        ((), {"error": RetryLater, "doubtful": False}),
    ],
)
async def test_downloads_end_in_what_can_be_acted_on(steps: tuple[Step, ...], expected: dict[str, Any]) -> None:
    """Whatever the platform or the wire does, and no reason shows the token, though the address has it."""
    async with scripted(*steps) as api:
        bot = desk_bot(TOKEN, api.url, seconds=0.5)
        try:
            with pytest.raises(DeliveryError) as caught:
                await DeskFiles(bot).download("f", io.BytesIO(), 1024)
        finally:
            await bot.shutdown()
    assert TOKEN not in repr(caught.value)
    found = {"error": type(caught.value)} | vars(caught.value)
    assert found | expected == found


async def test_general_has_no_thread() -> None:
    """General's thread must be left out of a message; a topic's stands in it (platforms.md)."""
    sent = ok({"message_id": 9, "chat": {"id": -1001, "type": "supergroup"}, "date": 1})
    async with desk_to(sent) as (sender, api):
        assert await sender.perform(SEND) == Done(("9",))
        assert await sender.perform(SendCall(to=Destination("-1001"), key=1, text=rich("да"), reply_to="3")) == Done(
            ("9",)
        )
    assert api.asked[0][1]["message_thread_id"] == "15"
    assert "message_thread_id" not in api.asked[1][1]
    assert "parse_mode" not in api.asked[1][1]
    assert '"allow_sending_without_reply": true' in api.asked[1][1]["reply_parameters"]


async def test_topic_is_made_with_what_the_platform_allows() -> None:
    """A topic's name is cut to fit and its colour is one of the six, or Telegram's choice."""
    topic = ok({"message_thread_id": 31, "name": "А", "icon_color": 7322096})
    async with desk_to(topic) as (sender, api):
        assert await sender.perform(OpenTopicCall(**TO, name="я" * 200, colour=7322096)) == Done(("31",))
        assert await sender.perform(OpenTopicCall(**TO, name="", colour=1)) == Done(("31",))
    assert api.asked[0][1] == {"chat_id": "-1001", "name": "я" * 128, "icon_color": "7322096"}
    assert api.asked[1][1] == {"chat_id": "-1001", "name": "—"}


async def test_reaction_is_set_and_taken_away() -> None:
    """A mark is one emoji or none."""
    async with desk_to(ok(True)) as (sender, api):
        await sender.perform(ReactCall(**TO, message_id="7", emoji="👌"))
        await sender.perform(ReactCall(**TO, message_id="7", emoji=None))
    assert json.loads(api.asked[0][1]["reaction"]) == [{"type": "emoji", "emoji": "👌"}]
    assert api.asked[1][1]["reaction"] == "[]"


async def test_late_answer_to_a_button_is_no_error() -> None:
    """An answer is worth something for seconds only; a failure is a line in the log."""
    old = refusal(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")
    async with desk_to(old) as (sender, api):
        await sender.signal(Answer("desk", "77", "ж" * 300, alert=True))
        assert api.asked[0][1] == {"callback_query_id": "77", "text": "ж" * 200, "show_alert": "true"}
    async with desk_to(Drops()) as (sender, _):
        await sender.signal(Answer("desk", "77"))


@asynccontextmanager
async def source_to(*steps: Step) -> AsyncIterator[tuple[DeskSource, ScriptedApi]]:
    """A source, against a server that goes through the steps."""
    async with scripted(*steps) as api:
        bot = desk_bot(TOKEN, api.url)
        try:
            yield DeskSource(bot, poll_seconds=1), api
        finally:
            await bot.shutdown()


async def test_one_odd_update_stops_no_batch() -> None:
    """Updates are kept as they are, whatever the library would say of them; what has no id cannot be kept."""
    odd = {"update_id": 8, "message": {"chat": "moon"}}
    fine = {"update_id": 9, "message": {"chat": {"id": 7, "type": "private"}, "text": "?"}}
    async with source_to(ok([odd, "nonsense", {"id": 3}, fine])) as (source, _):
        batch = await source.fetch("5")
    assert [(row.external_id, row.conversation) for row in batch.updates] == [
        ("8", "desk:unknown"),
        ("9", "desk:private:7"),
    ]
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


def test_settings_that_cannot_be_used_are_told_at_once() -> None:
    """A missing token or an odd proxy is one sentence."""
    with pytest.raises(SettingsError):
        desk_bot("")
    with pytest.raises(SettingsError):
        desk_bot(TOKEN, proxy="nonsense")
