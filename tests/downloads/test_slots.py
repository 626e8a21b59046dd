"""Slots of downloads: nobody's slow or many files stand in anybody else's way, and what hardly comes is given up."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot import files
from bot.bot_api import CALL_SECONDS
from bot.channels.telegram.connection import telegram_bot
from bot.channels.telegram.files import TelegramFiles
from bot.channels.vk.connection import Vk
from bot.channels.vk.files import VkFiles
from bot.content import Attachment, ContentKind, RemoteFile
from bot.database import Database
from bot.downloads import Downloads
from bot.downloads.loop import SLOTS, SLOTS_EACH, SLOW_PAUSES
from bot.file_store import FileStore
from bot.files import File, FileState
from bot.sandbox.telegram.scene import set_scene
from bot.sandbox.telegram.server import serving
from bot.sandbox.vk.scene import set_scene as set_vk_scene
from bot.sandbox.vk.server import serving as serving_vk
from tests.downloads.shelf import Fetching, half_written
from tests.fakes import FakeClock, until


async def test_a_quick_file_passes_a_slow_one(fetching: Fetching) -> None:
    """Of another client: it comes while the slow one is still coming; and a slot that becomes free is taken at once."""
    slow = asyncio.Event()
    hangs = await fetching.wants("slow", slow, sender="a")
    first, second = await fetching.wants("1", b"1", sender="b"), await fetching.wants("2", b"2", sender="b")
    third = await fetching.wants("3", b"3", sender="b")
    async with fetching.at_work():
        for number in (first, second, third):
            assert (await fetching.settles(number)).state is FileState.KEPT
        assert (await fetching.kept(hangs)).state is FileState.WAITING
        slow.set()
        assert (await fetching.settles(hangs)).state is FileState.KEPT


async def test_nobody_takes_all_slots(fetching: Fetching) -> None:
    """However many files somebody sends, another's comes meanwhile; of theirs two come at a time, oldest first."""
    slow = asyncio.Event()
    many = [await fetching.wants(f"a{number}", slow, sender="a") for number in range(SLOTS + 3)]
    other = await fetching.wants("b", b"x", sender="b")
    async with fetching.at_work():
        assert (await fetching.settles(other)).state is FileState.KEPT
        assert fetching.shelf.asked[:SLOTS_EACH] == ["a0", "a1"]
        assert len(fetching.shelf.asked) == SLOTS_EACH + 1
        slow.set()
        for number in many:
            assert (await fetching.settles(number)).state is FileState.KEPT


async def test_a_messenger_has_no_more_than_its_slots(fetching: Fetching) -> None:
    """Connections are bounded, whoever the files are from."""
    slow = asyncio.Event()
    numbers = [await fetching.wants(f"{number}", slow, sender=f"{number}") for number in range(SLOTS + 2)]
    async with fetching.at_work():
        await until(lambda: len(fetching.shelf.asked) == SLOTS)
        fetching.downloads.wake()
        slow.set()
        for number in numbers:
            assert (await fetching.settles(number)).state is FileState.KEPT


async def test_what_hardly_comes_is_cut_off(database: Database, tmp_path: Path) -> None:
    """A byte in a window is too slow: another try later, so many times; then words say why. What comes well after such
    a try is as good as any."""
    fetching = Fetching(database, tmp_path, window=0.05)
    never = asyncio.Event()
    lost = await fetching.wants("lost", *[never] * (len(SLOW_PAUSES) + 1))
    late = await fetching.wants("late", never, b"x" * 5000)
    async with fetching.at_work():
        kept = await fetching.settles(lost)
        assert (kept.state, kept.reason) == (FileState.FAILED, "too_slow")
        assert (await fetching.settles(late)).state is FileState.KEPT
    assert fetching.shelf.asked.count("lost") == len(SLOW_PAUSES) + 1


async def test_a_stop_waits_for_no_slow_file(fetching: Fetching, tmp_path: Path) -> None:
    """The bound of the shutdown holds, and no half file stays."""
    await fetching.wants("slow", asyncio.Event())
    async with fetching.at_work():
        await until(lambda: bool(fetching.shelf.asked))
    assert half_written(tmp_path) == []


async def test_trickling_telegram_file(database: Database, tmp_path: Path) -> None:
    """Over HTTP: one client's file comes byte by byte, another's arrives meanwhile."""
    scene = set_scene()
    people, bot_id = scene.world.people, scene.clients_bot.id
    anna, boris = people.add_client("Анна"), people.add_client("Борис")
    async with serving(scene.world) as url:
        bot = telegram_bot(scene.clients_bot.token, url)
        for client in (anna, boris):
            people.start(client, bot_id)
            people.send(client, bot_id, "document", data=b"%PDF" * 1000, name=f"{client}.pdf")
        refs = [file.id_for(bot_id) for file in scene.world.files if file.kind == "document"]
        scene.world.faults.order("trickle", method="download", seconds=0.5)
        await _quick_beside_slow(database, tmp_path, "telegram", TelegramFiles(bot, CALL_SECONDS), refs)
        await bot.session.close()


async def test_trickling_vk_file(database: Database, tmp_path: Path) -> None:
    """In VK alike."""
    scene = set_vk_scene(budgets=False)
    people = scene.world.people
    async with serving_vk(scene.world) as url:
        for name in ("Анна", "Борис"):
            people.write(people.add_user(name), "вот", attachments=[{"kind": "doc", "data": b"%PDF" * 1000}])
        refs = [f"{url}{file.path}" for file in scene.world.files.values()]
        scene.world.faults.order("trickle", method="file", seconds=0.5)
        vk = Vk(scene.community.token, scene.community.id, url)
        await _quick_beside_slow(database, tmp_path, "vk", VkFiles(vk), refs)
        await vk.close()


async def _quick_beside_slow(
    database: Database, folder: Path, source: str, shelf: TelegramFiles | VkFiles, refs: list[str]
) -> None:
    slow, quick = refs
    clock, woken = FakeClock(), asyncio.Event()
    downloads = Downloads(database, {source: shelf}, FileStore(folder), clock, woken.set)
    numbers = []
    for ref in (slow, quick):
        async with database.write() as session:
            things = [Attachment(ContentKind.DOCUMENT, RemoteFile(source, ref, ref))]
            (taken,) = await files.take_in(session, things, "line:1", clock.now(), sender=ref)
        numbers.append(taken.file)
    stop = asyncio.Event()
    running = asyncio.create_task(downloads.run(stop))
    async with asyncio.timeout(10):
        await woken.wait()
    async with database.read() as session:
        states = [(await session.get_one(File, number)).state for number in numbers]
    assert sorted(states) == [FileState.KEPT, FileState.WAITING]
    stop.set()
    async with asyncio.timeout(5):
        await running
