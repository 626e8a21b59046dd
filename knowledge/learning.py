"""What clients thought of the answers: kept from the first day, so that the base can learn from it."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base


class AnswerMark(Base):
    """«Помогло» or «Не помогло» under an answer."""

    __tablename__ = "answer_marks"
    __table_args__ = (Index("ix_answer_marks_article_id", "article_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    article_id: Mapped[str] = mapped_column(String(40))
    question: Mapped[str] = mapped_column(Text)
    helped: Mapped[bool]
    at: Mapped[datetime]
