"""The stage as the sandbox sets it: the clients' bot, the desk's bot, and the operators' group with topics."""

from dataclasses import dataclass

from bot.clock import Clock
from bot.sandbox.telegram.accounts import Bot
from bot.sandbox.telegram.model import Group
from bot.sandbox.telegram.world import World

CLIENTS_BOT = "7100001:sandbox-clients-bot"
DESK_BOT = "7100002:sandbox-desk-bot"
"""Tokens; they open nothing outside this machine."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A world with everything that the service expects to find."""

    world: World
    clients_bot: Bot
    desk_bot: Bot
    group: Group


def set_scene(clock: Clock | None = None, *, budgets: bool = True, calls: int = 10_000) -> Scene:
    """Two bots and a forum where the desk's bot is an administrator with privacy mode off; people are added later."""
    world = World(clock, budgets=budgets, calls=calls)
    clients_bot = world.add_bot(CLIENTS_BOT, "Линия", "liniya_sandbox_bot")
    desk_bot = world.add_bot(DESK_BOT, "Пульт Линии", "liniya_desk_sandbox_bot", reads_all=True)
    return Scene(world, clients_bot, desk_bot, world.add_group("Операторы", [desk_bot]))
