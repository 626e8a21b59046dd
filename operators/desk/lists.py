"""/queue, /mine, /find: tickets in lines that lead to their topics, the most urgent first."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message, Update

from bot import links, outbox
from bot.outbox import OutboxRow
from bot.outgoing import Button, Keyboard
from bot.richtext import RichText, bold, joined, rich
from bot.texts import say
from operators import finding, sought, ticket_lines
from operators.card_text import one_line
from operators.desk.buttons import stale
from operators.desk.turn import DeskContext, Turn
from operators.finding import Sight
from operators.tickets import Ticket

FIND_NAMES = ("find", "найти", "поиск")
_PAGE = 10
_WORDS = 200
_FOUND = "find"


async def queue(update: Update, context: DeskContext) -> None:
    """Every open ticket that this group may see, by queue."""
    turn, message = context.turn, update.effective_message
    if message is not None:
        those = await finding.open_ones(turn.session, _sight(turn))
        await _say(turn, message, "desk-queue", "desk-queue-empty", those)


async def mine(update: Update, context: DeskContext) -> None:
    """Those that the author has."""
    turn, message = context.turn, update.effective_message
    if message is not None:
        those = await finding.open_ones(turn.session, _sight(turn), turn.person.id)
        await _say(turn, message, "desk-mine", "desk-mine-empty", those)


async def find(update: Update, context: DeskContext) -> None:
    """«/find 1042», «/find Ромашка отпуск»: whatever has all of these words, by pages."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    words = " ".join((message.text or "").split()[1:])[:_WORDS]
    if not sought.words_of(words):
        await turn.say(say("desk-find-short" if words else "desk-find-how"), reply_to=message.message_id)
        return
    text, keyboard = await _found(turn, words, 0)
    await turn.say(text, keyboard, reply_to=message.message_id, context={_FOUND: words})


async def turn_page(update: Update, context: DeskContext) -> None:
    """Another page of what was looked for; it may be another by now."""
    turn, query = context.turn, update.callback_query
    row = await _row(turn, query.message.message_id) if query is not None and query.message is not None else None
    if query is None or row is None:
        await stale(update, context)
        return
    text, keyboard = await _found(turn, str(row.context[_FOUND]), context.numbers[0])
    await outbox.change(turn.session, row.id, text, turn.now, keyboard=keyboard)
    turn.toast(query.id)


async def _row(turn: Turn, message_id: int) -> OutboxRow | None:
    """The list that a message is; None for any other."""
    rows = await links.rows_shown_as(turn.session, turn.key(message_id))
    row = await turn.session.get(OutboxRow, rows[0]) if rows else None
    return row if row is not None and _FOUND in row.context else None


async def _found(turn: Turn, words: str, page: int) -> tuple[RichText, Keyboard]:
    found = await finding.find(turn.session, _sight(turn), words, _PAGE + 1, page * _PAGE)
    if not found:
        return rich(say("desk-find-nothing", words=one_line(words, _WORDS))), _pages(page, more=False)
    lines = [await ticket_lines.found(turn.session, one, turn.zone) for one in found[:_PAGE]]
    head = bold(say("desk-found", words=one_line(words, _WORDS)))
    return joined([head, *lines]), _pages(page, more=len(found) > _PAGE)


def _pages(page: int, *, more: bool) -> Keyboard:
    before = (Button(say("desk-find-back"), data=f"find:{page - 1}"),) if page else ()
    after = (Button(say("desk-find-on"), data=f"find:{page + 1}"),) if more else ()
    return (before + after,) if before or after else ()


async def _say(turn: Turn, message: Message, heading: str, empty: str, those: Sequence[Ticket]) -> None:
    if those:
        text = await ticket_lines.by_queue(turn.session, those, turn.standard, turn.now, bold(say(heading)))
    else:
        text = rich(say(empty))
    await turn.say(text, reply_to=message.message_id)


def _sight(turn: Turn) -> Sight:
    return Sight(turn.desk, turn.serves, turn.person.id)
