"""The whole line in a test: the emulated Telegram, the real service over HTTP, clients and operators who talk.

People act through `world.people`; whatever the service does is waited for in what people see, with a deadline.
"""

from __future__ import annotations

import asyncio
import itertools
import json
import logging
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import structlog

from bot.app import run_service
from bot.clock import SystemClock
from bot.sandbox.telegram.model import Message
from bot.sandbox.telegram.scene import Scene, set_scene
from bot.sandbox.telegram.server import serving
from bot.sandbox.telegram.world import World
from bot.sandbox.vk.scene import Scene as VkScene
from bot.sandbox.vk.scene import set_scene as set_vk_scene
from bot.sandbox.vk.server import serving as vk_serving
from bot.settings import load
from tests.e2e.people import Client, Operator
from tests.e2e.vk_people import VkClient
from tests.e2e.waiting import until
from tests.sandbox.telegram.spec import check
from tests.sandbox.vk.spec import check as check_vk

QUESTION = "забыла пароль"
"""The knowledge base answers it with one article."""


class ShiftedClock:
    """The machine's clock, put forward by a test."""

    def __init__(self) -> None:
        self._ahead = timedelta()

    def now(self) -> datetime:
        """The moment it shows."""
        return SystemClock().now() + self._ahead

    def forward(self, **by: float) -> None:
        """Later by so much (`timedelta`'s words)."""
        self._ahead += timedelta(**by)


