"""The messenger in memory keeps the channels' contract: what is tested with it holds for the real ones."""

from __future__ import annotations

import pytest

from bot.calls import Destination
from bot.errors import Unreachable
from tests.channels.contract import ChannelContract
from tests.channels.memory_stage import MemoryFiles, MemorySource, MemoryStage
from tests.memory import MemoryChannel


@pytest.fixture
def stage() -> MemoryStage:
    """A client in their chat."""
    return MemoryStage(
        channel=(channel := MemoryChannel(strict=True)),
        source=(source := MemorySource()),
        files=(files := MemoryFiles()),
        memory=channel,
        incoming=source,
        fetching=files,
        to=Destination("1"),
        conversation="memory:1",
        scope="memory:chat:1",
        cut_off_error=Unreachable,
    )


class TestMemory(ChannelContract):
    """The contract."""
