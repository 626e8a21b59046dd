"""A small Markdown, for answers: paragraphs, bold, italic, code, links to the web and lists become `RichText`.

What is no part of it (HTML, pictures, quotations, tables, links to anything but the web) stays as the text it is.
"""

import re
from collections.abc import Sequence
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from bot.richtext import RichText, Span, SpanKind, bold, italic, joined, link, rich

_RULES = ["heading", "fence", "list", "emphasis", "link", "backticks", "newline", "escape", "entity", "balance_pairs"]
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_INDENT = "   "


def from_markdown(source: str) -> RichText:
    """The text with its formatting; no source is refused."""
    return _blocks(SyntaxTreeNode(_parser().parse(source)).children).strip()


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(_RULES, ignoreInvalid=True)
    parser.enable("fragments_join")
    parser.validateLink = lambda url: bool(_WEB.match(url))  # type: ignore[method-assign]
    return parser


def _blocks(nodes: Sequence[SyntaxTreeNode], separator: str = "\n\n") -> RichText:
    return joined([block for node in nodes if (block := _block(node))], separator)


def _block(node: SyntaxTreeNode) -> RichText:
    match node.type:
        case "bullet_list":
            return _list(node, ["• "] * len(node.children))
        case "ordered_list":
            first = int(node.attrs.get("start", 1))
            return _list(node, [f"{number}. " for number, _ in enumerate(node.children, first)])
        case "fence":
            return rich(node.content.rstrip("\n")).styled(SpanKind.PRE)
        case "heading":
            return bold(_inline(node.children))
        case "inline":
            return _inline(node.children).strip()
        case _:
            return _blocks(node.children)


def _list(node: SyntaxTreeNode, marks: Sequence[str]) -> RichText:
    """One line for each item; what else an item holds stands under it, indented."""
    items = zip(marks, node.children, strict=True)
    return joined([rich(mark) + _indented(_blocks(item.children, "\n")) for mark, item in items])


def _indented(text: RichText) -> RichText:
    """Every line but the first moved to the right, with the formatting that covers it."""
    ends = [place.end() for place in re.finditer("\n", text.text)]
    lines = [text.slice(start, end) for start, end in zip([0, *ends], [*ends, len(text)], strict=True)]
    spans = tuple(_moved(span, ends) for span in text.spans)
    return RichText(_INDENT.join(line.text for line in lines), spans)


def _moved(span: Span, line_starts: Sequence[int]) -> Span:
    """The span after `_INDENT` was put in at every one of `line_starts`."""
    start = span.start + len(_INDENT) * sum(place <= span.start for place in line_starts)
    end = span.end + len(_INDENT) * sum(place < span.end for place in line_starts)
    return Span(span.kind, start, end, span.url, span.language)


def _inline(nodes: Sequence[SyntaxTreeNode]) -> RichText:
    return joined((_piece(node) for node in nodes), "")


def _piece(node: SyntaxTreeNode) -> RichText:
    match node.type:
        case "softbreak":
            return rich(" ")
        case "hardbreak":
            return rich("\n")
        case "code_inline":
            return rich(node.content).styled(SpanKind.CODE)
        case _ if not node.children:
            return rich(node.content)
        case _:
            return _wrapped(node)


def _wrapped(node: SyntaxTreeNode) -> RichText:
    """What stands inside an inline node, with the node's own formatting."""
    inside = _inline(node.children)
    match node.type:
        case "strong":
            return bold(inside)
        case "em":
            return italic(inside)
        case "link":
            return link(inside, str(node.attrs["href"]))
        case _:
            return inside
