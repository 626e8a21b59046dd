"""The HTTP: every way to send parameters, tokens, unknown methods, the control interface, a process of its own."""

import asyncio
import base64
import json
import signal
import sys

import httpx

from bot.sandbox.events import KEPT, EventLog
from bot.sandbox.telegram.pictures import png
from bot.sandbox.telegram.scene import CLIENTS_BOT, Scene
from bot.sandbox.telegram.server import serving
from tests.sandbox.telegram.conftest import Api
from tests.sandbox.telegram.spec import Spec


async def test_every_way_to_send_parameters(http: httpx.AsyncClient, scene: Scene, anna: int) -> None:
    """Query, JSON, urlencoded and multipart say the same; what is nested may be a string of JSON."""
    path = f"/bot{CLIENTS_BOT}/sendMessage"
    entities = json.dumps([{"type": "bold", "offset": 0, "length": 3}])
    flat = {"chat_id": str(anna), "text": "раз & два", "entities": entities, "protect_content": "true"}
    answers = [
        await http.get(path, params=flat),
        await http.post(path, json=flat | {"chat_id": anna, "entities": json.loads(entities), "protect_content": True}),
        await http.post(path, json=flat),
        await http.post(path, data=flat),
        await http.post(path, files={name: (None, value) for name, value in flat.items()}),
    ]
    for answer in answers:
        message = answer.json()["result"]
        assert (message["text"], message["entities"], message["has_protected_content"]) == (
            "раз & два",
            [{"type": "bold", "offset": 0, "length": 3}],
            True,
        )


async def test_wrong_token_method_and_body(http: httpx.AsyncClient, api: Api) -> None:
    """401, 404 and 400 in the form of every answer; the case of a method's name does not matter."""
    assert (await http.get("/bot1:wrong/getMe")).json() == {
        "ok": False,
        "error_code": 401,
        "description": "Unauthorized",
    }
    assert (await api("makeTea"))["error_code"] == 404
    broken = await http.post(f"/bot{CLIENTS_BOT}/getMe", content=b"[", headers={"content-type": "application/json"})
    assert broken.status_code == 400
    assert (await api.ok("GETME"))["username"] == "liniya_sandbox_bot"


async def test_settings_of_the_bot(api: Api, scene: Scene) -> None:
    """Commands are kept; names and descriptions are accepted."""
    commands = [{"command": "start", "description": "Начать"}]
    await api.ok("setMyCommands", commands=commands)
    assert await api.ok("getMyCommands") == commands
    await api.ok("setMyDescription", description="Линия")
    await api.ok("deleteMyCommands")
    assert await api.ok("getMyCommands") == []


async def test_private_chat_can_be_looked_up(api: Api, anna: int) -> None:
    """`getChat` and `getChatMember` answer for a person too."""
    assert (await api.ok("getChat", chat_id=anna))["first_name"] == "Анна"
    assert (await api.ok("getChatMember", chat_id=anna, user_id=anna))["status"] == "member"


async def test_control_does_what_people_do(http: httpx.AsyncClient, api: Api, scene: Scene) -> None:
    """Another process adds a client, speaks as them, orders a trouble and reads what happened."""

    async def act(path: str, **arguments: object) -> dict[str, object]:
        answer: dict[str, object] = (await http.post(f"/control/{path}", json=arguments)).json()
        return answer

    known = (await http.get("/control/scene")).json()
    bot = known["bots"][0]["id"]
    client = (await act("people/add_client", name="Анна"))["result"]
    await act("people/start", user=client, bot=bot, payload="promo")
    assert (await api.updates())[0]["message"]["text"] == "/start promo"
    await act("faults/order", kind="server_error", times=1)
    assert (await api("getMe"))["error_code"] == 502
    await act("faults/clear")
    await act("budgets", on=True)
    assert scene.world.budgets.on
    assert "error" in await act("people/say", user=client, peer=bot, text="")
    assert "error" in await act("people/say", user=client)
    assert (await http.post("/control/people/_chat", json={})).status_code == 404
    snapshot = (await http.get("/control/snapshot")).json()
    assert snapshot["people"][0]["name"] == "Анна"
    calls = (await http.get("/control/calls", params={"since": 1})).json()
    assert [(call["method"], call["status"]) for call in calls] == [("getMe", 502)]


