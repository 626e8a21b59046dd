"""What the CRM told, and what operators decide of permissions, in a dialogue."""

from __future__ import annotations

import re
from datetime import date

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients
from bot.clients import ClientAddress
from bot.messages import Address, Person
from operators import contacts, leave_permissions, matching
from operators.crm import cells
from operators.events import PermissionChanged, PermissionNews, tell
from operators.organisations import Organisation, OrganisationPerson
from operators.reaching import phone
from operators.staff import recognise
from tests.dialogues.line import Line
from tests.dialogues.messenger import PEER


async def has(line: Line, inn: str, facts: str) -> None:
    """«ООО Первая, сопровождается, телефон +7…, долг 1500, до 31.12.2027»."""
    name, state, *more = facts.split(", ")
    said = dict(one.split(" ", 1) for one in more)
    async with line.database.write() as session:
        organisation = Organisation(inn=inn, name=name, contract=cells.contract(state), updated_at=line.clock.now())
        organisation.arrears = cells.money(said.get("долг", ""))
        organisation.contract_until = cells.day(said["до"]) if "до" in said else None
        session.add(organisation)
        await session.flush()
        if "телефон" in said:
            number = phone(said["телефон"])
            session.add(OrganisationPerson(organisation_id=organisation.id, name="Мария", phone=number, email=None))


async def known(line: Line, what: str, value: str) -> None:
    """A field of the client's card."""
    async with line.database.write() as session:
        address = await _address(line, session)
        card = await contacts.card_for(session, address.client_id, line.clock.now())
        setattr(card, {"ИНН": "inn", "телефон": "phone"}[what], value)
        if what == "телефон" and line.channel == "telegram":
            address.phone = value  # As if it was shared by the button.
        await matching.match(session, card, line.clock.now())


async def on_leave(line: Line) -> None:
    """Operators know it."""
    async with line.database.write() as session:
        assert await leave_permissions.need(session, await _address(line, session), line.clock.now())


async def confirms(line: Line, name: str, day: str) -> None:
    """«Подтвердить до …»."""
    number, month, year = map(int, re.findall(r"\d+", day))
    await _decide(line, name, "confirmed", until=date(year, month, number))


async def refuses(line: Line, name: str, reason: str) -> None:
    """«Отказать»."""
    await _decide(line, name, "refused", reason=reason)


async def _decide(line: Line, name: str, what: PermissionNews, until: date | None = None, reason: str = "") -> None:
    now = line.clock.now()
    async with line.database.write() as session:
        address = await _address(line, session)
        operator = await recognise(session, Person(f"staff-{name}", name), now)
        permission = await leave_permissions.permission_of(session, address.client_id)
        assert permission is not None
        if until is not None:
            leave_permissions.confirm(permission, until, operator.id, now)
        else:
            leave_permissions.refuse(permission, reason, operator.id, now)
        await tell(session, address, PermissionChanged(permission.id, what), now)


async def _address(line: Line, session: AsyncSession) -> ClientAddress:
    return await clients.meet(session, Address(line.channel, PEER), Person(PEER, line.name), line.clock.now())
