"""The stage as the sandbox sets it: the community with a key, its wall, and every event switched on."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.clock import Clock
from bot.sandbox.vk.accounts import Community
from bot.sandbox.vk.longpoll import KINDS
from bot.sandbox.vk.world import World
from bot.texts import say

GROUP_ID = 230_000_001
TOKEN = "vk1.a.sandbox-community"  # noqa: S105
"""The community's key; it opens nothing outside this machine."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A world with everything that the service expects to find; `posts` are ids of posts on the wall."""

    world: World
    community: Community
    posts: tuple[int, ...]


def set_scene(
    clock: Clock | None = None, *, budgets: bool = True, calls: int = 10_000, events: Iterable[str] = KINDS
) -> Scene:
    """A community with these events switched on in the settings of its long poll; people are added later."""
    community = Community(GROUP_ID, say("sandbox-vk-community"), "liniya_sandbox", TOKEN)
    world = World(community, clock, budgets=budgets, calls=calls)
    posts = tuple(world.write_post(text).id for text in (say("sandbox-vk-post-news"), say("sandbox-vk-post-seminar")))
    world.long_poll.events = set(events)
    return Scene(world, community, posts)
