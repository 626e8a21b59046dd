"""The fields at the head of an article's file: YAML, read with the line of every field so that faults can be found."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml

from bot.texts import say
from knowledge.articles import SourceLink

KNOWN = ("id", "title", "questions", "tags", "sources")
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Ten times as fast where PyYAML was built with it."""
_ID = re.compile(r"[a-z0-9-]{1,40}")
"""Ids go into the data of buttons, which Telegram limits to 64 bytes."""
_WEB = re.compile(r"https?://[^\s/]\S*", re.IGNORECASE)


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
        value = self._value("id")
        if not (isinstance(value, str) and _ID.fullmatch(value)):
            raise FrontMatterError("knowledge-bad-id", line=self.places["id"])
        return value

    def line(self, field: str) -> str:
        """A field that has to be there, with one line of text."""
        value = _line(self._value(field))
        if not value:
            raise FrontMatterError("knowledge-bad-text", field=field, line=self.places[field])
        return value

    def lines(self, field: str) -> tuple[str, ...]:
        """A field with a list of texts; empty when it is not there."""
        value = self.values.get(field)
        if value is None:
            return ()
        items = [_line(item) for item in value] if isinstance(value, list) else [""]
        if not all(items):
            raise FrontMatterError("knowledge-bad-list", field=field, line=self.places[field])
        return tuple(items)

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


def _line(value: object) -> str:
    """The text on one line; empty for what is no text."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _source(item: object) -> SourceLink | None:
    if not isinstance(item, dict) or set(item) != {"title", "url"}:
        return None
    title, url = _line(item["title"]), _line(item["url"])
    return SourceLink(title, url) if title and _WEB.fullmatch(url) else None
