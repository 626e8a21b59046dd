"""Albums of staff: pieces without an end, taken together after a second of quiet."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.inbox import InboxRow
from operators.desk.albums import MOST, QUIET, gather
from operators.events import Event, StaffEdited, StaffSaid, StaffTookBack
from tests.fakes import START
from tests.operators.acts import assigned, failing, said
from tests.operators.contents import MB, document, photo, video
from tests.operators.group import ANNA, OLEG, key, words_on
from tests.operators.room import Room


async def test_an_album_of_the_assignee_is_one_thing(room: Room) -> None:
    """Order and caption are kept, every piece is named, nothing is said in the group."""
    _, thread = await assigned(room)
    before = len(room.group.calls)
    ids = await room.sends_album(ANNA, thread, photo("a", caption="Три шага"), video("b"), photo("c"))
    event = said(room)
    assert event.text.text == "Три шага"
    assert [one.kind.value for one in event.attachments] == ["photo", "video", "photo"]
    assert (event.source, event.pieces) == (key(ids[0]), tuple(key(one) for one in ids))
    assert len(room.group.calls) == before


async def test_nothing_goes_before_the_quiet(room: Room) -> None:
    """A piece that comes within the second belongs to it."""
    _, thread = await assigned(room)
    first, second, third = room.album(ANNA, thread, photo("a"), photo("b"), photo("c"))
    for piece in (first, second, third):
        await room.update({"message": piece})
        assert room.heard() == []
        room.clock.move(0.9)
    room.clock.move(0.2)
    await room.process()
    assert len(said(room).attachments) == 3


async def test_a_full_album_waits_for_nothing(room: Room) -> None:
    """Ten pieces are all there can be."""
    _, thread = await assigned(room)
    for piece in room.album(ANNA, thread, *(photo(f"p{number}") for number in range(MOST))):
        await room.receive({"message": piece})
    await room.process()
    assert len(said(room).attachments) == MOST


async def test_the_senders_next_line_ends_an_album(room: Room) -> None:
    """It comes behind it, and neither waits."""
    _, thread = await assigned(room)
    for piece in room.album(ANNA, thread, photo("a"), photo("b")):
        await room.receive({"message": piece})
    await room.writes(ANNA, "Так понятнее?", thread)
    album, line = room.heard()
    assert isinstance(album, StaffSaid)
    assert isinstance(line, StaffSaid)
    assert (len(album.attachments), line.text.text) == (2, "Так понятнее?")


async def test_one_prompt_for_an_album(room: Room) -> None:
    """Under its first piece; the button sends all of it."""
    number = await room.asks()
    thread = await room.thread(number)
    before = len(room.group.calls)
    ids = await room.sends_album(OLEG, thread, photo("a"), photo("b", caption="Вид сбоку"))
    assert len(room.group.calls) == before + 1
    assert (room.last().reply_to, words_on(room.last())) == (ids[0], ["Отправить клиенту"])
    await room.presses(OLEG, "Отправить клиенту")
    event = room.heard()[-1]
    assert isinstance(event, StaffSaid)
    assert (event.text.text, len(event.attachments)) == ("Вид сбоку", 2)


async def test_two_slashes_before_any_caption_keep_the_whole_album_inside(room: Room) -> None:
    """A piece that comes late stays inside too."""
    _, thread = await assigned(room)
    before = len(room.group.calls)
    *early, late = room.album(ANNA, thread, photo("a"), photo("b", caption="// наше"), photo("c"))
    for piece in early:
        await room.receive({"message": piece})
    await room.quiet()
    await room.update({"message": late})
    await room.quiet()
    assert room.heard() == []
    assert len(room.group.calls) == before


async def test_albums_of_two_people_do_not_mix(room: Room) -> None:
    """Piece by piece in turn; with somebody's line in between, which is handed on once."""
    number, thread = await assigned(room)
    annas = room.album(ANNA, thread, photo("a1", caption="Первое"), photo("a2"))
    olegs = room.album(OLEG, thread, photo("o1"), photo("o2", caption="Другое"))
    pieces = [annas[0], olegs[0], room.sent(OLEG, thread, {"text": "догоняю"}), annas[1], olegs[1]]
    for piece in pieces:
        await room.receive({"message": piece})
    await room.quiet()
    await room.quiet()
    event = said(room)
    assert (event.text.text, len(event.attachments), event.ticket_id) == ("Первое", 2, number)
    prompts = [shown for shown in room.shown(thread) if words_on(shown) == ["Отправить клиенту"]]
    assert [shown.reply_to for shown in prompts] == [str(olegs[0]["message_id"]), str(pieces[2]["message_id"])]
    await room.pushes(OLEG, prompts[0].id, prompts[0].keyboard[0][0].data or "")
    event = said(room)
    assert (event.text.text, event.pieces) == ("Другое", tuple(key(str(one["message_id"])) for one in olegs))


