"""The emulated VK as a process of its own, with a crowd in it: `python -m tests.benchmarks.vk_server [--budgets]`."""

from __future__ import annotations

import argparse
import asyncio

from bot.sandbox.calls import Call
from bot.sandbox.vk.faults import LONG_POLL
from bot.sandbox.vk.scene import Scene, set_scene
from bot.sandbox.vk.server import serving
from tests.benchmarks.crowd import CALLS_KEPT, Crowd, obey


class VkCrowd(Crowd):
    """Clients in their dialogues with the community."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.world.calls)
        self._people_of_vk = scene.world.people

    def come(self, name: str) -> int:
        """Whoever writes may be answered: nothing more is needed."""
        return self._people_of_vk.add_user(name)

    def say(self, person: int, text: str) -> None:
        """Writes to the community."""
        self._people_of_vk.write(person, text)

    def is_poll(self, call: Call) -> bool:
        """The long poll's question."""
        return call.method == LONG_POLL

    def answered(self, call: Call) -> int | None:
        """The peer is the person, in whichever of three ways it was named."""
        if call.method != "messages.send" or not call.answer or "response" not in call.answer:
            return None
        return int(next(call.params[name] for name in ("peer_ids", "peer_id", "user_id") if name in call.params))


async def _serve(budgets: bool) -> None:
    scene = set_scene(budgets=budgets, calls=CALLS_KEPT)
    async with serving(scene.world) as url:
        await obey(VkCrowd(scene), {"url": url, "token": scene.community.token, "group": scene.community.id})


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--budgets", action="store_true")
    asyncio.run(_serve(parser.parse_args().budgets))
