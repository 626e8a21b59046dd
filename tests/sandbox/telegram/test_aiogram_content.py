"""aiogram sends and fetches every kind of content over the emulator as over the real thing."""

from __future__ import annotations

from io import BytesIO

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.types import (
    BufferedInputFile,
    InputMediaDocument,
    InputMediaPhoto,
    InputMediaVideo,
    InputPollOption,
    MediaUnion,
    MessageEntity,
)

from bot.sandbox.telegram.contents import UPLOAD_LIMIT
from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.pictures import png
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api

PICTURE = png(400, 300)


def file(data: bytes, name: str = "Счёт №1.pdf") -> BufferedInputFile:
    """Something to upload."""
    return BufferedInputFile(data, name)


async def _fetched(bot: Bot, file_id: str) -> bytes:
    fetched = await bot.download(file_id, BytesIO())
    assert fetched is not None
    return fetched.read()


async def test_files(aiogram_bot: Bot, anna: int) -> None:
    """Each send method has its content in the answer, and what was uploaded comes back."""
    photo = await aiogram_bot.send_photo(anna, file(PICTURE, "a.png"), caption="вот", parse_mode=None)
    assert photo.photo is not None
    assert (photo.photo[-1].width, photo.caption) == (400, "вот")
    assert await _fetched(aiogram_bot, photo.photo[-1].file_id) == PICTURE
    document = await aiogram_bot.send_document(anna, file(b"pdf"), thumbnail=file(png(20, 20), "t.png"))
    assert document.document is not None
    assert (document.document.file_name, document.document.file_size) == ("Счёт №1.pdf", 3)
    assert await _fetched(aiogram_bot, document.document.file_id) == b"pdf"
    voice = await aiogram_bot.send_voice(anna, file(b"ogg", "a.ogg"), duration=3)
    assert voice.voice is not None
    assert (await _fetched(aiogram_bot, voice.voice.file_id), voice.voice.duration) == (b"ogg", 3)
    audio = await aiogram_bot.send_audio(anna, file(b"mp3", "a.mp3"), performer="Кино", title="Группа")
    assert audio.audio is not None
    assert audio.audio.performer == "Кино"
    video = await aiogram_bot.send_video(anna, file(b"mp4", "a.mp4"), width=640, height=360, has_spoiler=True)
    assert video.video is not None
    assert (video.video.width, video.has_media_spoiler) == (640, True)
    assert (await aiogram_bot.send_video_note(anna, file(b"mp4", "a.mp4"))).video_note is not None
    assert (await aiogram_bot.send_sticker(anna, file(b"webp", "a.webp"))).sticker is not None
    assert (await aiogram_bot.send_animation(anna, file(b"GIF89a", "a.gif"))).animation is not None
    again = await aiogram_bot.send_photo(anna, photo.photo[-1].file_id)
    assert again.photo == photo.photo


async def test_album(aiogram_bot: Bot, anna: int) -> None:
    """Photos and videos in one album, uploads and ids, captions with entities; documents in another."""
    known = await aiogram_bot.send_photo(anna, file(PICTURE, "a.png"))
    assert known.photo is not None
    bold = MessageEntity(type="bold", offset=0, length=3)
    media: list[MediaUnion] = [
        InputMediaPhoto(media=file(PICTURE, "b.png"), caption="вот", caption_entities=[bold], parse_mode=None),
        InputMediaVideo(media=file(b"mp4", "c.mp4")),
        InputMediaPhoto(media=known.photo[-1].file_id),
    ]
    sent = await aiogram_bot.send_media_group(anna, media)
    assert len({message.media_group_id for message in sent}) == 1
    assert (sent[0].caption, sent[1].video is not None, sent[2].photo) == ("вот", True, known.photo)
    documents: list[MediaUnion] = [InputMediaDocument(media=file(bytes([number]))) for number in range(2)]
    sent = await aiogram_bot.send_media_group(anna, documents)
    for number, message in enumerate(sent):
        assert message.document is not None
        assert await _fetched(aiogram_bot, message.document.file_id) == bytes([number])


