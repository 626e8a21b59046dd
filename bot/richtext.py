"""Text as spans, not markup: what a person wrote is data, so it can break no formatting and inject none.

Offsets are Python code points. Telegram counts UTF-16 units, so the two conversions live here as well.
"""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum


class SpanKind(StrEnum):
    """The formatting that crosses between messengers; named as the Bot API names entities."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    STRIKE = "strikethrough"
    SPOILER = "spoiler"
    CODE = "code"
    PRE = "pre"
    LINK = "text_link"
    QUOTE = "blockquote"
    FOLDED_QUOTE = "expandable_blockquote"
    MENTION = "text_mention"
    """A person of the operators' group, whom it notifies. Only the desk carries it; elsewhere it is plain text."""


@dataclass(frozen=True, slots=True)
class Span:
    """Formatting of `text[start:end]`; `url` only for links, `language` only for `PRE`, `person` (Telegram's number)
    only for mentions."""

    kind: SpanKind
    start: int
    end: int
    url: str | None = None
    language: str | None = None
    person: str | None = None

    def shifted(self, by: int) -> Span:
        """The same formatting, `by` code points later."""
        return replace(self, start=self.start + by, end=self.end + by)


@dataclass(frozen=True, slots=True)
class RichText:
    """A string with formatting; immutable, joined with `+` and `joined`."""

    text: str = ""
    spans: tuple[Span, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.text)

    def __len__(self) -> int:
        return len(self.text)

    def __add__(self, other: RichText | str) -> RichText:
        tail = rich(other)
        shifted = tuple(span.shifted(len(self.text)) for span in tail.spans)
        return RichText(self.text + tail.text, self.spans + shifted)

    def slice(self, start: int, end: int) -> RichText:
        """`text[start:end]` with the formatting that covers it."""
        kept = (
            replace(span, start=max(span.start, start) - start, end=min(span.end, end) - start)
            for span in self.spans
            if span.start < end and span.end > start
        )
        return RichText(self.text[start:end], tuple(span for span in kept if span.start < span.end))

    def strip(self) -> RichText:
        """Without white space at both ends."""
        left = len(self.text) - len(self.text.lstrip())
        return self.slice(left, max(left, len(self.text.rstrip())))

    def styled(self, kind: SpanKind, url: str | None = None) -> RichText:
        """The whole of it with one more span around."""
        if not self.text:
            return self
        return RichText(self.text, (Span(kind, 0, len(self.text), url), *self.spans))


def rich(value: RichText | str) -> RichText:
    """Plain text as `RichText`; never parsed for markup."""
    return value if isinstance(value, RichText) else RichText(value)


def bold(value: RichText | str) -> RichText:
    """In bold."""
    return rich(value).styled(SpanKind.BOLD)


def italic(value: RichText | str) -> RichText:
    """In italics."""
    return rich(value).styled(SpanKind.ITALIC)


def link(value: RichText | str, url: str) -> RichText:
    """A link with words of its own."""
    return rich(value).styled(SpanKind.LINK, url)


def mention(value: RichText | str, person: str) -> RichText:
    """The name of somebody in the operators' group, who is notified; `person` is their number in Telegram."""
    plain = rich(value)
    return RichText(plain.text, (Span(SpanKind.MENTION, 0, len(plain.text), person=person), *plain.spans))


def joined(parts: Iterable[RichText | str], separator: str = "\n") -> RichText:
    """The parts one after another with `separator` between."""
    result = RichText()
    for number, part in enumerate(parts):
        result = result + separator + part if number else result + part
    return result


def utf16_length(text: str) -> int:
    """The length that Telegram counts: UTF-16 code units."""
    return len(text) + sum(char > "\uffff" for char in text)


def to_utf16(text: RichText) -> list[tuple[Span, int, int]]:
    """Every span with its offset and length in UTF-16 units, as Telegram's entities want them."""
    starts = list(itertools.accumulate((1 + (char > "\uffff") for char in text.text), initial=0))
    return [(span, starts[span.start], starts[span.end] - starts[span.start]) for span in text.spans]


def from_utf16(text: str, entities: Sequence[tuple[str, int, int, str | None, str | None]]) -> RichText:
    """A text with entities (type, offset, length in UTF-16 units, url, language) as `RichText`.

    Entities of kinds that do not cross (mentions, hashtags: they are found again by the platform) are dropped, and so
    are offsets outside the text.
    """
    starts = list(itertools.accumulate((1 + (char > "\uffff") for char in text), initial=0))
    known = {kind.value: kind for kind in SpanKind if kind is not SpanKind.MENTION}
    spans = []
    for name, offset, length, url, language in entities:
        start, end = bisect.bisect_left(starts, offset), bisect.bisect_left(starts, offset + length)
        end = min(end, len(text))
        if name in known and 0 <= start < end:
            spans.append(Span(known[name], start, end, url, language))
    return RichText(text, tuple(spans))


def split(text: RichText, limit: int, measure: Callable[[str], int] = utf16_length) -> list[RichText]:
    """Parts of at most `limit` units each, cut at paragraph, line, sentence or word ends; nothing is lost but the white
    space at the cuts, and formatting goes on in the next part. An empty text is one empty part.
    """
    rest = text.strip()
    parts: list[RichText] = []
    while measure(rest.text) > limit:
        cut = _cut(rest.text, _fitting(rest.text, limit, measure))
        parts.append(rest.slice(0, cut).strip())
        rest = rest.slice(cut, len(rest)).strip()
    return [*parts, rest] if rest or not parts else parts


def _fitting(text: str, limit: int, measure: Callable[[str], int]) -> int:
    """How many code points from the start fit into `limit` units (at least one)."""
    size = bisect.bisect_right(range(len(text) + 1), limit, key=lambda count: measure(text[:count])) - 1
    return max(size, 1)


def _cut(text: str, most: int) -> int:
    """Where to cut: the last good end within `most` code points that does not waste more than half of them."""
    for ends in (("\n\n",), ("\n",), (". ", "! ", "? ", "… "), (" ",)):
        cut = max(text.rfind(end, 0, most + 1) + len(end.rstrip(" \n")) for end in ends)
        if cut > most // 2:
            return min(cut, most)
    return most
