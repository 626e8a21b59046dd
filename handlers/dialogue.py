"""The clients' side of the line: a row of a client's conversation becomes a turn of the dialogue."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients, outbox
from bot.clock import Clock
from bot.inbox import INTERNAL, Conversation, Handled, InboxRow
from bot.messages import (
    Address,
    AnsweredElsewhere,
    Commented,
    Edited,
    Incoming,
    Left,
    Pressed,
    Raw,
    Reacted,
    Returned,
    Said,
    Started,
)
from bot.outgoing import Seen, Send, Typing
from bot.richtext import rich
from bot.texts import say
from handlers import corrections, expert_answers, from_staff, joined, mailed, manager, paging, public, withdrawn
from handlers.bursts import gather
from handlers.conversations import dialogue_of
from handlers.expert_answers import ExpertEvent
from handlers.forms import folding
from handlers.free_text import FreeText
from handlers.scenarios import Scenario, all_scenarios
from handlers.services import Services
from handlers.turn import Turn
from operators import events, reactions, relay
from operators.events import (
    AccountsJoined,
    AccountsParted,
    ConsentWithdrawn,
    DataKept,
    Event,
    FormExpired,
    LetterCame,
    ManagerNote,
)

Parse = Callable[[Raw], Incoming | None]
"""A channel's pure reading of a raw update."""

_UNWRITTEN = (Reacted, Commented, AnsweredElsewhere, Left)
"""What says nothing about whether the person can be written to."""

_LEFT = {"telegram": "bot was blocked by the user", "vk": "can't send messages for users without permission"}
"""What each messenger would say of an attempt to write to whoever left."""

_SWITCHED_OFF = timedelta(minutes=1)
"""How soon rows of a channel that is off are looked at again: they wait, they are not lost."""


