"""The people of the sandbox: clients and operators under plain names, as many as are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from bot.sandbox.telegram.scene import Scene
from bot.sandbox.telegram.world import World
from bot.sandbox.vk.world import World as VkWorld
from bot.texts import say


def add_client(world: World) -> int:
    """One more client in Telegram under a name not taken yet; returns their id."""
    return world.people.add_client(_free_name(world, say("sandbox-client-names")))


def add_operator(world: World) -> int:
    """One more operator, a member of the group, under a name not taken yet; returns their id."""
    return world.people.add_operator(_free_name(world, say("sandbox-operator-names")))


def add_senior(scene: Scene) -> int:
    """An operator who is in the seniors' group as well; returns their id."""
    number = add_operator(scene.world)
    scene.world.join(scene.seniors, scene.world.users[number])
    return number


def add_vk_client(world: VkWorld) -> int:
    """One more client in VK, where people have surnames, under a name not taken yet; returns their id."""
    taken = {person.name for person in world.persons.values()}
    return world.people.add_user(first_free(say("sandbox-vk-client-names").split(", "), taken))


def _free_name(world: World, names: str) -> str:
    return first_free(names.split(", "), {user.name for user in world.users.values()})


def first_free(names: Iterable[str], taken: set[str]) -> str:
    """The first name that is not taken; when all are, the first with a number: «Анна 2»."""
    known = list(names)
    numbered = (name if number == 1 else f"{name} {number}" for number in count(1) for name in known)
    return next(name for name in numbered if name not in taken)
