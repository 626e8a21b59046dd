"""The methods of the Bot API, by family; `METHODS` has them all by their names in lower case."""

from bot.sandbox.telegram.methods import account, albums, changes, chats, copies, facts, files, sending, topics
from bot.sandbox.telegram.methods.request import METHODS, Method, Request

_FAMILIES = (account, albums, changes, chats, copies, facts, files, sending, topics)
"""Each has put its methods into the table when it was imported."""

__all__ = ["METHODS", "Method", "Request"]
