"""Bots Long Poll: events, `ts`, the three `failed`, settings."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from bot.sandbox.vk.longpoll import KEPT, KINDS
from bot.sandbox.vk.people import People
from bot.sandbox.vk.scene import Scene, set_scene
from bot.sandbox.vk.server import serving
from tests.sandbox.vk.conftest import Api, Poll, arrived


async def test_a_message_comes_as_an_event(people: People, scene: Scene, anna: int, poll: Poll) -> None:
    """The envelope has group, type, an id of its own and the version; the object has message and client."""
    people.write(anna, "вопрос")
    (update,) = (await poll())["updates"]
    assert (update["group_id"], update["type"], update["v"]) == (scene.community.id, "message_new", "5.199")
    assert len(update["event_id"]) == 40
    message = update["object"]["message"]
    assert (message["peer_id"], message["from_id"], message["out"], message["text"]) == (anna, anna, 0, "вопрос")
    assert (message["id"], message["conversation_message_id"]) == (2, 2)
    assert update["object"]["client_info"]["inline_keyboard"] is True


async def test_the_same_ts_gives_the_same_events(people: People, anna: int, poll: Poll) -> None:
    """Nothing is confirmed: `ts` alone says what is new, and it is a string."""
    first = poll.ts
    people.write(anna, "раз")
    once = await poll()
    assert isinstance(once["ts"], str)
    poll.ts = first
    assert await poll() == once
    people.write(anna, "два")
    assert [what["message"]["text"] for _, what in await poll.events()] == ["два"]


async def test_a_new_server_skips_what_was(people: People, api: Api, scene: Scene, anna: int, poll: Poll) -> None:
    """The `ts` of `getLongPollServer` is the last event's."""
    people.write(anna, "пропущено")
    server = await api.ok("groups.getLongPollServer", group_id=scene.community.id)
    assert await Poll(poll.http, **server).events() == []


async def test_a_question_waits_for_an_event(people: People, scene: Scene, anna: int, poll: Poll) -> None:
    """The answer comes with the event, not after the whole `wait`."""
    calls = len(scene.world.calls.since())
    asked = asyncio.create_task(poll(wait=25))
    await arrived(scene, calls + 1)
    people.typing(anna)
    assert [update["type"] for update in (await asked)["updates"]] == ["message_typing_state"]


async def test_the_end_of_the_wait_is_empty(clock: object, anna: int, poll: Poll) -> None:
    """No event: no updates, the same `ts`."""
    ts = poll.ts
    assert await poll(wait=0) == {"ts": ts, "updates": []}


async def test_a_history_has_an_end(people: People, anna: int, poll: Poll) -> None:
    """Who is too far behind gets `failed` 1 with a `ts` that is a number, and goes on from there."""
    for _ in range(KEPT + 1):
        people.typing(anna)
    answer = await poll()
    assert (answer["failed"], type(answer["ts"])) == (1, int)
    people.write(anna, "дальше")
    assert [kind for kind, _ in await poll.events()] == ["message_new"]


async def test_a_forgotten_history(people: People, anna: int, poll: Poll) -> None:
    """As after a long break: `failed` 1."""
    people.write(anna, "забыто")
    people.forget_history()
    assert (await poll())["failed"] == 1


async def test_an_expired_key(people: People, api: Api, scene: Scene, anna: int, poll: Poll) -> None:
    """`failed` 2: a new key, and the old `ts` goes on."""
    people.write(anna, "раз")
    people.new_key()
    assert await poll() == {"failed": 2}
    poll.key = (await api.ok("groups.getLongPollServer", group_id=scene.community.id))["key"]
    assert [kind for kind, _ in await poll.events()] == ["message_new"]


@pytest.mark.parametrize("ts", ["", "abc", "99999999999999"])
async def test_a_ts_that_never_was(poll: Poll, ts: str) -> None:
    """`failed` 3: ask for everything anew."""
    poll.ts = ts
    assert (await poll())["failed"] == 3


@pytest.mark.parametrize("failed", [1, 2, 3])
async def test_failures_on_order(people: People, scene: Scene, anna: int, poll: Poll, failed: int) -> None:
    """Each is told once and made true: the history is gone after 1 and 3, the key after 2 and 3."""
    scene.world.faults.order("failed", failed=failed)
    people.write(anna, "раз")
    old = poll.ts
    answer = await poll()
    assert answer["failed"] == failed
    assert ("ts" in answer) == (failed == 1)
    poll.ts = old
    again = await poll()
    assert again["failed"] == (1 if failed == 1 else 2)


