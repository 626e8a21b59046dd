"""Whose is what the client has just written: stop words, the open form, the open ticket, a ticket that may be opened
again, the knowledge base, in this order. Nothing that was written is lost on the way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.messages import Edited, Said
from bot.richtext import joined
from bot.texts import say
from handlers import hotline
from handlers.bursts import as_one
from handlers.scenarios import Scenario
from handlers.turn import Turn, asked_in, call_button
from handlers.wording import (
    calls_person,
    ends,
    is_command,
    is_greeting,
    is_praise,
    is_settled,
    is_thanks,
    is_wordless,
    may_want_end,
    wants_end,
    wants_person,
)
from operators import history, lifecycle, relay
from operators.history import Author
from operators.tickets import Ticket


class FreeText:
    """Hands free text on to whom it belongs."""

    def __init__(self, scenarios: Mapping[str, Scenario]) -> None:
        self._scenarios = scenarios

    async def said(self, turn: Turn, lines: Sequence[Said]) -> None:
        """One message, or several lines in a rapid row as one."""
        turn.lines = lines
        ticket = await turn.open_ticket()
        for line in lines:
            turn.record(Author.CLIENT, line.text.text, source=turn.key(line.message_ids[0]))
        if ticket is not None:
            await self._to_people(turn, ticket, as_one(lines))
        elif not await self._call(turn, lines):
            await self._to_the_line(turn, as_one(lines))

    async def edited(self, turn: Turn, edited: Edited) -> None:
        """A correction: in the topic where it stands there, else in the question, which is answered anew."""
        text = edited.text.text
        line = await history.correct(turn.session, turn.key(edited.message_id), text)
        if await relay.client_edited(turn.session, edited, turn.now):
            return
        ticket = await turn.open_ticket()
        if ticket is not None:
            await self._corrected_before(turn, ticket, edited)
        elif turn.dialogue.holds(edited.message_id):
            await self._asked_otherwise(turn, edited)
        elif line is None:
            # Said before this line knew the client, or a caption that was added later.
            await self.said(turn, [_as_said(edited)])
        elif line.earlier and not _is_question(line.earlier[-1]) and _is_question(text):
            turn.dialogue.ask([[edited.message_id, text]], turn.now)
            await turn.go("faq", turn)

    async def _to_people(self, turn: Turn, ticket: Ticket, said: Said) -> None:
        """Whatever is said while people are at it is theirs, the words that call them or end it included."""
        text = said.text.text
        await relay.client_said(turn.session, ticket, said, turn.now)
        if wants_person(text):
            await hotline.reassure(turn, ticket)
        elif wants_end(text):
            await hotline.end_by_client(turn, ticket)
        elif may_want_end(text):
            await hotline.offer_end(turn, ticket)
        elif is_command(text):
            await hotline.help_with(turn, ticket)
        elif not ticket.question and _is_question(text):
            await hotline.describe(turn, ticket, text)

    async def _call(self, turn: Turn, lines: Sequence[Said]) -> bool:
        """A call for a person; what stands beside it, in the same line or in those around it, is the question."""
        others = [line for line in lines if not wants_person(line.text.text)]
        if len(others) == len(lines) and not calls_person(as_one(lines).text.text):
            return False
        asking = [line for line in others if _is_question(line.text.text)]
        if asking:
            turn.dialogue.ask_also(asked_in(asking), turn.now)
        await turn.go("hotline", turn)
        return True

    async def _to_the_line(self, turn: Turn, said: Said) -> None:
        """No people at it."""
        text = said.text.text
        if is_command(text):
            asked = turn.dialogue.asked(turn.now)
            await turn.reply(say("dialogue-help"), ((call_button(),),), about=asked, formal=True)
            return
        form = self._scenarios.get(turn.dialogue.open_form(turn.now) or "")
        if form is not None and await form.fill(turn, said):
            return
        ended = await _ended_lately(turn)
        if is_wordless(text):
            await turn.reply(say("dialogue-wordless"), formal=True)
        elif is_thanks(text):
            await turn.reply(say("dialogue-welcome"), formal=True)
        elif is_greeting(text):
            await turn.go("greeting", turn)
        elif ended is not None and ends(text):
            await turn.reply(say("hotline-over", number=ended.id), formal=True)
        elif ended is not None and is_settled(text):
            await turn.reply(say("dialogue-praised" if is_praise(text) else "dialogue-welcome"), formal=True)
        else:
            turn.dialogue.ask(asked_in(turn.lines), turn.now)
            await turn.go("hotline" if ended is not None else "faq", turn)

    async def _corrected_before(self, turn: Turn, ticket: Ticket, edited: Edited) -> None:
        """A correction of what was said before the ticket: it stands on the card, so it comes as a line of its own."""
        note = joined([say("topic-corrected"), edited.text])
        await relay.tell_topic(turn.session, ticket, note, turn.now)

    async def _asked_otherwise(self, turn: Turn, edited: Edited) -> None:
        changed = turn.dialogue.correct(edited.message_id, edited.text.text)
        if changed and turn.dialogue.open_form(turn.now) is None:
            turn.dialogue.ask(turn.dialogue.asked_lines, turn.now)
            await turn.go("faq", turn)


async def _ended_lately(turn: Turn) -> Ticket | None:
    """The last ticket within a day of its end: a real new message opens it again."""
    ticket = await turn.ticket()
    hours = turn.services.promises.reopen_hours
    return ticket if ticket is not None and lifecycle.may_reopen(ticket, turn.now, hours) else None


def _is_question(text: str) -> bool:
    none = (is_thanks, is_greeting, is_wordless, wants_person, is_command)
    return not any(says(text) for says in none)


def _as_said(edited: Edited) -> Said:
    return Said(
        address=edited.address,
        person=edited.person,
        at=edited.at,
        text=edited.text,
        message_ids=(edited.message_id,),
    )
