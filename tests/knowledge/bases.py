"""Articles of every kind, for tests that write them into files and read them back."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from bot.richtext import RichText, Span, SpanKind
from knowledge.articles import Article, SourceLink

_ODD = [
    "=1+1",
    "+7 900",
    "-2",
    "@SUM(A1)",
    "'=x",
    "''+1",
    "'кавычка",
    '"так"',
    ";",
    ",",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "| ",
    " | ",
    "json:",
    "_x000D_",
    "**",
    "*",
    "_",
    "`",
    "```",
    "[a](https://a.ru)",
    "- ",
    "1. ",
    "# ",
    "&amp;",
    "\\",
    "---",
    ": ",
    "#N/A",
    "😀",
    "\u2028",
    "\x00",
    "\x1b[31m",
    "да",
    "null",
    "2024-01-01",
    "слово",
    "• ",
    "   ",
    "\ufeff",
    "{",
    "%",
    "\x85",
]
texts = st.lists(st.sampled_from(_ODD) | st.text(st.characters(exclude_categories=["Cs"]), max_size=6), max_size=6).map(
    "".join
)
filled = texts.filter(lambda text: bool(text.strip()))
links = st.builds(SourceLink, title=texts, url=st.just("https://example.org/a?b=1") | filled)


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    """A text with formatting anywhere."""
    text = draw(filled)
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(SpanKind))
        spans.append(Span(kind, start, end, draw(filled) if kind is SpanKind.LINK else None))
    return RichText(text, tuple(spans))


ids = filled.map(lambda text: text.replace("\x00", "0")[:200]).filter(lambda text: bool(text.strip()))
articles = st.builds(
    Article,
    id=ids,
    title=texts,
    answer=rich_texts(),
    questions=st.lists(filled, max_size=2).map(tuple),
    tags=st.lists(filled, max_size=2).map(tuple),
    sources=st.lists(links, max_size=2).map(tuple),
    learned=st.just(()),
    owner=texts,
    valid_until=st.none() | st.dates(),
    centre=texts,
)
bases = st.lists(st.tuples(articles, st.booleans()), min_size=1, max_size=3, unique_by=lambda pair: pair[0].id)
A_DAY = date(2027, 1, 31)
