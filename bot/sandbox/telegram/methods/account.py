"""The bot itself: who it is, its updates, its commands."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.telegram.limits import CALLBACK_ANSWER
from bot.sandbox.telegram.methods.request import METHODS, Request, method
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]


@method("getMe")
def get_me(ask: Request) -> JSON:
    """Who the bot is, and whether privacy mode lets it read groups."""
    return ask.bot.me()


@method("getUpdates")
async def get_updates(ask: Request) -> list[JSON]:
    """Long polling; see `UpdateQueue.get`."""
    wanted = ask.params.array("allowed_updates")
    if wanted is not None:
        ask.bot.updates.allowed = frozenset(map(str, wanted)) or None
    limit = ask.params.integer("limit") or 100
    return await ask.bot.updates.get(
        ask.params.integer("offset") or 0, min(max(limit, 1), 100), ask.params.integer("timeout") or 0
    )


@method("deleteWebhook")
def delete_webhook(ask: Request) -> bool:
    """There never is a webhook here; what waits may be dropped."""
    if ask.params.flag("drop_pending_updates"):
        ask.bot.updates.forget()
    return True


@method("getWebhookInfo")
def get_webhook_info(ask: Request) -> JSON:
    """How much waits."""
    info: JSON = {"url": "", "has_custom_certificate": False, "pending_update_count": len(ask.bot.updates)}
    allowed = ask.bot.updates.allowed
    return info | {"allowed_updates": sorted(allowed)} if allowed is not None else info


@method("setMyCommands")
def set_my_commands(ask: Request) -> bool:
    """The commands that a client application suggests."""
    ask.bot.commands = ask.params.array("commands") or []
    return True


@method("deleteMyCommands")
def delete_my_commands(ask: Request) -> bool:
    """No commands."""
    ask.bot.commands = []
    return True


@method("getMyCommands")
def get_my_commands(ask: Request) -> list[JSON]:
    """The commands set last."""
    return ask.bot.commands


@method("answerCallbackQuery")
def answer_callback_query(ask: Request) -> bool:
    """A line or a window for who pressed a button; too late is an error."""
    text = ask.params.text("text")
    if len(text) > CALLBACK_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    number = ask.params.text("callback_query_id")
    pressed = ask.world.callbacks.get(number)
    if pressed is None or pressed[0] is not ask.bot or pressed[3] < ask.world.timestamp():
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    ask.world.toast(number, text, alert=ask.params.flag("show_alert"))
    return True


def _accepted(_: Request) -> bool:
    return True


NOTHING_VISIBLE: tuple[str, ...] = (
    "setMyName",
    "setMyDescription",
    "setMyShortDescription",
    "setChatMenuButton",
    "setMyDefaultAdministratorRights",
    "close",
    "logOut",
)
"""Methods that are accepted and change nothing here."""

_accept: Callable[[Request], bool] = _accepted
METHODS.update({name.lower(): _accept for name in NOTHING_VISIBLE})
