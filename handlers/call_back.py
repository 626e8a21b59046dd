"""«Заказать звонок»: somebody of the centre calls the client, at the number and the time that they name."""

from __future__ import annotations

from bot.texts import say
from handlers import contact_checks
from handlers.forms import Choice, Field, Filled, FormScenario
from handlers.turn import Turn
from operators import cards, centre_text, contacts, joined_cards, lifecycle, matching, regions, relay
from operators.kinds import TicketKind


async def _phone(turn: Turn) -> str | None:
    card = await contacts.card_of(turn.session, turn.address.client_id)
    return card.phone if card is not None else None


class CallBackScenario(FormScenario):
    """The number, when, and what about; a ticket of its own, or a line in the one that people are at."""

    name = "call_back"
    title = "call-back-title"
    regional = True
    fields = (
        Field(key="phone", question="call-back-phone", check=contact_checks.phone, known=_phone, contact=True),
        Field(
            key="when",
            question="call-back-when",
            choices=(
                Choice("soon", "call-back-soon"),
                Choice("morning", "call-back-morning"),
                Choice("afternoon", "call-back-afternoon"),
            ),
            free=True,
            longest=100,
        ),
        Field(key="subject", question="call-back-subject", open=True, optional=True, longest=1000),
    )

    async def done(self, turn: Turn, filled: Filled) -> None:
        """Kept on the card where no number was, and handed to people."""
        number = filled.get("phone") or ""
        card = await contacts.card_of(turn.session, turn.address.client_id)
        if card is None or card.phone is None:
            told = await joined_cards.tell(turn.session, turn.address, {"phone": number}, turn.now)
            await matching.match(turn.session, told, turn.now)
        request = _request(filled)
        ticket = await turn.open_ticket()
        if ticket is not None and await turn.may_cross(ticket):
            await relay.tell_topic(turn.session, ticket, request, turn.now)
        else:
            ticket = await lifecycle.open_ticket(
                turn.session, turn.address, request, (), turn.now, kind=TicketKind.CALL_BACK
            )
            turn.opened(ticket)
            await cards.post(turn.session, ticket, turn.now)
        shown = {"phone": filled.shown("phone"), "when": filled.shown("when")}
        words = [say("call-back-done", number=ticket.id, **shown), *(await _closed_now(turn))]
        await turn.reply(" ".join(words))


def _request(filled: Filled) -> str:
    """As people at the desk read it."""
    lines = [say("call-back-request", phone=filled.shown("phone"), when=filled.shown("when"))]
    return "\n".join([*lines, *([filled.shown("subject")] if "subject" in filled else [])])


async def _closed_now(turn: Turn) -> list[str]:
    promises = turn.services.promises
    working = await regions.working_time_for(turn.session, turn.address.client_id, promises.working_time)
    opening = working.next_opening(turn.now)
    if working.is_open(turn.now) or opening is None:
        return []
    return [say("call-back-closed", when=centre_text.opening_at(opening, working.today(turn.now)))]
