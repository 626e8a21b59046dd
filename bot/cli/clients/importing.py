"""`liniya clients import`: a CRM's file read whole, compared with the database, told, then saved or not."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from operators.crm.comparing import Plan
    from operators.crm.standing import Standing
    from operators.crm.told import ClientsFile

_DECLINED = 1
_YES = {"д", "да", "y", "yes"}


def import_file(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Выгрузка CRM: *.xlsx или *.csv.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Только показать, что изменится.")] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help="Загрузить организации без ошибок, об остальных сообщить.")
    ] = False,
    full: Annotated[
        bool | None,
        typer.Option(
            "--full/--partial",
            help="В файле все организации (чего нет, отметить) или только часть.",
            show_default=False,
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Не спрашивать, загружать ли.")] = False,
    report: Annotated[
        Path | None, typer.Option("--report", metavar="ФАЙЛ", help="Записать полный отчёт в CSV.", show_default=False)
    ] = None,
) -> None:
    """Raises `SettingsError`, `SchemaError`, `TableError`, `crm.report.BadLines`."""
    from bot.cli.opening import open_settings
    from bot.texts import say
    from operators.crm import report as words

    settings = open_settings(ctx)
    file, standing, plan = asyncio.run(_plan(path, settings, full=full, upgrades=not dry_run))
    if report is not None:
        words.write(report, file, plan, standing)
    words.complain(path.name, file, skipped=skip_bad)
    if full is None:
        words.doubt(path.name, plan)
    for line in words.told(file, plan, standing):
        typer.echo(line)
    if dry_run:
        typer.echo(say("crm-dry"))
    elif not (yes or plan.is_empty or not sys.stdin.isatty() or _confirmed()):
        typer.echo(say("crm-declined"))
        raise typer.Exit(_DECLINED)
    else:
        moved = asyncio.run(_save(plan, settings))
        typer.echo(say("crm-nothing" if plan.is_empty else "crm-done", moved=moved))


async def _plan(
    path: Path, settings: Settings, *, full: bool | None, upgrades: bool
) -> tuple[ClientsFile, Standing, Plan]:
    """Everything read and compared; nothing changed but the tables' shape."""
    from bot.cli.database import reading
    from bot.progress import progress
    from bot.texts import say
    from operators.crm.comparing import compare
    from operators.crm.reading import read_clients
    from operators.crm.standing import Standing, centre_names, standing

    async with reading(settings.database.url.get_secret_value(), upgrades=upgrades) as session:
        centres = None if session is None else await centre_names(session)
        with progress(say("crm-reading")) as step:
            file = read_clients(path, centres, _one(step))
        before = Standing() if session is None else await standing(session)
    return file, before, compare(file, before, full=full is not False)


async def _save(plan: Plan, settings: Settings) -> int:
    """All of it in one transaction, then the clients' cards some hundreds at a time; how many cards have another
    organisation now."""
    from bot import schema
    from bot.clock import SystemClock
    from bot.database import Database
    from bot.progress import progress
    from bot.texts import say
    from operators.crm.saving import save

    url = settings.database.url.get_secret_value()
    if url.startswith("sqlite"):
        schema.upgrade(url)
    now = SystemClock().now()
    database = Database(url)
    try:
        if not plan.is_empty:
            with progress(say("crm-saving"), len(plan.new) + len(plan.changed)) as step:
                async with database.write() as session:
                    await save(session, plan, now, step)
        return await _match(database, now)
    finally:
        await database.close()


async def _match(database: object, now: datetime) -> int:
    from bot.database import Database
    from operators import matching

    assert isinstance(database, Database)  # noqa: S101  (for the types)
    moved, behind = 0, 0
    while True:
        async with database.write() as session:
            cards = await matching.cards_behind(session, behind)
            if not cards:
                return moved
            moved += await matching.match_some(session, cards, now)
            behind = cards[-1].client_id


def _one(step: Callable[[int], None]) -> Callable[[], None]:
    return lambda: step(1)


def _confirmed() -> bool:
    from bot.texts import say

    typer.echo(say("crm-ask") + " ", nl=False)
    return sys.stdin.readline().strip().lower() in _YES
