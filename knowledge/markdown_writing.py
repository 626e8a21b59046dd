"""A formatted text written as the small Markdown of answers, so that a person may go on editing it.

What Markdown cannot say (underlining, spoilers, overlaps, white space at the ends) is not bent: there is None then, and
the caller writes text and spans apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.richtext import RichText, Span, SpanKind
from knowledge.markdown import from_markdown

_MARKS = {SpanKind.BOLD: "**", SpanKind.ITALIC: "*", SpanKind.CODE: "`", SpanKind.LINK: ""}
_BLOCKS = re.compile(r"(?<!\n)\n\n(?!\n)")
_SPECIAL = re.compile(r"[\\*`\[\]]|(?<![^\W_])_|_(?![^\W_])|&(?=[#A-Za-z])")
_LINE_START = re.compile(r"^(?:[#+~-]|(\d{1,9})(?=[.)]))")
_ITEM = re.compile(r"^(?P<indent>(?: {3})*)(?:• |(?P<number>\d{1,9})\. )")
_SPACE = "&#32;"
_PLAIN_ADDRESS = re.compile(r"[^\s<>()\\&]+")


def canonical(text: RichText) -> RichText:
    """The same text with its spans in one order, so that equal texts are equal."""
    return RichText(text.text, tuple(sorted(text.spans, key=_order)))


def to_markdown(text: RichText) -> str | None:
    """The source from which `from_markdown` makes this very text; None where there is none."""
    written = _written(text)
    if written is None or canonical(from_markdown(written)) != canonical(text):
        return None
    return written


def _order(span: Span) -> tuple[int, int, str, str, str]:
    return span.start, -span.end, span.kind, span.url or "", span.language or ""


def _written(text: RichText) -> str | None:
    blocks = [_block(block) for block in _cut(text)]
    return None if None in blocks else "\n\n".join(block or "" for block in blocks)


def _cut(text: RichText) -> Iterator[RichText]:
    """The paragraphs; preformatted text stays in one piece."""
    fixed = [span for span in text.spans if span.kind is SpanKind.PRE]
    start = 0
    for place in _BLOCKS.finditer(text.text):
        if not any(span.start < place.end() and place.start() < span.end for span in fixed):
            yield text.slice(start, place.start())
            start = place.end()
    yield text.slice(start, len(text))


def _block(text: RichText) -> str | None:
    if any(span.kind is SpanKind.PRE for span in text.spans):
        return _fence(text)
    source = _inline(text)
    if source is None:
        return None
    if _ITEM.match(source):
        listed = _as_list(source)
        if canonical(from_markdown(listed)) == canonical(text):
            return listed
    return "\\\n".join(_safe_start(line) for line in source.split("\n"))


def _as_list(source: str) -> str:
    lines = [_ITEM.sub(_as_item, line) for line in source.split("\n")]
    breaks = ["\n" if _ITEM.match(line) else "\\\n" for line in source.split("\n")]
    return "".join(part for pair in zip(breaks, lines, strict=True) for part in pair).lstrip("\\\n")


def _as_item(found: re.Match[str]) -> str:
    return f"{found['indent']}{found['number']}. " if found["number"] else f"{found['indent']}- "


def _fence(text: RichText) -> str | None:
    longest = max((len(run) for run in re.findall("`+", text.text)), default=0)
    bar = "`" * max(3, longest + 1)
    return f"{bar}\n{text.text}\n{bar}"


def _inline(text: RichText) -> str | None:
    """One block with its marks, its lines still as clients see them. None when spans overlap or have no mark."""
    if any(span.kind not in _MARKS for span in text.spans):
        return None
    pieces: list[str] = []
    open_spans: list[Span] = []
    spans = list(canonical(text).spans)
    edges = sorted({0, len(text), *(edge for span in spans for edge in (span.start, span.end))})
    for start, end in zip(edges, [*edges[1:], len(text)], strict=True):
        while open_spans and open_spans[-1].end == start:
            pieces.append(_closing(open_spans.pop()))
        if any(span.end == start for span in open_spans):
            return None
        for span in (span for span in spans if span.start == start):
            open_spans.append(span)
            pieces.append(_opening(span))
        inside_code = any(span.kind is SpanKind.CODE for span in open_spans)
        pieces.append(text.text[start:end] if inside_code else _escaped(text.text, start, end, spans))
    return "".join(pieces)


def _opening(span: Span) -> str:
    return "[" if span.kind is SpanKind.LINK else _MARKS[span.kind]


def _closing(span: Span) -> str:
    if span.kind is not SpanKind.LINK:
        return _MARKS[span.kind]
    url = span.url or ""
    return f"]({url})" if _PLAIN_ADDRESS.fullmatch(url) else f"](<{url}>)"


def _escaped(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """A piece without marks in it. White space just inside of a mark is written as its number, for marks have to touch
    a word."""
    piece = _SPECIAL.sub(lambda found: "\\" + found[0], text[start:end])
    if piece.startswith(" ") and any(span.start == start for span in spans):
        piece = _SPACE + piece[1:]
    if piece.endswith(" ") and any(span.end == end for span in spans):
        piece = piece[:-1] + _SPACE
    return piece


def _safe_start(line: str) -> str:
    """A line that begins neither a list nor a heading nor a fence, and keeps the spaces at its start."""
    line = re.sub("^ +(?=[^ ])", lambda found: _SPACE * len(found[0]), line)
    return _LINE_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\" + found[0], line)
