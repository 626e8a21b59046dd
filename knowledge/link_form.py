"""The links of an article: where they stand, and what is wrong with their form. Nobody is asked."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import SplitResult, urlsplit

from bot.richtext import SpanKind
from knowledge.articles import Article

_BARE = re.compile(r"https?://[^\s<>«»\"']+", re.IGNORECASE)
_ENDS = ".,;:!?)]…"
_SCHEMES = {"http", "https"}


class Flaw(StrEnum):
    """What is wrong with a link; `MAIN_PAGE` is only a hint."""

    SPACE = "space"
    SCHEME = "scheme"
    BROKEN = "broken"
    HOST = "host"
    LOCAL = "local"
    CREDENTIALS = "credentials"
    TWICE = "twice"
    MAIN_PAGE = "main_page"


@dataclass(frozen=True, slots=True)
class FoundFlaw:
    """A link of an article, and what is wrong with it."""

    article_id: str
    url: str
    flaw: Flaw


def links(article: Article) -> tuple[str, ...]:
    """Every address: the sources', the answer's with words of their own, and those that stand in its text."""
    sources = [source.url for source in article.sources]
    worded = [span.url or "" for span in article.answer.spans if span.kind is SpanKind.LINK]
    covered = [(span.start, span.end) for span in article.answer.spans if span.kind is SpanKind.LINK]
    bare = [
        found[0].rstrip(_ENDS)
        for found in _BARE.finditer(article.answer.text)
        if not any(start <= found.start() < end for start, end in covered)
    ]
    return (*sources, *worded, *bare)


def check(article: Article, *, local: bool = False) -> Iterator[FoundFlaw]:
    """What is wrong with an article's links; `local` allows addresses of the inner network."""
    sources = [source.url for source in article.sources]
    for url in dict.fromkeys(links(article)):
        if sources.count(url) > 1:
            yield FoundFlaw(article.id, url, Flaw.TWICE)
        flaw = form_flaw(url, local=local)
        if flaw is not None:
            yield FoundFlaw(article.id, url, flaw)


def form_flaw(url: str, *, local: bool = False) -> Flaw | None:
    """What is wrong with the form of an address."""
    if any(char.isspace() or not char.isprintable() for char in url):
        return Flaw.SPACE
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return Flaw.BROKEN
    if parts.scheme not in _SCHEMES:
        return Flaw.SCHEME
    if parts.username is not None or parts.password is not None:
        return Flaw.CREDENTIALS
    return _host_flaw(host, parts, local=local)


def _host_flaw(host: str, parts: SplitResult, *, local: bool) -> Flaw | None:
    if not host or ".." in host or host.startswith("."):
        return Flaw.HOST
    if not local and _is_local(host):
        return Flaw.LOCAL
    main = parts.path in ("", "/") and not parts.query and not parts.fragment
    return Flaw.MAIN_PAGE if main else None


def _is_local(host: str) -> bool:
    """Nobody outside of this network can open it."""
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return "." not in host.rstrip(".") or host.endswith((".local", ".localhost"))
