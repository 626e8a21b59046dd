"""Downloads: each file once, over any number of failures, and nobody waits for one that is not to be had."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from bot import files
from bot.downloads import PAUSES
from bot.errors import Rejected, RetryLater, TooLarge
from bot.files import FileState
from tests.downloads.shelf import Fetching, half_written
from tests.fakes import until


async def test_bytes_come_and_are_told(fetching: Fetching) -> None:
    """Whoever waits for them is woken."""
    number = await fetching.wants("договор", b"0123456789")
    async with fetching.at_work():
        await until(lambda: fetching.heard == 1)
    kept = await fetching.kept(number)
    assert (kept.state, kept.size) == (FileState.KEPT, 10)
    assert fetching.store.path(kept.sha256 or "").read_bytes() == b"0123456789"


async def test_a_platform_that_is_away_is_asked_again(fetching: Fetching) -> None:
    """With growing pauses, or as it says itself."""
    number = await fetching.wants("a", RetryLater(None), RetryLater(30.0), OSError("reset"), b"x")
    async with fetching.at_work():
        assert (await fetching.settles(number)).state is FileState.KEPT
    assert fetching.shelf.asked == ["a"] * 4


async def test_what_stays_away_has_failed(fetching: Fetching) -> None:
    """In the end somebody has to be told."""
    number = await fetching.wants("a", *[RetryLater(None)] * (len(PAUSES) + 1))
    async with fetching.at_work():
        kept = await fetching.settles(number)
    assert (kept.state, kept.reason) == (FileState.FAILED, "failed")


@pytest.mark.parametrize(
    ("step", "reason"),
    [(Rejected("gone"), "failed"), (TooLarge(), "too_large"), (b"", "empty"), (ZeroDivisionError("?"), "failed")],
)
async def test_a_refusal_is_final(fetching: Fetching, step: bytes | Exception, reason: str) -> None:
    """No second try; the reason is kept; other files come all the same."""
    refused, good = await fetching.wants("a", step), await fetching.wants("b", b"x")
    async with fetching.at_work():
        assert (await fetching.settles(refused)).reason == reason
        assert (await fetching.settles(good)).state is FileState.KEPT
    assert fetching.shelf.asked.count("a") == 1


async def test_a_stop_gives_up_what_is_under_way(fetching: Fetching, tmp_path: Path) -> None:
    """At once; the next start fetches it anew, and no half file stays."""
    fetching.shelf.open.clear()
    number = await fetching.wants("a", b"x")
    async with fetching.at_work():
        await until(lambda: fetching.shelf.asked == ["a"])
    assert (await fetching.kept(number)).state is FileState.WAITING
    assert not half_written(tmp_path)
    fetching.shelf.open.set()
    async with fetching.at_work():
        await fetching.settles(number)


async def test_the_same_bytes_lie_there_once(fetching: Fetching) -> None:
    """Whatever they were called."""
    one, two = await fetching.wants("a", b"same"), await fetching.wants("b", b"same")
    async with fetching.at_work():
        first, second = await fetching.settles(one), await fetching.settles(two)
    assert (first.content, first.sha256) == (second.content, second.sha256)


async def test_files_that_nobody_shows_go(fetching: Fetching) -> None:
    """Rows and bytes, some time after."""
    number = await fetching.wants("a", b"x")
    async with fetching.at_work():
        kept = await fetching.settles(number)
        async with fetching.database.write() as session:
            await files.release(session, "line:1")
        path = fetching.store.path(kept.sha256 or "")
        assert path.exists()
        fetching.clock.move(timedelta(hours=2).total_seconds())
        fetching.downloads.wake()
        await until(lambda: not path.exists())
