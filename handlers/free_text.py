"""Whose is what the client has just written: stop words, the open form, the open ticket, a ticket that may be opened
again, the knowledge base, in this order. Nothing that was written is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.describing import only_described
from bot.messages import Edited, Said
from bot.outgoing import ButtonStyle
from bot.texts import say
from handlers import chatting, complaint, content, hotline, menu, redeeming, requesting, selecting
from handlers.bursts import as_one
from handlers.calling import calls_person, wants_person
from handlers.consent import REFUSED, ConsentScenario
from handlers.ending import ends, may_want_end, wants_end
from handlers.faq import FaqScenario
from handlers.forms import FormScenario
from handlers.forms.words import only_cancels
from handlers.phoning import wants_phone
from handlers.scenarios import Scenario
from handlers.turn import Turn, asked_in, call_button
from handlers.wording import (
    is_command,
    is_greeting,
    is_junk,
    is_praise,
    is_settled,
    is_thanks,
    is_wordless,
    wants_linking,
    wants_to_complain,
)
from operators import history, lifecycle, regions, relay, sla
from operators.tickets import Ticket

FAQ = FaqScenario()
"""Whose offers are chosen from by number."""


class FreeText:
    """Hands free text on to whom it belongs."""

    def __init__(self, scenarios: Mapping[str, Scenario]) -> None:
        self._scenarios = scenarios

    async def said(self, turn: Turn, lines: Sequence[Said]) -> None:
        """One message, several in a rapid row as one, or an album. What is known already (a correction overtook it)
        says nothing new."""
        ids = [line.message_id for line in lines]
        known = await history.of_messages(turn.session, turn.address.channel, turn.address.peer, ids)
        ticket = await turn.open_ticket()
        lines = await redeeming.without_codes(turn, [line for line in lines if line.message_id not in known])
        turn.lines = lines = [await turn.heard(line) for line in lines]
        if not lines:
            return
        if (refused := content.refused(lines)) is not None:
            await turn.reply(refused, formal=True)
        if (made := await complaint.answered(turn, lines)) is not None:
            await complaint.to_seniors(turn, made, lines)
            return
        if await self._chosen(turn, lines) or await self._field(turn, lines):
            return
        if ticket is not None and await turn.may_cross(ticket):
            await self._to_people(turn, ticket, lines)
        elif ticket is not None and turn.dialogue.open_form(turn.now) != REFUSED:
            await self._before_consent(turn)
        elif not await self._call(turn, lines) and (rest := await self._without_linking(turn, lines)):
            turn.lines = rest
            await self._to_the_line(turn, as_one(rest))

    async def _chosen(self, turn: Turn, lines: Sequence[Said]) -> bool:
        """An entry of the menu, by its name: whatever form was open is none any more."""
        said = as_one(lines)
        words = content.words(said)
        name = None if content.shows(said) else menu.chosen(words)
        if name is None and wants_to_complain(words):
            name = "complaint"
        if name is None and turn.dialogue.open_form(turn.now) is None and await turn.open_ticket() is None:
            name = None if content.shows(said) else menu.wished(words)
        if name == "complaint":
            turn.keep_apart()  # Whoever it is about need not read that on a card.
        if name is None:
            return False
        turn.keep_apart()
        if isinstance(form := self._scenarios.get(turn.dialogue.open_form(turn.now) or ""), FormScenario):
            await form.leave(turn)
        turn.dialogue.end()
        await turn.go(name, turn)
        return True

    async def _field(self, turn: Turn, lines: Sequence[Said]) -> bool:
        """A field of a form that is not for the people who may be at a ticket."""
        form = self._scenarios.get(turn.dialogue.open_form(turn.now) or "")
        return form is not None and form.fills_first and await form.fill(turn, as_one(lines))

    async def corrected(self, turn: Turn, edit: Edited) -> bool:
        """An answer to a field of the open form is corrected. False: the message was none."""
        form = self._scenarios.get(turn.dialogue.open_form(turn.now) or "")
        return isinstance(form, FormScenario) and await form.corrected(turn, edit)

    async def _before_consent(self, turn: Turn) -> None:
        """People are at it without a consent of this client's (see `Turn.may_cross`): what is written waits for one."""
        consent = ConsentScenario.name
        if turn.dialogue.open_form(turn.now) == consent:
            await self._scenarios[consent].fill(turn, as_one(turn.lines))
        else:
            turn.keep_asking()
            await turn.go(consent, turn)

    async def _to_people(self, turn: Turn, ticket: Ticket, lines: Sequence[Said]) -> None:
        """Whatever is said while people are at it is theirs, the words that call them or end it included."""
        text = content.words(as_one(lines))
        for row in relay.in_rows(lines):
            await relay.client_said(turn.session, ticket, row, turn.now)
        _count_anew(turn, ticket, lines)
        if wants_person(text):
            await hotline.reassure(turn, ticket)
        elif wants_end(text):
            await hotline.end_by_client(turn, ticket)
        elif may_want_end(text):
            await hotline.offer_end(turn, ticket)
        elif is_command(text):
            await hotline.help_with(turn, ticket)
        elif wants_linking(text):
            await turn.go("linking", turn)
        elif only_described(ticket.question) and is_question(text):
            await hotline.describe(turn, ticket, text)

    async def _call(self, turn: Turn, lines: Sequence[Said]) -> bool:
        """A call for a person; what stands beside it, in the same line or in those around it, is the question."""
        calling = [line for line in lines if wants_person(content.words(line))]
        if not calling and not calls_person(content.words(as_one(lines))):
            return False
        asking = [line for line in lines if content.shows(line) or (line not in calling and _asks(line))]
        if asking:
            turn.dialogue.ask_also(asked_in(asking), turn.now)
        await turn.go("hotline", turn)
        return True

    async def _without_linking(self, turn: Turn, lines: Sequence[Said]) -> Sequence[Said]:
        """«Я уже писал вам в другом мессенджере»; what was said beside it is left."""
        rest = [line for line in lines if not wants_linking(content.words(line))]
        if len(rest) < len(lines):
            await turn.go("linking", turn)
        return rest

    async def _to_the_line(self, turn: Turn, said: Said) -> None:
        """No people at it."""
        text = content.judged(said)
        if is_command(text):
            asked = turn.dialogue.asked(turn.now)
            await turn.reply(say("dialogue-help"), ((call_button(),),), about=asked, formal=True)
            return
        form = self._scenarios.get(turn.dialogue.open_form(turn.now) or "")
        if form is not None and not form.fills_first and await form.fill(turn, said):
            return
        if not content.shows(said) and await FAQ.choose(turn, text):
            return
        ended = await _ended_lately(turn)
        if content.shows(said) and (is_wordless(text) or is_greeting(text)):
            await self._shown(turn, ended)
        elif is_greeting(text):
            await turn.go("greeting", turn)
        elif (answer := _asking_nothing(text, ended)) is not None:
            await turn.reply(answer, formal=True)
        elif not (await _phoned(turn, text) or await self._requested(turn, text) or await chatting.reply(turn, text)):
            await self._asked(turn, ended)

    async def _requested(self, turn: Turn, text: str) -> bool:
        """A selection of documents, a suggestion or thanks to be passed on; what they are about may be said with it."""
        subject = selecting.subject(text)
        whole = bool(subject) or content.shows(as_one(turn.lines)) or selecting.thanks_somebody(text)
        name = "selection" if subject is not None else "suggestion"
        if subject is None and not selecting.thanks_somebody(text) and not selecting.offers(text):
            return False
        if whole:
            turn.dialogue.ask([*turn.dialogue.wordless_end(turn.now), *asked_in(turn.lines)], turn.now)
            turn.errand = requesting.made(name, text)
        await turn.go(name, turn)
        return True

    async def _asked(self, turn: Turn, ended: Ticket | None) -> None:
        """A question. A picture that came before its words belongs to it."""
        turn.dialogue.ask([*turn.dialogue.wordless_end(turn.now), *asked_in(turn.lines)], turn.now)
        await turn.go("hotline" if ended is not None else "faq", turn)

    async def _shown(self, turn: Turn, ended: Ticket | None) -> None:
        """Something without words: the knowledge base cannot answer it, people can."""
        turn.keep_asking()
        if ended is not None:
            await turn.go("hotline", turn)
        elif (received := content.received(turn.lines)) is not None:
            asked = turn.dialogue.asked(turn.now)
            await turn.reply(received, ((call_button(ButtonStyle.PRIMARY),),), about=asked)


