"""What the line remembers of a dialogue between two messages: the open form, and what was asked last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base

FORM_LIFE = timedelta(days=1)
"""A form that nobody filled in for a day is forgotten, so that an old question takes no new words."""

QUESTION_LIFE = timedelta(hours=1)
"""For so long «позвать специалиста» means the question that was asked last."""

Asked = Sequence[Sequence[str]]
"""The lines of a question as JSON keeps them: pairs of a message's id and its text."""


class Dialogue(Base):
    """One row for each address that ever wrote."""

    __tablename__ = "dialogues"

    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"), primary_key=True)
    form: Mapped[str | None] = mapped_column(String(40))
    form_data: Mapped[dict[str, Any]]
    form_at: Mapped[datetime | None]
    asked_lines: Mapped[list[list[str]]] = mapped_column(JSON)
    asked_at: Mapped[datetime | None]

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

    def ask(self, lines: Asked, now: datetime) -> None:
        """Remembers the last question."""
        self.asked_lines, self.asked_at = [list(line) for line in lines], now

    def ask_also(self, lines: Asked, now: datetime) -> None:
        """More words on the last question."""
        self.ask([*self.asked(now), *lines], now)

    def forget_question(self) -> None:
        """It is answered, or people have it."""
        self.asked_lines, self.asked_at = [], None

    def asked(self, now: datetime) -> Asked:
        """The lines of the last question, none when there was none lately."""
        fresh = self.asked_at is not None and now - self.asked_at <= QUESTION_LIFE
        return self.asked_lines if fresh else []

    def question(self, now: datetime) -> str:
        """The last question, empty when there was none lately."""
        return "\n".join(text for _, text in self.asked(now))

    def holds(self, message_id: str) -> bool:
        """Whether this message is a line of the last question."""
        return any(known == message_id for known, _ in self.asked_lines)

    def correct(self, message_id: str, text: str) -> bool:
        """New wording of a line of the last question. False when it says the same."""
        lines = [[known, text if known == message_id else said] for known, said in self.asked_lines]
        changed = lines != self.asked_lines
        self.asked_lines = lines
        return changed


async def dialogue_of(session: AsyncSession, address_id: int) -> Dialogue:
    """The dialogue with an address, made at the first message."""
    dialogue = await session.get(Dialogue, address_id)
    if dialogue is None:
        dialogue = Dialogue(address_id=address_id, form_data={}, asked_lines=[])
        session.add(dialogue)
    return dialogue
