"""`liniya centres …`: the network's regional centres, from a file and into one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import in_transaction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings
    from operators.centre_files.putting import Change

app = typer.Typer(help="Региональные центры: загрузка, выгрузка, список.", no_args_is_help=True)

_SIGNS = {"added": "+", "changed": "~", "unchanged": "=", "missing": "!", "switched-off": "-"}

File = Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Файл *.toml или *.xlsx.")]


class _Undone(Exception):
    """Only looked: whatever was done in the transaction is taken back."""


@app.command("import", help="Загрузить центры из файла: всё или ничего, с отчётом.")
def import_file(
    ctx: typer.Context,
    path: File,
    disable_missing: Annotated[
        bool, typer.Option("--disable-missing", help="Выключить центры, которых нет в файле.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Только показать, что изменится.")] = False,
) -> None:
    """Raises `CentreFileError`, `SettingsError`, `SchemaError`."""
    from bot.clock import SystemClock
    from bot.texts import say
    from operators.centre_files.putting import put
    from operators.centre_files.reading import read_file

    entries = read_file(path)

    async def work(session: AsyncSession, _settings: Settings) -> None:
        changes = await put(session, path.name, entries, SystemClock().now(), disable_missing=disable_missing)
        _report(changes)
        if dry_run:
            raise _Undone

    try:
        in_transaction(ctx, work)
    except _Undone:
        typer.echo(say("centres-dry"))
    else:
        typer.echo(say("centres-done"))


@app.command("export", help="Выгрузить все центры в файл, который можно загрузить обратно.")
def export_file(
    ctx: typer.Context,
    path: File,
    force: Annotated[bool, typer.Option("--force", help="Заменить файл, если он уже есть.")] = False,
) -> None:
    """Raises `CentreFileError`, `SettingsError`, `SchemaError`."""
    from bot.texts import say
    from operators.centre_files.entries import CentreFileError
    from operators.centre_files.writing import write_file, written

    if path.exists() and not force:
        raise CentreFileError(say("centres-file-there", file=path.name))

    async def work(session: AsyncSession, _settings: Settings) -> None:
        found = await written(session)
        write_file(path, found)
        typer.echo(say("centres-exported", count=len(found), file=path.name))

    in_transaction(ctx, work)


@app.command("list", help="Перечислить центры: часы, телефоны и открыто ли сейчас.")
def list_all(ctx: typer.Context) -> None:
    """A line for each centre."""
    from sqlalchemy import select

    from bot.clock import SystemClock
    from bot.texts import say
    from operators.centre_text import line
    from operators.centres import Centre

    async def work(session: AsyncSession, _settings: Settings) -> None:
        found = list(await session.scalars(select(Centre).order_by(Centre.key)))
        for centre in found:
            typer.echo(await line(session, centre, SystemClock().now()))
        if not found:
            typer.echo(say("centres-none"))

    in_transaction(ctx, work)


def _report(changes: Sequence[Change]) -> None:
    """A line for each centre, with what changed below it."""
    from bot.terminal import one_line
    from bot.texts import say

    for one in changes:
        fate = say("centres-fate", fate=one.fate.value)
        typer.echo(f"{_SIGNS[one.fate]} {one.key} ({one_line(one.name)}): {fate}")
        for detail in one.details:
            typer.echo(f"    {one_line(detail)}")
