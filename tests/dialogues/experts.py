"""What the expert line does in a dialogue: as the desk does it, by its own functions and by internal events."""

from __future__ import annotations

from dataclasses import replace

from bot import files
from bot.links import MessageKey
from bot.richtext import rich
from operators import cards, contacts, lifecycle, tickets, transfers
from operators.events import ExpertAnswered, ExpertRefused, HandedToExperts, StaffSaid
from operators.kinds import TicketKind
from operators.purposes import Purpose
from tests.dialogues.line import Line
from tests.dialogues.messenger import attachments_in, things
from tests.dialogues.screens import GROUP
from tests.dialogues.staff import address_of, person_of, tell_client, ticket_of


async def knows_email(line: Line, email: str) -> None:
    """The client gave it long ago."""
    async with line.database.write() as session:
        address = await address_of(line, session)
        card = await contacts.card_for(session, address.client_id, line.clock.now())
        card.name, card.email = line.name, email


async def hands_over(line: Line, name: str) -> None:
    """«Передать эксперту»."""
    async with line.database.write() as session:
        ticket, person = await ticket_of(line, session), await person_of(line, session, name)
        ticket.kind = TicketKind.CONSULTATION
        assert await transfers.transfer(session, ticket, Purpose.EXPERTS, line.clock.now(), person)
        await tell_client(line, session, HandedToExperts(ticket.id))


async def answers(line: Line, name: str, words: str, what: str | None = None) -> None:
    """«Отправить ответ»: messages are divided by «|»."""
    async with line.database.write() as session:
        ticket, person = await ticket_of(line, session), await person_of(line, session, name)
        lines = []
        for text in words.split(" | "):
            line.sent[text] = f"s{line.next_number()}"
            source = MessageKey("desk", GROUP, line.sent[text])
            lines.append(StaffSaid(ticket.id, person.id, rich(text), source, f"topic:{ticket.topic_id}"))
        if what:
            taken = await files.take_in(session, attachments_in(things(what, "desk")), "note:1", line.clock.now())
            lines[-1] = replace(lines[-1], attachments=taken)
        assert lifecycle.resolve(session, ticket, person, line.clock.now())
        await tell_client(line, session, ExpertAnswered(ticket.id, person.id, tuple(lines)))


async def refuses(line: Line, name: str, topic: str) -> None:
    """«Отказать» with one of the reasons."""
    async with line.database.write() as session:
        ticket, person = await ticket_of(line, session), await person_of(line, session, name)
        lifecycle.resolve(session, ticket, person, line.clock.now())
        lifecycle.close(session, ticket, line.clock.now())
        found = await tickets.get(session, ticket.id)
        assert found is not None
        found.refusal = topic
        await cards.refresh(session, found, line.clock.now())
        await tell_client(line, session, ExpertRefused(ticket.id, person.id, topic))
