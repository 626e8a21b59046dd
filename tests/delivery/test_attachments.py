"""Attachments on their way out: waited for a while, uploaded once, edited by their caption, refused in words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot import files, outbox
from bot.calls import Call, DeleteCall, Done, EditCall, SendCall
from bot.carriage import VK
from bot.content import Attachment, ContentKind, RemoteFile
from bot.delivery import Delivery, Outlet
from bot.errors import AS_DOCUMENT, FileForgotten, FileRefused, RetryLater
from bot.file_store import FileStore
from bot.files import File, FileState
from bot.outbox import OutboxState
from bot.outgoing import Delete, Edit, Ref, Send
from bot.richtext import rich
from tests.delivery.post import Post
from tests.fakes import until


class Gallery(Post):
    """A post office with files on disk."""

    store: FileStore

    def delivery_again(self) -> Delivery:
        """Over the same store."""
        outlet = Outlet(self.channel, self.paces, self.book, [self._hear], self.concurrency, self.store)
        return Delivery(self.database, [outlet], self.clock)

    async def file(self, name: str, kind: ContentKind = ContentKind.PHOTO, *, here: bool = True) -> Attachment:
        """An attachment whose bytes are `name`; not `here`: it is still being fetched."""
        remote = RemoteFile("telegram", name, name)
        async with self.database.write() as session:
            taken = await files.take_in(session, [Attachment(kind, remote, name=name)], "line:1", self.clock.now())
        if here:
            await self.arrives(taken[0], name)
        return taken[0]

    async def arrives(self, attachment: Attachment, data: str) -> None:
        """Its bytes have come."""
        with self.store.incoming() as incoming:
            incoming.write(data.encode())
            sha256 = incoming.keep()
        async with self.database.write() as session:
            file = await session.get_one(File, attachment.file)
            await files.keep(session, file, sha256, len(data), self.clock.now())
        self.delivery.wake()

    async def fails(self, attachment: Attachment, reason: str = "failed") -> None:
        """It is not to be had."""
        async with self.database.write() as session:
            file = await session.get_one(File, attachment.file)
            file.state, file.reason = FileState.FAILED, reason
        self.delivery.wake()

    def shown(self) -> list[tuple[str, list[str]]]:
        """What stands in the chat: words, and the bytes beside them."""
        return [
            (shown.text, [thing.path.read_text() for thing in shown.attachments if thing.path is not None])
            for shown in self.channel.chats.get("a", {}).values()
        ]


@pytest.fixture
def gallery(post: Post, tmp_path: Path) -> Gallery:
    """Files lie in a folder of the test's."""
    Gallery.store = FileStore(tmp_path / "files")
    return Gallery(post.database)


async def test_a_picture_leaves_with_its_caption(gallery: Gallery) -> None:
    """Its bytes, its name, one message."""
    photo = await gallery.file("кот")
    await gallery.put(Send(rich("смотрите"), attachments=(photo,)))
    await gallery.deliver()
    assert gallery.shown() == [("смотрите", ["кот"])]


async def test_the_second_time_nothing_is_uploaded(gallery: Gallery) -> None:
    """The platform's id is kept by contents and account."""
    await gallery.put(Send(rich("раз"), attachments=(await gallery.file("кот"),)))
    await gallery.deliver()
    again = await gallery.file("другое имя", here=False)
    await gallery.arrives(again, "кот")
    await gallery.put(Send(rich("два"), attachments=(again,)))
    await gallery.deliver()
    known = [call.attachments[0].known for call in gallery.channel.calls if isinstance(call, SendCall)]
    assert known[0] is None
    assert known[1] is not None


async def test_a_forgotten_upload_is_renewed(gallery: Gallery) -> None:
    """At once, and the new id is kept."""
    photo = await gallery.file("кот")
    await gallery.put(Send(rich("раз"), attachments=(photo,)))
    await gallery.deliver()
    gallery.channel.fail(FileForgotten("wrong file identifier"), contains="два")
    await gallery.put(Send(rich("два"), attachments=(photo,)))
    await gallery.put(Send(rich("три"), attachments=(photo,)))
    await gallery.deliver()
    known = [bool(call.attachments[0].known) for call in gallery.channel.calls if isinstance(call, SendCall)]
    assert known == [False, True, False, True]


async def test_words_do_not_wait_for_a_slow_file(gallery: Gallery) -> None:
    """After some seconds they go ahead with a word on the file, which follows by itself; what is said later does not
    wait for it either."""
    slow = await gallery.file("отчёт", ContentKind.DOCUMENT, here=False)
    row = await gallery.put(Send(rich("вот отчёт"), attachments=(slow,)))
    await gallery.put("вторая строка")
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 2)
        first, second = (text for _, text in gallery.channel.sent)
        assert first.startswith("вот отчёт\n")
        assert "отчёт" in first.split("\n")[1]
        assert second == "вторая строка"
        await gallery.arrives(slow, "байты")
        await until(lambda: len(gallery.channel.sent) == 3)
    assert gallery.shown()[2] == ("", ["байты"])
    assert await gallery.state(row) is OutboxState.SENT


