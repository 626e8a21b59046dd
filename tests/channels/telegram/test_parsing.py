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
from bot.content import Attachment, ContentKind, Forwarded
from bot.messages import (
    Address,
    Edited,
    Incoming,
    Left,
    Person,
    Pressed,
    Reacted,
    Returned,
    Said,
    Started,
)
from bot.richtext import RichText, Span, SpanKind, rich
from tests.bot_api.samples import KINDS, PHOTO, POINT, file

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
    expected = Said(**WHO, text=RichText("🙂 важно тут", spans), message_ids=("7",), reply_to="5", preview=True)
    assert said(text="🙂 важно тут", entities=entities, reply_to_message=reply) == expected


def test_name_without_a_surname_or_username() -> None:
    """People have at least a first name."""
    incoming = said(text="да", **{"from": {"id": 42, "is_bot": False, "first_name": "Ян"}})
    assert incoming is not None
    assert incoming.person == Person("42", "Ян", None)


@pytest.mark.parametrize(
    ("account", "passed_on", "own"), [(42, False, True), (43, False, False), (None, False, False), (42, True, False)]
)
def test_whose_number_a_contact_is(account: int | None, passed_on: bool, own: bool) -> None:
    """One's own by the account that Telegram names; not what another person, or nobody, has; not what is passed on."""
    contact: dict[str, Any] = {"phone_number": "+79990000000", "first_name": "Анна"}
    fields: dict[str, Any] = {"contact": contact if account is None else contact | {"user_id": account}}
    if passed_on:
        fields["forward_origin"] = {"type": "user", "date": DATE, "sender_user": USER}
    shared = said(**fields)
    assert isinstance(shared, Said)
    assert [one.contact.own for one in shared.attachments if one.contact is not None] == [own]


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


@pytest.mark.parametrize(("_name", "fields", "expected"), KINDS, ids=[name for name, _, _ in KINDS])
def test_content_of_every_kind(_name: str, fields: dict[str, Any], expected: Attachment) -> None:
    """Everything that a person can send comes as what it is; what nobody knows yet is told, never silence."""
    assert said(**fields) == Said(**WHO, attachments=(expected,), message_ids=("7",))


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


def test_forwarded_message() -> None:
    """Its words are somebody else's; a command that was passed on starts nothing."""
    origin = {"type": "hidden_user", "date": DATE, "sender_user_name": "Коллега"}
    forwarded = (Forwarded("Коллега", rich("/start")),)
    assert said(text="/start", forward_origin=origin) == Said(**WHO, message_ids=("7",), forwarded=forwarded)


def test_quote_and_preview() -> None:
    """What was picked out of the answered message, and whether a link shows what it leads to."""
    reply = {"message_id": 5, "chat": CHAT, "date": DATE, "text": "акт и счёт"}
    link = [{"type": "url", "offset": 0, "length": 12}]
    incoming = said(text="https://x.ru", entities=link, reply_to_message=reply, quote={"text": "акт", "position": 0})
    assert isinstance(incoming, Said)
    assert (incoming.reply_to, incoming.quote, incoming.preview) == ("5", rich("акт"), True)


LATER = {"at": datetime.fromtimestamp(DATE + 60, UTC)}


def edited(**fields: Any) -> Incoming | None:
    """What a correction is understood as."""
    return parse({"update_id": 1, "edited_message": message(edit_date=DATE + 60, **fields)})


def test_edits_of_texts_and_captions() -> None:
    """An edit names its message and its album, and happened when it was edited; what stands beside the words comes
    as it is now."""
    assert edited(text="так") == Edited(**(WHO | LATER), text=rich("так"), message_id="7")
    photo = file(ContentKind.PHOTO, mime="image/jpeg")
    expected = Edited(**(WHO | LATER), text=rich("акт"), message_id="7", attachments=(photo,), album="77")
    assert edited(photo=PHOTO, caption="акт", media_group_id="77") == expected
    assert edited(photo=PHOTO) == Edited(**(WHO | LATER), message_id="7", attachments=(photo,))


def test_moving_live_location_is_nothing() -> None:
    """A live location is edited every few seconds: no correction of anything said."""
    assert edited(location=POINT | {"live_period": 900}) is None
    assert edited(location=POINT) is None


def test_edited_service_message_or_group_is_nothing() -> None:
    """Nobody corrected anything."""
    assert edited(pinned_message={"message_id": 1, "chat": CHAT, "date": DATE, "text": "!"}) is None
    assert edited(text="а", chat=GROUP) is None


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


UP = {"type": "emoji", "emoji": "👍"}
STAR = {"type": "paid"}


def reacted(old: list[Any], new: list[Any], **fields: Any) -> Incoming | None:
    """What a reaction is understood as."""
    change = {"chat": CHAT, "message_id": 7, "user": USER, "date": DATE, "old_reaction": old, "new_reaction": new}
    return parse({"update_id": 1, "message_reaction": change | fields})


def test_reactions() -> None:
    """The emoji, or that it was taken away; in private chats only."""
    assert reacted([], [UP]) == Reacted(**WHO, message_id="7", emoji="👍")
    assert reacted([UP], []) == Reacted(**WHO, message_id="7", emoji=None)
    assert reacted([UP], [STAR]) == Reacted(**WHO, message_id="7", emoji=None)
    assert reacted([], [UP], chat=GROUP) is None
    assert reacted([], [UP], user=None) is None


def test_pictures_for_which_there_is_no_emoji_are_nothing() -> None:
    """A custom emoji or a star where nothing was before."""
    assert reacted([], [STAR]) is None


def test_updates_of_other_kinds_are_nothing() -> None:
    """What is invented later is let go."""
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
    """Whatever JSON comes, it is kept under its id, or has none that Telegram would give."""
    row = routed(update, conversation, AT)
    number = update.get("update_id") if isinstance(update, dict) else None
    has_id = isinstance(number, int) and 0 <= number < 2**63
    assert (row is not None) == has_id
    assert row is None or row.conversation.startswith("telegram:")
