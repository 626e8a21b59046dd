"""Whose client somebody is, how that is known, and what it entitles them to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients
from bot.clients import ClientAddress
from bot.database import Database
from bot.messages import Address, Person
from operators import confirmations, contacts, leave_permissions, lifecycle, matching, permission_sweep, staff
from operators.confirmations import Trust, trust_of
from operators.contacts import ContactCard
from operators.entitlement import ArrearsAction, Entitlement, Rules, Standing, TrustInn, entitlement
from operators.organisations import ContractState, Organisation, OrganisationPerson

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
TODAY = NOW.date()
FIRST, SECOND, OTHER = "7707083893", "500100732259", "0278000003"
RULES = Rules()


async def _organisation(session: AsyncSession, inn: str = FIRST, **more: Any) -> Organisation:
    facts = {"contract": ContractState.MAINTAINED, "arrears": 0, "updated_at": NOW, **more}
    made = Organisation(inn=inn, name=f"Организация {inn}", **facts)
    session.add(made)
    await session.flush()
    return made


async def _person(session: AsyncSession, of: Organisation, phone: str | None, email: str | None = None) -> None:
    session.add(OrganisationPerson(organisation_id=of.id, name="Анна", phone=phone, email=email))
    await session.flush()


async def _client(session: AsyncSession, **card: str) -> tuple[ClientAddress, ContactCard]:
    address = await clients.meet(session, Address("telegram", "1"), Person("1", "Мария"), NOW)
    made = await contacts.card_for(session, address.client_id, NOW)
    for key, value in card.items():
        setattr(made, key, value)
    await matching.match(session, made, NOW)
    return address, made


async def _entitled(session: AsyncSession, address: ClientAddress, rules: Rules = RULES) -> Entitlement:
    return await entitlement(session, address.client_id, TODAY, rules)


async def test_a_card_is_matched_by_inn_else_by_phone_or_address(database: Database) -> None:
    """An INN decides; without one what the CRM knows of people; what fits two organisations fits none."""
    async with database.write() as session:
        first, second = await _organisation(session), await _organisation(session, SECOND)
        await _person(session, first, "+74950000001", "anna@first.example")
        await _person(session, first, "+74950000009")
        await _person(session, second, "+74950000009", "anna@second.example")
        _, card = await _client(session)
        table: list[tuple[dict[str, str | None], int | None]] = [
            ({}, None),
            ({"inn": SECOND}, second.id),
            ({"inn": OTHER, "phone": "+74950000001"}, None),
            ({"phone": "+74950000001"}, first.id),
            ({"email": "anna@second.example"}, second.id),
            ({"phone": "+74950000009"}, None),
            ({"phone": "+74950000009", "email": "anna@first.example"}, first.id),
            ({"phone": "+74950000001", "email": "anna@second.example"}, None),
            ({"phone": "+74959999999", "email": "nobody@first.example"}, None),
        ]
        for known, expected in table:
            for key in ("inn", "phone", "email"):
                setattr(card, key, known.get(key))
            assert await matching.match(session, card, NOW) == expected, known


async def test_how_an_organisation_is_known(database: Database) -> None:
    """An INN is a claim; what was typed of the CRM's phones and addresses is a hint, for whoever knows a colleague's
    can type it; the number that the messenger told proves; an operator decides."""
    async with database.write() as session:
        first = await _organisation(session)
        await _person(session, first, "+74950000001", "anna@first.example")
        await _person(session, first, None, "boss@mail.ru")
        address, card = await _client(session, inn=FIRST)
        operator = await staff.recognise(session, Person("7", "Ольга"), NOW)
        assert await trust_of(session, card) is Trust.CLAIMED
        for known, trust in (
            ({"phone": "+74950000001"}, Trust.HINTED),
            ({"phone": None, "email": "other@first.example"}, Trust.HINTED),
            ({"email": "boss@mail.ru"}, Trust.HINTED),
            ({"email": "other@mail.ru"}, Trust.CLAIMED),
            ({"email": "x@notfirst.example"}, Trust.CLAIMED),
        ):
            for key, value in known.items():
                setattr(card, key, value)
            assert await trust_of(session, card) is trust, known
        for number, trust in (("+74950000002", Trust.CLAIMED), ("+74950000001", Trust.PROVEN)):
            address.phone = number
            await session.flush()
            assert await trust_of(session, card) is trust, number
        for belongs, trust in ((False, Trust.REJECTED), (True, Trust.CONFIRMED)):
            await confirmations.decide(session, address.client_id, first.id, operator.id, NOW, belongs=belongs)
            assert await trust_of(session, card) is trust


@pytest.mark.parametrize(
    ("facts", "known", "rules", "standing"),
    [
        ({}, {"phone": "+74950000001"}, RULES, Standing.ALLOWED),
        ({}, {"inn": FIRST}, RULES, Standing.ALLOWED),
        ({}, {"inn": FIRST}, replace(RULES, trust_inn=TrustInn.NO), Standing.UNCONFIRMED),
        ({}, {"inn": FIRST}, replace(RULES, trust_inn=TrustInn.YES), Standing.ALLOWED),
        ({}, {"inn": OTHER}, RULES, Standing.NO_CONTRACT),
        ({}, {}, RULES, Standing.UNKNOWN),
        ({}, {}, replace(RULES, required=False), Standing.ALLOWED),
        ({"contract": ContractState.SUSPENDED}, {"inn": FIRST}, RULES, Standing.SUSPENDED),
        ({"contract": ContractState.ENDED}, {"inn": FIRST}, RULES, Standing.ENDED),
        ({"contract_until": TODAY}, {"inn": FIRST}, RULES, Standing.ALLOWED),
        ({"contract_until": date(2026, 11, 30)}, {"inn": FIRST}, RULES, Standing.ENDED),
    ],
)
async def test_contracts(
    sqlite_database: Database, facts: dict[str, Any], known: dict[str, str], rules: Rules, standing: Standing
) -> None:
    """A maintained contract that has not ended, of an organisation to which the client belongs."""
    async with sqlite_database.write() as session:
        await _person(session, await _organisation(session, **facts), "+74950000001")
        address, _ = await _client(session, **known)
        assert (await _entitled(session, address, rules)).standing is standing


async def test_nobody_is_refused_while_there_are_no_organisations(sqlite_database: Database) -> None:
    """An installation without a CRM works as before."""
    async with sqlite_database.write() as session:
        address, _ = await _client(session, inn=OTHER)
        assert (await _entitled(session, address)).allowed


async def test_arrears_warn_or_limit(sqlite_database: Database) -> None:
    """From so many roubles on; the requests of the organisation in this month count."""
    async with sqlite_database.write() as session:
        first = await _organisation(session, arrears=99)
        address, _ = await _client(session, inn=FIRST)
        assert not (await _entitled(session, address)).debt
        first.arrears = 100
        found = await _entitled(session, address)
        assert (found.allowed, found.debt, found.left) == (True, True, None)
        assert not (await _entitled(session, address, replace(RULES, arrears_limit=0))).debt
        limit = replace(RULES, arrears_action=ArrearsAction.LIMIT, requests_when_limited=2)
        await lifecycle.open_ticket(session, address, "?", (), datetime(2026, 11, 30, 23, tzinfo=UTC))
        assert (await _entitled(session, address, limit)).left == 2
        for left in (1, 0):
            await lifecycle.open_ticket(session, address, "?", (), NOW)
            found = await _entitled(session, address, limit)
            assert (found.left, found.allowed) == (left, left > 0)
        assert found.standing is Standing.LIMITED


async def test_whoever_is_on_leave_needs_a_permission(sqlite_database: Database) -> None:
    """From when it is known until it is confirmed, until its day, and no more once they are back; the one before holds
    while a new one waits. They are told a week before the end, and at the end, once each."""
    async with sqlite_database.write() as session:
        await _organisation(session)
        address, _ = await _client(session, inn=FIRST)
        operator = await staff.recognise(session, Person("7", "Ольга"), NOW)

        async def standing(day: date) -> Standing:
            await session.flush()
            return (await entitlement(session, address.client_id, day, RULES)).standing

        permission = await leave_permissions.need(session, address, NOW)
        assert permission is not None
        assert await leave_permissions.need(session, address, NOW) is None
        assert await standing(TODAY) is Standing.ON_LEAVE
        assert await leave_permissions.send(session, address, (), date(2026, 12, 10), NOW) is permission
        assert await standing(TODAY) is Standing.ON_LEAVE
        leave_permissions.confirm(permission, date(2026, 12, 10), operator.id, NOW)
        assert await standing(date(2026, 12, 10)) is Standing.ALLOWED
        assert await standing(date(2026, 12, 11)) is Standing.ON_LEAVE
        later = await leave_permissions.send(session, address, (), None, NOW)
        assert await standing(date(2026, 12, 10)) is Standing.ALLOWED
        leave_permissions.refuse(later, "Не читается", operator.id, NOW)
        assert await standing(date(2026, 12, 11)) is Standing.ON_LEAVE
        leave_permissions.confirm(later, date(2026, 12, 20), operator.id, NOW)
        await session.flush()
        told = [await permission_sweep.sweep(session, datetime(2026, 12, day, 9, tzinfo=UTC), RULES) for day in days()]
        assert {day: count for day, count in zip(days(), told, strict=True) if count} == {13: 1, 21: 1}
        assert await standing(date(2026, 12, 21)) is Standing.ON_LEAVE
        leave_permissions.end(later, NOW)
        assert await standing(date(2026, 12, 21)) is Standing.ALLOWED


def days() -> range:
    """Of December."""
    return range(12, 24)
