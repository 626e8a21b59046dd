"""The contact card of a client: what they told of themselves when it was needed, or what their contract tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

import operators.organisations  # noqa: F401  (they are pointed to)
from bot.database import Base


class ContactCard(Base):
    """One row for each client of whom anything is known; every field may be missing."""

    __tablename__ = "contact_cards"

    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"), primary_key=True)
    name: Mapped[str | None] = mapped_column(Text)
    organisation: Mapped[str | None] = mapped_column(Text)
    inn: Mapped[str | None] = mapped_column(String(12), index=True)
    phone: Mapped[str | None] = mapped_column(String(20), index=True)
    """As «+7…», digits only."""
    email: Mapped[str | None] = mapped_column(String(254), index=True)
    """In lower case."""
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"), index=True)
    """The organisation with a contract that the card was matched with."""
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centres.id"))
    """The centre whose region the client chose; the contract's centre goes before it."""
    updated_at: Mapped[datetime]
    before_join: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    """While accounts are joined: what goes back to whom when they are parted (`operators.joined_cards`)."""


def required(needs: Sequence[str]) -> list[str]:
    """Those of the needed fields that may not be passed over: without a «?» behind them."""
    return [field for field in needs if not field.endswith("?")]


def missing(card: ContactCard | None, fields: Sequence[str]) -> list[str]:
    """Which of these fields (`name`, `organisation`, `inn`, `phone`, `email`) nothing is known of."""
    return [field for field in fields if card is None or not getattr(card, field)]


async def card_of(session: AsyncSession, client_id: int) -> ContactCard | None:
    """What is known of a client; None while nothing is."""
    return await session.get(ContactCard, client_id)


async def card_for(session: AsyncSession, client_id: int, now: datetime) -> ContactCard:
    """The client's card, an empty one at the first time."""
    card = await card_of(session, client_id)
    if card is None:
        card = ContactCard(client_id=client_id, updated_at=now)
        session.add(card)
        await session.flush()
    return card
