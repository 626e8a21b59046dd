"""Where a complaint goes: never where whoever it is about can read it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.database import Database
from bot.messages import Person
from bot.outbox import OutboxRow
from bot.outgoing import Send
from operators import cards, complaints, history, members, roles, staff, tickets, topics
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.roles import Role, StaffRole
from operators.tickets import Ticket
from tests.dialogues import staff as staff_side
from tests.dialogues.line import PROMISES, Line
from tests.dialogues.screens import SENIORS

pytestmark = pytest.mark.parametrize("tables", ["sqlite"], indirect=True)


async def complained(line: Line, about: str) -> None:
    """A client whom Anna has answered complains."""
    await line.open()
    await line.consent()
    await line.says("позовите оператора, не печатается счёт")
    await line.settle()
    await staff_side.takes(line, "Анна")
    await line.settle()
    for said in ("/complaint", "Мне нагрубили", "готово", about, "всё верно"):
        await line.says(said)
        await line.settle()


async def complaint_of(line: Line) -> Ticket | None:
    """The complaint, if there is one."""
    async with line.database.read() as session:
        return await session.scalar(select(Ticket).where(Ticket.kind == TicketKind.COMPLAINT))


async def letters(line: Line) -> list[OutboxRow]:
    """What was written to mailboxes."""
    async with line.database.read() as session:
        return list(await session.scalars(select(OutboxRow).where(OutboxRow.channel == "email")))


async def test_without_a_group_it_goes_by_mail(database: Database) -> None:
    """To every address of the settings; no group sees it, and the client is told so."""
    line = Line(database, promises=replace(PROMISES, complaint_emails=("chief@example.ru", "second@example.ru")))
    await complained(line, "Анна")
    ticket, sent = await complaint_of(line), await letters(line)
    assert ticket is not None
    assert (ticket.topic_id, ticket.is_open) == (None, False)
    assert [row.peer for row in sent] == ["chief@example.ru", "second@example.ru"]
    body = sent[0].body
    assert isinstance(body, Send)
    assert "Мне нагрубили" in body.text.text
    assert "О сотруднике: Анна" in body.text.text
    assert "№ 2 отправлена руководству" in list(line.screens.at("client").values())[-1].text


async def test_one_about_a_senior_does_not_go_to_the_seniors(database: Database) -> None:
    """By mail instead; with nobody to mail it to, the client is told where to turn, and no ticket is opened."""
    line = Line(database)
    await line.open_seniors()
    async with database.write() as session:
        anna = await staff.recognise(session, Person("staff-Анна", "Анна"), line.clock.now())
        session.add(StaffRole(staff_id=anna.id, role=Role.SENIOR, given_at=line.clock.now()))
    await complained(line, "пропустить")
    assert await complaint_of(line) is None
    assert "Позвоните" in list(line.screens.at("client").values())[-1].text


async def test_whoever_was_seen_among_seniors_is_one(database: Database) -> None:
    """By being in their group, whatever the roles; a complaint is listed to nobody whom it is about, nor elsewhere."""
    line = Line(database)
    await line.open_seniors()
    await complained(line, "Анна")
    async with database.write() as session:
        (ticket,) = [one for one in await tickets.all_open(session) if one.kind is TicketKind.COMPLAINT]
        anna, desk = ticket.about_id, await topics.desk_for(session, Purpose.SENIORS)
        assert anna is not None
        assert desk is not None
        assert desk.chat_id == SENIORS
        other = await staff.recognise(session, Person("staff-Ольга", "Ольга"), line.clock.now())
        seniors, hotline = {Purpose.SENIORS}, {Purpose.HOTLINE}
        assert await complaints.may_see(session, ticket, other.id, seniors)
        assert not await complaints.may_see(session, ticket, other.id, hotline)
        assert not await complaints.may_see(session, ticket, anna, seniors)
        assert await complaints.desk_for(session, anna, None) is not None
        await members.note(session, desk.id, anna, line.clock.now(), present=True)
        assert await complaints.desk_for(session, anna, None) is None
        assert not await roles.roles_of(session, anna)


async def test_what_is_said_in_a_complaint_is_on_no_other_card(database: Database) -> None:
    """The seniors' answer, and what the client answers them."""
    line = Line(database)
    await line.open_seniors()
    await complained(line, "Анна")
    await staff_side.answers_as(line, "Ольга", "Разберёмся", complaint=True)
    await line.settle()
    async with database.read() as session:
        ordinary, made = await tickets.all_open(session)
        lines = await history.recent(session, ordinary.address_id, ordinary.opened_at, 60)
        assert "Разберёмся" in [one.text for one in lines]
        assert "/complaint" not in [one.text for one in await cards.conversation(session, ordinary)]
        assert "Разберёмся" not in [one.text for one in await cards.conversation(session, ordinary)]
        assert "Разберёмся" in [one.text for one in await cards.conversation(session, made)]
