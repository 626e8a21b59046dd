"""Letters to clients by e-mail: which ticket each belongs to, under which Message-ID it left, and what became of it.

A letter goes beside the chat, never instead of it, so one that fails takes nothing away from the client.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import ForeignKey, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot import outbox
from bot.content import Attachment
from bot.database import Base
from bot.links import MessageLink
from bot.messages import Address
from bot.outbox import OutboxRow, OutboxState
from bot.outgoing import Keyboard, LetterHead, Send
from bot.richtext import RichText
from bot.texts import say
from operators import relay, tickets
from operators.reasons import human_reason
from operators.tickets import Ticket

log = structlog.get_logger(__name__)

CHANNEL = "email"

_LETTER = "letter"
"""Where an outbox row's context names its letter."""


class Letter(Base):
    """A letter to a client. `failure` is why it did not arrive (as the row says it, or a bounce), None while all is
    well."""

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), unique=True)
    address: Mapped[str] = mapped_column(String(254))
    """Whom it went to, in lower case."""
    message_id: Mapped[str | None] = mapped_column(String(200), index=True)
    sent_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    failure: Mapped[str | None] = mapped_column(Text)
    auto_replied_at: Mapped[datetime | None]
    """When staff were told that a program has answered it."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a letter is to say. `reply_to`: where an answer goes, if not to the sender; `answers` the Message-ID of the
    client's letter; nobody wrote what is `automatic` (a confirmation)."""

    subject: str
    text: RichText
    keyboard: Keyboard = ()
    attachments: tuple[Attachment, ...] = ()
    reply_to: str | None = None
    answers: str | None = None
    automatic: bool = False


async def post(session: AsyncSession, ticket: Ticket, to: str, draft: Draft, now: datetime) -> Letter:
    """Writes a letter into the outbox, in one thread with the earlier ones of its ticket."""
    earlier = await _sent(session, ticket, to)
    head = LetterHead(
        draft.subject,
        in_reply_to=draft.answers or (earlier[-1] if earlier else None),
        references=tuple(earlier),
        reply_to=draft.reply_to,
        automatic=draft.automatic,
    )
    body = Send(draft.text, draft.keyboard, attachments=draft.attachments, head=head)
    row = await outbox.enqueue(session, Address(CHANNEL, to), body, now)
    letter = Letter(ticket_id=ticket.id, outbox_id=row.id, address=to.lower())
    session.add(letter)
    await session.flush()
    row.context = {_LETTER: letter.id}
    return letter


async def answered(session: AsyncSession, message_ids: Collection[str]) -> Letter | None:
    """The newest letter that one of these Message-IDs names; files that followed a letter count as the letter."""
    rows = select(MessageLink.outbox_id).where(MessageLink.channel == CHANNEL, MessageLink.platform_id.in_(message_ids))
    query = select(Letter).where(Letter.message_id.in_(message_ids) | Letter.outbox_id.in_(rows))
    return await session.scalar(query.order_by(Letter.id.desc()).limit(1))


async def note_outcome(session: AsyncSession, row: OutboxRow, result: str | None, now: datetime) -> None:
    """Listener of the mail's outlet: keeps the Message-ID, or tells the topic why there is none."""
    number = row.context.get(_LETTER)
    letter = await session.get(Letter, number) if number is not None else None
    if letter is None or row.state is OutboxState.CANCELLED:
        return
    if row.state is not OutboxState.SENT:
        await failed(session, letter, row.error, now)
    elif letter.outbox_id == row.id:
        letter.message_id, letter.sent_at = result, now


async def failed(session: AsyncSession, letter: Letter, reason: str | None, now: datetime) -> None:
    """The letter was refused, or came back: staff are told once, in the ticket's topic; what was said in the chat
    stands."""
    if letter.failed_at is not None:
        return
    letter.failed_at, letter.failure = now, reason
    log.warning("letter.failed", letter=letter.id, ticket=letter.ticket_id)
    ticket = await tickets.get(session, letter.ticket_id)
    if ticket is not None:
        await relay.tell_topic(session, ticket, say("topic-letter-failed", reason=human_reason(reason)), now)


async def _sent(session: AsyncSession, ticket: Ticket, to: str) -> list[str]:
    """The Message-IDs of the ticket's letters to this address, oldest first."""
    where = (Letter.ticket_id == ticket.id, Letter.address == to.lower(), Letter.message_id.is_not(None))
    query = select(Letter.message_id).where(*where).order_by(Letter.id)
    return [number for number in await session.scalars(query) if number]
