"""Tickets by what staff know of them: the number, the client, the organisation, its INN, words of the conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.casefolding import folded, in_database
from bot.clients import Client, ClientAddress
from operators.contacts import ContactCard
from operators.history import Line
from operators.kinds import TicketKind
from operators.organisations import Organisation
from operators.purposes import Purpose
from operators.tickets import OPEN, Ticket, loaded
from operators.topics import Desk, DeskPurpose

_MOST_WORDS = 8
_LONGEST_WORD = 60
_LARGEST_NUMBER = 2**31 - 1

Text = InstrumentedAttribute[Any] | ColumnElement[Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """What may be listed: at which desk, to whom."""

    desk: Desk
    serves: frozenset[Purpose]
    staff_id: int


async def visible(session: AsyncSession, sight: Sight) -> list[ColumnElement[bool]]:
    """The conditions of it. Complaints are for seniors among themselves, and for nobody whom they are about; a desk of
    one centre's sees that centre's."""
    allowed: list[ColumnElement[bool]] = [or_(Ticket.about_id.is_(None), Ticket.about_id != sight.staff_id)]
    if Purpose.SENIORS not in sight.serves:
        allowed += [Ticket.kind != TicketKind.COMPLAINT, Ticket.queue != Purpose.SENIORS]
    centres = set(await session.scalars(select(DeskPurpose.centre_id).where(DeskPurpose.desk_id == sight.desk.id)))
    if centres and None not in centres:
        allowed.append(Ticket.centre_id.in_(centres))
    return allowed


async def open_ones(session: AsyncSession, sight: Sight, assignee_id: int | None = None) -> Sequence[Ticket]:
    """The open tickets, oldest first; those that somebody has, with `assignee_id`."""
    query = loaded().where(Ticket.state.in_(OPEN), *await visible(session, sight))
    if assignee_id is not None:
        query = query.where(Ticket.assignee_id == assignee_id)
    return (await session.scalars(query.order_by(Ticket.id))).all()


async def find(session: AsyncSession, sight: Sight, words: str, limit: int, offset: int = 0) -> Sequence[Ticket]:
    """The tickets that have every one of the words somewhere, open ones first, then the newest."""
    wanted = [word[:_LONGEST_WORD] for word in words.split()[:_MOST_WORDS]]
    if not wanted:
        return []
    query = loaded().where(*await visible(session, sight), and_(*(_has(session, word) for word in wanted)))
    ended = Ticket.state.not_in(OPEN)
    return (await session.scalars(query.order_by(ended, Ticket.id.desc()).limit(limit).offset(offset))).all()


def _has(session: AsyncSession, word: str) -> ColumnElement[bool]:
    """One word, in any place. Nothing in it is a wildcard."""
    dialect = session.get_bind().dialect.name

    def within(*columns: Text) -> ColumnElement[bool]:
        return or_(*(in_database(column, dialect).contains(folded(word), autoescape=True) for column in columns))

    places: list[ColumnElement[bool]] = [
        within(Ticket.question),
        Ticket.client_id.in_(select(Client.id).where(within(Client.name))),
        Ticket.address_id.in_(select(ClientAddress.id).where(within(ClientAddress.name, ClientAddress.username))),
        Ticket.client_id.in_(_cards(within(ContactCard.name, ContactCard.organisation, ContactCard.inn))),
        Ticket.organisation_id.in_(select(Organisation.id).where(within(Organisation.name, Organisation.inn))),
        Ticket.id.in_(select(Line.ticket_id).where(Line.ticket_id.is_not(None), within(Line.text))),
    ]
    number = word.lstrip("№#")
    if number.isascii() and number.isdecimal() and int(number) <= _LARGEST_NUMBER:
        places.append(Ticket.id == int(number))
    return or_(*places)


def _cards(fits: ColumnElement[bool]) -> Select[int]:
    return select(ContactCard.client_id).where(fits)
