"""What a client says, carried into their topic; and what staff should see there or in General."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import code_shape, links, outbox
from bot.clients import ClientAddress
from bot.content import Attachment
from bot.links import MessageKey
from bot.messages import Address, AnsweredElsewhere, Commented, Edited, Said
from bot.outbox import Lane, OutboxRow
from bot.outgoing import Keyboard, Ref, Send
from bot.richtext import RichText, joined, rich
from bot.texts import say
from operators import cards, tickets, topics
from operators.card_text import channel_name, in_turn, one_line
from operators.composing import Composed, Piece, pieces_of, words_of
from operators.history import IN_PUBLIC, Author, Line
from operators.tickets import Ticket
from operators.topics import CHANNEL, Desk

ONCE_WITHIN = timedelta(hours=1)
"""How long staff are not told the same trouble again."""

ABOUT = "about"
"""In the context of a row that stands in no client's topic: of which client it tells."""

_QUOTE_LENGTH = 120
_LOW_MARK = 3


async def client_said(session: AsyncSession, ticket: Ticket, said: Said | Sequence[Said], now: datetime) -> None:
    """One row of the topic: a message, the pieces of an album, or lines that were said together. A reply stays a reply;
    attachments name their files as rows. Nothing while the ticket has no topic."""
    if ticket.topic_id is None:
        return
    messages = [said] if isinstance(said, Said) else said
    reply_to, quote = await _answered(session, messages[0], _topic(ticket))
    attachments = tuple(attachment for message in messages for attachment in message.attachments)
    composed = Composed(pieces_of(messages), quote, await _heading(session, ticket))
    body = Send(
        composed.text,
        reply_to=reply_to,
        joinable=not attachments,
        attachments=attachments,
        preview=any(message.preview for message in messages),
    )
    sources = [_key(message.address, message_id) for message in messages for message_id in message.message_ids]
    context = {"ticket": ticket.id, **composed.to_context()}
    await outbox.enqueue(session, _topic(ticket), body, now, sources=sources, context=context)


async def post_missing(session: AsyncSession, now: datetime) -> None:
    """Cards for the open tickets that have none, with what there is to see and to hear; called at start."""
    for ticket in await tickets.without_topic(session):
        await cards.post(session, ticket, now)
        await show_attachments(session, ticket, now)


