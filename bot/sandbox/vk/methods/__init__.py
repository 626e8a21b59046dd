"""The methods of the API, by family; `METHODS` has them all by their names in lower case."""

from bot.sandbox.vk.methods import accounts, changes, execute, history, sending, uploads, wall
from bot.sandbox.vk.methods.request import METHODS, Method, Request

__all__ = [
    "METHODS",
    "Method",
    "Request",
    "accounts",
    "changes",
    "execute",
    "history",
    "sending",
    "uploads",
    "wall",
]
