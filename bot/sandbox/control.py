"""`/control` of an emulated messenger, for tests in another process: people, troubles, the log of calls, the snapshot.

`POST /control/people/<action>` and `POST /control/faults/<order|clear>` take the arguments as a JSON object, or as a
form with that object and files, and answer `{"result": …}`, or 400 `{"error": …}`. `GET /control/snapshot`,
`/control/scene`, `/control/calls?since=<number>`, `/control/events?since=<seq>` (server-sent events),
`POST /control/budgets {"on": bool}`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import AsyncIterator, Callable
from typing import Any, Protocol

from sse_starlette import EventSourceResponse
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.sandbox.calls import CallLog
from bot.sandbox.events import EventLog


class Refusal(Exception):
    """What a messenger says when it does not do what a bot or a person asked; each has its own kind."""


class Switch(Protocol):
    """What can be on or off."""

    on: bool


class World(Protocol):
    """What every emulated messenger has."""

    events: EventLog
    calls: CallLog

    @property
    def people(self) -> object:
        """The actions of people, by name."""

    @property
    def faults(self) -> object:
        """`order` and `clear`."""

    @property
    def budgets(self) -> Switch:
        """How much may be asked."""

    def snapshot(self) -> dict[str, Any]:
        """Everything that is visible."""


class Control:
    """The handlers over one world; `scene` is what a test must know to be its bot."""

    def __init__(self, world: World, scene: Callable[[], dict[str, Any]]) -> None:
        self._world = world
        self._scene = scene

    async def act(self, request: Request) -> Response:
        """An action of a person."""
        return await _called(request, self._world.people)

    async def trouble(self, request: Request) -> Response:
        """An order of a trouble, or its end."""
        return await _called(request, self._world.faults)

    async def budgets(self, request: Request) -> Response:
        """Switches the budgets on or off."""
        self._world.budgets.on = bool((await request.json())["on"])
        return JSONResponse({"result": self._world.budgets.on})

    async def snapshot(self, _: Request) -> Response:
        """Everything that is visible."""
        return JSONResponse(self._world.snapshot())

    async def scene(self, _: Request) -> Response:
        """Tokens and ids."""
        return JSONResponse(self._scene())

    async def calls(self, request: Request) -> Response:
        """The log of calls."""
        since = int(request.query_params.get("since", "0"))
        return JSONResponse([call.to_json() for call in self._world.calls.since(since)])

    async def events(self, request: Request) -> Response:
        """The stream of events; goes on after `Last-Event-ID` or `since`."""
        since = request.headers.get("last-event-id") or request.query_params.get("since")
        return EventSourceResponse(self._stream(int(since) if since else None))

    async def _stream(self, since: int | None) -> AsyncIterator[dict[str, str]]:
        async for event in self._world.events.subscribe(since):
            yield {"id": str(event.seq), "event": event.kind, "data": json.dumps(event.data, ensure_ascii=False)}


async def _called(request: Request, target: object) -> Response:
    """Calls a public method of `target` by the name in the path, with the body as its arguments."""
    name = request.path_params["action"]
    function: Callable[..., Any] | None = None if name.startswith("_") else getattr(target, name, None)
    if not inspect.ismethod(function):
        return JSONResponse({"error": f"no action {name}"}, 404)
    arguments = await _arguments(request)
    try:
        inspect.signature(function).bind(**arguments)
        return JSONResponse({"result": function(**arguments)})
    except (Refusal, TypeError, ValueError, KeyError) as error:
        return JSONResponse({"error": str(error)}, 400)


async def _arguments(request: Request) -> dict[str, Any]:
    """The body's object; in a form it is the field `arguments`, where `attach://name` stands for the file of that
    name."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        return dict(json.loads(await request.body() or b"{}"))
    async with request.form() as form:
        files = {name: await part.read() for name, part in form.items() if isinstance(part, UploadFile)}
        return dict(_filled(json.loads(str(form.get("arguments", "{}"))), files))


def _filled(value: Any, files: dict[str, bytes]) -> Any:
    if isinstance(value, dict):
        return {name: _filled(inner, files) for name, inner in value.items()}
    if isinstance(value, list):
        return [_filled(inner, files) for inner in value]
    named = isinstance(value, str) and value.startswith("attach://")
    return files.get(value.removeprefix("attach://"), value) if named else value


def routes(world: World, scene: Callable[[], dict[str, Any]]) -> list[Route]:
    """The routes of `/control`."""
    control = Control(world, scene)
    return [
        Route("/control/people/{action}", control.act, methods=["POST"]),
        Route("/control/faults/{action}", control.trouble, methods=["POST"]),
        Route("/control/budgets", control.budgets, methods=["POST"]),
        Route("/control/snapshot", control.snapshot),
        Route("/control/scene", control.scene),
        Route("/control/calls", control.calls),
        Route("/control/events", control.events),
    ]
