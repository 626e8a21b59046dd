"""Attachments on their way out: uploaded once, named where they are not to be had, refused in words."""

from __future__ import annotations

from pathlib import Path

from bot.calls import Call, Done, SendCall
from bot.content import ContentKind
from bot.errors import AS_DOCUMENT, FileForgotten, FileRefused
from bot.outgoing import Send
from bot.richtext import rich
from tests.delivery.gallery import Gallery


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
    gallery.channel.fail(FileRefused(dog.file, "upload_too_large"))
    await gallery.put(Send(rich("смотрите"), attachments=(cat, dog)))
    await gallery.deliver()
    ((words, things),) = gallery.shown()
    assert things == ["кот"]
    assert "не принимает такой размер" in words


async def test_a_refusal_after_the_first_part_repeats_nothing(gallery: Gallery) -> None:
    """What stands, stands; the refused one is told behind it."""
    cat, act = await gallery.file("кот"), await gallery.file("акт", ContentKind.DOCUMENT)
    refusing = gallery.channel._do

    def refuse(call: Call) -> Done:
        if isinstance(call, SendCall) and call.attachments and call.attachments[0].attachment == act:
            raise FileRefused(act.file, "empty")
        return refusing(call)

    gallery.channel._do = refuse  # type: ignore[method-assign]
    await gallery.put(Send(rich("смотрите"), attachments=(cat, act)))
    await gallery.put("следом")
    await gallery.deliver()
    (first, _), (second, _), (third, _) = gallery.shown()
    assert (first, second) == ("смотрите", "следом")
    assert "файл пустой" in third


async def test_nobody_said_which_file_it_was(gallery: Gallery) -> None:
    """Then each tries by itself, and the good one arrives."""
    cat, dog = await gallery.file("кот"), await gallery.file("пёс")
    gallery.channel.fail(FileRefused(None, "media invalid"))
    await gallery.put(Send(rich("смотрите"), attachments=(cat, dog)))
    await gallery.deliver()
    assert gallery.shown() == [("смотрите", ["кот"]), ("", ["пёс"])]
