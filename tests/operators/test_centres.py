"""The centres and their working time in the database."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients
from bot.database import Database
from bot.messages import Address, Person
from operators import centres, contacts, lifecycle, regions
from operators.calendar import Hours, WorkingTime
from operators.centres import Centre
from operators.organisations import ContractState, Organisation

DEFAULT = WorkingTime.on_weekdays(time(8), time(18), ZoneInfo("Europe/Moscow"))
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)


def centre(key: str = "ekb", name: str = "Центр в Екатеринбурге", *, zone: str = "Asia/Yekaterinburg") -> Centre:
    """A centre open from nine to six on Mondays and to midnight on Tuesdays."""
    return Centre(
        key=key,
        name=name,
        region="Свердловская область",
        aliases=["Екатеринбург", "Екб"],
        phones=["+73430000001"],
        emails=[],
        sites=[],
        socials=[],
        time_zone=zone,
        hours={"1": ["09:00", "18:00"], "2": ["09:00", "00:00"]},
        enabled=True,
        updated_at=NOON,
    )


async def added(session: AsyncSession, *rows: Centre) -> None:
    """Centres that are in the database."""
    session.add_all(rows)
    await session.flush()


async def test_the_working_time_of_a_centre_is_read_with_its_own_days(database: Database) -> None:
    """A day that is set within the transaction counts at once, and may be set again."""
    async with database.write() as session:
        await added(session, one := centre())
        hours = await centres.working_time_of(session, one.id, DEFAULT)
        assert hours.hours == {1: Hours(time(9), time(18)), 2: Hours(time(9), time(0))}
        assert hours.time_zone == ZoneInfo("Asia/Yekaterinburg")
        await centres.set_day(session, one, date(2026, 12, 31), Hours(time(9), time(15)))
        await centres.set_day(session, one, date(2026, 12, 30), Hours(time(9), time(12)))
        await centres.set_day(session, one, date(2026, 12, 30), None)
    async with database.read() as session:
        hours = await centres.working_time_of(session, one.id, DEFAULT)
        assert hours.exceptions == {date(2026, 12, 30): None, date(2026, 12, 31): Hours(time(9), time(15))}


async def test_without_a_centre_the_settings_count(database: Database) -> None:
    """The only centre that is switched on speaks for whoever has none; one of several cannot."""
    async with database.write() as session:
        assert await centres.working_time_of(session, None, DEFAULT) == DEFAULT
    async with database.write() as session:
        await added(session, one := centre())
        assert await centres.working_time_of(session, None, DEFAULT) == await centres.working_time_of(
            session, one.id, DEFAULT
        )
    async with database.write() as session:
        await added(session, centre("msk", "Центр в Москве", zone="Europe/Moscow"))
        assert await centres.working_time_of(session, None, DEFAULT) == DEFAULT
        assert [row.key for row in await centres.enabled_centres(session)] == ["ekb", "msk"]
        found = await centres.centre_by_key(session, "EKB")
        assert found is not None
        assert found.id == one.id


async def test_the_contract_s_centre_goes_before_the_chosen_one(database: Database) -> None:
    """A centre that is switched off serves nobody; the last one that is on serves everybody, and a ticket says so."""
    async with database.write() as session:
        address = await clients.meet(session, Address("telegram", "7"), Person("7", "Анна"), NOON)
        client_id = address.client_id
        await added(session, ural := centre(), moscow := centre("msk", "Центр в Москве", zone="Europe/Moscow"))
        assert await regions.centre_of(session, client_id) is None
        await regions.choose(session, client_id, ural, NOON)
        assert await regions.centre_of(session, client_id) is ural
        organisation = Organisation(
            inn="7700000016",
            name="ООО «Пример»",
            contract=ContractState.MAINTAINED,
            centre_id=moscow.id,
            updated_at=NOON,
        )
        session.add(organisation)
        await session.flush()
        card = await contacts.card_for(session, client_id, NOON)
        card.organisation_id = organisation.id
        assert await regions.centre_of(session, client_id) is moscow
        ticket = await lifecycle.open_ticket(session, address, "Вопрос", (), NOON)
        assert ticket.centre_id == moscow.id
        moscow.enabled = False
        assert await regions.centre_of(session, client_id) is ural
        ural.enabled = False
        assert await regions.centre_of(session, client_id) is None
