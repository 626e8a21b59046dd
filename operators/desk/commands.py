"""The desk's commands: /take, /close, /queue, /help (`/del` is `operators.desk.taking_back`). How they may be spelt is
`operators.desk.spelling`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from telegram import Message, Update

from bot.richtext import RichText, bold, joined, link, rich
from bot.texts import say
from operators import complaints, tickets, topics
from operators.card_text import one_line
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
    ticket = await _meant(turn, topic, message, free)
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
    ticket = await _meant(turn, topic, message, mine or open_here)
    if ticket is None:
        await turn.say(say("desk-which-close" if open_here else "desk-is-over"), reply_to=message.message_id)
    elif await closing.resolve(turn, ticket):
        await turn.nod(message.message_id)
    else:
        await turn.say(say("desk-is-over"), reply_to=message.message_id)


async def queue(update: Update, context: DeskContext) -> None:
    """The open tickets: number, client, since when, who has it; each a link to its topic."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    waiting = [
        one
        for one in await tickets.all_open(turn.session)
        if await complaints.may_see(turn.session, one, turn.person.id, turn.serves)
    ]
    if not waiting:
        await turn.say(say("desk-queue-empty"), reply_to=message.message_id)
        return
    lines = [await _listed(turn, ticket) for ticket in waiting[:_MOST_LISTED]]
    more = [say("desk-queue-more", count=len(waiting) - _MOST_LISTED)] if len(waiting) > _MOST_LISTED else []
    await turn.say(joined([bold(say("desk-queue")), *lines, *more]), reply_to=message.message_id)


async def help_(update: Update, context: DeskContext) -> None:
    """What can be done here."""
    if update.effective_message is not None:
        await context.turn.say(say("desk-help"), reply_to=update.effective_message.message_id)


async def unknown(update: Update, context: DeskContext) -> None:
    """A mistyped command in a client's topic must not go to the client; elsewhere it is nobody's business."""
    message = update.effective_message
    if context.turn.topic is not None and message is not None and "@" not in (message.text or "").split(maxsplit=1)[0]:
        await context.turn.say(say("desk-unknown-command"), reply_to=message.message_id)


async def _meant(turn: Turn, topic: Topic, message: Message, candidates: Sequence[Ticket]) -> Ticket | None:
    """The ticket that a command is about: the one it answers, else the only candidate."""
    answered = replied_to(message)
    named = await ticket_of(turn.session, topic, turn.key(answered)) if answered is not None else None
    if named is not None:
        return named
    return await tickets.get(turn.session, candidates[0].id) if len(candidates) == 1 else None


async def _listed(turn: Turn, ticket: Ticket) -> RichText:
    number = say("desk-card-number", number=ticket.id)
    topic = await turn.session.get(Topic, ticket.topic_id) if ticket.topic_id is not None else None
    place = _url(turn, topic)
    who = one_line(ticket.client.name, _NAME_LENGTH)
    state = (
        say("desk-state-assigned", assignee=one_line(ticket.assignee.name, _NAME_LENGTH))
        if ticket.assignee is not None
        else say("desk-queue-waits", time=_ago(ticket.opened_at, turn.now))
    )
    return (link(number, place) if place else rich(number)) + f" · {who} · {state}"


def _url(turn: Turn, topic: Topic | None) -> str | None:
    """The topic's address in Telegram, for the desk's own topics."""
    return topics.url(turn.desk, topic) if topic is not None and topic.desk_id == turn.desk.id else None


def _ago(since: datetime, now: datetime) -> str:
    minutes = max(0, int((now - since).total_seconds() // 60))
    if minutes < 60:
        return say("desk-minutes", minutes=minutes)
    return say("desk-hours", hours=minutes // 60, minutes=minutes % 60)
