"""The community, as its channel and its source know it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.vk.channel import VkChannel
from bot.channels.vk.connection import Vk
from bot.channels.vk.source import VkSource
from bot.sandbox.vk.scene import set_scene
from bot.sandbox.vk.server import serving
from tests.channels.vk.line import Line
from tests.channels.vk.talk import Talk


@pytest.fixture
async def talk(tmp_path: Path) -> AsyncIterator[Talk]:
    """Anna has written, so that she may be answered."""
    scene = set_scene(budgets=False)
    anna = scene.world.people.add_user("Анна Петрова")
    scene.world.people.write(anna, "Здравствуйте!")
    async with serving(scene.world) as url:
        vk = Vk(scene.community.token, scene.community.id, url, per_second=10_000, timeout=5)
        channel = VkChannel(vk)
        yield Talk(scene, vk, channel, anna, tmp_path)
        await channel.close()


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """A line that has begun to read an empty community."""
    scene = set_scene(budgets=False)
    async with serving(scene.world) as url:
        vk = Vk(scene.community.token, scene.community.id, url, per_second=10_000, timeout=5)
        line = Line(scene, vk, VkSource(vk, poll_seconds=0))
        await line.read()
        yield line
        await vk.close()
