"""The line with one client and some operators, for dialogues: the real processor, dialogue, knowledge and database, and
a delivery that never fails."""

from __future__ import annotations

import asyncio
import itertools
import re
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from bot import clients, inbox
from bot.channels.email.parsing import said_in
from bot.database import Database
from bot.file_store import FileStore
from bot.inbox import InboxRow
from bot.intake import Processor, Side, accept
from bot.messages import Address, Batch, Person, RawUpdate
from bot.outbox import OutboxRow
from bot.outgoing import Answer, Signal
from handlers.dialogue import ClientSide
from handlers.forms import folding
from handlers.holdings import HOLDINGS
from handlers.mail_side import MailSide
from handlers.scenarios import all_scenarios, forms
from handlers.services import Promises, Services
from knowledge import store
from knowledge.articles import Article
from knowledge.live import LiveBase
from knowledge.loading import load_shipped
from knowledge.outcome import Thresholds
from knowledge.search import Search
from knowledge.seeding import seed
from operators import board, destroying, expiry, permission_sweep, queue, topics, watch
from operators.calendar import WorkingTime
from operators.desk.side import DeskSide
from operators.export_text import Reader
from operators.exports import Exports
from operators.purposes import Purpose
from operators.tickets import Ticket
from tests.dialogues.messenger import CHANNEL, CHANNELS, PEER, Happened, parse, things
from tests.dialogues.sample_form import SAMPLES
from tests.dialogues.screens import GROUP, SENIORS, Screens
from tests.fakes import FakeClock
from tests.terms import standard

MOSCOW = ZoneInfo("Europe/Moscow")
HOURS = WorkingTime.on_weekdays(time(8), time(18), MOSCOW)
STANDARD = standard(HOURS)
PROMISES = Promises(
    working_time=HOURS,
    consent_version="1",
    consent_url=None,
    reopen_hours=24,
    burst_seconds=1.5,
    standard=STANDARD,
)
SEARCH = Search(load_shipped())

_CODE = "{код}"
"""In words that a transcript tells: the code that the bot told last."""

_PATIENCE = timedelta(seconds=30)
"""How long a row may wait (for another line, for its next attempt) and still belong to what was just done."""


