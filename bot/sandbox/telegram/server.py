"""The HTTP of the emulated Bot API: `/bot<token>/<method>`, `/file/bot<token>/<path>`, and `/control` for tests.

The Bot API's own paths are plain ASGI, because a benchmark must measure the client and not the sandbox; the rest is
Starlette's.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import unquote

import uvicorn
from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox.telegram import bodies
from bot.sandbox.telegram.api import HungUp, answer
from bot.sandbox.telegram.control import routes
from bot.sandbox.telegram.model import StoredFile
from bot.sandbox.telegram.refusals import ApiError
from bot.sandbox.telegram.world import World

_JSON = (b"content-type", b"application/json")


def application(world: World) -> ASGIApp:
    """The ASGI application of one world."""
    rest = Starlette(routes=routes(world))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["type"] == "http" and path.startswith("/bot"):
            await _serve_method(world, scope, receive, send)
        elif scope["type"] == "http" and path.startswith("/file/bot"):
            await _serve_file(world, path, send)
        else:
            await rest(scope, receive, send)

    return app


async def _serve_method(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    token, _, method = unquote(scope["path"].removeprefix("/bot")).partition("/")
    body = await _read(receive)
    try:
        given = bodies.parameters(scope["query_string"], _content_type(scope), body)
        status, result = await answer(world, token, method, given)
    except ApiError as error:
        status, result = error.code, error.to_json()
    except HungUp:
        await _hang_up(receive, send)
        return
    data = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode()
    await _respond(send, status, data, _JSON)


async def _serve_file(world: World, path: str, send: Send) -> None:
    """A file by the path that `getFile` told, to the bot that may have it."""
    token, _, rest = unquote(path.removeprefix("/file/bot")).partition("/")
    file = world.files.get(rest.rpartition("/")[2])
    if token not in world.bots or file is None:
        await _respond(send, 404, json.dumps(ApiError(404, "Not Found").to_json()).encode(), _JSON)
        return
    await _respond(send, 200, _contents(file), (b"content-type", b"application/octet-stream"))


def _contents(file: StoredFile) -> bytes:
    """As many bytes as the file claims to have; a stub is padded."""
    return file.data.ljust(file.size, b"\0")


async def _read(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message.get("body", b"")
    while message.get("more_body"):
        message = await receive()
        body += message.get("body", b"")
    return body


def _content_type(scope: Scope) -> str:
    return next((value.decode() for name, value in scope["headers"] if name == b"content-type"), "")


async def _respond(send: Send, status: int, data: bytes, kind: tuple[bytes, bytes]) -> None:
    headers = [kind, (b"content-length", str(len(data)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})


async def _hang_up(receive: Receive, send: Send) -> None:
    """Ends the connection without a byte. ASGI has no word for it: `send` is a method of uvicorn's request cycle,
    which holds the transport."""
    cycle: Any = send.__self__  # type: ignore[attr-defined]
    cycle.transport.abort()
    while (await receive())["type"] != "http.disconnect":
        continue


class _Server(uvicorn.Server):
    """uvicorn inside a program that has its own ideas about signals; `ready` once it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.ready = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, and says so."""
        await super().startup(sockets)
        self.ready.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves the signals alone."""
        yield


def _listening(host: str, port: int) -> socket.socket:
    """Made with its protocol named: asyncio sets TCP_NODELAY only then, and without it every answer waits 40 ms."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind((host, port))
    return listening


@contextlib.asynccontextmanager
async def serving(world: World, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serves a world while the block runs, on a free port unless one is named; gives the base URL."""

    listening = _listening(host, port)
    config = uvicorn.Config(
        application(world),
        log_level="warning",
        access_log=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=2,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        await server.ready.wait()
        yield f"http://{host}:{listening.getsockname()[1]}"
    finally:
        world.close()
        server.should_exit = True
        await task
        listening.close()
