"""Letters of a ticket: threads, Message-IDs, and what staff are told when one does not arrive."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest

from bot import clients
from bot.channels.email.channel import EmailChannel
from bot.channels.email.composing import Sender
from bot.channels.email.server import MailServer
from bot.clients import ClientBook
from bot.delivery.outlets import Outlet
from bot.outgoing import Button
from bot.pacing import Paces
from bot.richtext import rich
from operators import letters, tickets
from operators.letters import Draft, Letter
from tests.channels.email.post_office import PostOffice, serving
from tests.operators.delivering import one_leaves
from tests.operators.room import Room

TO = "Anna@example.org"


@dataclass
class Post:
    """The room with a ticket, and a mail server."""

    room: Room
    office: PostOffice
    outlet: Outlet
    ticket: int

    async def write(self, draft: Draft) -> Letter:
        """A letter of the ticket, as far as it gets."""
        async with self.room.database.write() as session:
            ticket = await tickets.get(session, self.ticket)
            assert ticket is not None
            number = (await letters.post(session, ticket, TO, draft, self.room.clock.now())).id
        while await one_leaves(self.room.database, self.outlet, self.room.clock.now()):
            pass
        await self.room.deliver()
        async with self.room.database.read() as session:
            return await session.get_one(Letter, number)

    def arrived(self) -> EmailMessage:
        """The last letter."""
        return self.office.messages()[-1]


@pytest.fixture
async def post(room: Room) -> AsyncIterator[Post]:
    """A ticket in its topic, and a server that takes letters."""
    office = PostOffice()
    async with serving(office) as port:
        channel = EmailChannel(MailServer("127.0.0.1", port, encrypted=False), Sender("line@example.org"))
        outlet = Outlet(channel, Paces({}, "email:server"), ClientBook("email"), [letters.note_outcome])
        yield Post(room, office, outlet, await room.asks())


async def test_letters_of_a_ticket_are_one_thread(post: Post) -> None:
    """The second answers the first; either is found again by its Message-ID."""
    first = await post.write(Draft("Ответ [№ 1]", rich("Раз"), keyboard=((Button("5", url="https://example.org/r"),),)))
    assert first.sent_at is not None
    assert first.message_id == post.arrived()["Message-ID"]
    second = await post.write(Draft("Ответ [№ 1]", rich("Два")))
    assert post.arrived()["In-Reply-To"] == first.message_id
    assert post.arrived()["References"] == first.message_id
    async with post.room.database.read() as session:
        assert second.message_id is not None
        for asked, found in (([second.message_id], second.id), (["<x@y>", first.message_id or ""], first.id)):
            letter = await letters.answered(session, asked)
            assert letter is not None
            assert letter.id == found
        assert await letters.answered(session, ["<forged@example.org>"]) is None


async def test_a_refused_letter_is_told_in_the_topic(post: Post) -> None:
    """In a sentence with the reason, without the server's words; the next one is tried again."""
    post.office.recipients = ["550 5.1.1 <anna@example.org> no such user here"]
    letter = await post.write(Draft("Ответ", rich("Раз")))
    assert (letter.sent_at, letter.failure) == (None, "mail_no_mailbox (550 5.1.1)")
    told = post.room.shown()[-1].text
    assert told == (
        "Письмо клиенту не доставлено: такого почтового ящика нет, проверьте адрес у клиента. В чате ответ остался."
    )
    async with post.room.database.read() as session:
        assert await clients.unreachable_reasons(session, "email", [TO]) == {}
    assert (await post.write(Draft("Ответ", rich("Два")))).sent_at is not None
