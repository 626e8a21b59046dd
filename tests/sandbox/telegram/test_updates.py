"""`getUpdates`: what is confirmed, what is kept, who waits."""

import asyncio

from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api, arrived


async def test_updates_are_kept_until_a_higher_offset_confirms_them(
    api: Api, people: People, scene: Scene, anna: int
) -> None:
    """Asked twice without an offset the same updates come; an offset forgets those below it for good."""
    for word in ("раз", "два", "три"):
        people.say(anna, scene.clients_bot.id, word)
    first = await api.updates()
    assert [update["message"]["text"] for update in first] == ["раз", "два", "три"]
    assert await api.updates() == first
    assert await api.updates(offset=first[1]["update_id"]) == first[1:]
    assert await api.updates() == first[1:]
    assert await api.updates(offset=first[2]["update_id"] + 1) == []
    assert await api.updates(offset=first[0]["update_id"]) == []


async def test_limit_takes_the_oldest(api: Api, people: People, scene: Scene, anna: int) -> None:
    """`limit` gives the oldest ones and confirms nothing."""
    for word in ("раз", "два"):
        people.say(anna, scene.clients_bot.id, word)
    assert [update["message"]["text"] for update in await api.updates(limit=1)] == ["раз"]
    assert len(await api.updates()) == 2


async def test_negative_offset_forgets_all_but_the_last(api: Api, people: People, scene: Scene, anna: int) -> None:
    """An offset of -1 gives the last update and forgets the earlier ones."""
    for word in ("раз", "два", "три"):
        people.say(anna, scene.clients_bot.id, word)
    assert [update["message"]["text"] for update in await api.updates(offset=-1)] == ["три"]
    assert len(await api.updates()) == 1


async def test_long_poll_ends_when_something_arrives(api: Api, people: People, scene: Scene, anna: int) -> None:
    """A waiting request is answered at once with the first update."""
    waiting = asyncio.create_task(api.updates(timeout=30))
    await arrived(scene, 1)
    people.say(anna, scene.clients_bot.id, "здравствуйте")
    async with asyncio.timeout(2):
        assert [update["message"]["text"] for update in await waiting] == ["здравствуйте"]


async def test_long_poll_ends_with_nothing_after_its_time(api: Api) -> None:
    """Nothing came: an empty list, no error."""
    async with asyncio.timeout(5):
        assert await api.updates(timeout=1) == []


async def test_second_poll_ends_the_first_with_409(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Only one request may wait for a bot's updates: the earlier is ended, the later gets the update."""
    first = asyncio.create_task(api("getUpdates", timeout=30))
    await arrived(scene, 1)
    second = asyncio.create_task(api("getUpdates", timeout=30))
    answer = await first
    assert answer["error_code"] == 409
    assert answer["description"].startswith("Conflict: terminated by other getUpdates request")
    people.say(anna, scene.clients_bot.id, "здравствуйте")
    assert len((await second)["result"]) == 1


async def test_reactions_must_be_asked_for(api: Api, people: People, scene: Scene, anna: int) -> None:
    """By default no reaction is told; after `allowed_updates` named it, it is, and the choice is remembered."""
    bot = scene.clients_bot.id
    said = people.say(anna, bot, "спасибо")
    await api.updates(offset=-1)
    people.react(anna, bot, said, "👍")
    assert len(await api.updates()) == 1
    await api.updates(allowed_updates=["message", "message_reaction"])
    people.react(anna, bot, said, "❤")
    *_, last = await api.updates()
    assert last["message_reaction"]["old_reaction"] == [{"type": "emoji", "emoji": "👍"}]
    assert last["message_reaction"]["new_reaction"] == [{"type": "emoji", "emoji": "❤"}]
    assert (await api.ok("getWebhookInfo"))["allowed_updates"] == ["message", "message_reaction"]


async def test_pending_updates_may_be_dropped(api: Api, people: People, scene: Scene, anna: int) -> None:
    """`deleteWebhook` with `drop_pending_updates` empties the queue."""
    people.say(anna, scene.clients_bot.id, "раз")
    assert (await api.ok("getWebhookInfo"))["pending_update_count"] == 1
    await api.ok("deleteWebhook", drop_pending_updates=True)
    assert await api.updates() == []
