"""Articles from Markdown files with YAML front matter; all of them or, with a sentence for each bad file, none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.system_errors import reason
from bot.texts import say
from knowledge.articles import Article
from knowledge.entries import Entry, KnowledgeError, all_or_none
from knowledge.front_matter import Fields, FrontMatterError

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


@cache
def load_shipped(language: str = "ru") -> tuple[Article, ...]:
    """The articles that come with the service, by file name."""
    return load_folder(files("knowledge") / "content" / language)


def load_folder(folder: Traversable) -> tuple[Article, ...]:
    """Every `*.md` of a folder, by file name. Raises `KnowledgeError` naming all files that have to be mended."""
    entries = all_or_none(read_folder(folder))
    return tuple(entry.article for entry in entries if entry.enabled is not False)


def read_folder(folder: Traversable) -> Iterator[Entry | str]:
    """File by file: an article, or the sentence about a file that has to be mended. Raises `KnowledgeError` for a
    folder without files."""
    sources = [file for file in _entries(folder) if file.name.endswith(".md")]
    if not sources:
        raise KnowledgeError(say("knowledge-empty", folder=str(folder)))
    first: dict[str, str] = {}
    for file in sources:
        try:
            entry = parse_entry(file.name, _text(file))
        except KnowledgeError as error:
            yield str(error)
            continue
        other = first.setdefault(entry.article.id, file.name)
        if other == file.name:
            yield entry
        else:
            yield say("knowledge-repeated-id", file=file.name, id=entry.article.id, other=other)


def read_file(file: Traversable) -> Iterator[Entry | str]:
    """The only article of a file, or the sentence about it."""
    try:
        yield parse_entry(file.name, _text(file))
    except KnowledgeError as error:
        yield str(error)


def parse(file: str, text: str) -> Article:
    """The article that `text` holds; `file` is its name in the `KnowledgeError` raised when it cannot be read."""
    return parse_entry(file, text).article


def parse_entry(file: str, text: str) -> Entry:
    """The same, and whether it is switched off."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    if front is None:
        raise KnowledgeError(say("knowledge-no-front-matter", file=file))
    try:
        fields = Fields.read(front[1])
        article = Article(
            id=fields.identifier(),
            title=fields.line("title"),
            answer=fields.answer(text[front.end() :]),
            questions=fields.lines("questions"),
            tags=fields.lines("tags"),
            sources=fields.sources(),
            owner=fields.optional("owner"),
            valid_until=fields.day("valid_until"),
            centre=fields.optional("centre"),
        )
        enabled = fields.flag("enabled")
    except FrontMatterError as error:
        raise KnowledgeError(error.sentence(file)) from None
    if not article.answer.text.strip():
        raise KnowledgeError(say("knowledge-no-answer", file=file))
    return Entry(article, enabled, file)


def _entries(folder: Traversable) -> list[Traversable]:
    try:
        return sorted(folder.iterdir(), key=lambda file: file.name)
    except OSError:
        return []


def _text(file: Traversable) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise KnowledgeError(say("knowledge-not-utf8", file=file.name)) from None
    except OSError as error:
        raise KnowledgeError(say("knowledge-not-read", file=file.name, reason=reason(error))) from error
