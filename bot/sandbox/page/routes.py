"""The page's routes: the document and its files, the state, the stream of events, and the actions."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from bot.sandbox.page.actions import ACTIONS
from bot.sandbox.page.stream import Stream
from bot.sandbox.page.words import refusal, words
from bot.sandbox.telegram.refusals import ApiError
from bot.sandbox.telegram.scene import Scene
from bot.texts import say

HERE = Path(__file__).parent
POLICY = "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""Content-Security-Policy: nothing from elsewhere, no inline scripts, no frames."""

LARGEST_BODY = 100_000
"""Bytes of an action."""


class _Files(StaticFiles):
    """Static files that a browser asks about each time: after an update no page works with half-old scripts."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "no-cache"
        return response


def page_routes(scene: Scene, stop: asyncio.Event) -> list[BaseRoute]:
    """The page at `/`, everything else under `/sandbox`. Streams end when `stop` is set."""
    page = _Page(scene, stop)
    return [
        Route("/", page.document),
        Route("/sandbox/state", page.state),
        Route("/sandbox/events", page.events),
        Route("/sandbox/do/{action}", page.act, methods=["POST"]),
        Mount("/sandbox/static", _Files(directory=HERE / "static")),
    ]


class _Page:
    def __init__(self, scene: Scene, stop: asyncio.Event) -> None:
        self._scene = scene
        self._stream = Stream(scene.world, stop)
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
        html = self._template.render(words=words(), bots=self._bots())
        return HTMLResponse(html, headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})

    async def state(self, _: Request) -> Response:
        snapshot = self._scene.world.snapshot()
        snapshot |= {"last": f"{self._stream.era}-{snapshot['seq']}"}
        return JSONResponse(snapshot, headers={"Cache-Control": "no-store"})

    async def events(self, request: Request) -> Response:
        last = request.headers.get("last-event-id") or request.query_params.get("last", "")
        return self._stream.respond(last)

    async def act(self, request: Request) -> Response:
        if not _is_from_the_page(request):
            return _refused(403, say("sandbox-refused-request"))
        action = ACTIONS.get(request.path_params["action"])
        body = await request.body()
        if action is None or len(body) > LARGEST_BODY:
            return _refused(404 if action is None else 413, say("sandbox-refused-request"))
        try:
            return JSONResponse({"result": action.model_validate(json.loads(body)).run(self._scene)})
        except (ValidationError, ValueError):
            return _refused(400, say("sandbox-refused-request"))
        except LookupError:
            return _refused(409, say("sandbox-refused-gone"))
        except ApiError as error:
            return _refused(409, refusal(error))

    def _bots(self) -> dict[str, int]:
        return {"clients": self._scene.clients_bot.id, "desk": self._scene.desk_bot.id}


def _is_from_the_page(request: Request) -> bool:
    """A form on another site can send neither this content type nor this origin without asking first."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    site = request.headers.get("sec-fetch-site", "same-origin")
    origin = request.headers.get("origin")
    same = origin is None or urlsplit(origin).netloc == request.headers.get("host")
    return kind == "application/json" and site in ("same-origin", "none") and same


def _refused(status: int, sentence: str) -> Response:
    return JSONResponse({"error": sentence}, status_code=status)
