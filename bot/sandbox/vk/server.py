"""The HTTP of the emulated VK: `/method/<name>`, `/lp/<group>/<n>`, `/upload/<kind>/<key>`, `/file/<key>/<name>`, and
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
from starlette.datastructures import Headers
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.sandbox import http
from bot.sandbox.control import routes
from bot.sandbox.http import HungUp
from bot.sandbox.trickling import trickle
from bot.sandbox.uploads import BrokenForm, TooLong, form, pieces
from bot.sandbox.vk import polling, uploading
from bot.sandbox.vk.api import Broken, answer, meet
from bot.sandbox.vk.faults import FILE, FaultKind
from bot.sandbox.vk.limits import DOC_BYTES
from bot.sandbox.vk.views import community_view
from bot.sandbox.vk.world import World

JSON = dict[str, Any]

_AROUND_A_FILE = 1024 * 1024
"""Bytes of a form beside its file."""

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
            await http.respond(send, broken.status, broken.body.encode(), (b"content-type", b"text/html"))

    return app


def _scene(world: World) -> JSON:
    """The community with its token, and the posts on its wall."""
    return {"community": community_view(world.community) | {"token": world.community.token}, "posts": list(world.posts)}


async def _method(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    given = _query(scope)
    if http.content_type(scope).startswith("multipart/"):
        given |= await _form(world, scope, receive)
    else:
        given |= dict(parse_qsl((await http.read(receive)).decode(), keep_blank_values=True))
    for name, value in scope["headers"]:
        if name == b"authorization" and value.startswith(b"Bearer "):
            given.setdefault("access_token", value.decode().removeprefix("Bearer "))
    await _json(send, await answer(world, _part(scope), given))


async def _long_poll(world: World, scope: Scope, _: Receive, send: Send) -> None:
    if scope["path"].rpartition("/")[2] != world.long_poll.address:
        raise Broken(404)
    await _json(send, await polling.check(world, _query(scope)))


async def _upload(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    await _json(send, await uploading.upload(world, _part(scope), await _form(world, scope, receive)))


async def _form(world: World, scope: Scope, receive: Receive) -> JSON:
    """The fields and files of a form; too much of it is 413, what is no form has nothing in it."""
    try:
        body = pieces(receive, DOC_BYTES + _AROUND_A_FILE)
        return dict(await form(Headers(scope=scope), body, world.blobs))
    except TooLong:
        raise Broken(413) from None
    except BrokenForm:
        return {}


async def _file(world: World, scope: Scope, receive: Receive, send: Send) -> None:
    faults = world.faults.meet(FILE)
    after = await meet(faults)
    file = world.files.get(_part(scope))
    if after:
        raise HungUp
    if file is None:
        raise Broken(404)
    if slow := next((fault for fault in faults if fault.kind is FaultKind.TRICKLE), None):
        await trickle(file.blob, slow.seconds, receive, send)
        return
    await FileResponse(file.blob.path, media_type=file.mime)(scope, receive, send)


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
