"""What the expert line does in a dialogue: as the desk does it, by its own functions and by internal events."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot import files
from bot.intake.reading import accept
from bot.links import MessageKey
from bot.messages import Batch, RawUpdate
from bot.richtext import rich
from operators import cards, contacts, lifecycle, tickets, transfers
from operators.events import ExpertAnswered, ExpertRefused, HandedToExperts, StaffSaid
from operators.kinds import TicketKind
from operators.purposes import Purpose
from tests.dialogues.line import Line
from tests.dialogues.messenger import Shown, attachments_in, things
from tests.dialogues.screens import GROUP, letter_id
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


async def mails(line: Line, address: str | None, text: str) -> None:
    """An answer to the last letter."""
    await _comes(line, address or _last(line).peer, text.replace(" | ", "\n"), answers=[_last_id(line)])


async def bounces(line: Line, status: str) -> None:
    """The last letter comes back."""
    about = {"status": status, "failed": True, "about": [_last_id(line)]}
    await _comes(line, "mailer-daemon@example.org", "", bounce=about, automatic=True)


async def answers_automatically(line: Line, text: str) -> None:
    """A program answers the last letter."""
    await _comes(line, _last(line).peer, text, answers=[_last_id(line)], automatic=True)


async def mails_unasked(line: Line, address: str, text: str) -> None:
    """Somebody writes who was not written to."""
    await _comes(line, address, text)


async def _comes(line: Line, address: str, text: str, **more: Any) -> None:
    number = f"<{line.next_number()}@example.org>"
    payload: dict[str, Any] = {
        "place": "1:1",
        "id": number,
        "from": address,
        "name": "",
        "subject": "Тема",
        "text": text,
    }
    payload |= {"answers": [], "references": [], "automatic": False, "bounce": None, "files": []} | more
    await accept(line.database, "email", Batch([RawUpdate(number, f"email:{address}", payload)], None), line.clock)


def _last(line: Line) -> Shown:
    return next(reversed(line.screens.at("mail").values()))


def _last_id(line: Line) -> str:
    return letter_id(int(_last(line).id.removeprefix("m")))
