"""What both bots read in a raw message: pure, from JSON of the Bot API's documentation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from telegram import Message

from bot.bot_api.content import Content, content_of
from bot.bot_api.reactions import newest_emoji
from bot.bot_api.service_messages import SERVICE
from bot.bot_api.shapes import Message as MessageShape
from bot.content import Attachment, ContentKind, Forwarded
from bot.richtext import RichText, Span, SpanKind, rich
from operators.desk.content import content_of as desk_content_of
from tests.bot_api.samples import CHAT, DATE, FILE, KINDS, PHOTO, USER, file, message
from tests.sandbox.telegram.spec import _description

NAMES = [name for name, _, _ in KINDS]
ITALIC = [{"type": "italic", "offset": 0, "length": 3}]


def read(**fields: Any) -> Content:
    """A client's message that says something."""
    content = content_of(message(**fields), "telegram", outside=True)
    assert content is not None
    return content


@pytest.mark.parametrize(("_name", "fields", "expected"), KINDS, ids=NAMES)
def test_every_kind(_name: str, fields: dict[str, Any], expected: Attachment) -> None:
    """Whatever a person can send is told apart, what nobody knows included: never silence."""
    assert read(**fields).attachments == (expected,)


@pytest.mark.parametrize(("_name", "fields", "expected"), KINDS, ids=NAMES)
def test_the_desk_reads_the_same(_name: str, fields: dict[str, Any], expected: Attachment) -> None:
    """python-telegram-bot's objects lose nothing on the way; files are the desk's to fetch."""
    written = Message.de_json(message(**fields), None)
    remote = replace(expected.remote, source="desk") if expected.remote else None
    content = desk_content_of(written)
    assert content is not None
    assert content.attachments == (replace(expected, remote=remote),)


def test_captions_keep_their_formatting() -> None:
    """A caption is the text of what it stands under."""
    content = read(photo=PHOTO, caption="акт", caption_entities=ITALIC, media_group_id="77")
    assert content.text == RichText("акт", (Span(SpanKind.ITALIC, 0, 3),))
    assert content.album == "77"


@pytest.mark.parametrize(
    ("origin", "author"),
    [
        ({"type": "user", "sender_user": USER | {"last_name": "Петрова"}}, "Анна Петрова"),
        ({"type": "hidden_user", "sender_user_name": "Тихий"}, "Тихий"),
        ({"type": "chat", "sender_chat": {"id": -1, "type": "supergroup", "title": "Дача"}}, "Дача"),
        (
            {
                "type": "channel",
                "chat": {"id": -1, "type": "channel", "title": "Новости"},
                "message_id": 1,
                "author_signature": "Ян",
            },
            "Новости (Ян)",
        ),
        ({"type": "user", "sender_user": USER | {"first_name": ""}}, "Автор неизвестен"),
    ],
)
def test_forwarded_words_are_somebody_else_s(origin: dict[str, Any], author: str) -> None:
    """Who wrote it is told; the message has no words of its own, its attachments stay."""
    words = Forwarded(author, RichText("акт", (Span(SpanKind.ITALIC, 0, 3),)))
    assert read(forward_origin=origin | {"date": DATE}, text="акт", entities=ITALIC) == Content(forwarded=(words,))
    passed_on = read(forward_origin=origin | {"date": DATE}, photo=PHOTO, caption="акт", caption_entities=ITALIC)
    assert passed_on == Content(
        attachments=(file(ContentKind.PHOTO, mime="image/jpeg"),),
        forwarded=(words,),
    )


def test_quoted_part_of_an_answered_message() -> None:
    """What was picked out is kept with its formatting."""
    reply = {"message_id": 5, "chat": CHAT, "date": DATE, "text": "акт и счёт"}
    content = read(text="Это где?", reply_to_message=reply, quote={"text": "акт", "position": 0, "entities": ITALIC})
    assert (content.reply_to, content.quote) == ("5", RichText("акт", (Span(SpanKind.ITALIC, 0, 3),)))


def test_answer_to_a_message_of_another_chat() -> None:
    """The client shows by it what is meant; an operator's answer across topics would show one client to another."""
    origin = {"type": "hidden_user", "date": DATE, "sender_user_name": "Коллега"}
    fields = {
        "text": "Что это?",
        "external_reply": {"origin": origin, "document": FILE},
        "quote": {"text": "акт", "position": 0},
    }
    assert read(**fields) == Content(
        text=rich("Что это?"),
        attachments=(file(ContentKind.DOCUMENT),),
        forwarded=(Forwarded("Коллега", rich("акт")),),
        quote=rich("акт"),
    )
    staff = desk_content_of(Message.de_json(message(**fields), None))
    assert staff is not None
    assert (staff.text, staff.attachments, staff.forwarded) == (rich("Что это?"), (), ())


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"entities": [{"type": "url", "offset": 0, "length": 10}]}, True),
        ({"entities": [{"type": "text_link", "offset": 0, "length": 2, "url": "https://x.ru"}]}, True),
        ({"entities": [{"type": "url", "offset": 0, "length": 10}], "link_preview_options": {"url": "x.ru"}}, True),
        (
            {"entities": [{"type": "url", "offset": 0, "length": 10}], "link_preview_options": {"is_disabled": True}},
            False,
        ),
        ({"entities": [{"type": "bold", "offset": 0, "length": 2}]}, False),
        ({}, False),
    ],
)
def test_previews_of_links(fields: dict[str, Any], shown: bool) -> None:
    """A link shows what it leads to unless the person took that away."""
    assert read(text="https://x.ru", **fields).preview is shown


