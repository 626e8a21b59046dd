"""Downloads: the files of what was said are fetched as a durable step of their own, once each, several at a time."""

from bot.downloads.loop import PAUSES, Downloads

__all__ = ["PAUSES", "Downloads"]
