"""The page over emulated messengers, all on real loopback servers, without the service."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from playwright.async_api import Browser, async_playwright
from starlette.applications import Starlette

from bot.sandbox import cast
from bot.sandbox.page.routes import page_routes
from bot.sandbox.stage import Stage, set_stage
from bot.sandbox.telegram.accounts import Bot
from bot.sandbox.telegram.model import Message
from bot.sandbox.telegram.scene import Scene
from bot.sandbox.telegram.server import serving
from bot.sandbox.vk.server import serving as serving_vk
from bot.settings import Listen
from bot.web.application import bind, serve_web


@dataclass(frozen=True)
class Page:
    """A served page: its address, what it shows, and a plain HTTP client of it."""

    url: str
    stage: Stage
    http: httpx.AsyncClient
    client: int
    vk_client: int
    operator: int
    stop: asyncio.Event

    @property
    def scene(self) -> Scene:
        """The emulated Telegram."""
        return self.stage.telegram

    @property
    def bot(self) -> int:
        """The clients' bot."""
        return self.scene.clients_bot.id

    @property
    def group(self) -> int:
        """The operators' group as it is now."""
        return self.scene.group.id

    async def act(self, action: str, **body: Any) -> Any:
        """Does an action that must succeed; returns its result."""
        response = await self.http.post(f"/sandbox/do/{action}", json=body)
        assert response.status_code == 200, response.text
        return response.json()["result"]

    async def refused(self, action: str, **body: Any) -> tuple[int, str]:
        """The status and the sentence of an action that must fail."""
        response = await self.http.post(f"/sandbox/do/{action}", json=body)
        assert response.status_code >= 400, response.text
        return response.status_code, response.json()["error"]

    def messages(self) -> list[Message]:
        """The client's chat."""
        return list(self.scene.world.private[self.bot, self.client].messages.values())


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """The page with a client in each messenger and one operator."""
    stage, stop = set_stage(budgets=False), asyncio.Event()
    client, operator = cast.add_client(stage.telegram.world), cast.add_operator(stage.telegram.world)
    vk_client = cast.add_vk_client(stage.vk.world)
    sock = bind(Listen("127.0.0.1", 0))
    url = f"http://127.0.0.1:{sock.getsockname()[1]}"
    web = asyncio.create_task(serve_web(Starlette(routes=page_routes(stage, stop)), sock, stop))
    async with httpx.AsyncClient(base_url=url, trust_env=False) as http:
        yield Page(url, stage, http, client, vk_client, operator, stop)
    stop.set()
    await web


FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture
async def browser(chromium: str) -> AsyncIterator[Browser]:
    """Debian's Chromium without a window."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        await browser.close()


@pytest.fixture
async def vk_api(page: Page) -> AsyncIterator[VkApi]:
    """The emulated VK's API, over HTTP."""
    world = page.stage.vk.world
    async with serving_vk(world) as url, httpx.AsyncClient(base_url=url, trust_env=False) as http:
        yield VkApi(http, world.community.token)


@dataclass(frozen=True)
class VkApi:
    """What the community asks for."""

    http: httpx.AsyncClient
    token: str

    async def __call__(self, method: str, **params: Any) -> Any:
        """The response of a request that must succeed; what is no string is sent as JSON."""
        form = {name: value if isinstance(value, str) else json.dumps(value) for name, value in params.items()}
        form |= {"access_token": self.token, "v": "5.199"}
        answer = (await self.http.post(f"/method/{method}", data=form)).json()
        assert "response" in answer, answer
        return answer["response"]


@pytest.fixture
async def api(page: Page) -> AsyncIterator[BotApi]:
    """The emulated Bot API of the page's scene, over HTTP."""
    async with serving(page.scene.world) as url, httpx.AsyncClient(base_url=url, trust_env=False) as http:
        yield BotApi(http)


@dataclass(frozen=True)
class BotApi:
    """What a bot asks for."""

    http: httpx.AsyncClient

    async def __call__(self, bot: Bot, method: str, **parameters: Any) -> Any:
        """The result of a request that must succeed."""
        response = await self.http.post(f"/bot{bot.token}/{method}", json=parameters, timeout=60)
        answer = response.json()
        assert answer["ok"], answer
        return answer["result"]


@pytest.fixture
async def echo(page: Page, api: BotApi) -> AsyncIterator[None]:
    """A clients' bot that says everything back with two buttons and a menu, and answers the buttons."""
    task = asyncio.create_task(_echo(page.scene.clients_bot, api))
    yield
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def _echo(bot: Bot, api: BotApi) -> None:
    offset = 0
    while True:
        for update in await api(bot, "getUpdates", offset=offset, timeout=20):
            offset = update["update_id"] + 1
            if "message" in update:
                await _say_back(bot, api, update["message"])
            if "callback_query" in update:
                query = update["callback_query"]
                alert = query["data"] == "no"
                await api(bot, "answerCallbackQuery", callback_query_id=query["id"], text="Принято", show_alert=alert)


async def _say_back(bot: Bot, api: BotApi, message: dict[str, Any]) -> None:
    chat = message["chat"]["id"]
    if message.get("text") == "/start":
        menu = {"keyboard": [[{"text": "Мои обращения"}, {"text": "Помощь"}]], "resize_keyboard": True}
        await api(bot, "sendMessage", chat_id=chat, text="Здравствуйте!", reply_markup=menu)
        return
    keys = [[{"text": "Да", "callback_data": "yes", "style": "success"}, {"text": "Нет", "callback_data": "no"}]]
    await api(
        bot,
        "sendMessage",
        chat_id=chat,
        text=f"Вы сказали: {message.get('text', 'что-то')}",
        entities=[{"type": "bold", "offset": 0, "length": 11}],
        reply_parameters={"message_id": message["message_id"]},
        reply_markup={"inline_keyboard": keys},
    )
