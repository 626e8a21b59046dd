"""The stage as the sandbox sets it: the clients' bot, the desk's bot, the operators' forum and the seniors'."""

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
    seniors: Group


def set_scene(clock: Clock | None = None, *, budgets: bool = True, calls: int = 10_000) -> Scene:
    """Two bots and two forums where the desk's bot is an administrator with privacy mode off; people are added later:
    operators to the first, to the seniors' by invitation."""
    world = World(clock, budgets=budgets, calls=calls)
    clients_bot = world.add_bot(CLIENTS_BOT, "Линия", "liniya_sandbox_bot")
    desk_bot = world.add_bot(DESK_BOT, "Пульт Линии", "liniya_desk_sandbox_bot", reads_all=True)
    group = world.add_group("Операторы", [desk_bot])
    seniors = world.add_group("Старшие", [desk_bot], invited=True)
    return Scene(world, clients_bot, desk_bot, group, seniors)
