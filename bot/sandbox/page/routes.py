"""The page's routes: the document and its files, the state, the stream of events, the actions and the uploads."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.carriage import VK_REACTIONS
from bot.sandbox.control import Refusal
from bot.sandbox.http import HungUp
from bot.sandbox.page import uploads
from bot.sandbox.page.actions import ACTIONS
from bot.sandbox.page.files import file_routes
from bot.sandbox.page.stream import Stream
from bot.sandbox.page.words import refusal, words
from bot.sandbox.stage import Stage
from bot.sandbox.uploads import BrokenForm, TooLong
from bot.texts import say

HERE = Path(__file__).parent
POLICY = (
    "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy: nothing from elsewhere, no inline scripts, in nobody's frame."""

LARGEST_BODY = 100_000
"""Bytes of an action."""

_MARK = "x-liniya-sandbox"
"""The header of an upload: a form cannot have it."""


class _Files(StaticFiles):
    """Static files that a browser asks about each time: after an update no page works with half-old scripts."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def page_routes(stage: Stage, stop: asyncio.Event) -> list[BaseRoute]:
    """The page at `/`, everything else under `/sandbox`. Streams end when `stop` is set."""
    page = _Page(stage, stop)
    return [
        Route("/", page.document),
        Route("/sandbox/state", page.state),
        Route("/sandbox/events", page.events),
        Route("/sandbox/do/{action}", page.act, methods=["POST"]),
        Route("/sandbox/upload/{messenger}", page.upload, methods=["POST"]),
        *file_routes(stage),
        Mount("/sandbox/static", _Files(directory=HERE / "static")),
    ]


class _Page:
    def __init__(self, stage: Stage, stop: asyncio.Event) -> None:
        self._stage = stage
        logs = {"telegram": stage.telegram.world.events, "vk": stage.vk.world.events, "mail": stage.mail.events}
        self._stream = Stream(logs, stop)
        loader = FileSystemLoader(HERE / "templates")
        environment = Environment(
            loader=loader,
            autoescape=select_autoescape(),
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._template = environment.get_template("page.html")

    async def document(self, _: Request) -> Response:
        html = self._template.render(words=words(), data=self._data())
        return HTMLResponse(html, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})

    async def state(self, _: Request) -> Response:
        state = {
            "last": self._stream.last,
            "telegram": self._stage.telegram.world.snapshot(),
            "vk": self._stage.vk.world.snapshot(),
            "mail": self._stage.mail.snapshot(),
        }
        return JSONResponse(state, headers={"Cache-Control": "no-store"})

    async def events(self, request: Request) -> Response:
        last = request.headers.get("last-event-id") or request.query_params.get("last", "")
        return self._stream.respond(last)

    async def act(self, request: Request) -> Response:
        if not _is_from_the_page(request, "application/json"):
            return _refused(403, say("sandbox-refused-request"))
        action = ACTIONS.get(request.path_params["action"])
        body = await request.body()
        if action is None or len(body) > LARGEST_BODY:
            return _refused(404 if action is None else 413, say("sandbox-refused-request"))
        return _done(lambda: action.model_validate(json.loads(body)).run(self._stage))

    async def upload(self, request: Request) -> Response:
        if not _is_from_the_page(request, "multipart/form-data") or _MARK not in request.headers:
            return _refused(403, say("sandbox-refused-request"))
        by_vk = request.path_params["messenger"] == "vk"
        blobs = self._stage.vk.world.blobs if by_vk else self._stage.telegram.world.files.blobs
        try:
            dropped, files = await uploads.received(request, blobs)
        except TooLong:
            return _refused(413, say("sandbox-refused-large"))
        except (BrokenForm, HungUp, ValueError):
            return _refused(400, say("sandbox-refused-request"))
        send = uploads.send_by_vk if by_vk else uploads.send_by_telegram
        return _done(lambda: send(self._stage, dropped, files))

    def _data(self) -> dict[str, Any]:
        scene = self._stage.telegram
        bots = {"clients": scene.clients_bot.id, "desk": scene.desk_bot.id}
        return {"words": words(), "bots": bots, "reactions": VK_REACTIONS, "largest": uploads.LARGEST}


def _done(act: Callable[[], Any]) -> Response:
    try:
        return JSONResponse({"result": act()})
    except (ValidationError, ValueError):
        return _refused(400, say("sandbox-refused-request"))
    except LookupError:
        return _refused(409, say("sandbox-refused-gone"))
    except Refusal as error:
        return _refused(409, refusal(error))


def _is_from_the_page(request: Request, expected: str) -> bool:
    """A form on another site can send neither this content type (the mark of an upload) nor this origin without asking
    first."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    same = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    return kind == expected and site in ("same-origin", "none") and same


def _refused(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status_code=status)
