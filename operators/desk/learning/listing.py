"""`/kb формулировки [слова]`: what was learned, each to be taken back and returned by the same button."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from sqlalchemy import select
from telegram import Message, Update

from bot import links, outbox
from bot.outbox import OutboxRow
from bot.outgoing import Button, Keyboard
from bot.richtext import RichText, SpanKind, bold, joined, rich
from bot.texts import say
from knowledge import confirming, learning
from knowledge.learning import Wording, WordingState
from operators import private_words
from operators.card_text import one_line
from operators.desk.buttons import stale
from operators.desk.turn import DeskContext, Turn

log = structlog.get_logger(__name__)

_LISTED = "kb_learned"
"""Where the list's outbox row keeps which wordings it shows, and how many there are beside them."""
_MOST = 10
_TITLE, _NAME = 80, 40
_IN_A_ROW = 3


async def show(turn: Turn, message: Message, words: str) -> None:
    """Lists them, newest first."""
    found, more = await confirming.find_learned(turn.session, words, _MOST)
    if not found:
        await turn.say(say("learned-none-found" if words else "learned-none"), reply_to=message.message_id)
        return
    text, keyboard = await _drawn(turn, found, more)
    row = await turn.say(text, keyboard, reply_to=message.message_id)
    row.context = {**row.context, _LISTED: {"ids": [one.id for one in found], "more": more}}


async def toggle(update: Update, context: DeskContext) -> None:
    """Takes a wording back, or returns it."""
    turn, query = context.turn, update.callback_query
    row = await _row(turn, str(query.message.message_id)) if query and query.message else None
    wording = await confirming.get(turn.session, context.numbers[0])
    if query is None or row is None or wording is None or wording.id not in row.context[_LISTED]["ids"]:
        await stale(update, context)
        return
    turn.toast(query.id, await _toggled(turn, wording))
    text, keyboard = await _drawn(turn, await _of_row(turn, row), row.context[_LISTED]["more"])
    await outbox.change(turn.session, row.id, text, turn.now, keyboard=keyboard)


async def _toggled(turn: Turn, wording: Wording) -> str:
    learned = wording.state is WordingState.LEARNED
    if not learned and private_words.found_in(wording.text):
        return say("learned-private")
    verdict = WordingState.TAKEN_BACK if learned else WordingState.LEARNED
    await learning.decide(turn.session, wording, verdict, turn.signature, turn.now)
    log.info("wording.decided", wording=wording.id, verdict=verdict, staff=turn.person.id)
    return say("learned-toast-taken-back" if learned else "learned-toast-returned")


async def _row(turn: Turn, message_id: str) -> OutboxRow | None:
    for row_id in await links.rows_shown_as(turn.session, turn.key(message_id)):
        row = await turn.session.get(OutboxRow, row_id, with_for_update=True, populate_existing=True)
        if row is not None and _LISTED in row.context:
            return row
    return None


async def _of_row(turn: Turn, row: OutboxRow) -> Sequence[Wording]:
    ids: list[int] = row.context[_LISTED]["ids"]
    found = {one.id: one for one in await turn.session.scalars(select(Wording).where(Wording.id.in_(ids)))}
    return [found[number] for number in ids if number in found]


async def _drawn(turn: Turn, wordings: Sequence[Wording], more: int) -> tuple[RichText, Keyboard]:
    titles = await confirming.titles_of(turn.session, wordings)
    lines: list[RichText | str] = [bold(say("learned-heading"))]
    lines += [_line(number, one, titles[one.article_id]) for number, one in enumerate(wordings, 1)]
    if more:
        lines.append(say("learned-more", count=more))
    buttons = [_button(number, one) for number, one in enumerate(wordings, 1)]
    rows = (tuple(buttons[first : first + _IN_A_ROW]) for first in range(0, len(buttons), _IN_A_ROW))
    return joined(lines), tuple(rows)


def _line(number: int, wording: Wording, title: str) -> RichText:
    text = say(
        "learned-line",
        number=number,
        text=wording.text,
        title=one_line(title, _TITLE),
        name=one_line(wording.decided_by, _NAME),
    )
    return rich(text) if wording.state is WordingState.LEARNED else rich(text).styled(SpanKind.STRIKE)


def _button(number: int, wording: Wording) -> Button:
    key = "learned-button-take-back" if wording.state is WordingState.LEARNED else "learned-button-return"
    return Button(say(key, number=number), data=f"kw:flip:{wording.id}")
