"""Messages and dialogues read back; deletions, reactions, marks as read."""

from __future__ import annotations

from typing import Any

import pytest

from bot.sandbox.vk.people import People
from bot.sandbox.vk.refusals import ApiError
from bot.sandbox.vk.scene import Scene
from tests.sandbox.vk.conftest import Api, HandClock

JSON = dict[str, Any]


@pytest.fixture
def talk(people: People, anna: int) -> int:
    """A dialogue of five messages: «Здравствуйте!», 2, 3, 4, 5."""
    for number in range(2, 6):
        people.write(anna, str(number))
    return anna


def cmids(answer: JSON) -> list[int]:
    """Which messages came."""
    return [item["conversation_message_id"] for item in answer["items"]]


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ({}, [5, 4, 3, 2, 1]),
        ({"rev": 1}, [1, 2, 3, 4, 5]),
        ({"count": 2}, [5, 4]),
        ({"count": 2, "offset": 1}, [4, 3]),
        ({"start_message_id": 3}, [3, 2, 1]),
        ({"start_cmid": 3, "count": 1}, [3]),
        ({"start_message_id": 3, "rev": 1}, [3, 4, 5]),
        ({"start_message_id": 3, "offset": -2, "count": 2}, [5, 4]),
        ({"start_message_id": 3, "offset": -1, "count": 2}, [4, 3]),
        ({"count": 0}, []),
    ],
)
async def test_pages_of_a_history(api: Api, talk: int, params: JSON, expected: list[int]) -> None:
    """Newest first or oldest first, from a message on, with an offset to either side; `count` is of all."""
    answer = await api.ok("messages.getHistory", peer_id=talk, **params)
    assert (cmids(answer), answer["count"]) == (expected, 5)


async def test_a_history_with_people(api: Api, talk: int, scene: Scene) -> None:
    """`extended` brings who they are and the dialogue."""
    answer = await api.ok("messages.getHistory", user_id=talk, extended=1)
    assert answer["profiles"][0]["first_name"] == "Анна"
    assert answer["groups"][0]["id"] == scene.community.id
    assert answer["conversations"][0]["peer"]["id"] == talk


async def test_histories_that_are_not_there(api: Api, people: People, talk: int) -> None:
    """Who never wrote has an empty one; too long a page and unknown people are refused."""
    stranger = people.add_user("Пётр Чужой")
    assert await api.ok("messages.getHistory", peer_id=stranger) == {"count": 0, "items": []}
    assert (await api.refused("messages.getHistory", peer_id=talk, count=201))[0] == 100
    assert (await api.refused("messages.getHistory", peer_id=1))[0] == 936
    assert (await api.refused("messages.getHistory"))[0] == 100


async def test_dialogues_without_an_answer(api: Api, people: People, anna: int) -> None:
    """`unanswered` are those where the person spoke last; the newest come first."""
    vera = people.add_user("Вера Лис")
    people.write(vera, "А я?")
    answer = await api.ok("messages.getConversations", filter="unanswered", extended=1)
    assert [item["conversation"]["peer"]["id"] for item in answer["items"]] == [vera, anna]
    assert (answer["count"], answer["unread_count"], len(answer["profiles"])) == (2, 2, 2)
    await api.send(vera)
    answer = await api.ok("messages.getConversations", filter="unanswered")
    assert [item["last_message"]["text"] for item in answer["items"]] == ["Здравствуйте!"]
    everybody = await api.ok("messages.getConversations", count=1, offset=1)
    assert [item["conversation"]["peer"]["id"] for item in everybody["items"]] == [anna]
    assert (await api.refused("messages.getConversations", filter="odd"))[0] == 100


async def test_reading(api: Api, people: People, scene: Scene, talk: int) -> None:
    """Unread messages are counted until they are marked; what the person has read stands in `out_read`."""

    async def conversation() -> JSON:
        found: JSON = (await api.ok("messages.getConversationsById", peer_ids=str(talk)))["items"][0]
        return found

    assert (await conversation())["unread_count"] == 5
    await api.ok("messages.markAsRead", peer_id=talk, up_to_cmid=3)
    assert (await conversation())["unread_count"] == 2
    await api.ok("messages.markAsRead", peer_id=talk)
    assert "unread_count" not in await conversation()
    assert (await api.ok("messages.getConversations", filter="unread"))["count"] == 0
    number = await api.send(talk)
    assert (await conversation())["out_read"] < number
    people.read(talk)
    assert (await conversation())["out_read"] == number


