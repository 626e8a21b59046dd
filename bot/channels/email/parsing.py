"""What a person wrote in a letter, without what they answered and without their signature. Pure."""

from __future__ import annotations

import re

_ATTRIBUTIONS = (
    re.compile(r"^\s*(on|le|am)\b.{5,200}\b(wrote|a écrit|schrieb)\s*:\s*$", re.IGNORECASE),
    # «вт, 3 мар. 2026 г. в 12:00, Линия <line@example.org>:», «02.03.2026, 12:00, "Линия" <…>:»
    re.compile(r"^\s*(?=.*\d)(?=.*@).{5,250}:\s*$"),
    re.compile(r"^\s*.{5,250}\b(пишет|написала?|написал\(а\)|писала?)\s*:\s*$", re.IGNORECASE),
)
_SEPARATORS = (
    re.compile(r"^\s*-{2,}\s*(original|forwarded|исходное|пересылаемое) (message|сообщение).*$", re.IGNORECASE),
    re.compile(r"^\s*_{20,}\s*$"),
)
_HEADERS = re.compile(r"^\s*\*?(from|от|от кого|sent|отправлено|дата|date)\*?:\s*\S", re.IGNORECASE)
_SUBJECT = re.compile(r"^\s*\*?(subject|тема|to|кому)\*?:", re.IGNORECASE)
_SIGNATURE = re.compile(r"^--\s?$")
_SENT_FROM = re.compile(r"^\s*(отправлено (из|с) |sent from |получить outlook|get outlook)", re.IGNORECASE)
_FAREWELL = re.compile(r"^\s*(с уважением|с наилучшими пожеланиями|best regards|kind regards|regards)\b", re.IGNORECASE)
_FAREWELL_LINES = 8
"""A farewell is the signature's beginning where so few lines follow."""


def said_in(text: str) -> str:
    """The words that are new. Where everything seems to be quoted, all of it: rather too much than nothing."""
    lines = text.split("\n")
    kept = _without_signature([line for line in lines[: _quote_begins(lines)] if not line.lstrip().startswith(">")])
    said = "\n".join(line.rstrip() for line in kept).strip()
    if not said:
        said = "\n".join(line for line in lines if not line.lstrip().startswith(">")).strip() or text.strip()
    return re.sub(r"\n{3,}", "\n\n", said)


def _quote_begins(lines: list[str]) -> int:
    """The line from which on nothing is new. Answers between the lines of a quote are kept: only a quote that goes on
    to the end ends the letter."""
    for number, line in enumerate(lines):
        following = lines[number + 1 :]
        if any(pattern.match(line) for pattern in _SEPARATORS) and number:
            return number
        if _HEADERS.match(line) and number and any(_SUBJECT.match(one) for one in following[:5]):
            return number
        if _is_attribution(lines, number) and _only_quote(following):
            return number
    return len(lines)


def _is_attribution(lines: list[str], number: int) -> bool:
    """In one line, or broken in two."""
    one = lines[number]
    two = f"{one} {lines[number + 1]}" if number + 1 < len(lines) else one
    return any(pattern.match(one) or pattern.match(two) for pattern in _ATTRIBUTIONS)


def _only_quote(lines: list[str]) -> bool:
    rest = [line for line in lines if line.strip()]
    quoted = [line for line in rest if line.lstrip().startswith(">")]
    # Some programs do not mark what they quote: then nothing is marked at all.
    return not quoted or all(line.lstrip().startswith(">") for line in rest[rest.index(quoted[0]) :])


def _without_signature(lines: list[str]) -> list[str]:
    for number, line in enumerate(lines):
        if number and (_SIGNATURE.match(line) or _SENT_FROM.match(line)):
            return lines[:number]
        if number and _FAREWELL.match(line) and len([one for one in lines[number:] if one.strip()]) <= _FAREWELL_LINES:
            return lines[:number]
    return lines
