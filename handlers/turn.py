"""One turn of a dialogue: what a scenario may see and do. A scenario knows no platform and sends nothing itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients, links, outbox
from bot.clients import ClientAddress
from bot.links import MessageKey
from bot.messages import Edited, Person, Pressed, Said
from bot.outbox import OutboxRow
from bot.outgoing import Answer, Button, ButtonStyle, Keyboard, Menu, Send, Signal
from bot.richtext import RichText, rich
from bot.texts import say
from handlers import content
from handlers.conversations import Asked, Dialogue, LookedUp
from handlers.errands import Errand
from handlers.services import Services
from operators import history, tickets
from operators.composing import words_of
from operators.history import Author, Line, LineKind
from operators.tickets import Ticket

_ABOUT, _PART, _CHOSEN, _ERRAND = "about", "part", "chosen", "errand"
"""Where an answer's outbox row keeps the question that it answers, what of it (or with what before it) it was looked up
for, whether the client chose it from an offer, and what its buttons are pressed for."""


@dataclass(slots=True)
class Turn:
    """The transaction, the person, the moment; `reply` writes into the outbox."""

    session: AsyncSession
    address: ClientAddress
    dialogue: Dialogue
    services: Services
    now: datetime
    go: Callable[[str, Turn], Awaitable[None]]
    """Hands the turn to another scenario by name: scenarios do not know each other."""
    agreed: bool = False
    """The consent was given in this turn."""
    lines: Sequence[Said] = ()
    """The free text that this turn is about: several lines when they came in a rapid row."""
    signals: list[Signal] = field(default_factory=list)
    errand: Errand | None = None
    """What the scenario that is entered next is entered for: see `handlers.errands`."""
    _heard: list[Line] = field(default_factory=list)
    _ticket: Ticket | None = None
    _ticket_read: bool = False
    _pressed: OutboxRow | None = None

    async def reply(
        self,
        text: RichText | str,
        keyboard: Keyboard = (),
        *,
        menu: Menu | None = None,
        about: Asked = (),
        formal: bool = False,
        kind: LineKind = LineKind.SAID,
        looked_up: LookedUp | None = None,
        errand: Errand | None = None,
    ) -> None:
        """The bot says something. `about` is the question that it answers: a button under it means that one, whatever
        was asked since; `looked_up` are the words of it that found this answer. What is merely `formal` is no part of
        the conversation that staff read, the rest is kept there as `kind`."""
        said = rich(text)
        if not formal:
            self.record(Author.BOT, said.text, kind=kind)
        context: dict[str, Any] = {_ABOUT: [list(line) for line in about]} if about else {}
        if looked_up is not None:
            context |= {_PART: looked_up.words, _CHOSEN: looked_up.chosen}
        if errand is not None:
            context[_ERRAND] = errand.to_json()
        await outbox.enqueue(
            self.session, self.address.address, Send(said, keyboard, menu), self.now, context=context or None
        )

    async def say_as_staff(
        self,
        body: Send,
        *,
        staff_id: int,
        sources: Sequence[MessageKey],
        context: dict[str, Any],
        merge_key: str | None = None,
        words: str | None = None,
    ) -> None:
        """An operator says something (their own `words`, where the body has more); `sources` are their messages
        (several for an album), tied to what the client will see, and `merge_key` a name by which its row is found
        again."""
        line = self.record(Author.STAFF, words or body.text.text, source=sources[0], staff_id=staff_id)
        if body.attachments:
            await history.attach(self.session, line, body.attachments, self.now)
        await outbox.enqueue(
            self.session,
            self.address.address,
            body,
            self.now,
            merge_key=merge_key,
            sources=sources,
            context=context,
        )

    async def heard(self, said: Said) -> Said:
        """Keeps a message of the client in the history; returns it with its files as rows."""
        line = self.record(Author.CLIENT, words_of(said).text, source=self.key(said.message_id), album=said.album)
        self._heard.append(line)
        if not said.attachments:
            return said
        return replace(said, attachments=await history.attach(self.session, line, said.attachments, self.now))

    def keep_apart(self) -> None:
        """What was heard in this turn is a field of a form: no part of the conversation that staff read."""
        for line in self._heard:
            line.kind = LineKind.FORM

    def assign_heard(self, ticket: Ticket) -> None:
        """What was heard in this turn belongs to that ticket, whichever is the conversation's newest."""
        for line in self._heard:
            line.ticket_id = ticket.id

    def record(
        self,
        author: Author,
        text: str,
        *,
        kind: LineKind = LineKind.SAID,
        source: MessageKey | None = None,
        staff_id: int | None = None,
        album: str | None = None,
    ) -> Line:
        """Keeps a line in the history."""
        ticket_id = self._ticket.id if self._ticket is not None and self._ticket.is_open else None
        return history.record(
            self.session,
            self.address.id,
            author,
            text,
            self.now,
            kind=kind,
            ticket_id=ticket_id,
            staff_id=staff_id,
            source=source,
            album=album,
        )

    def toast(self, press: Pressed, text: str = "", *, alert: bool = False) -> None:
        """Answers a pressed button (every one has to be, else it spins)."""
        self.signals.append(Answer(press.address.channel, press.callback_id, text, alert))

    def key(self, message_id: str) -> MessageKey:
        """A message of this client."""
        return MessageKey(self.address.channel, self.address.peer, message_id)

    async def ticket(self) -> Ticket | None:
        """The newest ticket of this conversation, whatever its state."""
        if not self._ticket_read:
            self._ticket = await tickets.latest(self.session, self.address.id)
            self._ticket_read = True
        return self._ticket

    async def open_ticket(self) -> Ticket | None:
        """The ticket that people are at, if there is one."""
        ticket = await self.ticket()
        return ticket if ticket is not None and ticket.is_open else None

    async def has_consent(self) -> bool:
        """Whether the client has agreed to the text of consent as it is now."""
        return await clients.has_consent(self.session, self.address.client_id, self.services.promises.consent_version)

    async def may_cross(self, ticket: Ticket) -> bool:
        """Whether what the client writes may be handed to the people who are at an open ticket. One that began with a
        comment in public was opened without a consent. Any other one stays with the consent that it was opened with,
        whatever the text is now, unless that was another person's: the accounts were linked then, and are not now."""
        if ticket.source_url:
            return await self.has_consent()
        return await self.has_ever_agreed()

    async def has_ever_agreed(self) -> bool:
        """Whether the client has agreed to some text of consent: without that nothing of theirs is for staff."""
        return await clients.ever_consented(self.session, self.address.client_id)

    def opened(self, ticket: Ticket) -> None:
        """A ticket was opened in this turn."""
        self._ticket, self._ticket_read = ticket, True

    async def take_buttons(self, press: Pressed, *, keep: Callable[[Keyboard], Keyboard] | None = None) -> bool:
        """Takes the pressed message's buttons away (but what `keep` leaves of them). False when the pressed one is gone
        already: somebody pressed twice, and the second time does nothing. A message that we know nothing of (the
        process died between sending and noting it) has its buttons still: the client presses what they see.
        """
        row = await self.pressed_row(press)
        if row is None or not isinstance(body := row.body, Send):
            return True
        if not any(button.data == press.data for row_of in body.keyboard for button in row_of):
            return False
        kept = keep(body.keyboard) if keep else ()
        await outbox.change(self.session, row.id, None, self.now, keyboard=kept)
        row.body = replace(body, keyboard=kept)
        return True

    def keep_asking(self) -> None:
        """What was just said belongs to the question that was asked before."""
        self.dialogue.ask_also(asked_in(self.lines), self.now)

    async def asked_messages(self) -> list[Said]:
        """The messages of the last question: those of this turn as they came, others as the history has them."""
        in_hand = {line.message_id: line for line in self.lines}
        asked = {line[0]: line[1] for line in self.dialogue.asked(self.now)}
        others = asked.keys() - in_hand.keys()
        kept: Mapping[str, Line] = {}
        if others:
            kept = await history.of_messages(self.session, self.address.channel, self.address.peer, others)
        return [in_hand.get(number) or self._as_said(number, text, kept.get(number)) for number, text in asked.items()]

    def _as_said(self, message_id: str, text: str, line: Line | None) -> Said:
        said = Said(
            address=self.address.address,
            person=Person(self.address.peer, self.address.name, self.address.username),
            at=self.now,
            text=rich(text),
            message_ids=(message_id,),
        )
        if line is None:
            return said
        return replace(said, text=rich(line.text), attachments=line.attachments, album=line.album)

    async def return_to_question(self, press: Pressed) -> None:
        """What the pressed message answered is the question again."""
        row = await self.pressed_row(press)
        about: Asked = row.context.get(_ABOUT, ()) if row is not None else ()
        # Where it is the last question still, its lines may have been corrected since.
        if about and not self.dialogue.holds(about[0][0]):
            self.dialogue.ask(about, self.now)
        elif about:
            self.dialogue.ask(self.dialogue.asked_lines, self.now)

    async def errand_of(self, press: Pressed) -> Errand | None:
        """What the buttons of the pressed message are pressed for."""
        row = await self.pressed_row(press)
        return Errand.of_json(row.context.get(_ERRAND)) if row is not None else None

    async def looked_up(self, press: Pressed) -> LookedUp:
        """What the pressed message was found by: the last question where it does not say."""
        row = await self.pressed_row(press)
        context = row.context if row is not None else {}
        words = context.get(_PART) or self.dialogue.question(self.now)
        return LookedUp(str(words), chosen=bool(context.get(_CHOSEN)))

    async def pressed_row(self, press: Pressed) -> OutboxRow | None:
        """The message under which a button was pressed; None when we know nothing of it."""
        if self._pressed is None and press.message_id is not None:
            rows = await links.rows_shown_as(self.session, self.key(press.message_id))
            self._pressed = await self.session.get(OutboxRow, rows[0]) if rows else None
        return self._pressed


def asked_in(lines: Sequence[Said]) -> Asked:
    """The lines as a question keeps them."""
    return [asked_as(line.message_id, line) for line in lines]


def asked_as(message_id: str, message: Said | Edited) -> list[str]:
    """A message as a line of a question."""
    shown = [content.in_words(message.attachments)] if message.attachments else []
    return [message_id, content.words(message), *shown]


def call_button(style: ButtonStyle | None = None) -> Button:
    """«Позвать специалиста»."""
    return Button(say("button-call"), "hotline:call", style=style)


def button(text: str, scenario: str, action: str, *arguments: str | int) -> Button:
    """An inline button whose press goes to `scenario`."""
    return Button(text, ":".join((scenario, action, *map(str, arguments))))
