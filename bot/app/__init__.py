"""The service as a whole: `building` wires it from the settings, `running` runs it and ends it in order."""

from bot.app.running import run_service, serve, stop_on_signals

__all__ = ["run_service", "serve", "stop_on_signals"]
