"""What intake does with the source of the community, in memory."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.channels.vk.connection import Vk
from bot.channels.vk.parsing import parse
from bot.channels.vk.source import VkSource
from bot.messages import Batch, Incoming, RawUpdate, Said
from bot.sandbox.vk.scene import Scene


@dataclass
class Line:
    """What intake does with a source, in memory: rows by their external id, the first one stays; the cursor with them.
    A new `source` is a new process."""

    scene: Scene
    vk: Vk
    source: VkSource
    cursor: str | None = None
    rows: dict[str, RawUpdate] = field(default_factory=dict)

    def keep(self, batch: Batch) -> None:
        """Accepts a batch."""
        for row in batch.updates:
            self.rows.setdefault(row.external_id, row)
        self.cursor = batch.cursor or self.cursor

    async def read(self, times: int = 1) -> None:
        """Fetches and keeps."""
        for _ in range(times):
            self.keep(await self.source.fetch(self.cursor))

    async def read_all(self) -> None:
        """Until the long poll has nothing to say."""
        for _ in range(200):
            batch = await self.source.fetch(self.cursor)
            self.keep(batch)
            if batch == Batch((), None):
                return
        raise AssertionError("the source never comes to rest")

    def restart(self) -> None:
        """The process dies: nothing stays but what was kept."""
        self.source = VkSource(self.vk, poll_seconds=0)

    def incoming(self) -> list[Incoming | None]:
        """What came, as it is understood."""
        return [parse(row.payload) for row in self.rows.values()]

    def said(self, user: int | None = None) -> list[str]:
        """The texts that came, of one person or of all, in the order of their rows."""
        return [
            one.text.text
            for one in self.incoming()
            if isinstance(one, Said) and (user is None or one.address.peer == str(user))
        ]

    def asked(self, method: str) -> int:
        """How often VK was asked for something."""
        return sum(call.method == method for call in self.scene.world.calls.since())