async def test_only_what_is_switched_on(people: People, api: Api, scene: Scene, anna: int, poll: Poll) -> None:
    """The settings say which events come; what happened while a type was off never comes."""
    group = scene.community.id
    await api.ok("groups.setLongPollSettings", group_id=group, message_typing_state=0, message_new=0)
    people.typing(anna)
    people.write(anna, "не придёт")
    await api.ok("groups.setLongPollSettings", group_id=group, message_new=1)
    people.write(anna, "придёт")
    assert [what["message"]["text"] for _, what in await poll.events()] == ["придёт"]
    events = (await api.ok("groups.getLongPollSettings", group_id=group))["events"]
    assert (events["message_typing_state"], events["message_new"]) == (0, 1)


async def test_long_poll_switched_off(people: People, api: Api, scene: Scene, poll: Poll) -> None:
    """Then there is no server, and the one in use fails."""
    people.enable_long_poll(on=False)
    code, text = await api.refused("groups.getLongPollServer", group_id=scene.community.id)
    assert (code, "not enabled" in text) == (100, True)
    assert (await poll())["failed"] == 2
    await api.ok("groups.setLongPollSettings", group_id=scene.community.id, enabled=1)
    assert (await poll())["updates"] == []


async def test_somebody_elses_long_poll(api: Api) -> None:
    """A key is for its own community."""
    assert (await api.refused("groups.getLongPollServer", group_id=1))[0] == 15
    assert (await api.refused("groups.getLongPollServer"))[0] == 100


async def test_every_kind_of_event(people: People, api: Api, scene: Scene, poll: Poll) -> None:
    """What people and administrators do comes under its name, with VK's objects."""
    vera = people.add_user("Вера Лис")
    people.allow(vera, "site")
    people.start(vera)
    await api.send(vera)
    people.typing(vera)
    people.read(vera)
    people.press_callback(vera, 2, {"take": 1})
    people.react(vera, 2, 5)
    people.unreact(vera, 2)
    people.edit(vera, 1, "Начнём")
    people.answer(vera, "Это Мария, слушаю вас")
    people.comment(vera, scene.posts[0], "А завтра?")
    people.post("Новость")
    people.deny(vera)
    people.ban(vera)
    people.unban(vera)
    seen = await poll.events()
    assert {kind for kind, _ in seen} == set(KINDS)
    objects = dict(seen)
    assert objects["message_allow"] == {"user_id": vera, "key": "site"}
    assert objects["message_event"]["payload"] == {"take": 1}
    assert objects["message_reply"]["admin_author_id"] > 0
    reactions = [what for kind, what in seen if kind == "message_reaction_event"]
    assert [what.get("reaction_id") for what in reactions] == [5, None]
    assert objects["wall_reply_new"]["post_id"] == scene.posts[0]


async def test_a_cropped_message(people: People, api: Api, anna: int, poll: Poll) -> None:
    """The event lacks what the message carries; `getByConversationMessageId` has it."""
    cmid = people.write(anna, "вот", attachments=[{"kind": "photo"}], cropped=True)
    ((_, what),) = await poll.events()
    assert (what["message"]["is_cropped"], what["message"]["attachments"]) == (True, [])
    whole = await api.ok("messages.getByConversationMessageId", peer_id=anna, conversation_message_ids=str(cmid))
    assert [item["type"] for item in whole["items"][0]["attachments"]] == ["photo"]


async def test_moved(people: People, api: Api, scene: Scene, anna: int, poll: Poll) -> None:
    """The old address is nobody's, the new one goes on with the same numbers and key."""
    people.move_long_poll()
    people.write(anna, "раз")
    assert (await api.http.get(poll.server)).status_code == 404
    poll.server = (await api.ok("groups.getLongPollServer", group_id=scene.community.id))["server"]
    assert [what["message"]["text"] for _, what in await poll.events()] == ["раз"]


async def test_numbers_go_on_above_those_of_an_earlier_sandbox() -> None:
    """A `ts` kept from an earlier start is too old, not unknown: `failed` 1."""
    scene = set_scene()
    async with serving(scene.world) as url, httpx.AsyncClient(base_url=url, trust_env=False) as http:
        old = Poll(http, f"/lp/{scene.community.id}/1", scene.world.long_poll.key, str(scene.world.long_poll.ts - 1))
        assert (await old())["failed"] == 1
