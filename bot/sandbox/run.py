"""`liniya sandbox`: the real service over messengers emulated on this machine, with a page to talk through."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

from pydantic import SecretStr

from bot.app import run_service, stop_on_signals
from bot.sandbox import cast
from bot.sandbox.page.routes import page_routes
from bot.sandbox.telegram.scene import Scene, set_scene
from bot.sandbox.telegram.server import serving
from bot.settings import Listen, Settings
from bot.settings.keys import Database, Vk
from bot.settings.values import sqlite_url
from bot.texts import say

_LOOK_SECONDS = 0.1


async def serve(settings: Settings) -> int:
    """The sandbox until SIGTERM or Ctrl+C; returns the exit code.

    Messengers and tokens of `settings` are not used. Its database is kept only where one was named; otherwise each
    start has a new one, gone at the end.
    """
    stop = asyncio.Event()
    stop_on_signals(stop)
    scene = set_scene()
    cast.add_client(scene.world)
    cast.add_operator(scene.world)
    with tempfile.TemporaryDirectory(prefix="liniya-sandbox-") as folder:
        async with serving(scene.world) as api_url:
            derived = derive(settings, scene, api_url, Path(folder))
            return await _run(derived, scene, stop)


def derive(settings: Settings, scene: Scene, api_url: str, folder: Path) -> Settings:
    """The settings of the service in the sandbox: both bots over there, VK off, the database in `folder` unless
    `database.url` or `data_dir` was set."""
    telegram = {"token": SecretStr(scene.clients_bot.token), "api_url": api_url, "proxy": None}
    desk = {"token": SecretStr(scene.desk_bot.token), "api_url": api_url, "chat_id": scene.group.id}
    changes: dict[str, object] = {
        "telegram": settings.telegram.model_copy(update=telegram),
        "desk": settings.desk.model_copy(update=desk),
        "vk": Vk(),
    }
    if "data_dir" not in settings.model_fields_set and "url" not in settings.database.model_fields_set:
        changes |= {"data_dir": folder, "database": Database(url=SecretStr(sqlite_url(folder)))}
    return settings.model_copy(update=changes)


async def _run(settings: Settings, scene: Scene, stop: asyncio.Event) -> int:
    service = asyncio.ensure_future(run_service(settings, stop, routes=page_routes(scene, stop)))
    announcing = asyncio.ensure_future(_announce(settings.web.listen, service))
    try:
        return await service
    finally:
        announcing.cancel()


async def _announce(listen: Listen, service: asyncio.Future[int]) -> None:
    """Says where the page is as soon as it can be opened."""
    near = "127.0.0.1" if listen.host in ("0.0.0.0", "::") else listen.host  # noqa: S104  (a look at what is served)
    while not service.done():
        await asyncio.sleep(_LOOK_SECONDS)
        try:
            _, writer = await asyncio.open_connection(near, listen.port)
        except OSError:
            continue
        writer.close()
        sys.stdout.write(say("sandbox-started", url=f"http://{Listen(near, listen.port)}/") + "\n")
        sys.stdout.flush()
        return
