"""One person, several accounts: which addresses were shown to be one client, and how that is undone.

A join ties two addresses. Whoever hangs together by joins that are in force is one client: the oldest of those that the
addresses came with (their homes). So undoing one join never touches another, whatever was joined in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, ScalarSelect, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from bot.clients import Client, ClientAddress
from bot.database import Base

MAY_UNDO = timedelta(days=1)
"""How long a join can be undone by a button."""


class AddressHome(Base):
    """The client that an address was met as; kept from its first join on. Destroyed with the address."""

    __tablename__ = "address_homes"
    __table_args__ = (Index("ix_address_homes_client_id", "client_id"),)

    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"), primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))


class ClientJoin(Base):
    """Two addresses that one person has: the code was issued in one and typed in the other. Never deleted while both
    are there; destroyed with either of them."""

    __tablename__ = "client_joins"
    __table_args__ = (
        Index("ix_client_joins_issuer_id", "issuer_id"),
        Index("ix_client_joins_redeemer_id", "redeemer_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    issuer_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    redeemer_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    joined_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    @property
    def ends(self) -> tuple[int, int]:
        """The two addresses."""
        return self.issuer_id, self.redeemer_id


async def get(session: AsyncSession, join_id: int) -> ClientJoin | None:
    """A join by its number, locked until the end of the transaction: it is undone once."""
    return await session.get(ClientJoin, join_id, with_for_update=True)


async def in_force(session: AsyncSession, client_id: int) -> Sequence[ClientJoin]:
    """The joins that make the accounts of a client one, oldest first."""
    query = select(ClientJoin).join(ClientAddress, ClientAddress.id == ClientJoin.issuer_id)
    query = query.where(ClientAddress.client_id == client_id, ClientJoin.undone_at.is_(None))
    return (await session.scalars(query.order_by(ClientJoin.id))).all()


async def latest_of(session: AsyncSession, address_id: int) -> ClientJoin | None:
    """The newest join in force that has this address at an end."""
    query = select(ClientJoin).where(or_(ClientJoin.issuer_id == address_id, ClientJoin.redeemer_id == address_id))
    query = query.where(ClientJoin.undone_at.is_(None)).order_by(ClientJoin.id.desc())
    return await session.scalar(query.limit(1))


async def join(
    session: AsyncSession, issuer: ClientAddress, redeemer: ClientAddress, now: datetime
) -> tuple[ClientJoin, Sequence[ClientAddress]] | None:
    """Makes one client of two; returns the join and all addresses of the client, None when they are one already.
    Nothing but the addresses is changed: what they own follows in each conversation's turn (`operators.joining`)."""
    addresses = await _held(session, (issuer.id, redeemer.id))
    if issuer.client_id == redeemer.client_id:
        return None
    known = set(
        await session.scalars(select(AddressHome.address_id).where(AddressHome.address_id.in_(_ids(addresses))))
    )
    session.add_all(AddressHome(address_id=one.id, client_id=one.client_id) for one in addresses if one.id not in known)
    made = ClientJoin(issuer_id=issuer.id, redeemer_id=redeemer.id, joined_at=now)
    session.add(made)
    await _regroup(session, addresses)
    return made, addresses


async def undo(session: AsyncSession, made: ClientJoin, now: datetime) -> Sequence[ClientAddress]:
    """Takes a join back; returns all addresses that were one client until now. The caller has locked it."""
    addresses = await _held(session, made.ends)
    made.undone_at = now
    await _regroup(session, addresses)
    return addresses


async def client_now(session: AsyncSession, home_id: int) -> int:
    """The client that whoever was met as this one is now."""
    query = select(ClientAddress.client_id).join(AddressHome, AddressHome.address_id == ClientAddress.id)
    return await session.scalar(query.where(AddressHome.client_id == home_id).limit(1)) or home_id


def homes_of(client_id: int) -> ScalarSelect[int]:
    """The clients that this one's addresses were met as, to be asked within another query; none before a join."""
    query = select(AddressHome.client_id).join(ClientAddress, AddressHome.address_id == ClientAddress.id)
    return query.where(ClientAddress.client_id == client_id).scalar_subquery()


async def _held(session: AsyncSession, address_ids: Iterable[int]) -> Sequence[ClientAddress]:
    """All addresses of the clients that have these, the clients locked in id order, so that joins of the same people
    come one after another."""
    whose = select(ClientAddress.client_id).where(ClientAddress.id.in_(address_ids))
    held: set[int] = set()
    # While one was waited for, another join may have made them other clients.
    while missing := (clients := set(await session.scalars(whose))) - held:
        locked = select(Client.id).where(Client.id.in_(missing)).order_by(Client.id)
        await session.execute(locked.with_for_update(key_share=True))
        held |= missing
    query = select(ClientAddress).where(ClientAddress.client_id.in_(clients)).order_by(ClientAddress.id)
    query = query.options(joinedload(ClientAddress.client)).execution_options(populate_existing=True)
    return (await session.scalars(query)).all()


async def _regroup(session: AsyncSession, addresses: Sequence[ClientAddress]) -> None:
    """Gives every address to the client that it belongs to by the joins in force."""
    await session.flush()
    ids = _ids(addresses)
    homes = {
        home.address_id: home.client_id
        for home in await session.scalars(select(AddressHome).where(AddressHome.address_id.in_(ids)))
    }
    in_force = await session.scalars(
        select(ClientJoin).where(ClientJoin.undone_at.is_(None), ClientJoin.issuer_id.in_(ids))
    )
    groups = _groups(ids, [made.ends for made in in_force])
    for address in addresses:
        belongs_to = min(homes[one] for one in groups[address.id])
        if address.client_id != belongs_to:
            address.client = await session.get_one(Client, belongs_to)
    await session.flush()


def _groups(ids: Sequence[int], ties: Iterable[tuple[int, int]]) -> dict[int, set[int]]:
    """For each address all that hang together with it."""
    groups = {one: {one} for one in ids}
    for one, other in ties:
        together = groups[one] | groups[other]
        groups.update(dict.fromkeys(together, together))
    return groups


def _ids(addresses: Iterable[ClientAddress]) -> list[int]:
    return [address.id for address in addresses]
