"""One running line for all tests of a module: starting it takes seconds, and its clients know nothing of each other."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.e2e.line import Line, messengers_for_line, running_line


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def line(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Line]:
    """The emulated Telegram with the service running beside it, in this process."""
    async with running_line(tmp_path_factory.mktemp("line")) as running:
        yield running


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def both(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Line]:
    """Both messengers with the service running beside them, in this process."""
    async with messengers_for_line(tmp_path_factory.mktemp("both")) as line, line.service():
        yield line
