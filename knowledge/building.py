"""Builds an index beside the event loop: a small one in a thread, a large one in a process of its own.

Building is plain Python and holds the interpreter; in a thread it delays every answer by a few milliseconds, so it must
be short. The process gets the articles in a file and leaves a saved index in another: `python -m knowledge.building`.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.richtext import RichText
from bot.waiting import first_of
from knowledge import saved
from knowledge.articles import Article
from knowledge.index import Index
from knowledge.lexicon import lexicon_with
from knowledge.lexicon_file import Group
from knowledge.shelf import Shelf, code

Result = TypeVar("Result")

IN_THREAD = 400
"""So many articles are built in a thread: in less time than a process needs to start."""
_NICE = 10
"""The process lets whoever answers go first."""


class Stopped(Exception):
    """The service was told to end meanwhile."""


class NotBuilt(Exception):
    """The process has failed; the message is the last of what it said."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What an index is made of, and the name that follows from it."""

    name: str
    articles: Sequence[Article]
    own: tuple[Group, ...] = ()
    """The centre's own groups of words, beside those that come with the service."""


async def build(recipe: Recipe, shelf: Shelf, stop: asyncio.Event, in_thread: int = IN_THREAD) -> Index:
    """The index, kept on the shelf as well. Raises `Stopped`, `NotBuilt`, `OSError`."""
    if len(recipe.articles) <= in_thread:
        return await build_here(recipe, shelf, stop)
    await _in_a_process(recipe, shelf, stop)
    index = await in_a_thread(lambda: shelf.load(recipe.name, len(recipe.articles)), stop)
    if index is None:
        raise NotBuilt("nothing was saved")
    return index


async def build_here(recipe: Recipe, shelf: Shelf, stop: asyncio.Event) -> Index:
    """The same in a thread, however large. Raises `Stopped`."""
    return await in_a_thread(lambda: _build(recipe, shelf), stop)


async def in_a_thread(work: Callable[[], Result], stop: asyncio.Event) -> Result:
    """What blocking work comes to. Raises `Stopped` as soon as `stop` is set: the thread is left to itself."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    stopping = asyncio.ensure_future(stop.wait())
    try:
        await asyncio.wait([task, stopping], return_when=asyncio.FIRST_COMPLETED)
    finally:
        stopping.cancel()
    if not task.done():
        task.add_done_callback(lambda ended: ended.cancelled() or ended.exception())
        raise Stopped
    return task.result()


def _build(recipe: Recipe, shelf: Shelf) -> Index:
    index = Index(recipe.articles, lexicon_with(recipe.own))
    shelf.save(recipe.name, index)
    return index


async def _in_a_process(recipe: Recipe, shelf: Shelf, stop: asyncio.Event) -> None:
    file = await in_a_thread(lambda: _written(recipe, shelf.folder), stop)
    try:
        arguments = [str(file), str(shelf.folder), recipe.name, code().hex()]
        # -P: a folder named like this package, where the service was started, is not it.
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-P", "-m", "knowledge.building", *arguments),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            env={name: value for name, value in os.environ.items() if not name.startswith("LINIYA_")},
        )
        said = await _ended(process, stop)
    finally:
        with suppress(OSError):
            file.unlink()
    if process.returncode:
        last = said.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise NotBuilt(f"exit code {process.returncode}: {last}")


async def _ended(process: asyncio.subprocess.Process, stop: asyncio.Event) -> bytes:
    """What it said until its end; at `stop` it is ended. Raises `Stopped`."""
    talking = asyncio.ensure_future(process.communicate())
    ended = asyncio.Event()
    talking.add_done_callback(lambda _: ended.set())
    await first_of(None, ended, stop)
    if not talking.done():
        with suppress(ProcessLookupError):
            process.kill()
        await talking
        raise Stopped
    return talking.result()[1]


def _written(recipe: Recipe, folder: Path) -> Path:
    """The centre's own groups in a file, and the articles' words below them, one article a line."""
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix="articles-", suffix=".tmp")
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(json.dumps(recipe.own) + "\n")
        for one in recipe.articles:
            line = [one.id, one.title, one.answer.text, one.questions, one.tags, one.learned]
            file.write(json.dumps(line) + "\n")
    return Path(name)


def _read(file: Path) -> tuple[list[Article], list[Group]]:
    articles = []
    with file.open(encoding="utf-8") as lines:
        own = [Group(*group) for group in json.loads(next(lines))]
        for line in lines:
            number, title, answer, questions, tags, learned = json.loads(line)
            words = tuple(questions), tuple(tags), tuple(learned)
            articles.append(Article(number, title, RichText(answer), words[0], words[1], learned=words[2]))
    return articles, own


def main(arguments: Sequence[str]) -> None:
    """In the process: the articles' file, the folder of the indexes, the name, and the mark of the program that
    asks."""
    file, folder, name, asking = arguments
    if asking != code().hex():
        raise SystemExit("the program was replaced while the service runs: restart the service")
    if hasattr(os, "nice"):
        os.nice(_NICE)
    articles, own = _read(Path(file))
    index = Index(articles, lexicon_with(own))
    saved.save(Shelf(Path(folder)).path(name), index, name)


if __name__ == "__main__":
    main(sys.argv[1:])
