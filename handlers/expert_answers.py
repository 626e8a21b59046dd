"""What the expert line did to this conversation: it has the question now, it has answered, it has refused."""

from __future__ import annotations

from datetime import datetime, tzinfo

from bot.outgoing import Send
from bot.texts import say
from handlers import errands
from handlers.errands import Errand
from handlers.turn import Turn, call_button
from operators import contacts, expert_letter, letters, lifecycle, reaching, relay, sla, tickets
from operators.calendar import NEVER
from operators.centres import Centre
from operators.events import ExpertAnswered, ExpertRefused, HandedToExperts, StaffSaid
from operators.expert_letter import Around
from operators.marks import StaffMark
from operators.tickets import Ticket, TicketState

ExpertEvent = HandedToExperts | ExpertAnswered | ExpertRefused

NEEDS = ("name", "email")
"""Of the contact card, for a letter."""


async def apply(turn: Turn, event: ExpertEvent) -> None:
    """Does what the event says."""
    ticket = await tickets.get(turn.session, event.ticket_id)
    if ticket is None:
        return
    match event:
        case HandedToExperts():
            await _handed(turn, ticket)
        case ExpertAnswered():
            await _answered(turn, ticket, event)
        case ExpertRefused():
            await _refused(turn, ticket, event)


async def where(turn: Turn, ticket: Ticket) -> str:
    """Where the answer comes."""
    email = await _email(turn, ticket)
    return say("expert-to-chat-and-mail", email=email) if email else say("expert-to-chat")


async def until(turn: Turn, ticket: Ticket) -> str:
    """Until when the answer comes; empty where nothing is promised."""
    await sla.count(turn.session, ticket, turn.services.promises.standard)
    if ticket.solution_due is None or ticket.solution_due >= NEVER:
        return ""
    return say("expert-until", when=_when(ticket.solution_due, turn.services.promises.working_time.time_zone))


async def _handed(turn: Turn, ticket: Ticket) -> None:
    """The client is told what follows; a missing address is asked for, unless something else is being asked."""
    mail = turn.services.promises.mail
    words = (say("expert-client-handed", number=ticket.id), await where(turn, ticket), await until(turn, ticket))
    await turn.reply(" ".join(filter(None, words)))
    if mail.on and await _email(turn, ticket) is None and turn.dialogue.form is None and await turn.has_consent():
        before = Errand("expert_line", data={"ticket": ticket.id})
        await errands.first(turn, "contact_card", then="expert_line", needs=NEEDS, before=before)


async def _answered(turn: Turn, ticket: Ticket, event: ExpertAnswered) -> None:
    """Into the chat line by line, so that each can be corrected and taken back, and as one letter."""
    turn.opened(ticket)
    lifecycle.responded(turn.session, ticket, event.staff_id, turn.now)
    email = await _email(turn, ticket)
    copy = say("expert-copy", email=email) if email else ""
    await turn.reply(" ".join(filter(None, (say("expert-client-answer", number=ticket.id), copy))), formal=True)
    for line in event.lines:
        await _say(turn, line)
    if email:
        attachments = [one for line in event.lines for one in line.attachments]
        said = [line.text for line in event.lines]
        draft = expert_letter.drafted(ticket, await _name(turn, ticket), said, attachments, await _around(turn, ticket))
        await letters.post(turn.session, ticket, email, draft, turn.now)
    elif turn.services.promises.mail.on:
        await relay.tell_topic(turn.session, ticket, say("topic-no-email"), turn.now)
    if ticket.state is TicketState.RESOLVED:
        await turn.go("rating", turn)


async def _say(turn: Turn, line: StaffSaid) -> None:
    await turn.say_as_staff(
        Send(line.text, attachments=line.attachments, preview=line.preview),
        staff_id=line.staff_id,
        sources=line.sources,
        context=StaffMark(line.source.chat, line.source.id, line.topic_peer).to_context(),
    )


async def _refused(turn: Turn, ticket: Ticket, event: ExpertRefused) -> None:
    words = say("expert-client-refused", number=ticket.id, topic=event.reason)
    await turn.reply(words, ((call_button(),),))
    if email := await _email(turn, ticket):
        draft = expert_letter.refused(ticket, await _name(turn, ticket), event.reason, await _around(turn, ticket))
        await letters.post(turn.session, ticket, email, draft, turn.now)


async def _email(turn: Turn, ticket: Ticket) -> str | None:
    """The client's address for letters; None where none is known, or letters cannot be sent."""
    card = await contacts.card_of(turn.session, ticket.client_id)
    return card.email if card is not None and turn.services.promises.mail.on else None


async def _name(turn: Turn, ticket: Ticket) -> str | None:
    card = await contacts.card_of(turn.session, ticket.client_id)
    return card.name if card is not None else None


async def _around(turn: Turn, ticket: Ticket) -> Around:
    """The client's own centre, where it is known."""
    promises = turn.services.promises
    marks = promises.mail.rating_links(ticket.id) if promises.mail.rating_links else ()
    centre = await turn.session.get(Centre, ticket.centre_id) if ticket.centre_id is not None else None
    places = [f"https://{address}" for address in turn.services.addresses.values()]
    places += [reaching.shown(phone) for phone in centre.phones] if centre is not None else []
    name = centre.name if centre is not None else promises.centre_name
    return Around(name, promises.mail.replies, tuple(places), marks)


def _when(moment: datetime, zone: tzinfo) -> str:
    """«в понедельник, 30.11, до 18:00», by the centre's own clock."""
    local = moment.astimezone(zone)
    return say("expert-date", weekday=local.isoweekday(), date=f"{local:%d.%m}", time=f"{local:%H:%M}")
