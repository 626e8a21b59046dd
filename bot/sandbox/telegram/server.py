"""The HTTP of the emulated Bot API: `/bot<token>/<method>`, `/file/bot<token>/<path>`, and `/control` for tests.

The Bot API's own paths are plain ASGI, because a benchmark must measure the client and not the sandbox; the rest is
Starlette's.
"""

from __future__ import annotations

import json
from contextlib import AbstractAsyncContextManager
from functools import partial
from typing import Any
from urllib.parse import unquote

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox import http
from bot.sandbox.control import routes
from bot.sandbox.http import HungUp
from bot.sandbox.telegram import bodies
from bot.sandbox.telegram.api import answer
from bot.sandbox.telegram.model import StoredFile
from bot.sandbox.telegram.refusals import ApiError
from bot.sandbox.telegram.world import World


def application(world: World) -> ASGIApp:
    """The ASGI application of one world."""
    rest = Starlette(routes=routes(world, partial(_scene, world)))

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["type"] == "http" and path.startswith("/bot"):
            await _serve_method(world, scope, receive, send)
        elif scope["type"] == "http" and path.startswith("/file/bot"):
            await _serve_file(world, path, send)
        else:
            await rest(scope, receive, send)

    return app


def _scene(world: World) -> dict[str, Any]:
    """Bots with their tokens, and the groups' ids."""
    bots = [{"id": bot.id, "username": bot.username, "token": bot.token} for bot in world.bots.values()]
    return {"bots": bots, "groups": list(world.groups)}


async def _serve_method(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    token, _, method = unquote(scope["path"].removeprefix("/bot")).partition("/")
    body = await http.read(receive)
    try:
        given = bodies.parameters(scope["query_string"], http.content_type(scope), body)
        status, result = await answer(world, token, method, given)
    except ApiError as error:
        status, result = error.code, error.to_json()
    except HungUp:
        await http.hang_up(receive, send)
        return
    data = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode()
    await http.respond(send, status, data)


async def _serve_file(world: World, path: str, send: Send) -> None:
    """A file by the path that `getFile` told, to the bot that may have it."""
    token, _, rest = unquote(path.removeprefix("/file/bot")).partition("/")
    file = world.files.get(rest.rpartition("/")[2])
    if token not in world.bots or file is None:
        await http.respond(send, 404, json.dumps(ApiError(404, "Not Found").to_json()).encode())
        return
    await http.respond(send, 200, _contents(file), (b"content-type", b"application/octet-stream"))


def _contents(file: StoredFile) -> bytes:
    """As many bytes as the file claims to have; a stub is padded."""
    return file.data.ljust(file.size, b"\0")


def serving(world: World, port: int = 0, host: str = "127.0.0.1") -> AbstractAsyncContextManager[str]:
    """Serves a world while the block runs, on a free port unless one is named; gives the base URL."""
    return http.serving(application(world), world.close, port, host)
