"""The tables that the base's own refer to, so that these tests also run without the others."""

import bot.clients  # noqa: F401