async def test_an_album_survives_a_restart_in_its_middle(room: Room) -> None:
    """What was read before the end and what is read after it are one album; what was done is not done again."""
    _, thread = await assigned(room)
    first, second = room.album(ANNA, thread, photo("a"), photo("b"))
    await room.update({"message": first})
    room.restart()
    await room.update({"message": second})
    room.restart()
    await room.quiet()
    assert len(said(room).attachments) == 2
    room.restart()
    await room.quiet()
    assert room.heard() == []


async def test_late_pieces_join_a_note_that_still_waits(room: Room) -> None:
    """One question for all of it, and one press sends all of it."""
    number = await room.asks()
    thread = await room.thread(number)
    first, late = room.album(OLEG, thread, photo("a"), document("b", name="база.zip", size=25 * MB, caption="Поздно"))
    await room.receive({"message": first})
    await room.quiet()
    await room.receive({"message": late})
    await room.quiet()
    assert [words_on(shown) for shown in room.shown(thread)][-2:] == [["Отправить клиенту"], []]
    assert "база.zip" in room.last(thread).text
    await room.presses(OLEG, "Отправить клиенту")
    event = room.heard()[-1]
    assert isinstance(event, StaffSaid)
    assert (event.text.text, len(event.attachments), len(event.pieces)) == ("Поздно", 2, 2)


async def test_pieces_that_come_after_the_sending_follow(room: Room) -> None:
    """As a message of their own; `/del` on either takes back both."""
    _, thread = await assigned(room)
    first, late = room.album(ANNA, thread, photo("a"), photo("b"))
    for piece in (first, late):
        await room.receive({"message": piece})
        await room.quiet()
    events = room.heard()
    assert [len(event.attachments) for event in events if isinstance(event, StaffSaid)] == [1, 1]
    await room.writes(ANNA, "/del", thread, reply_to=str(late["message_id"]))
    assert [event.source.id for event in room.heard() if isinstance(event, StaffTookBack)] == [
        str(first["message_id"]),
        str(late["message_id"]),
    ]


async def test_an_album_whose_first_attempt_fails_is_not_lost(room: Room) -> None:
    """It is tried again piece by piece, each once."""
    _, thread = await assigned(room)
    await failing(room, times=1)
    await room.sends_album(ANNA, thread, photo("a"), photo("b"))
    assert room.heard() == []
    room.clock.move(5)
    await room.process()
    await room.quiet()
    events = room.heard()
    assert [len(event.attachments) for event in events if isinstance(event, StaffSaid)] == [1, 1]


async def test_del_on_any_piece_takes_the_whole_album_back(room: Room) -> None:
    """By its source, once."""
    _, thread = await assigned(room)
    ids = await room.sends_album(ANNA, thread, photo("a"), photo("b"), photo("c"))
    room.heard()
    command = await room.writes(ANNA, "/del", thread, reply_to=ids[2])
    (event,) = room.heard()
    assert isinstance(event, StaffTookBack)
    assert (event.source, event.command) == (key(ids[0]), key(command))


async def test_a_reply_to_any_piece_names_the_ticket(room: Room) -> None:
    """Of two open tickets."""
    first = await room.asks("Первый вопрос")
    await room.asks("Второй вопрос", peer="43", client_of=first)
    thread = await room.thread(first)
    await room.pushes(ANNA, room.last(thread).id, f"take:{first}")
    ids = await room.sends_album(ANNA, thread, photo("a"), photo("b"))
    await room.pushes(ANNA, room.last(thread).id, "take:2")
    room.heard()
    await room.writes(ANNA, "Вторая — главная", thread, reply_to=ids[1])
    event = said(room)
    assert (event.ticket_id, event.reply_to) == (first, key(ids[1]))


