"""The clients' bot on Telegram, by aiogram: `source`, `parsing`, `rendering`, `channel`, `connection`.

aiogram takes seconds to import, so nothing is imported here.
"""
