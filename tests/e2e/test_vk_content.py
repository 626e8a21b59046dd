"""What people correct, react with and say in public on VK, through vk_api into the operators' group."""

from __future__ import annotations

import pytest

from bot.sandbox.telegram.pictures import png
from tests.e2e.line import Line
from tests.e2e.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_several_things_and_what_was_forwarded_are_one_line(both: Line) -> None:
    """With the author's name."""
    client, _ = await both.taken_on_vk()
    author = both.vk_scene.world.people.add_user("Иван Петров")
    pictures = [png(20 + number, 20) for number in range(2)]
    items = [{"kind": "photo", "data": data} for data in pictures]
    client.says("смотрите", attachments=items, forward=[{"from_id": author, "text": "всё сломалось"}])
    await client.topic.shows("смотрите\nПереслано: Иван Петров\nвсё сломалось")
    assert client.topic.files() == pictures


async def test_another_picture_in_the_place_of_the_first_is_told(both: Line) -> None:
    """And a correction of the words alone changes the line."""
    client, _ = await both.taken_on_vk()
    asked = client.says("вот тк", attachments=[{"kind": "photo", "data": png(30, 30)}])
    shown = await client.topic.shows("вот тк")
    client.edits(asked, "вот так")
    await until(lambda: shown.text == "вот так", "the corrected caption")
    client.people.edit(client.id, asked, "вот верная", attachments=[{"kind": "photo", "data": png(31, 31)}])
    corrected = await client.topic.shows("Клиент исправил сообщение:\nвот верная")
    assert corrected.content is not None
    assert corrected.content.data == png(31, 31)


async def test_what_is_too_old_is_corrected_by_a_new_message(both: Line) -> None:
    """And staff are told so."""
    client, operator = await both.taken_on_vk()
    said = operator.says(client.topic, "Приедем в среду")
    await client.hears("Приедем в среду")
    both.vk_scene.world.faults.order("error", method="messages.edit", peer=client.id, code=909)
    operator.edits(said, "Приедем в пятницу")
    anew = await client.hears("Исправление: Приедем в пятницу")
    assert anew.reply_to is not None
    await client.topic.shows("клиенту ушло новое")
    operator.edits(said, "Приедем в субботу")
    await until(lambda: anew.text == "Исправление: Приедем в субботу", "the second correction")


async def test_reactions_cross(both: Line) -> None:
    """What VK has none for is a short message."""
    client, operator = await both.taken_on_vk()
    said = operator.says(client.topic, "Перезапустите принтер")
    answer = await client.hears("Перезапустите принтер")
    await operator.is_marked(said, "👌")
    client.people.react(client.id, answer.cmid, 1)
    await operator.is_marked(said, "❤")
    client.people.unreact(client.id, answer.cmid)
    await operator.is_marked(said, "👌")
    done = client.says("Перезапустил")
    shown = await client.topic.shows("Перезапустил")
    both.world.people.react(operator.id, both.group, shown.id, "🏆")
    trophy = await client.hears("🏆")
    assert trophy.reply_to is not None
    assert trophy.reply_to.cmid == done


async def test_a_comment_in_public_becomes_a_ticket(both: Line) -> None:
    """Without a word to the person; the answer goes to their messages, and is told to be refused while they allow
    none. What a colleague answers in VK itself is shown."""
    client, operator = both.vk_client(), both.operator()
    post = both.vk_scene.world.people.post("Новости")
    client.people.comment(client.id, post, "Спасибо за новости!")
    client.people.comment(client.id, post, "А почему у меня опять не открывается?")
    card = await client.topic.shows("Комментарий под записью: ")
    assert f"wall-{both.vk_scene.world.community.id}_{post}?reply=" in card.text
    assert "Спасибо за новости" not in card.text
    await operator.presses(client.topic, "Взять")
    operator.says(client.topic, "Здравствуйте! Сейчас поможем")
    await client.topic.shows("Не доставлено: клиент запретил сообщения во ВКонтакте")
    assert client.messages() == []
    client.says("Добрый вечер, это я писал")
    await client.hears("согласие на обработку")
    await client.presses("Даю согласие")
    await client.topic.shows("Добрый вечер, это я писал")
    both.vk_scene.world.people.answer(client.id, "Мы вам уже звонили")
    await client.topic.shows("Ответ из сообщества ВКонтакте:\nМы вам уже звонили")