async def test_control_streams_events(http: httpx.AsyncClient, scene: Scene, anna: int) -> None:
    """The stream goes on after the number that one has seen."""
    seq = scene.world.events.seq
    scene.world.people.say(anna, scene.clients_bot.id, "раз")
    async with asyncio.timeout(5), http.stream("GET", "/control/events", params={"since": seq}) as stream:
        lines = stream.aiter_lines()
        got = [await anext(lines) for _ in range(3)]
    assert got[:2] == [f"id: {seq + 1}", "event: message"]
    assert json.loads(got[2].removeprefix("data: "))["message"]["text"] == "раз"


def test_events_that_are_gone_ask_for_a_snapshot() -> None:
    """Who was away too long is told to begin again; who was not gets exactly what is missing."""
    log = EventLog()
    for number in range(KEPT + 10):
        log.emit("typing", {"number": number})
    assert [event.kind for event in log.since(3)] == ["reset"]
    assert [event.seq for event in log.since(KEPT + 8)] == [KEPT + 9, KEPT + 10]
    assert log.since(KEPT + 10) == []


async def test_process_of_its_own() -> None:
    """`python -m bot.sandbox.telegram` says its address in the first line and ends well on SIGTERM, pollers and all."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot.sandbox.telegram", "--no-budgets", stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout is not None
    try:
        async with asyncio.timeout(20):
            base = (await process.stdout.readline()).decode().strip()
            async with httpx.AsyncClient(base_url=base, trust_env=False) as http:
                poll = asyncio.create_task(
                    http.get(f"/bot{CLIENTS_BOT}/getUpdates", params={"timeout": 40}, timeout=60)
                )
                assert (await http.get(f"/bot{CLIENTS_BOT}/getMe")).json()["ok"]
                process.send_signal(signal.SIGTERM)
                await asyncio.gather(poll, return_exceptions=True)
                assert await process.wait() == 0
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


def test_judge_finds_what_is_wrong(spec: Spec) -> None:
    """The judge itself: an unknown field, a missing one and a wrong type are each named."""
    message = {"message_id": "1", "date": 2, "chat": {"id": 1, "type": "private"}, "texxt": "а"}
    assert sorted(spec.of_update({"update_id": 1, "message": message})) == [
        "update.message.message_id is '1', no Integer",
        "update.message: Message has no texxt",
    ]
    assert spec.of_update({}) == ["update.update_id is required"]


async def test_world_outlives_its_server(scene: Scene, anna: int) -> None:
    """The server may go away and come back at the same address; what was queued meanwhile is still there."""
    async with serving(scene.world) as first:
        pass
    scene.world.people.say(anna, scene.clients_bot.id, "пока вас не было")
    port = int(first.rpartition(":")[2])
    async with serving(scene.world, port) as second, httpx.AsyncClient(base_url=second, trust_env=False) as http:
        (update,) = await Api(http, CLIENTS_BOT).updates()
    assert (first, update["message"]["text"]) == (second, "пока вас не было")


async def test_control_takes_and_gives_bytes(http: httpx.AsyncClient, api: Api, scene: Scene, anna: int) -> None:
    """A file comes as base64 in JSON or as a part of a form, in an album too; every view names where its bytes are."""
    picture = png(9, 9)
    where = {"user": anna, "peer": scene.clients_bot.id}
    coded = base64.b64encode(picture).decode()
    await http.post("/control/people/send", json=where | {"kind": "photo", "data": coded})
    items = [{"kind": "document", "name": f"{part}.txt", "data": f"attach://{part}"} for part in ("a", "b")]
    form = {"arguments": json.dumps(where | {"items": items})}
    answer = await http.post("/control/people/send_album", data=form, files={"a": b"first", "b": b"second"})
    assert len(answer.json()["result"]) == 2
    _, *messages = (await http.get("/control/snapshot")).json()["chats"][0]["messages"]
    got = [await http.get(message["content"]["url"]) for message in messages]
    assert [answer.content for answer in got] == [picture, b"first", b"second"]
    assert got[0].headers["content-type"] == "image/png"
    assert got[1].headers["content-disposition"] == 'attachment; filename="a.txt"'
    part = await http.get(messages[2]["content"]["url"], headers={"Range": "bytes=1-3"})
    assert (part.status_code, part.content) == (206, b"eco")
    small = (await http.get("/control/files/nothing")).status_code
    assert small == 404
    assert "error" in (await http.post("/control/people/send", json=where | {"kind": "hologram"})).json()
