"""From the first question to the mark, through both real libraries."""

from __future__ import annotations

import pytest

from bot.sandbox.telegram.model import Message
from tests.e2e.line import QUESTION, Line
from tests.e2e.people import Topic
from tests.e2e.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _entities(message: Message) -> set[tuple[str, int, int]]:
    return {(one["type"], one["offset"], one["length"]) for one in message.entities}


async def test_a_question_is_answered_with_buttons(line: Line) -> None:
    """The knowledge base answers, with «Помогло / Не помогло / Позвать специалиста» under the answer."""
    client = line.client()
    client.says(QUESTION)
    answer = await client.hears("парол")
    for label in ("Помогло", "Не помогло", "Позвать специалиста"):
        assert (await client.offers(label))[0] is answer


async def test_start_greets_with_a_menu(line: Line) -> None:
    """`/start` says hello and puts «Позвать специалиста» under the input field."""
    client = line.client()
    client.says("/start")
    await client.hears("Здравствуйте")
    menu = line.world.private[line.bot, client.id].menu
    assert menu is not None
    assert menu["keyboard"][0][0]["text"] == "Позвать специалиста"


async def test_a_call_for_people_asks_for_consent_and_opens_a_topic_with_a_card(line: Line) -> None:
    """Consent once, then the number at once, and in the group a topic with the client's name and a card with the
    question and what the bot has answered."""
    client = line.client()
    client.says(QUESTION)
    await client.presses("Позвать специалиста")
    await client.hears("согласие")
    assert client.topic.thread is None
    await client.presses("Даю согласие")
    opened = await client.hears("принято")
    card = await client.topic.shows(QUESTION)
    number = opened.text.split("№")[1].split()[0]
    assert number in card.text
    assert client.name in card.text
    assert "Бот уже ответил" in card.text
    await client.topic.offers("Взять")


async def test_the_assignees_words_reach_the_client_and_are_marked(line: Line) -> None:
    """«Взять» makes the ticket the operator's; what they write goes to the client, and gets 👌 once it is there."""
    client, operator = await line.with_operator()
    said = operator.says(client.topic, "Добрый день, сейчас посмотрю")
    await client.hears("Добрый день, сейчас посмотрю")
    await operator.is_marked(said, "👌")
    client.says("Спасибо, жду")
    await client.topic.shows("Спасибо, жду")


async def test_a_reply_stays_a_reply_both_ways(line: Line) -> None:
    """The operator answers the client's line, and the client the operator's: each sees their own message quoted."""
    client, operator = await line.with_operator()
    asked = client.says("Первый вопрос")
    shown = await client.topic.shows("Первый вопрос")
    replied = operator.says(client.topic, "Ответ на первый", reply_to=shown.id)
    answer = await client.hears("Ответ на первый")
    assert answer.reply_to is not None
    assert answer.reply_to.id == asked
    client.says("А подробнее?", reply_to=answer.id)
    again = await client.topic.shows("А подробнее?")
    assert again.reply_to is not None
    assert again.reply_to.id == replied


async def test_corrections_cross_both_ways(line: Line) -> None:
    """An edited message is edited on the other side."""
    client, operator = await line.with_operator()
    asked = client.says("Не открываеться база")
    shown = await client.topic.shows("Не открываеться база")
    client.edits(asked, "Не открывается база")
    await until(lambda: shown.text == "Не открывается база", "the client's correction in the topic")
    said = operator.says(client.topic, "Перезагрузте")
    got = await client.hears("Перезагрузте")
    operator.edits(said, "Перезагрузите")
    await until(lambda: got.text == "Перезагрузите", "the operator's correction at the client's")


async def test_formatting_crosses_both_ways(line: Line) -> None:
    """Spans stay where they are, emoji before them included; markup in the text is only text."""
    client, operator = await line.with_operator()
    bold = {"type": "bold", "offset": 3, "length": 5}
    link = {"type": "text_link", "offset": 11, "length": 3, "url": "https://example.com/"}
    client.says("😀 важно: <b>", formatting=[bold])
    assert ("bold", 3, 5) in _entities(await client.topic.shows("важно"))
    operator.says(client.topic, "😀 важно — вот *так*", formatting=[bold, link])
    message = await client.hears("вот *так*")
    assert {("bold", 3, 5), ("text_link", 11, 3)} <= _entities(message)


async def test_somebody_elses_words_stay_inside_until_they_are_sent(line: Line) -> None:
    """What another operator writes gets the button «Отправить клиенту»; only pressed it reaches the client."""
    client, operator = await line.with_operator()
    other = line.operator()
    note = other.says(client.topic, "Это ко мне, могу ответить")
    operator.says(client.topic, "Минуту")
    await client.hears("Минуту")
    assert "Это ко мне, могу ответить" not in client.texts()
    await other.presses(client.topic, "Отправить клиенту")
    await client.hears("Это ко мне, могу ответить")
    await other.is_marked(note, "👌")


