"""Both libraries take the emulator for the real thing: they ask, and understand the answers."""

import pytest
from aiogram import Bot as AiogramBot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import InlineKeyboardButton as AiogramButton
from aiogram.types import InlineKeyboardMarkup as AiogramKeyboard
from aiogram.types import MessageEntity as AiogramEntity
from telegram import Bot as TelegramBot
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity, ReactionTypeEmoji
from telegram.error import BadRequest, ChatMigrated, RetryAfter

from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.scene import Scene


async def test_aiogram_talks_with_a_client(aiogram_bot: AiogramBot, people: People, scene: Scene, anna: int) -> None:
    """getMe, getUpdates, sendMessage with entities and buttons, editMessageText, a pressed button."""
    assert (await aiogram_bot.get_me()).username == "liniya_sandbox_bot"
    people.say(anna, scene.clients_bot.id, "вопрос /help")
    (update,) = await aiogram_bot.get_updates(timeout=0)
    assert update.message is not None
    assert (update.message.text, update.message.chat.id) == ("вопрос /help", anna)
    keyboard = AiogramKeyboard(inline_keyboard=[[AiogramButton(text="Да", callback_data="yes")]])
    bold = AiogramEntity(type="bold", offset=0, length=5)
    sent = await aiogram_bot.send_message(anna, "ответ", entities=[bold], reply_markup=keyboard, parse_mode=None)
    assert sent.entities is not None
    assert [entity.model_dump() for entity in sent.entities] == [bold.model_dump()]
    assert sent.reply_markup is not None
    assert sent.reply_markup.model_dump() == keyboard.model_dump()
    edited = await aiogram_bot.edit_message_text("другой", chat_id=anna, message_id=sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.text == "другой"
    people.press(anna, scene.clients_bot.id, sent.message_id, "yes")
    *_, update = await aiogram_bot.get_updates()
    assert update.callback_query is not None
    assert await update.callback_query.answer("Спасибо").as_(aiogram_bot)


async def test_aiogram_understands_refusals(aiogram_bot: AiogramBot, people: People, scene: Scene, anna: int) -> None:
    """400, 403 and 429 become aiogram's own exceptions."""
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await aiogram_bot.edit_message_text("а", chat_id=anna, message_id=99)
    scene.world.faults.order("retry_after", seconds=7)
    with pytest.raises(TelegramRetryAfter) as refusal:
        await aiogram_bot.send_message(anna, "а")
    assert refusal.value.retry_after == 7
    people.block(anna, scene.clients_bot.id)
    with pytest.raises(TelegramForbiddenError, match="bot was blocked by the user"):
        await aiogram_bot.send_message(anna, "а")


async def test_telegram_bot_works_in_the_group(
    telegram_bot: TelegramBot, people: People, scene: Scene, oleg: int
) -> None:
    """getUpdates, createForumTopic, sendMessage with entities and buttons, editMessageText, a reaction."""
    group = scene.group.id
    topic = await telegram_bot.create_forum_topic(group, "Анна Ким")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Взять", callback_data="take:1")]])
    sent = await telegram_bot.send_message(
        group,
        "карточка",
        message_thread_id=topic.message_thread_id,
        entities=[MessageEntity("bold", 0, 8)],
        reply_markup=keyboard,
    )
    assert (sent.entities, sent.reply_markup, sent.is_topic_message) == ((MessageEntity("bold", 0, 8),), keyboard, True)
    edited = await telegram_bot.edit_message_text("карточка 2", group, sent.message_id)
    assert not isinstance(edited, bool)
    assert edited.text == "карточка 2"
    said = people.say(oleg, group, "вижу", thread=topic.message_thread_id)
    await telegram_bot.set_message_reaction(group, said, ReactionTypeEmoji("👌"))
    made, update = await telegram_bot.get_updates()
    assert made.message is not None
    assert made.message.forum_topic_created is not None
    assert update.message is not None
    assert (update.message.text, update.message.message_thread_id) == ("вижу", topic.message_thread_id)
    chat = await telegram_bot.get_chat(group)
    assert chat.is_forum
    member = await telegram_bot.get_chat_member(group, telegram_bot.id)
    assert member.status == "administrator"


async def test_telegram_bot_understands_refusals(
    telegram_bot: TelegramBot, people: People, scene: Scene, oleg: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A vanished topic, 429 and a group that moved become the library's own exceptions."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    group = scene.group.id
    with pytest.raises(BadRequest, match="thread not found"):
        await telegram_bot.send_message(group, "а", message_thread_id=77)
    scene.world.faults.order("retry_after", seconds=9)
    with pytest.raises(RetryAfter):
        await telegram_bot.send_message(group, "а")
    new = people.upgrade(group)
    with pytest.raises(ChatMigrated) as moved:
        await telegram_bot.send_message(group, "а")
    assert moved.value.new_chat_id == new
