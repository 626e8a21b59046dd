"""The fields at the head of an article's file: YAML, read with the line of every field so that faults can be found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import yaml

from bot.richtext import RichText
from bot.texts import say
from knowledge.articles import LONGEST_ID, SourceLink
from knowledge.entries import LineFault, answer, day
from knowledge.markdown import from_markdown

KNOWN = ("id", "title", "questions", "tags", "sources", "owner", "valid_until", "centre", "enabled", "answer", "spans")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where PyYAML was built with it."""


class FrontMatterError(Exception):
    """A field cannot be used; `sentence` says which and what to do, once the file's name is known."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values

    def sentence(self, file: str) -> str:
        """The fault in one Russian sentence."""
        return say(self.key, file=file, **self.values)


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields by name; `places` has the line of the file where each begins (line 1 is the opening `---`)."""

    values: Mapping[str, object]
    places: Mapping[str, int]

    @classmethod
    def read(cls, source: str) -> Fields:
        """The fields that YAML `source` holds. Raises `FrontMatterError`."""
        try:
            node, values = _parsed(source)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            raise FrontMatterError("knowledge-bad-yaml", line=mark.line + 2 if mark else 2) from None
        except (yaml.YAMLError, ValueError, RecursionError):
            raise FrontMatterError("knowledge-bad-yaml", line=2) from None
        if not isinstance(node, yaml.MappingNode):
            raise FrontMatterError("knowledge-not-fields")
        return cls(values, _places(node))

    def identifier(self) -> str:
        """The field `id`."""
        value = _text(self._value("id"))
        if not (value is not None and value.strip() and len(value) <= LONGEST_ID):
            raise FrontMatterError("knowledge-bad-id", line=self.places["id"])
        return value

    def line(self, field: str) -> str:
        """A field that has to be there, with a text; an empty one has to be meant, in quotes."""
        value = _text(self._value(field))
        if value is None:
            raise FrontMatterError("knowledge-bad-text", field=field, line=self.places[field])
        return value

    def lines(self, field: str) -> tuple[str, ...]:
        """A field with a list of texts, without empty ones; empty when it is not there."""
        value = self.values.get(field)
        if value is None:
            return ()
        items = [_text(item or "") for item in value] if isinstance(value, list) else [None]
        if None in items:
            raise FrontMatterError("knowledge-bad-list", field=field, line=self.places[field])
        return tuple(item for item in items if item and item.strip())

    def optional(self, field: str) -> str:
        """A field with a text; empty when it is not there."""
        return self.line(field) if self.values.get(field) is not None else ""

    def day(self, field: str) -> date | None:
        """A field with a date, which YAML may have read already."""
        value = self.values.get(field)
        if value is None or type(value) is date:
            return value
        try:
            return day(value if isinstance(value, str) else "")
        except LineFault:
            raise FrontMatterError("knowledge-bad-day", field=field, line=self.places[field]) from None

    def flag(self, field: str) -> bool | None:
        """A field with true or false."""
        value = self.values.get(field)
        if value is None or isinstance(value, bool):
            return value
        raise FrontMatterError("knowledge-bad-flag", field=field, line=self.places[field])

    def answer(self, body: str) -> RichText:
        """The Markdown under the fields, or what the fields say where Markdown cannot: text and formatting apart."""
        if "answer" not in self.values:
            return from_markdown(body)
        if body.strip():
            raise FrontMatterError("knowledge-two-answers", line=self.places["answer"])
        text = self.line("answer")
        try:
            return answer(text, "", self.values.get("spans"))
        except LineFault:
            raise FrontMatterError("knowledge-bad-spans", line=self.places["spans"]) from None

    def sources(self) -> tuple[SourceLink, ...]:
        """The field `sources`: titles with web addresses; empty when it is not there."""
        value = self.values.get("sources")
        if value is None:
            return ()
        links = [_source(item) for item in value] if isinstance(value, list) else [None]
        if None in links:
            raise FrontMatterError("knowledge-bad-sources", line=self.places["sources"])
        return tuple(link for link in links if link)

    def _value(self, field: str) -> object:
        if field not in self.values:
            raise FrontMatterError("knowledge-missing-field", field=field)
        return self.values[field]


def _parsed(source: str) -> tuple[object, dict[str, object]]:
    """The YAML document as nodes, which know their lines, and as values."""
    loader = _Loader(source)
    try:
        node = loader.get_single_node()
        return node, loader.construct_document(node) if isinstance(node, yaml.MappingNode) else {}
    finally:
        loader.dispose()


def _places(node: yaml.MappingNode) -> dict[str, int]:
    """The line of every field. Raises for a field that is not known, and for one that is there twice."""
    places: dict[str, int] = {}
    for key, _ in node.value:
        field, line = str(key.value), key.start_mark.line + 2
        if field not in KNOWN:
            raise FrontMatterError("knowledge-unknown-field", field=field, line=line, known=", ".join(KNOWN))
        if field in places:
            raise FrontMatterError("knowledge-repeated-field", field=field, line=line)
        places[field] = line
    return places


def _text(value: object) -> str | None:
    """The text as it stands, but for the line's end that YAML's blocks have; None for what is no text."""
    return value.removesuffix("\n") if isinstance(value, str) else None


def _source(item: object) -> SourceLink | None:
    if not isinstance(item, dict) or set(item) != {"title", "url"}:
        return None
    title, url = _text(item["title"]), _text(item["url"])
    return None if title is None or url is None else SourceLink(title, url)
