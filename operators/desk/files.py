"""Files that staff sent into the group, fetched by the desk's bot."""

from __future__ import annotations

from typing import Any

import httpx
from telegram.error import BadRequest, TelegramError

from bot.bot_api.downloads import CHUNK, Counted, about_file, check_status, path_of
from bot.calls import Sink
from bot.errors import RetryLater
from operators.desk.connection import DeskBot
from operators.desk.errors import later

# Spelt so that `do_api_request` does not recommend `Bot.get_file`: that makes an address of the path which only the
# library's own download understands, and that one keeps whole files in memory.
_GET_FILE = "get_File"


class DeskFiles:
    """A `FileSource`: refs are `file_id`s."""

    def __init__(self, bot: DeskBot) -> None:
        self._bot = bot

    async def download(self, ref: str, to: Sink, limit: int) -> None:
        """Streams the file into `to`, at most `limit` bytes."""
        path, counted = path_of(await self._find(ref), limit), Counted(to, limit)
        try:
            async with self._bot.stream(path) as answer:
                check_status(answer.status_code, answer.headers.get("Retry-After"))
                async for chunk in answer.aiter_bytes(CHUNK):
                    counted.write(chunk)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            # Its own words have the address in them, and that has the token.
            raise RetryLater(None, None, type(error).__name__) from None

    async def _find(self, ref: str) -> Any:
        try:
            return await self._bot.do_api_request(_GET_FILE, api_kwargs={"file_id": ref})
        except BadRequest as error:
            raise (about_file(error.message) or later(error, None)) from None
        except TelegramError as error:
            raise later(error, None) from None
