"""What the centre decides: `Settings`, read by `load` from `liniya.toml` and the environment.

Only `bot.cli` and `bot.app` (and the sandbox, which makes its own) read settings; everybody else is handed values.
"""

from bot.settings.keys import Settings
from bot.settings.loading import load
from bot.settings.values import Listen

__all__ = ["Listen", "Settings", "load"]
