"""aiogram's bare echo: the measure for everything that a bot does beyond it. `… <API's URL> <token>`."""

import asyncio
import sys

from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import Message

dispatcher = Dispatcher()


@dispatcher.message()
async def echo(message: Message) -> None:
    """Says the same."""
    await message.answer(message.text or "")


if __name__ == "__main__":
    url, token = sys.argv[1:]
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    asyncio.run(dispatcher.start_polling(Bot(token, session=session)))
