"""How far it is believed that a client belongs to the organisation that their card was matched with.

An INN is no secret, and a colleague's phone or e-mail is none either, so typing one proves nothing: it is a hint for
the operator, who confirms with one button. What proves by itself is the account's own number, told by the messenger,
among the organisation's people in the CRM.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

import operators.staff  # noqa: F401  (who confirmed is one of its rows)
from bot.clients import ClientAddress
from bot.database import Base
from bot.joins import homes_of
from operators.contacts import ContactCard
from operators.organisations import OrganisationPerson
from operators.reaching import own_domain


class Trust(StrEnum):
    """How a client's organisation is known."""

    CONFIRMED = "confirmed"
    """By an operator."""
    PROVEN = "proven"
    """By the account's own number, that the messenger told and the CRM knows."""
    HINTED = "hinted"
    """By a phone, an address or a domain that the CRM knows; whoever knows it too could have typed it."""
    CLAIMED = "claimed"
    """By an INN alone."""
    REJECTED = "rejected"
    """An operator said that they do not belong there."""

    @property
    def is_word(self) -> bool:
        """Whether nothing but the client's own word says so."""
        return self in (Trust.HINTED, Trust.CLAIMED)


class OrganisationConfirmation(Base):
    """What an operator decided of a client and an organisation; it outlives changes of the card."""

    __tablename__ = "organisation_confirmations"
    __table_args__ = (UniqueConstraint("client_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    belongs: Mapped[bool]
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    at: Mapped[datetime]


async def trust_of(session: AsyncSession, card: ContactCard | None) -> Trust | None:
    """How it is known that the client belongs to the card's organisation; None without one."""
    if card is None or card.organisation_id is None:
        return None
    decided = await _decided(session, card.client_id, card.organisation_id)
    if decided is not None:
        return Trust.CONFIRMED if decided.belongs else Trust.REJECTED
    if await _is_proven(session, card):
        return Trust.PROVEN
    return Trust.HINTED if await _is_hinted(session, card) else Trust.CLAIMED


async def decide(
    session: AsyncSession, client_id: int, organisation_id: int, staff_id: int, now: datetime, *, belongs: bool
) -> None:
    """Keeps an operator's decision; a later one replaces it."""
    one = OrganisationConfirmation
    own = select(one).where(one.client_id == client_id, one.organisation_id == organisation_id)
    decided = await session.scalar(own)
    if decided is None:
        decided = OrganisationConfirmation(client_id=client_id, organisation_id=organisation_id)
        session.add(decided)
    decided.belongs, decided.staff_id, decided.at = belongs, staff_id, now
    await session.flush()


async def _decided(session: AsyncSession, client_id: int, organisation_id: int) -> OrganisationConfirmation | None:
    """The latest decision of the client, or of whoever one of their accounts was before they were joined."""
    one = OrganisationConfirmation
    whose = (one.client_id == client_id) | one.client_id.in_(homes_of(client_id))
    query = select(one).where(whose, one.organisation_id == organisation_id)
    return await session.scalar(query.order_by(one.at.desc(), one.id.desc()).limit(1))


async def _is_proven(session: AsyncSession, card: ContactCard) -> bool:
    person = OrganisationPerson
    own = select(person.id).join(ClientAddress, ClientAddress.phone == person.phone)
    own = own.where(ClientAddress.client_id == card.client_id, person.organisation_id == card.organisation_id)
    return await session.scalar(own.limit(1)) is not None


async def _is_hinted(session: AsyncSession, card: ContactCard) -> bool:
    person = OrganisationPerson
    ways = []
    if card.phone:
        ways.append(person.phone == card.phone)
    if card.email:
        ways.append(person.email == card.email)
        if (domain := own_domain(card.email)) is not None:
            ways.append(person.email.endswith(f"@{domain}", autoescape=True))
    if not ways:
        return False
    found = select(person.id).where(person.organisation_id == card.organisation_id, or_(*ways)).limit(1)
    return await session.scalar(found) is not None
