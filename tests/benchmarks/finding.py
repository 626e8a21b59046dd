"""How long `/find` takes among 20,000 tickets with 200,000 lines: `uv run python -m tests.benchmarks.finding [URL]`."""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import insert

from bot.clients import Client, ClientAddress
from bot.database import Base, Database
from operators import holdings, sought  # noqa: F401  (every table)
from operators.history import Author, Line, LineKind
from operators.kinds import TicketKind
from operators.purposes import Purpose
from operators.tickets import Ticket, TicketState

_WORDS = tuple(
    sorted(
        {
            *("договор", "счёт", "отчёт", "налог", "НДС", "система", "обновление", "ошибка", "печать", "документ"),
            *("подборка", "специалист", "вопрос", "командировка", "отпуск", "Аренда", "Закупка", "увольнение"),
        }
    )
)
_TICKETS, _LINES = 20_000, 200_000
_NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _sentence(chance: random.Random) -> str:
    return " ".join(chance.choice(_WORDS) for _ in range(18))


async def _fill(database: Database) -> None:
    chance = random.Random(1)
    async with database._engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    clients = [{"id": n, "name": f"Клиент {n}", "created_at": _NOW} for n in range(1, 5001)]
    addresses = [{"id": n, "client_id": n, "channel": "vk", "peer": str(n), "name": f"Имя {n}"} for n in range(1, 5001)]
    common = {"state": TicketState.CLOSED, "kind": TicketKind.QUESTION, "queue": Purpose.HOTLINE, "opened_at": _NOW}
    common |= {"suggestions": [], "sent_suggestions": []}
    tickets = [
        common | {"id": n, "client_id": n % 5000 + 1, "address_id": n % 5000 + 1, "question": _sentence(chance)}
        for n in range(1, _TICKETS + 1)
    ]
    said = {"author": Author.CLIENT, "kind": LineKind.SAID, "at": _NOW, "attachments_json": [], "earlier": []}
    lines = [
        said | {"address_id": n % 5000 + 1, "ticket_id": n % _TICKETS + 1, "text": _sentence(chance)}
        for n in range(_LINES)
    ]
    lines[77_777]["text"] = "Кошачий корм"
    async with database.write() as session:
        those: Sequence[tuple[type[Base], list[dict[str, object]]]] = (
            (Client, clients),
            (ClientAddress, addresses),
            (Ticket, tickets),
            (Line, lines),
        )
        for table, rows in those:
            for start in range(0, len(rows), 2000):
                await session.execute(insert(table), rows[start : start + 2000])


async def _main(url: str) -> None:
    database = Database(url)
    await _fill(database)
    for words in (
        "1042",
        "кошачий",
        "отчет",
        "отчет НДС аренда",
        "Клиент 4077",
        "нет такого слова",
        "+7 912 000-00-00",
    ):
        async with database.read() as session:
            query = sought.tickets_with(session, sought.words_of(words), ()).limit(11)
            begun, used = time.perf_counter(), time.process_time()
            found = (await session.scalars(query)).all()
            took, cpu = time.perf_counter() - begun, time.process_time() - used
            print(f"{words!r}: {len(found)} found, {took:.2f} s ({cpu:.2f} s of this processor)")
    await database.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_main(sys.argv[1] if len(sys.argv) > 1 else f"sqlite+aiosqlite:///{folder}/finding.db"))