def test_topics_are_no_answers() -> None:
    """Everything in a topic "answers" the message that made it; a reply in General is one."""
    root = {"message_id": 3, "chat": CHAT, "date": DATE, "text": "?"}
    assert read(text="а", reply_to_message=root, message_thread_id=3, is_topic_message=True).reply_to is None
    assert read(text="а", reply_to_message=root, message_thread_id=3).reply_to == "3"


def test_rich_messages_are_read_in_lines() -> None:
    """Long texts in blocks: the words of each block, and the media between them."""
    blocks = [
        {"type": "heading", "text": "Отчёт", "size": 1},
        {"type": "paragraph", "text": ["за ", {"type": "bold", "text": "май"}]},
        {"type": "list", "items": [{"label": "1.", "blocks": [{"type": "paragraph", "text": "Баланс"}]}]},
        {"type": "document", "photo": PHOTO, "caption": {"text": "Скан"}},
    ]
    assert read(rich_message={"blocks": blocks}) == Content(
        text=rich("Отчёт\nза май\n1.\nБаланс\nСкан"), attachments=(file(ContentKind.PHOTO, mime="image/jpeg"),)
    )


def test_service_messages_are_nothing() -> None:
    """Nobody wrote them."""
    pinned = message(pinned_message={"message_id": 1, "chat": CHAT, "date": DATE, "text": "!"})
    assert content_of(pinned, "telegram") is None
    assert desk_content_of(Message.de_json(pinned, None)) is None
    assert content_of(message(write_access_allowed={}), "telegram") is None
    topic = message(forum_topic_created={"name": "Анна", "icon_color": 7322096})
    assert desk_content_of(Message.de_json(topic, None)) is None


ABOUT = """
    message_id message_thread_id direct_messages_topic from sender_chat sender_boost_count sender_business_bot
    sender_tag date guest_query_id business_connection_id chat is_topic_message is_automatic_forward
    reply_to_story reply_to_checklist_task_id reply_to_poll_option_id via_bot guest_bot_caller_user
    guest_bot_caller_chat edit_date has_protected_content is_from_offline is_paid_post author_signature
    paid_star_count suggested_post_info effect_id show_caption_above_media has_media_spoiler reply_markup
    rich_message
"""
"""What Telegram says about messages, not in them."""


def test_every_field_of_a_message_is_known() -> None:
    """The official description names no field of which nobody has thought what it is."""
    if (description := _description()) is None:
        pytest.skip("the Bot API's description is not here (LINIYA_SHARED)")
    fields = {field["name"] for field in description["types"]["Message"]["fields"]}
    assert fields - set(MessageShape.model_fields) - SERVICE - set(ABOUT.split()) == set()


UP, OK, CUSTOM, PAID = (
    {"type": "emoji", "emoji": "👍"},
    {"type": "emoji", "emoji": "👌"},
    {"type": "custom_emoji", "custom_emoji_id": "1"},
    {"type": "paid"},
)


@pytest.mark.parametrize(
    ("old", "new", "emoji"),
    [
        ([], [UP], "👍"),
        ([UP], [OK], "👌"),
        ([UP], [UP, OK], "👌"),
        ([UP, OK], [UP], "👍"),
        ([UP], [], None),
        ([UP], [UP, CUSTOM], "👍"),
        ([], [CUSTOM], None),
        ([UP], [PAID], None),
        (["odd"], [{"type": "emoji", "emoji": 3}, "odd"], None),
    ],
)
def test_newest_reaction(old: list[Any], new: list[Any], emoji: str | None) -> None:
    """The one put last counts; pictures that only Telegram has stand for nothing."""
    assert newest_emoji(old, new) == emoji


FIELDS = st.sampled_from([*MessageShape.model_fields, "rich_message", "blocks", "file_id", "file_unique_id", "options"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(FIELDS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(FIELDS, JSON, max_size=5))
def test_odd_shapes_are_validation_errors(odd: dict[str, Any]) -> None:
    """Nothing else can go wrong with a message, whatever was made of it."""
    try:
        content = content_of(message() | odd, "telegram", outside=True)
    except ValidationError:
        return
    assert content is None or content.text or content.attachments or content.forwarded


def test_deep_nesting_is_no_error() -> None:
    """Who nests blocks endlessly is read as deep as people write."""
    block: dict[str, Any] = {"type": "paragraph", "text": "дно"}
    for _ in range(400):
        block = {"type": "quote", "blocks": [block]}
    content = content_of(message(rich_message={"blocks": [block]}), "telegram")
    assert content is not None
