"""The centres of a transcript: two with example phones, or one, and whose contract a client has."""

from __future__ import annotations

from datetime import date

from bot import clients
from bot.messages import Address, Person
from operators import centres, contacts
from operators.centres import Centre
from operators.organisations import ContractState, Organisation
from tests.dialogues.line import Line
from tests.dialogues.messenger import PEER

_PLACES = {
    "msk": ("Центр в Москве", "Москва и Московская область", ["Зеленоград"], "Europe/Moscow", "+74950000001"),
    "ekb": ("Центр в Екатеринбурге", "Свердловская область", ["Екатеринбург"], "Asia/Yekaterinburg", "+73430000001"),
}


async def stand(line: Line, keys: str) -> None:
    """These centres are there: Monday to Friday from nine to six, Moscow with an address and Saturdays."""
    async with line.database.write() as session:
        for key in keys.split(", "):
            name, region, aliases, zone, phone = _PLACES[key]
            row = Centre(
                key=key,
                name=name,
                region=region,
                aliases=aliases,
                phones=[phone],
                emails=[f"{key}@example.org"],
                sites=[],
                socials=[],
                time_zone=zone,
                hours={str(day): ["09:00", "18:00"] for day in range(1, 6)},
                enabled=True,
                updated_at=line.clock.now(),
            )
            if key == "msk":
                row.address, row.map_url = "Примерная улица, 1", "https://maps.example.org/1"
                row.hours = {**row.hours, "6": ["10:00", "14:00"]}
            session.add(row)
        await session.flush()


async def contract(line: Line, key: str) -> None:
    """The client's organisation has its contract with this centre."""
    async with line.database.write() as session:
        centre = await centres.centre_by_key(session, key)
        assert centre is not None
        who = Person(PEER, line.name)
        address = await clients.meet(session, Address(line.channel, PEER), who, line.clock.now())
        organisation = Organisation(
            inn="7700000016",
            name="ООО «Пример»",
            contract=ContractState.MAINTAINED,
            centre_id=centre.id,
            updated_at=line.clock.now(),
        )
        session.add(organisation)
        await session.flush()
        card = await contacts.card_for(session, address.client_id, line.clock.now())
        card.organisation_id = organisation.id


async def closed_on(line: Line, key: str, day: str) -> None:
    """An exception of the centre's own."""
    async with line.database.write() as session:
        centre = await centres.centre_by_key(session, key)
        assert centre is not None
        await centres.set_day(session, centre, date.fromisoformat(day), None)
