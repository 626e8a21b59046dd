"""Meanings of texts as vectors, kept so that a text is sent to the embedding service once."""

from __future__ import annotations

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base


class Vector(Base):
    """The vector of a text by a model: 32-bit floats, little endian, of length one."""

    __tablename__ = "kb_vectors"

    model: Mapped[str] = mapped_column(String(200), primary_key=True)
    text_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the text, in hexadecimal digits."""
    values: Mapped[bytes] = mapped_column(LargeBinary)