async def show_attachments(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """What the client sent until now beside words, behind the card that names it."""
    for pieces in in_turn(await cards.conversation(session, ticket)):
        if pieces[0].author is Author.CLIENT and any(line.attachments for line in pieces):
            await _shown(session, ticket, pieces, now)


def in_rows(messages: Sequence[Said]) -> list[list[Said]]:
    """Messages as the rows of the topic that they become: neighbouring texts are one, an album is one, anything else
    with attachments is one by itself."""
    return [list(row) for _, row in groupby(messages, _row_of)]


async def client_edited(
    session: AsyncSession, edited: Edited, now: datetime, brought: Sequence[Attachment] | None = None
) -> bool:
    """The client's correction, in the line that carries the message. `brought` are the attachments that it brought
    when it changed those: then it is a line of its own. False when no topic knows the message."""
    source = _key(edited.address, edited.message_id)
    carrying = await links.rows_carrying(session, source, CHANNEL)
    if not carrying:
        return False
    row = await session.get_one(OutboxRow, carrying[0])
    ticket_id = row.context.get("ticket")
    ticket = await session.get(Ticket, ticket_id) if ticket_id is not None else None
    if ticket is not None and ticket.topic_id is not None and _topic(ticket) != row.address:
        # Its client stands elsewhere now: nobody looks at the old topic any more.
        await client_corrected(session, ticket, edited, now, brought)
        return True
    if brought is None and await _changed_in_place(session, row, edited, now):
        return True
    await _correction(session, row.address, ticket_id, edited, now, brought or (), Ref(outbox=row.id))
    return True


async def client_corrected(
    session: AsyncSession, ticket: Ticket, edited: Edited, now: datetime, brought: Sequence[Attachment] | None = None
) -> None:
    """A correction of what the topic does not carry (it stands on the card): a line of its own."""
    if ticket.topic_id is not None:
        await _correction(session, _topic(ticket), ticket.id, edited, now, brought or ())


async def client_commented(
    session: AsyncSession, ticket: Ticket, comment: Commented, attachments: Sequence[Attachment], now: datetime
) -> None:
    """What the client wrote for all to see."""
    text = joined([say("topic-comment", url=comment.url), *([comment.text] if comment.text else [])])
    await _carried(session, ticket, text, attachments, public_key(comment), now)


async def answered_elsewhere(
    session: AsyncSession, ticket: Ticket, answer: AnsweredElsewhere, attachments: Sequence[Attachment], now: datetime
) -> None:
    """What a colleague wrote to the client past this service."""
    heading = say("topic-answered-elsewhere", channel=channel_name(answer.address.channel))
    text = joined([heading, *([answer.text] if answer.text else [])])
    await _carried(session, ticket, text, attachments, _key(answer.address, answer.message_id), now)


def public_key(comment: Commented) -> MessageKey:
    """A comment is no message of the private dialogue: it cannot be replied to there."""
    return MessageKey(comment.address.channel, IN_PUBLIC, comment.message_id)


async def tell_topic(
    session: AsyncSession,
    ticket: Ticket,
    text: RichText | str,
    now: datetime,
    *,
    lane: Lane = Lane.NOTICE,
    reply_to: Ref | None = None,
) -> None:
    """A line for staff in the ticket's topic; nothing while it has none."""
    if ticket.topic_id is not None:
        await outbox.enqueue(session, _topic(ticket), Send(rich(text), reply_to=reply_to), now, lane=lane)


async def tell_general(
    session: AsyncSession,
    text: RichText | str,
    now: datetime,
    merge_key: str | None = None,
    *,
    desk: Desk | None = None,
    keyboard: Keyboard = (),
    within: timedelta = ONCE_WITHIN,
    context: dict[str, Any] | None = None,
    about: int | None = None,
) -> None:
    """A line for staff in General (of the hotline's desk, unless told otherwise); nothing where there is no desk.

    The same `merge_key` is told once `within` so long. `about`: the client whose name or words it tells; it is
    destroyed with them.
    """
    if about is not None:
        context = {**(context or {}), ABOUT: about}
    desk = desk or await topics.desk_for(session)
    if desk is None or (merge_key and await _told_lately(session, merge_key, now - within)):
        return
    body = Send(rich(text), keyboard)
    await outbox.enqueue(
        session, topics.general(desk), body, now, lane=Lane.NOTICE, merge_key=merge_key, context=context
    )


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


async def beginning_of(session: AsyncSession, shown: Sequence[int]) -> str | None:
    """The first words of what stands in these rows, in one line; a code for the other messenger is for nobody else."""
    for row_id in shown:
        row = await session.get(OutboxRow, row_id)
        if row is not None and isinstance(row.body, Send):
            return one_line(code_shape.blotted(row.body.text).text, _QUOTE_LENGTH)
    return None


async def _shown(session: AsyncSession, ticket: Ticket, pieces: Sequence[Line], now: datetime) -> None:
    """What the history has kept, as it would have been carried when it was said."""
    if ticket.topic_id is None:
        return
    composed = Composed(tuple(Piece(line.source_id or "", rich(line.text)) for line in pieces))
    attachments = tuple(attachment for line in pieces for attachment in line.attachments)
    sources = [line.source for line in pieces if line.source is not None]
    context = {"ticket": ticket.id, **composed.to_context()}
    body = Send(composed.text, attachments=attachments)
    await outbox.enqueue(session, _topic(ticket), body, now, sources=sources, context=context)


async def _carried(
    session: AsyncSession,
    ticket: Ticket,
    text: RichText,
    attachments: Sequence[Attachment],
    source: MessageKey,
    now: datetime,
) -> None:
    if ticket.topic_id is not None:
        body = Send(text, attachments=tuple(attachments))
        await outbox.enqueue(session, _topic(ticket), body, now, sources=[source])


def _topic(ticket: Ticket) -> Address:
    return Address(CHANNEL, f"topic:{ticket.topic_id}")


def _key(address: Address, message_id: str) -> MessageKey:
    return MessageKey(address.channel, address.peer, message_id)


def _row_of(said: Said) -> str:
    """What messages of one row have in common."""
    if not said.attachments:
        return "text"
    return f"album:{said.album}" if said.album else f"message:{said.message_id}"


async def _changed_in_place(session: AsyncSession, row: OutboxRow, edited: Edited, now: datetime) -> bool:
    """False when the line does not stand there, or was not put together from this message."""
    composed = Composed.of(row.context)
    if composed is None or all(piece.message_id != edited.message_id for piece in composed.pieces):
        return False
    corrected = composed.corrected(edited.message_id, words_of(edited))
    if await outbox.change(session, row.id, corrected.text, now) is None:
        return False
    row.context = {**row.context, **corrected.to_context()}
    return True


async def _correction(
    session: AsyncSession,
    topic: Address,
    ticket_id: int | None,
    edited: Edited,
    now: datetime,
    attachments: Sequence[Attachment],
    reply_to: Ref | None = None,
) -> None:
    composed = Composed((Piece(edited.message_id, words_of(edited)),), heading=say("topic-corrected"))
    body = Send(composed.text, reply_to=reply_to, joinable=not attachments, attachments=tuple(attachments))
    source = _key(edited.address, edited.message_id)
    context = {"ticket": ticket_id, **composed.to_context()}
    await outbox.enqueue(session, topic, body, now, sources=[source], context=context)


async def _answered(session: AsyncSession, said: Said, topic: Address) -> tuple[Ref | None, str | None]:
    """What the client replies to, as the topic knows it: a message to reply to, words to quote (what stands in another
    topic cannot be replied to in this one), or both, where the client picked some words out of the message."""
    if said.reply_to is None:
        return None, None
    target = _key(said.address, said.reply_to)
    picked = one_line(code_shape.blotted(said.quote).text, _QUOTE_LENGTH) or None
    own = await links.rows_carrying(session, target, CHANNEL)
    if own and (await session.get_one(OutboxRow, own[0])).address == topic:
        return Ref(outbox=own[0]), picked
    if own:
        return None, picked or await beginning_of(session, own)
    shown = await links.rows_shown_as(session, target)
    staffs = [source for source in await links.sources_of(session, shown) if source.channel == CHANNEL]
    if staffs and await _staff_wrote_in(session, shown, topic):
        return Ref(platform=staffs[0].id), picked
    return None, picked or await beginning_of(session, shown)


async def _heading(session: AsyncSession, ticket: Ticket) -> str | None:
    """Which of the open tickets in one topic a line belongs to; nothing where there is only one."""
    if not await tickets.has_neighbours(session, ticket):
        return None
    address = await session.get_one(ClientAddress, ticket.address_id)
    return say("desk-line-of", number=ticket.id, channel=channel_name(address.channel))


async def _staff_wrote_in(session: AsyncSession, shown: Sequence[int], topic: Address) -> bool:
    row = await session.get(OutboxRow, shown[0]) if shown else None
    return row is not None and row.context.get("staff_message", {}).get("topic_peer", topic.peer) == topic.peer


async def _told_lately(session: AsyncSession, merge_key: str, since: datetime) -> bool:
    query = select(OutboxRow.id).where(OutboxRow.merge_key == merge_key, OutboxRow.created_at > since)
    return await session.scalar(query.limit(1)) is not None
