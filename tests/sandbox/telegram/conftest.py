"""A scene with its server, a plain HTTP client of its Bot API, and a clock to move; all that was said is checked
against Telegram's description at the end of every test."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from aiogram import Bot as AiogramBot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram import Bot as TelegramBot

from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.scene import CLIENTS_BOT, DESK_BOT, Scene, set_scene
from bot.sandbox.telegram.server import serving
from tests.sandbox.telegram.spec import SpecChecked, spec, spec_checked

__all__ = ["spec", "spec_checked"]


class HandClock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self._now = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it shows."""
        return self._now

    def move(self, seconds: float) -> None:
        """Later by so much."""
        self._now += timedelta(seconds=seconds)


@dataclass
class Api:
    """The Bot API for one token; `ok` and `refused` say what is expected."""

    http: httpx.AsyncClient
    token: str

    async def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        """The whole answer."""
        response = await self.http.post(f"/bot{self.token}/{method}", json=params)
        answer: dict[str, Any] = response.json()
        assert response.status_code == answer.get("error_code", 200)
        return answer

    async def upload(self, method: str, files: dict[str, Any], **params: Any) -> dict[str, Any]:
        """The whole answer to a form; each of `files` is `(name, bytes)` or `(name, bytes, media type)`."""
        fields = {
            name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            for name, value in params.items()
        }
        response = await self.http.post(f"/bot{self.token}/{method}", data=fields, files=files)
        answer: dict[str, Any] = response.json()
        assert response.status_code == answer.get("error_code", 200)
        return answer

    async def sent(self, method: str, files: dict[str, Any], **params: Any) -> Any:
        """The result of a form that must succeed."""
        answer = await self.upload(method, files, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def download(self, file_id: str) -> bytes:
        """The bytes of a file."""
        path = (await self.ok("getFile", file_id=file_id))["file_path"]
        response = await self.http.get(f"/file/bot{self.token}/{path}")
        assert response.status_code == 200
        return response.content

    async def ok(self, method: str, **params: Any) -> Any:
        """The result of a request that must succeed."""
        answer = await self(method, **params)
        assert answer["ok"], answer
        return answer["result"]

    async def refused(self, method: str, **params: Any) -> str:
        """The description of a request that must fail."""
        answer = await self(method, **params)
        assert not answer["ok"], answer
        return str(answer["description"])

    async def updates(self, **params: Any) -> list[dict[str, Any]]:
        """What waits for the bot."""
        result: list[dict[str, Any]] = await self.ok("getUpdates", **params)
        return result


@pytest.fixture
def clock() -> HandClock:
    """The world's clock."""
    return HandClock()


@pytest.fixture
def scene(clock: HandClock, spec_checked: SpecChecked) -> Scene:
    """Two bots and the operators' group, nothing refused for being too much."""
    scene = set_scene(clock, budgets=False)
    spec_checked(scene.world)
    return scene


@pytest.fixture
def people(scene: Scene) -> People:
    """What people do."""
    return scene.world.people


@pytest.fixture
async def url(scene: Scene) -> AsyncIterator[str]:
    """The server of the scene."""
    async with serving(scene.world) as base:
        yield base


@pytest.fixture
async def http(url: str) -> AsyncIterator[httpx.AsyncClient]:
    """A plain client of that server."""
    async with httpx.AsyncClient(base_url=url, trust_env=False) as client:
        yield client


@pytest.fixture
def api(http: httpx.AsyncClient, scene: Scene) -> Api:
    """The clients' bot."""
    return Api(http, scene.clients_bot.token)


@pytest.fixture
def desk(http: httpx.AsyncClient, scene: Scene) -> Api:
    """The desk's bot."""
    return Api(http, scene.desk_bot.token)


@pytest.fixture
def anna(scene: Scene, people: People) -> int:
    """A client who has just said /start; the update is already gone."""
    person = people.add_client("Анна Ким", "anna_kim")
    people.start(person, scene.clients_bot.id)
    scene.clients_bot.updates.forget()
    return person


@pytest.fixture
def oleg(people: People) -> int:
    """An operator, a member of the group."""
    return people.add_operator("Олег Титов")


async def arrived(scene: Scene, calls: int) -> None:
    """Waits until the server has begun so many requests."""
    async with asyncio.timeout(5):
        while len(scene.world.calls.since()) < calls:  # noqa: ASYNC110  # the log has no bell
            await asyncio.sleep(0.005)


@pytest.fixture
async def aiogram_bot(url: str) -> AsyncIterator[AiogramBot]:
    """aiogram's bot, asking the emulator."""
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    bot = AiogramBot(CLIENTS_BOT, session=session)
    yield bot
    await session.close()


@pytest.fixture
async def telegram_bot(url: str) -> AsyncIterator[TelegramBot]:
    """python-telegram-bot's bot, asking the emulator."""
    async with TelegramBot(DESK_BOT, base_url=f"{url}/bot", base_file_url=f"{url}/file/bot") as bot:
        yield bot
