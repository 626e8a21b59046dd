"""Staff react to what a client said: the client sees it under their message."""

from __future__ import annotations

from telegram import ReactionTypeEmoji, Update

from operators import events
from operators.desk.content import emoji_of
from operators.desk.turn import DeskContext
from operators.desk.whose import ticket_of_client_line


async def reacted(update: Update, context: DeskContext) -> None:
    """Only the assignee speaks to the client, by reactions too; and only what the client said can be reacted to there:
    on cards, on colleagues' messages and on one's own a reaction stays what it is."""
    turn, change = context.turn, update.message_reaction
    if change is None or turn.staff is None:
        return
    emoji = emoji_of(change)
    if emoji is None and not any(isinstance(one, ReactionTypeEmoji) for one in change.old_reaction):
        return  # A picture of Telegram's own came or went: the client knew nothing of it.
    message = turn.key(change.message_id)
    ticket = await ticket_of_client_line(turn.session, message)
    if ticket is not None and ticket.assignee_id == turn.staff.id:
        event = events.StaffReacted(message, emoji, turn.staff.id, ticket.id)
        await events.tell(turn.session, ticket.address, event, turn.now)
