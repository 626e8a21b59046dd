"""An article written as its Markdown file: the fields at the head, the answer under them."""

from __future__ import annotations

import json
import re

from knowledge.articles import Article
from knowledge.entries import write_spans
from knowledge.markdown_writing import to_markdown

_PLAIN = re.compile(r"[^\W\d_](?:[\w .,?!()«»№/-]*[\w.?!)»])?")
"""What YAML reads as a text without quotes: no colons, marks or figures at its start."""
_WORDS = re.compile(r"(?i)(?:true|false|yes|no|on|off|null|y|n)")
_NOT_A_NAME = re.compile(r"-.*|con|prn|aux|nul|com\d|lpt\d")
"""What some system takes for an option or a device."""


def file_name(article: Article) -> str:
    """The name of its file; an id is never a path."""
    return f"_{article.key}.md" if _NOT_A_NAME.fullmatch(article.key) else f"{article.key}.md"


def write_file(article: Article, *, enabled: bool) -> str:
    """The text of its file, from which `knowledge.loading.parse_entry` makes this very article."""
    lines = [f"id: {_scalar(article.id)}", f"title: {_scalar(article.title)}"]
    for name in ("questions", "tags"):
        if values := getattr(article, name):
            lines += [f"{name}:", *(f"  - {_scalar(value)}" for value in values)]
    if article.sources:
        lines.append("sources:")
        for source in article.sources:
            lines += [f"  - title: {_scalar(source.title)}", f"    url: {_scalar(source.url)}"]
    lines += [f"{name}: {_scalar(value)}" for name in ("owner", "centre") if (value := getattr(article, name))]
    if article.valid_until is not None:
        lines.append(f"valid_until: {article.valid_until.isoformat()}")
    if not enabled:
        lines.append("enabled: false")
    body = to_markdown(article.answer)
    if body is None:
        lines.append(f"answer: {_quoted(article.answer.text)}")
        lines += [f"spans: {_flow(write_spans(article.answer))}"] if article.answer.spans else []
    return "\n".join(["---", *lines, "---", *([] if body is None else [body]), ""])


def _scalar(value: str) -> str:
    if _PLAIN.fullmatch(value) and not _WORDS.fullmatch(value) and "  " not in value:
        return value
    return _quoted(value)


def _quoted(value: str) -> str:
    """A line's end behind the text is written twice, for the reader takes one away."""
    return _flow(value + "\n" if value.endswith("\n") else value)


def _flow(value: object) -> str:
    """JSON is YAML, but for pairs of halves: what cannot be printed is written with its whole number."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(char if char.isprintable() else f"\\U{ord(char):08x}" for char in text)
