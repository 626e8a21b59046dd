"""A letter that came in, as JSON for the inbox: who wrote, what it answers, its words and what is with it. Pure, and
never an exception: whatever a stranger sends has to become a row."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from email.utils import getaddresses
from html.parser import HTMLParser
from typing import Any

MOST_WORDS = 100_000
_MOST_FILES = 50
_IDS = re.compile(r"<[^<>\s]{1,250}>")
_STATUS = re.compile(r"^Status:\s*(\d\.\d{1,3}\.\d{1,3})", re.MULTILINE | re.IGNORECASE)
_ACTION = re.compile(r"^Action:\s*(\w+)", re.MULTILINE | re.IGNORECASE)


def read(data: bytes, place: str, *, whole: bool = True) -> dict[str, Any]:
    """The letter at `place` («UIDVALIDITY:UID»). `bounce` is what a mail server tells of a letter of ours that did not
    arrive; `automatic`: no person wrote it."""
    letter = message_from_bytes(data, policy=default)
    address, name = _sender(letter)
    ids = _IDS.findall(_header(letter, "message-id"))
    return {
        "place": place,
        "id": ids[0] if ids else f"<{hashlib.sha256(data).hexdigest()}@unnamed>",
        "from": address,
        "name": name,
        "subject": _header(letter, "subject")[:500],
        "answers": _IDS.findall(_header(letter, "in-reply-to"))[:1],
        "references": _IDS.findall(_header(letter, "references"))[-20:],
        "automatic": _is_automatic(letter),
        "bounce": _bounce(letter),
        "text": _words(letter)[:MOST_WORDS],
        "files": list(_files(letter, whole)),
    }


def file_of(data: bytes, place: int) -> bytes | None:
    """The bytes of an enclosed file, by its place among the parts."""
    parts = list(message_from_bytes(data, policy=default).walk())
    payload = parts[place].get_payload(decode=True) if place < len(parts) else None
    return payload if isinstance(payload, bytes) else None


def _header(letter: Message, name: str) -> str:
    try:
        return str(letter.get(name, "") or "")
    except Exception:  # noqa: BLE001  (the library's own parser does not survive every header)
        return ""


def _sender(letter: Message) -> tuple[str, str]:
    found = getaddresses([_header(letter, "from")])
    name, address = found[0] if found else ("", "")
    return address.strip().lower(), name.strip()


def _is_automatic(letter: Message) -> bool:
    """RFC 3834, and what older programs say instead."""
    submitted = _header(letter, "auto-submitted").lower()
    return (
        (bool(submitted) and not submitted.startswith("no"))
        or _header(letter, "precedence").lower() in {"bulk", "junk", "list", "auto_reply"}
        or any(
            _header(letter, name) for name in ("x-autoreply", "x-autorespond", "x-auto-response-suppress", "list-id")
        )
    )


def _bounce(letter: Message) -> dict[str, Any] | None:
    """RFC 3464: the status, and which letters of ours it is about."""
    if letter.get_content_type() != "multipart/report":
        return None
    reports = [part for part in letter.walk() if part.get_content_type() == "message/delivery-status"]
    if not reports:
        return None
    told = "\n".join(part.as_string() for part in reports)
    status, action = _STATUS.search(told), _ACTION.search(told)
    about = [
        found
        for part in letter.walk()
        if part.get_content_type() in {"message/rfc822", "text/rfc822-headers"}
        for found in re.findall(r"^Message-ID:\s*(<[^<>\s]+>)", _whole(part), re.MULTILINE | re.IGNORECASE)
    ]
    return {
        "status": status[1] if status else "",
        "failed": action is None or action[1].lower() == "failed",
        "about": about + _IDS.findall(_header(letter, "references")) + _IDS.findall(_header(letter, "in-reply-to")),
    }


def _whole(part: Message) -> str:
    try:
        return part.as_string()
    except Exception:  # noqa: BLE001
        return ""


def _words(letter: Message) -> str:
    """Plain text where there is any, else what the HTML says."""
    plain = [part for part in letter.walk() if part.get_content_type() == "text/plain" and not _is_file(part)]
    if plain:
        return _text(plain[0])
    html = [part for part in letter.walk() if part.get_content_type() == "text/html" and not _is_file(part)]
    return _from_html(_text(html[0])) if html else ""


def _text(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        text = data.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        text = data.decode("utf-8", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_file(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(_name(part))


def _name(part: Message) -> str:
    try:
        return part.get_filename() or ""
    except Exception:  # noqa: BLE001
        return ""


def _files(letter: Message, whole: bool) -> Iterator[dict[str, Any]]:
    """Their places among the parts; of a letter that is not whole nothing but names can be told."""
    found = 0
    for place, part in enumerate(letter.walk()):
        if part.is_multipart() or not _is_file(part) or found == _MOST_FILES:
            continue
        found += 1
        payload = part.get_payload(decode=True)
        size = len(payload) if isinstance(payload, bytes) else 0
        mime = part.get_content_type()
        yield {"place": place, "name": _name(part)[:250], "mime": mime, "size": size if whole else None, "whole": whole}


class _Reader(HTMLParser):
    """Words of HTML, with line breaks where a reader sees them; quoted blocks are marked with «>»."""

    _BREAKS = frozenset({"p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "table", "ul", "ol", "hr"})
    _SILENT = frozenset({"style", "script", "head", "title"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._silent = self._quoted = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in self._SILENT:
            self._silent += 1
        if tag == "blockquote":
            self._quoted += 1
        if tag in self._BREAKS or tag == "blockquote":
            self._break()

    def handle_endtag(self, tag: str) -> None:
        if tag in self._SILENT:
            self._silent = max(0, self._silent - 1)
        if tag == "blockquote":
            self._quoted = max(0, self._quoted - 1)
        if tag in self._BREAKS or tag == "blockquote":
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(re.sub(r"\s+", " ", data))

    def _break(self) -> None:
        self.words.append("\n> " if self._quoted else "\n")


def _from_html(html: str) -> str:
    reader = _Reader()
    try:
        reader.feed(html)
        reader.close()
    except Exception:  # noqa: BLE001  (what came before the fault is kept)
        reader.words.append("")
    lines = (line.strip() for line in "".join(reader.words).splitlines())
    return re.sub(r"\n{3,}", "\n\n", "\n".join("" if line == ">" else line for line in lines)).strip()
