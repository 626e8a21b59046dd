"""A Bot API that says exactly what a test tells it to, over real HTTP: for answers that a sane server seldom gives."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl


@dataclass(frozen=True)
class Says:
    """An answer: JSON, or text as a proxy on the way would give."""

    status: int
    body: dict[str, Any] | str


class Drops:
    """The request is read and the connection closed."""


class Hangs:
    """The request is read and nothing more comes."""


Step = Says | Drops | Hangs


def ok(result: Any) -> Says:
    """What was asked for was done."""
    return Says(200, {"ok": True, "result": result})


def refusal(code: int, description: str, **parameters: int) -> Says:
    """What was asked for was not done."""
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return Says(code, body | ({"parameters": parameters} if parameters else {}))


@dataclass
class ScriptedApi:
    """The server: goes through `steps`, the last one again and again, and keeps what it was asked."""

    steps: list[Step] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    url: str = ""
    headers: str = ""
    """Further lines for the head of every answer, each with its end."""

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection."""
        try:
            while line := await reader.readline():
                await self._read(line, reader)
                step = self.steps.pop(0) if len(self.steps) > 1 else self.steps[0]
                if isinstance(step, Hangs):
                    await reader.read()
                if not isinstance(step, Says):
                    return
                await self._write(step, writer)
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def _read(self, line: bytes, reader: asyncio.StreamReader) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = next((int(row.partition(":")[2]) for row in head.splitlines() if row.startswith("content-length:")), 0)
        body = (await reader.readexactly(length)).decode()
        self.asked.append((line.split()[1].decode().rpartition("/")[2], dict(parse_qsl(body))))

    async def _write(self, step: Says, writer: asyncio.StreamWriter) -> None:
        text = step.body if isinstance(step.body, str) else json.dumps(step.body)
        body = text.encode()
        writer.write(f"HTTP/1.1 {step.status} X\r\n{self.headers}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        await writer.drain()


@asynccontextmanager
async def scripted(*steps: Step) -> AsyncIterator[ScriptedApi]:
    """The server on a free port of loopback; without steps nobody listens at its address."""
    api = ScriptedApi(list(steps))
    server = await asyncio.start_server(api.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    api.url = f"http://127.0.0.1:{port}"
    if not steps:
        server.close()
    try:
        yield api
    finally:
        server.close()
