"""Messages of VK as what the client said: who, when, with which spans, and what was forwarded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.vk.parsing import parse
from bot.channels.vk.routing import external_id
from bot.content import PAGE, Attachment, ContentKind, Forwarded
from bot.errors import NotUnderstood
from bot.messages import Address, Person, Said
from bot.richtext import RichText, Span, SpanKind, bold, link, rich
from tests.channels.vk.events import ANNA, REMOTE, WHEN, new, said


def test_who_what_and_when() -> None:
    """A message knows its dialogue, its author by the profile that the source added, its number there and its time."""
    incoming = said(text="Здравствуйте!", reply_message={"conversation_message_id": 5, "text": "?"})
    assert incoming == Said(
        address=Address("vk", "501"),
        person=Person("501", "Анна Петрова", "anna"),
        at=datetime.fromtimestamp(WHEN, UTC),
        message_ids=("7",),
        text=rich("Здравствуйте!"),
        reply_to="5",
    )


def test_nameless_person() -> None:
    """Whoever could not be asked for is named as their page is."""
    assert parse(new(text="?") | {"people": {}}) is not None
    incoming = parse(new(text="?") | {"people": None})
    assert incoming is not None
    assert incoming.person == Person("501", "id501")


def test_formatting() -> None:
    """Spans count UTF-16 units; what is not of VK's shape is left out, and the text stays."""
    items = [
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "url", "offset": 9, "length": 3, "url": "https://example.org/"},
        {"type": "blink", "offset": 0, "length": 2},
        {"type": "bold", "offset": "0", "length": 2},
        "nonsense",
    ]
    incoming = said(text="🙂 важно тут", format_data={"version": 1, "items": items})
    assert incoming.text == rich("🙂 ") + bold("важно") + " " + link("тут", "https://example.org/")
    assert said(text="да", format_data="bold").text == rich("да")


def test_mention_is_words() -> None:
    """VK's markup of mentions is for machines."""
    assert said(text="[club230000001|Линия], где акт? [id0|").text == rich("Линия, где акт? [id0|")


def test_link_shows_what_it_leads_to() -> None:
    """A link that stands in the text is only shown; another is told."""
    attachment = {"type": "link", "link": {"url": "https://example.org/a/", "title": "Пример"}}
    shown = said(text="см. example.org/a", attachments=[attachment])
    assert (shown.preview, shown.attachments) == (True, ())
    told = said(text="см.", attachments=[attachment])
    assert told.attachments == (Attachment(ContentKind.OTHER, words="Пример", url="https://example.org/a/", mime=PAGE),)


def test_forwarded_messages_are_unfolded() -> None:
    """Messages in messages come in reading order, each with its author; what they carry stands with the rest."""
    photo = {"type": "photo", "photo": {"id": 1, "owner_id": 1, "sizes": [{"url": REMOTE, "width": 1, "height": 1}]}}
    inner = {"from_id": -9, "text": "в глубине", "attachments": [photo]}
    outer = {"from_id": 502, "text": "снаружи", "fwd_messages": [inner]}
    incoming = said(fwd_messages=[outer, {"from_id": 777, "text": "рядом"}])
    assert incoming.forwarded == (
        Forwarded("Пётр", rich("снаружи")),
        Forwarded("club9", rich("в глубине")),
        Forwarded("id777", rich("рядом")),
    )
    assert [one.kind for one in incoming.attachments] == [ContentKind.PHOTO]


def test_endless_forwarding_ends() -> None:
    """Nobody forwards deeper than VK lets them, and no more is read."""
    deep: dict[str, Any] = {"from_id": 1, "text": "дно"}
    for _ in range(200):
        deep = {"from_id": 1, "text": "", "fwd_messages": [deep]}
    assert len(said(fwd_messages=[deep]).forwarded) == 50
    assert len(said(fwd_messages=[{"from_id": 1, "text": "x"}] * 300).forwarded) == 100


@pytest.mark.parametrize(
    "payload", ['{"command":"start"}', '{"d":"take:1"}', "{", "5", "", None, 7, {"command": "start"}]
)
def test_payload_hides_no_words(payload: Any) -> None:
    """Payloads may be forged: what a person says is what counts."""
    assert said(text="Не могу начать работу", payload=payload).text == rich("Не могу начать работу")


def test_spans_outside_of_the_text() -> None:
    """Formatting that covers nothing is none."""
    items = [{"type": "bold", "offset": 50, "length": 5}, {"type": "italic", "offset": 0, "length": 99}]
    text = said(text="да", format_data={"items": items}).text
    assert text == RichText("да", (Span(SpanKind.ITALIC, 0, 2),))


def test_message_without_its_number() -> None:
    """The number in the community stands in; it is another than any of the dialogue's, and a replay is known by it."""
    for odd in ({"conversation_message_id": 0}, {"conversation_message_id": None}, {"conversation_message_id": "7"}):
        assert said(text="да", **odd).message_ids == ("id70",)
        assert external_id(new(text="да", **odd)) == f"m:{ANNA}:id70"
    answer = said(text="да", reply_message={"id": 60, "text": "?"})
    assert answer.reply_to == "id60"


def test_fields_without_values() -> None:
    """What counts is a value: an action that is none makes no service message of it, a text that is none is no text."""
    assert said(text="да", action=None).text == rich("да")
    place = {"coordinates": {"latitude": 55.5, "longitude": 37.5}}
    assert said(text=5, geo=place).text == rich("")


@pytest.mark.parametrize(
    "odd",
    [
        {"text": 5},
        {"text": " "},
        {"text": "да", "conversation_message_id": 0, "id": 0},
        {"text": "да", "peer_id": "501"},
        {"text": "да", "peer_id": None},
        {"text": "да", "from_id": None},
    ],
)
def test_what_cannot_be_understood(odd: dict[str, Any]) -> None:
    """Whose it is, which it is, or what it says: it is told apart from what is nothing to the line."""
    with pytest.raises(NotUnderstood):
        parse(new(**odd))


@pytest.mark.parametrize("body", [None, 5, {}, {"message": 5}])
def test_event_without_a_message(body: Any) -> None:
    """Somebody has written, and nothing of it has come."""
    with pytest.raises(NotUnderstood):
        parse({"type": "message_new", "object": body})


@pytest.mark.parametrize("gone", [{"is_expired": True}, {"deleted": 1}, {"out": 1}, {"from_id": 7}])
def test_what_is_nothing_to_the_line(gone: dict[str, Any]) -> None:
    """A message that is gone already has nothing in it, and says nothing; nor do others' messages."""
    assert parse(new(text="", **gone)) is None
