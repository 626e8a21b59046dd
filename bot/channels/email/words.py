"""The words of a letter, as HTML and as plain text: pure. What a person wrote is escaped and never taken for markup."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from html import escape
from urllib.parse import urlsplit

from bot.outgoing import Button, Keyboard
from bot.richtext import RichText, Span, SpanKind

_TAGS = {
    SpanKind.BOLD: ("<b>", "</b>"),
    SpanKind.ITALIC: ("<i>", "</i>"),
    SpanKind.UNDERLINE: ("<u>", "</u>"),
    SpanKind.STRIKE: ("<s>", "</s>"),
    SpanKind.CODE: ('<code style="font-family:monospace">', "</code>"),
}
_QUOTES = (SpanKind.QUOTE, SpanKind.FOLDED_QUOTE)
_BLOCKS = (*_QUOTES, SpanKind.PRE)
_QUOTE = '<blockquote style="margin:0 0 16px;padding:2px 0 2px 14px;border-left:3px solid #9db2ce">'
_PRE = '<pre style="margin:0 0 16px;white-space:pre-wrap;font-family:monospace">'
_PARAGRAPH = '<p style="margin:0 0 16px">'
_BUTTON = (
    "display:inline-block;margin:0 8px 8px 0;padding:8px 16px;border:1px solid #2f6fb5;border-radius:6px;"
    "color:#2f6fb5;text-decoration:none"
)
_PAGE = (
    '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="color-scheme" content="light dark"></head>'
    '<body style="margin:0;padding:24px 16px;font:16px/1.5 Arial,Helvetica,sans-serif">'
    '<div style="max-width:640px;margin:0 auto">{body}</div></body></html>'
)

_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_BARE_LINK = re.compile(r"https?://[^\s<>\"«»]+")
_BEHIND_A_LINK = ".,;:!?)…"


def to_html(text: RichText, keyboard: Keyboard = ()) -> str:
    """The whole letter; nothing in it is fetched from anywhere."""
    buttons = "".join(f"<p>{''.join(map(_button, row))}</p>" for row in _with_links(keyboard))
    return _PAGE.format(body="".join(_blocks(text)) + buttons)


def to_plain(text: RichText, keyboard: Keyboard = ()) -> str:
    """The same in words alone: quotes are marked with «>», a link's address follows its words."""
    parts: list[str] = []
    for piece, kind in _pieces(text):
        words = _plain(piece)
        parts.append(re.sub(r"^", "> ", words, flags=re.MULTILINE) if kind in _QUOTES else words)
    rows = ["\n".join(f"{button.text}: {button.url}" for button in row) for row in _with_links(keyboard)]
    return "\n\n".join(part for part in [*(part.strip("\n") for part in parts), *rows] if part)


def _with_links(keyboard: Keyboard) -> Iterator[Sequence[Button]]:
    """Buttons that open something: what a messenger's other buttons do no letter can."""
    for row in keyboard:
        if kept := [button for button in row if button.url and _may_open(button.url)]:
            yield kept


def _button(button: Button) -> str:
    return f'<a href="{escape(button.url or "")}" style="{_BUTTON}">{escape(button.text)}</a>'


def _may_open(url: str) -> bool:
    try:
        return urlsplit(url).scheme.lower() in _SCHEMES
    except ValueError:
        return False


# --- blocks -------------------------------------------------------------------------------------------------------


def _pieces(text: RichText) -> Iterator[tuple[RichText, SpanKind | None]]:
    """The text cut at its blocks (quotes, code), each with its kind; blocks in blocks are part of the outer one."""
    at = 0
    for span in sorted((span for span in text.spans if span.kind in _BLOCKS), key=lambda span: (span.start, -span.end)):
        if span.start < at:
            continue
        if at < span.start:
            yield text.slice(at, span.start), None
        yield text.slice(span.start, span.end), span.kind
        at = span.end
    if at < len(text):
        yield text.slice(at, len(text)), None


def _blocks(text: RichText) -> Iterator[str]:
    for piece, kind in _pieces(text):
        if kind is SpanKind.PRE:
            yield f"{_PRE}{_inline(piece, breaks=False)}</pre>"
        elif kind in _QUOTES:
            yield f"{_QUOTE}{_inline(piece.strip())}</blockquote>"
        else:
            yield from (f"{_PARAGRAPH}{_inline(part)}</p>" for part in _paragraphs(piece))


def _paragraphs(text: RichText) -> Iterator[RichText]:
    at = 0
    for gap in re.finditer(r"\n{2,}", text.text):
        if part := text.slice(at, gap.start()).strip():
            yield part
        at = gap.end()
    if part := text.slice(at, len(text)).strip():
        yield part


# --- within a block -----------------------------------------------------------------------------------------------


def _inline(text: RichText, *, breaks: bool = True) -> str:
    """Each run between two marks with the tags of all spans that cover it."""
    cuts = sorted({0, len(text), *(span.start for span in text.spans), *(span.end for span in text.spans)})
    html = "".join(_run(text.text[start:end], _covering(text, start)) for start, end in itertools.pairwise(cuts))
    return html.replace("\n", "<br>\n") if breaks else html


def _covering(text: RichText, at: int) -> list[Span]:
    return [span for span in text.spans if span.start <= at < span.end]


def _run(words: str, spans: Sequence[Span]) -> str:
    url = next((span.url for span in spans if span.kind is SpanKind.LINK and span.url and _may_open(span.url)), None)
    html = f'<a href="{escape(url)}">{escape(words)}</a>' if url else _with_bare_links(words)
    for span in spans:
        before, behind = _TAGS.get(span.kind, ("", ""))
        html = before + html + behind
    return html


def _with_bare_links(words: str) -> str:
    """Addresses that stand in the text open as well."""
    html, at = "", 0
    for found in _BARE_LINK.finditer(words):
        url = found[0].rstrip(_BEHIND_A_LINK)
        html += f'{escape(words[at : found.start()])}<a href="{escape(url)}">{escape(url)}</a>'
        at = found.start() + len(url)
    return html + escape(words[at:])


def _plain(text: RichText) -> str:
    """Links with their addresses behind them, unless the words are the address."""
    words, at = "", 0
    for span in sorted((span for span in text.spans if span.kind is SpanKind.LINK), key=lambda span: span.end):
        shown = text.text[span.start : span.end]
        words += text.text[at : span.end]
        if span.url and span.url != shown:
            words += f" ({span.url})"
        at = span.end
    return words + text.text[at:]
