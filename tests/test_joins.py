"""Which accounts are one person: whatever is joined and undone, in whatever order, and by several at once."""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from bot import clients, joins
from bot.clients import ClientAddress
from bot.database import Database
from bot.joins import ClientJoin
from bot.messages import Address, Person
from tests.fakes import START

PEOPLE = 5


@pytest.fixture
async def addresses(database: Database) -> Sequence[int]:
    """Five accounts that nobody has joined; their clients have the same numbers."""
    async with database.write() as session:
        known = [
            await clients.meet(session, Address("vk", str(one)), Person(str(one), "Анна"), START)
            for one in range(PEOPLE)
        ]
        return [one.id for one in known]


async def test_the_oldest_client_stays_and_undoing_gives_everybody_back(
    database: Database, addresses: Sequence[int]
) -> None:
    """Whichever end gave the code."""
    first = await join(database, addresses[2], addresses[0])
    assert await grouped(database) == [[0, 2], [1], [3], [4]]
    await undo(database, first)
    assert await grouped(database) == [[0], [1], [2], [3], [4]]


@pytest.mark.parametrize("third", [0, 1])
async def test_a_third_account_in_between_stays_where_it_was_joined(
    database: Database, addresses: Sequence[int], third: int
) -> None:
    """Undoing the first join parts its two ends, and the third goes with the one that it was joined to."""
    first = await join(database, addresses[0], addresses[1])
    second = await join(database, addresses[2], addresses[third])
    assert await grouped(database) == [[0, 1, 2], [3], [4]]
    await undo(database, first)
    assert await grouped(database) == ([[0, 2], [1], [3], [4]] if third == 0 else [[0], [1, 2], [3], [4]])
    await undo(database, second)
    assert await grouped(database) == [[0], [1], [2], [3], [4]]


async def test_a_consent_is_of_whoever_the_account_is_now(database: Database, addresses: Sequence[int]) -> None:
    """From the very moment on, before anything has followed; after the undoing it is theirs alone again."""
    async with database.write() as session:
        clients.record_consent(session, await session.get_one(ClientAddress, addresses[1]), "1", START)
    number = await join(database, addresses[0], addresses[1])
    assert await agreed(database, addresses[:2]) == [True, True]
    await undo(database, number)
    assert await agreed(database, addresses[:2]) == [False, True]


async def agreed(database: Database, some: Sequence[int]) -> list[bool]:
    """Whether the clients of these accounts have agreed."""
    async with database.read() as session:
        whose = [(await session.get_one(ClientAddress, one)).client_id for one in some]
        return [await clients.ever_consented(session, one) for one in whose]


STEPS = st.lists(st.tuples(st.integers(0, PEOPLE - 1), st.integers(0, PEOPLE - 1), st.booleans()), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
async def test_whoever_hangs_together_is_one_client(database: Database, steps: list[tuple[int, int, bool]]) -> None:
    """Joins and undoings in any order leave what a picture of the joins in force shows, its oldest client each."""
    async with database.write() as session:
        known = [
            await clients.meet(session, Address("vk", f"{len(steps)}-{one}"), Person(str(one), "Анна"), START)
            for one in range(PEOPLE)
        ]
        homes = {one.id: one.client_id for one in known}
        in_force: list[ClientJoin] = []
        for one, other, undoing in steps:
            if undoing and in_force:
                await joins.undo(session, in_force.pop(one % len(in_force)), START)
            elif known[one].client_id != known[other].client_id:
                joined = await joins.join(session, known[one], known[other], START)
                assert joined is not None
                in_force.append(joined[0])
            for address in known:
                together = hanging_together(address.id, [made.ends for made in in_force])
                assert address.client_id == min(homes[one_of] for one_of in together)
        await session.rollback()


async def test_joins_of_the_same_people_at_once(database: Database, addresses: Sequence[int]) -> None:
    """They come one after another: nobody is left between two clients."""
    ends = list(itertools.pairwise(addresses))
    await asyncio.gather(*(join(database, one, other) for one, other in reversed(ends)))
    assert await grouped(database) == [[0, 1, 2, 3, 4]]


async def test_two_codes_between_the_same_accounts_at_once(database: Database, addresses: Sequence[int]) -> None:
    """The second join finds one client already and ties nothing more, so that one undoing parts them."""

    async def tie() -> int | None:
        async with database.write() as session:
            one, other = [await session.get_one(ClientAddress, number) for number in addresses[:2]]
            joined = await joins.join(session, one, other, START)
            return joined[0].id if joined is not None else None

    made = [number for number in await asyncio.gather(tie(), tie(), tie()) if number is not None]
    assert len(made) == 1
    await undo(database, made[0])
    assert await grouped(database) == [[0], [1], [2], [3], [4]]


async def test_who_a_client_is_now(database: Database, addresses: Sequence[int]) -> None:
    """Told by the client that somebody was met as."""
    made = await join(database, addresses[3], addresses[1])
    async with database.read() as session:
        home = [address.id for address in await session.scalars(select(clients.Client).order_by(clients.Client.id))]
        assert await joins.client_now(session, home[3]) == home[1]
        assert await joins.client_now(session, home[0]) == home[0]
    await undo(database, made)
    async with database.read() as session:
        assert await joins.client_now(session, home[3]) == home[3]


def hanging_together(start: int, ties: list[tuple[int, int]]) -> set[int]:
    """All that can be reached."""
    reached, grown = {start}, True
    while grown:
        more = {end for tie in ties for end in tie if reached & set(tie)} - reached
        reached, grown = reached | more, bool(more)
    return reached


async def join(database: Database, issuer: int, redeemer: int) -> int:
    """Joins two accounts; returns the join's number."""
    async with database.write() as session:
        one, other = [await session.get_one(ClientAddress, number) for number in (issuer, redeemer)]
        joined = await joins.join(session, one, other, START)
        assert joined is not None
        return joined[0].id


async def undo(database: Database, number: int) -> None:
    """Undoes a join."""
    async with database.write() as session:
        made = await joins.get(session, number)
        assert made is not None
        await joins.undo(session, made, START)


async def grouped(database: Database) -> list[list[int]]:
    """The accounts (from 0) of each client; a client is the oldest of its accounts' homes."""
    async with database.read() as session:
        found: dict[int, list[int]] = {}
        for number, address in enumerate(await session.scalars(select(ClientAddress).order_by(ClientAddress.id))):
            found.setdefault(address.client_id, []).append(number)
        first = min(found)
        assert all(client == members[0] + first for client, members in found.items())
        return sorted(found.values())
