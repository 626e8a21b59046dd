"""What a client says, carried into their topic; and what staff should see there or in General."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import links, outbox
from bot.links import MessageKey
from bot.messages import Address, Edited, Keyboard, Ref, Said, Send
from bot.outbox import Lane, OutboxRow
from bot.richtext import RichText, SpanKind, joined, rich
from bot.texts import say
from operators import cards, topics
from operators.tickets import Ticket
from operators.topics import CHANNEL, Desk

ONCE_WITHIN = timedelta(hours=1)
"""How long staff are not told the same trouble again."""

_QUOTE_LENGTH = 120
_LOW_MARK = 3


async def client_said(session: AsyncSession, ticket: Ticket, said: Said, now: datetime) -> None:
    """A line of the client in the topic; a reply stays a reply. Nothing while the ticket has no topic."""
    if ticket.topic_id is None:
        return
    sources = [_key(said.address, message_id) for message_id in said.message_ids]
    reply_to, quote = await _answered(session, said)
    body = Send(_line(said.text, quote), reply_to=reply_to, joinable=True)
    context = {"ticket": ticket.id} | ({"quote": quote} if quote else {})
    await outbox.enqueue(session, _topic(ticket), body, now, sources=sources, context=context)


async def client_edited(session: AsyncSession, edited: Edited, now: datetime) -> bool:
    """The client's correction, in the line that carries the message. False when no topic knows it."""
    source = _key(edited.address, edited.message_id)
    carrying = await links.rows_carrying(session, source, CHANNEL)
    if not carrying:
        return False
    row = await session.get_one(OutboxRow, carrying[0])
    # A line that carries several messages cannot be told apart any more: the new wording comes as a line of its own.
    if await links.sources_of(session, [row.id]) == [source]:
        text = _line(edited.text, row.context.get("quote"))
        if await outbox.change(session, row.id, text, now) is not None:
            return True
    correction = rich(say("desk-corrected") + " ") + edited.text
    body = Send(correction, reply_to=Ref(outbox=row.id), joinable=True)
    context = {"ticket": row.context.get("ticket")}
    await outbox.enqueue(session, row.address, body, now, sources=[source], context=context)
    return True


async def tell_topic(
    session: AsyncSession, ticket: Ticket, text: RichText | str, now: datetime, *, lane: Lane = Lane.NOTICE
) -> None:
    """A line for staff in the ticket's topic; nothing while it has none."""
    if ticket.topic_id is not None:
        await outbox.enqueue(session, _topic(ticket), Send(rich(text)), now, lane=lane)


async def tell_general(
    session: AsyncSession,
    text: RichText | str,
    now: datetime,
    merge_key: str | None = None,
    *,
    desk: Desk | None = None,
    keyboard: Keyboard = (),
) -> None:
    """A line for staff in General (of the hotline's desk, unless told otherwise); nothing where there is no desk.

    The same `merge_key` is told once within `ONCE_WITHIN`.
    """
    desk = desk or await topics.desk_for(session, "hotline")
    if desk is None or (merge_key and await _told_lately(session, merge_key, now)):
        return
    body = Send(rich(text), keyboard)
    await outbox.enqueue(session, topics.general(desk), body, now, lane=Lane.NOTICE, merge_key=merge_key)


async def tell_rating(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """The client's mark (and comment): always on the card; a low mark and a comment also as a line in the topic."""
    await cards.refresh(session, ticket, now)
    if ticket.rating is None:
        return
    if ticket.rating_comment:
        words = say("desk-rated-comment", number=ticket.id, mark=ticket.rating, comment=ticket.rating_comment)
    elif ticket.rating <= _LOW_MARK:
        words = say("desk-rated", number=ticket.id, mark=ticket.rating)
    else:
        return
    await tell_topic(session, ticket, words, now)


def _topic(ticket: Ticket) -> Address:
    return Address(CHANNEL, f"topic:{ticket.topic_id}")


def _key(address: Address, message_id: str) -> MessageKey:
    return MessageKey(address.channel, address.peer, message_id)


def _line(text: RichText, quote: str | None) -> RichText:
    """The client's words, below a short quote of what they answer."""
    return joined([rich(quote).styled(SpanKind.QUOTE), text]) if quote else text


async def _answered(session: AsyncSession, said: Said) -> tuple[Ref | None, str | None]:
    """What the client replies to, as the topic knows it: a message to reply to, or words to quote."""
    if said.reply_to is None:
        return None, None
    target = _key(said.address, said.reply_to)
    own = await links.rows_carrying(session, target, CHANNEL)
    if own:
        return Ref(outbox=own[0]), None
    shown = await links.rows_shown_as(session, target)
    staffs = [source for source in await links.sources_of(session, shown) if source.channel == CHANNEL]
    if staffs:
        return Ref(platform=staffs[0].id), None
    return None, await _quote(session, shown)


async def _quote(session: AsyncSession, shown: Sequence[int]) -> str | None:
    """The beginning of what the bot said by itself."""
    for row_id in shown:
        row = await session.get(OutboxRow, row_id)
        if row is not None and isinstance(row.body, Send):
            words = " ".join(row.body.text.text.split())
            return words if len(words) <= _QUOTE_LENGTH else words[:_QUOTE_LENGTH].rstrip() + "…"
    return None


async def _told_lately(session: AsyncSession, merge_key: str, now: datetime) -> bool:
    query = select(OutboxRow.id).where(OutboxRow.merge_key == merge_key, OutboxRow.created_at > now - ONCE_WITHIN)
    return await session.scalar(query.limit(1)) is not None