async def test_a_file_alone_steps_aside(gallery: Gallery) -> None:
    """It comes when it has come, once; nobody waits behind it."""
    slow = await gallery.file("голос", ContentKind.VOICE, here=False)
    await gallery.put(Send(rich(""), attachments=(slow,)))
    await gallery.put("текст")
    async with gallery.working(time_flies=True):
        await until(lambda: gallery.channel.texts("a") == ["текст"])
        await gallery.arrives(slow, "звук")
        await until(lambda: len(gallery.channel.sent) == 2)
    await gallery.deliver()
    assert gallery.shown() == [("текст", []), ("", ["звук"])]


async def test_a_quick_file_is_waited_for(gallery: Gallery) -> None:
    """Then it comes in its place."""
    quick = await gallery.file("кот", here=False)
    await gallery.put(Send(rich("смотрите"), attachments=(quick,)))
    await gallery.put("и ещё")
    async with gallery.working():
        await gallery.arrives(quick, "кот")
        gallery.clock.move(1)
        gallery.delivery.wake()
        await until(lambda: len(gallery.channel.sent) == 2)
    assert gallery.shown() == [("смотрите", ["кот"]), ("и ещё", [])]


async def test_a_file_that_is_not_to_be_had_is_named(gallery: Gallery) -> None:
    """Name and reason in its place; the others go."""
    lost, found = await gallery.file("база.zip", ContentKind.DOCUMENT, here=False), await gallery.file("кот")
    await gallery.fails(lost)
    await gallery.put(Send(rich("держите"), attachments=(lost, found)))
    await gallery.deliver()
    ((words, things),) = gallery.shown()
    assert words.startswith("держите\n")
    assert "база.zip" in words
    assert things == ["кот"]


async def test_bytes_that_vanished_from_the_disk_are_named(gallery: Gallery, tmp_path: Path) -> None:
    """A restored database without its files loses no words."""
    photo = await gallery.file("кот")
    for path in (tmp_path / "files").rglob("*"):
        if path.is_file():
            path.unlink()
    await gallery.put(Send(rich("держите"), attachments=(photo,)))
    await gallery.deliver()
    ((words, things),) = gallery.shown()
    assert words.startswith("держите\n")
    assert things == []


async def test_a_picture_that_is_none_leaves_as_a_document(gallery: Gallery) -> None:
    """Where the platform will not have it as what it claims to be."""
    photo = await gallery.file("кот")
    gallery.channel.fail(FileRefused(photo.file, AS_DOCUMENT))
    await gallery.put(Send(rich("смотрите"), attachments=(photo,)))
    await gallery.deliver()
    kinds = [call.attachments[0].kind for call in gallery.channel.calls if isinstance(call, SendCall)]
    assert kinds == [ContentKind.PHOTO, ContentKind.DOCUMENT]
    assert gallery.shown() == [("смотрите", ["кот"])]


async def test_a_refused_file_leaves_the_rest_whole(gallery: Gallery) -> None:
    """One of an album: the others go, words say which one did not and why."""
    cat, dog = await gallery.file("кот"), await gallery.file("пёс")
    gallery.channel.fail(FileRefused(dog.file, "слишком большой"))
    await gallery.put(Send(rich("смотрите"), attachments=(cat, dog)))
    await gallery.deliver()
    ((words, things),) = gallery.shown()
    assert things == ["кот"]
    assert "слишком большой" in words


async def test_a_refusal_after_the_first_part_repeats_nothing(gallery: Gallery) -> None:
    """What stands, stands; the refused one is told behind it."""
    cat, act = await gallery.file("кот"), await gallery.file("акт", ContentKind.DOCUMENT)
    refusing = gallery.channel._do

    def refuse(call: Call) -> Done:
        if isinstance(call, SendCall) and call.attachments and call.attachments[0].attachment == act:
            raise FileRefused(act.file, "нельзя")
        return refusing(call)

    gallery.channel._do = refuse  # type: ignore[method-assign]
    await gallery.put(Send(rich("смотрите"), attachments=(cat, act)))
    await gallery.put("следом")
    await gallery.deliver()
    (first, _), (second, _), (third, _) = gallery.shown()
    assert (first, second) == ("смотрите", "следом")
    assert "нельзя" in third


async def test_nobody_said_which_file_it_was(gallery: Gallery) -> None:
    """Then each tries by itself, and the good one arrives."""
    cat, dog = await gallery.file("кот"), await gallery.file("пёс")
    gallery.channel.fail(FileRefused(None, "media invalid"))
    await gallery.put(Send(rich("смотрите"), attachments=(cat, dog)))
    await gallery.deliver()
    assert gallery.shown() == [("смотрите", ["кот"]), ("", ["пёс"])]


