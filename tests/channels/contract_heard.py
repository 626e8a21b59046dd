"""The part of the contract that is about what people send: it is understood, and its bytes can be fetched."""

from __future__ import annotations

import io

import pytest

from bot.content import FILES, ContentKind
from bot.errors import TooLarge
from tests.channels.stage import Stage
from tests.channels.things import THINGS, documents, photos

_MEGABYTE = 1024 * 1024


class HeardContract:
    """Messages with content, corrections, answers, reactions."""

    @pytest.mark.parametrize("kind", list(THINGS))
    async def test_what_people_send_is_understood(self, stage: Stage, kind: ContentKind) -> None:
        """Each kind comes as what it is: a place where it is, a contact with its number, a poll with its answers, a
        file with its name; its bytes are fetched as they were sent."""
        if kind not in stage.speaks:
            return
        await stage.fetch()
        stage.sends([THINGS[kind]])
        (heard,) = await stage.heard()
        (found,) = heard.attachments
        sent = THINGS[kind].attachment
        assert (found.kind, found.place, found.contact) == (kind, sent.place, sent.contact)
        if kind is ContentKind.POLL:
            assert found.words == sent.words
        if kind is ContentKind.DOCUMENT:
            assert found.name == sent.name
        if kind in FILES & stage.fetched:
            assert found.remote is not None
            assert found.remote.source == stage.channel.name
            bytes_ = io.BytesIO()
            await stage.files.download(found.remote.ref, bytes_, _MEGABYTE)
            assert bytes_.getvalue() == THINGS[kind].data

    async def test_caption_is_understood(self, stage: Stage) -> None:
        """The words under a file are the message's text."""
        await stage.fetch()
        stage.sends(documents("Акт.txt"), "Верно?")
        (heard,) = await stage.heard()
        assert (heard.text.text, [one.name for one in heard.attachments]) == ("Верно?", ["Акт.txt"])

    async def test_albums_are_understood(self, stage: Stage) -> None:
        """The pieces come in order and, where they are messages of their own, known to belong together."""
        await stage.fetch()
        stage.sends(photos(3), "Скриншоты")
        heard = await stage.heard()
        assert [one.kind for piece in heard for one in piece.attachments] == [ContentKind.PHOTO] * 3
        assert "".join(piece.text.text for piece in heard) == "Скриншоты"
        assert len({piece.album for piece in heard}) == 1
        assert len(heard) == 1 or heard[0].album is not None

    async def test_too_large_a_file(self, stage: Stage) -> None:
        """A download that is larger than wanted ends, and hands on no more than that."""
        await stage.fetch()
        stage.sends([THINGS[ContentKind.DOCUMENT]])
        (heard,) = await stage.heard()
        remote = heard.attachments[0].remote
        assert remote is not None
        bytes_ = io.BytesIO()
        with pytest.raises(TooLarge):
            await stage.files.download(remote.ref, bytes_, 5)
        assert len(bytes_.getvalue()) <= 5

    async def test_answers_are_understood(self, stage: Stage) -> None:
        """An answer names the message it answers."""
        sent = await stage.send("Какая версия?")
        await stage.fetch()
        stage.says("4016", reply_to=sent)
        (heard,) = await stage.heard()
        assert (heard.text.text, heard.reply_to) == ("4016", sent)

    async def test_corrections_are_understood(self, stage: Stage) -> None:
        """A correction comes with the text as it is now."""
        said = stage.says("Акт")
        await stage.fetch()
        stage.edits(said, "Акт сверки")
        (heard,) = await stage.heard()
        assert heard.text.text == "Акт сверки"

    async def test_reactions_are_understood(self, stage: Stage) -> None:
        """A person's reaction is its emoji, and its end is told."""
        sent = await stage.send("Помогло?")
        await stage.fetch()
        stage.reacts(sent, "👍")
        assert [one.emoji for one in await stage.heard()] == ["👍"]
        stage.reacts(sent, None)
        assert [one.emoji for one in await stage.heard()] == [None]
