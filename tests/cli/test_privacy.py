"""`liniya privacy`: what an administrator does about a request on paper."""

from __future__ import annotations

import asyncio
import json
import stat
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot import clients, schema
from bot.cli.application import run
from bot.clock import SystemClock
from bot.database import Database
from bot.messages import Address, Person
from handlers.holdings import HOLDINGS
from operators import contacts, destroying

URL = "sqlite+aiosqlite:///data/liniya.db"


@pytest.fixture(autouse=True)
def _a_client(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database in this folder with one client who has left a phone."""
    monkeypatch.chdir(tmp_path)
    schema.upgrade(URL)
    _write(_met)


def _write(work: Callable[[AsyncSession], Awaitable[object]]) -> None:
    async def within() -> None:
        database = Database(URL)
        async with database.write() as session:
            await work(session)
        await database.close()

    asyncio.run(within())


async def _met(session: AsyncSession) -> None:
    now = SystemClock().now()
    address = await clients.meet(session, Address("telegram", "42"), Person("42", "Анна"), now)
    clients.record_consent(session, address, "1", now)
    card = await contacts.card_for(session, address.client_id, now)
    card.name, card.phone = "Анна", "+79990000000"


def _says(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = run(["privacy", *arguments])
    said = capsys.readouterr()
    return code, said.out + said.err


def test_what_is_kept_is_shown_in_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    """By number, account or phone; neither name nor phone is on the screen. Nobody is found by what nobody has."""
    for who in ("1", "telegram:42", "8 999 000-00-00"):
        code, said = _says(capsys, "show", who)
        assert (code, "Клиент № 1" in said, "— Контактные данные: 1" in said) == (0, True, True)
        assert "Анна" not in said
        assert "9990000000" not in said
    assert _says(capsys, "show", "77")[0] == 1
    assert _says(capsys, "show", "vk:42")[0] == 1


def test_everything_goes_into_a_file_of_the_owners(capsys: pytest.CaptureFixture[str]) -> None:
    """The file is for its owner alone, and none is written over unasked."""
    assert _says(capsys, "export", "1", "client.json")[0] == 0
    told = json.loads(Path("client.json").read_text(encoding="utf-8"))
    assert told["Контактные данные"][0]["Телефон"] == "+79990000000"
    assert told["Согласия и их отзыв"][0]["На что"] == "обработка персональных данных"
    assert stat.S_IMODE(Path("client.json").stat().st_mode) == 0o600
    assert _says(capsys, "export", "1", "client.json")[0] == 1
    assert _says(capsys, "export", "1", "client.json", "--force")[0] == 0


def test_a_request_on_paper_is_carried_out_and_leaves_an_act(capsys: pytest.CaptureFixture[str]) -> None:
    """The data goes with the service's next sweep; the act names no person."""
    code, said = _says(capsys, "destroy", "1", "--yes")
    assert (code, "Записано" in said) == (0, True)
    assert "будут уничтожены" in _says(capsys, "show", "1")[1]
    assert _says(capsys, "destroy", "1", "--now", "--yes")[0] == 0
    assert "Актов пока нет" in _says(capsys, "acts")[1]

    async def swept(session: AsyncSession) -> None:
        # Its own news of the withdrawal is not processed here: a day on nobody waits for that.
        now = SystemClock().now()
        await destroying.step(session, HOLDINGS, now.replace(year=now.year + 1))

    _write(swept)
    code, said = _says(capsys, "acts", "--out", "acts.txt")
    assert (code, "1 акт записан" in said) == (0, True)
    act = Path("acts.txt").read_text(encoding="utf-8")
    assert "клиент № 1" in act
    assert "письменный запрос" in act
    assert "Контактные данные: 1" in act
    assert "Анна" not in act
    assert _says(capsys, "show", "telegram:42")[0] == 1
