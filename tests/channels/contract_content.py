"""The part of the contract that is about what a channel sends beside text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content import FILES, NAMED, ContentKind
from bot.errors import AS_DOCUMENT, FileForgotten, FileRefused, RetryLater
from bot.outgoing import Button
from bot.richtext import bold, rich
from tests.channels.stage import Stage, Trouble
from tests.channels.table import ARRIVES
from tests.channels.things import THINGS, Thing, documents, laid, outgoing, photos


class ContentContract:
    """Files, albums, places and contacts."""

    @pytest.mark.parametrize("kind", list(ContentKind))
    async def test_what_arrives_of_every_kind(self, stage: Stage, kind: ContentKind, tmp_path: Path) -> None:
        """Each kind leaves as the table says, laid out as delivery does it: as itself or as another kind, its bytes and
        its (Cyrillic) name the same at the other end, the text with it; or in words."""
        expected, thing = ARRIVES[stage.channel.name][kind], THINGS[kind]
        if kind in stage.refused:
            with pytest.raises(FileRefused):
                await stage.pass_on(*outgoing(tmp_path, stage.channel.traits, thing))
            return
        sent = [
            await stage.pass_on(*things, text=text) for text, things in laid(tmp_path, stage.channel, thing, "1 < 2")
        ]
        shown = [thing for done in sent for thing in stage.views(done).things]
        if not isinstance(expected, ContentKind):
            assert (stage.texts()[-1], shown) == (f"1 < 2\n{expected}", [])
            return
        assert "1 < 2" in stage.texts()
        assert [one.kind for one in shown] == [expected]
        assert (shown[0].place, shown[0].phone) == (thing.attachment.place, _phone(thing))
        if kind in FILES:
            assert shown[0].data == thing.data
            assert [upload[:2] for done in sent for upload in done.uploads] == [(1, expected)]
        if expected in NAMED and thing.attachment.name:
            assert shown[0].name == thing.attachment.name

    @pytest.mark.parametrize("kind", sorted(FILES))
    async def test_uploaded_once(self, stage: Stage, kind: ContentKind, tmp_path: Path) -> None:
        """What the platform knows by an id goes by that id, and no byte goes again."""
        if stage.channel.traits.ways[kind] is None or kind in stage.refused:
            return
        (one,) = outgoing(tmp_path, stage.channel.traits, THINGS[kind])
        ((_, _, known),) = (await stage.pass_on(one)).uploads
        uploads = stage.uploads()
        done = await stage.pass_on(replace(one, known=known))
        assert (stage.uploads(), done.uploads) == (uploads, ())
        assert stage.views(done).things[0].data == THINGS[kind].data

    async def test_album_keeps_its_order_and_its_caption(self, stage: Stage, tmp_path: Path) -> None:
        """Ten pictures are one album, the caption once."""
        pictures = photos(10)
        done = await stage.pass_on(*outgoing(tmp_path, stage.channel.traits, *pictures), text=bold("Скриншоты"))
        view = stage.views(done)
        assert [thing.data for thing in view.things] == [picture.data for picture in pictures]
        assert (view.text, view.formatting) == ("Скриншоты", {"bold": "Скриншоты"})
        assert [number for number, _, _ in done.uploads] == list(range(1, 11))

    async def test_album_of_documents(self, stage: Stage, tmp_path: Path) -> None:
        """Documents keep their names in an album, what is known already among what is new."""
        names = ["Счёт № 12.txt", "Акт «сверки».txt", "Ещё один.txt"]
        first, *others = outgoing(tmp_path, stage.channel.traits, *documents(*names))
        ((_, _, known),) = (await stage.pass_on(first)).uploads
        done = await stage.pass_on(replace(first, known=known), *others)
        assert [thing.name for thing in stage.views(done).things] == names
        assert [number for number, _, _ in done.uploads] == [2, 3]

    @pytest.mark.parametrize(
        "name", ["../../etc/passwd", "C:\\папка\\отчёт.txt", 'а"б\r\nX-Evil: 1.txt', "", "…" * 300]
    )
    async def test_names_are_not_trusted(self, stage: Stage, name: str, tmp_path: Path) -> None:
        """Whatever a file is called, it arrives, under a name that is no path and breaks no header."""
        done = await stage.pass_on(*outgoing(tmp_path, stage.channel.traits, *documents(name)))
        (shown,) = stage.views(done).things
        assert shown.data == documents(name)[0].data
        assert shown.name
        assert not set(shown.name) & set("/\\\r\n")

    async def test_forgotten_files(self, stage: Stage, tmp_path: Path) -> None:
        """An id that the platform does not know any more is told; uploaded anew the file goes."""
        (one,) = outgoing(tmp_path, stage.channel.traits, THINGS[ContentKind.DOCUMENT])
        ((_, _, known),) = (await stage.pass_on(one)).uploads
        stage.forget_files()
        with pytest.raises(FileForgotten):
            await stage.pass_on(replace(one, known=known))
        assert stage.views(await stage.pass_on(one)).things[0].data == THINGS[ContentKind.DOCUMENT].data

    async def test_photo_that_is_none(self, stage: Stage, tmp_path: Path) -> None:
        """Bytes that are no picture may go as a document: the refusal says so, and which file it is."""
        (photo,) = outgoing(tmp_path, stage.channel.traits, replace(photos(1)[0], data=b"no picture"))
        with pytest.raises(FileRefused) as caught:
            await stage.pass_on(photo, text="Вот")
        assert (caught.value.file, caught.value.reason) == (1, AS_DOCUMENT)
        assert "Вот" not in stage.texts()
        done = await stage.pass_on(replace(photo, kind=ContentKind.DOCUMENT), text="Вот")
        assert stage.views(done).things[0].data == b"no picture"

    async def test_bytes_that_are_gone(self, stage: Stage, tmp_path: Path) -> None:
        """A file that has vanished from the disk is refused: no call of the platform's waits for it."""
        (one,) = outgoing(tmp_path, stage.channel.traits, THINGS[ContentKind.DOCUMENT])
        assert one.path is not None
        one.path.unlink()
        with pytest.raises(FileRefused) as caught:
            await stage.pass_on(one)
        assert caught.value.file == 1

    async def test_captions_are_edited(self, stage: Stage, tmp_path: Path) -> None:
        """The words under a picture change, the picture stays; twice the same is a success."""
        (photo,) = outgoing(tmp_path, stage.channel.traits, *photos(1))
        done = await stage.pass_on(photo, text="Было")
        kept = (replace(photo, known=done.uploads[0][2]),)
        for _ in range(2):
            await stage.edit(done.ids[0], bold("Стало"), attachments=kept, caption=True)
        view = stage.views(done)
        assert (view.text, view.formatting) == ("Стало", {"bold": "Стало"})
        assert [thing.data for thing in view.things] == [photos(1)[0].data]

    async def test_buttons_under_a_picture(self, stage: Stage, tmp_path: Path) -> None:
        """They come with it and go alone; picture and caption stay."""
        (photo,) = outgoing(tmp_path, stage.channel.traits, *photos(1))
        done = await stage.pass_on(photo, text="Это?", keyboard=(Button("Да", data="yes"),))
        assert stage.views(done).buttons == ("Да",)
        kept = (replace(photo, known=done.uploads[0][2]),)
        await stage.edit(done.ids[0], None, attachments=kept, caption=True, whole=rich("Это?"))
        view = stage.views(done)
        assert (view.text, view.buttons, len(view.things)) == ("Это?", (), 1)

    async def test_files_answer_and_are_taken_back(self, stage: Stage, tmp_path: Path) -> None:
        """A file can answer a message, and be deleted like any other."""
        said = stage.says("Пришлите акт")
        done = await stage.pass_on(
            *outgoing(tmp_path, stage.channel.traits, THINGS[ContentKind.DOCUMENT]), text="Вот", reply_to=said
        )
        assert stage.views(done).reply_to == said
        for number in done.ids:
            await stage.delete(number)
        assert "Вот" not in stage.texts()

    async def test_refused_pace_of_an_album(self, stage: Stage, tmp_path: Path) -> None:
        """Nothing of it was sent; the next try passes, and everything is there once."""
        album = tuple(outgoing(tmp_path, stage.channel.traits, *photos(2)))
        stage.trouble(Trouble.SLOW_DOWN)
        with pytest.raises(RetryLater) as caught:
            await stage.pass_on(*album, text="Два")
        assert not caught.value.doubtful
        await stage.pass_on(*album, text="Два")
        assert stage.texts().count("Два") == 1


def _phone(thing: Thing) -> str | None:
    return thing.attachment.contact.phone if thing.attachment.contact else None
