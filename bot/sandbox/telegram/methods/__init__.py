"""The methods of the Bot API, by family; `METHODS` has them all by their names in lower case."""

from bot.sandbox.telegram.methods import account, albums, changes, chats, files, sending, topics
from bot.sandbox.telegram.methods.request import METHODS, Method, Request

__all__ = ["METHODS", "Method", "Request", "account", "albums", "changes", "chats", "files", "sending", "topics"]
