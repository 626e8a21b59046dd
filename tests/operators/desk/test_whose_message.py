"""Who speaks to the client: claims, notes, replies, `//`."""

from __future__ import annotations

from operators.events import StaffEdited, StaffSaid, TicketClaimed
from operators.tickets import TicketState
from tests.operators.contents import photo
from tests.operators.group import ANNA, OLEG, key, words_on
from tests.operators.room import Room


async def test_a_new_ticket_costs_a_topic_and_a_card(room: Room) -> None:
    """The group's budget: one createForumTopic, one message."""
    await room.asks()
    assert [type(call).__name__ for call in room.group.calls] == ["OpenTopicCall", "SendCall"]


async def test_the_first_one_takes_the_second_one_is_told_who_has_it(room: Room) -> None:
    """«Взять» twice: the ticket stays with the first."""
    number = await room.asks()
    card = room.last()
    assert await room.presses(ANNA, "Взять") == "Обращение ваше"
    assert room.heard() == [TicketClaimed(number, 1)]
    assert await room.pushes(OLEG, card.id, f"take:{number}") == "Клиенту отвечает Анна"
    assert room.answers[0].alert
    assert (await room.ticket(number)).assignee_id == 1
    assert "отвечает Анна" in card.text
    assert words_on(card) == ["Передать эксперту", "Завершить", "Вид обращения"]
    assert room.heard() == []


async def test_taking_twice_by_the_same_person_tells_the_client_once(room: Room) -> None:
    """A double tap is one claim."""
    number = await room.asks()
    card = room.last()
    await room.presses(ANNA, "Взять")
    assert await room.pushes(ANNA, card.id, f"take:{number}") == "Обращение ваше"
    assert len(room.heard()) == 1


async def test_what_the_assignee_writes_goes_to_the_client(room: Room) -> None:
    """With its formatting and its source; nothing more is said in the group."""
    number = await room.asks()
    thread = await room.thread(number)
    await room.presses(ANNA, "Взять")
    room.heard()
    entities = [{"type": "bold", "offset": 3, "length": 4}]
    before = len(room.group.calls)
    message = await room.writes(ANNA, "😀 Сейчас посмотрю", thread, entities=entities)
    (said,) = room.heard()
    assert isinstance(said, StaffSaid)
    assert (said.ticket_id, said.staff_id, said.text.text) == (number, 1, "😀 Сейчас посмотрю")
    assert said.text.text[said.text.spans[0].start : said.text.spans[0].end] == "Сейч"
    assert (said.source, said.reply_to) == (key(message), None)
    assert len(room.group.calls) == before


async def test_a_message_before_the_claim_stays_inside_until_it_is_sent(room: Room) -> None:
    """«Отправить клиенту» claims as well, and the prompt goes away."""
    number = await room.asks()
    thread = await room.thread(number)
    message = await room.writes(ANNA, "кто возьмёт?", thread)
    assert room.heard() == []
    prompt = room.last()
    assert (prompt.reply_to, words_on(prompt)) == (message, ["Отправить клиенту"])
    assert await room.presses(OLEG, "Отправить клиенту") == "Отправлено"
    claimed, said = room.heard()
    assert isinstance(claimed, TicketClaimed)
    assert isinstance(said, StaffSaid)
    assert (said.text.text, said.source) == ("кто возьмёт?", key(message))
    ticket = await room.ticket(number)
    assert ticket.assignee is not None
    assert ticket.assignee.name == "Олег"
    assert prompt.id not in [shown.id for shown in room.shown()]


async def test_what_somebody_else_writes_stays_inside(room: Room) -> None:
    """Sending it for a colleague's ticket leaves the ticket with the colleague, and says so."""
    number = await room.asks()
    thread = await room.thread(number)
    await room.presses(ANNA, "Взять")
    room.heard()
    await room.writes(OLEG, "Форма на сайте", thread)
    assert room.heard() == []
    assert "Анна" in room.last().text
    told = await room.presses(OLEG, "Отправить клиенту")
    assert told == "Отправлено клиенту. Обращение по-прежнему ведёт Анна."
    (said,) = room.heard()
    assert isinstance(said, StaffSaid)
    ticket = await room.ticket(number)
    assert (said.staff_id, ticket.assignee_id) == (2, 1)


