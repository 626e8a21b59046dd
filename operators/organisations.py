"""The organisations that have (or had) a contract with a centre, as its CRM tells: what they are entitled to."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

import operators.centres
import operators.personal_managers  # noqa: F401  (they are pointed to)
from bot.database import Base, words


class ContractState(StrEnum):
    """Whether the system is maintained."""

    MAINTAINED = "maintained"
    SUSPENDED = "suspended"
    ENDED = "ended"


class Organisation(Base):
    """A client of the centre in the sense of the contract; people belong to it."""

    __tablename__ = "organisations"

    id: Mapped[int] = mapped_column(primary_key=True)
    inn: Mapped[str] = mapped_column(String(12), unique=True)
    name: Mapped[str] = mapped_column(Text)
    contract: Mapped[ContractState] = mapped_column(words(ContractState, 20))
    contract_until: Mapped[date | None]
    """The last day of the contract; None without an end."""
    arrears: Mapped[int] = mapped_column(BigInteger, default=0)
    """Kopecks owed."""
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centres.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("personal_managers.id"))
    missing_since: Mapped[datetime | None]
    """Since when the CRM's file has not named it any more; nothing is deleted for that."""
    updated_at: Mapped[datetime]


class OrganisationPerson(Base):
    """A person of an organisation as the CRM knows them."""

    __tablename__ = "organisation_people"
    __table_args__ = (
        Index("ix_organisation_people_organisation_id", "organisation_id"),
        Index("ix_organisation_people_email", "email"),
        Index("ix_organisation_people_phone", "phone"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    name: Mapped[str | None] = mapped_column(Text)
    email: Mapped[str | None] = mapped_column(String(254))
    """In lower case."""
    phone: Mapped[str | None] = mapped_column(String(20))
    """As «+7…», digits only."""