async def test_a_caption_is_edited_as_a_caption(gallery: Gallery) -> None:
    """Of an album, that of its first picture."""
    row = await gallery.put(Send(rich("раз"), attachments=(await gallery.file("кот"), await gallery.file("пёс"))))
    await gallery.deliver()
    await gallery.change(row, "два")
    await gallery.deliver()
    edit = gallery.channel.calls[-1]
    assert isinstance(edit, EditCall)
    assert (edit.caption, edit.message_id) == (True, "1")
    assert gallery.shown() == [("два", ["кот"]), ("", ["пёс"])]


async def test_a_caption_that_grows_too_long_goes_on_in_a_message(gallery: Gallery) -> None:
    """And comes back when it is short again."""
    row = await gallery.put(Send(rich("раз"), attachments=(await gallery.file("кот"),)))
    await gallery.deliver()
    await gallery.change(row, "длинно. " * 200)
    await gallery.deliver()
    first, second = gallery.shown()
    assert first[1] == ["кот"]
    assert (first[0] + " " + second[0]).split() == ["длинно."] * 200
    await gallery.change(row, "коротко")
    await gallery.deliver()
    assert gallery.shown() == [("коротко", ["кот"])]


async def test_words_before_an_album_are_edited_where_they_are(gallery: Gallery) -> None:
    """The pictures have no caption then, and get none."""
    row = await gallery.put(Send(rich("слово. " * 300), attachments=(await gallery.file("кот"),)))
    await gallery.deliver()
    await gallery.change(row, "коротко")
    await gallery.deliver()
    assert gallery.shown() == [("коротко", []), ("", ["кот"])]


async def test_an_album_is_taken_back_whole(gallery: Gallery) -> None:
    """Every message of it."""
    things = (await gallery.file("кот"), await gallery.file("пёс"))
    row = await gallery.put(Send(rich("раз"), attachments=things))
    await gallery.deliver()
    await gallery.put(Delete(Ref(outbox=row)))
    await gallery.deliver()
    assert gallery.shown() == []
    assert len([call for call in gallery.channel.calls if isinstance(call, DeleteCall)]) == 2


async def test_a_platform_that_edits_whole_is_told_all(gallery: Gallery) -> None:
    """VK: an edit repeats the attachments, an edit of the buttons the text as well."""
    gallery.channel.traits = VK
    photo = await gallery.file("кот")
    row = await gallery.put(Send(rich("раз"), attachments=(photo,)))
    await gallery.deliver()
    await gallery.change(row, "два")
    await gallery.put(Edit(Ref(outbox=row), None, page=1))
    await gallery.deliver()
    words, buttons = (call for call in gallery.channel.calls if isinstance(call, EditCall))
    assert [one.attachment for one in words.attachments] == [photo]
    assert words.attachments[0].known is not None
    assert (buttons.text, buttons.whole, buttons.page) == (None, rich("два"), 1)
    assert [one.attachment for one in buttons.attachments] == [photo]


async def test_an_old_try_is_doubtful_where_keys_are_forgotten(gallery: Gallery) -> None:
    """VK knows a `random_id` for an hour: after that the history has to be asked."""
    gallery.channel.traits = replace(VK, forgets_keys_after=3000)
    gallery.channel.fail(RetryLater(4000, None, "away"))
    gallery.channel.fail(RetryLater(10, None, "away"))
    await gallery.put("строка")
    await gallery.put("следующая")
    async with gallery.working():
        for calls in (1, 2, 3, 4):
            await until(lambda calls=calls: len(gallery.channel.calls) == calls)  # type: ignore[misc]
            gallery.clock.move(4001)
            gallery.delivery.wake()
    doubtful = [call.doubtful for call in gallery.channel.calls if isinstance(call, SendCall)]
    assert doubtful == [False, True, True, False]


async def test_a_correction_keeps_the_preview(gallery: Gallery) -> None:
    """A message whose link shows what it leads to goes on doing so, and no other begins to."""
    row = await gallery.put(Send(rich("https://example.org/"), preview=True))
    plain = await gallery.put(Send(rich("https://example.org/")))
    await gallery.deliver()
    await gallery.change(row, "https://example.org/2")
    await gallery.change(plain, "https://example.org/2")
    await gallery.deliver()
    assert [call.preview for call in gallery.channel.calls if isinstance(call, EditCall)] == [True, False]


async def test_pieces_that_were_set_apart_are_known(gallery: Gallery) -> None:
    """Whoever takes the message back finds the file that came after it, also what was set apart from that."""
    slow = [await gallery.file(name, ContentKind.DOCUMENT, here=False) for name in ("раз", "два")]
    row = await gallery.put(Send(rich("вот"), attachments=tuple(slow)))
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 1)
        gallery.channel.fail(FileRefused(None, "?"))
        await gallery.arrives(slow[0], "раз")
        await gallery.arrives(slow[1], "два")
        await until(lambda: len(gallery.channel.sent) == 3)
    async with gallery.database.read() as session:
        apart = await outbox.apart_from(session, row)
    assert len(apart) == 2
    assert sorted(things[0] for _, things in gallery.shown()[1:]) == ["два", "раз"]
