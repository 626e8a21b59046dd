"""`liniya run`, `sandbox` and `migrate`: the service itself, and its database."""

from __future__ import annotations

import signal
import sys

import typer


def _end_quietly() -> None:
    """Until the service listens to signals itself, a SIGTERM while it is being loaded is an end in order too."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))


def run(ctx: typer.Context) -> None:
    """Serves until SIGTERM or Ctrl+C."""
    _end_quietly()
    import asyncio

    from bot.app import serve
    from bot.cli.opening import open_settings

    raise typer.Exit(asyncio.run(serve(open_settings(ctx))))


def sandbox(ctx: typer.Context) -> None:
    """Serves with emulated messengers."""
    _end_quietly()
    import asyncio

    from bot.cli.opening import open_settings
    from bot.sandbox.run import serve

    raise typer.Exit(asyncio.run(serve(open_settings(ctx))))


def migrate(ctx: typer.Context) -> None:
    """Upgrades the database and says what was done."""
    from bot import schema
    from bot.cli.opening import open_settings
    from bot.texts import say

    applied = schema.upgrade(open_settings(ctx).database.url.get_secret_value())
    for revision in applied:
        typer.echo(say("migrate-applied", revision=revision))
    typer.echo(say("migrate-done", count=len(applied)) if applied else say("migrate-nothing"))
