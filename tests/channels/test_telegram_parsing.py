"""What the clients' bot understands of raw updates: pure, from JSON literals of the Bot API's documentation."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bot_api import routed
from bot.channels.telegram.parsing import parse
from bot.channels.telegram.routing import conversation
from bot.content import Attachment, ContentKind
from bot.messages import (
    Address,
    Edited,
    Incoming,
    Left,
    Person,
    Pressed,
    Returned,
    Said,
    Started,
)
from bot.richtext import RichText, Span, SpanKind, rich

USER = {"id": 42, "is_bot": False, "first_name": "Анна", "last_name": "Петрова", "username": "anna"}
CHAT = {"id": 42, "type": "private", "first_name": "Анна"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Дача"}
DATE = 1_790_000_000
AT = datetime.fromtimestamp(DATE, UTC)
WHO: dict[str, Any] = {
    "address": Address("telegram", "42"),
    "person": Person("42", "Анна Петрова", "anna"),
    "at": AT,
}


def message(**fields: Any) -> dict[str, Any]:
    """A message of the client's."""
    return {"message_id": 7, "from": USER, "chat": CHAT, "date": DATE} | fields


def said(**fields: Any) -> Incoming | None:
    """What a new message is understood as."""
    return parse({"update_id": 1, "message": message(**fields)})


def test_text_with_formatting_and_a_reply() -> None:
    """Entities are spans counted in characters, a reply names the message, the person goes by the full name."""
    entities = [
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "text_link", "offset": 9, "length": 3, "url": "https://example.org/"},
        {"type": "mention", "offset": 0, "length": 2},
    ]
    reply = {"message_id": 5, "chat": CHAT, "date": DATE, "text": "?"}
    spans = (Span(SpanKind.BOLD, 2, 7), Span(SpanKind.LINK, 8, 11, "https://example.org/"))
    expected = Said(**WHO, text=RichText("🙂 важно тут", spans), message_ids=("7",), reply_to="5")
    assert said(text="🙂 важно тут", entities=entities, reply_to_message=reply) == expected


def test_name_without_a_surname_or_username() -> None:
    """People have at least a first name."""
    incoming = said(text="да", **{"from": {"id": 42, "is_bot": False, "first_name": "Ян"}})
    assert incoming is not None
    assert incoming.person == Person("42", "Ян", None)


@pytest.mark.parametrize(
    ("text", "payload"),
    [("/start", ""), ("/start seminar-12", "seminar-12"), ("/start@line_bot ref_1", "ref_1"), ("/start ", "")],
)
def test_start_with_what_a_deep_link_carried(text: str, payload: str) -> None:
    """`/start` is no text; its payload is kept."""
    assert said(text=text) == Started(**WHO, payload=payload, message_id="7")


@pytest.mark.parametrize("text", ["/startup", "старт", "/start раз два", "/help"])
def test_other_commands_are_texts(text: str) -> None:
    """What only looks like `/start` is a text like any other."""
    assert said(text=text) == Said(**WHO, text=rich(text), message_ids=("7",))


PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1}]
FILE = {"file_id": "f", "file_unique_id": "u"}
MOVIE = FILE | {"width": 1, "height": 1, "duration": 1}
POINT = {"latitude": 55.0, "longitude": 37.0}


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"photo": PHOTO}, ContentKind.PHOTO),
        ({"document": FILE}, ContentKind.DOCUMENT),
        ({"voice": FILE | {"duration": 1}}, ContentKind.VOICE),
        ({"audio": FILE | {"duration": 1}}, ContentKind.AUDIO),
        ({"video": MOVIE}, ContentKind.VIDEO),
        ({"animation": MOVIE, "document": FILE}, ContentKind.VIDEO),
        ({"video_note": FILE | {"length": 1, "duration": 1}}, ContentKind.VIDEO_NOTE),
        (
            {"sticker": MOVIE | {"type": "regular", "is_animated": False, "is_video": False}},
            ContentKind.STICKER,
        ),
        ({"location": POINT}, ContentKind.LOCATION),
        ({"location": POINT, "venue": {"location": POINT, "title": "т", "address": "а"}}, ContentKind.LOCATION),
        ({"contact": {"phone_number": "+7", "first_name": "Ян"}}, ContentKind.CONTACT),
        ({"dice": {"emoji": "🎲", "value": 6}}, ContentKind.OTHER),
        ({"story": {"chat": CHAT, "id": 3}}, ContentKind.OTHER),
        ({"hologram": {"depth": 3}}, ContentKind.OTHER),
    ],
)
def test_content_has_a_kind(fields: dict[str, Any], kind: ContentKind) -> None:
    """Everything that a person can send is told apart; what nobody knows yet is `OTHER`, never silence."""
    assert said(**fields) == Said(**WHO, attachments=(Attachment(kind),), message_ids=("7",))


def test_caption_is_the_content_s_text() -> None:
    """A caption keeps its formatting."""
    incoming = said(photo=PHOTO, caption="акт", caption_entities=[{"type": "italic", "offset": 0, "length": 3}])
    assert isinstance(incoming, Said)
    assert incoming.text == RichText("акт", (Span(SpanKind.ITALIC, 0, 3),))


