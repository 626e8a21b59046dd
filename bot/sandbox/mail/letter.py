"""A mail as a person reads it: headers decoded, text and HTML apart, attachments with their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default
from typing import Any


@dataclass(frozen=True, slots=True)
class Enclosure:
    """An attached file; name and type are what the sender says of it."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail. `sender` and `recipients` are the envelope's, where the header does not say them."""

    number: int
    at: datetime
    sender: str
    recipients: tuple[str, ...]
    subject: str
    text: str
    html: str
    enclosures: tuple[Enclosure, ...]
    message_id: str = ""

    def to_view(self) -> dict[str, Any]:
        """`{"id", "date", "from", "to": […], "subject", "text", "html": whether there is any, "attachments": [{"name",
        "mime", "size"}]}`; an attachment is named by its place."""
        return {
            "id": self.number,
            "date": int(self.at.timestamp()),
            "from": self.sender,
            "to": list(self.recipients),
            "subject": self.subject,
            "text": self.text,
            "html": bool(self.html),
            "attachments": [{"name": file.name, "mime": file.mime, "size": len(file.data)} for file in self.enclosures],
        }


def read(number: int, at: datetime, sender: str, recipients: Sequence[str], data: bytes) -> Letter:
    """Reads a mail; one that is broken is read as far as it goes."""
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)  # noqa: S101  # the policy makes these
    return Letter(
        number,
        at,
        _header(message, "from") or sender,
        tuple(name for name in (_header(message, "to"), _header(message, "cc")) if name) or tuple(recipients),
        _header(message, "subject"),
        _body(message, "plain"),
        _body(message, "html"),
        tuple(_enclosure(part) for part in message.iter_attachments()),
        _header(message, "message-id"),
    )


def _header(message: EmailMessage, name: str) -> str:
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, AttributeError):  # what the library's own parser does not survive
        return ""


def _body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return _text(part) if part is not None else ""


def _text(part: MIMEPart) -> str:
    try:
        return str(part.get_content()).replace("\r\n", "\n")
    except (LookupError, ValueError):  # an unknown charset
        payload = part.get_payload(decode=True)
        return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""


def _enclosure(part: MIMEPart) -> Enclosure:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else part.as_bytes()
    return Enclosure(part.get_filename() or part.get_content_type(), part.get_content_type(), data)
