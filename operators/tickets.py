"""The shared ticket store: what a client asked people, who has it, and how it ended. What may happen to a ticket is
`operators.lifecycle`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, String, Text, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from bot.clients import Client, ClientAddress
from bot.database import Base, words
from operators.kinds import TicketKind
from operators.organisations import Organisation
from operators.purposes import Purpose
from operators.staff import Staff


class TicketState(StrEnum):
    """Where a ticket stands."""

    NEW = "new"
    ASSIGNED = "assigned"
    RESOLVED = "resolved"
    CLOSED = "closed"


OPEN = (TicketState.NEW, TicketState.ASSIGNED)
"""The states in which what the client writes goes to people."""


class TicketEventKind(StrEnum):
    """What can happen to a ticket; the log of it is never rewritten."""

    OPENED = "opened"
    CLAIMED = "claimed"
    FIRST_RESPONSE = "first_response"
    RELEASED = "released"
    TRANSFERRED = "transferred"
    RESOLVED = "resolved"
    CONFIRMED = "confirmed"
    REOPENED = "reopened"
    CLOSED = "closed"
    RATED = "rated"
    OVERDUE = "overdue"
    KIND_CHANGED = "kind_changed"


class Ticket(Base):
    """A request to people; its number is its id."""

    __tablename__ = "tickets"
    __table_args__ = (
        Index("ix_tickets_address_id_state", "address_id", "state"),
        Index("ix_tickets_client_id", "client_id"),
        Index("ix_tickets_state_resolved_at", "state", "resolved_at"),
        Index("ix_tickets_state_response_due", "state", "response_due"),
        Index("ix_tickets_state_solution_due", "state", "solution_due"),
        Index("ix_tickets_state_watch_at", "state", "watch_at"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    card_id: Mapped[int | None] = mapped_column(ForeignKey("outbox.id"))
    state: Mapped[TicketState] = mapped_column(words(TicketState, 10), default=TicketState.NEW)
    kind: Mapped[TicketKind] = mapped_column(words(TicketKind, 20), default=TicketKind.QUESTION)
    queue: Mapped[Purpose] = mapped_column(words(Purpose, 20), default=Purpose.HOTLINE)
    """Whose turn it is: the desk of this purpose has (or gets) its topic."""
    skill: Mapped[str | None] = mapped_column(String(60))
    """What whoever takes it from the experts' queue has to be qualified for, as `giving_roles.skill_key` writes it."""
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centres.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisations.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("personal_managers.id"))
    """The personal manager whom it is for."""
    about_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Whom a complaint is about, as far as that is known: they neither take it nor see it."""
    question: Mapped[str] = mapped_column(Text)
    source_url: Mapped[str | None] = mapped_column(Text)
    """Where the question was asked in public (a comment under a post of the community)."""
    suggestions: Mapped[list[tuple[str, str]]] = mapped_column(JSON)
    """The articles that the knowledge base proposes (key, title), best first."""
    sent_suggestions: Mapped[list[str]] = mapped_column(JSON, default=list)
    """Those of them that an operator has sent to the client, by id."""
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    opened_at: Mapped[datetime]
    counted_from: Mapped[datetime | None]
    """From when the deadlines count: the opening, or the last clarification of the client."""
    response_due: Mapped[datetime | None]
    solution_due: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
    """When the assignee was reminded of the deadline that comes next."""
    overdue_at: Mapped[datetime | None]
    """When the senior was called for the deadline that was missed."""
    overdue_minutes: Mapped[int | None]
    """While a deadline is missed: for how long, as the card tells it (in the steps of `operators.sla`)."""
    reacted_at: Mapped[datetime | None]
    """Since `counted_from`: when somebody took it or wrote to the client."""
    answered_at: Mapped[datetime | None]
    """Since `counted_from`: when the client was answered. From then on the ticket waits for its client."""
    watch_at: Mapped[datetime | None]
    """When a reminder, a call or another look of the card becomes due; None: never, or nothing was counted yet."""
    assigned_at: Mapped[datetime | None]
    first_response_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    solved: Mapped[bool | None]
    rating: Mapped[int | None]
    rating_comment: Mapped[str | None] = mapped_column(Text)
    rated_at: Mapped[datetime | None]
    refusal: Mapped[str | None] = mapped_column(Text)
    """Why the expert line did not take it, in the words of the settings' list."""
    anonymised_at: Mapped[datetime | None]
    """When the client's data was destroyed; nothing of theirs is left in the row."""

    client: Mapped[Client] = relationship(lazy="raise")
    address: Mapped[ClientAddress] = relationship(lazy="raise")
    assignee: Mapped[Staff | None] = relationship(lazy="raise", foreign_keys=[assignee_id])
    organisation: Mapped[Organisation | None] = relationship(lazy="raise")

    @property
    def is_open(self) -> bool:
        """Whether people are (or will be) at it."""
        return self.state in OPEN


