"""Whose data it is: a person as the tables know them, by the accounts that they have."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clients import ClientAddress
from bot.joins import AddressHome
from bot.messages import Address


@dataclass(frozen=True, slots=True)
class Subject:
    """A person: the rows of `client_addresses` and `clients` that are theirs alone, and where their messages go. A
    client whom somebody else's account belongs to as well (the accounts were linked later) is not among them."""

    addresses: tuple[int, ...]
    clients: tuple[int, ...]
    peers: tuple[Address, ...]

    @property
    def conversations(self) -> list[str]:
        """The keys of their conversations."""
        return [str(peer) for peer in self.peers]

    @property
    def chats(self) -> list[str]:
        """The platforms' ids of the chats with them."""
        return [peer.peer for peer in self.peers]

    @property
    def channels(self) -> set[str]:
        """The messengers that they write in."""
        return {peer.channel for peer in self.peers}


async def subject_of(session: AsyncSession, address_ids: Collection[int]) -> Subject:
    """The person who has these accounts."""
    query = select(ClientAddress).where(ClientAddress.id.in_(address_ids)).order_by(ClientAddress.id)
    addresses = (await session.scalars(query)).all()
    homes = select(AddressHome.client_id).where(AddressHome.address_id.in_(address_ids))
    clients = {one.client_id for one in addresses} | set(await session.scalars(homes))
    held = select(ClientAddress.client_id).where(ClientAddress.client_id.in_(clients))
    others = set(await session.scalars(held.where(ClientAddress.id.not_in(address_ids))))
    return Subject(
        tuple(one.id for one in addresses),
        tuple(sorted(clients - others)),
        tuple(one.address for one in addresses),
    )


async def subject_now(session: AsyncSession, client_id: int) -> Subject:
    """The person whom a client is, by all of their accounts."""
    return await subject_of(session, await accounts_of(session, client_id))


async def accounts_of(session: AsyncSession, client_id: int) -> Sequence[int]:
    """The numbers of a client's accounts."""
    query = select(ClientAddress.id).where(ClientAddress.client_id == client_id).order_by(ClientAddress.id)
    return (await session.scalars(query)).all()
