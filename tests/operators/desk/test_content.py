"""What staff send besides text: files, places, polls, forwarded messages; for the client, or inside."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from bot.content import FILES, ContentKind
from bot.files import File, FileUse
from bot.richtext import RichText, SpanKind
from operators.events import StaffSaid, TicketClaimed
from tests.operators import contents
from tests.operators.acts import assigned, said, sole
from tests.operators.contents import MB, document, photo
from tests.operators.group import ANNA, OLEG, key, words_on
from tests.operators.room import Room

KINDS: dict[ContentKind, dict[str, Any]] = {
    ContentKind.PHOTO: photo(),
    ContentKind.DOCUMENT: document(),
    ContentKind.VOICE: contents.voice(),
    ContentKind.AUDIO: contents.audio(),
    ContentKind.VIDEO: contents.video(),
    ContentKind.VIDEO_NOTE: contents.video_note(),
    ContentKind.STICKER: contents.sticker(),
    ContentKind.LOCATION: contents.location(),
    ContentKind.CONTACT: contents.contact(),
    ContentKind.POLL: contents.poll(),
}


@pytest.mark.parametrize("kind", KINDS)
async def test_what_the_assignee_sends_goes_to_the_client(room: Room, kind: ContentKind) -> None:
    """Every kind at once, with its source, and without a word in the group."""
    number, thread = await assigned(room)
    before = len(room.group.calls)
    message = await room.sends(ANNA, thread, KINDS[kind])
    event = said(room)
    assert (event.ticket_id, event.staff_id, event.source, event.pieces) == (number, 1, key(message), ())
    assert sole(event).kind is kind
    assert (sole(event).file is not None) == (kind in FILES)
    assert event.text.text == ""
    assert len(room.group.calls) == before


async def test_a_document_keeps_its_name_and_a_caption_its_formatting(room: Room) -> None:
    """The file is fetched from the desk's bot, and held by the note."""
    _, thread = await assigned(room)
    bold = [{"type": "bold", "offset": 0, "length": 4}]
    await room.sends(ANNA, thread, document("d7", name="Счёт № 5.pdf", caption="Счёт") | {"caption_entities": bold})
    event = said(room)
    assert (event.text.text, [span.kind for span in event.text.spans]) == ("Счёт", [SpanKind.BOLD])
    attachment = sole(event)
    assert (attachment.name, attachment.size, attachment.remote) == ("Счёт № 5.pdf", 120_000, None)
    async with room.database.read() as session:
        file = await session.get_one(File, attachment.file)
        holders = list(await session.scalars(select(FileUse.holder).where(FileUse.file_id == file.id)))
    assert (file.source, file.unique_id, file.ref) == ("desk", "d7", "id-d7")
    assert holders == ["note:1"]


async def test_what_somebody_else_sends_stays_inside_until_it_is_sent(room: Room) -> None:
    """«Отправить клиенту» under a photo, as under a line; after a restart too."""
    _, thread = await assigned(room)
    message = await room.sends(OLEG, thread, photo(caption="Схема"))
    assert room.heard() == []
    prompt = room.last()
    assert (prompt.reply_to, words_on(prompt)) == (message, ["Отправить клиенту"])
    room.restart()
    await room.presses(OLEG, "Отправить клиенту")
    event = said(room)
    assert (event.staff_id, event.text.text, sole(event).kind) == (2, "Схема", ContentKind.PHOTO)


async def test_before_the_claim_the_button_claims_as_well(room: Room) -> None:
    """A voice message that nobody has been assigned to send."""
    number = await room.asks()
    await room.sends(ANNA, await room.thread(number), contents.voice())
    await room.presses(ANNA, "Отправить клиенту")
    claimed, event = room.heard()
    assert isinstance(claimed, TicketClaimed)
    assert isinstance(event, StaffSaid)
    assert sole(event).kind is ContentKind.VOICE


async def test_two_slashes_before_a_caption_keep_the_file_inside(room: Room) -> None:
    """Nothing is said, and nothing is fetched."""
    _, thread = await assigned(room)
    before = len(room.group.calls)
    await room.sends(ANNA, thread, document(caption="// для своих"))
    assert room.heard() == []
    assert len(room.group.calls) == before
    async with room.database.read() as session:
        assert await session.scalar(select(File.id)) is None


