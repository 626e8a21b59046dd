"""The web server: stops when told, leaves signals alone, says what is wrong with its address."""

from __future__ import annotations

import asyncio
import signal
import socket
import time
from collections.abc import AsyncIterator

import httpx
import pytest
from sse_starlette import EventSourceResponse
from starlette.requests import Request
from starlette.routing import Route

from bot.errors import SettingsError
from bot.settings import Listen
from bot.web.application import bind, serve_web, web_application


async def _endless(_request: Request) -> EventSourceResponse:
    async def events() -> AsyncIterator[dict[str, str]]:
        yield {"data": "first"}
        await asyncio.Event().wait()

    return EventSourceResponse(events())


async def test_it_ends_within_a_second_with_an_open_stream() -> None:
    """An SSE reader who never leaves does not hold the service up."""
    sock, stop = bind(Listen("127.0.0.1", 0)), asyncio.Event()
    address = sock.getsockname()
    app = web_application(list, [Route("/events", _endless)])
    serving = asyncio.create_task(serve_web(app, sock, stop))
    async with (
        httpx.AsyncClient(trust_env=False) as client,
        client.stream("GET", f"http://127.0.0.1:{address[1]}/events") as stream,
    ):
        assert "first" in await anext(stream.aiter_text())
        begun = time.monotonic()
        stop.set()
        await asyncio.wait_for(serving, timeout=5)
        assert time.monotonic() - begun < 3
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(address)


async def test_signals_stay_with_the_service() -> None:
    """Serving installs no signal handlers of its own."""
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    sock, stop = bind(Listen("127.0.0.1", 0)), asyncio.Event()
    serving = asyncio.create_task(serve_web(web_application(list), sock, stop))
    async with httpx.AsyncClient(trust_env=False) as client:
        response = await client.get(f"http://127.0.0.1:{sock.getsockname()[1]}/health")
    assert response.status_code == 200
    assert (signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)) == before
    stop.set()
    await serving


async def test_a_taken_port_is_one_sentence() -> None:
    """The sentence names the address and the setting."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SettingsError, match=rf"127\.0\.0\.1:{port} занят.*web\.listen"):
            await serve_web(web_application(list), Listen("127.0.0.1", port), asyncio.Event())


async def test_a_foreign_address_is_one_sentence() -> None:
    """An address that this machine does not have (RFC 5737 keeps this one free)."""
    with pytest.raises(SettingsError, match=r"нет адреса 203\.0\.113\.7:8080"):
        bind(Listen("203.0.113.7", 8080))