async def test_edits_and_copies(aiogram_bot: Bot, anna: int) -> None:
    """Another caption, another file, a copy, a forward."""
    sent = await aiogram_bot.send_photo(anna, file(PICTURE, "a.png"), caption="вто")
    number = sent.message_id
    edited = await aiogram_bot.edit_message_caption(caption="вот", chat_id=anna, message_id=number)
    assert not isinstance(edited, bool)
    assert edited.caption == "вот"
    edited = await aiogram_bot.edit_message_media(
        InputMediaDocument(media=file(b"pdf")), chat_id=anna, message_id=number
    )
    assert not isinstance(edited, bool)
    assert edited.document is not None
    assert (await aiogram_bot.copy_message(anna, anna, sent.message_id)).message_id > sent.message_id
    forward = await aiogram_bot.forward_message(anna, anna, sent.message_id)
    assert forward.forward_origin is not None
    assert forward.forward_origin.type == "user"


async def test_facts(aiogram_bot: Bot, anna: int) -> None:
    """A place, a place with a name, a contact, a poll, a throw."""
    place = (await aiogram_bot.send_location(anna, 55.03, 82.92)).location
    assert place is not None
    assert place.latitude == 55.03
    assert (await aiogram_bot.send_venue(anna, 55.03, 82.92, "Центр", "Ленина, 1")).venue is not None
    assert (await aiogram_bot.send_contact(anna, "+79131234567", "Анна")).contact is not None
    poll = await aiogram_bot.send_poll(anna, "Удобно?", [InputPollOption(text="Да"), InputPollOption(text="Нет")])
    assert poll.poll is not None
    assert (await aiogram_bot.send_dice(anna)).dice is not None


async def test_content_of_people(aiogram_bot: Bot, people: People, scene: Scene, anna: int) -> None:
    """aiogram reads every update: files, album, facts, forward, quote, reactions, kinds that nobody expects."""
    bot = scene.clients_bot.id
    people.send(anna, bot, "animation", data=b"GIF89a", caption="смех")
    album = people.send_album(anna, bot, [{"kind": "document", "name": "акт.pdf", "data": b"pdf"}] * 2)
    people.forward(anna, bot, "channel", "Новости", text="смотрите", message_id=17)
    people.share_contact(anna, bot, "+79131234567")
    people.say(anna, bot, "это", reply_to=album[0] + 2, quote="смотрите")
    people.send_other(anna, bot, "story")
    people.send_other(anna, bot, "giveaway")
    updates = await aiogram_bot.get_updates()
    messages = [update.message for update in updates if update.message is not None]
    assert len(messages) == 8
    assert messages[0].content_type == "animation"
    assert messages[1].media_group_id == messages[2].media_group_id is not None
    assert messages[2].document is not None
    assert await _fetched(aiogram_bot, messages[2].document.file_id) == b"pdf"
    assert messages[5].quote is not None
    assert [message.content_type for message in messages[3:]] == ["text", "contact", "text", "story", "giveaway"]


async def test_refusals(aiogram_bot: Bot, desk: Api, scene: Scene, anna: int) -> None:
    """Another bot's id, a text edited as a caption and too large a file become aiogram's own exceptions."""
    foreign = await desk.sent("sendDocument", {"document": ("a.txt", b"a")}, chat_id=scene.group.id)
    with pytest.raises(TelegramBadRequest, match="wrong file identifier/HTTP URL specified"):
        await aiogram_bot.send_document(anna, foreign["document"]["file_id"])
    text = await aiogram_bot.send_message(anna, "а")
    with pytest.raises(TelegramBadRequest, match="there is no caption in the message to edit"):
        await aiogram_bot.edit_message_caption(chat_id=anna, message_id=text.message_id, caption="а")
    with pytest.raises(TelegramEntityTooLarge):
        await aiogram_bot.send_document(anna, file(b"x" * (UPLOAD_LIMIT + 1)))
