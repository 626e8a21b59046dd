"""What a file says of the base: an article, whether it is switched on, and where in the file that stands."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from bot.errors import LiniyaError
from bot.richtext import RichText, Span, SpanKind
from bot.texts import say
from knowledge.articles import Article
from knowledge.markdown import from_markdown

MOST_TOLD = 20
"""So many faults are named; who has more has made one mistake in all of them."""
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPAN_KEYS = {"kind", "start", "end", "url", "language"}
_Line = TypeVar("_Line")
_Item = TypeVar("_Item")


class KnowledgeError(LiniyaError):
    """The articles cannot be used; the message has one Russian sentence for each fault, saying what to mend."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An article of a file. `enabled` is None where the file does not say; `line` is 0 where it is a file by itself."""

    article: Article
    enabled: bool | None
    file: str
    line: int = 0
    unknown: tuple[tuple[str, str], ...] = ()
    """Keys that are not looked at, each with the one that was probably meant, or an empty text."""


class LineFault(Exception):
    """What is wrong with a line: a key of the texts and its arguments beside `file` and `line`."""

    def __init__(self, key: str, **arguments: object) -> None:
        super().__init__(key)
        self.key = key
        self.arguments = arguments

    def sentence(self, file: str, line: int) -> str:
        """The fault in one Russian sentence."""
        return say(self.key, file=file, line=str(line), **self.arguments)


def read_each(
    file: str,
    lines: Iterable[tuple[int, _Line]],
    read: Callable[[_Line, int], _Item],
    identity: Callable[[_Item], Hashable] | None,
) -> Iterator[_Item | str]:
    """Every line as an item, or as the sentence that says what is wrong with it; with an `identity` each may be
    there once only."""
    first: dict[Hashable, int] = {}
    for number, line in lines:
        try:
            item = read(line, number)
            if identity is not None:
                _note_first(first, identity(item), number)
            yield item
        except LineFault as fault:
            yield fault.sentence(file, number)


def _note_first(first: dict[Hashable, int], identity: Hashable, number: int) -> None:
    earlier = first.setdefault(identity, number)
    if earlier != number:
        raise LineFault("jsonl-repeated", id=str(identity), other=str(earlier))


def all_or_none(read: Iterable[_Item | str]) -> tuple[_Item, ...]:
    """The items, or `KnowledgeError` with the first twenty faults and the number of the others."""
    found: list[_Item] = []
    faults = Faults()
    for item in read:
        if isinstance(item, str):
            faults.add(item)
        else:
            found.append(item)
    faults.complain()
    return tuple(found)


class Faults:
    """The first sentences, and how many there are in all."""

    def __init__(self) -> None:
        self._told: list[str] = []
        self.count = 0

    def add(self, sentence: str) -> None:
        """One more."""
        self.count += 1
        if self.count <= MOST_TOLD:
            self._told.append(sentence)

    def complain(self) -> None:
        """Raises `KnowledgeError` when there was any."""
        if self.count:
            more = [say("jsonl-more", count=self.count - MOST_TOLD)] if self.count > MOST_TOLD else []
            raise KnowledgeError("\n".join(self._told + more))


def day(text: str) -> date:
    """A date as 2027-01-31. Raises `LineFault`."""
    try:
        if _ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise LineFault("entry-bad-day", value=text[:40])


def answer(text: str, format_name: str, spans: object) -> RichText:
    """The answer as it was written: plain text, plain text with its formatting apart, or Markdown. Raises
    `LineFault`."""
    if format_name == "markdown":
        result = from_markdown(text)
        if not result:
            raise LineFault("jsonl-filled-text", field="answer")
        return result
    if format_name not in ("", "plain"):
        raise LineFault("entry-bad-format", value=format_name[:40])
    return RichText(text, read_spans(spans, len(text)))


def read_spans(values: object, length: int) -> tuple[Span, ...]:
    """Formatting as `write_spans` writes it, over a text of `length` characters. Raises `LineFault`."""
    if values is None:
        return ()
    if not isinstance(values, list):
        raise LineFault("entry-bad-spans")
    spans = tuple(_span(value) for value in values)
    if not all(0 <= span.start < span.end <= length for span in spans):
        raise LineFault("entry-bad-spans")
    return spans


def write_spans(text: RichText) -> list[dict[str, Any]]:
    """Formatting as plain data: kind, start and end in characters, url and language where there are any."""
    return [
        {"kind": span.kind.value, "start": span.start, "end": span.end}
        | ({"url": span.url} if span.url is not None else {})
        | ({"language": span.language} if span.language is not None else {})
        for span in text.spans
    ]


def _span(value: object) -> Span:
    if not isinstance(value, dict) or not set(value) <= _SPAN_KEYS:
        raise LineFault("entry-bad-spans")
    start, end, url, language = (value.get(key) for key in ("start", "end", "url", "language"))
    whole = type(start) is int and type(end) is int
    words = all(item is None or isinstance(item, str) for item in (url, language))
    if not whole or not words or value.get("kind") not in set(SpanKind):
        raise LineFault("entry-bad-spans")
    return Span(SpanKind(value["kind"]), start, end, url, language)  # type: ignore[arg-type]
