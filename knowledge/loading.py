"""Articles from Markdown files with YAML front matter; all of them or, with a sentence for each bad file, none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from bot.errors import LiniyaError
from bot.texts import say
from knowledge.articles import Article
from knowledge.front_matter import Fields, FrontMatterError
from knowledge.markdown import from_markdown

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


class KnowledgeError(LiniyaError):
    """The articles cannot be used; the message has one Russian sentence for each file, saying what to mend."""


@cache
def load_shipped(language: str = "ru") -> tuple[Article, ...]:
    """The articles that come with the service, by file name."""
    return load_folder(files("knowledge") / "content" / language)


def load_folder(folder: Traversable) -> tuple[Article, ...]:
    """Every `*.md` of a folder, by file name. Raises `KnowledgeError` naming all files that have to be mended."""
    sources = [file for file in _entries(folder) if file.name.endswith(".md")]
    if not sources:
        raise KnowledgeError(say("knowledge-empty", folder=str(folder)))
    found: dict[str, Article] = {}
    faults = []
    for file in sources:
        try:
            found[file.name] = parse(file.name, _text(file))
        except KnowledgeError as error:
            faults.append(str(error))
    faults += _repeated(found.items())
    if faults:
        raise KnowledgeError("\n".join(faults))
    return tuple(found.values())


def parse(file: str, text: str) -> Article:
    """The article that `text` holds; `file` is its name in the `KnowledgeError` raised when it cannot be read."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    if front is None:
        raise KnowledgeError(say("knowledge-no-front-matter", file=file))
    try:
        fields = Fields.read(front[1])
        article = Article(
            id=fields.identifier(),
            title=fields.line("title"),
            answer=from_markdown(text[front.end() :]),
            questions=fields.lines("questions"),
            tags=fields.lines("tags"),
            sources=fields.sources(),
        )
    except FrontMatterError as error:
        raise KnowledgeError(error.sentence(file)) from None
    if not article.answer:
        raise KnowledgeError(say("knowledge-no-answer", file=file))
    return article


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
        raise KnowledgeError(say("knowledge-not-read", file=file.name, reason=error.strerror or "")) from error


def _repeated(articles: Iterable[tuple[str, Article]]) -> list[str]:
    """A sentence for each file whose id another file has already."""
    first: dict[str, str] = {}
    faults = []
    for file, article in articles:
        other = first.setdefault(article.id, file)
        if other != file:
            faults.append(say("knowledge-repeated-id", file=file, id=article.id, other=other))
    return faults
