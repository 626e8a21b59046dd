"""Accounts of the people in the room are joined and parted, and each conversation has its turn."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import joins
from bot.clients import ClientAddress, find_address
from bot.joins import ClientJoin
from bot.messages import Address
from operators import joining
from tests.operators.room import Room


async def join(room: Room, issuing: str = "42", redeeming: str = "43") -> int:
    """Two peers turn out to be one person; returns the join's number."""
    async with room.database.write() as session:
        one, other = [await account(session, peer) for peer in (issuing, redeeming)]
        assert await joining.join(session, one, other, room.clock.now())
    await follow(room)
    async with room.database.read() as session:
        return (await session.scalars(select(ClientJoin.id).order_by(ClientJoin.id.desc()).limit(1))).one()


async def account(session: AsyncSession, peer: str) -> ClientAddress:
    """A client's account."""
    found = await find_address(session, Address("telegram", peer))
    assert found is not None
    return found


async def part(room: Room, number: int) -> None:
    """A join is undone."""
    async with room.database.write() as session:
        made = await joins.get(session, number)
        assert made is not None
        await joining.part(session, made, room.clock.now())
    await follow(room)


async def follow(room: Room) -> None:
    """Every conversation's turn, one transaction each."""
    async with room.database.read() as session:
        numbers = list(await session.scalars(select(ClientAddress.id).order_by(ClientAddress.id)))
    for number in numbers:
        async with room.database.write() as session:
            address = await session.get_one(ClientAddress, number)
            await joining.follow(session, address, room.clock.now())
    while await room.processor.process():
        pass
    await room.deliver()
