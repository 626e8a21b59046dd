"""python-telegram-bot sends and fetches every kind of content over the emulator as over the real thing."""

from __future__ import annotations

import pytest
from telegram import Bot, InputMediaDocument, InputMediaPhoto, InputMediaVideo, Message, MessageEntity
from telegram.error import BadRequest

from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.pictures import png
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api

PICTURE = png(400, 300)
NAME = "Счёт №1.pdf"


async def _fetched(bot: Bot, file_id: str) -> bytes:
    return bytes(await (await bot.get_file(file_id)).download_as_bytearray())


async def test_files(telegram_bot: Bot, scene: Scene) -> None:
    """Each send method has its content in the answer, and what was uploaded comes back."""
    bot, group = telegram_bot, scene.group.id
    photo = await bot.send_photo(group, PICTURE, caption="вот")
    assert (photo.photo[-1].width, len(photo.photo) >= 2, photo.caption) == (400, True, "вот")
    assert await _fetched(bot, photo.photo[-1].file_id) == PICTURE
    document = await bot.send_document(group, b"pdf", filename=NAME)
    assert document.document is not None
    assert (document.document.file_name, document.document.mime_type) == (NAME, "application/pdf")
    assert await _fetched(bot, document.document.file_id) == b"pdf"
    assert (await bot.send_voice(group, b"ogg")).voice is not None
    assert (await bot.send_audio(group, b"mp3", performer="Кино", title="Группа")).audio is not None
    assert (await bot.send_video(group, b"mp4", width=640, height=360)).video is not None
    assert (await bot.send_video_note(group, b"mp4")).video_note is not None
    assert (await bot.send_sticker(group, b"webp")).sticker is not None
    assert (await bot.send_animation(group, b"GIF89a")).animation is not None
    assert (await bot.send_photo(group, photo.photo[-1])).photo == photo.photo


async def test_album_in_a_topic(telegram_bot: Bot, scene: Scene) -> None:
    """Photos and videos in one album, in the topic, captions with entities; documents in another."""
    topic = await telegram_bot.create_forum_topic(scene.group.id, "Анна")
    bold = [MessageEntity("bold", 0, 3)]
    sent = await telegram_bot.send_media_group(
        scene.group.id,
        [InputMediaPhoto(PICTURE, caption="вот", caption_entities=bold), InputMediaVideo(b"mp4")],
        message_thread_id=topic.message_thread_id,
    )
    assert len({message.media_group_id for message in sent}) == 1
    assert {message.message_thread_id for message in sent} == {topic.message_thread_id}
    assert (sent[0].caption, sent[0].caption_entities) == ("вот", tuple(bold))
    assert sent[1].video is not None
    assert await _fetched(telegram_bot, sent[1].video.file_id) == b"mp4"
    media = [InputMediaDocument(b"a", filename=NAME), InputMediaDocument(b"b", filename=NAME)]
    sent = await telegram_bot.send_media_group(scene.group.id, media)
    assert [message.document and message.document.file_name for message in sent] == [NAME, NAME]


async def test_edits_and_copies(telegram_bot: Bot, scene: Scene) -> None:
    """Another caption, another file, a copy, a forward, a place, a contact."""
    bot, group = telegram_bot, scene.group.id
    sent = await bot.send_photo(group, PICTURE, caption="вто")
    edited = await bot.edit_message_caption(group, sent.message_id, caption="вот")
    assert isinstance(edited, Message)
    assert edited.caption == "вот"
    edited = await bot.edit_message_media(InputMediaDocument(b"pdf", filename=NAME), group, sent.message_id)
    assert isinstance(edited, Message)
    assert edited.document is not None
    assert (await bot.copy_message(group, group, sent.message_id)).message_id > sent.message_id
    assert (await bot.forward_message(group, group, sent.message_id)).forward_origin is not None
    assert (await bot.send_location(group, 55.03, 82.92)).location is not None
    assert (await bot.send_venue(group, 55.03, 82.92, "Центр", "Ленина, 1")).venue is not None
    assert (await bot.send_contact(group, "+79131234567", "Анна")).contact is not None
    assert (await bot.send_poll(group, "Удобно?", ["Да", "Нет"])).poll is not None


async def test_content_of_operators(telegram_bot: Bot, people: People, scene: Scene, oleg: int) -> None:
    """python-telegram-bot reads every update of the group: files, album, edit of a caption, facts, forward."""
    group = scene.group.id
    sent = people.send(oleg, group, "document", data=b"pdf", name=NAME, caption="вто")
    people.edit(oleg, group, sent, "вот")
    people.send_album(oleg, group, [{"kind": "photo", "data": PICTURE}, {"kind": "video"}])
    people.send_location(oleg, group, 55.03, 82.92)
    people.forward(oleg, group, "hidden_user", "Пётр", text="смотрите")
    people.send_other(oleg, group, "paid_media")
    updates = await telegram_bot.get_updates()
    first, edited, photo, video, place, forward, paid = [update.effective_message for update in updates]
    assert first is not None
    assert first.document is not None
    assert await _fetched(telegram_bot, first.document.file_id) == b"pdf"
    assert edited is not None
    assert edited.caption == "вот"
    assert photo is not None
    assert video is not None
    assert photo.media_group_id == video.media_group_id is not None
    assert await _fetched(telegram_bot, photo.photo[-1].file_id) == PICTURE
    assert place is not None
    assert place.location is not None
    assert forward is not None
    assert forward.forward_origin is not None
    assert paid is not None
    assert paid.paid_media is not None


async def test_refusals(telegram_bot: Bot, api: Api, scene: Scene, anna: int) -> None:
    """Another bot's id and a caption where there is none become the library's own exceptions."""
    foreign = await api.sent("sendDocument", {"document": ("a.txt", b"a")}, chat_id=anna)
    with pytest.raises(BadRequest, match=r"(?i)wrong file identifier/HTTP URL specified"):
        await telegram_bot.send_document(scene.group.id, foreign["document"]["file_id"])
    text = await telegram_bot.send_message(scene.group.id, "а")
    with pytest.raises(BadRequest, match=r"(?i)there is no caption in the message to edit"):
        await telegram_bot.edit_message_caption(scene.group.id, text.message_id, caption="а")
