"""Corrections by staff of what is not only text: captions, and files in the place of others."""

from __future__ import annotations

from sqlalchemy import select

from bot.files import File, FileUse
from operators.events import StaffEdited
from tests.operators.acts import assigned, said, sole
from tests.operators.contents import MB, document, location, photo
from tests.operators.group import ANNA, OLEG, key, words_on
from tests.operators.room import Room


async def test_a_corrected_caption_goes_to_the_client(room: Room) -> None:
    """With the source of the file; one that is taken away is an empty one."""
    _, thread = await assigned(room)
    message = await room.sends(ANNA, thread, photo(caption="Завтра"))
    room.heard()
    await room.changes(ANNA, message, photo(caption="Послезавтра"))
    await room.changes(ANNA, message, photo(caption="Послезавтра"))
    await room.changes(ANNA, message, photo())
    events = [event for event in room.heard() if isinstance(event, StaffEdited)]
    assert [(event.source, event.text.text) for event in events] == [(key(message), "Послезавтра"), (key(message), "")]


async def test_a_note_goes_with_its_latest_caption_and_file(room: Room) -> None:
    """Nobody was told of the first ones, and nothing holds their file any more."""
    _, thread = await assigned(room)
    message = await room.sends(OLEG, thread, document("old", name="чужой договор.pdf", caption="Вот"))
    before = len(room.group.calls)
    await room.changes(OLEG, message, document("new", name="ваш договор.pdf", caption="Вот он"))
    assert len(room.group.calls) == before
    await room.presses(OLEG, "Отправить клиенту")
    event = said(room)
    assert (event.text.text, sole(event).name) == ("Вот он", "ваш договор.pdf")
    async with room.database.read() as session:
        held = select(File.unique_id).join(FileUse, FileUse.file_id == File.id).where(FileUse.holder == "note:1")
        assert list(await session.scalars(held)) == ["new"]


async def test_a_note_is_told_of_a_new_file_that_is_too_large(room: Room) -> None:
    """Before anybody presses the button."""
    _, thread = await assigned(room)
    message = await room.sends(OLEG, thread, document("old"))
    await room.changes(OLEG, message, document("new", name="база.zip", size=25 * MB))
    assert room.last(thread).reply_to == message
    assert "база.zip" in room.last(thread).text


async def test_a_file_at_the_clients_is_not_replaced_and_that_is_told_once(room: Room) -> None:
    """What was corrected beside it goes all the same."""
    _, thread = await assigned(room)
    message = await room.sends(ANNA, thread, photo("a", caption="Схема"))
    room.heard()
    await room.changes(ANNA, message, photo("b", caption="Схема 2"))
    await room.changes(ANNA, message, photo("b", caption="Схема 3"))
    assert [event.text.text for event in room.heard() if isinstance(event, StaffEdited)] == ["Схема 2", "Схема 3"]
    told = [shown for shown in room.shown(thread) if "новым сообщением" in shown.text]
    assert [shown.reply_to for shown in told] == [message]


async def test_another_file_in_one_piece_of_an_album(room: Room) -> None:
    """Told under that piece; in a note it takes the other one's place."""
    _, thread = await assigned(room)
    ids = await room.sends_album(ANNA, thread, photo("a"), photo("b"))
    room.heard()
    await room.changes(ANNA, ids[1], photo("c"))
    assert room.last(thread).reply_to == ids[1]
    assert room.heard() == []
    ids = await room.sends_album(OLEG, thread, document("d", name="1.pdf"), document("e", name="2.pdf"))
    await room.changes(OLEG, ids[0], document("f", name="3.pdf"))
    await room.presses(OLEG, "Отправить клиенту")
    assert [one.name for one in said(room).attachments] == ["3.pdf", "2.pdf"]


async def test_a_place_that_moves_says_nothing(room: Room) -> None:
    """A live location is edited every few seconds."""
    _, thread = await assigned(room)
    message = await room.sends(ANNA, thread, location())
    room.heard()
    before = len(room.group.calls)
    await room.changes(ANNA, message, location(56.0))
    assert room.heard() == []
    assert len(room.group.calls) == before


async def test_a_caption_does_not_become_a_command_nor_take_a_file_back(room: Room) -> None:
    """As with text."""
    number, thread = await assigned(room)
    message = await room.sends(ANNA, thread, photo(caption="Схема"))
    room.heard()
    await room.changes(ANNA, message, photo(caption="/close"))
    assert "командой не становится" in room.last(thread).text
    await room.changes(ANNA, message, photo(caption="// Схема"))
    assert "/del" in room.last(thread).text
    assert room.heard() == []
    assert (await room.ticket(number)).is_open


async def test_corrections_of_what_stays_inside_say_nothing(room: Room) -> None:
    """Another file under a caption with `//`."""
    _, thread = await assigned(room)
    message = await room.sends(ANNA, thread, photo("a", caption="// наше"))
    before = len(room.group.calls)
    await room.changes(ANNA, message, photo("b", caption="для клиента"))
    assert room.heard() == []
    assert len(room.group.calls) == before
    assert not any(words_on(shown) == ["Отправить клиенту"] for shown in room.shown(thread))
