"""VK and Telegram at one desk: the same line through vk_api, aiogram and python-telegram-bot."""

from __future__ import annotations

import pytest

from bot.sandbox.telegram.pictures import png
from bot.sandbox.vk.model import Message as VkMessage
from tests.e2e.line import QUESTION, Line
from tests.e2e.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME = "Акт сверки № 7.pdf"
PDF = "%PDF-1.4\nакт\n".encode()


async def test_a_question_on_vk_is_answered_with_buttons(both: Line) -> None:
    """The knowledge base answers there as well."""
    client = both.vk_client()
    client.says(QUESTION)
    answer = await client.hears("парол")
    for label in ("Помогло", "Не помогло", "Позвать специалиста"):
        assert (await client.offers(label))[0] is answer


async def test_words_cross_with_marks_replies_and_corrections(both: Line) -> None:
    """Both ways, as on Telegram."""
    client, operator = await both.taken_on_vk()
    asked = client.says("Где взять акт?")
    shown = await client.topic.shows("Где взять акт?")
    said = operator.says(client.topic, "В личном кабинете", reply_to=shown.id)
    answer = await client.hears("В личном кабинете")
    assert answer.reply_to is not None
    assert answer.reply_to.cmid == asked
    await operator.is_marked(said, "👌")
    operator.edits(said, "В личном кабинете, раздел «Акты»")
    await until(lambda: "раздел" in answer.text, "the correction on VK")
    client.edits(asked, "Где взять акт сверки?")
    await until(lambda: "сверки" in shown.text, "the correction in the topic")


async def test_pictures_and_files_cross_whole(both: Line) -> None:
    """The same bytes under the same name, Cyrillic included, with their words."""
    client, operator = await both.taken_on_vk()
    client.people.send(client.id, "doc", text="вот акт", name=NAME, data=PDF)
    shown = await client.topic.shows("вот акт")
    assert shown.content is not None
    assert (shown.content.name, shown.content.data) == (NAME, PDF)
    picture = png(64, 48)
    line = both.world.people
    line.send(operator.id, both.group, "photo", data=picture, caption="так?", thread=client.topic.thread)
    answer = await client.hears("так?")
    assert _bytes(answer) == [picture]
    line.send(operator.id, both.group, "document", data=PDF, name=NAME, caption="и файл", thread=client.topic.thread)
    answer = await client.hears("и файл")
    assert _bytes(answer) == [PDF]
    assert [one.file.name for one in answer.attachments if one.file] == [NAME]


async def test_an_album_is_one_message_on_vk(both: Line) -> None:
    """Caption and order are kept."""
    client, operator = await both.taken_on_vk()
    pictures = [png(10 + number, 10) for number in range(3)]
    items = [{"kind": "photo", "data": data} for data in pictures]
    items[0]["caption"] = "три вида"
    both.world.people.send_album(operator.id, both.group, items, thread=client.topic.thread)
    assert _bytes(await client.hears("три вида")) == pictures


async def test_who_forbade_messages_is_told_of(both: Line) -> None:
    """The operator learns why it did not arrive, and when the client is back."""
    client, operator = await both.taken_on_vk()
    client.people.deny(client.id)
    await client.topic.shows("ответы до него не дойдут")
    operator.says(client.topic, "Вы здесь?")
    await client.topic.shows("Не доставлено")
    client.says("Я вернулся")
    await client.topic.shows("Я вернулся")
    await operator.presses(client.topic, "Повторить")
    await client.hears("Вы здесь?")


async def test_what_was_written_while_vk_was_away_arrives(both: Line) -> None:
    """After an outage in which VK forgot its events, the dialogues are read: nothing is missing, nothing comes
    twice."""
    client, _ = await both.taken_on_vk()
    world = both.vk_scene.world
    outage = world.faults.order("outage")
    for number in range(3):
        client.says(f"строка {number}")
    world.people.forget_history()
    world.faults.clear(outage)
    await client.topic.shows("строка 2", 60)
    client.says("последняя")
    await client.topic.shows("последняя")
    lines = [text for text in client.topic.texts() if text.startswith("строка")]
    assert "\n".join(lines).split("\n") == [f"строка {number}" for number in range(3)]


def _bytes(message: VkMessage) -> list[bytes]:
    return [one.file.blob.path.read_bytes() for one in message.attachments if one.file is not None]