async def _phoned(turn: Turn, text: str) -> bool:
    """The centre's phone is asked for, and there is one: the knowledge base does not know it."""
    if not wants_phone(text) or not await regions.has_phones(turn.session):
        return False
    await turn.go("phone", turn)
    return True


async def _ended_lately(turn: Turn) -> Ticket | None:
    """The last ticket within a day of its end: a real new message opens it again."""
    ticket = await turn.ticket()
    hours = turn.services.promises.reopen_hours
    return ticket if ticket is not None and lifecycle.may_reopen(ticket, turn.now, hours) else None


def _asking_nothing(text: str, ended: Ticket | None) -> str | None:
    """What the bot says to thanks, praise, an end, or nothing to read at all; None for what asks something."""
    if is_wordless(text) or is_junk(text):
        return say("dialogue-wordless")
    if is_thanks(text):
        return say("talk-goodbye" if chatting.says_goodbye(text) else "dialogue-welcome")
    if ended is not None and ends(text):
        return say("hotline-over", number=ended.id)
    if ended is not None and is_settled(text):
        return say("dialogue-praised" if is_praise(text) else "dialogue-welcome")
    return say("dialogue-nothing-to-cancel") if only_cancels(text) else None


def is_question(text: str) -> bool:
    """Whether it says something that people, or the knowledge base, can answer."""
    none = (is_thanks, is_greeting, is_wordless, is_junk, wants_person, wants_linking, is_command, chatting.only_chats)
    return not any(says(text) for says in none)


def _count_anew(turn: Turn, ticket: Ticket, lines: Sequence[Said]) -> None:
    """A clarification after an answer begins the term anew: whatever gives people something to do, which thanks,
    praise, a greeting or an end do not. A «да» may be what they asked for."""
    none = (
        is_thanks,
        is_praise,
        is_greeting,
        is_wordless,
        is_junk,
        is_command,
        wants_linking,
        chatting.only_chats,
        ends,
    )
    words = [content.words(line) for line in lines if not content.shows(line)]
    if len(words) < len(lines) or any(not any(says(text) for says in none) for text in words):
        sla.clarified(ticket, turn.now)


def _asks(line: Said) -> bool:
    return is_question(content.words(line))
