"""An operators' group to act in: people write and press as raw Bot API updates, the real intake and the desk take them,
the real planning and settling of delivery bring what they make of it into a group in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot import clients
from bot.bot_api import routed
from bot.database import Database
from bot.delivery.outlets import Outlet
from bot.intake import Processor, Side
from bot.intake.reading import accept
from bot.messages import Address, Batch, Person, Said
from bot.outbox import OutboxRow
from bot.outgoing import Answer, Signal
from bot.pacing import Paces
from bot.richtext import RichText, rich
from knowledge.articles import Article
from knowledge.search import Search
from operators import book, cards, history, lifecycle, marks, relay, tickets, topics
from operators.desk.routing import conversation
from operators.desk.side import DeskSide
from operators.events import Event
from operators.history import Author
from operators.tickets import Ticket
from tests.fakes import FakeBook, FakeClock
from tests.memory import MemoryChannel
from tests.operators.clients_side import ClientsSide
from tests.operators.contents import commands, reactions
from tests.operators.delivering import one_leaves
from tests.operators.group import GROUP, GroupChat, Operator, buttons
from tests.terms import STANDARD

ARTICLES = {
    "order": Article("order", "Как заказать документ", rich("Заполните форму заказа.")),
    "seminar": Article("seminar", "Как записаться на семинар", rich("Выберите дату.")),
}
SEARCH = Search(list(ARTICLES.values()))


class Room(GroupChat):
    """The group, its desk, and a client's side that listens."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self.database, self.clock = database, FakeClock()
        self.book = book.TopicBook()
        listeners = (topics.note_opened, book.note_lost)
        self.outlet = Outlet(self.group, Paces({}, "desk:bot"), self.book, listeners)
        messenger = MemoryChannel(name="telegram")
        self.clients_outlet = Outlet(messenger, Paces({}, "telegram:bot"), FakeBook(), (marks.note_outcome,))
        self.clients = ClientsSide()
        self.signals: list[Signal] = []
        self._updates = 100
        self.restart()

    @property
    def answers(self) -> list[Answer]:
        """The answers to pressed buttons."""
        return [signal for signal in self.signals if isinstance(signal, Answer)]

    def restart(self) -> None:
        """The process begins anew: whatever it kept in memory is gone."""
        self.side = DeskSide(ARTICLES, SEARCH, self.clock, username="liniya_desk_bot", standard=STANDARD)
        sides: dict[str, Side] = {"desk": self.side, "telegram": self.clients}
        self.processor = Processor(self.database, sides, self.clock, self.signals.extend)

    async def set_up(self) -> None:
        """The desk of the group."""
        async with self.database.write() as session:
            await topics.set_up_desk(session, str(GROUP))

    # --- the client's side

    async def asks(
        self,
        question: str = "Как заказать документ?",
        *,
        peer: str = "42",
        name: str = "Вера",
        suggested: int = 0,
        client_of: int | None = None,
    ) -> int:
        """A client gets a ticket; returns its number. `client_of`: whose ticket that is, on another account."""
        now = self.clock.now()
        async with self.database.write() as session:
            address = await clients.meet(session, Address("telegram", peer), Person(peer, name, "vera"), now)
            if client_of is not None:
                address.client = (await session.get_one(Ticket, client_of, options=[joinedload(Ticket.client)])).client
            history.record(session, address.id, Author.CLIENT, question, now)
            history.record(session, address.id, Author.BOT, "Посмотрите статью о заказе.", now)
            suggestions = [(one.id, one.title) for one in ARTICLES.values()][:suggested]
            ticket = await lifecycle.open_ticket(session, address, question, suggestions, now)
            await cards.post(session, ticket, now)
            number = ticket.id
        await self.deliver()
        return number

    async def says(self, ticket_id: int, text: str | RichText, message_id: str, reply_to: str | None = None) -> None:
        """The client writes into their ticket."""
        async with self.database.write() as session:
            ticket = await tickets.get(session, ticket_id)
            assert ticket is not None
            said = Said(
                address=ticket.address.address,
                person=Person(ticket.address.peer, ticket.client.name),
                at=self.clock.now(),
                text=rich(text),
                message_ids=(message_id,),
                reply_to=reply_to,
            )
            await relay.client_said(session, ticket, said, self.clock.now())
        await self.deliver()

    def heard(self) -> list[Event]:
        """What the client's conversation was told since the last look."""
        heard, self.clients.heard = self.clients.heard, []
        return heard

    # --- the group

    async def writes(
        self, who: Operator, text: str, thread: str | None = None, reply_to: str | None = None, **more: Any
    ) -> str:
        """Somebody writes in a topic (None: in General); returns the message's id."""
        message = self.message(who, thread) | {"text": text, "entities": commands(text)}
        message |= self.answering(thread, reply_to) | more
        self.stands(message, text)
        await self.update({"message": message})
        return str(message["message_id"])

    async def sends(
        self, who: Operator, thread: str | None, content: dict[str, Any], reply_to: str | None = None
    ) -> str:
        """Somebody sends something other than text."""
        message = self.sent(who, thread, content, reply_to)
        await self.update({"message": message})
        return str(message["message_id"])

    async def sends_album(
        self, who: Operator, thread: str | None, *pieces: dict[str, Any], reply_to: str | None = None
    ) -> list[str]:
        """Somebody sends an album; a second of quiet follows it."""
        ids = []
        for piece in self.album(who, thread, *pieces, reply_to=reply_to):
            ids.append(str(piece["message_id"]))
            await self.receive({"message": piece})
        await self.quiet()
        return ids

    async def quiet(self) -> None:
        """Nobody writes for a second."""
        await self.process()
        self.clock.move(1.1)
        await self.process()

    async def corrects(self, who: Operator, message_id: str, text: str) -> None:
        """Somebody edits a message of theirs."""
        await self.changes(who, message_id, {"text": text})

    async def changes(self, who: Operator, message_id: str, content: dict[str, Any]) -> None:
        """Somebody edits what their message holds."""
        thread = self.group.chats[str(GROUP)][message_id].thread
        message = self.message(who, thread) | {"message_id": int(message_id), "edit_date": 1} | content
        await self.update({"edited_message": message})

    async def reacts(self, who: Operator, message_id: str, *emoji: str, before: Sequence[str] = ()) -> None:
        """Somebody's reactions on a message are these from now on; `custom:…` is a picture of Telegram's own."""
        chat = {"id": GROUP, "type": "supergroup", "title": "Операторы", "is_forum": True}
        change = {"chat": chat, "message_id": int(message_id), "user": who.raw, "date": 1}
        change |= {"old_reaction": reactions(before), "new_reaction": reactions(emoji)}
        await self.update({"message_reaction": change})

    async def presses(self, who: Operator, words: str) -> str:
        """Somebody presses the last button with these words; returns what they are told."""
        shown = next(one for one in reversed(self.shown()) if any(words == text for text, _ in buttons(one)))
        data = next(data for text, data in buttons(shown) if text == words)
        return await self.pushes(who, shown.id, data)

    async def pushes(self, who: Operator, message_id: str, data: str) -> str:
        """A button with this data arrives, whether there is one or not."""
        shown = self.group.chats.get(str(GROUP), {}).get(message_id)
        bot = {"id": 900, "is_bot": True, "first_name": "Пульт", "username": "liniya_desk_bot"}
        message = self.message(who, shown.thread if shown else None) | {"message_id": int(message_id), "from": bot}
        query = {"id": "q", "from": who.raw, "chat_instance": "1", "message": message, "data": data}
        self.signals.clear()
        await self.update({"callback_query": query})
        return self.answers[0].text

    async def update(self, payload: dict[str, Any]) -> None:
        """A raw update is accepted, processed with all that follows from it, and what it makes is delivered."""
        await self.receive(payload)
        await self.process()

    async def process(self) -> None:
        """What is due is processed, and delivered."""
        while await self.processor.process():
            pass
        await self.deliver()

    async def receive(self, payload: dict[str, Any]) -> None:
        """A raw update is accepted."""
        self._updates += 1
        raw = routed({"update_id": self._updates, **payload}, conversation, self.clock.now())
        assert raw is not None
        await accept(self.database, "desk", Batch([raw], str(self._updates + 1)), self.clock)

    async def thread(self, ticket_id: int) -> str:
        """The thread in which a ticket stands."""
        async with self.database.read() as session:
            ticket = await session.get_one(Ticket, ticket_id)
            topic = await session.get_one(topics.Topic, ticket.topic_id)
            assert topic.thread_id is not None
            return topic.thread_id

    async def ticket(self, ticket_id: int) -> Ticket:
        """A ticket as it is now."""
        async with self.database.read() as session:
            ticket = await tickets.get(session, ticket_id)
            assert ticket is not None
            return ticket

    # --- delivery

    async def deliver(self) -> None:
        """Everything that may leave does, one call after another, budgets aside."""
        while await self.deliver_one():
            pass

    async def deliver_one(self) -> bool:
        """The next call; False when nothing may leave."""
        return await one_leaves(self.database, self.outlet, self.clock.now())

    async def rows(self) -> list[OutboxRow]:
        """The whole outbox."""
        async with self.database.read() as session:
            return list(await session.scalars(select(OutboxRow).order_by(OutboxRow.id)))