async def test_messages_by_their_numbers(api: Api, talk: int) -> None:
    """What is not there is left out."""
    by_cmid = {"peer_id": talk, "conversation_message_ids": "2,9,4"}
    assert cmids(await api.ok("messages.getByConversationMessageId", **by_cmid)) == [2, 4]
    assert cmids(await api.ok("messages.getById", message_ids="1,99")) == [1]
    assert cmids(await api.ok("messages.getById", peer_id=talk, cmids="5")) == [5]
    assert (await api.refused("messages.getById"))[0] == 100
    assert (await api.refused("messages.getById", message_ids="раз"))[0] == 100


async def test_own_messages_are_deleted_for_everybody(api: Api, scene: Scene, anna: int) -> None:
    """They vanish on both sides; each has its result."""
    number = await api.send(anna)
    (done,) = await api.ok("messages.delete", peer_id=anna, cmids="2", delete_for_all=1)
    assert (done["response"], done["message_id"]) == (1, number)
    assert cmids(await api.ok("messages.getHistory", peer_id=anna)) == [1]
    assert [message["id"] for message in scene.world.snapshot()["chats"][0]["messages"]] == [1]


async def test_deletions_that_are_refused(api: Api, clock: HandClock, anna: int) -> None:
    """The person's message, one that is not there, one older than a day: an error in the place of each."""
    old = await api.send(anna)
    theirs, missing = await api.ok("messages.delete", peer_id=anna, cmids="1,9", delete_for_all=1)
    assert (theirs["error"]["code"], missing["error"]["code"]) == (924, 104)
    clock.move(24 * 3600 + 1)
    (late,) = await api.ok("messages.delete", message_ids=str(old), delete_for_all=1)
    assert late["error"]["code"] == 924


async def test_a_message_deleted_for_the_community_only(api: Api, scene: Scene, anna: int) -> None:
    """The person still has it."""
    await api.ok("messages.delete", peer_id=anna, cmids="1")
    assert (await api.ok("messages.getHistory", peer_id=anna))["count"] == 0
    assert len(scene.world.snapshot()["chats"][0]["messages"]) == 1


async def test_a_person_takes_a_message_back(api: Api, people: People, clock: HandClock, talk: int) -> None:
    """Within a day, for everybody; replies to it lose it."""
    await api.send(talk, reply_to=2)
    people.delete(talk, 2)
    assert cmids(await api.ok("messages.getHistory", peer_id=talk, rev=1)) == [1, 3, 4, 5, 6]
    assert "reply_message" not in (await api.ok("messages.getHistory", peer_id=talk, count=1))["items"][0]
    clock.move(24 * 3600 + 1)
    with pytest.raises(ApiError, match="909"):
        people.delete(talk, 3)


async def test_reactions(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Both sides may react; the counters stand in the message."""
    people.react(anna, 1, 3)
    await api.ok("messages.sendReaction", peer_id=anna, cmid=1, reaction_id=3)
    (message,) = (await api.ok("messages.getById", message_ids="1"))["items"]
    who = [anna, -scene.community.id]
    assert message["reactions"] == [{"reaction_id": 3, "count": 2, "user_ids": who}]
    assert message["reaction_id"] == 3
    await api.ok("messages.deleteReaction", peer_id=anna, cmid=1)
    assert scene.world.snapshot()["chats"][0]["messages"][0]["reactions"] == [{"reaction": 3, "users": [anna]}]
    assert (await api.refused("messages.sendReaction", peer_id=anna, cmid=1, reaction_id=17))[0] == 1009
    assert (await api.refused("messages.sendReaction", peer_id=anna, cmid=9, reaction_id=1))[0] == 100


async def test_signs_of_life(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Typing is seen; who may not be written to does not see it."""
    await api.ok("messages.setActivity", peer_id=anna, type="typing")
    event = scene.world.events.since(scene.world.events.seq - 1)[0]
    assert (event.kind, event.data["type"]) == ("typing", "typing")
    people.deny(anna)
    assert (await api.refused("messages.setActivity", peer_id=anna, type="typing"))[0] == 901


async def test_whether_a_person_may_be_written_to(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Yes after their first word, no after they forbade it."""
    ask = {"group_id": scene.community.id, "user_id": anna}
    assert await api.ok("messages.isMessagesFromGroupAllowed", **ask) == {"is_allowed": 1}
    people.deny(anna)
    assert await api.ok("messages.isMessagesFromGroupAllowed", **ask) == {"is_allowed": 0}
    people.write(anna, "передумала")
    assert await api.ok("messages.isMessagesFromGroupAllowed", **ask) == {"is_allowed": 1}
