"""A reply of staff read as a part of an article; what it cannot be is told in a sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from bot.richtext import RichText, SpanKind
from knowledge.articles import Article, SourceLink
from knowledge.fields import Field
from knowledge.learning import LONGEST_WORDING
from knowledge.text import normalise

LONGEST_TITLE = 200
_LONGEST_NAME = 100
_LONGEST_URL = 2000
_MOST_WORDINGS = 200
_NOBODY = frozenset({"нет", "никто", "убрать", "-", "—"})
_EVERYBODY = frozenset({*_NOBODY, "все", "для всех", "любой"})
_FOREVER = frozenset({*_NOBODY, "бессрочно", "без срока", "всегда"})
_ADDRESS = re.compile(r"https?://\S+$", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_WORDED = re.compile(r"(\d{1,2}) ([а-я]{3,8})\.? (\d{4})")
_MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
_CENTURY = 2000


class Refused(Exception):
    """Why a reply cannot be taken: a key of the texts, and what stands in it."""

    def __init__(self, key: str, what: str = "") -> None:
        super().__init__(key)
        self.key, self.what = key, what


def read(part: Field, said: RichText, article: Article, today: date) -> Article:
    """The article with this part as it was said. Raises `Refused`; `said` is not empty."""
    return replace(article, **{part.value: _READERS[part](said, article, today)})


def _title(said: RichText, _article: Article, _today: date) -> str:
    return _short(_line(said), LONGEST_TITLE, "kb-refused-title")


def _owner(said: RichText, _article: Article, _today: date) -> str:
    return _name(said, _NOBODY)


def _centre(said: RichText, _article: Article, _today: date) -> str:
    return _name(said, _EVERYBODY)


def _name(said: RichText, none: Collection[str]) -> str:
    name = _line(said)
    return "" if name.lower() in none else _short(name, _LONGEST_NAME, "kb-refused-name")


def _line(said: RichText) -> str:
    return " ".join(said.text.split())


def _short(text: str, most: int, key: str) -> str:
    if len(text) > most:
        raise Refused(key, str(most))
    return text


def _tags(said: RichText, _article: Article, _today: date) -> tuple[str, ...]:
    named = () if _line(said).lower() in _NOBODY else map(str.strip, said.text.splitlines())
    return tuple(dict.fromkeys(filter(None, named)))


def _wordings(said: RichText, article: Article, _today: date) -> tuple[str, ...]:
    """One a line, each once, without the bullets that people put before; the title is one already."""
    text = said.text
    if text.strip().lower() in _NOBODY:
        return ()
    seen, kept = {normalise(article.title)}, []
    for line in text.splitlines():
        wording = " ".join(line.lstrip("•-–— \t").split())
        normal = normalise(wording)
        if wording and not normal:
            raise Refused("kb-refused-wordless", wording[:_LONGEST_NAME])
        if len(wording) > LONGEST_WORDING and wording not in article.questions:
            raise Refused("kb-refused-wording", wording[:_LONGEST_NAME])
        if normal and normal not in seen:
            seen.add(normal)
            kept.append(wording)
    if len(kept) > _MOST_WORDINGS:
        raise Refused("kb-refused-wordings", str(_MOST_WORDINGS))
    return tuple(kept)


def _sources(said: RichText, _article: Article, _today: date) -> tuple[SourceLink, ...]:
    if said.text.strip().lower() in _NOBODY:
        return ()
    return tuple(_source(line) for line in _lines(said) if line)


def _lines(said: RichText) -> Iterator[RichText]:
    start = 0
    for line in said.text.splitlines(keepends=True):
        yield said.slice(start, start + len(line)).strip()
        start += len(line)


def _source(line: RichText) -> SourceLink:
    """«Название: адрес», or words that are a link."""
    found = _ADDRESS.search(line.text)
    if found is not None:
        title, url = line.text[: found.start()].rstrip(" :—–-\t"), found[0]
    else:
        url = next((span.url for span in line.spans if span.kind is SpanKind.LINK and span.url), "")
        title = line.text
    if not _is_address(url):
        raise Refused("kb-refused-source", line.text[:_LONGEST_NAME])
    if not title:
        raise Refused("kb-refused-untitled", url[:_LONGEST_NAME])
    return SourceLink(_short(title, LONGEST_TITLE, "kb-refused-title"), url)


def _is_address(url: str) -> bool:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    return url.lower().startswith(("http://", "https://")) and "." in host.strip(".") and len(url) <= _LONGEST_URL


def _until(said: RichText, _article: Article, today: date) -> date | None:
    """The last day; None for ever."""
    text = _line(said).lower().removeprefix("до ").strip().removesuffix(" года").removesuffix(" г.").strip()
    if text in _FOREVER:
        return None
    day = _date(text)
    if day is None:
        raise Refused("kb-refused-date", text[:_LONGEST_NAME])
    if day < today:
        raise Refused("kb-refused-past", day.strftime("%d.%m.%Y"))
    return day


def _date(text: str) -> date | None:
    """A calendar day that exists; None for anything else."""
    year = month = number = 0
    if found := _NUMERIC.fullmatch(text):
        number, month, year = map(int, found.groups())
        year += _CENTURY if len(found[3]) == 2 else 0
    elif found := _ISO.fullmatch(text):
        year, month, number = map(int, found.groups())
    elif found := _WORDED.fullmatch(text):
        number, year = int(found[1]), int(found[3])
        month = next((place for place, name in enumerate(_MONTHS, 1) if found[2].startswith(name)), 0)
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _answer(said: RichText, _article: Article, _today: date) -> RichText:
    return said.strip()


_READERS: dict[Field, Callable[[RichText, Article, date], Any]] = {
    Field.TITLE: _title,
    Field.ANSWER: _answer,
    Field.WORDINGS: _wordings,
    Field.SOURCES: _sources,
    Field.UNTIL: _until,
    Field.OWNER: _owner,
    Field.CENTRE: _centre,
    Field.TAGS: _tags,
}
