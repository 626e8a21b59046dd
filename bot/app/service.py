"""The running service: its loops side by side, and its end in order."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field

from bot.app.meaning import Meaning
from bot.calls import Channel
from bot.database import Database
from bot.delivery import Delivery
from bot.downloads import Downloads
from bot.intake import NOT_YET, Processor, Reader
from bot.scheduler import Scheduler
from bot.signing import Signer
from bot.texts import say
from knowledge.live import LiveBase


@dataclass(slots=True)
class Service:
    """The parts of a running service."""

    database: Database
    readers: list[Reader]
    processor: Processor
    delivery: Delivery
    scheduler: Scheduler
    downloads: Downloads
    base: LiveBase
    signer: Signer
    meaning: Meaning | None = None
    channels: list[Channel] = field(default_factory=list)

    def troubles(self) -> list[str]:
        """Why not every configured channel is being read and delivered, in sentences."""
        unread = [_unread(reader) for reader in self.readers if reader.trouble]
        stuck = [say("health-undelivered", channel=name, why=why) for name, why in self.delivery.troubles().items()]
        return [*unread, *stuck]

    async def run(self, stop: asyncio.Event) -> None:
        """Until `stop`: no update is accepted any more, the rows in hand are finished, what flies is landed."""
        loops = [
            *(reader.run(stop) for reader in self.readers),
            self.processor.run(stop),
            self.delivery.run(stop),
            self.scheduler.run(stop),
            self.downloads.run(stop),
            self.base.run(stop),
            *([self.meaning.run(stop)] if self.meaning is not None else []),
        ]
        try:
            await together(loops, stop)
        finally:
            await self.close()

    async def close(self) -> None:
        """Lets the connections go."""
        for channel in self.channels:
            with contextlib.suppress(Exception):
                await channel.close()
        if self.meaning is not None:
            await self.meaning.close()
        await self.database.close()


async def together(loops: Sequence[Awaitable[None]], stop: asyncio.Event) -> None:
    """Runs the loops until all have ended; when one fails the others are stopped in order and the failure goes on: a
    service that is half alive would look healthy and lose nothing but time."""
    tasks = [asyncio.ensure_future(loop) for loop in loops]
    done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    stop.set()
    await asyncio.wait(tasks)
    for task in done:
        task.result()


def _unread(reader: Reader) -> str:
    if reader.trouble == NOT_YET:
        return say("health-not-yet", channel=reader.name)
    return say("health-unread", channel=reader.name, why=reader.trouble)
