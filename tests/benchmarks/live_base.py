"""What a changed article costs a running copy: `uv run python -m tests.benchmarks.live_base FOLDER [SIZE …]`.

For each size: how long the start takes cold and warm; how long a change takes until it is answered from, the event
loop's longest pause meanwhile, and the most that its own thread works at a time (the rest of a pause it waits for the
interpreter or, on a busy machine, for a core); and the pause after a change for which no index is built. FOLDER holds
the evaluation sets, whose articles the bases are grown from.
"""

from __future__ import annotations

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import Awaitable
from contextlib import suppress
from pathlib import Path

import psutil
from sqlalchemy import insert

from bot.clock import SystemClock
from bot.database import Base, Database
from bot.schema import connected
from knowledge import state, store
from knowledge.articles import Article
from knowledge.live import LiveBase
from knowledge.store import Act, Revision, StoredArticle
from tests.benchmarks.answers_sets import load_sets
from tests.benchmarks.answers_speed import grown

_TICK = 0.001
_CLOCK = SystemClock()


async def main(folder: Path, sizes: list[int]) -> None:
    """Measures each size in turn."""
    articles = [article for one in load_sets(folder, "dev") for article in one.articles]
    print(
        *(f"{name:>9}" for name in ("articles", "cold s", "warm s", "change s", "pause ms", "own ms", "marks ms", "MB"))
    )
    for size in sizes:
        with tempfile.TemporaryDirectory() as path:
            await _measure(grown(articles, size), Path(path))


async def _measure(articles: list[Article], folder: Path) -> None:
    database = await _filled(articles, folder)
    _spare()
    cold, *_ = await _timed(LiveBase(database, _CLOCK, folder).load(asyncio.Event()))
    base = LiveBase(database, _CLOCK, folder)
    warm, *_ = await _timed(base.load(asyncio.Event()))
    _spare()
    base.search("как изменить почту", 3)
    async with database.write() as session:
        await store.save(session, Article("g0", "Новый заголовок", articles[0].answer), "x", _CLOCK.now())
    change, pause, own = await _timed(base.look(asyncio.Event()))
    async with database.write() as session:
        await state.changed(session)
    _, little, _ = await _timed(base.look(asyncio.Event()))
    held = psutil.Process().memory_info().rss / 2**20
    figures = cold, warm, change, pause, own, little, held
    print(f"{len(articles):>9}", *(f"{figure:>9.2f}" for figure in figures), flush=True)
    await database.close()


def _spare() -> None:
    """As the service does when it has started."""
    gc.collect()
    gc.freeze()


async def _timed(work: Awaitable[object]) -> tuple[float, float, float]:
    """Seconds that it took; the longest time in which the loop did nothing else, and the most that its thread has
    worked in such a time, in milliseconds."""
    pauses, busy = [0.0], [0.0]

    async def tick() -> None:
        while True:
            begun, worked = time.perf_counter(), time.thread_time()
            await asyncio.sleep(_TICK)
            pauses.append(time.perf_counter() - begun - _TICK)
            busy.append(time.thread_time() - worked)

    ticking = asyncio.create_task(tick())
    begun = time.perf_counter()
    await work
    taken = time.perf_counter() - begun
    ticking.cancel()
    with suppress(asyncio.CancelledError):
        await ticking
    return taken, 1000 * max(pauses), 1000 * max(busy)


async def _filled(articles: list[Article], folder: Path) -> Database:
    url = f"sqlite+aiosqlite:///{folder / 'liniya.db'}"
    with connected(url) as connection:
        Base.metadata.create_all(connection)
        connection.commit()
    database, now = Database(url), _CLOCK.now()
    async with database.write() as session:
        for first in range(0, len(articles), 1000):
            rows = [
                {"id": one.id, "content": store.content_of(one), "enabled": True, "revision": 1, "changed_at": now}
                for one in articles[first : first + 1000]
            ]
            await session.execute(insert(StoredArticle), rows)
            for row in rows:
                row |= {"article_id": row.pop("id"), "number": 1, "act": Act.ADDED, "author": "", "at": now}
                del row["revision"], row["changed_at"]
            await session.execute(insert(Revision), rows)
        await state.changed(session)
    return database


if __name__ == "__main__":
    import bot.clients  # noqa: F401  (tables that the base's refer to)

    asyncio.run(main(Path(sys.argv[1]), [int(size) for size in sys.argv[2:]] or [150, 400, 1000, 10_000, 100_000]))
