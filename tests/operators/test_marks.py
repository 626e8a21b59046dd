"""Marks on operators' messages: what reached the client and what did not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot import files
from bot.content import Attachment, ContentKind, RemoteFile
from bot.delivery.settling import finish
from bot.messages import Address
from bot.outbox import OutboxState, enqueue
from bot.outgoing import Body, Delete, Edit, Ref, Send
from bot.richtext import rich
from operators.marks import StaffMark
from operators.topics import Desk
from tests.operators.group import ANNA, GROUP, words_on
from tests.operators.room import Room

LINE = Send(rich("Ответ"))


async def test_a_delivered_line_gets_a_reaction_and_no_message(room: Room) -> None:
    """A reaction costs the group's budget nothing."""
    message = await line(room)
    await outcome(room, LINE, message, OutboxState.SENT)
    assert room.shown()[-1].reaction == "👌"
    assert len(room.shown()) == 2


async def test_a_file_that_got_lost_on_the_way_is_told_under_the_line(room: Room) -> None:
    """The rest arrived, so the line has its mark; what was told when it was written is not told again."""
    message = await line(room)
    names = {"акт.pdf": 2048, "база.zip": 25_000_000, "схема.pdf": 1024}
    came = [
        Attachment(ContentKind.DOCUMENT, RemoteFile("desk", name, name, size), name=name)
        for name, size in names.items()
    ]
    async with room.database.write() as session:
        lost, *others = await files.take_in(session, came, "note:1", room.clock.now())
    body = replace(LINE, attachments=(replace(lost, refused="failed"), *others))
    await outcome(room, body, message, OutboxState.SENT)
    marked = next(shown for shown in room.shown() if shown.id == message)
    assert (marked.reaction, room.last().reply_to) == ("👌", message)
    assert room.last().text.startswith("Клиент не получит файл «акт.pdf»: не удалось скачать.")
    assert "\n" not in room.last().text


async def test_an_edit_leaves_the_mark_and_tells_when_it_failed(room: Room) -> None:
    """An edit that was needless is no failure."""
    message = await line(room)
    edit = Edit(Ref(outbox=1), rich("Точнее"))
    await outcome(room, edit, message, OutboxState.SENT)
    await outcome(room, edit, message, OutboxState.CANCELLED, "already as it should be")
    assert len(room.shown()) == 2
    await outcome(room, edit, message, OutboxState.REJECTED, "Bad Request: chat not found")
    assert room.last().text == "У клиента осталось прежнее: клиент ещё не писал боту или удалил переписку."


@pytest.mark.parametrize(
    "reason",
    ["Bad Request: message can't be edited", "Can't edit this message, because it's too old (909)",
     "Can't edit this kind of message (920)"],
)  # fmt: skip
async def test_what_cannot_be_edited_is_corrected_by_a_new_message(room: Room, reason: str) -> None:
    """As a reply to the old one; staff are told when it has arrived."""
    message = await line(room)
    await outcome(room, LINE, message, OutboxState.SENT)
    old = (await room.rows())[-2].id
    await outcome(room, Edit(Ref(outbox=old), rich("Точнее")), message, OutboxState.REJECTED, reason)
    sent = [row.body for row in await room.rows() if isinstance(row.body, Send)]
    (correction,) = (body for body in sent if body.text.text == "Исправление: Точнее")
    assert correction.reply_to == Ref(outbox=old)


async def test_a_line_taken_back_loses_its_mark_and_the_command_gets_one(room: Room) -> None:
    """Also when it never got there."""
    for state in (OutboxState.SENT, OutboxState.CANCELLED):
        message, command = await line(room), await line(room, "/ok")
        await outcome(room, LINE, message, OutboxState.SENT)
        await outcome(room, Delete(Ref(outbox=1)), message, state, command=command)
        marks = {shown.id: shown.reaction for shown in room.shown()}
        assert (marks[message], marks[command]) == (None, "👌")


