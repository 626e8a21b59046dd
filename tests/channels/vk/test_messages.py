"""Messages of VK as what the client said: who, when, with which spans, and what was forwarded."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels.vk.parsing import parse
from bot.content import Attachment, ContentKind, Forwarded
from bot.messages import Address, Person, Said
from bot.richtext import RichText, Span, SpanKind, bold, link, rich
from tests.channels.vk.events import REMOTE, WHEN, new, said


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
    assert told.attachments == (Attachment(ContentKind.OTHER, words="Пример", url="https://example.org/a/"),)


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
