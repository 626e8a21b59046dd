"""The web side of the service: its routes in one application, served until the service is told to stop."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections.abc import Iterator, Sequence

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from bot.errors import SettingsError
from bot.settings import Listen
from bot.texts import say
from bot.web.health import Health, health_route

_GRACE = 0.4
"""Seconds that open requests (an SSE stream never ends by itself) get after the stop."""

_BACKLOG = 256


def web_application(health: Health, routes: Sequence[BaseRoute] = ()) -> Starlette:
    """Health, and whatever else is served; `routes` come after it."""
    return Starlette(routes=[health_route(health), *routes])


class _Server(uvicorn.Server):
    """uvicorn that leaves signals to the service."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Does nothing: SIGTERM means more here than the end of the web."""
        yield


def bind(listen: Listen) -> socket.socket:
    """A listening socket. Raises `SettingsError` in a sentence when the address is taken, foreign or forbidden."""
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    try:
        # Without it a restarted service would wait a minute for its own closed connections.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((listen.host, listen.port))
        sock.listen(_BACKLOG)
    except OSError as error:
        sock.close()
        raise SettingsError(_reason(listen, error)) from None
    return sock


def _reason(listen: Listen, error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return say("web-taken", listen=str(listen))
    if error.errno == errno.EACCES:
        return say("web-forbidden", listen=str(listen))
    return say("web-foreign", listen=str(listen))


async def serve_web(app: ASGIApp, listen: Listen | socket.socket, stop: asyncio.Event) -> None:
    """Serves until `stop` is set, then ends within a second, open streams included.

    `listen` is an address or a socket from `bind`. Raises `SettingsError` when the address cannot be had.
    """
    sock = bind(listen) if isinstance(listen, Listen) else listen
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="auto", timeout_graceful_shutdown=1, server_header=False
    )
    server = _Server(config)
    serving = asyncio.create_task(server.serve(sockets=[sock]), name="web")
    stopping = asyncio.create_task(stop.wait(), name="web-stop")
    try:
        await asyncio.wait({serving, stopping}, return_when=asyncio.FIRST_COMPLETED)
        server.should_exit = True
        await asyncio.wait({serving}, timeout=_GRACE)
        for connection in list(server.server_state.connections):
            # To the stream it looks as if its reader had left: it ends in order, without a traceback.
            connection.transport.abort()
        await serving
    finally:
        stopping.cancel()
        serving.cancel()
        sock.close()
