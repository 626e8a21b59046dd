"""An expert's answer is put together in the topic, out of sight of the client, and sent as a whole."""

from __future__ import annotations

from telegram import CallbackQuery, Update

from bot import outbox
from bot.describing import described
from bot.outgoing import Button, ButtonStyle, Keyboard
from bot.richtext import RichText, bold, joined
from bot.texts import say
from operators import answers, cards, events, lifecycle, notes, tickets
from operators.answers import ExpertAnswer
from operators.card_text import one_line
from operators.desk.buttons import stale
from operators.desk.speaking import claim, obstacle
from operators.desk.turn import DeskContext, Turn
from operators.notes import DeskNote
from operators.tickets import Ticket

_LINE = 80
_MOST_SHOWN = 30


async def begin(turn: Turn, query: CallbackQuery, ticket: Ticket) -> None:
    """«Собрать ответ»: whoever has the ticket; one that nobody has is taken by it."""
    if not ticket.is_open:
        turn.toast(query.id, say("desk-is-over"), alert=True)
    elif ticket.assignee is not None and ticket.assignee_id != turn.person.id:
        turn.toast(query.id, say("desk-has-it", name=ticket.assignee.name), alert=True)
    elif (why := await obstacle(turn, ticket)) is not None:
        turn.toast(query.id, why, alert=True)
    else:
        await claim(turn, ticket)
        await show(turn, await answers.begin(turn.session, ticket.id, turn.person.id, turn.now))
        turn.toast(query.id)


async def collecting(turn: Turn, ticket: Ticket) -> ExpertAnswer | None:
    """The answer to which what its expert writes now belongs."""
    answer = await answers.being_written(turn.session, ticket.id, turn.person.id)
    return answer if answer is not None and not answer.paused else None


async def add(turn: Turn, answer: ExpertAnswer, note: DeskNote, warning: str) -> None:
    """One more message of the answer; `warning` is what of it the client will not get."""
    await answers.add(turn.session, answer, note)
    if warning:
        await turn.say(warning, reply_to=int(note.message_id))
    await refresh(turn, answer)


async def take_out(turn: Turn, answer: ExpertAnswer, note: DeskNote) -> None:
    """`/del` on a message of it."""
    note.taken_back_at = turn.now
    await turn.session.flush()
    await refresh(turn, answer)


async def send(update: Update, context: DeskContext) -> None:
    """«Отправить ответ»: by whoever wrote it, once, and as it reads now. The work on the ticket is done with it."""
    turn, query, (number,) = context.turn, update.callback_query, context.numbers
    found = await _mine(turn, number)
    if query is None or found is None:
        await stale(update, context)
        return
    answer, ticket = found
    written = await answers.notes_of(turn.session, answer.id)
    if not written:
        turn.toast(query.id, say("answer-empty"), alert=True)
        return
    for note in written:
        note.ticket_id, note.sent_at, note.sent_by = ticket.id, turn.now, turn.person.id
    answer.sent_at = turn.now
    lifecycle.resolve(turn.session, ticket, turn.person, turn.now)
    lines = tuple(_line(turn, note, ticket) for note in written)
    await events.tell(turn.session, ticket.address, events.ExpertAnswered(ticket.id, turn.person.id, lines), turn.now)
    await cards.refresh(turn.session, ticket, turn.now)
    await _over(turn, answer, say("answer-sent", number=ticket.id))
    turn.toast(query.id, say("desk-sent"))


async def pause(update: Update, context: DeskContext) -> None:
    """«Отложить»: it is kept, and what is written meanwhile goes to the client at once."""
    turn, query, (number,) = context.turn, update.callback_query, context.numbers
    found = await _mine(turn, number)
    if query is None or found is None:
        await stale(update, context)
        return
    answer, ticket = found
    answer.paused = True
    await _over(turn, answer, say("answer-paused", number=ticket.id))
    turn.toast(query.id)


async def drop(update: Update, context: DeskContext) -> None:
    """«Не отправлять»: what was collected stays inside for good."""
    turn, query, (number,) = context.turn, update.callback_query, context.numbers
    found = await _mine(turn, number)
    if query is None or found is None:
        await stale(update, context)
        return
    answer, ticket = found
    answer.dropped_at = turn.now
    await _over(turn, answer, say("answer-dropped", number=ticket.id))
    turn.toast(query.id)


async def show(turn: Turn, answer: ExpertAnswer) -> None:
    """The answer as it is, at the end of the topic; where it stood before its buttons go."""
    if answer.shown_id is not None:
        await outbox.change(turn.session, answer.shown_id, None, turn.now, keyboard=())
    row = await turn.say(await _drawn(turn, answer), _keyboard(turn, answer))
    answer.shown_id = row.id


async def refresh(turn: Turn, answer: ExpertAnswer) -> None:
    """After a message has come or gone."""
    if answer.shown_id is None or answer.paused:
        return
    await outbox.change(turn.session, answer.shown_id, await _drawn(turn, answer), turn.now)


async def _mine(turn: Turn, number: int) -> tuple[ExpertAnswer, Ticket] | None:
    """An unfinished answer of whoever presses, while the ticket is theirs."""
    answer = await answers.get(turn.session, number)
    if answer is None or answer.staff_id != turn.person.id:
        return None
    ticket = await tickets.get(turn.session, answer.ticket_id)
    if ticket is None or not ticket.is_open or ticket.assignee_id != turn.person.id:
        return None
    return answer, ticket


async def _over(turn: Turn, answer: ExpertAnswer, words: str) -> None:
    """The message that showed it says what became of it."""
    if answer.shown_id is not None:
        await outbox.change(turn.session, answer.shown_id, RichText(words), turn.now, keyboard=())


async def _drawn(turn: Turn, answer: ExpertAnswer) -> RichText:
    written = await answers.notes_of(turn.session, answer.id)
    lines = [f"{number}. {_told(note)}" for number, note in enumerate(written[:_MOST_SHOWN], 1)]
    more = [say("answer-more", count=len(written) - _MOST_SHOWN)] if len(written) > _MOST_SHOWN else []
    heading = bold(say("answer-collecting", number=answer.ticket_id))
    return joined([heading, say("answer-how"), *([""] if lines else []), *lines, *more])


def _told(note: DeskNote) -> str:
    words = [note.text.text, *(described(one) for one in note.attachments)]
    return one_line(" ".join(filter(None, words)), _LINE)


def _keyboard(turn: Turn, answer: ExpertAnswer) -> Keyboard:
    send = Button(say("answer-button-send"), data=f"answer:send:{answer.id}", style=ButtonStyle.PRIMARY)
    aside = Button(say("answer-button-pause"), data=f"answer:wait:{answer.id}")
    away = Button(say("answer-button-drop"), data=f"answer:drop:{answer.id}")
    no = Button(say("answer-button-refuse"), data=f"refuse:{answer.ticket_id}")
    return ((send,), (aside, away), *(((no,),) if turn.refused_topics else ()))


def _line(turn: Turn, note: DeskNote, ticket: Ticket) -> events.StaffSaid:
    return events.StaffSaid(
        ticket.id,
        turn.person.id,
        note.text,
        notes.source(note),
        f"topic:{note.topic_id}",
        attachments=note.outgoing,
        pieces=notes.sources(note),
        preview=note.preview,
    )
