"""Troubles on order, the budget of requests, and what every request is checked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from bot.sandbox.vk.people import People
from bot.sandbox.vk.scene import Scene
from tests.sandbox.vk.conftest import Api, HandClock, Poll, arrived


@pytest.fixture
async def http(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A plain client of the server."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client


async def test_an_error_on_order(api: Api, scene: Scene, anna: int) -> None:
    """Any code, once unless told otherwise; nothing is done."""
    scene.world.faults.order("error", code=9)
    code, text = await api.refused("messages.send", peer_id=anna, message="а", random_id=1)
    assert (code, text) == (9, "Flood control")
    assert await api.send(anna, random_id=1) == 2


async def test_a_captcha_on_order(api: Api, scene: Scene, anna: int) -> None:
    """Error 14 has the captcha with it."""
    scene.world.faults.order("error", code=14, method="messages.send")
    error = (await api("messages.send", peer_id=anna, message="а", random_id=1))["error"]
    assert {"captcha_sid", "captcha_img"} <= set(error)


async def test_an_error_for_one_method_or_person(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Others are left alone; with `times=None` it lasts until it is cleared."""
    vera = people.add_user("Вера Лис")
    people.write(vera, "привет")
    fault = scene.world.faults.order("error", code=10, method="messages.send", peer=anna, times=None)
    await api.send(vera)
    await api.ok("users.get", user_ids=str(anna))
    for _ in range(2):
        assert (await api.refused("messages.send", peer_id=anna, message="а", random_id=1))[0] == 10
    scene.world.faults.clear(fault)
    await api.send(anna)


async def test_too_many_questions_for_the_server(api: Api, scene: Scene) -> None:
    """Error 29, in words of one's own."""
    scene.world.faults.order("error", code=29, method="groups.getLongPollServer", message="Rate limit reached: wait")
    said = await api.refused("groups.getLongPollServer", group_id=scene.community.id)
    assert said == (29, "Rate limit reached: wait")


async def test_a_dead_server(api: Api, scene: Scene, anna: int) -> None:
    """A status and no JSON; nothing is done."""
    scene.world.faults.order("server_error", status=503)
    form = {"access_token": api.token, "v": "5.199", "peer_id": str(anna), "message": "а", "random_id": "1"}
    response = await api.http.post("/method/messages.send", data=form)
    assert (response.status_code, response.content) == (503, b"")
    assert len(scene.world.dialogues[anna].messages) == 1


@pytest.mark.parametrize(("kind", "messages"), [("drop_before", 1), ("drop_after", 2)])
async def test_a_dropped_connection(api: Api, scene: Scene, anna: int, kind: str, messages: int) -> None:
    """Before the work nothing is done, after it everything, and the repeat is told apart by `random_id`."""
    scene.world.faults.order(kind, method="messages.send")
    with pytest.raises(httpx.RemoteProtocolError):
        await api.send(anna, random_id=5)
    assert len(scene.world.dialogues[anna].messages) == messages
    await api.send(anna, random_id=5)
    assert len(scene.world.dialogues[anna].messages) == 2


async def test_a_slow_answer(api: Api, scene: Scene, anna: int) -> None:
    """The delay is before everything else, so a client that gives up does not know what was done."""
    scene.world.faults.order("delay", seconds=0.01, method="messages.send")
    await api.send(anna)
    assert scene.world.calls.since()[-1].took >= 0.01


async def test_troubles_of_the_long_poll(people: People, scene: Scene, anna: int, poll: Poll) -> None:
    """Named `a_check`; without a name a trouble leaves it alone."""
    scene.world.faults.order("server_error")
    await poll.events()
    scene.world.faults.clear()
    people.write(anna, "раз")
    scene.world.faults.order("drop_after", method="a_check")
    with pytest.raises(httpx.RemoteProtocolError):
        await poll()
    assert [kind for kind, _ in await poll.events()] == ["message_new"]


async def test_troubles_of_files(api: Api, scene: Scene, anna: int) -> None:
    """Uploads and files have names of their own."""
    server = await api.ok("photos.getMessagesUploadServer", peer_id=anna)
    scene.world.faults.order("server_error", method="upload", status=504)
    assert (await api.http.post(server["upload_url"], files={"photo": ("a.jpg", b"")})).status_code == 504
    scene.world.faults.order("drop_before", method="file")
    with pytest.raises(httpx.RemoteProtocolError):
        await api.http.get("/file/a/b")


async def test_what_is_no_answer(api: Api, scene: Scene) -> None:
    """A proxy's page instead of an answer, or an empty one; once."""
    scene.world.faults.order("strange", method="users.get", body="<html>busy</html>")
    assert (await api.http.get("/method/users.get")).text == "<html>busy</html>"
    assert "error" in (await api.http.get("/method/users.get")).json()


async def test_an_outage(people: People, api: Api, scene: Scene, anna: int, poll: Poll) -> None:
    """Nothing answers until it ends, also not the question that waits; what people write is not lost."""
    calls = len(scene.world.calls.since())
    waiting = asyncio.create_task(poll(wait=25))
    await arrived(scene, calls + 1)
    outage = scene.world.faults.order("outage")
    with pytest.raises(httpx.RemoteProtocolError):
        await waiting
    people.write(anna, "есть кто?")
    for path in ("/method/users.get", poll.server, "/file/a/b"):
        with pytest.raises(httpx.RemoteProtocolError):
            await api.http.get(path)
    scene.world.faults.clear(outage)
    assert [what["message"]["text"] for _, what in await poll.events()] == ["есть кто?"]


async def test_twenty_requests_a_second(api: Api, scene: Scene, clock: HandClock) -> None:
    """The next is error 6 and is not counted; a second later there is room again."""
    scene.world.budgets.on = True
    for _ in range(20):
        await api.ok("groups.getById")
    assert (await api.refused("groups.getById"))[0] == 6
    clock.move(1)
    await api.ok("execute", code="return API.groups.getById({});")


async def test_what_every_request_needs(api: Api) -> None:
    """A token that is known, a version, a method that there is."""
    assert (await api.refused("users.get", access_token="vk1.a.other"))[0] == 5
    assert (await api.refused("users.get", access_token=""))[0] == 5
    assert (await api.refused("users.get", v=""))[0] == 8
    assert (await api.refused("messages.dance"))[0] == 3


async def test_a_refusal_repeats_the_request_without_its_token(api: Api) -> None:
    """`request_params` has method and parameters."""
    error = (await api("messages.getHistory", peer_id=1))["error"]
    params = {one["key"]: one["value"] for one in error["request_params"]}
    assert (params["method"], params["peer_id"], "access_token" in params) == ("messages.getHistory", "1", False)
