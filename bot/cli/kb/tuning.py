"""`liniya kb tune`: how sure the search is, fitted to the base at hand."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.errors import LiniyaError

if TYPE_CHECKING:
    from bot.settings import Settings
    from knowledge.confidence import Calibration
    from knowledge.judging import Tunable
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
    over. Raises `SettingsError`, `KnowledgeError`, `LexiconError`, `SchemaError`."""
    from bot.cli.opening import open_settings
    from bot.texts import say
    from knowledge import tuning
    from knowledge.lexicon import lexicon_with
    from knowledge.own_lexicon import own_groups

    settings = open_settings(ctx)
    is_trial = dry_run or base is not None
    lexicon = lexicon_with(own_groups(settings.lexicon))
    known = asyncio.run(_known(settings, base, upgrades=not is_trial))
    typer.echo(say("kb-tune-begins"))
    # Outside of a transaction: the service has to write meanwhile.
    tuned = tuning.tune(known.articles, known.judged, known.calibration, lexicon)
    if tuned is None:
        raise LiniyaError(say("kb-tune-too-few", fewest=tuning.FEWEST))
    _show(tuned)
    if is_trial:
        typer.echo(f"\n{say('kb-tune-dry')}")
    elif tuned.is_better:
        asyncio.run(_keep(settings, tuned.calibration))
        typer.echo(f"\n{say('kb-tune-kept')}")


async def _known(settings: Settings, base: Path | None, *, upgrades: bool) -> Tunable:
    """The articles of files, or of the database with what was said of them, or those that the service is about to put
    into it."""
    from bot.cli.database import reading
    from knowledge import judging
    from knowledge.confidence import Calibration
    from knowledge.files import load_base
    from knowledge.loading import load_shipped

    if base is not None:
        return judging.Tunable(load_base(base), (), Calibration())
    async with reading(settings.database.url.get_secret_value(), upgrades=upgrades) as session:
        known = None if session is None else await judging.tunable(session, settings.centre.name)
    if known is not None and known.articles:
        return known
    return judging.Tunable(load_shipped() if settings.knowledge.shipped else (), (), Calibration())


async def _keep(settings: Settings, calibration: Calibration) -> None:
    from bot.cli.kb.database import writing
    from bot.clock import SystemClock
    from knowledge import judging

    async with writing(settings, SystemClock().now()) as session:
        await judging.keep(session, calibration)


def _show(tuned: Tuned) -> None:
    """What came of it."""
    from bot.texts import say

    typer.echo(say("kb-tune-asked", wordings=tuned.wordings, others=tuned.others))
    typer.echo(say("kb-tune-columns-mean"))
    for title, table in (("kb-tune-before", tuned.before), ("kb-tune-after", tuned.after)):
        typer.echo(f"\n{say(title)}")
        _table(table)
    if not tuned.is_better:
        typer.echo(f"\n{say('kb-tune-no-better')}")


def _table(table: Reliability) -> None:
    from bot.texts import say

    typer.echo(say("kb-tune-columns"))
    for one in table.bins:
        typer.echo(f"{one.low:.1f}–{one.high:.1f}       {one.count:>8}   {one.predicted:>7.0%}   {one.observed:>5.0%}")
    typer.echo(say("kb-tune-error", error=f"{table.error:.0%}", brier=f"{table.brier:.3f}"))