class Line:
    """One client's line, moved by hand."""

    def __init__(
        self, database: Database, *, promises: Promises = PROMISES, name: str = "Мария", first: int = 1
    ) -> None:
        self.database, self.clock, self.name = database, FakeClock(), name
        self.channel = CHANNEL
        self.watched = False
        """Whether the watch over the terms and the board tick as time goes by."""
        self.on: Collection[str] = ()
        """The messengers that clients are told of."""
        self.addresses: dict[str, str] = {}
        self.articles: Sequence[Article] = load_shipped()
        self.search = SEARCH
        self.signals: list[Signal] = []
        self.sent: dict[str, str] = {}
        """Where what was written stands: the message's id at its author's, by its words."""
        self._updates: dict[str, dict[str, Any]] = {}
        self.screens = Screens(self.sent)
        self._numbers = itertools.count(first)
        self._sides: dict[str, Side] = {}
        self._base: LiveBase | None = None
        self.store = FileStore(Path(tempfile.mkdtemp(prefix="liniya-line-")))
        self._exports = Exports(database, self.store, HOLDINGS, Reader("Сервисный центр", MOSCOW), lambda: None)
        self._processor = Processor(database, self._sides, self.clock, self.signals.extend)
        self.promise(promises)

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
        articles = {article.key: article for article in self.articles}
        services = Services(self.search, articles, Thresholds(), promises, self.on, self.addresses)
        if self._base is not None:
            services = replace(services, search=self._base, articles=self._base.articles)
        scenarios = {**all_scenarios(), **SAMPLES}
        side = ClientSide(dict.fromkeys(CHANNELS, parse), services, self.clock, scenarios)
        self._sides.update(dict.fromkeys(CHANNELS, side))
        self._sides["email"] = MailSide(said_in, self.clock)

    async def catch_up(self) -> None:
        """The running base takes over what staff have saved."""
        async with self.database.read() as session:
            rows = await store.everything(session)
        self.articles = (*load_shipped(), *(row.article for row in rows if row.enabled))
        self.search = Search(self.articles)
        self.promise(self.promises)

    async def open(self) -> None:
        """The operators' group is there."""
        async with self.database.write() as session:
            await topics.set_up_desk(session, GROUP)

    async def open_seniors(self) -> None:
        """The seniors have a group of their own."""
        async with self.database.write() as session:
            await topics.set_up_desk(session, SENIORS, Purpose.SENIORS)

    async def learn(self) -> None:
        """The articles stand in the database, and whatever is learned counts from then on; the desk is there too."""
        async with self.database.write() as session:
            await seed(session, load_shipped(), self.clock.now())
        folder = Path(str(self.database._engine.url.database)).parent / "index"
        self._base = LiveBase(self.database, self.clock, folder)
        await self._base.load(asyncio.Event())
        self._sides["desk"] = DeskSide(
            self._base.articles, self._base, self.clock, MOSCOW, standard=self.promises.standard
        )
        self.promise(self.promises)

    async def watch(self) -> None:
        """The terms are watched, and General has its board."""
        self.watched = True

    async def consent(self) -> None:
        """The client agreed long ago."""
        async with self.database.write() as session:
            address = await clients.meet(
                session, Address(self.channel, PEER), Person(PEER, self.name), self.clock.now()
            )
            clients.record_consent(session, address, self.promises.consent_version, self.clock.now())

    def next_number(self) -> int:
        """For a new update or message."""
        return next(self._numbers)

    # --- what the client does ---

    async def client(self, kind: str, text: str = "", **more: Any) -> str:
        """Hands an update over; returns the message's id. Nothing is processed yet."""
        number = str(self.next_number())
        message_id = more.pop("id", None) or f"c{number}"
        payload = {"kind": kind, "id": message_id, "text": text, "name": self.name, "channel": self.channel, **more}
        payload["at"] = self.clock.now().isoformat()
        update = RawUpdate(number, f"{self.channel}:{PEER}", payload)
        await accept(self.database, self.channel, Batch([update], None), self.clock)
        if kind in ("said", "edit"):
            self.sent[text] = message_id
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
        if _CODE in after:
            before, after = (text.replace(_CODE, self._told_code()) for text in (before, after))
        message_id = self.sent[before]
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
        self.sent[before] = await self.client("edit", after)

    async def comes_late(self, text: str) -> None:
        """The message that a correction has overtaken."""
        await self.client("said", text, id=self.sent[text])

    async def reacts(self, emoji: str, to: str) -> None:
        """A reaction on what stands at the client's; «» takes it away."""
        await self.client("reaction", emoji, message=self._message_at_client(to))

    async def comments(self, post: str, text: str, what: str | None = None) -> None:
        """A public comment under a post of the community."""
        number = f"{post}_{self.next_number()}"
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

    async def asked_for(self, form: str) -> None:
        """A form is begun, as by a button."""
        await self.client("press", f"{form}:again", message="nowhere")

    async def types_code(self, words: str | None = None) -> None:
        """The code that the bot told last, in the messenger where the client writes now; `words` have a place for it,
        and so has whatever is corrected."""
        await self.says((words or _CODE).replace(_CODE, self._told_code()))

    def _told_code(self) -> str:
        told = (re.search(r"\b\w{4}-\w{4}\b", one.text) for one in reversed(self.screens.at("client").values()))
        return next(code[0] for code in told if code is not None)

    async def forges(self, data: str) -> None:
        """Sends what no button under the newest message carries."""
        newest = next(reversed(self.screens.at("client").values()), None)
        await self.client("press", data, message=newest.id if newest else "nowhere")

    # --- time and effects ---

    async def passes(self, span: timedelta) -> None:
        """Time goes by, and the sweeps with it."""
        self.clock.move(span.total_seconds())
        async with self.database.write() as session:
            await expiry.sweep(session, self.clock.now(), self.promises.reopen_hours)
            await queue.sweep(session, self.clock.now())
            if self.watched:
                await watch.sweep(session, self.clock.now(), self.promises.standard)
                await board.sweep(session, self.clock.now(), self.promises.standard)
            await permission_sweep.sweep(session, self.clock.now(), self.promises.entitlement)
            await folding.sweep(session, self.clock.now(), [*forms(), *SAMPLES])
            while await destroying.step(session, HOLDINGS, self.clock.now()):
                pass

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
        if self._base is not None:
            await self._base.look(asyncio.Event())
        await self._exports.prepare(self.clock.now())
        async with self.database.write() as session:
            await self._exports.sweep(session, self.clock.now())
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
        if beginning in self.sent:
            own = self.sent[beginning]
            return next((shown.id for shown in self.screens.at("client").values() if shown.text == beginning), own)
        return self.screens.find("client", beginning).id


def with_consent_version(promises: Promises, version: str) -> Promises:
    """The same centre with another text of consent."""
    return replace(promises, consent_version=version)