def free_port() -> int:
    """A TCP port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


@dataclass
class Line:
    """One emulated Telegram and the settings of the service beside it. `options` are sections of `liniya.toml` that
    differ from what tests usually want: no waiting for further lines, paces that hold nobody up."""

    scene: Scene
    url: str
    folder: Path
    vk: tuple[VkScene, str] | None = None
    """The emulated VK and its address, where the line has VK as well."""
    options: dict[str, dict[str, Any]] = field(default_factory=dict)
    clock: ShiftedClock = field(default_factory=ShiftedClock)
    port: int = field(default_factory=free_port)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    @property
    def world(self) -> World:
        """The emulated Telegram."""
        return self.scene.world

    @property
    def bot(self) -> int:
        """The clients' bot."""
        return self.scene.clients_bot.id

    @property
    def group(self) -> int:
        """The operators' group as it is now."""
        return self.scene.group.id

    @property
    def database(self) -> Path:
        """The service's SQLite file."""
        return self.folder / "liniya.db"

    def configured(self) -> Path:
        """`liniya.toml`, written anew."""
        sections: dict[str, dict[str, Any]] = {
            "telegram": {"token": self.scene.clients_bot.token, "api_url": self.url}
            | {"per_second": 10_000, "per_chat_per_second": 1000},
            "desk": {"token": self.scene.desk_bot.token, "api_url": self.url}
            | {"chat_id": self.group, "per_minute": 100_000},
            "dialogue": {"burst_seconds": 0},
            "web": {"listen": f"127.0.0.1:{self.port}"},
        }
        if self.vk is not None:
            scene, url = self.vk
            sections["vk"] = {"token": scene.community.token, "group_id": scene.community.id, "api_url": url}
            sections["vk"]["per_second"] = 1000
        lines = [f"data_dir = {json.dumps(str(self.folder))}"]
        for name in sections | self.options:
            lines.append(f"[{name}]")
            keys = sections.get(name, {}) | self.options.get(name, {})
            lines += [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
        file = self.folder / "liniya.toml"
        file.write_text("\n".join(lines))
        return file

    @asynccontextmanager
    async def service(self) -> AsyncIterator[None]:
        """The service in this process, until the end of the block; it has to end in order."""
        stop = asyncio.Event()
        with logs_as_before():
            task = asyncio.create_task(run_service(load(self.configured()), stop, clock=self.clock))
            try:
                await self.is_read(task)
                yield
            finally:
                stop.set()
                assert await asyncio.wait_for(task, 15) == 0

    def child(self) -> subprocess.Popen[bytes]:
        """The service as a process of its own."""
        command = [sys.executable, "-m", "bot", "--config", str(self.configured()), "run"]
        with (self.folder / "service.log").open("ab") as log:
            return subprocess.Popen(command, cwd=self.folder, stdout=log, stderr=log)  # noqa: S603  (our own)

    async def liniya(self, *arguments: str) -> str:
        """What a command says; it has to succeed."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "--config", str(self.folder / "liniya.toml"), *arguments),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            cwd=self.folder,
        )
        said, complaint = await process.communicate()
        assert process.returncode == 0, complaint.decode()
        return said.decode()

    async def is_read(self, service: asyncio.Task[int] | None = None) -> None:
        """Waits until both bots ask for updates that are not there yet."""
        begun = max((call.number for call in self.world.calls.since()), default=0)
        polls = max((call.number for call in self.vk[0].world.calls.since()), default=0) if self.vk else 0

        def asked() -> bool:
            assert service is None or not service.done() or service.exception() is None, service.exception()
            waiting = {call.bot for call in self.world.calls.since(begun) if call.method.lower() == "getupdates"}
            polled = self.vk is None or any(call.method == "a_check" for call in self.vk[0].world.calls.since(polls))
            return polled and waiting == {bot.id for bot in self.world.bots.values()}

        await until(asked, "all messengers are asked for updates", 120)

    # --- people -------------------------------------------------------------------------------------------------

    def client(self) -> Client:
        """A new client, who has opened the chat and said nothing yet."""
        name = f"Клиент {next(self._numbers)}"
        person = self.world.add_person(name)
        self.world.open_private(self.scene.clients_bot, person)
        return Client(self, person.id, name)

    @property
    def vk_scene(self) -> VkScene:
        """The emulated VK."""
        assert self.vk is not None
        return self.vk[0]

    def vk_client(self) -> VkClient:
        """A new client on VK, who has not written yet."""
        name = f"Клиент {next(self._numbers)}"
        return VkClient(self, self.vk_scene.world.people.add_user(name), name)

    def operator(self) -> Operator:
        """A new operator in the group."""
        name = f"Оператор {next(self._numbers)}"
        return Operator(self, self.world.add_person(name, "operator").id, name)

    async def with_ticket(self) -> Client:
        """A client whose question waits for an operator; the card stands in the topic."""
        client = self.client()
        await self.calls_for_people(client)
        return client

    async def calls_for_people(self, client: Client | VkClient) -> None:
        """The client asks, calls for a specialist and consents."""
        client.says(QUESTION)
        await client.presses("Позвать специалиста")
        await client.presses("Даю согласие")
        await client.hears("принято")
        await client.topic.shows("Вопрос:")

    async def with_operator(self) -> tuple[Client, Operator]:
        """A client with the operator who has taken their ticket."""
        client, operator = await self.with_ticket(), self.operator()
        await operator.presses(client.topic, "Взять")
        await client.hears("Вам отвечает")
        return client, operator

    async def taken_on_vk(self) -> tuple[VkClient, Operator]:
        """A client on VK with the operator who has taken their ticket."""
        client, operator = self.vk_client(), self.operator()
        await self.calls_for_people(client)
        await operator.presses(client.topic, "Взять")
        await client.hears("Вам отвечает")
        return client, operator

    def general(self) -> list[Message]:
        """What stands in General."""
        return [message for message in self.scene.group.messages.values() if message.topic is None]


@asynccontextmanager
async def telegram_for_line(folder: Path, *, budgets: bool = False, **options: dict[str, Any]) -> AsyncIterator[Line]:
    """The emulated Telegram with a line that is not running yet; all that was asked is checked at the end against
    Telegram's description of the Bot API, where that is at hand."""
    scene = set_scene(budgets=budgets, calls=1_000_000)
    async with serving(scene.world) as url:
        yield Line(scene, url, folder, options=options)
    check(scene.world)


@asynccontextmanager
async def messengers_for_line(folder: Path, **options: dict[str, Any]) -> AsyncIterator[Line]:
    """The same with the emulated VK beside it, judged by VK's own description."""
    vk_scene = set_vk_scene(budgets=False, calls=1_000_000)
    async with telegram_for_line(folder, budgets=False, **options) as line, vk_serving(vk_scene.world) as url:
        line.vk = vk_scene, url
        yield line
    check_vk(vk_scene.world)


@asynccontextmanager
async def running_line(folder: Path, *, budgets: bool = False, **options: dict[str, Any]) -> AsyncIterator[Line]:
    """The same, with the service running in this process."""
    async with telegram_for_line(folder, budgets=budgets, **options) as line, line.service():
        yield line


@contextmanager
def logs_as_before() -> Iterator[None]:
    """The service sets the process's logging up; a test leaves it as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.captureWarnings(False)
        structlog.reset_defaults()
