"""How long `liniya clients import` takes, how much memory it wants, and for how long it holds the database.

    uv run python -m tests.benchmarks.clients_import [ORGANISATIONS]

A CSV and an XLSX file of so many organisations (50,000 unless told otherwise) with two people each are imported into a
new SQLite database, again without a change, and again with a tenth changed; each in a process of its own.
"""

from __future__ import annotations

import csv
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from operators.crm.columns import HEADINGS
from operators.inn import is_inn

_STATES = ("сопровождается", "сопровождается", "приостановлен", "расторгнут")


def inns(count: int) -> Iterator[str]:
    """So many numbers with true check digits."""
    for number in range(770000001, 770000001 + count):
        yield next(f"{number}{digit}" for digit in range(10) if is_inn(f"{number}{digit}"))


def rows(count: int, debt: int = 0) -> Iterator[Sequence[str]]:
    """The file's lines: two people in a row; every tenth organisation owes `debt` more."""
    yield tuple(HEADINGS.values())
    for number, inn in enumerate(inns(count)):
        owed = number % 7 * 1000 + (debt if number % 10 == 0 else 0)
        manager = number % 40
        yield (
            *(inn, f"Организация {number}", _STATES[number % 4], "31.12.2027", f"{owed},50" if owed else "", ""),
            *(f"Менеджер {manager}", f"m{manager}@centre.example", "+7 495 000-00-00"),
            *("Анна; Мария", f"a{number}@firm{number}.example; m{number}@firm{number}.example"),
            f"8 495 {number:07}; 8 499 {number:07}",
        )


def _write(path: Path, lines: Iterator[Sequence[str]]) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="cp1251", newline="") as file:
            csv.writer(file, delimiter=";").writerows(lines)
        return
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for line in lines:
        sheet.append(list(line))
    book.save(path)


def _run(name: str, path: Path, folder: Path) -> None:
    began = time.monotonic()
    code = (
        "import resource, sys, time\n"
        "from bot import database\n"
        "from contextlib import asynccontextmanager\n"
        "held, write = [], database.Database.write\n"
        "@asynccontextmanager\n"
        "async def timed(self):\n"
        "    async with write(self) as session:\n"
        "        began = time.monotonic()\n"
        "        yield session\n"
        "    held.append(time.monotonic() - began)\n"
        "database.Database.write = timed\n"
        "from bot.cli.application import run\n"
        "code = run(sys.argv[1:])\n"
        "memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024\n"
        "print(f'exit {code}, {memory:.0f} MB, lock {max(held, default=0):.2f} s', file=sys.stderr)\n"
    )
    environment = {**os.environ, "LINIYA_DATA_DIR": str(folder)}
    done = subprocess.run(
        [sys.executable, "-c", code, "clients", "import", str(path), "--yes"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"{name}: {time.monotonic() - began:.1f} s, {done.stderr.strip().splitlines()[-1]}")
    print("   ", "\n    ".join(done.stdout.strip().splitlines()[-2:]))


def main() -> None:
    """Makes the files, imports them, prints what it took."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in ("csv", "xlsx"):
            first, later = folder / f"first.{kind}", folder / f"later.{kind}"
            _write(first, rows(count))
            _write(later, rows(count, 700))
            data = folder / kind
            for what, path in (("new", first), ("the same", first), ("a tenth changed", later)):
                _run(f"{kind}, {count} {what}", path, data)
    print(f"(files made in {resource.getrusage(resource.RUSAGE_SELF).ru_utime:.0f} s)")


if __name__ == "__main__":
    main()
