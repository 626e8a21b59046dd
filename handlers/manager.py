"""«Мой менеджер»: who it is, how they are reached, a request that goes to them; their notes, and the end of those."""

from __future__ import annotations

from collections.abc import Sequence

from bot import outbox
from bot.content import Attachment, ContentKind
from bot.messages import Pressed
from bot.outbox import Lane
from bot.outgoing import Keyboard, Send
from bot.richtext import RichText, bold, joined, link, rich
from bot.texts import say
from handlers import at_hand
from handlers.errands import Errand
from handlers.forms import Field, Filled, FormScenario, Takes
from handlers.turn import Turn, button, call_button
from operators import cards, history, lifecycle, looking_after, opt_outs, relay
from operators.events import ManagerNote
from operators.history import Author
from operators.kinds import TicketKind
from operators.looking_after import Answers
from operators.opt_outs import Mailing
from operators.personal_managers import PersonalManager
from operators.tickets import TicketState

_WRITE = "write"
"""In an errand's data: the client writes to the manager."""


class ManagerScenario(FormScenario):
    """Entered by the menu it tells who the manager is; by its button it asks what to write."""

    name = "manager"
    title = "manager-form-title"
    confirmed = False
    fields = (Field(key="text", question="manager-text", takes=Takes.BOTH, open=True, many=True, longest=3000),)

    async def enter(self, turn: Turn) -> None:
        """The manager, or that there is none."""
        if turn.errand is not None and _WRITE in turn.errand.data:
            await super().enter(turn)
            return
        turn.errand = None
        manager = await looking_after.manager_of(turn.session, turn.address.client_id)
        if manager is None:
            await turn.reply(say("manager-none"), ((call_button(),),), formal=True)
            return
        write: Keyboard = ((button(say("manager-button-write"), self.name, _WRITE),),)
        text = _told(manager)
        if manager.photo_id is None:
            await turn.reply(text, write, formal=True)
            return
        photo = (Attachment(ContentKind.PHOTO, file=manager.photo_id),)
        body = Send(text, write, attachments=photo)
        await outbox.enqueue(turn.session, turn.address.address, body, turn.now)

    async def press(self, turn: Turn, press: Pressed, action: str, arguments: Sequence[str]) -> None:
        """«Написать менеджеру», «Не присылать», «Присылать снова», and the buttons that every form has."""
        if arguments or action not in (_WRITE, "stop", "resume"):
            await super().press(turn, press, action, arguments)
            return
        turn.toast(press)
        if action == _WRITE:
            await self._write(turn)
            return
        await turn.take_buttons(press)
        if action == "stop":
            await opt_outs.stop(turn.session, turn.address.client_id, Mailing.MANAGER, turn.now)
            again: Keyboard = ((button(say("manager-button-resume"), self.name, "resume"),),)
            await turn.reply(say("manager-stopped"), again, formal=True)
        else:
            await opt_outs.resume(turn.session, turn.address.client_id, Mailing.MANAGER)
            await turn.reply(say("manager-resumed"), formal=True)

    async def _write(self, turn: Turn) -> None:
        """At an open ticket the people there are asked to call the manager: a conversation has one at a time."""
        manager = await looking_after.manager_of(turn.session, turn.address.client_id)
        ticket = await turn.open_ticket()
        if manager is None:
            await turn.reply(say("manager-none"), ((call_button(),),), formal=True)
        elif ticket is None:
            turn.errand = Errand(self.name, data={_WRITE: True})
            await self.enter(turn)
        elif ticket.manager_id == manager.id:
            await turn.reply(say("manager-here", number=ticket.id), formal=True)
        else:
            await relay.tell_topic(turn.session, ticket, say("topic-wants-manager", name=manager.name), turn.now)
            await turn.reply(say("manager-at-ticket", number=ticket.id), formal=True)

    async def done(self, turn: Turn, filled: Filled) -> None:
        """A ticket that the manager has already, or whoever stands in; else it is the hotline's. Where people are at a
        ticket again, they get it."""
        manager = await looking_after.manager_of(turn.session, turn.address.client_id)
        wanted = say("topic-wants-manager", name=manager.name if manager is not None else "—")
        if await at_hand.passed_on(turn, filled, "text", wanted):
            return
        last = await turn.ticket()
        if last is not None and last.state is TicketState.RESOLVED:
            lifecycle.close(turn.session, last, turn.now)
        ticket = await lifecycle.open_ticket(
            turn.session, turn.address, filled.shown("text"), (), turn.now, kind=TicketKind.MANAGER
        )
        turn.opened(ticket)
        today = turn.now.astimezone(turn.services.promises.working_time.time_zone).date()
        answers = await looking_after.who_answers(turn.session, manager, today) if manager is not None else None
        if manager is not None:
            ticket.manager_id = manager.id
        if answers is not None:
            lifecycle.claim(turn.session, ticket, answers.staff, turn.now)
        await cards.post(turn.session, ticket, turn.now)
        for row in relay.in_rows([one for one in await filled.messages(turn, "text") if one.attachments]):
            await relay.client_said(turn.session, ticket, row, turn.now)
        await relay.tell_topic(turn.session, ticket, _mention(manager, answers), turn.now)
        end: Keyboard = ((button(say("button-end"), "hotline", "end", ticket.id),),)
        await turn.reply(_goes_to(ticket.id, manager, answers), end)


async def noted(turn: Turn, event: ManagerNote) -> None:
    """What the manager writes to their clients: in the bulk lane, and only if the client still wants it."""
    client_id = turn.address.client_id
    stopped = await opt_outs.is_stopped(turn.session, client_id, Mailing.MANAGER)
    if stopped or not await looking_after.agreed(turn.session, client_id, advertising=event.advertising):
        return
    text = joined([bold(say("manager-note", name=event.name)), event.text])
    stop: Keyboard = ((button(say("manager-button-stop"), ManagerScenario.name, "stop"),),)
    history.record(turn.session, turn.address.id, Author.STAFF, event.text.text, turn.now, staff_id=event.staff_id)
    await outbox.enqueue(turn.session, turn.address.address, Send(text, stop), turn.now, lane=Lane.BULK)


def _told(manager: PersonalManager) -> RichText:
    facts = [
        say(f"manager-{fact}", value=value)
        for fact, value in (("phone", manager.phone), ("email", manager.email), ("hours", manager.hours))
        if value
    ]
    return joined([rich(say("manager-yours")), bold(manager.name), *facts])


def _mention(manager: PersonalManager | None, answers: Answers | None) -> RichText:
    """A line that Telegram notifies whoever answers of."""
    if manager is None or answers is None:
        return rich(say("topic-manager-nobody", name=manager.name if manager is not None else "—"))
    staff = answers.staff
    who = rich(f"@{staff.username}") if staff.username else link(staff.name, f"tg://user?id={staff.telegram_id}")
    key = "topic-manager-in-place" if answers.in_place else "topic-manager-yours"
    return who + " " + say(key, name=manager.name)


def _goes_to(number: int, manager: PersonalManager | None, answers: Answers | None) -> str:
    if manager is None or answers is None:
        return say("manager-goes-to-hotline", number=number)
    if answers.in_place:
        return say("manager-goes-to-deputy", number=number, name=manager.name, deputy=answers.staff.name)
    return say("manager-goes", number=number, name=manager.name)
