"""The `vk_api` package takes the emulator for the real thing: it asks, and understands the answers."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
from requests.adapters import HTTPAdapter
from vk_api import ApiError, ApiHttpError, VkApi, VkRequestsPool, VkUpload
from vk_api.bot_longpoll import VkBotEventType, VkBotLongPoll
from vk_api.keyboard import VkKeyboard, VkKeyboardColor

from bot.sandbox.vk.files import STUBS
from bot.sandbox.vk.people import People
from bot.sandbox.vk.scene import Scene
from tests.sandbox.vk.conftest import arrived

_VK = "https://api.vk.ru/method/"


class Rewriting(HTTPAdapter):
    """Sends what is meant for VK to the emulator: the address is fixed in the package (platforms.md)."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        """The same request to another address."""
        assert request.url is not None
        request.url = request.url.replace(_VK, f"{self._url}/method/")
        return super().send(request, *args, **kwargs)


@pytest.fixture
def vk(url: str, scene: Scene) -> VkApi:
    """The package's session, without its delay."""
    session = requests.Session()
    session.trust_env = False
    session.mount(_VK, Rewriting(url))
    vk = VkApi(token=scene.community.token, api_version="5.199", session=session)
    vk.RPS_DELAY = 0
    return vk


async def threaded(function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """The package is synchronous."""
    return await asyncio.to_thread(function, *args, **kwargs)


async def test_messages(vk: VkApi, scene: Scene, anna: int) -> None:
    """Sent with its keyboard, edited, read back; a refusal is its exception."""
    api = vk.get_api()
    keyboard = VkKeyboard(inline=True)
    keyboard.add_callback_button("Взять", VkKeyboardColor.SECONDARY, {"take": 1})
    keyboard.add_line()
    keyboard.add_openlink_button("Сайт", "https://example.ru")
    given = {"peer_id": anna, "message": "Чем помочь?", "random_id": 1, "keyboard": keyboard.get_keyboard()}
    number = await threaded(api.messages.send, **given)
    await threaded(api.messages.edit, peer_id=anna, message_id=number, message="Готово")
    history = await threaded(api.messages.getHistory, peer_id=anna)
    assert [item["text"] for item in history["items"]] == ["Готово", "Здравствуйте!"]
    with pytest.raises(ApiError) as refusal:
        await threaded(api.messages.send, peer_id=1, message="а", random_id=2)
    assert refusal.value.code == 936


async def test_a_dead_server(vk: VkApi, scene: Scene) -> None:
    """An HTTP status is its exception too."""
    scene.world.faults.order("server_error", status=502)
    with pytest.raises(ApiHttpError):
        await threaded(vk.method, "groups.getById")


async def test_the_long_poll(vk: VkApi, people: People, scene: Scene, anna: int) -> None:
    """`check` gets events, waits for them, and goes on after each `failed`."""
    poll = await threaded(VkBotLongPoll, vk, scene.community.id, wait=0)
    people.write(anna, "вопрос")
    (event,) = await threaded(poll.check)
    assert (event.type, event.message.text, event.from_user) == (VkBotEventType.MESSAGE_NEW, "вопрос", True)
    for failed in (1, 2, 3):
        scene.world.faults.order("failed", failed=failed)
        assert await threaded(poll.check) == []
    people.edit(anna, 2, "другой вопрос")
    (event,) = await threaded(poll.check)
    assert (event.type, event.object.text) == (VkBotEventType.MESSAGE_EDIT, "другой вопрос")
    poll.wait = 25
    calls = len(scene.world.calls.since())
    asked = asyncio.create_task(threaded(poll.check))
    await arrived(scene, calls + 1)
    people.press_callback(anna, 1, {"take": 1})
    (event,) = await asked
    assert (event.type, event.object.payload) == (VkBotEventType.MESSAGE_EVENT, {"take": 1})


def _pooled(vk: VkApi, calls: list[tuple[str, dict[str, Any]]]) -> list[Any]:
    with VkRequestsPool(vk) as pool:
        results = [pool.method(method, values) for method, values in calls]
    return [result.result if result.ok else result.error["error_code"] for result in results]


async def test_a_pool_of_one_method(vk: VkApi, scene: Scene, anna: int) -> None:
    """Thirty messages are two requests; quotes and lines survive; what fails fails alone."""
    texts = ['раз "два"', "строка\nещё", "\\ и 'так'", *map(str, range(27))]
    calls = [
        ("messages.send", {"peer_id": anna, "message": text, "random_id": number})
        for number, text in enumerate(texts, 1)
    ]
    calls[28] = ("messages.send", {"peer_id": 1, "message": "а", "random_id": 99})
    results = await threaded(_pooled, vk, calls)
    assert (results[:3], results[28], results[29]) == ([2, 3, 4], 936, 30)
    assert len(scene.world.calls.since()) == 2
    sent = [message.text for message in scene.world.dialogues[anna].messages.values()]
    assert sent[1:4] == texts[:3]


async def test_a_pool_of_many_methods(vk: VkApi, anna: int) -> None:
    """Different calls in one request, with keyboards as strings."""
    keyboard = json.dumps({"buttons": [], "one_time": True})
    calls = [
        ("users.get", {"user_ids": [anna]}),
        ("messages.send", {"peer_id": anna, "message": "а", "random_id": 1, "keyboard": keyboard}),
        ("messages.markAsRead", {"peer_id": anna}),
    ]
    people, number, marked = await threaded(_pooled, vk, calls)
    assert (people[0]["id"], number, marked) == (anna, 2, 1)


async def test_uploads(vk: VkApi, scene: Scene, anna: int) -> None:
    """Photos, a document with a Russian name, a voice message."""
    upload = VkUpload(vk)
    picture = io.BytesIO(STUBS["photo"][1])
    picture.name = "снимок.jpg"
    (photo,) = await threaded(upload.photo_messages, picture, peer_id=anna)
    document = io.BytesIO(b"%PDF-1.7")
    document.name = "Счёт.pdf"
    doc = (await threaded(upload.document_message, document, title="Счёт.pdf", peer_id=anna))["doc"]
    assert (doc["title"], doc["ext"]) == ("Счёт.pdf", "pdf")
    voice = io.BytesIO(b"OggS")
    voice.name = "голос.ogg"
    said = (await threaded(upload.audio_message, voice, peer_id=anna))["audio_message"]
    names = [
        f"{kind}{one['owner_id']}_{one['id']}_{one['access_key']}" for kind, one in (("photo", photo), ("doc", doc))
    ]
    names.append(f"audio_message{said['owner_id']}_{said['id']}")
    given = {"peer_id": anna, "random_id": 1, "attachment": ",".join(names)}
    await threaded(vk.method, "messages.send", given)
    shown = scene.world.snapshot()["chats"][0]["messages"][-1]["attachments"]
    assert [item["kind"] for item in shown] == ["photo", "doc", "audio_message"]


async def test_another_version(vk: VkApi, anna: int) -> None:
    """`v` is what the client says: the package's own default is taken too."""
    vk.api_version = "5.92"
    assert (await threaded(vk.method, "users.get", {"user_ids": anna}))[0]["id"] == anna
