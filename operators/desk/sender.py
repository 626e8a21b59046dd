"""The desk as a channel: performs calls into the operators' group over python-telegram-bot."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.bot_api import ANSWER_LENGTH, ANSWER_SECONDS, CALL_SECONDS, TEXT_LENGTH, TOPIC_COLOURS
from bot.bot_api.uploads import check_files, upload_seconds, uploaded
from bot.calls import (
    Call,
    DeleteCall,
    Done,
    DropTopicCall,
    EditCall,
    OpenTopicCall,
    PinCall,
    ReactCall,
    ReopenTopicCall,
    SendCall,
)
from bot.carriage import TELEGRAM
from bot.errors import Rejected, RetryLater
from bot.outgoing import Answer, Signal
from bot.richtext import utf16_length
from operators.desk import media, rendering
from operators.desk.errors import BOT_SCOPE, later, says, translated

log = structlog.get_logger(__name__)

_ALREADY = {
    EditCall: "message is not modified",
    DeleteCall: "message to delete not found",
    ReopenTopicCall: "topic_not_modified",
    DropTopicCall: "thread not found",
    PinCall: "chat_not_modified",
}
"""Refusals that say that all is as it was asked for."""


class DeskSender:
    """The operators' group, its topics and General; also private chats with the desk's bot."""

    name = "desk"
    text_limit = TEXT_LENGTH
    traits = TELEGRAM

    def __init__(self, bot: Bot, timeout: float = CALL_SECONDS) -> None:
        """`timeout`: seconds within which an upload has to end, beside what its size takes; other calls have the
        bot's own time-outs."""
        self._bot, self._timeout = bot, timeout
        self.account = f"desk:{bot.token.partition(':')[0]}"

    def measure(self, text: str) -> int:
        """UTF-16 units."""
        return utf16_length(text)

    def scopes(self, call: Call) -> Sequence[str]:
        """Sends, edits and topics share the group's budget (platforms.md: limits); marks and deletions do not."""
        if isinstance(call, DeleteCall | ReactCall | DropTopicCall) or not call.to.chat.startswith("-"):
            return (BOT_SCOPE,)
        return (f"desk:group:{call.to.chat}", BOT_SCOPE)

    async def perform(self, call: Call) -> Done:
        """Does it; messages give their ids (and those of the files that were uploaded), a topic its own. What is
        already as asked for is a success."""
        limit = None
        if isinstance(call, SendCall) and call.attachments:
            check_files(call)
            limit = self._timeout + upload_seconds(call)
        try:
            async with asyncio.timeout(limit):
                return await self._perform(call)
        except TelegramError as error:
            if isinstance(error, BadRequest) and says(error, _ALREADY.get(type(call), "\0")):
                return Done()
            raise translated(error, call, self.scopes(call)[0]) from None
        except TimeoutError:
            raise RetryLater(None, None, "TimeoutError", doubtful=True) from None
        except ValueError:  # an id that is no number
            raise Rejected("not a Telegram id") from None

    async def _perform(self, call: Call) -> Done:
        match call:
            case SendCall():
                return await self._send(call)
            case EditCall():
                await self._edit(call)
            case DeleteCall():
                await self._bot.delete_message(int(call.to.chat), int(call.message_id))
            case ReactCall():
                await self._bot.set_message_reaction(int(call.to.chat), int(call.message_id), call.emoji or [])
            case PinCall():
                await self._bot.pin_chat_message(int(call.to.chat), int(call.message_id), disable_notification=True)
            case _:
                return await self._topic(call)
        return Done()

    async def _topic(self, call: Call) -> Done:
        match call:
            case OpenTopicCall():
                return Done((await self._open_topic(call),))
            case ReopenTopicCall():
                await self._bot.reopen_forum_topic(int(call.to.chat), int(call.to.thread or ""))
            case DropTopicCall():
                await self._bot.delete_forum_topic(int(call.to.chat), int(call.to.thread or ""))
            case _:
                raise Rejected(f"{type(call).__name__} is not for the desk")
        return Done()

    async def _send(self, call: SendCall) -> Done:
        common: dict[str, Any] = {
            "chat_id": int(call.to.chat),
            "message_thread_id": int(call.to.thread) if call.to.thread else None,
            "disable_notification": call.silent or None,
            "reply_parameters": rendering.reply(call.reply_to),
            "reply_markup": rendering.inline(call.keyboard),
        }
        if call.attachments:
            common["read_timeout"] = self._timeout + upload_seconds(call)
            sent = await media.send(self._bot, call, common)
            return Done(tuple(str(one.message_id) for one in sent), uploaded(call, [one.to_dict() for one in sent]))
        message = await self._bot.send_message(
            **common,
            text=call.text.text,
            entities=rendering.entities(call.text),
            parse_mode=None,
            link_preview_options=rendering.preview(shown=call.preview),
        )
        return Done((str(message.message_id),))

    async def _edit(self, call: EditCall) -> None:
        chat, message, buttons = int(call.to.chat), int(call.message_id), rendering.inline(call.keyboard)
        if call.text is None:
            await self._bot.edit_message_reply_markup(chat, message, reply_markup=buttons)
            return
        spans = rendering.entities(call.text)
        if call.caption:
            await self._bot.edit_message_caption(
                chat, message, caption=call.text.text, caption_entities=spans, parse_mode=None, reply_markup=buttons
            )
            return
        await self._bot.edit_message_text(
            call.text.text,
            chat,
            message,
            entities=spans,
            parse_mode=None,
            link_preview_options=rendering.preview(shown=call.preview),
            reply_markup=buttons,
        )

    async def _open_topic(self, call: OpenTopicCall) -> str:
        colour = call.colour if call.colour in TOPIC_COLOURS else None
        topic = await self._bot.create_forum_topic(int(call.to.chat), rendering.topic_name(call.name), colour)
        return str(topic.message_thread_id)

    async def signal(self, signal: Signal) -> None:
        """Answers a pressed button; a failure is only a line in the log."""
        if not isinstance(signal, Answer):
            return
        try:
            await self._bot.answer_callback_query(
                signal.callback_id,
                signal.text[:ANSWER_LENGTH] or None,
                show_alert=signal.alert or None,
                read_timeout=ANSWER_SECONDS,
            )
        except TelegramError as error:
            log.info("desk.answer_failed", reason=later(error, None).reason)

    async def close(self) -> None:
        """Lets the connections go."""
        await self._bot.shutdown()
