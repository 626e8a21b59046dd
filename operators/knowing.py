"""What staff read of a client beside their question: the contact card in a few short lines."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.texts import say
from operators import contacts
from operators.centres import Centre
from operators.contacts import ContactCard
from operators.tickets import Ticket


async def lines_of(session: AsyncSession, ticket: Ticket) -> list[str]:
    """«Анна Сергеевна, ООО «Ромашка», ИНН …», «+7…, anna@…», «Центр: …», as far as that is known."""
    card = await contacts.card_of(session, ticket.client_id)
    who = ", ".join(_who(card, ticket)) if card is not None else ""
    reached = ", ".join(filter(None, (card.phone, card.email))) if card is not None else ""
    centre_id = ticket.centre_id or (card.centre_id if card is not None else None)
    centre = await session.get(Centre, centre_id) if centre_id is not None else None
    return [line for line in (who, reached, say("card-centre", name=centre.name) if centre else "") if line]


def _who(card: ContactCard, ticket: Ticket) -> list[str]:
    """A name that the account has already is not said twice, nor an organisation that has a contract (its facts stand
    on the ticket's card by themselves, `operators.client_facts`)."""
    names = [card.name] if card.name and card.name != ticket.address.name else []
    if card.organisation_id is not None:
        return names
    names += [card.organisation] if card.organisation else []
    return [*names, say("card-inn-of", inn=card.inn)] if card.inn else names
