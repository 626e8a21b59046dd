"""The clients' bot as a channel: performs calls over aiogram, in the errors of `bot.errors`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiogram.enums import ChatAction
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery, SendChatAction, TelegramMethod

from bot.bot_api import ANSWER_LENGTH, ANSWER_SECONDS, CALL_SECONDS, TEXT_LENGTH
from bot.bot_api.uploads import check_files, upload_seconds, uploaded
from bot.calls import Call, DeleteCall, Done, EditCall, ReactCall, SendCall
from bot.carriage import TELEGRAM
from bot.channels.telegram.errors import BOT_SCOPE, later, translated
from bot.channels.telegram.rendering import method
from bot.outgoing import Answer, Signal, Typing
from bot.richtext import utf16_length

log = structlog.get_logger(__name__)


class TelegramChannel:
    """Telegram as clients have it: private chats."""

    name = "telegram"
    text_limit = TEXT_LENGTH
    traits = TELEGRAM

    def __init__(self, bot: Bot, timeout: int = CALL_SECONDS) -> None:
        self._bot = bot
        self._timeout = timeout
        self.account = f"telegram:{bot.id}"

    def measure(self, text: str) -> int:
        """UTF-16 units."""
        return utf16_length(text)

    def scopes(self, call: Call) -> Sequence[str]:
        """A chat's own pace is for what appears in it; deletions and reactions only count for the bot."""
        if isinstance(call, DeleteCall | ReactCall):
            return (BOT_SCOPE,)
        return (f"telegram:chat:{call.to.chat}", BOT_SCOPE)

    async def perform(self, call: Call) -> Done:
        """Does it; messages give their ids, and those of the files that were uploaded. What is already as asked for is
        a success."""
        if isinstance(call, SendCall):
            check_files(call)
        request = method(call)
        try:
            result = await self._bot(request, request_timeout=self._timeout + upload_seconds(call))
        except AiogramError as error:
            if _already(call, error):
                return Done()
            raise translated(error, self.scopes(call)[0], call) from None
        return _done(call, result) if isinstance(call, SendCall) else Done()

    async def signal(self, signal: Signal) -> None:
        """Answers a pressed button, or shows that somebody writes; a failure is only a line in the log. Bots of
        Telegram cannot mark messages as read."""
        match signal:
            case Answer(callback_id=number, text=text, alert=alert):
                words = text[:ANSWER_LENGTH] or None
                request: TelegramMethod[bool] = AnswerCallbackQuery(
                    callback_query_id=number, text=words, show_alert=alert or None
                )
            case Typing(peer=peer):
                request = SendChatAction(chat_id=int(peer), action=ChatAction.TYPING)
            case _:
                return
        try:
            await self._bot(request, request_timeout=min(ANSWER_SECONDS, self._timeout))
        except AiogramError as error:
            log.info("telegram.signal_failed", reason=later(error, None).reason)

    async def close(self) -> None:
        """Closes the connections; a later call would open them anew."""
        await self._bot.session.close()


def _done(call: SendCall, result: Any) -> Done:
    """An album answers with all of its messages."""
    messages = result if isinstance(result, list) else [result]
    return Done(tuple(str(message["message_id"]) for message in messages), uploaded(call, messages))


def _already(call: Call, error: AiogramError) -> bool:
    if not isinstance(error, TelegramBadRequest):
        return False
    text = error.message.lower()
    return (isinstance(call, EditCall) and "message is not modified" in text) or (
        isinstance(call, DeleteCall) and "message to delete not found" in text
    )
