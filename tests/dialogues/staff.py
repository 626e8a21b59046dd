"""What operators do in a dialogue: as the desk does it, by internal events."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients, files
from bot.clients import ClientAddress
from bot.links import MessageKey
from bot.messages import Address, Person
from bot.richtext import rich
from knowledge.articles import rendered
from knowledge.loading import load_shipped
from knowledge.store import Act
from operators import lifecycle, staff, tickets, topics
from operators.desk.kb import drafting, saving
from operators.desk.turn import Turn
from operators.events import (
    ArticleTakenBack,
    Event,
    StaffEdited,
    StaffReacted,
    StaffSaid,
    StaffTookBack,
    TicketClaimed,
    TicketResolved,
    tell,
)
from operators.kinds import TicketKind
from operators.staff import Staff
from operators.tickets import Ticket
from operators.topics import Topic
from tests.dialogues.line import Line
from tests.dialogues.messenger import PEER, attachments_in, things
from tests.dialogues.screens import GROUP


async def takes(line: Line, name: str, *, complaint: bool = False) -> None:
    """«Взять»."""
    async with line.database.write() as session:
        ticket, person = await ticket_of(line, session, complaint=complaint), await person_of(line, session, name)
        assert lifecycle.claim(session, ticket, person, line.clock.now())
        await tell_client(line, session, TicketClaimed(ticket.id, person.id))


async def answers_as(
    line: Line,
    name: str,
    text: str,
    reply_to: str | None = None,
    what: str | None = None,
    *,
    complaint: bool = False,
) -> None:
    """A line for the client; `reply_to` is the beginning of what it answers in the topic."""
    async with line.database.write() as session:
        ticket, person = await ticket_of(line, session, complaint=complaint), await person_of(line, session, name)
        source = MessageKey("desk", GROUP, f"s{line.next_number()}")
        line.sent[text] = source.id
        answered = MessageKey("desk", GROUP, line.screens.find("topic", reply_to).id) if reply_to else None
        event = StaffSaid(ticket.id, person.id, rich(text), source, f"topic:{ticket.topic_id}", answered)
        if what:
            attachments = attachments_in(things(what, "desk"))
            taken = await files.take_in(session, attachments, "note:1", line.clock.now())
            event = replace(event, attachments=taken)
        await tell_client(line, session, event)


async def reacts_as(line: Line, name: str, emoji: str, to: str) -> None:
    """A reaction of staff on what stands in the topic; «» takes it away."""
    async with line.database.write() as session:
        ticket, person = await ticket_of(line, session), await person_of(line, session, name)
        message = MessageKey("desk", GROUP, line.screens.find("topic", to).id)
        await tell_client(line, session, StaffReacted(message, emoji or None, person.id, ticket.id))


async def corrects(line: Line, before: str, after: str) -> None:
    """An operator corrects their line."""
    line.sent[after] = line.sent[before]
    async with line.database.write() as session:
        await tell_client(line, session, StaffEdited(MessageKey("desk", GROUP, line.sent[before]), rich(after)))


async def takes_back(line: Line, text: str) -> None:
    """`/del`."""
    async with line.database.write() as session:
        ticket = await ticket_of(line, session)
        command = MessageKey("desk", GROUP, f"s{line.next_number()}")
        said = MessageKey("desk", GROUP, line.sent[text])
        await tell_client(line, session, StaffTookBack(said, command, f"topic:{ticket.topic_id}"))


async def sends_article(line: Line, name: str, title: str) -> None:
    """«Отправить» on the card."""
    article = next(article for article in load_shipped() if article.title == title)
    async with line.database.write() as session:
        ticket, person = await ticket_of(line, session), await person_of(line, session, name)
        ticket.sent_suggestions = [*ticket.sent_suggestions, article.id]
        card, place = MessageKey("desk", GROUP, f"m{ticket.card_id}"), f"topic:{ticket.topic_id}"
        await tell_client(
            line, session, StaffSaid(ticket.id, person.id, rendered(article), card, place, article=article.id)
        )


async def takes_article_back(line: Line) -> None:
    """`/del` on the card."""
    async with line.database.write() as session:
        ticket = await ticket_of(line, session)
        card, command = (MessageKey("desk", GROUP, one) for one in (f"m{ticket.card_id}", f"s{line.next_number()}"))
        place = f"topic:{ticket.topic_id}"
        await tell_client(line, session, ArticleTakenBack(ticket.id, ticket.sent_suggestions[-1], card, command, place))
        ticket.sent_suggestions = ticket.sent_suggestions[:-1]


async def adds_to_base(line: Line, name: str, answer: str, title: str) -> None:
    """`/kb` as a reply to their answer, and «Сохранить»; the running base takes it over."""
    async with line.database.write() as session:
        ticket, person = await ticket_of(line, session), await person_of(line, session, name)
        desk = await topics.set_up_desk(session, GROUP)
        topic = await session.get(Topic, ticket.topic_id)
        turn = Turn(session, line.clock.now(), desk, GROUP, topic, None, person, {}, line.search, UTC)
        draft = await drafting.begin(turn, title=title, answer=answer, ticket_id=ticket.id)
        assert await saving.keep(turn, draft, None) is Act.ADDED
    await line.catch_up()


async def finishes(line: Line, name: str, *, complaint: bool = False) -> None:
    """«Завершить»."""
    async with line.database.write() as session:
        ticket, person = await ticket_of(line, session, complaint=complaint), await person_of(line, session, name)
        assert lifecycle.resolve(session, ticket, person, line.clock.now())
        await tell_client(line, session, TicketResolved(ticket.id, person.id))


async def ticket_of(line: Line, session: AsyncSession, *, complaint: bool = False) -> Ticket:
    """The conversation's newest, or its newest complaint."""
    address = await address_of(line, session)
    if complaint:
        ticket = [one for one in await tickets.of_address(session, address.id) if one.kind is TicketKind.COMPLAINT][-1]
    else:
        latest = await tickets.latest(session, address.id)
        assert latest is not None
        ticket = latest
    return ticket


async def address_of(line: Line, session: AsyncSession) -> ClientAddress:
    address = await clients.find_address(session, Address(line.channel, PEER))
    assert address is not None
    return address


async def person_of(line: Line, session: AsyncSession, name: str) -> Staff:
    return await staff.recognise(session, Person(f"staff-{name}", name), line.clock.now())


async def tell_client(line: Line, session: AsyncSession, event: Event) -> None:
    await tell(session, await address_of(line, session), event, line.clock.now())
