"""Files that clients sent, fetched by the clients' bot."""

from __future__ import annotations

from contextlib import aclosing
from typing import Any

from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.methods import GetFile

from bot.bot_api import CALL_SECONDS
from bot.bot_api.downloads import READ_SECONDS, Counted, about_file, path_of
from bot.calls import Sink
from bot.channels.telegram.connection import Session
from bot.channels.telegram.errors import later


class FindFile(GetFile):
    """`getFile` answering with JSON."""

    __returning__ = dict[str, Any]


class TelegramFiles:
    """A `FileSource`: refs are `file_id`s."""

    def __init__(self, bot: Bot, timeout: int = CALL_SECONDS, silence: float = READ_SECONDS) -> None:
        """`silence`: for so many seconds a download may bring nothing."""
        self._bot, self._timeout, self._silence = bot, timeout, silence

    async def download(self, ref: str, to: Sink, limit: int) -> None:
        """Streams the file into `to`, at most `limit` bytes."""
        path = path_of(await self._find(ref), limit)
        session = self._bot.session
        if not isinstance(session, Session):
            raise TypeError("a bot of `connection.telegram_bot`")
        counted = Counted(to, limit)
        url = session.api.file_url(self._bot.token, path)
        try:
            async with aclosing(session.pieces(url, self._silence)) as pieces:
                async for piece in pieces:
                    counted.write(piece)
        except AiogramError as error:
            raise later(error, None) from None

    async def _find(self, ref: str) -> Any:
        try:
            return await self._bot(FindFile(file_id=ref), request_timeout=self._timeout)
        except TelegramBadRequest as error:
            raise (about_file(error.message) or later(error, None)) from None
        except AiogramError as error:
            raise later(error, None) from None
