"""The line with one client and some operators, for dialogues: the real processor, dialogue, knowledge and database, and
a delivery that never fails."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients, inbox, links
from bot.clients import ClientAddress
from bot.database import Database
from bot.inbox import InboxRow
from bot.intake import Processor, accept
from bot.links import MessageKey
from bot.messages import (
    Address,
    Answer,
    Batch,
    Delete,
    Edit,
    Person,
    RawUpdate,
    Ref,
    Send,
    Signal,
)
from bot.outbox import OutboxRow, OutboxState
from bot.richtext import rich
from handlers.dialogue import ClientSide
from handlers.turn import Promises, Services
from knowledge.articles import rendered
from knowledge.loading import load_shipped
from knowledge.outcome import Thresholds
from knowledge.search import Search
from operators import expiry, lifecycle, staff, tickets, topics
from operators.calendar import WorkingTime
from operators.events import (
    ArticleTakenBack,
    Event,
    StaffEdited,
    StaffSaid,
    StaffTookBack,
    TicketClaimed,
    TicketResolved,
    tell,
)
from operators.staff import Staff
from operators.tickets import Ticket
from tests.dialogues.messenger import CHANNEL, PEER, Happened, Shown, parse
from tests.fakes import FakeClock

GROUP = "-100500"
MOSCOW = ZoneInfo("Europe/Moscow")
PROMISES = Promises(
    working_time=WorkingTime(opens=time(8), closes=time(18), time_zone=MOSCOW),
    greeting_seconds=30,
    answer_minutes=10,
    consent_version="1",
    consent_url=None,
    reopen_hours=24,
    burst_seconds=1.5,
)
SEARCH = Search(load_shipped())

_PATIENCE = timedelta(seconds=30)
"""How long a row may wait (for another line, for its next attempt) and still belong to what was just done."""


class Line:
    """One client's line, moved by hand."""

    def __init__(
        self, database: Database, *, promises: Promises = PROMISES, name: str = "Мария", first: int = 1
    ) -> None:
        self.database, self.clock, self.name = database, FakeClock(), name
        self.signals: list[Signal] = []
        self.screens: dict[str, dict[str, Shown]] = {}
        self._by_row: dict[int, Shown] = {}
        self._sent: dict[str, str] = {}
        self._numbers = itertools.count(first)
        self._sides: dict[str, ClientSide] = {}
        self._processor = Processor(database, self._sides, self.clock, self.signals.extend)
        self.promise(PROMISES)

    @property
    def answers(self) -> list[Answer]:
        """The answers to pressed buttons."""
        return [signal for signal in self.signals if isinstance(signal, Answer)]

    def promise(self, promises: Promises) -> None:
        """The centre's settings, from now on."""
        self.promises = promises
        articles = {article.id: article for article in load_shipped()}
        services = Services(SEARCH, articles, Thresholds(), promises)
        self._sides[CHANNEL] = ClientSide({CHANNEL: parse}, services, self.clock)

    async def open(self) -> None:
        """The operators' group is there."""
        async with self.database.write() as session:
            await topics.set_up_desk(session, GROUP)

    async def consent(self) -> None:
        """The client agreed long ago."""
        async with self.database.write() as session:
            address = await clients.meet(session, Address(CHANNEL, PEER), Person(PEER, self.name), self.clock.now())
            clients.record_consent(session, address, self.promises.consent_version, self.clock.now())

    # --- what the client does ---

    async def client(self, kind: str, text: str = "", **more: Any) -> str:
        """Hands an update over; returns the message's id. Nothing is processed yet."""
        number = str(next(self._numbers))
        message_id = more.pop("id", None) or f"c{number}"
        payload = {"kind": kind, "id": message_id, "text": text, "name": self.name, **more}
        payload["at"] = self.clock.now().isoformat()
        update = RawUpdate(number, f"{CHANNEL}:{PEER}", payload)
        await accept(self.database, CHANNEL, Batch([update], None), self.clock)
        if kind not in ("press", "edit"):
            self._sent[text] = message_id
        return message_id

    async def says(self, text: str, reply_to: str | None = None) -> None:
        """A message; `reply_to` is the beginning of what it answers."""
        more = {"reply_to": self._message_at_client(reply_to)} if reply_to else {}
        await self.client("text", text, **more)

    async def edits(self, before: str, after: str) -> None:
        """Corrects what they wrote."""
        message_id = self._sent[before]
        self._sent[after] = message_id
        await self.client("edit", after, id=message_id)

    async def presses(self, label: str, *, gone: bool = False) -> None:
        """Presses the newest button with this label; with `gone` also one that was there once."""
        for shown in reversed(self.screen("client").values()):
            now = {button.text for row in shown.keyboard for button in row}
            if label in now or (gone and label in shown.buttons_ever):
                await self.client("press", shown.buttons_ever[label], message=shown.id)
                return
        raise AssertionError(f"no button «{label}» on the screen")

    async def forges(self, data: str) -> None:
        """Sends what no button under the newest message carries."""
        newest = next(reversed(self.screen("client").values()), None)
        await self.client("press", data, message=newest.id if newest else "nowhere")

    # --- what operators do: as the desk does it, by internal events ---

    async def takes(self, name: str) -> None:
        """«Взять»."""
        async with self.database.write() as session:
            ticket, person = await self._ticket(session), await self._staff(session, name)
            assert lifecycle.claim(session, ticket, person, self.clock.now())
            await self._tell(session, TicketClaimed(ticket.id, person.id))

    async def answers_as(self, name: str, text: str, reply_to: str | None = None) -> None:
        """A line for the client; `reply_to` is the beginning of what it answers in the topic."""
        async with self.database.write() as session:
            ticket, person = await self._ticket(session), await self._staff(session, name)
            source = MessageKey("desk", GROUP, f"s{next(self._numbers)}")
            self._sent[text] = source.id
            answered = MessageKey("desk", GROUP, self._message_in_topic(reply_to)) if reply_to else None
            event = StaffSaid(ticket.id, person.id, rich(text), source, f"topic:{ticket.topic_id}", answered)
            await self._tell(session, event)

    async def corrects(self, before: str, after: str) -> None:
        """An operator corrects their line."""
        self._sent[after] = self._sent[before]
        async with self.database.write() as session:
            await self._tell(session, StaffEdited(MessageKey("desk", GROUP, self._sent[before]), rich(after)))

    async def takes_back(self, text: str) -> None:
        """`/del`."""
        async with self.database.write() as session:
            ticket = await self._ticket(session)
            command = MessageKey("desk", GROUP, f"s{next(self._numbers)}")
            line = MessageKey("desk", GROUP, self._sent[text])
            await self._tell(session, StaffTookBack(line, command, f"topic:{ticket.topic_id}"))

    async def sends_article(self, name: str, title: str) -> None:
        """«Отправить» on the card."""
        article = next(article for article in load_shipped() if article.title == title)
        async with self.database.write() as session:
            ticket, person = await self._ticket(session), await self._staff(session, name)
            ticket.sent_suggestions = [*ticket.sent_suggestions, article.id]
            card, place = MessageKey("desk", GROUP, f"m{ticket.card_id}"), f"topic:{ticket.topic_id}"
            await self._tell(
                session, StaffSaid(ticket.id, person.id, rendered(article), card, place, article=article.id)
            )

    async def takes_article_back(self) -> None:
        """`/del` on the card."""
        async with self.database.write() as session:
            ticket = await self._ticket(session)
            card, command = (
                MessageKey("desk", GROUP, one) for one in (f"m{ticket.card_id}", f"s{next(self._numbers)}")
            )
            place = f"topic:{ticket.topic_id}"
            await self._tell(session, ArticleTakenBack(ticket.id, ticket.sent_suggestions[-1], card, command, place))
            ticket.sent_suggestions = ticket.sent_suggestions[:-1]

    async def finishes(self, name: str) -> None:
        """«Завершить»."""
        async with self.database.write() as session:
            ticket, person = await self._ticket(session), await self._staff(session, name)
            assert lifecycle.resolve(session, ticket, person, self.clock.now())
            await self._tell(session, TicketResolved(ticket.id, person.id))

    # --- time and effects ---

    async def passes(self, span: timedelta) -> None:
        """Time goes by, and the sweep over silent tickets with it."""
        self.clock.move(span.total_seconds())
        async with self.database.write() as session:
            await expiry.sweep(session, self.clock.now(), self.promises.reopen_hours)

    async def process(self) -> int:
        """One transaction of the processor: how many conversations it looked at."""
        return await self._processor.process()

    async def latest_moment(self) -> datetime:
        """When the last row was done, or now."""
        async with self.database.read() as session:
            return await session.scalar(select(func.max(OutboxRow.created_at))) or self.clock.now()

    async def settle(self) -> list[Happened]:
        """Everything takes its effect and is delivered; returns what people see of it, in order."""
        self.signals.clear()
        while True:
            while await self.process():
                pass
            async with self.database.read() as session:
                due = await inbox.next_due(session)
            if due is None or due - self.clock.now() > _PATIENCE:
                break
            self.clock.move(max(0.0, (due - self.clock.now()).total_seconds()))
        return await self._deliver()

    def screen(self, where: str) -> dict[str, Shown]:
        """What stands at the client's, in the topic or in General, oldest first."""
        return self.screens.setdefault(where, {})

    async def card(self) -> str:
        """The newest ticket's card, as it is now."""
        async with self.database.read() as session:
            ticket = await session.scalar(select(Ticket).order_by(Ticket.id.desc()).limit(1))
            return self._by_row[ticket.card_id].text if ticket is not None and ticket.card_id is not None else ""

    async def states(self) -> dict[str, int]:
        """How many inbox rows there are in each state."""
        async with self.database.read() as session:
            counted = select(InboxRow.state, func.count()).group_by(InboxRow.state)
            return {str(state): number for state, number in await session.execute(counted)}

    async def _deliver(self) -> list[Happened]:
        happened: list[Happened] = []
        async with self.database.write() as session:
            waiting = select(OutboxRow).where(OutboxRow.state == OutboxState.WAITING).order_by(OutboxRow.id)
            for row in (await session.scalars(waiting)).all():
                happened += await self._show(session, row)
                row.state, row.done_at = OutboxState.SENT, self.clock.now()
        return happened

    async def _show(self, session: AsyncSession, row: OutboxRow) -> Sequence[Happened]:
        where = "client" if row.channel == CHANNEL else row.peer.partition(":")[0]
        match row.body:
            case Send(text=text, keyboard=keyboard, menu=menu, reply_to=reply_to):
                from_staff, answers = "staff_message" in row.context, self._words(reply_to)
                shown = Shown(f"m{row.id}", text.text, keyboard, menu, from_staff, answers)
                chat = PEER if where == "client" else GROUP
                await links.record_sent(session, row.id, 0, row.channel, chat, shown.id)
                self._by_row[row.id] = self.screen(where)[shown.id] = shown
                return [Happened(where, "card" if "card_of" in row.context else "said", shown)]
            case Edit(target=Ref(outbox=int(target)), text=new, keyboard=keyboard) if target in self._by_row:
                shown = self._by_row[target]
                words = new is not None and new.text != shown.text
                shown.text = new.text if new is not None else shown.text
                shown.set_keyboard(keyboard)
                changed = await session.get_one(OutboxRow, target)
                if isinstance(changed.body, Send):
                    text_now = changed.body.text if new is None else new
                    changed.body = replace(changed.body, text=text_now, keyboard=keyboard)
                return [Happened(where, "edited" if words else "buttons", shown)]
            case Delete(target=Ref(outbox=int(target))) if target in self._by_row:
                shown = self._by_row.pop(target)
                del self.screen(where)[shown.id]
                return [Happened(where, "deleted", shown)]
            case _:
                return []

    def _words(self, ref: Ref | None) -> str:
        """What a reply answers: a message of ours, or what a person wrote."""
        if ref is None:
            return ""
        if ref.outbox is not None:
            return self._by_row[ref.outbox].text
        return next(text for text, message_id in self._sent.items() if message_id == ref.platform)

    def _message_at_client(self, beginning: str) -> str:
        if beginning in self._sent:
            return self._sent[beginning]
        return next(shown.id for shown in self.screen("client").values() if shown.text.startswith(beginning))

    def _message_in_topic(self, beginning: str) -> str:
        return next(shown.id for shown in self.screen("topic").values() if shown.text.startswith(beginning))

    async def _ticket(self, session: AsyncSession) -> Ticket:
        ticket = await tickets.latest(session, (await self._address(session)).id)
        assert ticket is not None
        return ticket

    async def _address(self, session: AsyncSession) -> ClientAddress:
        address = await clients.find_address(session, Address(CHANNEL, PEER))
        assert address is not None
        return address

    async def _staff(self, session: AsyncSession, name: str) -> Staff:
        return await staff.recognise(session, Person(f"staff-{name}", name), self.clock.now())

    async def _tell(self, session: AsyncSession, event: Event) -> None:
        await tell(session, await self._address(session), event, self.clock.now())


def with_consent_version(promises: Promises, version: str) -> Promises:
    """The same centre with another text of consent."""
    return replace(promises, consent_version=version)
