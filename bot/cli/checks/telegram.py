"""Checks of the two Telegram bots and of the operators' group."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from pydantic import SecretStr

from bot.cli.checks.bot_api import BotApi, Refused, Silent, connected
from bot.cli.checks.finding import Finding, fine, off, wrong
from bot.settings import Settings
from bot.texts import say

RIGHTS = {
    "can_manage_topics": "check-right-topics",
    "can_delete_messages": "check-right-deletion",
    "can_pin_messages": "check-right-pinning",
}
"""What the desk's bot may not do without, as `getChatMember` names it, and what is said when it is missing."""


async def check_telegram(settings: Settings) -> AsyncIterator[Finding]:
    """Both bots, then whether they are two."""
    telegram, desk = settings.telegram, settings.desk
    if telegram.token is None:
        yield off(say("check-telegram-off"))
    else:
        async for finding in _bot("telegram", telegram.api_url, telegram.token, telegram.proxy):
            yield finding
    if desk.token is None:
        yield off(say("check-desk-off"))
        return
    async for finding in _bot("desk", desk.api_url, desk.token, telegram.proxy, _groups(desk.groups)):
        yield finding
    if telegram.token is not None:
        yield _two(telegram.token, desk.token)


async def _bot(
    section: str, url: str, token: SecretStr, proxy: SecretStr | None, groups: Mapping[int, str] | None = None
) -> AsyncIterator[Finding]:
    try:
        async with connected(url, token, proxy) as api:
            me = await api.ask("getMe")
            yield fine(say("check-bot-fine", key=f"{section}.token", bot=me["username"]))
            if (finding := await _webhook(api, me)) is not None:
                yield finding
            for chat_id, key in (groups or {}).items():
                async for finding in _group(api, me, chat_id, key):
                    yield finding
    except Silent as error:
        yield wrong(f"{section}: {error}")
    except Refused as error:
        yield wrong(_refusal(f"{section}.token", error))
    except (KeyError, TypeError, AttributeError):
        yield wrong(say("check-api-answer", key=f"{section}.api_url"))


def _groups(named: Mapping[str, int]) -> dict[int, str]:
    """Each group once, with the setting that names it."""
    keys = {purpose: "desk.chat_id" if purpose == "hotline" else f"desk.{purpose}_chat_id" for purpose in named}
    first = {chat: purpose for purpose, chat in reversed(list(named.items()))}
    return {chat: keys[first[chat]] for chat in named.values()}


def _refusal(key: str, error: Refused) -> str:
    # Telegram says 401 to a token that was revoked and 404 to one that never was.
    if error.code in {401, 404}:
        return say("check-token-wrong", key=key)
    if error.code == 429:
        return say("check-bot-wait", key=key, seconds=int(error.parameters.get("retry_after", 60)))
    return say("check-bot-refused", key=key, reason=error.words)


async def _webhook(api: BotApi, me: dict[str, Any]) -> Finding | None:
    """A bot with a webhook gets nothing by long polling (`getUpdates` answers 409). None where the server between us
    and Telegram does not know the question: the token is known to be right, so that is no fault of the settings."""
    try:
        webhook = await api.ask("getWebhookInfo")
    except Refused as error:
        if error.code == 404:
            return None
        raise
    if webhook.get("url"):
        return wrong(say("check-webhook-set", bot=me["username"]))
    return fine(say("check-webhook-none", bot=me["username"]))


async def _group(api: BotApi, me: dict[str, Any], chat_id: int, key: str) -> AsyncIterator[Finding]:
    try:
        chat = await api.ask("getChat", chat_id=chat_id)
        member = await api.ask("getChatMember", chat_id=chat_id, user_id=me["id"])
    except Refused as error:
        yield wrong(_group_refusal(error, me, chat_id, key))
        return
    if chat["type"] == "supergroup" and chat.get("is_forum"):
        yield fine(say("check-group-fine", title=chat.get("title", ""), key=key))
    else:
        yield wrong(say("check-group-no-forum", title=chat.get("title", ""), key=key))
    for finding in _membership(member, me, key):
        yield finding


def _group_refusal(error: Refused, me: dict[str, Any], chat_id: int, key: str) -> str:
    moved = error.parameters.get("migrate_to_chat_id")
    if moved is not None:
        return say("check-group-moved", key=key, chat=str(moved))
    if error.code in {400, 403}:
        return say("check-group-missing", key=key, chat=str(chat_id), bot=me["username"])
    return say("check-group-refused", key=key, reason=error.words)


def _membership(member: dict[str, Any], me: dict[str, Any], key: str) -> list[Finding]:
    """The bot's rights, and whether it sees what is said: administrators see everything, others only when their
    privacy mode is off."""
    bot, status = me["username"], member["status"]
    if status in {"left", "kicked"}:
        return [wrong(say("check-group-left", bot=bot, key=key))]
    if status == "creator":
        return [fine(say("check-rights-fine", bot=bot, key=key)), fine(say("check-privacy-admin", bot=bot, key=key))]
    if status == "administrator":
        rights = [wrong(say(words, bot=bot, key=key)) for right, words in RIGHTS.items() if not member.get(right)]
        return [
            *(rights or [fine(say("check-rights-fine", bot=bot, key=key))]),
            fine(say("check-privacy-admin", bot=bot, key=key)),
        ]
    reads_all = bool(me.get("can_read_all_group_messages"))
    privacy = (
        fine(say("check-privacy-off", bot=bot, key=key))
        if reads_all
        else wrong(say("check-privacy-on", bot=bot, key=key))
    )
    return [wrong(say("check-not-admin", bot=bot, key=key)), privacy]


def _two(clients: SecretStr, desk: SecretStr) -> Finding:
    """Two tokens of one bot begin with the same number."""
    if clients.get_secret_value().partition(":")[0] == desk.get_secret_value().partition(":")[0]:
        return wrong(say("settings-same-token"))
    return fine(say("check-two-bots"))
