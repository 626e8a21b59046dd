"""The ways into the world: GET and POST, `/control`, the log, the snapshot, the wall and who there is."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.sandbox.vk.people import People
from bot.sandbox.vk.scene import Scene
from tests.sandbox.vk.conftest import Api, Poll


@pytest.fixture
async def http(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A plain client of the server."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client


async def test_a_request_may_come_in_the_address(http: httpx.AsyncClient, scene: Scene, anna: int) -> None:
    """GET, and a token in the header."""
    params = {"user_ids": "anna_kim", "v": "5.199", "fields": "screen_name,photo_100"}
    headers = {"Authorization": f"Bearer {scene.community.token}"}
    answer = (await http.get("/method/users.get", params=params, headers=headers)).json()
    assert (answer["response"][0]["id"], answer["response"][0]["screen_name"]) == (anna, "anna_kim")


async def test_who_there_is(api: Api, people: People, scene: Scene, anna: int) -> None:
    """The community, its key's rights, people and addresses."""
    group = scene.community
    found = await api.ok("groups.getById")
    assert [(one["id"], one["name"]) for one in found["groups"]] == [(group.id, "Линия")]
    assert (await api.ok("groups.getById", group_id=group.id)) == found
    assert (await api.refused("groups.getById", group_id=1))[0] == 100
    names = [one["name"] for one in (await api.ok("groups.getTokenPermissions"))["permissions"]]
    assert {"messages", "photos", "docs", "manage"} <= set(names)
    assert await api.ok("utils.resolveScreenName", screen_name="anna_kim") == {"type": "user", "object_id": anna}
    named = await api.ok("utils.resolveScreenName", screen_name=group.screen_name)
    assert named == {"type": "group", "object_id": group.id}
    people.deactivate(anna)
    (gone,) = await api.ok("users.get", user_ids=f"{anna},1")
    assert gone["deactivated"] == "deleted"


async def test_comments(api: Api, people: People, scene: Scene, anna: int, poll: Poll) -> None:
    """The community answers under its post; the thread stands in `parents_stack`. It cannot read the wall."""
    asked = people.comment(anna, scene.posts[0], "А по телефону?")
    wall = {"owner_id": -scene.community.id, "post_id": scene.posts[0]}
    answer = await api.ok(
        "wall.createComment", message="Тоже", from_group=scene.community.id, reply_to_comment=asked, **wall
    )
    assert answer["parents_stack"] == [asked]
    people.comment(anna, scene.posts[0], "Спасибо", reply_to=answer["comment_id"])
    events = await poll.events()
    assert [(kind, what["text"]) for kind, what in events] == [
        ("wall_reply_new", "А по телефону?"),
        ("wall_reply_new", "Тоже"),
        ("wall_reply_new", "Спасибо"),
    ]
    assert events[-1][1]["parents_stack"] == [asked]
    assert len(scene.world.snapshot()["posts"][0]["comments"]) == 3
    assert (await api.refused("wall.createComment", message="а", owner_id=-scene.community.id, post_id=99))[0] == 210
    assert (await api.refused("wall.createComment", message="а", reply_to_comment=99, **wall))[0] == 213
    assert (await api.refused("wall.createComment", message="а", owner_id=1, post_id=1))[0] == 15
    assert (await api.refused("wall.getComments", **wall))[0] == 27


async def test_people_can_be_led_from_another_process(http: httpx.AsyncClient, api: Api, scene: Scene) -> None:
    """`/control/people/<action>` takes the arguments as JSON and gives the result; mistakes are 400, odd names 404."""
    person = (await http.post("/control/people/add_user", json={"name": "Анна Ким"})).json()["result"]
    written = await http.post("/control/people/write", json={"user": person, "text": "Здравствуйте!"})
    assert written.json() == {"result": 1}
    assert (await http.post("/control/people/write", json={"user": 1, "text": "а"})).status_code == 400
    assert (await http.post("/control/people/write", json={"odd": 1})).status_code == 400
    assert (await http.post("/control/people/_let", json={})).status_code == 404
    told = (await http.get("/control/scene")).json()
    assert (told["community"]["token"], told["posts"]) == (scene.community.token, list(scene.posts))


async def test_troubles_and_the_budget_from_another_process(http: httpx.AsyncClient, api: Api, scene: Scene) -> None:
    """Orders, their end, and the switch."""
    order = {"kind": "error", "code": 9, "times": None}
    number = (await http.post("/control/faults/order", json=order)).json()["result"]
    assert (await api.refused("groups.getById"))[0] == 9
    await http.post("/control/faults/clear", json={"fault": number})
    await api.ok("groups.getById")
    assert (await http.post("/control/budgets", json={"on": True})).json() == {"result": True}
    assert scene.world.budgets.on


async def test_the_log_of_calls(http: httpx.AsyncClient, api: Api, anna: int) -> None:
    """What was asked without the token, and what was answered; files are only named."""
    await api.send(anna, "а")
    server = await api.ok("docs.getMessagesUploadServer", peer_id=anna)
    await api.http.post(server["upload_url"], files={"file": ("a.pdf", b"%PDF")})
    send, _, upload = (await http.get("/control/calls")).json()
    assert (send["method"], send["answer"], "access_token" in send["params"]) == (
        "messages.send",
        {"response": 2},
        False,
    )
    assert (upload["method"], upload["params"]["kind"], upload["status"]) == ("upload", "doc", 200)
    assert (await http.get("/control/calls", params={"since": upload["number"]})).json() == []


async def test_events_tell_what_the_snapshot_shows(api: Api, people: People, scene: Scene) -> None:
    """Whoever takes a snapshot and follows the events sees all that people see."""
    seen = scene.world.snapshot()["seq"]
    anna = people.add_user("Анна Ким")
    people.write(anna, "Здравствуйте!")
    await api.send(anna, "Чем помочь?")
    await api.ok("messages.edit", peer_id=anna, cmid=2, message="Чем можем помочь?")
    people.react(anna, 2, 1)
    people.read(anna)
    await api.ok("messages.delete", peer_id=anna, cmids="2", delete_for_all=1)
    people.comment(anna, scene.posts[0], "а")
    people.post("б")
    kinds = [event.kind for event in scene.world.events.since(seen)]
    assert kinds == [
        "person",
        "chat",
        "chat",
        "message",
        "message",
        "edited",
        "reactions",
        "read",
        "deleted",
        "comment",
        "post",
    ]
    (chat,) = scene.world.snapshot()["chats"]
    assert (chat["peer"], chat["allowed"], [message["text"] for message in chat["messages"]]) == (
        anna,
        True,
        ["Здравствуйте!"],
    )


async def test_a_process_of_its_own() -> None:
    """`python -m bot.sandbox.vk` says its address first, and ends when it is told to."""
    command = (sys.executable, "-m", "bot.sandbox.vk", "--no-budgets")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    url = (await process.stdout.readline()).decode().strip()
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        assert (await client.get("/control/scene")).json()["community"]["name"] == "Линия"
        assert (await client.get("/method")).json()["error"]["error_code"] == 5
    process.terminate()
    assert await process.wait() == 0
