"""What clients send, correct and react with, through the real libraries into the operators' group."""

from __future__ import annotations

import pytest

from bot.sandbox.telegram.model import Message
from bot.sandbox.telegram.pictures import png
from tests.e2e.line import Line
from tests.e2e.people import Client
from tests.e2e.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _album(client: Client, *captions: str) -> tuple[list[int], list[bytes]]:
    pictures = [png(16 + number, 12) for number in range(len(captions))]
    items = [{"kind": "photo", "data": data, "caption": text} for data, text in zip(pictures, captions, strict=True)]
    return client.line.world.people.send_album(client.id, client.line.bot, items), pictures


def _standing(client: Client, count: int) -> list[Message]:
    """The last messages of the topic that have a file."""
    return [message for message in client.topic.messages() if message.content is not None][-count:]


async def test_an_album_crosses_as_one_and_its_captions_can_be_corrected(line: Line) -> None:
    """Its order is kept; a correction of one caption, or a caption that comes later, changes what stands there."""
    client = await line.with_ticket()
    sent, pictures = _album(client, "раз", "", "три")
    first = await client.topic.shows("раз\nтри")
    assert client.topic.files() == pictures
    assert first.album is not None
    assert {message.album for message in _standing(client, 3)} == {first.album}
    client.edits(sent[1], "два")
    await until(lambda: first.text == "раз\nдва\nтри", "the caption that came later")
    client.edits(sent[0], "один")
    await until(lambda: first.text == "один\nдва\nтри", "the corrected caption")
    assert len(client.topic.files()) == 3


async def test_a_picture_before_the_call_follows_the_card(line: Line) -> None:
    """With its bytes, behind the card on which it stands in words."""
    client, picture = line.client(), png(20, 20)
    line.world.people.send(client.id, line.bot, "photo", data=picture)
    await client.hears("Получил: фото")
    await client.presses("Позвать специалиста")
    await client.presses("Даю согласие")
    card = await client.topic.shows("[фото]")
    await until(lambda: client.topic.files() == [picture], "the picture in the topic")
    assert _standing(client, 1)[0].id > card.id


async def test_another_file_in_the_place_of_the_first_is_told(line: Line) -> None:
    """A line of its own, with the file."""
    client = await line.with_ticket()
    message = client.hands_over("вот акт", b"%PDF-1.4 1", "акт.pdf")
    await client.topic.shows("вот акт")
    item = {"kind": "document", "data": b"%PDF-1.4 2", "name": "акт 2.pdf", "caption": "вот верный"}
    line.world.people.edit_media(client.id, line.bot, message, item)
    corrected = await client.topic.shows("Клиент исправил сообщение:\nвот верный")
    assert corrected.content is not None
    assert (corrected.content.name, corrected.content.data) == ("акт 2.pdf", b"%PDF-1.4 2")


async def test_a_file_that_is_too_large_is_told_on_both_sides(line: Line) -> None:
    """The words that came with it cross all the same."""
    client = await line.with_ticket()
    size = 25 * 1024 * 1024
    line.world.people.send(client.id, line.bot, "document", name="база.zip", size=size, caption="вся база")
    await client.hears("Не смогу передать: файл «база.zip» (25 МБ)")
    shown = await client.topic.shows("вся база")
    assert "[файл «база.zip», 25 МБ — не передан: слишком большой размер]" in shown.text


async def test_reactions_cross(line: Line) -> None:
    """The client's in the place of the mark, the assignee's under the client's line."""
    client, operator = await line.with_operator()
    said = operator.says(client.topic, "Перезапустите принтер")
    answer = await client.hears("Перезапустите принтер")
    await operator.is_marked(said, "👌")
    people = line.world.people
    people.react(client.id, line.bot, answer.id, "❤")
    await operator.is_marked(said, "❤")
    people.react(client.id, line.bot, answer.id, None)
    await operator.is_marked(said, "👌")
    done = client.says("Перезапустил")
    shown = await client.topic.shows("Перезапустил")
    people.react(operator.id, line.group, shown.id, "👍")
    reactions = line.world.private[line.bot, client.id].messages[done].reactions
    await until(lambda: reactions.get(line.bot) == "👍", "the operator's reaction at the client's")
