"""An article of the knowledge base, and how a client sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from hashlib import blake2b

from bot.richtext import RichText, Span, SpanKind, bold, joined, link, rich
from bot.texts import say

LONGEST_ID = 200
"""Characters of an article's id."""
_PLAIN_KEY = re.compile(r"[a-z0-9-]{1,40}")
_WEB = re.compile(r"https?://[^/]", re.IGNORECASE)
_DIGEST_BYTES = 10
HIDDEN = "_"
"""What the key of an article begins with whose id is no key."""


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A fragment of a document that the answer rests on."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Article:
    """One question with its answer; `questions` are other wordings of the title, as clients put them, and `learned`
    are clients' own words that a person has confirmed.

    `owner` is who keeps it right, `valid_until` the last day on which it is known to be, `centre` the name of the only
    centre whose clients see it (empty: everybody's)."""

    id: str
    title: str
    answer: RichText
    questions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[SourceLink, ...] = ()
    learned: tuple[str, ...] = ()
    owner: str = ""
    valid_until: date | None = None
    centre: str = ""

    @property
    def key(self) -> str:
        """What buttons and rows outside the base name the article by: at most 40 plain characters, whatever the id."""
        return key_of(self.id)

    def is_stale(self, today: date) -> bool:
        """Whether its last day has passed: it may be wrong by now."""
        return self.valid_until is not None and self.valid_until < today

    def is_for(self, centre: str) -> bool:
        """Whether that centre's clients see it."""
        return not self.centre or self.centre.casefold() == centre.casefold()

    @property
    def wordings(self) -> tuple[str, ...]:
        """Every way in which the question is put, the title first."""
        return (self.title, *self.questions, *self.learned)


def key_of(article_id: str) -> str:
    """The key of the article with this id."""
    if _PLAIN_KEY.fullmatch(article_id):
        return article_id
    return HIDDEN + blake2b(article_id.encode("utf-8", "replace"), digest_size=_DIGEST_BYTES).hexdigest()


def is_web(url: str) -> bool:
    """Whether an address is of the web. No other becomes a link of an article: it would run a script (`javascript:`) or
    open a dialogue in the messenger (`tg:`)."""
    return bool(_WEB.match(url))


def rendered(article: Article, today: date | None = None) -> RichText:
    """The article as it goes to a client: title, answer, and the sources as links; above them a warning when `today`
    its last day has passed. Of links that are not of the web only the words stay."""
    answer = replace(article.answer, spans=tuple(filter(_is_kept, article.answer.spans)))
    parts = [bold(article.title), answer] if article.title else [answer]
    if today is not None and article.valid_until is not None and article.is_stale(today):
        parts.insert(0, rich(say("knowledge-stale", until=f"{article.valid_until:%d.%m.%Y}")))
    match article.sources:
        case ():
            pass
        case (only,):
            parts.append(rich(say("knowledge-source") + " ") + _linked(only))
        case several:
            parts.append(joined([say("knowledge-sources"), *(rich("• ") + _linked(source) for source in several)]))
    return joined(parts, "\n\n")


def _linked(source: SourceLink) -> RichText:
    return link(source.title, source.url) if is_web(source.url) else rich(source.title)


def _is_kept(span: Span) -> bool:
    return span.kind is not SpanKind.LINK or is_web(span.url or "")