class ClientSide:
    """Handles the rows of clients' conversations."""

    def __init__(
        self,
        parsers: Mapping[str, Parse],
        services: Services,
        clock: Clock,
        scenarios: Mapping[str, Scenario] | None = None,
    ) -> None:
        """`parsers` by channel; `scenarios` by name (None: all that there are)."""
        self._parsers, self._services, self._clock = parsers, services, clock
        self._scenarios = all_scenarios() if scenarios is None else scenarios
        self._free_text = FreeText(self._scenarios)

    async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """The next row, or the lines in a rapid row as one question."""
        head = rows[0]
        if head.source == INTERNAL:
            turn = await self._turn_of(session, conversation)
            if turn is not None:
                await self._hear(turn, events.read(head.payload))
            return Handled()
        if head.source not in self._parsers:
            return Handled(rows=0, until=self._clock.now() + _SWITCHED_OFF)
        incoming = self._parsers[head.source](head.payload)
        if incoming is None:
            return Handled()
        turn = await self._turn(session, incoming)
        if isinstance(incoming, Said):
            return await self._said(turn, incoming, rows)
        await self._take(turn, incoming)
        return Handled(signals=turn.signals)

    async def parked(self, session: AsyncSession, conversation: Conversation, row: InboxRow) -> None:
        """The client is told that a person will look, and staff see it."""
        now = self._clock.now()
        told = say("general-parked", row=row.id, conversation=conversation.key)
        await relay.tell_general(session, rich(told), now)
        if row.source == INTERNAL:
            return
        turn = await self._turn_of(session, conversation)
        if turn is None:
            # Nobody the line has met: the row could not even be read.
            if not _address(conversation).peer.isdecimal():
                return  # Of nobody knows whom.
            await outbox.enqueue(session, _address(conversation), Send(rich(say("dialogue-parked"))), now)
            return
        ticket = await turn.open_ticket()
        if ticket is not None:
            await relay.tell_topic(session, ticket, say("topic-parked", row=row.id), now)
        if not self._is_comment(row):
            await turn.reply(say("dialogue-parked"))

    def _is_comment(self, row: InboxRow) -> bool:
        """Whoever commented in public is not written to for that."""
        try:
            return isinstance(self._parsers[row.source](row.payload), Commented)
        except Exception:  # noqa: BLE001  (it may be what the row was parked for)
            return False

    async def _turn(self, session: AsyncSession, incoming: Incoming) -> Turn:
        now = self._clock.now()
        wrote = not isinstance(incoming, _UNWRITTEN)
        address = await clients.meet(session, incoming.address, incoming.person, now, wrote=wrote)
        dialogue = await dialogue_of(session, address.id)
        return Turn(session, address, dialogue, self._services, now, self._go)

    async def _turn_of(self, session: AsyncSession, conversation: Conversation) -> Turn | None:
        """A turn without anything incoming; None for a conversation in which nobody has written yet."""
        address = await clients.find_address(session, _address(conversation))
        if address is None:
            return None
        dialogue = await dialogue_of(session, address.id)
        return Turn(session, address, dialogue, self._services, self._clock.now(), self._go)

    async def _go(self, name: str, turn: Turn) -> None:
        await self._scenarios[name].enter(turn)

    async def _hear(self, turn: Turn, event: Event) -> None:
        """What was done to this conversation from elsewhere."""
        if isinstance(event, AccountsJoined | AccountsParted):
            await joined.apply(turn, event)
        elif isinstance(event, ConsentWithdrawn):
            await withdrawn.apply(turn, event)
        elif isinstance(event, DataKept):
            await withdrawn.kept(turn)
        elif isinstance(event, ManagerNote):
            await manager.noted(turn, event)
        elif isinstance(event, FormExpired):
            await folding.fold(turn, event, self._scenarios)
        elif isinstance(event, LetterCame):
            await mailed.apply(turn, event)
        elif isinstance(event, ExpertEvent):
            await expert_answers.apply(turn, event)
        else:
            await from_staff.apply(turn, event)

    async def _said(self, turn: Turn, said: Said, rows: Sequence[InboxRow]) -> Handled:
        """What is said to the bot is waited for; to people it goes at once, but for the pieces of an album."""
        parse, seconds = self._parsers[rows[0].source], self._services.promises.burst_seconds
        form = self._scenarios.get(turn.dialogue.open_form(turn.now) or "")
        to_people = await turn.open_ticket() is not None and not (form is not None and form.fills_first)
        burst = gather(rows, said, parse, 0.0 if to_people else seconds)
        if burst.until is not None and burst.until > turn.now:
            waiting = () if to_people else (Typing(said.address.channel, said.address.peer),)
            return Handled(rows=0, until=burst.until, signals=waiting)
        await self._free_text.said(turn, burst.lines)
        seen = Seen(said.address.channel, said.address.peer, burst.lines[-1].message_id)
        return Handled(rows=burst.rows, signals=[seen, *turn.signals])

    async def _take(self, turn: Turn, incoming: Incoming) -> None:
        match incoming:
            case Pressed():
                await self._pressed(turn, incoming)
            case Edited():
                await corrections.edited(turn, incoming, self._free_text)
            case Started():
                await self._started(turn)
            case Left():
                address = turn.address.address
                await clients.mark_unreachable(turn.session, address, _LEFT.get(address.channel, ""), turn.now)
                await _tell_topic(turn, "topic-left")
            case Returned():
                await _tell_topic(turn, "topic-returned")
            case _:
                await _beside_the_dialogue(turn, incoming)

    async def _pressed(self, turn: Turn, press: Pressed) -> None:
        name, _, rest = press.data.partition(":")
        action, *arguments = rest.split(":")
        scenario = self._scenarios.get(name)
        if name == paging.PAGE:
            await paging.turned(turn, press, rest)
        elif scenario is None:
            turn.toast(press, say("button-stale"))
        else:
            await scenario.press(turn, press, action, arguments)

    async def _started(self, turn: Turn) -> None:
        """From the beginning: whatever form was open is none any more (its buttons still work)."""
        turn.dialogue.end()
        await self._go("greeting", turn)


async def _beside_the_dialogue(turn: Turn, incoming: Incoming) -> None:
    """What asks for no answer."""
    match incoming:
        case Reacted():
            await reactions.client_reacted(turn.session, incoming, await turn.open_ticket(), turn.now)
        case Commented():
            await public.commented(turn, incoming)
        case AnsweredElsewhere():
            await public.answered_elsewhere(turn, incoming)


async def _tell_topic(turn: Turn, key: str) -> None:
    ticket = await turn.open_ticket()
    if ticket is not None:
        await relay.tell_topic(turn.session, ticket, say(key, channel=turn.address.channel), turn.now)


def _address(conversation: Conversation) -> Address:
    channel, _, peer = conversation.key.partition(":")
    return Address(channel, peer)
