"""Articles by staff's words: what clients would be answered with, and by their titles those that clients do not get."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Text, case, func, or_, select, type_coerce

from bot.outgoing import Button, Keyboard
from bot.richtext import RichText, bold, joined, rich
from bot.texts import say
from knowledge import store
from knowledge.articles import Article
from knowledge.stems import stem
from knowledge.store import StoredArticle
from knowledge.text import tokens
from operators.card_text import one_line
from operators.desk.kb import cards
from operators.desk.kb.cards import Press
from operators.desk.turn import Turn

MOST = 5
_KEPT_FOR_HIDDEN = 2
"""Places of the five that switched-off articles may take from what the search found."""
_SHARE = 0.6
"""So much of the words has to stand in a title."""
_TITLE = 200
_BUTTON = 40


async def listed(turn: Turn, words: str) -> tuple[RichText, Keyboard]:
    """What was found, numbered, with a button for each."""
    rows = await found(turn, words)
    if not rows:
        return rich(say("kb-found-nothing", words=one_line(words, _TITLE))), ()
    lines = [f"{number}. {_titled(turn, row)}" for number, row in enumerate(rows, 1)]
    head = bold(say("kb-found", words=one_line(words, _TITLE)))
    buttons = [_button(number, row.article) for number, row in enumerate(rows, 1)]
    return joined([head, *lines]), tuple((button,) for button in buttons)


async def again(press: Press) -> None:
    """«К списку»: looked for once more, since it may be another by now."""
    words = cards.looked_for(press.card)
    if not words:
        press.tell("desk-stale")
        return
    press.done()
    await press.show(*await listed(press.turn, words))


async def found(turn: Turn, words: str) -> Sequence[StoredArticle]:
    """At most five: the one whose id was typed, then the search's, then those that it leaves out."""
    named = await store.get(turn.session, words.strip().lower())
    hits = await _rows(turn, [hit.article.id for hit in turn.search.search(words, MOST)])
    hidden = [row for row in await _hidden(turn, words) if row not in hits]
    best = hits[: MOST - min(len(hidden), _KEPT_FOR_HIDDEN)]
    first = [named] if named is not None else []
    return [row for row in dict.fromkeys([*first, *best, *hidden]) if row.readable is not None][:MOST]


async def _rows(turn: Turn, ids: Sequence[str]) -> list[StoredArticle]:
    rows = {row.id: row for row in await turn.session.scalars(select(StoredArticle).where(StoredArticle.id.in_(ids)))}
    return [rows[one] for one in ids if one in rows]


async def _hidden(turn: Turn, words: str) -> list[StoredArticle]:
    """Switched off or another centre's, which the search may not know; and out of date, which it may put last."""
    until, centre = (_part(turn, name) for name in ("valid_until", "centre"))
    unknown = or_(StoredArticle.enabled.is_(False), until < turn.today.isoformat(), centre != "")
    query = select(StoredArticle).where(unknown)
    asked = _stems(words)
    rows = await turn.session.scalars(query.order_by(StoredArticle.id))
    scored = [(_likeness(asked, article), row) for row in rows if (article := row.readable) is not None]
    scored.sort(key=lambda one: -one[0])
    return [row for likeness, row in scored if likeness >= _SHARE]


def _part(turn: Turn, name: str) -> ColumnElement[str]:
    """A text of the content. SQLite, which takes anything for content, would stop at a row that is no JSON."""
    found: ColumnElement[str] = StoredArticle.content[name].as_string()
    if turn.session.get_bind().dialect.name != "sqlite":
        return found
    return case((func.json_valid(type_coerce(StoredArticle.content, Text)) == 1, found), else_="")


def _likeness(asked: frozenset[str], article: Article) -> float:
    """The share of the words that one of its wordings has."""
    return max(len(asked & _stems(wording)) for wording in article.wordings) / len(asked) if asked else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(stem, tokens(text)))


def _titled(turn: Turn, row: StoredArticle) -> str:
    article = row.article
    mark = say("kb-found-off") if not row.enabled else say("kb-found-over") if article.is_stale(turn.today) else ""
    return one_line(article.title or article.answer.text, _TITLE) + mark


def _button(number: int, article: Article) -> Button:
    return Button(f"{number}. {one_line(article.title or article.answer.text, _BUTTON)}", data=f"kb:show:{article.key}")
