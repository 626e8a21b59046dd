"""The clients' side of the line: whose is what the client has just written, and what happens then.

Free text goes, in this order, to the stop words, the open form, the open ticket, a ticket that may be opened again, and
the knowledge base.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients
from bot.clock import Clock
from bot.inbox import INTERNAL, Conversation, Handled, InboxRow
from bot.messages import (
    Address,
    ContentSent,
    Incoming,
    Left,
    Pressed,
    Raw,
    Returned,
    Started,
    TextEdited,
    TextSaid,
)
from bot.richtext import RichText, joined, rich
from bot.texts import say
from handlers import from_staff
from handlers.bursts import gather
from handlers.conversations import dialogue_of
from handlers.hotline import end_by_client
from handlers.scenarios import Scenario, all_scenarios
from handlers.turn import Services, Turn
from handlers.wording import calls_person, is_greeting, is_thanks, wants_end, wants_person
from operators import cards, events, history, relay, tickets
from operators.history import Author

Parse = Callable[[Raw], Incoming | None]
"""A channel's pure reading of a raw update."""

_ONE_REFUSAL = timedelta(seconds=5)
"""An album comes as several messages: it is refused once."""


class ClientSide:
    """Handles the rows of clients' conversations."""

    def __init__(self, parsers: Mapping[str, Parse], services: Services, clock: Clock) -> None:
        """`parsers` by channel."""
        self._parsers, self._services, self._clock = parsers, services, clock
        self._scenarios: Mapping[str, Scenario] = all_scenarios()

    async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """The next row, or the lines in a rapid row as one question."""
        head = rows[0]
        if head.source == INTERNAL:
            turn = await self._turn_of(session, conversation)
            if turn is not None:
                await from_staff.apply(turn, events.read(head.payload))
            return Handled(answers=turn.answers if turn else ())
        incoming = self._parsers[head.source](head.payload)
        if incoming is None:
            return Handled()
        turn = await self._turn(session, incoming)
        taken = 1
        if isinstance(incoming, TextSaid) and await self._is_question(turn):
            burst = gather(rows, incoming, self._parsers[head.source], self._services.promises.burst_seconds)
            if burst.until is not None and burst.until > turn.now:
                return Handled(rows=0, until=burst.until)
            incoming, taken = burst.said, burst.rows
        await self._take(turn, incoming)
        return Handled(rows=taken, answers=turn.answers)

    async def parked(self, session: AsyncSession, conversation: Conversation, row: InboxRow) -> None:
        """The client is told that a person will look, and staff see it."""
        await relay.tell_general(
            session, rich(say("general-parked", row=row.id, conversation=conversation.key)), self._clock.now()
        )
        turn = await self._turn_of(session, conversation)
        if turn is not None and row.source != INTERNAL:
            await turn.reply(say("dialogue-parked"))

    async def _turn(self, session: AsyncSession, incoming: Incoming) -> Turn:
        now = self._clock.now()
        address = await clients.meet(session, incoming.address, incoming.person, now)
        dialogue = await dialogue_of(session, address.id)
        return Turn(session, address, dialogue, self._services, now, self._go)

    async def _turn_of(self, session: AsyncSession, conversation: Conversation) -> Turn | None:
        """A turn without anything incoming; None for a conversation in which nobody has written yet."""
        channel, _, peer = conversation.key.partition(":")
        address = await clients.find_address(session, Address(channel, peer))
        if address is None:
            return None
        dialogue = await dialogue_of(session, address.id)
        return Turn(session, address, dialogue, self._services, self._clock.now(), self._go)

    async def _go(self, name: str, turn: Turn) -> None:
        await self._scenarios[name].enter(turn)

    async def _is_question(self, turn: Turn) -> bool:
        """Whether free text is a question to the bot: then its lines are waited for. To people they go at once."""
        return turn.dialogue.open_form(turn.now) is None and await turn.open_ticket() is None

    async def _take(self, turn: Turn, incoming: Incoming) -> None:
        match incoming:
            case TextSaid():
                await self._said(turn, incoming)
            case Pressed():
                await self._pressed(turn, incoming)
            case TextEdited():
                await self._edited(turn, incoming)
            case ContentSent():
                await self._content(turn, incoming)
            case Started():
                await self._go("greeting", turn)
            case Left():
                await self._left(turn)
            case Returned() | Incoming():
                pass

    async def _said(self, turn: Turn, said: TextSaid) -> None:
        text = said.text.text
        ticket = await turn.open_ticket()
        for message_id in said.message_ids[:1]:
            turn.record(Author.CLIENT, text, source=turn.key(message_id))
        if ticket is not None:
            # Whatever is said while people are at it is theirs, the words that call them or end it included.
            await relay.client_said(turn.session, ticket, said, turn.now)
        if wants_person(text) or (ticket is None and calls_person(text)):
            if not wants_person(text):
                turn.dialogue.asked(text, said.message_ids, turn.now)
            await self._go("hotline", turn)
        elif ticket is not None and wants_end(text):
            await end_by_client(turn, ticket)
        elif ticket is None:
            await self._to_the_line(turn, said)

    async def _to_the_line(self, turn: Turn, said: TextSaid) -> None:
        """No people at it: the open form, a ticket that was just closed, the knowledge base."""
        text = said.text.text
        form = self._scenarios.get(turn.dialogue.open_form(turn.now) or "")
        if form is not None and await form.fill(turn, said):
            return
        if is_thanks(text):
            await turn.reply(say("dialogue-welcome"))
        elif is_greeting(text):
            await self._go("greeting", turn)
        elif await self._reopened(turn, said):
            return
        else:
            turn.dialogue.asked(text, said.message_ids, turn.now)
            await self._go("faq", turn)

    async def _reopened(self, turn: Turn, said: TextSaid) -> bool:
        """A real new message within a day of the end opens the same ticket again."""
        ticket = await turn.ticket()
        if ticket is None or not tickets.may_reopen(ticket, turn.now, self._services.promises.reopen_hours):
            return False
        turn.dialogue.end()
        tickets.reopen(turn.session, ticket, turn.now)
        await cards.refresh(turn.session, ticket, turn.now)
        await relay.client_said(turn.session, ticket, said, turn.now)
        await turn.reply(say("dialogue-reopened", number=ticket.id))
        return True

    async def _pressed(self, turn: Turn, press: Pressed) -> None:
        name, _, rest = press.data.partition(":")
        action, *arguments = rest.split(":")
        scenario = self._scenarios.get(name)
        if scenario is None:
            turn.toast(press, say("button-stale"))
        else:
            await scenario.press(turn, press, action, arguments)

    async def _edited(self, turn: Turn, edited: TextEdited) -> None:
        line = await history.correct(turn.session, turn.key(edited.message_id), edited.text.text)
        ticket = await turn.open_ticket()
        if await relay.client_edited(turn.session, edited, turn.now):
            return
        if ticket is not None:
            note = joined([say("topic-corrected"), edited.text])
            await relay.tell_topic(turn.session, ticket, note, turn.now)
        elif turn.dialogue.is_last_question(edited.message_id) and line is not None and line.earlier:
            turn.dialogue.asked(edited.text.text, (edited.message_id,), turn.now)
            if turn.dialogue.open_form(turn.now) is None:
                await self._go("faq", turn)

    async def _content(self, turn: Turn, sent: ContentSent) -> None:
        """Not carried across yet: refused politely, but a caption is a message, and staff see that there was more."""
        kind = say(f"content-{sent.content.value.replace('_', '-')}")
        ticket = await turn.open_ticket()
        if ticket is not None:
            note = rich(say("topic-content", kind=kind))
            said = _as_text(sent, note if not sent.text else joined([note, sent.text]))
            turn.record(Author.CLIENT, said.text.text, source=turn.key(sent.message_id))
            await relay.client_said(turn.session, ticket, said, turn.now)
        refused = turn.dialogue.refused_at
        if refused is None or turn.now - refused > _ONE_REFUSAL:
            turn.dialogue.refused_at = turn.now
            await turn.reply(say("content-refused", kind=kind))
        if ticket is None and sent.text:
            await self._said(turn, _as_text(sent, sent.text))

    async def _left(self, turn: Turn) -> None:
        address = turn.address
        await clients.mark_unreachable(turn.session, address.address, "bot was blocked by the user", turn.now)
        ticket = await turn.open_ticket()
        if ticket is not None:
            await relay.tell_topic(turn.session, ticket, say("topic-left"), turn.now)


def _as_text(sent: ContentSent, text: RichText) -> TextSaid:
    return TextSaid(
        address=sent.address,
        person=sent.person,
        at=sent.at,
        text=text,
        message_ids=(sent.message_id,),
        reply_to=sent.reply_to,
    )
