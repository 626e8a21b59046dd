"""Accounts of one person are joined, or parted again: their tickets, topics and consents follow, and staff are told.

Which addresses are one client is decided at once (`bot.joins`). What an address owns is brought along in the turn of
its own conversation, by an internal inbox row, so no conversation ever writes what another one is at.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from bot import joins, outbox
from bot.clients import ClientAddress, Consent
from bot.joins import ClientJoin
from bot.outbox import Lane
from bot.outgoing import Send
from bot.richtext import RichText, joined, rich
from bot.texts import say
from operators import cards, events, joined_cards, leave_permissions, pointing, tickets, topics
from operators.card_text import channel_name, one_line
from operators.events import AccountsJoined, AccountsParted
from operators.tickets import Ticket
from operators.topics import Desk, Topic

log = structlog.get_logger(__name__)

_NAME_LENGTH = 60


async def join(session: AsyncSession, issuer: ClientAddress, redeemer: ClientAddress, now: datetime) -> bool:
    """Makes one client of the two that these addresses belong to, and posts to each of its conversations. False when
    they are one already."""
    before = [await topics.topics_of(session, one.client_id) for one in (issuer, redeemer)]
    found = await joins.join(session, issuer, redeemer, now)
    if found is None:
        return False
    made, addresses = found
    log.info("clients.joined", join=made.id, client=issuer.client_id)
    await joined_cards.settle(session, {issuer.client_id}, now)
    stands = await topics.topics_of(session, issuer.client_id)
    for topic in {topic.id: topic for found in before for topic in found.values()}.values():
        await _tell_joined(session, topic, stands[topic.desk_id], addresses, now)
    for address in addresses:
        await events.tell(session, address, AccountsJoined(made.id), now)
    return True


async def part(session: AsyncSession, made: ClientJoin, now: datetime) -> None:
    """Undoes a join, and posts to each conversation that it concerned."""
    addresses = await joins.undo(session, made, now)
    log.info("clients.parted", join=made.id)
    await joined_cards.settle(session, {address.client_id for address in addresses}, now)
    for client_id in sorted({address.client_id for address in addresses}):
        for topic in (await topics.topics_of(session, client_id)).values():
            await _tell_parted(session, topic, addresses, now)
    for address in addresses:
        await events.tell(session, address, AccountsParted(made.id), now)


async def follow(session: AsyncSession, address: ClientAddress, now: datetime) -> None:
    """What this address owns goes to the client that it belongs to now: tickets (open ones with their card into the
    client's topic), permissions, and consents, in which who agreed to what, when and where stays as it is. Does no
    more when it is done again. Called in the turn of the address's own conversation."""
    query = select(ClientAddress).where(ClientAddress.id == address.id).options(joinedload(ClientAddress.client))
    await session.execute(query.execution_options(populate_existing=True))
    for ticket in await tickets.of_address(session, address.id):
        ticket.client = address.client
        await _settle(session, ticket, now)
    consents = update(Consent).where(Consent.address_id == address.id, Consent.client_id != address.client_id)
    await session.execute(consents.values(client_id=address.client_id))
    await leave_permissions.follow(session, address)


async def _settle(session: AsyncSession, ticket: Ticket, now: datetime) -> None:
    """Into the topic of its client; a card is posted for whatever people are still at. (One that is opened again later
    gets its card then, see `cards.refresh`.)"""
    topic = await session.get(Topic, ticket.topic_id) if ticket.topic_id is not None else None
    if topic is None:
        return
    desk = await session.get_one(Desk, topic.desk_id)
    if not ticket.is_open:
        stands = await topics.topic_of(session, ticket.client.id, desk.id)
        ticket.topic_id = stands.id if stands is not None else topic.id
        return
    stands = await topics.topic_for(session, ticket.client, desk, now)
    if stands.id != topic.id:
        await cards.move(session, ticket, stands, now)


async def _tell_joined(
    session: AsyncSession, topic: Topic, stands: Topic, addresses: Sequence[ClientAddress], now: datetime
) -> None:
    names = _names(addresses)
    if topic.id == stands.id:
        await _say(session, topic, say("desk-joined", names=names), now)
        return
    await _say(
        session, topic, joined([say("desk-joined-away", names=names), await pointing.where(session, stands)]), now
    )


async def _tell_parted(session: AsyncSession, topic: Topic, addresses: Sequence[ClientAddress], now: datetime) -> None:
    """Accounts that are still one client's stand together: «Анна (Telegram) и Анна С. (ВКонтакте); Олег (Telegram)»."""
    here = await joins.client_now(session, topic.client_id)
    of_client: dict[int, list[ClientAddress]] = {}
    for address in addresses:
        of_client.setdefault(address.client_id, []).append(address)
    together = {client: _names(some, say("desk-parted-and")) for client, some in of_client.items()}
    stays = together.get(here, one_line(topic.name, _NAME_LENGTH))
    count = len(of_client.get(here, ())) or 1
    await _say(session, topic, say("desk-parted", names="; ".join(together.values()), stays=stays, count=count), now)


async def _say(session: AsyncSession, topic: Topic, text: RichText | str, now: datetime) -> None:
    await outbox.enqueue(session, topic.address, Send(rich(text)), now, lane=Lane.NOTICE)


def _names(addresses: Sequence[ClientAddress], between: str = ", ") -> str:
    """«Анна (Telegram), Анна С. (ВКонтакте)»."""
    return between.join(f"{one_line(one.name, _NAME_LENGTH)} ({channel_name(one.channel)})" for one in addresses)
