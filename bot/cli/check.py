"""`liniya check`: goes through everything and prints a line each; exit code 1 when something has to be mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from bot.cli.checks.finding import Finding
    from bot.settings import Settings


def check(ctx: typer.Context) -> None:
    """Prints every finding as it is made."""
    import asyncio

    from bot.cli.checks.finding import Mark, fine, wrong
    from bot.cli.opening import open_settings
    from bot.errors import SettingsError
    from bot.texts import say

    try:
        settings = open_settings(ctx)
    except SettingsError as error:
        typer.echo(wrong(str(error)))
        raise typer.Exit(1) from None
    typer.echo(fine(say("check-settings-fine")))

    async def go_through() -> int:
        faults = 0
        async for finding in _findings(settings):
            typer.echo(finding)
            faults += finding.mark is Mark.WRONG
        return faults

    faults = asyncio.run(go_through())
    on = settings.telegram.on or settings.desk.on or settings.vk.on
    fine_as_it_is = say("check-all-fine" if on else "check-nothing-on")
    typer.echo(say("check-faults", count=faults) if faults else fine_as_it_is)
    raise typer.Exit(1 if faults else 0)


async def _findings(settings: Settings) -> AsyncIterator[Finding]:
    from bot.cli.checks.base import check_base
    from bot.cli.checks.local import check_machine
    from bot.cli.checks.semantic import check_semantic
    from bot.cli.checks.telegram import check_telegram
    from bot.cli.checks.vk import check_vk

    for finding in check_machine(settings):
        yield finding
    async for finding in check_base(settings):
        yield finding
    async for finding in check_telegram(settings):
        yield finding
    async for finding in check_vk(settings):
        yield finding
    async for finding in check_semantic(settings):
        yield finding
