"""What the line remembers of a dialogue between two messages: the open form, and what was asked last."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base

FORM_LIFE = timedelta(days=1)
"""A form that nobody filled in for a day is forgotten, so that an old question takes no new words."""

QUESTION_LIFE = timedelta(hours=1)
"""For so long «позвать специалиста» means the question that was asked last."""


class Dialogue(Base):
    """One row for each address that ever wrote."""

    __tablename__ = "dialogues"

    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"), primary_key=True)
    form: Mapped[str | None] = mapped_column(String(40))
    form_data: Mapped[dict[str, Any]]
    form_at: Mapped[datetime | None]
    question: Mapped[str | None] = mapped_column(Text)
    question_ids: Mapped[str | None] = mapped_column(Text)
    question_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]

    def begin(self, form: str, now: datetime, **data: Any) -> None:
        """Opens a form: free text goes to it until it is ended."""
        self.form, self.form_data, self.form_at = form, data, now

    def end(self) -> None:
        """Closes whatever form is open."""
        self.form, self.form_data, self.form_at = None, {}, None

    def open_form(self, now: datetime) -> str | None:
        """The name of the open form, unless it is too old."""
        fresh = self.form_at is not None and now - self.form_at <= FORM_LIFE
        return self.form if fresh else None

    def asked(self, question: str, message_ids: tuple[str, ...], now: datetime) -> None:
        """Remembers the last question."""
        self.question, self.question_ids, self.question_at = question, " ".join(message_ids), now

    def last_question(self, now: datetime) -> str:
        """The last question, empty when there was none lately."""
        fresh = self.question_at is not None and now - self.question_at <= QUESTION_LIFE
        return (self.question or "") if fresh else ""

    def is_last_question(self, message_id: str) -> bool:
        """Whether this message was (a line of) the last question."""
        return message_id in (self.question_ids or "").split()


async def dialogue_of(session: AsyncSession, address_id: int) -> Dialogue:
    """The dialogue with an address, made at the first message."""
    dialogue = await session.get(Dialogue, address_id)
    if dialogue is None:
        dialogue = Dialogue(address_id=address_id, form_data={})
        session.add(dialogue)
    return dialogue
