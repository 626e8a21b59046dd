"""The example centres of the sandbox."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, select, update

from bot.database import Database
from bot.sandbox.seeding import seed
from operators import centres
from operators.centres import Centre
from operators.entitlement import Rules, entitlement
from operators.organisations import Organisation

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


async def test_a_new_sandbox_has_two_centres(sqlite_url: str) -> None:
    """With the phones and hours of the example file; whoever has centres already keeps them as they are."""
    await seed(sqlite_url, NOW)
    database = Database(sqlite_url)
    async with database.write() as session:
        found = await centres.enabled_centres(session)
        assert [(one.key, one.phones[0]) for one in found] == [("ekb", "+73430000001"), ("msk", "+74950000001")]
        await session.execute(update(Organisation).values(centre_id=None))
        await session.execute(delete(Centre).where(Centre.key == "msk"))
    await seed(sqlite_url, NOW)
    async with database.read() as session:
        assert [one.key for one in await centres.enabled_centres(session)] == ["ekb"]
    await database.close()


async def test_one_client_has_a_contract_and_organisations_are_in_every_state(sqlite_url: str) -> None:
    """The client is known by their phone; a second start adds nothing."""
    for _ in range(2):
        await seed(sqlite_url, NOW, (7, "Анна"))
    database = Database(sqlite_url)
    async with database.read() as session:
        states = list(await session.scalars(select(Organisation.contract).order_by(Organisation.id)))
        entitled = await entitlement(session, 1, NOW.date(), Rules())
    await database.close()
    assert [state.value for state in states] == ["maintained", "maintained", "suspended", "ended"]
    assert (entitled.allowed, entitled.is_believed) == (True, True)
