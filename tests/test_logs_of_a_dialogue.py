"""Logs carry ids only: nothing that people wrote or are called by reaches them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.database import Database
from bot.logs import set_up_logs
from tests.dialogues.actions import perform
from tests.dialogues.line import Line

_SECRETS = ("Анна", "тайн", "+79990000000", "9990000000", "anna@example.ru", "паспорт.pdf", "Ольга")

_DIALOGUE = (
    "-- клиента зовут Анна",
    "-- клиент уже дал согласие",
    "Клиент: тайный вопрос, мой телефон +79990000000",
    "Клиент: позовите оператора",
    "Клиент присылает файл «паспорт.pdf» 120 КБ с подписью «anna@example.ru»",
    "Оператор Ольга берёт",
    "Оператор Ольга: тайный ответ",
    "Клиент исправляет «тайный вопрос, мой телефон +79990000000» на «ещё тайна»",
    "Приходит нечитаемое",
    "Оператор Ольга завершает",
    "Клиент: тайный отзыв",
    "Клиент: /privacy",
    "Клиент нажимает: Получить файлом",
    "Клиент нажимает: Отозвать согласие",
    "Клиент нажимает: Продолжить",
    "Клиент нажимает: Да, уничтожить",
    "-- проходит 40 дней",
)


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Leaves the process's logging as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


async def test_a_dialogue_leaves_no_words_in_the_logs(
    tables_in_sqlite: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the first question over a failure to the destruction: many lines, no names, phones, addresses or texts."""
    stream = io.StringIO()
    set_up_logs("json", "debug", stream)
    database = Database(tables_in_sqlite)
    line = Line(database)
    await line.open()
    for action in _DIALOGUE:
        await perform(line, action)
        await line.settle()
    await database.close()
    logged = stream.getvalue() + "".join(capsys.readouterr())
    assert "privacy.destroyed" in logged
    assert "inbox.parked" in logged
    assert [secret for secret in _SECRETS if secret in logged] == []
