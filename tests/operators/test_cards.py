"""The card of a ticket: what stands on it, and that it never grows beyond what the platform takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from bot.clients import Client, ClientAddress
from bot.content import Attachment, ContentKind, Place
from bot.richtext import RichText, SpanKind, split, utf16_length
from operators import cards, history, lifecycle, relay, tickets
from operators.card_text import Card, draw, spoken
from operators.history import Author, Line, LineKind
from operators.kinds import TicketKind
from operators.staff import Staff
from operators.tickets import Ticket, TicketState
from operators.topics import Desk, DeskPurpose
from tests.operators.group import ANNA, words_on
from tests.operators.room import Room

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TEXTS = st.text(max_size=6000) | st.sampled_from(["", " ", "\n", "😀" * 5000, "а\n" * 3000, "слово " * 2000, "*_[<b>&"])


def ticket_of(
    question: str,
    name: str = "Вера",
    username: str | None = None,
    suggestions: list[tuple[str, str]] | None = None,
    state: TicketState = TicketState.NEW,
    assignee: str | None = None,
) -> Ticket:
    """A ticket that stands in no database."""
    ticket = Ticket(id=42, question=question, suggestions=suggestions or [], sent_suggestions=[], opened_at=NOW)
    ticket.state, ticket.kind = state, TicketKind.QUESTION
    ticket.client = Client(id=1, name=name, created_at=NOW)
    ticket.address = ClientAddress(channel="telegram", peer="42", name=name, username=username)
    ticket.assignee = Staff(id=1, name=assignee) if assignee is not None else None
    ticket.assignee_id = 1 if assignee is not None else None
    return ticket


def line(text: str, author: Author = Author.CLIENT, kind: LineKind = LineKind.SAID) -> Line:
    """Something said."""
    return Line(text=text, author=author, kind=kind, at=NOW, earlier=[])


def answer(text: str) -> Line:
    """An answer of the bot."""
    return line(text, Author.BOT, LineKind.ANSWER)


LINES = st.lists(st.builds(line, TEXTS, st.sampled_from(Author), st.sampled_from(LineKind)), max_size=60)


@settings(deadline=None)
@given(
    ticket=st.builds(
        ticket_of,
        TEXTS,
        TEXTS,
        st.none() | TEXTS,
        st.lists(st.tuples(st.text(max_size=5), TEXTS), max_size=3),
        st.sampled_from(TicketState),
        st.none() | TEXTS,
    ),
    lines=LINES,
    comment=st.none() | TEXTS,
)
def test_a_card_is_never_over_the_limit(ticket: Ticket, lines: list[Line], comment: str | None) -> None:
    """At most 4096 UTF-16 units and 100 entities, one message, its formatting inside the text."""
    ticket.solved, ticket.rating, ticket.rating_comment = True, 5, comment
    card = draw(ticket, lines, {1: "Анна"})
    assert utf16_length(card.text.text) <= 4096
    assert len(split(card.text, 4096)) == 1
    assert len(card.text.spans) <= 100
    assert all(0 <= span.start < span.end <= len(card.text) for span in card.text.spans)


@pytest.mark.parametrize(
    ("channel", "username", "who"),
    [
        ("telegram", None, "Вера · Telegram"),
        ("telegram", "vera", "Вера (@vera) · Telegram"),
        ("vk", "vera", "Вера (vk.com/vera) · ВКонтакте"),
        ("vk", None, "Вера (vk.com/id42) · ВКонтакте"),
    ],
)
def test_a_card_names_an_account_as_it_is_opened(channel: str, username: str | None, who: str) -> None:
    """In the group «@name» would open whoever has that name in Telegram."""
    ticket = ticket_of("Как заказать?", username=username)
    ticket.address.channel = channel
    assert draw(ticket, [], {}).text.text.splitlines()[1] == who


def test_what_a_card_says() -> None:
    """Who, from where, the question, the bot's answer, the suggestions, the conversation folded."""
    lines = [
        line("Привет"),
        line("Как заказать?"),
        answer("Заказ документа\n\nЗакажите на сайте."),
        line("оператор"),
    ]
    ticket = ticket_of("Как заказать?", "Вера Павловна", "vera", [("order", "Заказ документа")])
    card = draw(ticket, lines, {})
    assert card.text.text == (
        "№ 42 · ждёт специалиста\n"
        "Вера Павловна (@vera) · Telegram\n"
        "\n"
        "Вопрос: Как заказать?\n"
        "\n"
        "Бот уже ответил: Заказ документа — Закажите на сайте.\n"
        "\n"
        "Может подойти:\n"
        "1. Заказ документа\n"
        "\n"
        "Клиент: Привет\n"
        "Клиент: Как заказать?\n"
        "Бот: Заказ документа\n"
        "\n"
        "Закажите на сайте.\n"
        "Клиент: оператор"
    )
    assert folded(card).splitlines()[0] == "Клиент: Привет"
    assert buttons(card) == ["Взять", "1 · Показать", "1 · Отправить", "Завершить", "Вид обращения"]


