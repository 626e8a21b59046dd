"""A sweep prepares before its transaction is opened, and a database that is away costs one tick."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.database import Database
from bot.scheduler import Scheduler, Sweep
from tests.fakes import FakeClock


async def test_preparing_holds_nobody_up_who_writes(database: Database) -> None:
    """Another transaction can be written meanwhile."""
    order: list[str] = []

    async def prepare(_now: datetime) -> None:
        async with database.write():
            order.append("somebody writes")

    async def run(_session: AsyncSession, _now: datetime) -> None:
        order.append("swept")

    sweep = Sweep("both", 1, run, prepare)
    await Scheduler(database, [sweep], FakeClock(), lambda: order.append("told")).tick(sweep)
    assert order == ["somebody writes", "swept", "told"]


@pytest.mark.parametrize("step", ["prepare", "run"])
async def test_a_database_that_is_away_costs_one_tick(database: Database, step: str) -> None:
    """Nothing is raised, and the next tick does it."""
    away, done = [step], []

    def fail(here: str) -> None:
        if here in away:
            away.remove(here)
            raise OperationalError("SELECT 1", {}, OSError("away"))

    async def prepare(_now: datetime) -> None:
        fail("prepare")

    async def run(_session: AsyncSession, _now: datetime) -> None:
        fail("run")
        done.append("swept")

    sweep = Sweep("both", 1, run, prepare)
    scheduler = Scheduler(database, [sweep], FakeClock(), lambda: None)
    await scheduler.tick(sweep)
    assert done == []
    await scheduler.tick(sweep)
    assert done == ["swept"]
