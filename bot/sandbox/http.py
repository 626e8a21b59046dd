"""The HTTP under an emulated messenger: plain ASGI parts, and a uvicorn that serves on loopback for a while."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

JSON = (b"content-type", b"application/json")


class HungUp(Exception):
    """The connection is to be dropped without an answer, or its other end has dropped it."""


async def read(receive: Receive) -> bytes:
    """The whole body of a request. Raises `HungUp`."""
    return b"".join([piece async for piece in pieces(receive)])


async def pieces(receive: Receive) -> AsyncGenerator[bytes, None]:
    """The body of a request as it comes. Raises `HungUp` where whoever writes goes before its end: half a request is
    none."""
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise HungUp
        yield message.get("body", b"")
        more = message.get("more_body", False)


def content_type(scope: Scope) -> str:
    """The header of that name; empty when there is none."""
    return next((value.decode() for name, value in scope["headers"] if name == b"content-type"), "")


async def respond(send: Send, status: int, data: bytes, kind: tuple[bytes, bytes] = JSON) -> None:
    """Answers with `data`, whose media type is the header `kind`."""
    headers = [kind, (b"content-length", str(len(data)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": data})


async def hang_up(receive: Receive, send: Send) -> None:
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
async def serving(app: ASGIApp, close: Callable[[], None], port: int, host: str) -> AsyncIterator[str]:
    """Serves while the block runs, port 0 being a free one; gives the base URL. `close` lets waiting requests go."""
    listening = _listening(host, port)
    config = uvicorn.Config(
        app,
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
        close()
        server.should_exit = True
        await task
        listening.close()