OFFER = line("Заказ документа\nЗаказ справки", Author.BOT, LineKind.OFFER)


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ([line("Не нашёл ответа.", Author.BOT)], None),
        ([OFFER], "Бот предложил: Заказ документа; Заказ справки"),
        ([OFFER, answer("Заказ\n\nПервый ответ."), answer("Справка\n\nВторой.")], "Бот уже ответил: Справка — Второй."),
        (
            [answer("Заказ\n\nНа сайте."), line("Да, ещё!"), line("Рады помочь!", Author.BOT)],
            "Бот уже ответил: Заказ — На",
        ),
        ([line("другое"), answer("Чужое\n\nНе о том.")], None),
        ([answer("Заказ\n\n" + "Всё полностью. " * 40)], "Всё полностью…\n"),
    ],
)
def test_what_the_bot_has_answered(after: list[Line], told: str | None) -> None:
    """Its last answer to this very question, else the titles that it offered; other words of it are no answer."""
    text = draw(ticket_of("Как заказать?"), [line("Как заказать?"), *after], {}).text.text
    said = text.partition("Клиент: ")[0]
    assert (told in said) if told is not None else ("Бот" not in said)


def test_an_offer_in_the_conversation_names_its_choices() -> None:
    """Not «Уточните, пожалуйста» alone."""
    assert spoken([OFFER], {}).text == "Бот: предложил на выбор: Заказ документа; Заказ справки"


def test_a_bare_question_is_not_said_twice() -> None:
    """Without a conversation there is none on the card; nor a question where none was asked."""
    assert draw(ticket_of("Как заказать?"), [line("Как заказать?")], {}).text.text.count("Как заказать?") == 1
    assert "пока ничего не спросил" in draw(ticket_of(""), [], {}).text.text


def test_a_long_conversation_keeps_its_end_and_offers_the_whole() -> None:
    """The latest lines fit; «Вся переписка» has the rest."""
    card = draw(ticket_of("?"), [line(f"строка {number} " + "x" * 200) for number in range(60)], {})
    assert "строка 59" in card.text.text
    assert "строка 1 " not in card.text.text
    assert folded(card).startswith("…\n")
    assert buttons(card)[-1] == "Вся переписка"


def test_a_closed_card_shows_the_outcome_and_has_no_buttons() -> None:
    """Solved, the mark, the comment."""
    ticket = ticket_of("?", state=TicketState.CLOSED, assignee="Анна")
    ticket.solved, ticket.rating, ticket.rating_comment = True, 5, "Спасибо,\nвсё ясно"
    card = draw(ticket, [], {})
    assert "Клиент: вопрос решён.\nОценка: 5 из 5\nКомментарий: Спасибо, всё ясно" in card.text.text
    assert card.keyboard == ()


def test_what_people_write_is_never_markup() -> None:
    """Only our own words are formatted."""
    said = spoken([line("<b>*жирно*</b>")], {})
    assert [said.text[span.start : span.end] for span in said.spans] == ["Клиент:"]


async def test_a_card_without_a_desk_waits_for_one(room: Room) -> None:
    """`post_missing` makes up for it, with what was said meanwhile."""
    async with room.database.write() as session:
        await session.execute(delete(DeskPurpose))
        await session.execute(delete(Desk))
    number = await room.asks()
    assert room.group.calls == []
    await room.says(number, "Ау", "7")
    await _sent_a_place(room, number, "вот так")
    await room.set_up()
    for _ in range(2):
        async with room.database.write() as session:
            await relay.post_missing(session, room.clock.now())
    await room.deliver()
    card, words, _place = room.shown()
    assert card.text.startswith(f"№ {number} · ")
    assert "Клиент: [место на карте, 55.750000, 37.620000] вот так" in card.text
    assert words.text == "вот так"


async def _sent_a_place(room: Room, number: int, words: str) -> None:
    """The client has sent a place, and the history has kept it."""
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        sent = history.record(session, ticket.address_id, Author.CLIENT, words, room.clock.now())
        place = Attachment(ContentKind.LOCATION, place=Place(55.75, 37.62))
        await history.attach(session, sent, [place], room.clock.now())


async def test_a_card_that_says_the_same_costs_no_edit(room: Room) -> None:
    """The group's budget is precious; several changes are one edit."""
    number = await room.asks()
    await refreshed(room, number)
    assert len(room.group.calls) == 2
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        lifecycle.resolve(session, ticket, None, NOW)
        await cards.refresh(session, ticket, NOW)
        lifecycle.confirm(session, ticket, True, NOW)
        await cards.refresh(session, ticket, NOW)
        lifecycle.rate(session, ticket, 5, NOW)
        await cards.refresh(session, ticket, NOW)
    await room.deliver()
    assert len(room.group.calls) == 3
    assert "Оценка: 5 из 5" in room.last().text
    assert words_on(room.last()) == []


async def test_what_is_said_in_the_topic_is_not_put_on_the_card(room: Room) -> None:
    """The card's conversation ends where the topic begins."""
    number = await room.asks()
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        session.add(Line(address_id=ticket.address_id, text="Позже", author=Author.BOT, at=NOW, earlier=[]))
    await room.presses(ANNA, "Взять")
    assert "отвечает Анна" in room.last().text
    assert "Позже" not in room.last().text


async def refreshed(room: Room, number: int) -> None:
    """The card is drawn anew."""
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        await cards.refresh(session, ticket, room.clock.now())
    await room.deliver()


def folded(card: Card) -> str:
    """The folded part."""
    span = next(span for span in card.text.spans if span.kind is SpanKind.FOLDED_QUOTE)
    return RichText(card.text.text[span.start : span.end]).text


def buttons(card: Card) -> list[str]:
    """The words on its buttons."""
    return [button.text for row in card.keyboard for button in row]