@pytest.mark.parametrize(
    "fields",
    [
        {"pinned_message": {"message_id": 1, "chat": CHAT, "date": DATE, "text": "!"}},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
        {"write_access_allowed": {}},
        {"text": "hi", "chat": GROUP},
        {"text": "hi", "from": None},
    ],
)
def test_service_messages_and_groups_are_nothing(fields: dict[str, Any]) -> None:
    """Nobody said anything to the line."""
    assert said(**fields) is None


def test_the_pieces_of_an_album_know_it() -> None:
    """`media_group_id`; what is no album has none."""
    piece, single = said(photo=PHOTO, media_group_id="77"), said(photo=PHOTO)
    assert isinstance(piece, Said)
    assert isinstance(single, Said)
    assert (piece.album, single.album) == ("77", None)


def test_edits_of_texts_and_captions() -> None:
    """An edit names its message and happened when it was edited."""
    later = {"at": datetime.fromtimestamp(DATE + 60, UTC)}
    edited = {"edited_message": message(edit_date=DATE + 60, text="так")}
    assert parse({"update_id": 1} | edited) == Edited(**(WHO | later), text=rich("так"), message_id="7")
    edited = {"edited_message": message(edit_date=DATE + 60, photo=PHOTO, caption="акт")}
    assert parse({"update_id": 1} | edited) == Edited(**(WHO | later), text=rich("акт"), message_id="7")


def test_moving_live_location_is_nothing() -> None:
    """A live location is edited every few seconds: no correction of anything said."""
    edited = message(edit_date=DATE, location=POINT | {"live_period": 900})
    assert parse({"update_id": 1, "edited_message": edited}) is None


def query(**fields: Any) -> dict[str, Any]:
    """A pressed button."""
    shown = {"message_id": 9, "chat": CHAT, "date": DATE, "text": "?"}
    callback = {"id": "77", "from": USER, "chat_instance": "1", "data": "ask:1", "message": shown} | fields
    return {"update_id": 1, "received_at": DATE + 5, "callback_query": callback}


def test_pressed_button() -> None:
    """A press carries its data as it is, and the time at which the source saw it."""
    at = {"at": datetime.fromtimestamp(DATE + 5, UTC)}
    expected = Pressed(**(WHO | at), data="ask:1", callback_id="77", message_id="9")
    assert parse(query()) == expected
    assert parse(query(message={"message_id": 9, "chat": CHAT, "date": 0})) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"data": None, "game_short_name": "g"},
        {"message": None, "inline_message_id": "i"},
        {"message": {"message_id": 9, "chat": GROUP, "date": DATE, "text": "?"}},
    ],
)
def test_presses_that_are_not_ours(fields: dict[str, Any]) -> None:
    """No data, no message or a group: nothing of the line's."""
    assert parse(query(**fields)) is None


@pytest.mark.parametrize(("status", "kind"), [("kicked", Left), ("member", Returned)])
def test_blocking_and_unblocking(status: str, kind: type[Incoming]) -> None:
    """In a private chat membership says whether the bot is blocked; in a group it is nothing."""
    bot = {"id": 1, "is_bot": True, "first_name": "Линия"}
    change = {
        "chat": CHAT,
        "from": USER,
        "date": DATE,
        "old_chat_member": {"status": "member", "user": bot},
        "new_chat_member": {"status": status, "user": bot, "until_date": 0},
    }
    assert parse({"update_id": 1, "my_chat_member": change}) == kind(**WHO)
    assert parse({"update_id": 1, "my_chat_member": change | {"chat": GROUP}}) is None


def test_updates_of_other_kinds_are_nothing() -> None:
    """Reactions and what is invented later are let go."""
    reaction = {"chat": CHAT, "message_id": 7, "user": USER, "date": DATE, "old_reaction": [], "new_reaction": []}
    assert parse({"update_id": 1, "message_reaction": reaction}) is None
    assert parse({"update_id": 1, "telepathy": {}}) is None


@pytest.mark.parametrize(
    ("update", "order"),
    [
        ({"message": message(text="а")}, "telegram:42"),
        ({"edited_message": message(text="а")}, "telegram:42"),
        (query(), "telegram:42"),
        ({"message_reaction": {"chat": CHAT}}, "telegram:42"),
        ({"my_chat_member": {"chat": GROUP}}, "telegram:ignored"),
        ({"message": message(chat=GROUP)}, "telegram:ignored"),
        (query(message=None), "telegram:unknown"),
        ({"telepathy": {}}, "telegram:unknown"),
        ({"message": "text"}, "telegram:unknown"),
    ],
)
def test_conversation_of_an_update(update: dict[str, Any], order: str) -> None:
    """A client's updates are one order; groups are set aside; what cannot be told is kept all the same."""
    assert conversation(update) == order


KEYS = st.sampled_from(["message", "callback_query", "chat", "from", "id", "type", "update_id", "my_chat_member"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["private", "supergroup", ""]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_no_update_is_too_odd_to_be_routed(update: Any) -> None:
    """Whatever JSON comes, it is kept under its id, or has none."""
    row = routed(update, conversation, AT)
    has_id = isinstance(update, dict) and isinstance(update.get("update_id"), int)
    assert (row is not None) == has_id
    assert row is None or row.conversation.startswith("telegram:")
