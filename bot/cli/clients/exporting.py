"""`liniya clients export`: all organisations as a table that `import` reads back, whole or not at all."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer


def export_file(
    ctx: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="ФАЙЛ", help="Файл *.xlsx или *.csv.")],
    force: Annotated[bool, typer.Option("--force", help="Заменить файл, если он уже есть.")] = False,
) -> None:
    """Raises `SettingsError`, `SchemaError`, `LiniyaError`."""
    from bot.cli.database import reading
    from bot.cli.opening import open_settings
    from bot.errors import LiniyaError
    from bot.tables.writing import write_table
    from bot.texts import say
    from operators.crm.exporting import HEADER, rows

    url = open_settings(ctx).database.url.get_secret_value()
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise LiniyaError(say("crm-export-kind", file=path.name))
    if path.exists() and not force:
        raise LiniyaError(say("crm-export-there", file=path.name))

    async def read() -> Sequence[Sequence[str]]:
        async with reading(url) as session:
            return [] if session is None else await rows(session)

    found = asyncio.run(read())
    write_table(path, [HEADER, *found])
    typer.echo(say("crm-export-done", count=len({row[0] for row in found}), file=path.name))
