"""The desk's commands: /take, /close, /help (`/del` is `operators.desk.taking_back`). How they may be spelt is
`operators.desk.spelling`."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message, Update

from bot.texts import say
from operators import tickets
from operators.desk import closing
from operators.desk.speaking import claim, obstacle
from operators.desk.turn import DeskContext, Turn, replied_to
from operators.desk.whose import ticket_of
from operators.tickets import Ticket
from operators.topics import Topic

_MOST_LISTED = 30
_NAME_LENGTH = 60


async def take(update: Update, context: DeskContext) -> None:
    """Takes the ticket that the command answers, or the only one that nobody has."""
    turn, message = context.turn, update.effective_message
    if message is None or (topic := await turn.topic_for(message)) is None:
        return
    free = [ticket for ticket in await tickets.open_in_topic(turn.session, topic.id) if not ticket.assignee_id]
    ticket = await meant(turn, topic, message, free)
    if ticket is None:
        await turn.say(say("desk-which-take" if free else "desk-none-to-take"), reply_to=message.message_id)
    elif ticket.is_open and (why := await obstacle(turn, ticket)) is not None:
        await turn.say(why, reply_to=message.message_id)
    elif await claim(turn, ticket):
        await turn.nod(message.message_id)
    elif ticket.assignee is not None and ticket.is_open:
        await turn.say(say("desk-has-it", name=ticket.assignee.name), reply_to=message.message_id)
    else:
        await turn.say(say("desk-is-over"), reply_to=message.message_id)


async def close(update: Update, context: DeskContext) -> None:
    """Ends the ticket that the command answers, or the author's only one, or the only one."""
    turn, message = context.turn, update.effective_message
    if message is None or (topic := await turn.topic_for(message)) is None:
        return
    open_here = await tickets.open_in_topic(turn.session, topic.id)
    mine = [ticket for ticket in open_here if ticket.assignee_id == turn.person.id]
    ticket = await meant(turn, topic, message, mine or open_here)
    if ticket is None:
        await turn.say(say("desk-which-close" if open_here else "desk-is-over"), reply_to=message.message_id)
    elif await closing.resolve(turn, ticket):
        await turn.nod(message.message_id)
    else:
        await turn.say(say("desk-is-over"), reply_to=message.message_id)


async def help_(update: Update, context: DeskContext) -> None:
    """What can be done here."""
    if update.effective_message is not None:
        await context.turn.say(say("desk-help"), reply_to=update.effective_message.message_id)


async def unknown(update: Update, context: DeskContext) -> None:
    """A mistyped command in a client's topic must not go to the client; elsewhere it is nobody's business."""
    message = update.effective_message
    if context.turn.topic is not None and message is not None and "@" not in (message.text or "").split(maxsplit=1)[0]:
        await context.turn.say(say("desk-unknown-command"), reply_to=message.message_id)


async def meant(turn: Turn, topic: Topic, message: Message, candidates: Sequence[Ticket]) -> Ticket | None:
    """The ticket that a command is about: the one it answers, else the only candidate."""
    answered = replied_to(message)
    named = await ticket_of(turn.session, topic, turn.key(answered)) if answered is not None else None
    if named is not None:
        return named
    return await tickets.get(turn.session, candidates[0].id) if len(candidates) == 1 else None
