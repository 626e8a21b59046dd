"""The desk's buttons. Their data comes from people's machines: forged or stale numbers find nothing and say so."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import CallbackQuery, Update

from bot import outbox
from bot.clients import find_address
from bot.outbox import OutboxRow
from bot.texts import say
from operators import notes, tickets, topics
from operators.desk import closing
from operators.desk.speaking import claim, obstacle, prepare_to_speak, send_note, to_speak_for
from operators.desk.turn import DeskContext, Turn
from operators.marks import FAILED, StaffMark
from operators.notes import DeskNote
from operators.tickets import Ticket
from operators.topics import CHANNEL, Topic

Act = Callable[[Turn, CallbackQuery, Ticket], Awaitable[None]]


def on_ticket(act: Act) -> Callable[[Update, DeskContext], Coroutine[Any, Any, None]]:
    """A handler for buttons whose first number is a ticket of this desk."""

    async def press(update: Update, context: DeskContext) -> None:
        query = update.callback_query
        if query is None:
            return
        ticket = await ticket_here(context.turn, context.numbers[0])
        if ticket is None:
            await stale(update, context)
        else:
            await act(context.turn, query, ticket)

    return press


async def take(turn: Turn, query: CallbackQuery, ticket: Ticket) -> None:
    """«Взять»: the first one has it, the second one is told who."""
    if (why := await obstacle(turn, ticket)) is not None and ticket.is_open:
        turn.toast(query.id, why, alert=True)
    elif await claim(turn, ticket):
        turn.toast(query.id, say("desk-taken"))
    elif ticket.assignee is not None and ticket.is_open:
        turn.toast(query.id, say("desk-has-it", name=ticket.assignee.name), alert=True)
    else:
        turn.toast(query.id, say("desk-is-over"), alert=True)


async def done(turn: Turn, query: CallbackQuery, ticket: Ticket) -> None:
    """«Завершить»."""
    ended = await closing.resolve(turn, ticket)
    turn.toast(query.id, say("desk-resolved" if ended else "desk-is-over"), alert=not ended)


async def send(update: Update, context: DeskContext) -> None:
    """«Отправить клиенту» under a note: sent once, by whoever presses, without taking it from its assignee."""
    turn, query, (note_id, ticket_id) = context.turn, update.callback_query, context.numbers
    note, ticket = await notes.get(turn.session, note_id), await ticket_here(turn, ticket_id)
    if query is None or note is None or ticket is None or not await _may_go(turn, note, ticket):
        await stale(update, context)
        return
    if note.sent_at is None and (why := await obstacle(turn, await to_speak_for(turn, ticket))) is not None:
        turn.toast(query.id, why, alert=True)
        return
    if query.message is not None:
        await turn.take_away(query.message.message_id)
    if note.sent_at is not None:
        turn.toast(query.id, say("desk-already-sent"))
        return
    ticket = await prepare_to_speak(turn, ticket)
    await send_note(turn, note, ticket)
    others = ticket.assignee is not None and ticket.assignee_id != turn.person.id
    name = ticket.assignee.name if ticket.assignee else ""
    turn.toast(query.id, say("desk-sent-for", name=name) if others else say("desk-sent"), alert=others)


async def retry(update: Update, context: DeskContext) -> None:
    """«Повторить» under what did not get through."""
    turn, query = context.turn, update.callback_query
    row = await turn.session.get(OutboxRow, context.numbers[0], with_for_update=True)
    if query is None or row is None or not await _is_ours(turn, row):
        await stale(update, context)
        return
    if query.message is not None:
        await turn.take_away(query.message.message_id)
    if row.state not in FAILED:
        turn.toast(query.id, say("desk-already-retried"))
        return
    await _reachable_again(turn, row)
    outbox.retry(row, turn.now)
    turn.toast(query.id, say("desk-retried"))


async def stale(update: Update, context: DeskContext) -> None:
    """A button that means nothing (any more)."""
    if update.callback_query is not None:
        context.turn.toast(update.callback_query.id, say("desk-stale"))


async def ticket_here(turn: Turn, number: int) -> Ticket | None:
    """A ticket by its number, if it stands at this desk; a complaint is not there for whom it is about."""
    ticket = await tickets.get(turn.session, number)
    if ticket is not None and ticket.about_id is not None and ticket.about_id == turn.person.id:
        return None
    topic = await turn.session.get(Topic, ticket.topic_id) if ticket is not None and ticket.topic_id else None
    return ticket if topic is not None and topic.desk_id == turn.desk.id else None


async def _may_go(turn: Turn, note: DeskNote, ticket: Ticket) -> bool:
    """Whether a note was written for this ticket's client, whose topic may be another one by now."""
    written_in = await turn.session.get_one(Topic, note.topic_id)
    return ticket.topic_id in (note.topic_id, (await topics.in_place_of(turn.session, written_in)).id)


async def _is_ours(turn: Turn, row: OutboxRow) -> bool:
    """Whether a row carries what this desk's staff said (and did not take back), or was meant for them."""
    mark = StaffMark.of(row)
    if mark is not None and await _was_taken_back(turn, mark):
        return False
    peer = mark.topic_peer if mark is not None else row.peer if row.channel == CHANNEL else None
    desk = await topics.desk_at(turn.session, peer) if peer is not None else None
    return desk is not None and desk.id == turn.desk.id


async def _was_taken_back(turn: Turn, mark: StaffMark) -> bool:
    if mark.article is not None and mark.ticket_id is not None:
        ticket = await tickets.get(turn.session, mark.ticket_id)
        return ticket is None or mark.article not in ticket.sent_suggestions
    note = await notes.find(turn.session, mark.chat, mark.id)
    return note is not None and note.taken_back_at is not None


async def _reachable_again(turn: Turn, row: OutboxRow) -> None:
    """Somebody wants it tried, so it is: an address that was given up would fail without a try."""
    address = await find_address(turn.session, row.address)
    if address is not None:
        address.unreachable_since = address.unreachable_reason = None