class TicketEvent(Base):
    """One thing that happened to a ticket; without `staff_id` the client or the line itself did it."""

    __tablename__ = "ticket_events"
    __table_args__ = (Index("ix_ticket_events_ticket_id", "ticket_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"))
    kind: Mapped[TicketEventKind] = mapped_column(words(TicketEventKind, 20))
    at: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    details: Mapped[dict[str, Any]]


async def get(session: AsyncSession, ticket_id: int) -> Ticket | None:
    """A ticket by its number, locked until the end of the transaction, with client, address and assignee."""
    return await session.scalar(_locked().where(Ticket.id == ticket_id))


async def latest(session: AsyncSession, address_id: int) -> Ticket | None:
    """The newest ticket of a conversation, whatever its state, locked. Complaints are conversations of their own."""
    query = _locked().where(Ticket.address_id == address_id, Ticket.kind != TicketKind.COMPLAINT)
    return await session.scalar(query.order_by(Ticket.id.desc()).limit(1))


async def of_address(session: AsyncSession, address_id: int) -> Sequence[Ticket]:
    """Every ticket of a conversation, oldest first, locked."""
    return (await session.scalars(_locked().where(Ticket.address_id == address_id).order_by(Ticket.id))).all()


async def open_in_topic(session: AsyncSession, topic_id: int) -> Sequence[Ticket]:
    """The open tickets that a topic holds, oldest first."""
    query = loaded().where(Ticket.topic_id == topic_id, Ticket.state.in_(OPEN)).order_by(Ticket.id)
    return (await session.scalars(query)).all()


async def has_neighbours(session: AsyncSession, ticket: Ticket) -> bool:
    """Whether the same client has other open tickets in the ticket's topic: by another account, then."""
    others = select(Ticket.id).where(Ticket.client_id == ticket.client_id, Ticket.topic_id == ticket.topic_id)
    return await session.scalar(others.where(Ticket.state.in_(OPEN), Ticket.id != ticket.id).limit(1)) is not None


async def has_others(session: AsyncSession, ticket: Ticket) -> bool:
    """Whether the same client has made other requests; complaints are not everybody's to know."""
    others = select(Ticket.id).where(Ticket.client_id == ticket.client_id, Ticket.id != ticket.id)
    return await session.scalar(others.where(Ticket.kind != TicketKind.COMPLAINT).limit(1)) is not None


async def without_topic(session: AsyncSession) -> Sequence[Ticket]:
    """The open tickets that no topic holds yet, oldest first."""
    query = loaded().where(Ticket.topic_id.is_(None), Ticket.state.in_(OPEN)).order_by(Ticket.id)
    return (await session.scalars(query)).all()


async def all_open(session: AsyncSession) -> Sequence[Ticket]:
    """Every open ticket, oldest first."""
    return (await session.scalars(loaded().where(Ticket.state.in_(OPEN)).order_by(Ticket.id))).all()


async def latest_in_topic(session: AsyncSession, topic_id: int) -> Ticket | None:
    """The newest ticket that a topic holds, whatever its state, locked."""
    return await session.scalar(_locked().where(Ticket.topic_id == topic_id).order_by(Ticket.id.desc()).limit(1))


async def to_watch(session: AsyncSession, now: datetime, limit: int) -> Sequence[Ticket]:
    """The open tickets whose dues have to be counted, or that have to be looked at now; locked."""
    due = or_(Ticket.solution_due.is_(None), Ticket.watch_at <= now)
    query = _locked().where(Ticket.state.in_(OPEN), due).order_by(Ticket.id).limit(limit)
    return (await session.scalars(query)).all()


async def silent_since(session: AsyncSession, moment: datetime) -> Sequence[Ticket]:
    """The tickets that were resolved before `moment` without a word since, locked."""
    query = _locked().where(Ticket.state == TicketState.RESOLVED, Ticket.resolved_at <= moment)
    return (await session.scalars(query.order_by(Ticket.id))).all()


@cache
def loaded() -> Select[Ticket]:
    """Tickets with what lists and cards say of them, not locked."""
    return select(Ticket).options(
        joinedload(Ticket.client),
        joinedload(Ticket.address).joinedload(ClientAddress.client),
        joinedload(Ticket.assignee),
        joinedload(Ticket.organisation),
    )


@cache
def _locked() -> Select[Ticket]:
    """Read anew as well: somebody else may have changed it before the lock was given."""
    return loaded().with_for_update(of=Ticket).execution_options(populate_existing=True)
