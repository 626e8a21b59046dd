"""`liniya kb export`: the whole base as files, whole or not at all."""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from knowledge.files import Kind, kind_to_write

if TYPE_CHECKING:
    from knowledge.saving import Writer

_ASKED_WRONGLY = 2


def export_file(
    ctx: typer.Context,
    path: Annotated[
        Path, typer.Argument(metavar="ПУТЬ", help="Файл *.jsonl, *.csv, *.xlsx или, без окончания, папка статей *.md.")
    ],
    kind: Annotated[
        Kind | None, typer.Option("--format", help="Вид файла, если по окончанию его не узнать.", show_default=False)
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Заменить файл или папку, если они уже есть.")] = False,
) -> None:
    """Every article, those that are switched off as well; exit code 1 when some are damaged, without which the file is
    written. Raises `SettingsError`, `SchemaError`, `NotWritten`."""
    from bot.cli.opening import open_settings
    from bot.terminal import one_line
    from bot.texts import say

    settings = open_settings(ctx)
    chosen = kind or kind_to_write(path)
    if chosen is None:
        typer.echo(say("kb-export-ending", path=path.name), err=True)
        raise typer.Exit(_ASKED_WRONGLY)
    with _replacing(path.absolute(), force=force) as fresh, _writer(fresh, chosen) as writer:
        count, unreadable = asyncio.run(_write(settings.database.url.get_secret_value(), writer))
    typer.echo(say("kb-export-done", count=count, path=str(path)))
    if unreadable:
        typer.echo(say("kb-export-without", ids=one_line(", ".join(unreadable))), err=True)
        raise typer.Exit(1)


async def _write(url: str, writer: Writer) -> tuple[int, list[str]]:
    """Batch by batch; returns how many, and the ids of those whose rows are damaged."""
    from bot.cli.database import reading
    from bot.cli.kb.standing import standing

    count, unreadable = 0, []
    async with reading(url) as session:
        async for one in standing(session):
            if one.unreadable:
                unreadable.append(one.article.id)
                continue
            writer.add(one.article, enabled=one.enabled)
            count += 1
    return count, unreadable


@contextmanager
def _writer(path: Path, kind: Kind) -> Iterator[Writer]:
    from knowledge.saving import writing

    with writing(path, kind) as writer:
        yield writer


@contextmanager
def _replacing(path: Path, *, force: bool) -> Iterator[Path]:
    """A place beside the path to write to; what was written takes the path's place at the end. Raises `NotWritten`."""
    from bot.cli.kb.batch import NotWritten
    from bot.system_errors import reason
    from bot.texts import say

    _check(path, force=force)
    try:
        folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=f".{path.name}."))
        try:
            yield folder / "new"
            _open_to_readers(folder / "new")
            if path.is_dir() and not path.is_symlink():
                path.rename(folder / "old")
            (folder / "new").replace(path)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    except OSError as error:
        raise NotWritten(say("kb-not-written", path=str(path), reason=reason(error))) from error


def _check(path: Path, *, force: bool) -> None:
    """That nothing is lost that nobody meant to lose."""
    from bot.cli.kb.batch import NotWritten
    from bot.texts import say

    if not path.is_dir():
        if path.exists() and not force:
            raise NotWritten(say("kb-export-exists", path=str(path)))
        return
    inside = list(path.iterdir())
    if inside and not force:
        raise NotWritten(say("kb-export-exists", path=str(path)))
    if any(one.suffix != ".md" or one.is_dir() for one in inside):
        raise NotWritten(say("kb-export-foreign", path=str(path)))


def _open_to_readers(path: Path) -> None:
    """What was made is on the disk, and has the rights of any new file."""
    for one in [path, *(path.iterdir() if path.is_dir() else ())]:
        one.chmod(0o755 if one.is_dir() else 0o644)
        handle = os.open(one, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
