"""How much of the database a turn of the dialogue needs."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.database import Database
from tests import databases
from tests.dialogues.line import Line

MOST = 12
"""Beside the beginnings and ends of transactions and savepoints."""

_CONTROL = ("BEGIN", "SAVEPOINT", "RELEASE")


async def test_an_answer_takes_few_statements(sqlite_url: str) -> None:
    """A question of a known client is answered in a dozen statements, the looking for work included."""
    databases.lay_tables(sqlite_url)
    database = Database(sqlite_url)
    line = Line(database)
    await line.says("как заказать документ")
    await line.settle()
    await line.says("как заказать документ которого нет в комплекте")
    line.clock.move(2)
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(_CONTROL):
            statements.append(" ".join(statement.split())[:70])

    event.listen(Engine, "before_cursor_execute", note)
    try:
        assert await line.process() == 1
    finally:
        event.remove(Engine, "before_cursor_execute", note)
        await database.close()
    assert len(statements) <= MOST, "\n".join(statements)