async def test_two_slashes_keep_the_assignees_line_inside(room: Room) -> None:
    """Nothing goes out, and no button is needed."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    room.heard()
    before = len(room.group.calls)
    await room.writes(ANNA, "// спрошу у старшего", await room.thread(number))
    assert room.heard() == []
    assert len(room.group.calls) == before


async def test_a_note_survives_a_restart_counts_in_its_latest_wording_and_is_sent_once(room: Room) -> None:
    """Between the note and the press the process dies, and the author corrects the note."""
    number = await room.asks()
    message = await room.writes(ANNA, "Зполните форму", await room.thread(number))
    prompt = room.last()
    room.restart()
    await room.corrects(ANNA, message, "Заполните форму")
    assert room.heard() == []
    data = prompt.keyboard[0][0].data or ""
    assert await room.pushes(ANNA, prompt.id, data) == "Отправлено"
    assert await room.pushes(OLEG, prompt.id, data) == "Уже отправлено"
    said = [event for event in room.heard() if isinstance(event, StaffSaid)]
    assert [event.text.text for event in said] == ["Заполните форму"]


async def test_an_edit_after_sending_goes_to_the_client(room: Room) -> None:
    """What the client has got is corrected there; an unchanged text is no correction."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    message = await room.writes(ANNA, "Завтра", await room.thread(number))
    room.heard()
    await room.corrects(ANNA, message, "Послезавтра")
    await room.corrects(ANNA, message, "Послезавтра")
    (edited,) = room.heard()
    assert isinstance(edited, StaffEdited)
    assert (edited.source, edited.text.text) == (key(message), "Послезавтра")


async def test_slashes_put_before_a_sent_line_do_not_pretend_to_take_it_back(room: Room) -> None:
    """The operator is told how it is done."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    message = await room.writes(ANNA, "Завтра", await room.thread(number))
    room.heard()
    await room.corrects(ANNA, message, "// Завтра")
    assert room.heard() == []
    assert "/del" in room.last().text


async def test_a_correction_does_not_become_a_command(room: Room) -> None:
    """Nor does a command get to the client by a correction, sent already or not."""
    number = await room.asks()
    thread = await room.thread(number)
    note = await room.writes(OLEG, "Внутри", thread)
    prompt = room.last()
    await room.corrects(OLEG, note, "/взять")
    assert "командой не становится" in room.last().text
    await room.pushes(ANNA, prompt.id, prompt.keyboard[0][0].data or "")
    await room.corrects(OLEG, note, "/close")
    assert [event.text.text for event in room.heard() if isinstance(event, StaffSaid)] == ["Внутри"]
    assert (await room.ticket(number)).is_open


async def test_with_two_open_tickets_a_bare_message_is_asked_about(room: Room) -> None:
    """Nothing is sent before somebody has chosen."""
    first = await room.asks("Первый вопрос")
    second = await room.asks("Второй вопрос", peer="43", client_of=first)
    thread = await room.thread(first)
    assert thread == await room.thread(second)
    await room.writes(ANNA, "Ответ", thread)
    assert words_on(room.last()) == [f"№ {first} · Первый вопрос", f"№ {second} · Второй вопрос"]
    assert room.heard() == []
    await room.presses(ANNA, f"№ {second} · Второй вопрос")
    claimed, said = room.heard()
    assert isinstance(claimed, TicketClaimed)
    assert isinstance(said, StaffSaid)
    assert said.ticket_id == second


async def test_of_two_open_tickets_the_authors_own_one_is_meant(room: Room) -> None:
    """The only one that they have claimed."""
    first = await room.asks("Первый вопрос")
    await room.asks("Второй вопрос", peer="43", client_of=first)
    card = room.shown(await room.thread(first))[0]
    await room.pushes(ANNA, card.id, f"take:{first}")
    room.heard()
    await room.writes(ANNA, "Ответ", await room.thread(first))
    (said,) = room.heard()
    assert isinstance(said, StaffSaid)
    assert said.ticket_id == first


async def test_a_reply_to_a_clients_line_decides_the_ticket(room: Room) -> None:
    """Also against the author's own one; and it is a reply for the client too."""
    first = await room.asks("Первый вопрос")
    second = await room.asks("Второй вопрос", peer="43", client_of=first)
    thread = await room.thread(second)
    await room.says(second, "Подробности", "7")
    line = room.last(thread)
    await room.pushes(OLEG, line.id, f"take:{second}")
    await room.pushes(ANNA, line.id, f"take:{first}")
    room.heard()
    message = await room.writes(ANNA, "Это к нему", thread, reply_to=line.id)
    assert room.heard() == []
    assert room.last(thread).reply_to == message
    await room.writes(OLEG, "Понятно", thread, reply_to=line.id)
    (said,) = room.heard()
    assert isinstance(said, StaffSaid)
    assert (said.ticket_id, said.reply_to) == (second, key(line.id))


