"""python-telegram-bot's bare echo. `… <API's URL> <token> <how many at once; 1 is its default>`."""

import sys

from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler


async def echo(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
    """Says the same."""
    if update.message is not None:
        await update.message.reply_text(update.message.text or "")


if __name__ == "__main__":
    url, token, at_once = sys.argv[1:]
    builder = Application.builder().token(token).base_url(f"{url}/bot").base_file_url(f"{url}/file/bot")
    application = builder.concurrent_updates(int(at_once)).build()
    application.add_handler(MessageHandler(None, echo))
    application.run_polling()
