"""A client with a personal manager: as the CRM tells of them, and as they write to their clients."""

from __future__ import annotations

from datetime import timedelta

from bot.richtext import rich
from operators import absences, contacts, events, looking_after
from operators.organisations import ContractState, Organisation
from operators.personal_managers import PersonalManager
from tests.dialogues.line import Line
from tests.dialogues.staff import address_of, person_of


async def has(line: Line, name: str) -> None:
    """The client's organisation has a contract that names the manager, whose account in the group is known."""
    async with line.database.write() as session:
        address, now = await address_of(line, session), line.clock.now()
        person = await person_of(line, session, name)
        manager = PersonalManager(name=name, phone="+7 495 000-00-00", hours="9–18", staff_id=person.id)
        session.add(manager)
        await session.flush()
        organisation = Organisation(
            inn="7700000000", name="ООО «Ромашка»", contract=ContractState.MAINTAINED, arrears=0, updated_at=now
        )
        organisation.manager_id = manager.id
        session.add(organisation)
        await session.flush()
        card = await contacts.card_for(session, address.client_id, now)
        card.organisation_id = organisation.id


async def is_away(line: Line, name: str, deputy: str | None = None) -> None:
    """The manager is on leave for a week."""
    async with line.database.write() as session:
        person, today = await person_of(line, session, name), line.clock.now().date()
        stands_in = await person_of(line, session, deputy) if deputy else None
        await absences.begin(session, person, today, today + timedelta(days=7), stands_in)


async def writes_to_all(line: Line, name: str, text: str, *, advertising: bool = False) -> None:
    """`/note` was confirmed."""
    async with line.database.write() as session:
        person = await person_of(line, session, name)
        manager = await looking_after.of_staff(session, person.id)
        assert manager is not None
        clients = await looking_after.clients_of(session, manager)
        for address in await looking_after.recipients(session, clients, advertising=advertising):
            note = events.ManagerNote(person.id, name, rich(text), advertising)
            await events.tell(session, address, note, line.clock.now())