async def test_a_corrected_caption_of_one_piece_is_joined_with_the_others(room: Room) -> None:
    """Of an album that was sent, and of one that was not."""
    _, thread = await assigned(room)
    ids = await room.sends_album(ANNA, thread, photo("a", caption="Спереди"), photo("b"), photo("c", caption="Сзади"))
    room.heard()
    await room.changes(ANNA, ids[1], photo("b", caption="Сбоку"))
    await room.changes(ANNA, ids[0], photo("a"))
    assert [_edit(event) for event in room.heard()] == [(ids[0], "Спереди\nСбоку\nСзади"), (ids[0], "Сбоку\nСзади")]
    ids = await room.sends_album(OLEG, thread, photo("d", caption="Раз"), photo("e", caption="Два"))
    await room.changes(OLEG, ids[1], photo("e", caption="Три"))
    await room.presses(OLEG, "Отправить клиенту")
    assert said(room).text.text == "Раз\nТри"


async def test_one_refused_piece_does_not_hold_the_others(room: Room) -> None:
    """The album goes; its author is told of the one."""
    _, thread = await assigned(room)
    ids = await room.sends_album(ANNA, thread, document("a"), document("b", name="база.zip", size=25 * MB))
    assert [one.refused for one in said(room).attachments] == [None, "too_large"]
    assert room.last(thread).reply_to == ids[0]
    assert "база.zip" in room.last(thread).text


def _edit(event: Event) -> tuple[str, str]:
    assert isinstance(event, StaffEdited)
    return event.source.id, event.text.text


# --- which rows are taken together ---------------------------------------------------------------------------------

PEOPLE = (1, 2)


@st.composite
def updates(draw: st.DrawFn) -> list[dict[str, Any]]:
    """What two people write and send, in any order; an album has one sender, who does nothing else meanwhile."""
    queues: list[list[dict[str, Any]]] = []
    for who in PEOPLE:
        mine: list[dict[str, Any]] = []
        for number, size in enumerate(draw(st.lists(st.integers(1, 4), max_size=3))):
            alone = draw(st.booleans())
            mine += [{"from": {"id": who}, **({} if alone else {"media_group_id": f"{who}-{number}"})}] * size
        queues.append(mine)
    merged: list[dict[str, Any]] = []
    while any(queues):
        queue = draw(st.sampled_from([one for one in queues if one]))
        merged.append({"message": queue.pop(0) | {"message_id": len(merged) + 1}})
    return merged


@given(updates(), st.integers(0, 3))
def test_every_row_is_taken_once_and_albums_stay_whole(raw: list[dict[str, Any]], seconds: int) -> None:
    """Whoever else writes meanwhile: walked from the front, each album comes out whole and each row once."""
    rows = [InboxRow(id=number, payload=one, received_at=START) for number, one in enumerate(raw)]
    now, taken, seen = START + timedelta(seconds=seconds), [], set()
    while rows:
        album = gather(rows)
        if album is None or album.first in seen:
            seen.add(str(rows[0].payload["message"]["message_id"]))
            taken += [rows[0]] if album is None else []
            rows = rows[1:]
            continue
        assert album.until is None or album.until == START + QUIET
        now = max(now, album.until or now)
        ids = [str(piece["message_id"]) for piece in album.pieces]
        assert not seen & set(ids)
        seen |= set(ids)
        wanted = [
            str(one["message"]["message_id"])
            for one in raw
            if one["message"].get("media_group_id") == album.pieces[0]["media_group_id"]
        ]
        assert ids == wanted
        rows = rows[album.rows :]
    assert seen == {str(one["message"]["message_id"]) for one in raw}


JSON = st.recursive(
    st.none() | st.integers() | st.sampled_from(["album", ""]),
    lambda inner: st.dictionaries(st.sampled_from(["message", "media_group_id", "from", "id"]), inner, max_size=3),
    max_leaves=8,
)


@given(st.lists(st.dictionaries(st.sampled_from(["message", "edited_message"]), JSON), min_size=1, max_size=5))
def test_no_update_is_too_odd_to_be_gathered(raw: list[dict[str, Any]]) -> None:
    """Whatever JSON comes, an album begins only where a message says so."""
    rows = [InboxRow(id=number, payload=one, received_at=START) for number, one in enumerate(raw)]
    album = gather(rows)
    message = raw[0].get("message")
    assert (album is not None) == (isinstance(message, dict) and isinstance(message.get("media_group_id"), str))