async def test_a_reply_to_a_card_decides_between_two_tickets(room: Room) -> None:
    """The card names the ticket."""
    first = await room.asks("Первый вопрос")
    second = await room.asks("Второй вопрос", peer="43", client_of=first)
    thread = await room.thread(first)
    card = room.shown(thread)[-1]
    for number in (first, second):
        await room.pushes(ANNA, card.id, f"take:{number}")
    room.heard()
    await room.writes(ANNA, "Без ответа на карточку", thread)
    assert room.heard() == []
    await room.writes(ANNA, "Ответ", thread, reply_to=card.id)
    (said,) = room.heard()
    assert isinstance(said, StaffSaid)
    assert said.ticket_id == second


async def test_after_the_end_a_message_opens_the_ticket_again_when_it_is_sent(room: Room) -> None:
    """«Написать клиенту»: with whoever presses as the assignee, whom the client is told of if it is another one."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    await room.presses(ANNA, "Завершить")
    room.heard()
    await room.writes(OLEG, "Забыли сказать про счёт", await room.thread(number))
    assert room.heard() == []
    assert await room.presses(OLEG, "Написать клиенту") == "Отправлено"
    claimed, said = room.heard()
    assert claimed == TicketClaimed(number, 2)
    assert isinstance(said, StaffSaid)
    ticket = await room.ticket(number)
    assert ticket.state is TicketState.ASSIGNED
    assert ticket.assignee is not None
    assert ticket.assignee.name == "Олег"


async def test_whoever_opens_their_own_ticket_again_is_not_introduced_twice(room: Room) -> None:
    """The client knows them already."""
    number = await room.asks()
    await room.presses(ANNA, "Взять")
    await room.presses(ANNA, "Завершить")
    room.heard()
    await room.writes(ANNA, "Ещё одно", await room.thread(number))
    await room.presses(ANNA, "Написать клиенту")
    assert [type(event) for event in room.heard()] == [StaffSaid]


async def test_general_and_topics_made_by_hand_are_left_alone(room: Room) -> None:
    """Chatter there is nobody's business."""
    await room.asks()
    before = len(room.group.calls)
    await room.writes(ANNA, "Доброе утро!")
    await room.writes(ANNA, "Обед в час", "777")
    for place in (None, "777"):
        await room.sends(OLEG, place, photo("a"))
        await room.sends_album(OLEG, place, photo("b"), photo("c", caption="Торт"))
    assert len(room.group.calls) == before
    assert room.heard() == []


async def test_an_anonymous_administrator_is_told_why_nothing_goes_out(room: Room) -> None:
    """It cannot be known who answers the client."""
    number = await room.asks()
    group = {"id": -1001234567890, "type": "supergroup", "title": "Операторы"}
    await room.writes(ANNA, "Здравствуйте", await room.thread(number), sender_chat=group)
    assert "анонимно" in room.last().text
    await room.writes(ANNA, "/take", await room.thread(number), sender_chat=group)
    assert "анонимно" in room.last().text
    assert room.heard() == []
    assert (await room.ticket(number)).assignee is None


async def test_a_group_that_is_no_desk_is_ignored(room: Room) -> None:
    """The row is done and nothing came of it."""
    chat = {"id": -100999, "type": "supergroup", "title": "Чужая"}
    await room.update({"message": {"message_id": 1, "date": 1, "chat": chat, "from": ANNA.raw, "text": "Привет"}})
    assert room.group.calls == []
