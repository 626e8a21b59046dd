"""`liniya kb tune`: how sure the search is, fitted to the base at hand."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli.opening import in_transaction

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings
    from knowledge.tuning import Reliability, Tuned


def tune(
    ctx: typer.Context,
    base: Annotated[
        Path | None,
        typer.Option(
            metavar="ПУТЬ", help="Папка статей *.md, файл *.jsonl, *.csv или *.xlsx: только показать, что вышло бы."
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Показать, что вышло бы, и ничего не сохранять.")] = False,
) -> None:
    """Prints how far confidences can be trusted, before and after; keeps what is better, for running copies to take
    over. Raises `SettingsError`, `KnowledgeError`, `SchemaError`."""
    if base is not None:
        from knowledge import tuning
        from knowledge.files import load_base

        _show(tuning.tune(load_base(base)))
        return

    async def work(session: AsyncSession, settings: Settings) -> None:
        from bot.texts import say
        from knowledge import judging, tuning

        known = await judging.tunable(session, settings.centre.name)
        tuned = tuning.tune(known.articles, known.judged, known.calibration)
        if not _show(tuned) or tuned is None:
            return
        if dry_run:
            typer.echo(say("kb-tune-dry"))
            return
        await judging.keep(session, tuned.calibration)
        typer.echo(say("kb-tune-kept"))

    in_transaction(ctx, work)


def _show(tuned: Tuned | None) -> bool:
    """What came of it; False when there is nothing to keep."""
    from bot.texts import say
    from knowledge.tuning import FEWEST

    if tuned is None:
        typer.echo(say("kb-tune-too-few", fewest=FEWEST))
        return False
    typer.echo(say("kb-tune-asked", wordings=tuned.wordings, others=tuned.others))
    for title, table in (("kb-tune-before", tuned.before), ("kb-tune-after", tuned.after)):
        typer.echo(f"\n{say(title)}")
        _table(table)
    if not tuned.is_better:
        typer.echo(f"\n{say('kb-tune-no-better')}")
    return tuned.is_better


def _table(table: Reliability) -> None:
    from bot.texts import say

    typer.echo(say("kb-tune-columns"))
    for one in table.bins:
        typer.echo(f"{one.low:.1f}–{one.high:.1f}       {one.count:>8}   {one.predicted:>7.0%}   {one.observed:>5.0%}")
    typer.echo(say("kb-tune-error", error=f"{table.error:.0%}", brier=f"{table.brier:.3f}"))
