"""What both bots of Telegram do beyond the contract of every channel: albums half sent, pictures that Telegram refuses,
forwarded messages, previews, places with names, troubles of a download."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pytest

from bot.calls import DeleteCall, EditCall, SendCall
from bot.content import Attachment, ContentKind
from bot.errors import AS_DOCUMENT, FileRefused, Rejected, RetryLater, TooLarge, TooOld
from bot.richtext import rich
from tests.channels.contract import ChannelContract
from tests.channels.telegram.stage import TelegramStage
from tests.channels.things import THINGS, VENUE, Thing, documents, outgoing, photos, png

_K = ContentKind
_GIF = b"GIF89a\x10\0\x10\0\0\0\0;"


class TelegramContract(ChannelContract):
    """The contract, and these."""

    @pytest.mark.parametrize("picture", [png(10_000, 10), png(2100, 100), b"RIFF no picture"])
    async def test_pictures_that_go_as_documents(self, stage: TelegramStage, picture: bytes, tmp_path: Path) -> None:
        """Too long, too narrow or no picture at all: the refusal says that as a document it may go."""
        (photo,) = outgoing(tmp_path, stage.channel.traits, replace(photos(1)[0], data=picture))
        with pytest.raises(FileRefused) as caught:
            await stage.pass_on(photo)
        assert (caught.value.file, caught.value.reason) == (1, AS_DOCUMENT)

    async def test_empty_file(self, stage: TelegramStage, tmp_path: Path) -> None:
        """Telegram takes no file without bytes."""
        with pytest.raises(FileRefused) as caught:
            await stage.pass_on(*outgoing(tmp_path, stage.channel.traits, replace(documents("а.txt")[0], data=b"")))
        assert (caught.value.file, caught.value.reason) == (1, "empty")

    async def test_refused_picture_of_an_album_is_named(self, stage: TelegramStage, tmp_path: Path) -> None:
        """The number in Telegram's words says which file of the album it was."""
        stage.world.faults.order("half_album", reason="PHOTO_INVALID_DIMENSIONS")
        with pytest.raises(FileRefused) as caught:
            await stage.pass_on(*outgoing(tmp_path, stage.channel.traits, *photos(4)))
        assert (caught.value.file, caught.value.reason) == (3, AS_DOCUMENT)

    async def test_half_an_album(self, stage: TelegramStage, tmp_path: Path) -> None:
        """A server that dies in the middle of an album leaves doubt."""
        stage.world.faults.order("half_album")
        with pytest.raises(RetryLater) as caught:
            await stage.pass_on(*outgoing(tmp_path, stage.channel.traits, *photos(4)))
        assert caught.value.doubtful

    async def test_gif_stays_a_document(self, stage: TelegramStage, tmp_path: Path) -> None:
        """What was sent as a file is not made an animation of."""
        thing = Thing(Attachment(_K.DOCUMENT, name="График.gif", mime="image/gif"), _GIF)
        (shown,) = stage.views(await stage.pass_on(*outgoing(tmp_path, stage.channel.traits, thing))).things
        assert (shown.kind, shown.name, shown.data) == (_K.DOCUMENT, "График.gif", _GIF)

    async def test_named_place(self, stage: TelegramStage, tmp_path: Path) -> None:
        """A venue has a title and an address, both ways."""
        (shown,) = stage.views(await stage.pass_on(*outgoing(tmp_path, stage.channel.traits, VENUE))).things
        assert shown.place == VENUE.attachment.place
        await stage.fetch()
        people = stage.world.people
        people.send_venue(stage.person, stage.peer, 55.75, 37.61, "Офис", "Тверская, 1", thread=stage.thread)
        (heard,) = await stage.heard()
        assert heard.attachments == (VENUE.attachment,)

    async def test_album_cannot_be_of_everything(self, stage: TelegramStage, tmp_path: Path) -> None:
        """Places, stickers and captions where none can be are mistakes of ours: told at once, nothing is sent."""
        before = len(stage.texts())
        place, sticker = outgoing(tmp_path, stage.channel.traits, THINGS[_K.LOCATION], THINGS[_K.STICKER])
        for things, text in (((place, sticker), ""), ((sticker,), "Подпись"), ((place,), "Подпись")):
            with pytest.raises(Rejected):
                await stage.pass_on(*things, text=text)
        assert len(stage.texts()) == before

    @pytest.mark.parametrize("shown", [True, False])
    async def test_previews_of_links(self, stage: TelegramStage, shown: bool) -> None:
        """A link shows what it leads to where that is wanted, and not by itself."""
        call = SendCall(to=stage.to, key=1, text=rich("https://example.org/"), preview=shown)
        (sent,) = (await stage.channel.perform(call)).ids
        options = stage.message(sent).extra.get("link_preview_options", {})
        assert options.get("is_disabled", False) is not shown

    @pytest.mark.parametrize("origin", ["user", "hidden_user", "chat", "channel"])
    async def test_forwarded_messages_are_understood(self, stage: TelegramStage, origin: str) -> None:
        """Whose words they are is told; a forwarded file comes with it."""
        await stage.fetch()
        people, item = stage.world.people, {"kind": "document", "name": "Акт.txt", "data": b"x", "caption": "верно"}
        people.forward(stage.person, stage.peer, origin, "Бухгалтер", text="Смотрите", thread=stage.thread)
        people.forward(stage.person, stage.peer, origin, "Бухгалтер", item=item, thread=stage.thread)
        words, file = await stage.heard()
        assert [(one.author, one.text.text) for one in words.forwarded] == [("Бухгалтер", "Смотрите")]
        assert (words.text, words.attachments) == (rich(""), ())
        assert [(one.author, one.text.text) for one in file.forwarded] == [("Бухгалтер", "верно")]
        assert [one.name for one in file.attachments] == ["Акт.txt"]

    async def test_changed_file_is_understood(self, stage: TelegramStage) -> None:
        """Another file in place of the first comes as a correction with the file as it is now."""
        (sent,) = stage.sends(documents("Старый.txt"), "Акт")
        await stage.fetch()
        item = {"kind": "document", "name": "Новый.txt", "data": b"x", "caption": "Акт"}
        stage.world.people.edit_media(stage.person, stage.peer, int(sent), item)
        (heard,) = await stage.heard()
        assert (heard.text.text, [one.name for one in heard.attachments]) == ("Акт", ["Новый.txt"])

    async def test_what_bots_are_not_shown_is_told(self, stage: TelegramStage) -> None:
        """A story, a game: words say what it was."""
        await stage.fetch()
        for kind in ("story", "game", "giveaway", "paid_media", "invoice", "checklist"):
            stage.world.people.send_other(stage.person, stage.peer, kind, thread=stage.thread)
        heard = await stage.heard()
        assert [one.attachments[0].kind for one in heard] == [_K.OTHER] * 6
        assert all(one.attachments[0].words for one in heard)

    async def test_file_above_telegram_s_limit(self, stage: TelegramStage) -> None:
        """Bots may fetch 20 MB."""
        await stage.fetch()
        people, size = stage.world.people, 21 * 1024 * 1024
        people.send(stage.person, stage.peer, "document", name="база.zip", size=size, thread=stage.thread)
        (heard,) = await stage.heard()
        assert heard.attachments[0].size == size
        remote = heard.attachments[0].remote
        assert remote is not None
        with pytest.raises(TooLarge):
            await stage.files.download(remote.ref, io.BytesIO(), 100 * 1024 * 1024)

    @pytest.mark.parametrize(
        ("fault", "how"),
        [
            ("server_error", {"status": 502, "method": "download"}),
            ("drop_before", {"method": "download"}),
            ("drop_after", {"method": "download"}),
            ("retry_after", {"seconds": 7, "method": "getFile"}),
            ("drop_before", {"method": "getFile"}),
        ],
    )
    async def test_troubles_of_a_download(self, stage: TelegramStage, fault: str, how: dict[str, object]) -> None:
        """Whatever breaks it off, it is tried again later, and then it comes."""
        await stage.fetch()
        stage.sends(documents("Акт.txt"))
        (heard,) = await stage.heard()
        remote = heard.attachments[0].remote
        assert remote is not None
        stage.world.faults.order(fault, times=None, **how)
        with pytest.raises(RetryLater):
            await stage.files.download(remote.ref, io.BytesIO(), 1024)
        stage.world.faults.clear()
        bytes_ = io.BytesIO()
        await stage.files.download(remote.ref, bytes_, 1024)
        assert bytes_.getvalue() == documents("Акт.txt")[0].data

    async def test_another_bot_s_file(self, stage: TelegramStage) -> None:
        """An id of another bot's is not known; Telegram's words leave open whether for good."""
        with pytest.raises(RetryLater) as caught:
            await stage.files.download("document_1_AgAD", io.BytesIO(), 1024)
        assert "wrong file_id" in caught.value.reason.lower()

    async def test_message_that_is_too_old(self, stage: TelegramStage) -> None:
        """After two days nothing can be taken back."""
        sent = await stage.send("Ой")
        stage.message(sent).date -= 49 * 3600
        with pytest.raises(TooOld):
            await stage.channel.perform(DeleteCall(to=stage.to, key=1, message_id=sent))

    async def test_people_s_own_messages_cannot_be_edited(self, stage: TelegramStage) -> None:
        """They are told apart from what is too old by nobody: neither can be changed."""
        said = stage.says("Моё")
        with pytest.raises(TooOld):
            await stage.channel.perform(EditCall(to=stage.to, key=1, message_id=said, text=rich("Не моё")))
