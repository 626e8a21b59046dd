"""The community keeps the channels' contract: vk_api over the emulated VK."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.calls import Destination, SendCall
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.connection import Vk
from bot.channels.vk.files import VkFiles
from bot.channels.vk.parsing import parse
from bot.channels.vk.source import VkSource
from bot.errors import Unreachable
from bot.messages import Commented, Left, Pressed, Reacted, Returned, Said, Started
from bot.richtext import rich
from bot.sandbox.vk.scene import set_scene
from bot.sandbox.vk.server import serving
from tests.channels.contract import ChannelContract
from tests.channels.stage import PATIENCE
from tests.channels.vk.stage import VkStage


@pytest.fixture
async def stage() -> AsyncIterator[VkStage]:
    """A person who has written to the community."""
    scene = set_scene(budgets=False)
    person = scene.world.people.add_user("Анна Петрова", "anna")
    scene.world.people.start(person)
    async with serving(scene.world) as url:
        vk = Vk(scene.community.token, scene.community.id, url, per_second=10_000, timeout=PATIENCE)
        yield VkStage(
            world=scene.world,
            channel=(channel := VkChannel(vk)),
            source=VkSource(vk, poll_seconds=1),
            files=VkFiles(vk),
            to=Destination(str(person)),
            person=person,
            conversation=f"vk:{person}",
            cut_off_error=Unreachable,
            scope=f"vk:peer:{person}",
        )
        await channel.close()


class TestVk(ChannelContract):
    """The contract, and what only VK has."""

    async def test_what_people_do_is_understood(self, stage: VkStage) -> None:
        """What the emulated people do comes through the long poll as what it is."""
        people = stage.world.people
        await stage.fetch()
        people.start(stage.person)
        said = people.write(stage.person, "Где акт?")
        people.press_callback(stage.person, said, '{"forged": [1]}')
        people.react(stage.person, said, 4)
        people.comment(stage.person, next(iter(stage.world.posts)), "Почему не отвечаете?")
        people.deny(stage.person)
        people.allow(stage.person)
        understood = [parse(row.payload) for row in (await stage.fetch()).updates]
        assert [type(incoming) for incoming in understood] == [
            Started,
            Said,
            Pressed,
            Reacted,
            Commented,
            Left,
            Returned,
        ]
        assert all(incoming and incoming.person.name == "Анна Петрова" for incoming in understood)
        assert all(incoming and incoming.address.peer == str(stage.person) for incoming in understood)

    async def test_who_never_wrote_is_unreachable(self, stage: VkStage) -> None:
        """A community may not write first."""
        stranger = Destination(str(stage.world.people.add_user("Пётр")))
        with pytest.raises(Unreachable):
            await stage.channel.perform(SendCall(to=stranger, key=1, text=rich("?")))
