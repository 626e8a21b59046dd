"""Secrets that the service makes for itself once, and keeps: links that it signed stay good after a restart."""

from __future__ import annotations

import secrets

from sqlalchemy import String, Text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot.database import Base, insert_for

_BYTES = 32


class KeptSecret(Base):
    """A secret by its name, in hexadecimal digits."""

    __tablename__ = "kept_secrets"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


async def secret(session: AsyncSession, name: str) -> bytes:
    """The secret of that name, made at the first time; the same for everybody who asks at once."""
    made = {"name": name, "value": secrets.token_hex(_BYTES)}
    await session.execute(insert_for(session, KeptSecret).values(made).on_conflict_do_nothing())
    return bytes.fromhex((await session.get_one(KeptSecret, name)).value)
