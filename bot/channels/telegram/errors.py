"""aiogram's exceptions in the words of `bot.errors`.

Reasons are Telegram's own descriptions or the names of exceptions: what a network library says about itself may quote
the address of the request, and that holds the token.
"""

from __future__ import annotations

from aiogram import exceptions
from aiohttp import ClientConnectorError, ConnectionTimeoutError

from bot.bot_api import CONFLICT_PAUSE, TOKEN_PAUSE
from bot.bot_api.refusals import told_by
from bot.calls import Call
from bot.errors import ChatMoved, DeliveryError, Rejected, RetryLater, Unreachable

BOT_SCOPE = "telegram:bot"

_GONE = ("chat not found", "user not found", "peer_id_invalid", "user is deactivated")


def translated(error: exceptions.AiogramError, scope: str | None, call: Call) -> DeliveryError:
    """The error as delivery knows it; `scope` is the narrowest budget of the call, refused by a 429."""
    if isinstance(error, exceptions.TelegramBadRequest | exceptions.TelegramEntityTooLarge):
        return told_by(error.message, call) or _refused(error)
    match error:
        case exceptions.TelegramForbiddenError():
            return Unreachable(error.message)
        case exceptions.TelegramMigrateToChat():
            return ChatMoved(str(error.migrate_to_chat_id))
        case _:
            return later(error, scope)


def _refused(error: exceptions.TelegramAPIError) -> DeliveryError:
    gone = any(text in error.message.lower() for text in _GONE)
    return Unreachable(error.message) if gone else Rejected(error.message)


def later(error: exceptions.AiogramError, scope: str | None) -> RetryLater:
    """The error as a pause, for what time (or a person) may heal."""
    match error:
        case exceptions.TelegramRetryAfter():
            return RetryLater(float(error.retry_after), scope, "flood control")
        case exceptions.TelegramUnauthorizedError() | exceptions.TelegramNotFound():
            return RetryLater(TOKEN_PAUSE, BOT_SCOPE, "token")
        case exceptions.TelegramConflictError():
            return RetryLater(CONFLICT_PAUSE, None, error.message)
        case exceptions.TelegramNetworkError():
            cause = error.__cause__ or error
            return RetryLater(None, None, type(cause).__name__, doubtful=not _unsent(cause))
        case _:
            return _unclear(error, scope)


def _unclear(error: exceptions.AiogramError, scope: str | None) -> RetryLater:
    """A 5xx, an answer that is no JSON, a refusal without its parameters."""
    reason = (error.message if isinstance(error, exceptions.TelegramAPIError) else "") or type(error).__name__
    if reason.startswith("Too Many Requests"):
        return RetryLater(None, scope, "flood control")
    return RetryLater(None, None, reason, doubtful=True)


def _unsent(cause: BaseException) -> bool:
    """Whether the request never left: no connection was made."""
    return isinstance(cause, ClientConnectorError | ConnectionTimeoutError | ConnectionRefusedError)
