"""A client's reactions: on an operator's line in the place of the bot's mark, on the bot's own words told in words."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot import links
from bot.carriage import TRAITS
from bot.links import MessageKey
from bot.messages import Reacted
from bot.outbox import OutboxRow
from bot.outgoing import Ref
from bot.texts import say
from operators import marks, relay
from operators.marks import DELIVERED, StaffMark
from operators.tickets import Ticket
from operators.topics import CHANNEL


async def client_reacted(session: AsyncSession, reacted: Reacted, ticket: Ticket | None, now: datetime) -> None:
    """`ticket` is the open one. A reaction that was taken away gives the mark back."""
    where = reacted.address
    shown = await links.rows_shown_as(session, MessageKey(where.channel, where.peer, reacted.message_id))
    row = await session.get(OutboxRow, shown[0]) if shown else None
    if row is None:
        return
    mark, emoji = StaffMark.of(row), reacted.emoji
    settable = TRAITS[CHANNEL].settable(emoji) if emoji else None
    if mark is not None:
        await marks.react(session, mark, mark.id, settable or DELIVERED, now)
    if ticket is not None and emoji and (mark is None or settable is None):
        words = say("topic-reacted", emoji=emoji, words=await relay.beginning_of(session, shown) or "…")
        here = mark is not None and mark.topic_peer == f"topic:{ticket.topic_id}"
        await relay.tell_topic(session, ticket, words, now, reply_to=Ref(platform=mark.id) if mark and here else None)
