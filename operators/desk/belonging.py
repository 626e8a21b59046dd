"""«Подтвердить организацию» and its opposite, on the card of a ticket or under the line in General that asks for it."""

from __future__ import annotations

import structlog
from sqlalchemy import select
from telegram import Update

from bot import links
from bot.clients import ClientAddress
from bot.outbox import OutboxRow
from bot.texts import say
from operators import cards, confirmations, contacts, events, tickets
from operators.desk.turn import DeskContext, Turn
from operators.tickets import OPEN, Ticket

log = structlog.get_logger(__name__)


async def confirm(update: Update, context: DeskContext) -> None:
    """The client belongs to the organisation."""
    await _decide(update, context, belongs=True)


async def reject(update: Update, context: DeskContext) -> None:
    """They do not."""
    await _decide(update, context, belongs=False)


async def _decide(update: Update, context: DeskContext, *, belongs: bool) -> None:
    turn, query, (client_id, organisation_id) = context.turn, update.callback_query, context.numbers
    if query is None:
        return
    card = await contacts.card_of(turn.session, client_id)
    if card is None or card.organisation_id != organisation_id:
        turn.toast(query.id, say("facts-matched-anew"), alert=True)
        return
    await confirmations.decide(turn.session, client_id, organisation_id, turn.person.id, turn.now, belongs=belongs)
    log.info("organisation.decided", client=client_id, organisation=organisation_id, belongs=belongs)
    of_client = select(Ticket.id).where(Ticket.client_id == client_id, Ticket.state.in_(OPEN))
    for number in await turn.session.scalars(of_client.order_by(Ticket.id)):
        ticket = await tickets.get(turn.session, number)
        if ticket is not None:
            await cards.refresh(turn.session, ticket, turn.now)
    turn.toast(query.id, say("facts-confirmed" if belongs else "facts-rejected"))
    if query.message is not None:
        await _answer_prompt(turn, query.message.message_id, belongs=belongs)


async def _answer_prompt(turn: Turn, message_id: int, *, belongs: bool) -> None:
    """The line in General has done its work; the client who waits for it is told good news."""
    for number in await links.rows_shown_as(turn.session, turn.key(message_id)):
        row = await turn.session.get(OutboxRow, number)
        address_id = row.context.get("waiting_address") if row is not None else None
        if address_id is None:
            continue
        await turn.take_away(message_id)
        address = await turn.session.get(ClientAddress, address_id)
        if belongs and address is not None:
            await events.tell(turn.session, address, events.OrganisationConfirmed(), turn.now)
