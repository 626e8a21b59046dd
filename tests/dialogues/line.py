"""The line with one client and some operators, for dialogues: the real processor, dialogue, knowledge and database, and
a delivery that never fails."""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients, files, inbox
from bot.clients import ClientAddress
from bot.database import Database
from bot.inbox import InboxRow
from bot.intake import Processor, accept
from bot.links import MessageKey
from bot.messages import Address, Batch, Person, RawUpdate
from bot.outbox import OutboxRow
from bot.outgoing import Answer, Signal
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
    StaffReacted,
    StaffSaid,
    StaffTookBack,
    TicketClaimed,
    TicketResolved,
    tell,
)
from operators.staff import Staff
from operators.tickets import Ticket
from tests.dialogues.messenger import CHANNEL, CHANNELS, PEER, Happened, attachments_in, parse, things
from tests.dialogues.screens import GROUP, Screens
from tests.fakes import FakeClock

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
        self.channel = CHANNEL
        self.on: Collection[str] = ()
        """The messengers that clients are told of."""
        self.signals: list[Signal] = []
        self._sent: dict[str, str] = {}
        self._updates: dict[str, dict[str, Any]] = {}
        self.screens = Screens(self._sent)
        self._numbers = itertools.count(first)
        self._sides: dict[str, ClientSide] = {}
        self._processor = Processor(database, self._sides, self.clock, self.signals.extend)
        self.promise(PROMISES)

    @property
    def answers(self) -> list[Answer]:
        """The answers to pressed buttons."""
        return [signal for signal in self.signals if isinstance(signal, Answer)]

    def connect(self) -> None:
        """Both messengers are on, and clients are told so."""
        self.on = CHANNELS
        self.promise(self.promises)

    def promise(self, promises: Promises) -> None:
        """The centre's settings, from now on."""
        self.promises = promises
        articles = {article.id: article for article in load_shipped()}
        services = Services(SEARCH, articles, Thresholds(), promises, self.on)
        side = ClientSide(dict.fromkeys(CHANNELS, parse), services, self.clock)
        self._sides.update(dict.fromkeys(CHANNELS, side))

    async def open(self) -> None:
        """The operators' group is there."""
        async with self.database.write() as session:
            await topics.set_up_desk(session, GROUP)

    async def consent(self) -> None:
        """The client agreed long ago."""
        async with self.database.write() as session:
            address = await clients.meet(
                session, Address(self.channel, PEER), Person(PEER, self.name), self.clock.now()
            )
            clients.record_consent(session, address, self.promises.consent_version, self.clock.now())

    # --- what the client does ---

    async def client(self, kind: str, text: str = "", **more: Any) -> str:
        """Hands an update over; returns the message's id. Nothing is processed yet."""
        number = str(next(self._numbers))
        message_id = more.pop("id", None) or f"c{number}"
        payload = {"kind": kind, "id": message_id, "text": text, "name": self.name, "channel": self.channel, **more}
        payload["at"] = self.clock.now().isoformat()
        update = RawUpdate(number, f"{self.channel}:{PEER}", payload)
        await accept(self.database, self.channel, Batch([update], None), self.clock)
        if kind in ("said", "edit"):
            self._sent[text] = message_id
            self._updates[message_id] = payload
        return message_id

    async def says(self, text: str, reply_to: str | None = None) -> None:
        """A message; `reply_to` is the beginning of what it answers."""
        more = {"reply_to": self._message_at_client(reply_to)} if reply_to else {}
        await self.client("said", text, **more)

    async def sends(self, what: str, album: str | None = None, caption: str | None = None) -> None:
        """Photos, files and the rest, in one message."""
        await self.client("said", caption or "", attachments=things(what, self.channel), album=album)

    async def forwards(self, author: str, words: str, text: str | None = None) -> None:
        """Somebody else's message, perhaps with words of one's own."""
        await self.client("said", text or "", forwarded=[[author, words]])

    async def edits(self, before: str, after: str, what: str | None = None) -> None:
        """Corrects what they wrote; with `what` the attachments too."""
        message_id = self._sent[before]
        was = self._updates[message_id]
        more = {key: was[key] for key in ("attachments", "album", "forwarded") if key in was}
        if what is not None:
            more["attachments"] = things(what, self.channel) if what else []
        await self.client("edit", after, id=message_id, **more)

    async def edits_content(self, before: str, after: str, what: str | None) -> None:
        """Corrects the attachments as well (None: takes them away)."""
        await self.edits(before, after, what or "")

    async def edits_ahead(self, before: str, after: str) -> None:
        """The correction of a message comes before the message."""
        self._sent[before] = await self.client("edit", after)

    async def comes_late(self, text: str) -> None:
        """The message that a correction has overtaken."""
        await self.client("said", text, id=self._sent[text])

    async def reacts(self, emoji: str, to: str) -> None:
        """A reaction on what stands at the client's; «» takes it away."""
        await self.client("reaction", emoji, message=self._message_at_client(to))

    async def comments(self, post: str, text: str, what: str | None = None) -> None:
        """A public comment under a post of the community."""
        number = f"{post}_{next(self._numbers)}"
        await self.client("comment", text, id=number, attachments=things(what, self.channel) if what else [])

    async def presses(self, label: str, *, gone: bool = False) -> None:
        """Presses the newest button with this label; with `gone` also one that was there once."""
        for shown in reversed(self.screens.at("client").values()):
            now = {button.text for row in shown.keyboard for button in row}
            if shown.channel != self.channel:
                continue
            if label in now or (gone and label in shown.buttons_ever):
                await self.client("press", shown.buttons_ever[label], message=shown.id)
                return
        raise AssertionError(f"no button «{label}» on the screen")

    async def types_code(self) -> None:
        """The code that the bot told last, in the messenger where the client writes now."""
        told = (re.search(r"\b\w{4}-\w{4}\b", one.text) for one in reversed(self.screens.at("client").values()))
        await self.says(next(code[0] for code in told if code is not None))

    async def forges(self, data: str) -> None:
        """Sends what no button under the newest message carries."""
        newest = next(reversed(self.screens.at("client").values()), None)
        await self.client("press", data, message=newest.id if newest else "nowhere")

    # --- what operators do: as the desk does it, by internal events ---

    async def takes(self, name: str) -> None:
        """«Взять»."""
        async with self.database.write() as session:
            ticket, person = await self._ticket(session), await self._staff(session, name)
            assert lifecycle.claim(session, ticket, person, self.clock.now())
            await self._tell(session, TicketClaimed(ticket.id, person.id))

    async def answers_as(self, name: str, text: str, reply_to: str | None = None, what: str | None = None) -> None:
        """A line for the client; `reply_to` is the beginning of what it answers in the topic."""
        async with self.database.write() as session:
            ticket, person = await self._ticket(session), await self._staff(session, name)
            source = MessageKey("desk", GROUP, f"s{next(self._numbers)}")
            self._sent[text] = source.id
            answered = MessageKey("desk", GROUP, self.screens.find("topic", reply_to).id) if reply_to else None
            event = StaffSaid(ticket.id, person.id, rich(text), source, f"topic:{ticket.topic_id}", answered)
            if what:
                attachments = attachments_in(things(what, "desk"))
                taken = await files.take_in(session, attachments, "note:1", self.clock.now())
                event = replace(event, attachments=taken)
            await self._tell(session, event)

    async def reacts_as(self, name: str, emoji: str, to: str) -> None:
        """A reaction of staff on what stands in the topic; «» takes it away."""
        async with self.database.write() as session:
            ticket, person = await self._ticket(session), await self._staff(session, name)
            message = MessageKey("desk", GROUP, self.screens.find("topic", to).id)
            await self._tell(session, StaffReacted(message, emoji or None, person.id, ticket.id))

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
        async with self.database.write() as session:
            return await self.screens.deliver(session, self.clock.now())

    async def card(self) -> str:
        """The newest ticket's card, as it is now."""
        async with self.database.read() as session:
            ticket = await session.scalar(select(Ticket).order_by(Ticket.id.desc()).limit(1))
            return self.screens.by_row[ticket.card_id].text if ticket is not None and ticket.card_id is not None else ""

    async def states(self) -> dict[str, int]:
        """How many inbox rows there are in each state."""
        async with self.database.read() as session:
            counted = select(InboxRow.state, func.count()).group_by(InboxRow.state)
            return {str(state): number for state, number in await session.execute(counted)}

    def _message_at_client(self, beginning: str) -> str:
        if beginning in self._sent:
            own = self._sent[beginning]
            return next((shown.id for shown in self.screens.at("client").values() if shown.text == beginning), own)
        return self.screens.find("client", beginning).id

    async def _ticket(self, session: AsyncSession) -> Ticket:
        ticket = await tickets.latest(session, (await self._address(session)).id)
        assert ticket is not None
        return ticket

    async def _address(self, session: AsyncSession) -> ClientAddress:
        address = await clients.find_address(session, Address(self.channel, PEER))
        assert address is not None
        return address

    async def _staff(self, session: AsyncSession, name: str) -> Staff:
        return await staff.recognise(session, Person(f"staff-{name}", name), self.clock.now())

    async def _tell(self, session: AsyncSession, event: Event) -> None:
        await tell(session, await self._address(session), event, self.clock.now())


def with_consent_version(promises: Promises, version: str) -> Promises:
    """The same centre with another text of consent."""
    return replace(promises, consent_version=version)