async def test_two_slashes_keep_a_line_inside(line: Line) -> None:
    """The assignee's line that begins with `//` never reaches the client; the next one does."""
    client, operator = await line.with_operator()
    operator.says(client.topic, "// проверить договор")
    operator.says(client.topic, "Проверяю")
    await client.hears("Проверяю")
    assert not any("договор" in text for text in client.texts())


async def test_del_takes_a_message_back(line: Line) -> None:
    """`/del` as a reply: the message vanishes at the client's, its 👌 as well."""
    client, operator = await line.with_operator()
    said = operator.says(client.topic, "Не тому клиенту")
    got = await client.hears("Не тому клиенту")
    await operator.is_marked(said, "👌")
    operator.says(client.topic, "/del", reply_to=said)
    await until(lambda: got.deleted, "the message is taken back")
    await operator.is_marked(said, None)


async def test_the_end_asks_for_a_mark_and_a_comment(line: Line) -> None:
    """«Завершить» asks «Вопрос решён?», then for a mark and a comment; the card shows them."""
    client, operator = await line.with_operator()
    await operator.presses(client.topic, "Завершить")
    await client.hears("Вопрос решён?")
    await client.presses("Да")
    await client.hears("Оцените")
    await client.presses("5")
    await client.hears("добавьте")
    client.says("Быстро и понятно")
    await client.hears("передали")
    card = next(message for message in client.topic.messages() if "Вопрос:" in message.text)
    await until(lambda: "5 из 5" in card.text and "Быстро и понятно" in card.text, f"the mark on the card: {card.text}")


async def test_a_closed_ticket_is_opened_again_by_a_real_message_only(line: Line) -> None:
    """«Спасибо» reopens nothing; a new question within a day does, and goes to the same topic."""
    client, operator = await line.with_operator()
    await operator.presses(client.topic, "Завершить")
    await client.presses("Да")
    await client.presses("5")
    await client.presses("Без комментария")
    await client.hears("Обращайтесь")
    client.says("Спасибо!")
    await client.hears("Рады помочь")
    client.says("Всё-таки опять не открывается договор поставки")
    await client.hears("снова открыто")
    await client.topic.shows("опять не открывается")
    assert not any(message.text == "Спасибо!" for message in client.topic.messages())


async def test_a_client_who_blocked_the_bot_is_told_of_and_can_be_tried_again(line: Line) -> None:
    """Under the operator's message stands why it was not delivered, with «Повторить»; after the client has come back
    it delivers."""
    client, operator = await line.with_operator()
    line.world.people.block(client.id, line.bot)
    said = operator.says(client.topic, "Вы здесь?")
    told = await client.topic.shows("заблокировал")
    assert told.reply_to is not None
    assert told.reply_to.id == said
    line.world.people.unblock(client.id, line.bot)
    await operator.presses(client.topic, "Повторить")
    await client.hears("Вы здесь?")
    await operator.is_marked(said, "👌")


async def test_a_long_text_arrives_whole_in_parts(line: Line) -> None:
    """Some 10,000 characters with emoji, asked before there was a ticket: the card shows what fits, «Вся переписка»
    all of it in messages that the platform takes, cut at no emoji."""
    client, operator = line.client(), line.operator()
    parts = ["".join(f"Пункт {one}.{two}: войдите ещё раз 🙂. " for two in range(110)) for one in range(3)]
    for part in parts:
        client.says(part)
    await until(lambda: len(client.texts()) == len(parts), "an answer to each part")
    await client.presses("Позвать специалиста")
    await client.presses("Даю согласие")
    await operator.presses(client.topic, "Вся переписка")
    first = await client.topic.shows("Переписка по")
    last = _squeezed(parts[-1])[-40:]
    await until(lambda: last in _since(client.topic, first.id), "the end of the conversation")
    assert all(_squeezed(part) in _since(client.topic, first.id) for part in parts)


async def test_an_operators_long_text_keeps_its_formatting(line: Line) -> None:
    """The longest message that the platform takes crosses as it is, with a span at its very end."""
    client, operator = await line.with_operator()
    text = "🙂" * 2000 + " конец"
    operator.says(client.topic, text, formatting=[{"type": "bold", "offset": 4001, "length": 5}])
    message = await client.hears("конец")
    assert message.text == text
    assert _entities(message) == {("bold", 4001, 5)}


def _since(topic: Topic, first: int) -> str:
    """What stands in a topic from a message on, without white space."""
    return _squeezed("".join(one.text for one in topic.messages() if one.id >= first))


def _squeezed(text: str) -> str:
    return "".join(text.split())
