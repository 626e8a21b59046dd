"""What the line remembers of a dialogue between two messages: the open form, and what was asked last."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base

FORM_LIFE = timedelta(days=1)
"""A consent or a mark that nobody gave for a day is awaited no more, so that an old question takes no new words. A form
that asks for fields lives longer (`handlers.forms`)."""

QUESTION_LIFE = timedelta(hours=1)
"""For so long «позвать специалиста» means the question that was asked last."""

Asked = Sequence[Sequence[str]]
"""The lines of a question as JSON keeps them: a message's id, its text, and its attachments in words if it has any."""


class LookedUp(NamedTuple):
    """The words by which an answer was found, and whether the client chose it from an offer."""

    words: str
    chosen: bool = False


class Subject(NamedTuple):
    """What a conversation is about: the article (its key) that answered last, and the question."""

    article: str
    question: str


class Dialogue(Base):
    """One row for each address that ever wrote."""

    __tablename__ = "dialogues"
    __table_args__ = (Index("ix_dialogues_form_due", "form_due"),)

    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"), primary_key=True)
    form: Mapped[str | None] = mapped_column(String(40))
    form_data: Mapped[dict[str, Any]]
    form_at: Mapped[datetime | None]
    form_due: Mapped[datetime | None]
    """Until when the form waits, where that is not `FORM_LIFE` after it was opened."""
    asked_lines: Mapped[list[list[str]]] = mapped_column(JSON)
    asked_at: Mapped[datetime | None]
    answered_article: Mapped[str | None] = mapped_column(String(40))
    """The key of the article that was shown last."""
    answered_question: Mapped[str | None] = mapped_column(Text)
    answered_at: Mapped[datetime | None]
    offered_question: Mapped[str | None] = mapped_column(Text)
    """What articles were offered for, while none of them has been chosen."""
    offered_articles: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    """Their keys, in the order of the offer."""

    def begin(self, form: str, now: datetime, **data: Any) -> None:
        """Opens a form: free text goes to it until it is ended."""
        self.form, self.form_data, self.form_at, self.form_due = form, data, now, None

    def begin_beside(self, form: str, now: datetime, **data: Any) -> None:
        """Opens a form that can do without what is typed, unless one is being filled in: that goes first."""
        if self.form_due is None or self.open_form(now) is None:
            self.begin(form, now, **data)

    def wait(self, form: str, data: dict[str, Any], now: datetime, due: datetime) -> None:
        """A form that waits until `due`: opened, or filled in further."""
        self.form, self.form_data, self.form_at, self.form_due = form, data, now, due

    def end(self, form: str | None = None) -> None:
        """Closes whatever form is open; with a name that one alone."""
        if form is not None and self.form != form:
            return
        self.form, self.form_data, self.form_at, self.form_due = None, {}, None, None

    def open_form(self, now: datetime) -> str | None:
        """The name of the open form, unless it is too old."""
        if self.form_at is None:
            return None
        return self.form if now <= (self.form_due or self.form_at + FORM_LIFE) else None

    def ask(self, lines: Asked, now: datetime) -> None:
        """Remembers the last question."""
        self.asked_lines, self.asked_at = [list(line) for line in lines], now

    def ask_also(self, lines: Asked, now: datetime) -> None:
        """More words on the last question."""
        self.ask([*self.asked(now), *lines], now)

    def forget_question(self) -> None:
        """It is answered, or people have it."""
        self.asked_lines, self.asked_at, self.offered_question = [], None, None

    def asked(self, now: datetime) -> Asked:
        """The lines of the last question, none when there was none lately."""
        fresh = self.asked_at is not None and now - self.asked_at <= QUESTION_LIFE
        return self.asked_lines if fresh else []

    def question(self, now: datetime) -> str:
        """The words of the last question, empty when there was none lately."""
        return "\n".join(line[1] for line in self.asked(now) if line[1])

    def shown(self, now: datetime) -> str:
        """The last question as people read it: where there are no words it says what was sent."""
        return "\n".join(line[1] or "".join(line[2:]) for line in self.asked(now))

    def wordless_end(self, now: datetime) -> Asked:
        """What was sent without words behind the last words: it belongs to whatever is said next."""
        asked = self.asked(now)
        spoken = max((number for number, line in enumerate(asked, 1) if line[1]), default=0)
        return asked[spoken:]

    def answer(self, article: str, question: str, now: datetime) -> None:
        """Remembers what was answered last, and by which article (its key)."""
        self.answered_article, self.answered_question, self.answered_at = article, question, now
        self.offered_question = None

    def offer(self, articles: Sequence[str], question: str) -> None:
        """Remembers what is offered, and what for."""
        self.offered_articles, self.offered_question = list(articles), question

    def offered(self, now: datetime) -> Sequence[str]:
        """The keys of the articles that the client may choose from; none when that was long ago."""
        return self.offered_articles or () if self.offered_question is not None and self.asked(now) else ()

    def subject(self, now: datetime) -> Subject | None:
        """What was answered last, none when that is long ago."""
        fresh = self.answered_at is not None and now - self.answered_at <= QUESTION_LIFE
        if not fresh or self.answered_article is None or not self.answered_question:
            return None
        return Subject(self.answered_article, self.answered_question)

    def holds(self, message_id: str) -> bool:
        """Whether this message is a line of the last question."""
        return any(line[0] == message_id for line in self.asked_lines)

    def correct(self, corrected: Sequence[str]) -> bool:
        """A line of the last question as it is now. False when it says the same."""
        lines = [list(corrected) if line[0] == corrected[0] else line for line in self.asked_lines]
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
