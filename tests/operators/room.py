"""An operators' group to act in: people write and press as raw Bot API updates, the real intake and the desk take them,
the real planning and settling of delivery bring what they make of it into a group in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot import clients
from bot.bot_api import routed
from bot.calls import Destination
from bot.database import Database
from bot.delivery import departures
from bot.delivery.outlets import Outlet
from bot.delivery.planner import plan as plan_row
from bot.delivery.planning import Held, Job, NotYet, Planning
from bot.delivery.settling import finish, settle
from bot.errors import DeliveryError
from bot.inbox import Conversation, Handled, InboxRow
from bot.intake import Processor, Side
from bot.intake.reading import accept
from bot.links import MessageKey
from bot.messages import Address, Batch, Person, Said
from bot.outbox import OutboxRow, OutboxState
from bot.outgoing import Answer, Signal
from bot.pacing import Paces
from bot.richtext import RichText, rich
from knowledge.articles import Article
from operators import book, cards, events, history, lifecycle, marks, relay, tickets, topics
from operators.desk.routing import conversation
from operators.desk.side import DeskSide
from operators.events import Event
from operators.history import Author
from operators.tickets import Ticket
from tests.fakes import FakeBook, FakeClock
from tests.memory import MemoryChannel, Shown
from tests.operators.contents import commands, reactions

GROUP = -1001234567890

ARTICLES = {
    "order": Article("order", "Как заказать документ", rich("Заполните форму заказа.")),
    "seminar": Article("seminar", "Как записаться на семинар", rich("Выберите дату.")),
}


@dataclass
class ClientsSide:
    """The other side of the line: only hears what the desk tells it."""

    heard: list[Event] = field(default_factory=list)

    async def handle(self, _session: AsyncSession, _conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """Notes the event."""
        self.heard.append(events.read(rows[0].payload))
        return Handled()

    async def parked(self, _session: AsyncSession, _conversation: Conversation, row: InboxRow) -> None:
        """No event is beyond it."""
        raise AssertionError(row.error)


@dataclass
class Operator:
    """A member of the group."""

    name: str
    id: int

    @property
    def raw(self) -> dict[str, Any]:
        """As the Bot API names a user."""
        return {"id": self.id, "is_bot": False, "first_name": self.name}


ANNA, OLEG = Operator("Анна", 501), Operator("Олег", 502)


class Room:
    """The group, its desk, and a client's side that listens."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock = database, FakeClock()
        self.group = MemoryChannel(name="desk")
        self.book = book.TopicBook()
        listeners = (topics.note_opened, book.note_lost)
        self.outlet = Outlet(self.group, Paces({}, "desk:bot"), self.book, listeners)
        messenger = MemoryChannel(name="telegram")
        self.clients_outlet = Outlet(messenger, Paces({}, "telegram:bot"), FakeBook(), (marks.note_outcome,))
        self.clients = ClientsSide()
        self.signals: list[Signal] = []
        self._updates, self._albums = 100, 0
        self.restart()

    @property
    def answers(self) -> list[Answer]:
        """The answers to pressed buttons."""
        return [signal for signal in self.signals if isinstance(signal, Answer)]

    def restart(self) -> None:
        """The process begins anew: whatever it kept in memory is gone."""
        self.side = DeskSide(ARTICLES, self.clock, username="liniya_desk_bot")
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
        message = self._message(who, thread) | {"text": text, "entities": commands(text)}
        message["reply_to_message"] = self._answered(thread, reply_to)
        if message["reply_to_message"] is None:
            del message["reply_to_message"]
        message |= more
        self._stands(message, text)
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

    def sent(
        self, who: Operator, thread: str | None, content: dict[str, Any], reply_to: str | None = None
    ) -> dict[str, Any]:
        """A message that stands in the group and has not been read yet."""
        message = self._message(who, thread) | content
        answered = self._answered(thread, reply_to)
        message |= {"reply_to_message": answered} if answered is not None else {}
        self._stands(message, content.get("text") or content.get("caption") or "")
        return message

    def album(
        self, who: Operator, thread: str | None, *pieces: dict[str, Any], reply_to: str | None = None
    ) -> list[dict[str, Any]]:
        """The messages of an album, not read yet."""
        self._albums += 1
        named = {"media_group_id": f"album-{self._albums}"}
        return [self.sent(who, thread, piece | named, reply_to) for piece in pieces]

    async def corrects(self, who: Operator, message_id: str, text: str) -> None:
        """Somebody edits a message of theirs."""
        await self.changes(who, message_id, {"text": text})

    async def changes(self, who: Operator, message_id: str, content: dict[str, Any]) -> None:
        """Somebody edits what their message holds."""
        thread = self.group.chats[str(GROUP)][message_id].thread
        message = self._message(who, thread) | {"message_id": int(message_id), "edit_date": 1} | content
        await self.update({"edited_message": message})

    async def reacts(self, who: Operator, message_id: str, *emoji: str, before: Sequence[str] = ()) -> None:
        """Somebody's reactions on a message are these from now on; `custom:…` is a picture of Telegram's own."""
        chat = {"id": GROUP, "type": "supergroup", "title": "Операторы", "is_forum": True}
        change = {"chat": chat, "message_id": int(message_id), "user": who.raw, "date": 1}
        change |= {"old_reaction": reactions(before), "new_reaction": reactions(emoji)}
        await self.update({"message_reaction": change})

    async def presses(self, who: Operator, words: str) -> str:
        """Somebody presses the last button with these words; returns what they are told."""
        shown = next(one for one in reversed(self.shown()) if any(words == text for text, _ in _buttons(one)))
        data = next(data for text, data in _buttons(shown) if text == words)
        return await self.pushes(who, shown.id, data)

    async def pushes(self, who: Operator, message_id: str, data: str) -> str:
        """A button with this data arrives, whether there is one or not."""
        shown = self.group.chats.get(str(GROUP), {}).get(message_id)
        bot = {"id": 900, "is_bot": True, "first_name": "Пульт", "username": "liniya_desk_bot"}
        message = self._message(who, shown.thread if shown else None) | {"message_id": int(message_id), "from": bot}
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

    def shown(self, thread: str | None = None) -> list[Shown]:
        """What stands in the group (in a topic), from top to bottom."""
        everything = self.group.chats.get(str(GROUP), {}).values()
        return [one for one in everything if thread is None or one.thread == thread]

    def general(self) -> list[str]:
        """What stands in General."""
        return [one.text for one in self.group.chats.get(str(GROUP), {}).values() if one.thread is None]

    def last(self, thread: str | None = None) -> Shown:
        """The last message."""
        return self.shown(thread)[-1]

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
        async with self.database.write() as session:
            row = await session.scalar(departures.due_heads("desk", self.clock.now()).limit(1))
            if row is None:
                return False
            place = (await self.book.find(session, [row.peer]))[row.peer]
            assert isinstance(place, Destination)
            plan = await plan_row(Planning(session, self.group, None, self.clock.now()), row, place)
            assert not isinstance(plan, NotYet | Held)
            if not isinstance(plan, Job):
                await finish(session, self.outlet, row, OutboxState.CANCELLED, plan.reason, self.clock.now())
                return True
            for number in plan.rows:
                (await session.get_one(OutboxRow, number)).state = OutboxState.IN_FLIGHT
            try:
                plan.result = await self.group.perform(plan.call)
            except DeliveryError as error:
                plan.error = error
            await settle(session, self.outlet, [plan], self.clock.now())
        return True

    async def rows(self) -> list[OutboxRow]:
        """The whole outbox."""
        async with self.database.read() as session:
            return list(await session.scalars(select(OutboxRow).order_by(OutboxRow.id)))

    # --- raw pieces

    def _message(self, who: Operator, thread: str | None) -> dict[str, Any]:
        self.group._last_id += 1
        chat = {"id": GROUP, "type": "supergroup", "title": "Операторы", "is_forum": True}
        message = {"message_id": self.group._last_id, "date": 1, "chat": chat, "from": who.raw}
        if thread is not None:
            message |= {"message_thread_id": int(thread), "is_topic_message": True}
        return message

    def _answered(self, thread: str | None, reply_to: str | None) -> dict[str, Any] | None:
        """In a topic, what answers nothing answers the message that made it."""
        number = reply_to or thread
        chat = {"id": GROUP, "type": "supergroup", "title": "Операторы"}
        return {"message_id": int(number), "date": 1, "chat": chat} if number is not None else None

    def _stands(self, message: dict[str, Any], text: str) -> None:
        number, thread = str(message["message_id"]), message.get("message_thread_id")
        chat = self.group.chats.setdefault(str(GROUP), {})
        chat[number] = Shown(number, text, thread=str(thread) if thread else None)


def key(message_id: str) -> MessageKey:
    """A message of the group."""
    return MessageKey("desk", str(GROUP), message_id)


def _buttons(shown: Shown) -> list[tuple[str, str]]:
    return [(button.text, button.data or "") for row in shown.keyboard for button in row]


def words_on(shown: Shown) -> list[str]:
    """The words on a message's buttons."""
    return [text for text, _ in _buttons(shown)]
