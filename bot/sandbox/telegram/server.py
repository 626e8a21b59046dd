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
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox import http
from bot.sandbox.control import routes
from bot.sandbox.http import HungUp
from bot.sandbox.telegram import bodies
from bot.sandbox.telegram.api import answer, meet
from bot.sandbox.telegram.downloads import file_response
from bot.sandbox.telegram.faults import DOWNLOAD, FaultKind
from bot.sandbox.telegram.files import StoredFile
from bot.sandbox.telegram.refusals import ApiError
from bot.sandbox.telegram.views import FILES_URL
from bot.sandbox.telegram.world import World
from bot.sandbox.trickling import trickle

_NOT_FOUND = b'{"ok":false,"error_code":404,"description":"Not Found"}'


def application(world: World) -> ASGIApp:
    """The ASGI application of one world."""
    rest = Starlette(routes=[*routes(world, partial(_scene, world)), _files(world)])

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        if scope["type"] == "http" and path.startswith("/bot"):
            await _serve_method(world, scope, receive, send)
        elif scope["type"] == "http" and path.startswith("/file/bot"):
            await _serve_file(world, scope, receive, send)
        else:
            await rest(scope, receive, send)

    return app


def _scene(world: World) -> dict[str, Any]:
    """Bots with their tokens, and the groups' ids."""
    bots = [{"id": bot.id, "username": bot.username, "token": bot.token} for bot in world.bots.values()]
    return {"bots": bots, "groups": list(world.groups)}


def _files(world: World) -> Route:
    """The bytes of any file, for who looks at the world from outside."""

    async def file(request: Request) -> Response:
        return file_response(world, request.path_params["file"])

    return Route(f"{FILES_URL}{{file}}", file)


async def _serve_method(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    token, _, method = unquote(scope["path"].removeprefix("/bot")).partition("/")
    try:
        given = await bodies.parameters(scope["query_string"], Headers(scope=scope), receive, world.files.blobs)
        status, result = await answer(world, token, method, given)
    except ApiError as error:
        status, result = error.code, error.to_json()
    except HungUp:
        await http.hang_up(receive, send)
        return
    data = json.dumps(result, ensure_ascii=False, separators=(",", ":")).encode()
    await http.respond(send, status, data)


async def _serve_file(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    """A file by the path that `getFile` told, to the bot that asked."""
    token, _, path = unquote(scope["path"].removeprefix("/file/bot")).partition("/")
    bot = world.bots.get(token)
    file = world.files.granted(bot.id, path) if bot is not None else None
    if bot is None or file is None:
        await http.respond(send, 404, _NOT_FOUND)
        return
    try:
        faults = world.faults.meet(bot.id, DOWNLOAD, None)
        dropped = await meet(faults)
        if slow := next((fault for fault in faults if fault.kind is FaultKind.TRICKLE), None):
            await trickle(file.blob, slow.seconds, receive, send)
            return
        if not dropped:
            await FileResponse(file.path, media_type="application/octet-stream")(scope, receive, send)
            return
        await _send_half(file, send)
        await http.hang_up(receive, send)
    except ApiError as error:
        await http.respond(send, error.code, json.dumps(error.to_json()).encode())
    except HungUp:
        await http.hang_up(receive, send)


async def _send_half(file: StoredFile, send: Send) -> None:
    headers = [(b"content-length", str(file.size).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    half = file.blob.head(file.size // 2)
    await send({"type": "http.response.body", "body": half, "more_body": True})


def serving(world: World, port: int = 0, host: str = "127.0.0.1") -> AbstractAsyncContextManager[str]:
    """Serves a world while the block runs, on a free port unless one is named; gives the base URL."""
    return http.serving(application(world), world.close, port, host)
