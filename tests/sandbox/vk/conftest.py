"""A scene, a plain HTTP client of its API and long poll, and a clock to move; all that was said is checked against VK's
description at the end of every test.

`http` asks the application directly; the modules where the connection itself matters have one over the server of `url`.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from bot.sandbox.vk.people import People
from bot.sandbox.vk.scene import Scene, set_scene
from bot.sandbox.vk.server import application, serving
from tests.sandbox.vk.spec import SpecChecked, vk_spec, vk_spec_checked

__all__ = ["vk_spec", "vk_spec_checked"]

JSON = dict[str, Any]


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
    """The API for the community's key; `ok` and `refused` say what is expected."""

    http: httpx.AsyncClient
    token: str
    random_ids: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    async def __call__(self, method: str, **params: Any) -> JSON:
        """The whole answer; what is no string is sent as JSON."""
        form = {key: _form(value) for key, value in params.items()}
        form = {"access_token": self.token, "v": "5.199"} | form
        response = await self.http.post(f"/method/{method}", data=form)
        assert response.status_code == 200
        answer: JSON = response.json()
        return answer

    async def ok(self, method: str, **params: Any) -> Any:
        """The response of a request that must succeed."""
        answer = await self(method, **params)
        assert "response" in answer, answer
        return answer["response"]

    async def refused(self, method: str, **params: Any) -> tuple[int, str]:
        """Code and text of a request that must fail."""
        answer = await self(method, **params)
        assert "error" in answer, answer
        return answer["error"]["error_code"], answer["error"]["error_msg"]

    async def send(self, peer: int, text: str = "ответ", **params: Any) -> int:
        """A message with a `random_id` of its own; returns its id."""
        given = {"peer_id": peer, "message": text, "random_id": next(self.random_ids)} | params
        number: int = await self.ok("messages.send", **given)
        return number


def _form(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


@dataclass
class Poll:
    """The long poll as a client keeps it."""

    http: httpx.AsyncClient
    server: str
    key: str
    ts: str

    async def __call__(self, wait: int = 0) -> JSON:
        """One question; the answer's `ts` is kept."""
        params: dict[str, str | int] = {"act": "a_check", "key": self.key, "ts": self.ts, "wait": wait}
        answer: JSON = (await self.http.get(self.server, params=params)).json()
        self.ts = str(answer.get("ts", self.ts))
        return answer

    async def events(self) -> list[tuple[str, JSON]]:
        """The types and objects of what is new."""
        return [(update["type"], update["object"]) for update in (await self())["updates"]]


@pytest.fixture
def clock() -> HandClock:
    """The world's clock."""
    return HandClock()


@pytest.fixture
def scene(clock: HandClock, vk_spec_checked: SpecChecked) -> Scene:
    """The community, nothing refused for being too much."""
    scene = set_scene(clock, budgets=False)
    vk_spec_checked(scene.world)
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
async def http(scene: Scene) -> AsyncIterator[httpx.AsyncClient]:
    """A plain client of the application."""
    transport = httpx.ASGITransport(application(scene.world))
    async with httpx.AsyncClient(transport=transport, base_url=scene.world.base_url) as client:
        yield client


@pytest.fixture
def api(http: httpx.AsyncClient, scene: Scene) -> Api:
    """The community's API."""
    return Api(http, scene.community.token)


@pytest.fixture
async def poll(api: Api, scene: Scene) -> Poll:
    """The long poll from now on."""
    server = await api.ok("groups.getLongPollServer", group_id=scene.community.id)
    return Poll(api.http, **server)


@pytest.fixture
def anna(people: People) -> int:
    """A person who has written once."""
    person = people.add_user("Анна Ким", "anna_kim")
    people.write(person, "Здравствуйте!")
    return person


async def arrived(scene: Scene, calls: int) -> None:
    """Waits until the server has begun so many requests."""
    async with asyncio.timeout(5):
        while len(scene.world.calls.since()) < calls:  # noqa: ASYNC110  # the log has no bell
            await asyncio.sleep(0.005)
