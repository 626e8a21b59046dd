"""Files as rows: fetched once, kept once by contents, held by whoever shows them, forgotten when nobody does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import file_uploads, files
from bot.calls import Outgoing
from bot.content import Attachment, ContentKind, RemoteFile
from bot.database import Database
from bot.file_uploads import Upload, name_hash
from bot.files import File, FileState
from bot.unused_files import drop_unused
from tests.fakes import START

PHOTO = Attachment(ContentKind.PHOTO, RemoteFile("telegram", "ref-1", "unique-1", 1000))
SHA = "a" * 64


async def _take(database: Database, *attachments: Attachment, holder: str = "line:1") -> tuple[Attachment, ...]:
    async with database.write() as session:
        return await files.take_in(session, attachments, holder, START)


async def _keep(database: Database, number: int, sha256: str = SHA) -> None:
    async with database.write() as session:
        await files.keep(session, await session.get_one(File, number), sha256, 1000, START)


async def test_a_file_becomes_a_row_to_be_fetched(database: Database) -> None:
    """The attachment names the row from then on, and nothing of the platform's."""
    (taken,) = await _take(database, PHOTO)
    assert taken.remote is None
    assert taken.file is not None
    async with database.read() as session:
        (waiting,) = await files.waiting(session, START, ["telegram"], [], 2)
        assert (waiting.id, waiting.ref) == (taken.file, "ref-1")
        assert await files.waiting(session, START, ["vk"], [], 2) == []


async def test_the_same_file_is_one_row(database: Database) -> None:
    """However often it is sent; the same id elsewhere is another file."""
    (first,) = await _take(database, PHOTO)
    (again,) = await _take(database, PHOTO, holder="line:2")
    (other,) = await _take(database, Attachment(ContentKind.PHOTO, RemoteFile("vk", "ref-1", "unique-1")))
    assert first.file == again.file != other.file


async def test_what_is_too_large_by_its_own_claim_is_not_fetched(database: Database) -> None:
    """Telegram gives 20 MB at most; the rest of the message is none the worse."""
    large = Attachment(ContentKind.VIDEO, RemoteFile("telegram", "v", "v", 20 * 1024 * 1024 + 1))
    video, photo = await _take(database, large, PHOTO)
    assert (video.file, video.refused, video.size) == (None, "too_large", 20 * 1024 * 1024 + 1)
    assert photo.file is not None


async def test_a_file_that_failed_is_tried_again_when_it_is_sent_again(database: Database) -> None:
    """With its newest reference."""
    (taken,) = await _take(database, PHOTO)
    assert taken.file is not None
    async with database.write() as session:
        row = await session.get_one(File, taken.file)
        row.state, row.reason, row.attempts = FileState.FAILED, "failed", 9
    fresh = Attachment(ContentKind.PHOTO, RemoteFile("telegram", "ref-2", "unique-1"))
    await _take(database, fresh, holder="line:2")
    async with database.read() as session:
        row = await session.get_one(File, taken.file)
        assert (row.state, row.reason, row.attempts, row.ref) == (FileState.WAITING, None, 0, "ref-2")


async def test_the_same_contents_are_kept_and_uploaded_once(database: Database) -> None:
    """Two files of the same bytes share them, and what a bot knows of them."""
    one, two = await _take(database, PHOTO, Attachment(ContentKind.PHOTO, RemoteFile("vk", "r", "u"), name="кот.jpg"))
    assert one.file is not None
    assert two.file is not None
    await _keep(database, one.file)
    await _keep(database, two.file)
    sent = [Outgoing(ContentKind.PHOTO, one)]
    async with database.write() as session:
        for known in ("file-id", "newer"):
            uploaded = [(one.file, ContentKind.PHOTO, known)]
            await file_uploads.remember(session, "telegram:1", sent, uploaded, START)
    async with database.read() as session:
        kept = await files.states(session, {one.file, two.file})
        assert kept[one.file].content == kept[two.file].content
        assert (kept[two.file].sha256, kept[two.file].size) == (SHA, 1000)
        content = kept[two.file].content or 0
        shared = Upload(content, ContentKind.PHOTO, name_hash(ContentKind.PHOTO, two))
        assert await file_uploads.known(session, [content], "telegram:1") == {shared: "newer"}
        assert await file_uploads.known(session, [content], "telegram:2") == {}
    async with database.write() as session:
        await file_uploads.forget(session, [two.file], "telegram:1")
        assert await file_uploads.known(session, [content], "telegram:1") == {}


@pytest.mark.parametrize("kind", [ContentKind.DOCUMENT, ContentKind.AUDIO, ContentKind.VIDEO, ContentKind.ANIMATION])
async def test_an_upload_is_good_for_its_name_alone(database: Database, kind: ContentKind) -> None:
    """Where people see names: the other name is uploaded by itself, and both are known from then on."""
    remote = RemoteFile("desk", "r", "u")
    ivanov, petrov = await _take(
        database, Attachment(kind, remote, name="Иванов.pdf"), Attachment(kind, remote, name="Петров.pdf")
    )
    assert ivanov.file is not None
    await _keep(database, ivanov.file)
    async with database.write() as session:
        for one, known in ((ivanov, "i"), (petrov, "p")):
            uploaded = [(ivanov.file, kind, known)]
            await file_uploads.remember(session, "vk:1", [Outgoing(kind, one)], uploaded, START)
        content = (await files.states(session, {ivanov.file}))[ivanov.file].content or 0
        known_now = await file_uploads.known(session, [content], "vk:1")
    assert known_now[Upload(content, kind, name_hash(kind, ivanov))] == "i"
    assert known_now[Upload(content, kind, name_hash(kind, petrov))] == "p"
    assert Upload(content, kind, name_hash(kind, replace(petrov, name=None))) not in known_now


async def test_one_file_under_two_names_in_a_message(database: Database) -> None:
    """Whose id is whose cannot be told: neither is remembered."""
    remote, kind = RemoteFile("desk", "r", "u"), ContentKind.DOCUMENT
    pair = await _take(database, Attachment(kind, remote, name="а.pdf"), Attachment(kind, remote, name="б.pdf"))
    assert pair[0].file is not None
    await _keep(database, pair[0].file)
    async with database.write() as session:
        uploaded = [(pair[0].file, kind, "one"), (pair[0].file, kind, "two")]
        await file_uploads.remember(session, "vk:1", [Outgoing(kind, one) for one in pair], uploaded, START)
        content = (await files.states(session, {pair[0].file}))[pair[0].file].content or 0
        assert await file_uploads.known(session, [content], "vk:1") == {}


async def test_files_go_when_nobody_holds_them(database: Database) -> None:
    """The bytes go with the last file that has them, and not before; what is still to be fetched stays."""
    one, two = await _take(database, PHOTO, Attachment(ContentKind.PHOTO, RemoteFile("vk", "r", "u")))
    assert one.file is not None
    assert two.file is not None
    await _keep(database, one.file)
    later = START + timedelta(hours=2)
    async with database.write() as session:
        await files.hold(session, [one], "outbox:7")
        await files.release(session, "line:1")
        assert await drop_unused(session, later, 100) == []
        await files.release(session, "outbox:7")
        assert await drop_unused(session, START, 100) == [], "too fresh"
        assert await drop_unused(session, later, 100) == [SHA]
        assert await session.get(File, one.file) is None
        assert await session.get(File, two.file) is not None
