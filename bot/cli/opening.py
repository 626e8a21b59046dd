"""How a command begins: the settings of this process, read once, and its logs."""

from __future__ import annotations

import typer

from bot.settings import Settings, load


def open_settings(ctx: typer.Context) -> Settings:
    """The settings named by `--config` (or `liniya.toml`); the logs follow them. Raises `SettingsError`."""
    from bot.logs import set_up_logs

    settings = load(ctx.find_root().obj)
    set_up_logs(settings.logs.format, settings.logs.level)
    return settings
