"""The clients' bot as a channel: performs calls over aiogram, in the errors of `bot.errors`."""

from __future__ import annotations

from collections.abc import Sequence

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import AnswerCallbackQuery

from bot.bot_api import ANSWER_LENGTH, ANSWER_SECONDS, CALL_SECONDS, TEXT_LENGTH
from bot.calls import Call, DeleteCall, EditCall, ReactCall, SendCall
from bot.channels.telegram.errors import BOT_SCOPE, later, translated
from bot.channels.telegram.rendering import method
from bot.messages import Answer
from bot.richtext import utf16_length

log = structlog.get_logger(__name__)


class TelegramChannel:
    """Telegram as clients have it: private chats."""

    name = "telegram"
    text_limit = TEXT_LENGTH

    def __init__(self, bot: Bot, timeout: int = CALL_SECONDS) -> None:
        self._bot = bot
        self._timeout = timeout

    def measure(self, text: str) -> int:
        """UTF-16 units."""
        return utf16_length(text)

    def scopes(self, call: Call) -> Sequence[str]:
        """A chat's own pace is for what appears in it; deletions and reactions only count for the bot."""
        if isinstance(call, DeleteCall | ReactCall):
            return (BOT_SCOPE,)
        return (f"telegram:chat:{call.to.chat}", BOT_SCOPE)

    async def perform(self, call: Call) -> str | None:
        """Does it; a message sent gives its id. What is already as asked for is a success."""
        request = method(call)
        try:
            result = await self._bot(request, request_timeout=self._timeout)
        except AiogramError as error:
            if _already(call, error):
                return None
            raise translated(error, self.scopes(call)[0]) from None
        return str(result["message_id"]) if isinstance(call, SendCall) else None

    async def answer(self, answer: Answer) -> None:
        """Answers a pressed button; a failure is only a line in the log."""
        text = answer.text[:ANSWER_LENGTH] or None
        request = AnswerCallbackQuery(callback_query_id=answer.callback_id, text=text, show_alert=answer.alert or None)
        try:
            await self._bot(request, request_timeout=min(ANSWER_SECONDS, self._timeout))
        except AiogramError as error:
            log.info("telegram.answer_failed", reason=later(error, None).reason)

    async def close(self) -> None:
        """Closes the connections; a later call would open them anew."""
        await self._bot.session.close()


def _already(call: Call, error: AiogramError) -> bool:
    if not isinstance(error, TelegramBadRequest):
        return False
    text = error.message.lower()
    return (isinstance(call, EditCall) and "message is not modified" in text) or (
        isinstance(call, DeleteCall) and "message to delete not found" in text
    )