async def test_a_reply_by_a_file_names_the_ticket(room: Room) -> None:
    """A card or a client's line decides, and it is a reply for the client too."""
    first = await room.asks("Первый вопрос")
    second = await room.asks("Второй вопрос", peer="43", client_of=first)
    thread = await room.thread(first)
    await room.says(second, "Подробности", "7")
    line = room.last(thread)
    for number in (first, second):
        await room.pushes(ANNA, line.id, f"take:{number}")
    room.heard()
    await room.sends(ANNA, thread, photo())
    assert room.heard() == []
    await room.sends(ANNA, thread, photo(), reply_to=line.id)
    event = said(room)
    assert (event.ticket_id, event.reply_to) == (second, key(line.id))


async def test_a_file_can_be_answered_to(room: Room) -> None:
    """It names its ticket, as an operator's line does."""
    first = await room.asks("Первый вопрос")
    await room.asks("Второй вопрос", peer="43", client_of=first)
    thread = await room.thread(first)
    await room.pushes(ANNA, room.last(thread).id, f"take:{first}")
    message = await room.sends(ANNA, thread, photo())
    await room.pushes(ANNA, room.last(thread).id, "take:2")
    room.heard()
    await room.writes(ANNA, "На ней видно всё", thread, reply_to=message)
    event = said(room)
    assert (event.ticket_id, event.reply_to) == (first, key(message))


async def test_forwarded_words_go_without_their_author(room: Room) -> None:
    """A colleague, or another client: the client need not know."""
    _, thread = await assigned(room)
    await room.sends(ANNA, thread, contents.forwarded({"text": "Обновление выйдет в среду"}))
    event = said(room)
    assert event.text == RichText("Обновление выйдет в среду")
    await room.sends(ANNA, thread, contents.forwarded(photo(caption="Новое окно")))
    event = said(room)
    assert (event.text.text, sole(event).kind) == ("Новое окно", ContentKind.PHOTO)


async def test_a_link_shows_what_it_leads_to_unless_its_author_switched_that_off(room: Room) -> None:
    """A line without a link has nothing to show."""
    _, thread = await assigned(room)
    links = {"entities": [{"type": "url", "offset": 0, "length": 11}]}
    for more, shows in ((links, True), (links | {"link_preview_options": {"is_disabled": True}}, False), ({}, False)):
        await room.writes(ANNA, "example.org", thread, **more)
        assert said(room).preview is shows


async def test_a_file_that_is_too_large_is_told_with_what_to_do(room: Room) -> None:
    """Name, size and reason; the text goes all the same, and the client's side knows what is missing."""
    _, thread = await assigned(room)
    message = await room.sends(ANNA, thread, document(name="база.zip", size=25 * MB, caption="Вот база"))
    event = said(room)
    assert (event.text.text, sole(event).refused, sole(event).file) == ("Вот база", "too_large", None)
    told = room.last(thread)
    assert told.reply_to == message
    for words in ("база.zip", "25 МБ", "20 МБ", "ссылку"):
        assert words in told.text


async def test_the_question_under_a_note_names_what_would_not_go(room: Room) -> None:
    """One message for both: the group's budget is small."""
    number = await room.asks()
    thread = await room.thread(number)
    before = len(room.group.calls)
    await room.sends(OLEG, thread, document(name="база.zip", size=25 * MB))
    assert len(room.group.calls) == before + 1
    assert "база.zip" in room.last(thread).text
    assert words_on(room.last(thread)) == ["Отправить клиенту"]


async def test_what_only_telegram_knows_is_told_and_stays(room: Room) -> None:
    """A game: no messenger could show it; there is no button that would pretend to."""
    number, thread = await assigned(room)
    for who in (ANNA, OLEG):
        message = await room.sends(who, thread, contents.game())
        told = room.last(thread)
        assert (told.reply_to, words_on(told)) == (message, [])
        assert "словами" in told.text
    assert room.heard() == []
    assert (await room.ticket(number)).is_open


async def test_a_command_in_a_caption_goes_nowhere(room: Room) -> None:
    """Nothing that begins with one slash gets to a client; nor does it do anything."""
    number, thread = await assigned(room)
    await room.sends(ANNA, thread, photo(caption="/закрыть"))
    assert "в подписи" in room.last(thread).text
    assert room.heard() == []
    assert (await room.ticket(number)).is_open


async def test_an_anonymous_administrators_file_stays_inside(room: Room) -> None:
    """Told as for a line."""
    number = await room.asks()
    group = {"id": -1001234567890, "type": "supergroup", "title": "Операторы"}
    await room.sends(ANNA, await room.thread(number), photo() | {"sender_chat": group})
    assert "анонимно" in room.last().text
    assert room.heard() == []
