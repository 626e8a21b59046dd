"""python-telegram-bot's exceptions in the words of `bot.errors`.

The library changes the letters' case of what Telegram says, so texts are looked for in lower case. Reasons are
Telegram's descriptions or the names of exceptions: what a network library says about itself may quote the token.
"""

from __future__ import annotations

import os
from datetime import timedelta

import httpx
from telegram import error as ptb

from bot.bot_api import CONFLICT_PAUSE, TOKEN_PAUSE
from bot.bot_api.refusals import told_by
from bot.calls import Call
from bot.errors import ChatMoved, DeliveryError, Rejected, RetryLater, RightsLost, TopicClosed, TopicLost, Unreachable

# Without it the library warns of a coming change whenever it makes a `RetryAfter`.
os.environ.setdefault("PTB_TIMEDELTA", "true")

BOT_SCOPE = "desk:bot"

# All the texts by which a vanished topic was seen to show itself (platforms.md: forum topics).
_TOPIC_LOST = ("message thread not found", "topic_deleted", "topic_id_invalid")
_TOPIC_CLOSED = ("topic_closed",)
_RIGHTS_LOST = (
    "not enough rights",
    "have no rights",
    "need administrator",
    "administrator rights",
    "not a forum",
    "chat_admin_required",
    "chat_write_forbidden",
)
_ENTITY_TOO_LARGE = "request entity too large"
"""A 413, for which the library has no exception."""
_GONE = ("chat not found", "user not found", "peer_id_invalid")


def translated(error: ptb.TelegramError, call: Call, scope: str) -> DeliveryError:
    """The error as delivery knows it; `scope` is the narrowest budget of the call, refused by a 429."""
    chat = call.to.chat
    if (isinstance(error, ptb.BadRequest) or says(error, _ENTITY_TOO_LARGE)) and (told := told_by(error.message, call)):
        return told
    match error:
        case ptb.ChatMigrated():
            return ChatMoved(str(error.new_chat_id))
        case ptb.Forbidden():
            return _unreachable(error, chat)
        case ptb.BadRequest():
            return _refused(error, chat)
        case _:
            return later(error, scope)


def later(error: ptb.TelegramError, scope: str | None) -> RetryLater:
    """The error as a pause, for what time (or a person) may heal."""
    match error:
        case ptb.RetryAfter():
            return RetryLater(_seconds(error.retry_after), scope, "flood control")
        case ptb.InvalidToken() | ptb.EndPointNotFound():
            return RetryLater(TOKEN_PAUSE, BOT_SCOPE, "token")
        case ptb.Conflict():
            return RetryLater(CONFLICT_PAUSE, None, error.message)
        case _ if isinstance(error.__cause__, httpx.HTTPError):
            return RetryLater(None, None, type(error.__cause__).__name__, doubtful=not _unsent(error.__cause__))
        case _ if error.message.startswith("Too Many Requests"):
            return RetryLater(None, scope, "flood control")
        case _:
            return RetryLater(None, None, _reason(error), doubtful=True)


def says(error: ptb.TelegramError, *texts: str) -> bool:
    """Whether Telegram's description has one of these (lower-case) texts in it."""
    return any(text in error.message.lower() for text in texts)


def _refused(error: ptb.BadRequest, chat: str) -> DeliveryError:
    if says(error, *_TOPIC_LOST):
        return TopicLost(error.message)
    if says(error, *_TOPIC_CLOSED):
        return TopicClosed(error.message)
    if says(error, *_RIGHTS_LOST):
        return RightsLost(error.message)
    return _unreachable(error, chat) if says(error, *_GONE) else Rejected(error.message)


def _unreachable(error: ptb.TelegramError, chat: str) -> DeliveryError:
    """Groups have negative ids: what is gone there is a right; in a private chat it is the person."""
    return RightsLost(error.message) if chat.startswith("-") else Unreachable(error.message)


def _seconds(pause: int | timedelta) -> float:
    return pause.total_seconds() if isinstance(pause, timedelta) else float(pause)


def _unsent(cause: BaseException) -> bool:
    """Whether the request never left: no connection was made, or none was free."""
    return isinstance(cause, httpx.ConnectError | httpx.ConnectTimeout | httpx.PoolTimeout | httpx.ProxyError)


def _reason(error: ptb.TelegramError) -> str:
    """The server's own words; what the library caught in between goes by its name only."""
    if error.__cause__ is None or isinstance(error.__cause__, ptb.TelegramError):
        return error.message.partition(". Parsing the server response")[0]
    return type(error.__cause__).__name__
