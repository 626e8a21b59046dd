"""The emulated Telegram as a process of its own, with a crowd in it: `python -m tests.benchmarks.telegram_server
[--budgets]`."""

from __future__ import annotations

import argparse
import asyncio

from bot.sandbox.calls import Call
from bot.sandbox.telegram.scene import Scene, set_scene
from bot.sandbox.telegram.server import serving
from tests.benchmarks.crowd import CALLS_KEPT, Crowd, obey


class TelegramCrowd(Crowd):
    """Clients in their chats with the clients' bot."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(scene.world.calls)
        self._world, self._bot = scene.world, scene.clients_bot

    def come(self, name: str) -> int:
        """Who has opened the chat."""
        person = self._world.add_person(name)
        self._world.open_private(self._bot, person)
        return person.id

    def say(self, person: int, text: str) -> None:
        """Writes to the bot."""
        self._world.people.say(person, self._bot.id, text)

    def is_poll(self, call: Call) -> bool:
        """Of the clients' bot, not of the operators'."""
        return call.method == "getUpdates" and call.bot == self._bot.id

    def answered(self, call: Call) -> int | None:
        """The chat is the person."""
        sent = call.method.lower() == "sendmessage" and call.status == 200
        return int(call.params["chat_id"]) if sent else None


async def _serve(budgets: bool) -> None:
    scene = set_scene(budgets=budgets, calls=CALLS_KEPT)
    async with serving(scene.world) as url:
        where = {"url": url, "token": scene.clients_bot.token, "desk": scene.desk_bot.token, "group": scene.group.id}
        await obey(TelegramCrowd(scene), where)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--budgets", action="store_true")
    asyncio.run(_serve(parser.parse_args().budgets))
