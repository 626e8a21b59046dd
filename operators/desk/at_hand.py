"""Which ticket a command in a topic is about."""

from __future__ import annotations

from telegram import Message

from operators import tickets
from operators.desk.turn import Turn, replied_to
from operators.desk.whose import ticket_of
from operators.tickets import Ticket
from operators.topics import Topic


async def at_hand(turn: Turn, topic: Topic, message: Message) -> Ticket | None:
    """The one that it answers, else the author's only one, else the only open one; locked. None: it is not clear."""
    answered = replied_to(message)
    named = await ticket_of(turn.session, topic, turn.key(answered)) if answered is not None else None
    if named is not None:
        return named
    open_here = await tickets.open_in_topic(turn.session, topic.id)
    mine = [one for one in open_here if one.assignee_id == turn.person.id] or list(open_here)
    return await tickets.get(turn.session, mine[0].id) if len(mine) == 1 else None
