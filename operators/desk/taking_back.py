"""`/del` as a reply: what went to the client vanishes there, where the platform allows it.

On an operator's message it is that message; on a card, the article that was sent from it last.
"""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message, Update

from bot.describing import without_described
from bot.texts import say
from knowledge import confirming
from operators import answers, events, notes, tickets
from operators.desk.expert import collecting
from operators.desk.turn import DeskContext, Turn, replied_to
from operators.desk.whose import ticket_of_card
from operators.notes import DeskNote
from operators.tickets import Ticket
from operators.topics import Topic


async def take_back(update: Update, context: DeskContext) -> None:
    """Asks the client's conversation to take it back; the outcome is marked on the command."""
    turn, message = context.turn, update.effective_message
    if turn.topic is None or message is None:
        return
    answered = replied_to(message)
    ticket = await ticket_of_card(turn.session, turn.topic, turn.key(answered)) if answered is not None else None
    if answered is None:
        refusal: str | None = "desk-del-how"
    elif ticket is not None:
        refusal = await _article(turn, turn.topic, message, ticket, answered)
    else:
        refusal = await _line(turn, turn.topic, message, answered)
    if refusal is not None:
        await turn.say(say(refusal), reply_to=message.message_id)


async def _line(turn: Turn, topic: Topic, message: Message, answered: str) -> str | None:
    note = await notes.find(turn.session, turn.chat, answered)
    ticket = await tickets.get(turn.session, note.ticket_id) if note is not None and note.ticket_id else None
    if note is not None and (answer := await answers.holding(turn.session, note)) is not None:
        await collecting.take_out(turn, answer, note)
        await turn.nod(message.message_id)
        return None
    if note is None or note.sent_at is None or ticket is None:
        return "desk-del-not-sent"
    if turn.person.id not in (note.staff_id, ticket.assignee_id):
        return "desk-del-not-yours"
    for one in await _whole(turn, note):
        one.taken_back_at = turn.now
        event = events.StaffTookBack(notes.source(one), turn.key(message.message_id), topic.address.peer)
        await events.tell(turn.session, ticket.address, event, turn.now)
    return None


async def _whole(turn: Turn, note: DeskNote) -> Sequence[DeskNote]:
    """An album is taken back as a whole, also the pieces of it that came late and went for the same ticket."""
    if note.album is None:
        return [note]
    those = await notes.of_album(turn.session, note.topic_id, note.album)
    return [one for one in those if one.sent_at is not None and one.ticket_id == note.ticket_id]


async def _article(turn: Turn, topic: Topic, message: Message, ticket: Ticket, card: str) -> str | None:
    if not ticket.sent_suggestions:
        return "desk-del-nothing-on-card"
    if ticket.assignee_id not in (None, turn.person.id):
        return "desk-del-not-yours"
    command = turn.key(message.message_id)
    article = ticket.sent_suggestions[-1]
    if article in turn.articles:
        await confirming.withdraw(turn.session, turn.articles[article].id, without_described(ticket.question))
    event = events.ArticleTakenBack(ticket.id, article, turn.key(card), command, topic.address.peer)
    await events.tell(turn.session, ticket.address, event, turn.now)
    return None
