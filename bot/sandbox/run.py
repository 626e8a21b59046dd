"""`liniya sandbox`: the real service over messengers emulated on this machine, with a page to talk through."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from pydantic import SecretStr

from bot.app import run_service, stop_on_signals
from bot.clock import SystemClock
from bot.sandbox import cast
from bot.sandbox.mail.imap import mailbox
from bot.sandbox.mail.server import receiving
from bot.sandbox.page.routes import page_routes
from bot.sandbox.seeding import seed
from bot.sandbox.stage import Stage, set_stage
from bot.sandbox.telegram.server import serving as serving_telegram
from bot.sandbox.vk.server import serving as serving_vk
from bot.settings import Listen, Settings
from bot.settings.keys import Database, Imap, Smtp
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
    stage = set_stage()
    number = cast.add_client(stage.telegram.world)
    cast.add_vk_client(stage.vk.world)
    cast.add_senior(stage.telegram)
    with tempfile.TemporaryDirectory(prefix="liniya-sandbox-") as folder:
        async with (
            serving_telegram(stage.telegram.world) as telegram,
            serving_vk(stage.vk.world) as vk,
            receiving(stage.mail) as smtp,
            mailbox(stage.inbox) as imap,
        ):
            derived = derive(settings, stage, Addresses(telegram, vk, smtp, imap), Path(folder))
            client = (number, stage.telegram.world.users[number].name)
            await seed(derived.database.url.get_secret_value(), SystemClock().now(), client)
            return await _run(derived, stage, stop)


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the emulated world is served, as URLs."""

    telegram: str
    vk: str
    smtp: str
    imap: str


def derive(settings: Settings, stage: Stage, at: Addresses, folder: Path) -> Settings:
    """The settings of the service in the sandbox: bots, community and mail over there, the database in `folder` unless
    `database.url` or `data_dir` was set."""
    scene, community = stage.telegram, stage.vk.community
    telegram = {"token": SecretStr(scene.clients_bot.token), "api_url": at.telegram, "proxy": None}
    desk = {
        "token": SecretStr(scene.desk_bot.token),
        "api_url": at.telegram,
        "chat_id": scene.group.id,
        "experts_chat_id": None,
        "seniors_chat_id": scene.seniors.id,
        "marketing_chat_id": None,
        "administrators": tuple(one for one, member in scene.seniors.members.items() if not member.user.is_bot),
    }
    vk = {"token": SecretStr(community.token), "api_url": at.vk, "group_id": community.id}
    changes: dict[str, object] = {
        "telegram": settings.telegram.model_copy(update=telegram),
        "desk": settings.desk.model_copy(update=desk),
        "vk": settings.vk.model_copy(update=vk),
        "imap": Imap(url=SecretStr(at.imap)),
        "smtp": Smtp(url=SecretStr(at.smtp), sender="line@example.org"),
    }
    if "data_dir" not in settings.model_fields_set and "url" not in settings.database.model_fields_set:
        changes |= {"data_dir": folder, "database": Database(url=SecretStr(sqlite_url(folder)))}
    return settings.model_copy(update=changes)


async def _run(settings: Settings, stage: Stage, stop: asyncio.Event) -> int:
    service = asyncio.ensure_future(run_service(settings, stop, routes=page_routes(stage, stop)))
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
