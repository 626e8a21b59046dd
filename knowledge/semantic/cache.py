"""Meanings of texts as vectors, kept so that a text of the base is sent to the embedding service once.

Only the base's own texts are kept: what clients wrote stays in memory.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256

import numpy as np
from sqlalchemy import LargeBinary, String, delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, insert_for
from knowledge.semantic.service import Vectors

_AT_ONCE = 500
"""Rows a statement: SQLite takes a limited number of parameters."""


class Vector(Base):
    """The vector of a text by a model: 32-bit floats, little endian, of length one."""

    __tablename__ = "kb_vectors"

    model: Mapped[str] = mapped_column(String(200), primary_key=True)
    text_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the text, in hexadecimal digits."""
    values: Mapped[bytes] = mapped_column(LargeBinary)


def name_of(text: str) -> str:
    """What a text's vector is kept under."""
    return sha256(text.encode("utf-8", "replace")).hexdigest()


async def known(session: AsyncSession, model: str, names: Collection[str]) -> Mapping[str, Vectors]:
    """The vectors that are there already, each of shape (length,)."""
    found: dict[str, Vectors] = {}
    for some in _in_parts(list(names)):
        query = select(Vector.text_hash, Vector.values).where(Vector.model == model, Vector.text_hash.in_(some))
        found |= {name: np.frombuffer(values, "<f4") for name, values in await session.execute(query)}
    return found


async def keep(session: AsyncSession, model: str, vectors: Iterable[tuple[str, Vectors]]) -> None:
    """Keeps vectors; what another copy of the service kept meanwhile stays as it is."""
    rows = [{"model": model, "text_hash": name, "values": row.astype("<f4").tobytes()} for name, row in vectors]
    if rows:
        await session.execute(insert_for(session, Vector).on_conflict_do_nothing(), rows)


async def forget(session: AsyncSession, model: str, names: Collection[str]) -> None:
    """Lets go of what the base no longer says, and of other models' vectors."""
    kept = set(names)
    await session.execute(delete(Vector).where(Vector.model != model))
    unused = [name for name in await session.scalars(select(Vector.text_hash)) if name not in kept]
    for some in _in_parts(unused):
        await session.execute(delete(Vector).where(Vector.text_hash.in_(some)))


def _in_parts(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + _AT_ONCE] for start in range(0, len(names), _AT_ONCE))
