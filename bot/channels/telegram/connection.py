"""The clients' bot as an object of aiogram: where it connects and through what."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import AiogramError, TelegramNetworkError
from aiogram.methods import GetFile, TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.utils.token import TokenValidationError
from aiohttp import ClientTimeout

from bot.bot_api.downloads import CHUNK, check_status
from bot.cleaning import read_json
from bot.errors import DeliveryError, SettingsError
from bot.texts import say


class Session(AiohttpSession):
    """A session in which whatever goes wrong on the wire is a `TelegramNetworkError`: aiogram lets a proxy's or a
    socket's own exceptions through."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's signature
    ) -> TelegramType:
        """As aiogram does it."""
        try:
            return await super().make_request(bot, method, timeout)
        except AiogramError:
            raise
        except Exception as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error

    async def pieces(self, url: str, silence: float) -> AsyncGenerator[bytes]:
        """A file's bytes as they come; given up when for `silence` seconds nothing does."""
        connection = await self.create_session()
        timeout = ClientTimeout(total=None, sock_connect=silence, sock_read=silence)
        try:
            async with connection.get(url, timeout=timeout) as answer:
                check_status(answer.status, answer.headers.get("Retry-After"))
                async for piece in answer.content.iter_chunked(CHUNK):
                    yield piece
        except DeliveryError:
            raise
        except Exception as error:
            raise TelegramNetworkError(method=GetFile(file_id=""), message=type(error).__name__) from error


def telegram_bot(token: str, api_url: str | None = None, proxy: str | None = None) -> Bot:
    """The bot of `token`, at Telegram's servers or at `api_url`; connects to nothing yet.

    The environment's proxies are not looked at; `proxy` is `http://`, `socks5://`, … (needs aiohttp-socks).
    """
    options: dict[str, Any] = {"api": TelegramAPIServer.from_base(api_url) if api_url else PRODUCTION}
    try:
        return Bot(token, session=Session(proxy=proxy, json_loads=read_json, **options))
    except TokenValidationError:
        raise SettingsError(say("settings-bad-value", key="telegram.token", reason=say("settings-bad-token"))) from None
    except (RuntimeError, ValueError):
        raise SettingsError(say("settings-bad-value", key="telegram.proxy", reason=say("settings-bad-proxy"))) from None
