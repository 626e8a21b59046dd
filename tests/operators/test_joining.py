"""What follows when two accounts turn out to be one person, and when that is undone."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients
from bot.clients import ClientAddress, Consent
from bot.messages import Address, Person
from operators import (
    cards,
    confirmations,
    contacts,
    expiry,
    leave_permissions,
    lifecycle,
    staff,
    tickets,
    topics,
)
from operators.organisations import ContractState, Organisation
from operators.tickets import TicketState
from operators.topics import Topic
from tests.operators.group import ANNA, OLEG, words_on
from tests.operators.joined import account, follow, join, part
from tests.operators.room import Room


async def test_open_tickets_move_into_the_older_topic_with_their_cards(room: Room) -> None:
    """Both topics tell it; the card in the newer one says where it goes on, without buttons; they stay two tickets."""
    older = await room.asks(name="Вера")
    newer = await room.asks("Где счёт?", peer="43", name="Вера П.")
    first, second = await room.thread(older), await room.thread(newer)
    await join(room, "43", "42")
    assert await room.thread(newer) == first
    left = [shown.text for shown in room.shown(second)]
    assert left[-1] == (
        "Один клиент в двух мессенджерах: Вера (Telegram), Вера П. (Telegram). Его обращения теперь в другой теме — "
        "пишите, пожалуйста, там.\nТема: Вера"
    )
    left_card = room.shown(second)[0]
    assert left_card.text == f"№ {newer} · в другой теме\nТема: Вера\nВера П. (@vera) · Telegram\n\nВопрос: Где счёт?"
    assert words_on(left_card) == []
    told, card = room.shown(first)[-2:]
    assert told.text.startswith("Один клиент в двух мессенджерах: Вера (Telegram), Вера П. (Telegram). Все")
    assert "Вера П. (@vera) · Telegram" in card.text
    assert words_on(card) == ["Взять", "Передать эксперту", "Завершить", "Вид обращения", "Прежние обращения"]
    both = [await room.ticket(number) for number in (older, newer)]
    assert [ticket.state for ticket in both] == [TicketState.NEW] * 2
    assert both[0].client_id == both[1].client_id


async def test_what_operators_decided_follows_the_client(room: Room) -> None:
    """Joining an account is no way round a permission that is needed or a refusal; parted, each has its own again."""
    for peer in ("42", "43"):
        await room.asks(peer=peer)
    now = room.clock.now()
    async with room.database.write() as session:
        first, second = await account(session, "42"), await account(session, "43")
        firm = Organisation(inn="7707083893", name="Первая", contract=ContractState.MAINTAINED, updated_at=now)
        session.add(firm)
        await session.flush()
        operator = await staff.recognise(session, Person("7", "Ольга"), now)
        for one in (first, second):
            (await contacts.card_for(session, one.client_id, now)).organisation_id = firm.id
        await confirmations.decide(session, second.client_id, firm.id, operator.id, now, belongs=False)
        await leave_permissions.need(session, second, now)
    assert await _decided(room) == {"42": ("claimed", False), "43": ("rejected", True)}
    number = await join(room)
    assert await _decided(room) == {"42": ("rejected", True), "43": ("rejected", True)}
    await part(room, number)
    assert await _decided(room) == {"42": ("claimed", False), "43": ("rejected", True)}


async def _decided(room: Room) -> dict[str, tuple[str | None, bool]]:
    """How the organisation of each account is known, and whether it needs a permission."""
    found = {}
    async with room.database.write() as session:
        for peer in ("42", "43"):
            client_id = (await account(session, peer)).client_id
            trust = await confirmations.trust_of(session, await contacts.card_of(session, client_id))
            permission = await leave_permissions.permission_of(session, client_id)
            found[peer] = (trust.value if trust else None, permission is not None)
    return found


async def test_later_lines_go_to_the_older_topic(room: Room) -> None:
    """What answers a line of the other topic quotes it, for a reply cannot cross topics. While there are two open
    tickets every line says to which of them it belongs."""
    older, newer = await room.asks(), await room.asks("Где счёт?", peer="43")
    await room.says(newer, "За март", "7")
    await join(room)
    await room.says(newer, "И за апрель", "8", reply_to="7")
    line = room.last(await room.thread(older))
    assert (line.text, line.reply_to) == (f"№ {newer} · Telegram\nЗа март\nИ за апрель", None)
    await room.says(older, "А заказ?", "9")
    assert room.last(await room.thread(older)).text == f"№ {older} · Telegram\nА заказ?"
    await ended(room, newer)
    await room.says(older, "Ау", "10")
    assert room.last(await room.thread(older)).text == "Ау"


async def test_two_open_tickets_in_one_topic_are_told_apart(room: Room) -> None:
    """By the claim, else by the button or the reply."""
    older, newer = await room.asks(), await room.asks("Где счёт?", peer="43")
    await join(room)
    await room.presses(OLEG, "Взять")
    room.heard()
    thread = await room.thread(older)
    await room.writes(OLEG, "Сейчас", thread)
    (said,) = room.heard()
    assert getattr(said, "ticket_id", None) == newer
    await room.writes(ANNA, "кто возьмёт?", thread)
    assert words_on(room.last(thread)) == [f"№ {older} · Как заказать документ?", f"№ {newer} · Где счёт?"]


async def test_without_a_topic_of_the_older_client_the_other_ones_stays(room: Room) -> None:
    """The older topic stays, whoever is the older client; a later ticket goes there."""
    async with room.database.write() as session:
        await meet(room, session, "41")
    number = await room.asks(peer="42")
    second = await room.asks(peer="41")
    assert await room.thread(second) != await room.thread(number)
    await join(room, "42", "41")
    assert await room.thread(second) == await room.thread(number)


async def test_consent_follows_and_its_proof_stays(room: Room) -> None:
    """Who gave it where and when is never rewritten; after the undoing it is theirs alone again."""
    await room.asks()
    await room.asks(peer="43")
    given = room.clock.now()
    async with room.database.write() as session:
        clients.record_consent(session, await account(session, "43"), "1", given)
    room.clock.move(60)
    number = await join(room)
    assert await consents(room) == ([True, True], [("43", "1", given)])
    await part(room, number)
    assert await consents(room) == ([False, True], [("43", "1", given)])


async def test_undoing_gives_everybody_their_topic_back(room: Room) -> None:
    """Tickets that were opened meanwhile go with their account; the card comes with them."""
    older, newer = await room.asks(name="Вера"), await room.asks("Где счёт?", peer="43", name="Анна")
    first, second = await room.thread(older), await room.thread(newer)
    number = await join(room)
    await ended(room, newer)
    later = await room.asks("А акт?", peer="43", name="Анна")
    assert await room.thread(later) == first
    await part(room, number)
    assert await room.thread(later) == await room.thread(newer) == second
    assert await room.thread(older) == first
    assert [shown.text.splitlines()[0] for shown in room.shown(second)[-2:]] == [
        "Связь отменена, это снова разные клиенты: Вера (Telegram); Анна (Telegram). В этой теме остаётся Анна "
        "(Telegram).",
        f"№ {later} · ждёт специалиста",
    ]
    assert (await room.ticket(later)).client_id != (await room.ticket(older)).client_id
    await room.presses(ANNA, "Взять")
    assert "отвечает Анна" in room.last(second).text


async def test_a_third_account_stays_with_whom_it_was_linked_to(room: Room) -> None:
    """Staff read who is one client still, and who is another one."""
    for peer, name in (("42", "Вера"), ("43", "Анна"), ("44", "Олег")):
        await room.asks(peer=peer, name=name)
    await join(room, "42", "43")
    number = await join(room, "43", "44")
    await part(room, number)
    said = "Связь отменена, это снова разные клиенты: Вера (Telegram) и Анна (Telegram); Олег (Telegram)."
    told = [shown.text for shown in room.shown() if shown.text.startswith("Связь отменена")]
    assert told == [
        f"{said} В этой теме остаются Вера (Telegram) и Анна (Telegram).",
        f"{said} В этой теме остаётся Олег (Telegram).",
    ]


async def test_undoing_makes_a_topic_where_there_was_none(room: Room) -> None:
    """For the open ticket of somebody who asked for the first time while they were joined."""
    await room.asks()
    async with room.database.write() as session:
        await meet(room, session, "43")
    number = await join(room)
    asked = await room.asks("Где счёт?", peer="43")
    first = await room.thread(asked)
    await part(room, number)
    own = await room.thread(asked)
    assert own != first
    assert [shown.text.split(" ·")[0] for shown in room.shown(own)] == [f"№ {asked}"]


async def test_a_ticket_that_is_opened_again_later_gets_its_card_then(room: Room) -> None:
    """While it is closed nothing is posted anew."""
    older, newer = await room.asks(), await room.asks("Где счёт?", peer="43")
    first = await room.thread(older)
    await ended(room, newer)
    await join(room)
    assert all(f"№ {newer} ·" not in shown.text for shown in room.shown(first))
    async with room.database.write() as session:
        ticket = await tickets.get(session, newer)
        assert ticket is not None
        lifecycle.reopen(session, ticket, room.clock.now())
        await cards.refresh(session, ticket, room.clock.now())
    await room.deliver()
    assert room.last(first).text.startswith(f"№ {newer} · ждёт специалиста")


async def test_expiry_and_the_queue_go_on(room: Room) -> None:
    """Tickets are closed one by one; the queue leads to the topic where they stand."""
    older, newer = await room.asks(name="Вера"), await room.asks("Где счёт?", peer="43", name="Анна")
    await join(room)
    await room.writes(ANNA, "/queue")
    assert [line.split(" · ")[:2] for line in room.general()[-1].splitlines()[1:]] == [
        [f"№ {older}", "Вера"],
        [f"№ {newer}", "Вера"],
    ]
    async with room.database.write() as session:
        ticket = await tickets.get(session, newer)
        assert ticket is not None
        lifecycle.resolve(session, ticket, None, room.clock.now())
    room.clock.move(25 * 3600)
    async with room.database.write() as session:
        assert await expiry.sweep(session, room.clock.now(), 24) == 1
    states = [(await room.ticket(number)).state for number in (older, newer)]
    assert states == [TicketState.NEW, TicketState.CLOSED]


async def test_following_twice_changes_nothing(room: Room) -> None:
    """No second card, no second line."""
    await room.asks()
    await room.asks(peer="43")
    await join(room)
    before = len(await room.rows())
    await follow(room)
    assert len(await room.rows()) == before


async def test_one_client_has_one_topic_at_a_desk(room: Room) -> None:
    """The one that stands is the oldest of those that came along; after the undoing each is there again."""
    older, newer = await room.asks(), await room.asks(peer="43")
    async with room.database.read() as session:
        one, other = [await session.get_one(Topic, (await room.ticket(number)).topic_id) for number in (older, newer)]
    number = await join(room)
    async with room.database.read() as session:
        assert (await topics.in_place_of(session, other)).id == one.id
        assert (await topics.in_place_of(session, one)).id == one.id
    await part(room, number)
    async with room.database.read() as session:
        assert (await topics.in_place_of(session, other)).id == other.id


async def meet(room: Room, session: AsyncSession, peer: str) -> None:
    """Somebody writes who asks nothing."""
    await clients.meet(session, Address("telegram", peer), Person(peer, "Вера"), room.clock.now())


async def ended(room: Room, number: int) -> None:
    """A ticket is over."""
    async with room.database.write() as session:
        ticket = await tickets.get(session, number)
        assert ticket is not None
        lifecycle.resolve(session, ticket, None, room.clock.now())
        lifecycle.confirm(session, ticket, True, room.clock.now())


async def consents(room: Room) -> tuple[list[bool], list[tuple[str, str, datetime]]]:
    """Whether the clients of 42 and 43 have agreed; and what was agreed to, where and when."""
    async with room.database.read() as session:
        agreed = [
            await clients.has_consent(session, (await account(session, peer)).client_id, "1") for peer in ("42", "43")
        ]
        query = select(ClientAddress.peer, Consent.version, Consent.given_at)
        proofs = await session.execute(query.join(ClientAddress, ClientAddress.id == Consent.address_id))
        return agreed, [(peer, version, given_at) for peer, version, given_at in proofs]
