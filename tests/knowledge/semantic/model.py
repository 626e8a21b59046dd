"""An embedding service on loopback, over real HTTP: a deterministic stand-in for a model, and every way to fail.

Its vectors are made of hashes: words of one meaning share a direction, other words have one of their own.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import numpy as np

from knowledge.stems import stem
from knowledge.text import tokens

LENGTH = 64
MEANINGS = (
    "платить деньги стоимость цена расходы",
    "услуги сервис возможности обслуживание",
    "уволить увольнение расчет попрощаться",
    "пароль ключ вход",
    "машина автомобиль транспорт",
)
_MEANING = {stem(word): line for line in MEANINGS for word in tokens(line)}


def vector(text: str) -> list[float]:
    """What the model makes of a text."""
    sums = np.zeros(LENGTH) + 0.01
    for word in tokens(text):
        name = _MEANING.get(stem(word), stem(word))
        seed = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
        sums += np.random.default_rng(seed).normal(size=LENGTH)
    return [float(value) for value in sums]


Answer = Callable[[dict[str, Any]], "tuple[int, bytes] | None"]
"""What is answered to a request: status and body; None hangs up without a word."""


def rightly(asked: dict[str, Any]) -> tuple[int, bytes]:
    """As OpenAI's API answers, in an order of its own."""
    data = [{"index": place, "embedding": vector(text)} for place, text in enumerate(asked["input"])]
    return 200, json.dumps({"object": "list", "data": data[::-1], "model": asked["model"]}).encode()


@dataclass
class Model:
    """The server. `answer` says what is answered; while `open` is clear everybody waits."""

    answer: Answer = rightly
    aliases: dict[str, str] = field(default_factory=dict)
    """Texts that mean what another one says."""
    asked: list[dict[str, Any]] = field(default_factory=list)
    headers: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    open: asyncio.Event = field(default_factory=asyncio.Event)
    url: str = ""

    @property
    def texts(self) -> list[str]:
        """Every text that was sent, in order."""
        return [text for one in self.asked for text in one["input"]]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            while line := await reader.readline():
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                self.headers.append(head)
                self.paths.append(line.split()[1].decode())
                length = next(int(row[15:]) for row in head.lower().splitlines() if row.startswith("content-length:"))
                self.asked.append(json.loads(await reader.readexactly(length)))
                await self.open.wait()
                meant = [self.aliases.get(text, text) for text in self.asked[-1]["input"]]
                answered = self.answer(self.asked[-1] | {"input": meant})
                if answered is None:
                    return
                status, body = answered
                writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body)
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()


@asynccontextmanager
async def model(answer: Answer = rightly) -> AsyncIterator[Model]:
    """The service on a free port."""
    stand_in = Model(answer)
    stand_in.open.set()
    connections: set[asyncio.Task[None]] = set()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.ensure_future(stand_in.serve(reader, writer))
        connections.add(task)
        task.add_done_callback(connections.discard)

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    stand_in.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield stand_in
    finally:
        server.close()
        for task in list(connections):
            task.cancel()
        await asyncio.gather(*connections, return_exceptions=True)
        await server.wait_closed()