async def test_an_article_taken_back_can_be_sent_again(room: Room) -> None:
    """The card offers it again, and keeps its mark while another article is at the client's."""
    number = await room.asks(suggested=2)
    card, thread = room.last(), await room.thread(number)
    for words in ("1 · Отправить", "2 · Отправить"):
        await room.presses(ANNA, words)
    await outcome(room, LINE, card.id, OutboxState.SENT)
    for article, mark in (("seminar", "👌"), ("order", None)):
        command = await room.writes(ANNA, "/del", thread, reply_to=card.id)
        sent = StaffMark(str(GROUP), card.id, "topic:1", command, number, article)
        await settled(room, Delete(Ref(outbox=1)), sent, OutboxState.SENT)
        marks = {shown.id: shown.reaction for shown in room.shown()}
        assert (marks[card.id], marks[command]) == (mark, "👌")
        assert article not in (await room.ticket(number)).sent_suggestions
    assert "— отправлено" not in card.text
    assert "2 · Отправить" in words_on(card)


async def test_an_article_that_cannot_be_taken_back_stays_sent(room: Room) -> None:
    """The card says what is at the client's."""
    number = await room.asks(suggested=1)
    card = room.last()
    await room.presses(ANNA, "1 · Отправить")
    command = await room.writes(ANNA, "/del", await room.thread(number), reply_to=card.id)
    mark = StaffMark(str(GROUP), card.id, "topic:1", command, number, "order")
    await settled(room, Delete(Ref(outbox=1)), mark, OutboxState.REJECTED, "Bad Request: message can't be deleted")
    assert room.last().text.startswith("Не удалось отозвать")
    assert "— отправлено" in card.text


async def test_an_article_that_was_taken_back_is_not_retried(room: Room) -> None:
    """A late press on «Повторить»."""
    number = await room.asks(suggested=1)
    card = room.last()
    await room.presses(ANNA, "1 · Отправить")
    sent = StaffMark(str(GROUP), card.id, "topic:1", None, number, "order")
    row_id = await settled(room, LINE, sent, OutboxState.REJECTED, "no")
    assert await room.pushes(ANNA, card.id, f"retry:{row_id}") == "Отправляем ещё раз"
    await settled(room, Delete(Ref(outbox=row_id)), sent, OutboxState.CANCELLED)
    assert await room.pushes(ANNA, card.id, f"retry:{row_id}") == "Кнопка устарела"


async def test_what_cannot_be_taken_back_is_told_under_the_command(room: Room) -> None:
    """Without a button: trying again does not help."""
    message, command = await line(room), await line(room, "/ok")
    reason = "Bad Request: message can't be deleted for everyone"
    await outcome(room, Delete(Ref(outbox=1)), message, OutboxState.REJECTED, reason, command=command)
    told = room.last()
    assert (told.reply_to, told.keyboard) == (command, ())
    assert told.text.startswith("Не удалось отозвать: сообщение слишком старое")


async def test_a_group_with_another_id_gets_no_marks_by_old_numbers(room: Room) -> None:
    """They would stand on other people's messages."""
    message = await line(room)
    async with room.database.write() as session:
        (await session.get_one(Desk, 1)).chat_id = "-100777"
    await outcome(room, LINE, message, OutboxState.SENT)
    assert all(shown.reaction is None for shown in room.shown())


async def test_rows_without_a_mark_are_nobodys_business(room: Room) -> None:
    """What the bot says by itself."""
    before = len(room.group.calls)
    async with room.database.write() as session:
        row = await enqueue(session, Address("telegram", "42"), LINE, room.clock.now())
        await finish(session, room.clients_outlet, row, OutboxState.REJECTED, "no", room.clock.now())
    await room.deliver()
    assert len(room.group.calls) == before


async def line(room: Room, text: str = "Ответ") -> str:
    """An operator's message in the client's topic; returns its id."""
    if not room.shown():
        await room.asks()
    message = room.message(ANNA, "1")
    room.stands(message, text)
    return str(message["message_id"])


async def outcome(
    room: Room, body: Body, message: str, state: OutboxState, reason: str | None = None, command: str | None = None
) -> None:
    """A client's row comes to its end."""
    await settled(room, body, StaffMark(str(GROUP), message, "topic:1", command), state, reason)


async def settled(room: Room, body: Body, mark: StaffMark, state: OutboxState, reason: str | None = None) -> int:
    """The same with any mark; returns the row's number."""
    now = room.clock.now()
    async with room.database.write() as session:
        row = await enqueue(session, Address("telegram", "42"), body, now, context=mark.to_context())
        await finish(session, room.clients_outlet, row, state, reason, now)
        number = row.id
    await room.deliver()
    return number
