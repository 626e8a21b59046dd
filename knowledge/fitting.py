"""An entry made fit for the base, whichever file it comes from, or the sentence that says why it is not.

Line ends are one kind, and a space where a text has one line; halves of characters that belong together become one;
wordings without words are left out. What no person meant (control characters, broken characters) is refused, and so is
what no messenger shows in a few messages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.richtext import RichText, Span, joined
from bot.terminal import one_line
from bot.texts import say
from knowledge.articles import LONGEST_ID, Article, SourceLink
from knowledge.entries import Entry
from knowledge.learning import LONGEST_WORDING
from knowledge.markdown_writing import canonical

LONGEST_ANSWER = 20_000
"""Characters: five messages of a messenger's 4096."""
LONGEST_TITLE = LONGEST_NAME = 300
LONGEST_ADDRESS = 2000
_MOST = {"questions": 200, "tags": 50, "sources": 50}
_LONGEST = {"answer": LONGEST_ANSWER, "questions": LONGEST_WORDING, "url": LONGEST_ADDRESS}
_LINE_END = re.compile(r"\r\n?")
_BREAK = re.compile(r"\s*[\r\n]+\s*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_HALF = re.compile(r"[\ud800-\udfff]")


def tidied(entry: Entry) -> Entry:
    """As the database will keep it; its formatting in one order."""
    article = entry.article
    return replace(
        entry,
        article=replace(
            article,
            title=_in_a_line(article.title),
            answer=_answer(article.answer),
            questions=_filled(article.questions),
            tags=_filled(article.tags),
            sources=tuple(SourceLink(_in_a_line(one.title), _in_a_line(one.url)) for one in article.sources),
            owner=_in_a_line(article.owner),
            centre=_in_a_line(article.centre),
        ),
    )


def fault(entry: Entry) -> str:
    """Why the base does not take an entry that is tidied, in one sentence; empty for one that is fine."""
    article = entry.article
    if len(article.id) > LONGEST_ID or _CONTROL.search(article.id) or _HALF.search(article.id) or "\n" in article.id:
        return say("entry-bad-id", place=place(entry), id=one_line(article.id[:40]))
    for field, most in _MOST.items():
        if len(getattr(article, field)) > most:
            return say("entry-too-many", place=place(entry), field=field, most=most, count=len(getattr(article, field)))
    told = (_text_fault(entry, field, text) for field, text in _texts(article))
    return next((one for one in told if one), "")


def place(entry: Entry) -> str:
    """Where the entry stands, for the beginning of a sentence."""
    return say("entry-place", file=one_line(entry.file), line=str(entry.line)) if entry.line else one_line(entry.file)


def _text_fault(entry: Entry, field: str, text: str) -> str:
    longest = _LONGEST.get(field, LONGEST_NAME)
    if len(text) > longest:
        return say("entry-too-long", place=place(entry), field=field, longest=longest, length=len(text))
    if found := _CONTROL.search(text):
        return say("entry-control", place=place(entry), field=field, char=one_line(found[0]), at=found.start() + 1)
    if found := _HALF.search(text):
        return say("entry-half", place=place(entry), field=field, char=one_line(found[0]), at=found.start() + 1)
    return ""


def _texts(article: Article) -> Iterator[tuple[str, str]]:
    """Every text but the id, with the name of its part."""
    yield "title", article.title
    yield "answer", article.answer.text
    for span in article.answer.spans:
        yield "url", span.url or ""
        yield "answer", span.language or ""
    yield from (("questions", text) for text in article.questions)
    yield from (("tags", text) for text in article.tags)
    for source in article.sources:
        yield "sources", source.title
        yield "url", source.url
    yield "owner", article.owner
    yield "centre", article.centre


def _filled(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text for text in map(_in_a_line, texts) if text.strip())


def _in_a_line(text: str) -> str:
    if text.isprintable():
        return text
    return _BREAK.sub(" ", _whole(text)).strip("\n")


def _answer(text: RichText) -> RichText:
    if not text.spans:
        return RichText(_LINE_END.sub("\n", _whole(text.text)))
    ends = list(_LINE_END.finditer(text.text))
    starts = [0, *(end.end() for end in ends)]
    pieces = [
        text.slice(start, end) for start, end in zip(starts, [*(end.start() for end in ends), len(text)], strict=True)
    ]
    whole = joined(pieces, "\n")
    return canonical(RichText(whole.text, tuple(_whole_span(span) for span in whole.spans)))


def _whole_span(span: Span) -> Span:
    return replace(span, url=span.url and _whole(span.url), language=span.language and _whole(span.language))


def _whole(text: str) -> str:
    """Two halves of one character, as JSON writes it, put together; a half by itself stays, to be refused."""
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
