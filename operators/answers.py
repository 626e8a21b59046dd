"""Extended answers of the expert line while they are being written: messages of the topic that are kept together and go
to the client as one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ForeignKey, false, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

import operators.staff
import operators.tickets  # noqa: F401  (both are pointed to)
from bot.database import Base
from operators.notes import DeskNote


class ExpertAnswer(Base):
    """An answer of `staff_id` to a ticket. What they write in its topic belongs to it until it is sent or dropped;
    while it is `paused` their words go to the client at once, as usual. `shown_id` is the outbox row that shows it."""

    __tablename__ = "expert_answers"

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    shown_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    paused: Mapped[bool] = mapped_column(default=False, server_default=false())
    begun_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]


class AnswerNote(Base):
    """A message of the topic that belongs to an answer."""

    __tablename__ = "expert_answer_notes"

    note_id: Mapped[int] = mapped_column(ForeignKey("desk_notes.id"), primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("expert_answers.id"), index=True)


async def begin(session: AsyncSession, ticket_id: int, staff_id: int, now: datetime) -> ExpertAnswer:
    """The answer that somebody writes to a ticket: the one that was put aside, else a new one."""
    answer = await being_written(session, ticket_id, staff_id)
    if answer is None:
        answer = ExpertAnswer(ticket_id=ticket_id, staff_id=staff_id, begun_at=now)
        session.add(answer)
        await session.flush()
    answer.paused = False
    return answer


async def being_written(session: AsyncSession, ticket_id: int, staff_id: int) -> ExpertAnswer | None:
    """Somebody's answer to a ticket that was neither sent nor dropped, locked."""
    query = select(ExpertAnswer).where(ExpertAnswer.ticket_id == ticket_id, ExpertAnswer.staff_id == staff_id)
    unfinished = query.where(ExpertAnswer.sent_at.is_(None), ExpertAnswer.dropped_at.is_(None))
    return await session.scalar(unfinished.order_by(ExpertAnswer.id.desc()).limit(1).with_for_update())


async def get(session: AsyncSession, answer_id: int) -> ExpertAnswer | None:
    """An answer that was neither sent nor dropped, by its number, locked."""
    answer = await session.get(ExpertAnswer, answer_id, with_for_update=True)
    return answer if answer is not None and answer.sent_at is None and answer.dropped_at is None else None


async def add(session: AsyncSession, answer: ExpertAnswer, note: DeskNote) -> None:
    """One more message."""
    session.add(AnswerNote(note_id=note.id, answer_id=answer.id))
    note.ticket_id = answer.ticket_id
    await session.flush()


async def holding(session: AsyncSession, note: DeskNote) -> ExpertAnswer | None:
    """The unfinished answer that a message belongs to."""
    number = await session.scalar(select(AnswerNote.answer_id).where(AnswerNote.note_id == note.id))
    return await get(session, number) if number is not None else None


async def notes_of(session: AsyncSession, answer_id: int) -> Sequence[DeskNote]:
    """Its messages in order, without those that were taken back."""
    query = select(DeskNote).join(AnswerNote, AnswerNote.note_id == DeskNote.id)
    mine = query.where(AnswerNote.answer_id == answer_id, DeskNote.taken_back_at.is_(None))
    return (await session.scalars(mine.order_by(DeskNote.id))).all()
