"""The HTTP of the emulated VK: `/method/<name>`, `/lp/<group>`, `/upload/<kind>/<key>`, `/file/<key>/<name>`, and
`/control` for tests.

VK's own paths are plain ASGI, because a benchmark must measure the client and not the sandbox; the rest is Starlette's.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox import http
from bot.sandbox.control import routes
from bot.sandbox.forms import multipart
from bot.sandbox.http import HungUp
from bot.sandbox.vk import polling, uploading
from bot.sandbox.vk.api import Broken, answer, meet
from bot.sandbox.vk.faults import FILE
from bot.sandbox.vk.views import community_view
from bot.sandbox.vk.world import World

JSON = dict[str, Any]

Served = Callable[[World, Scope, Receive, Send], Awaitable[None]]


def application(world: World) -> ASGIApp:
    """The ASGI application of one world."""
    rest = Starlette(routes=routes(world, lambda: _scene(world)))
    served: dict[str, Served] = {"method": _method, "lp": _long_poll, "upload": _upload, "file": _file}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        serve = served.get(scope["path"].split("/")[1]) if scope["type"] == "http" else None
        if serve is None:
            await rest(scope, receive, send)
            return
        try:
            await serve(world, scope, receive, send)
        except HungUp:
            await http.hang_up(receive, send)
        except Broken as broken:
            await http.respond(send, broken.status, b"", (b"content-type", b"text/html"))

    return app


def _scene(world: World) -> JSON:
    """The community with its token, and the posts on its wall."""
    return {"community": community_view(world.community) | {"token": world.community.token}, "posts": list(world.posts)}


async def _method(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    given = _query(scope)
    body = await http.read(receive)
    kind = http.content_type(scope)
    given |= multipart(kind, body) if kind.startswith("multipart/") else dict(parse_qsl(body.decode(), True))
    for name, value in scope["headers"]:
        if name == b"authorization" and value.startswith(b"Bearer "):
            given.setdefault("access_token", value.decode().removeprefix("Bearer "))
    await _json(send, await answer(world, _part(scope), given))


async def _long_poll(world: World, scope: Scope, _: Receive, send: Send) -> None:
    await _json(send, await polling.check(world, _query(scope)))


async def _upload(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    body = await http.read(receive)
    form = multipart(http.content_type(scope), body)
    await _json(send, await uploading.upload(world, _part(scope), form))


async def _file(world: World, scope: Scope, _: Receive, send: Send) -> None:
    after = await meet(world.faults.meet(FILE))
    file = world.files.get(_part(scope))
    if after:
        raise HungUp
    if file is None:
        raise Broken(404)
    await http.respond(send, 200, file.contents(), (b"content-type", file.mime.encode()))


def _part(scope: Scope) -> str:
    """The second part of the path: a method's name, a kind of upload, a file's key."""
    parts: list[str] = scope["path"].split("/")
    return parts[2] if len(parts) > 2 else ""  # counted with the empty one before the first slash


def _query(scope: Scope) -> JSON:
    return dict(parse_qsl(scope["query_string"].decode(), keep_blank_values=True))


async def _json(send: Send, body: JSON) -> None:
    await http.respond(send, 200, json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode())


@contextlib.asynccontextmanager
async def serving(world: World, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serves a world while the block runs, on a free port unless one is named; gives the base URL, with which the
    addresses in answers begin from now on."""
    async with http.serving(application(world), world.close, port, host) as url:
        world.base_url = url
        yield url
