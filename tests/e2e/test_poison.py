"""An update that cannot be processed: put aside after three tries, told, and decided upon by hand while the service
runs."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

import pytest

from bot.intake.process import RETRY_PAUSES
from tests.e2e.line import QUESTION, Line
from tests.e2e.people import Client
from tests.e2e.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")


def _poison(line: Line, client: Client, text: str) -> None:
    """A message of this client from a year that no calendar has: it is kept, but cannot be read."""
    person = {"id": client.id, "is_bot": False, "first_name": client.name}
    chat = {"id": client.id, "type": "private", "first_name": client.name}
    message = {"message_id": 1, "from": person, "chat": chat, "date": 10**18, "text": text}
    line.scene.clients_bot.updates.put("message", message)


def _attempts(line: Line) -> int:
    """How often the poison at hand was tried in vain."""
    with closing(sqlite3.connect(line.database)) as connection:
        query = "SELECT max(attempts) FROM inbox WHERE state IN ('new', 'parked') AND payload LIKE '%не прочесть%'"
        return int(connection.execute(query).fetchone()[0] or 0)


async def _tried_three_times(line: Line) -> None:
    for attempts, pause in enumerate((*RETRY_PAUSES, 0.0), 1):
        await until(lambda wanted=attempts: _attempts(line) >= wanted, f"attempt {attempts}")  # type: ignore[misc]
        line.clock.forward(seconds=pause)


async def _told_in_general(line: Line, client: Client, times: int) -> str:
    """Waits until staff are told for that often; returns the number that they are told."""

    def told() -> list[str]:
        return [one.text for one in line.general() if f"telegram:{client.id}" in one.text][times - 1 :]

    words = await until(told, "staff are told")
    number = re.search(r"запись (\d+)", words[0])
    assert number is not None, words
    return number[1]


async def test_a_poison_update_is_parked_told_and_decided_upon_by_hand(line: Line) -> None:
    """The client is told that a person will look and the question behind it is answered; staff see its number;
    `liniya inbox failed|show|retry|drop` work beside the running service, and what is retried stands behind what is
    newer."""
    client = line.client()
    client.says(QUESTION)
    await client.hears("парол")
    _poison(line, client, "не прочесть")
    client.says("номер горячей линии")
    await _tried_three_times(line)
    await client.hears("посмотрит человек")
    await client.hears("елефон")
    number = await _told_in_general(line, client, 1)

    assert f"№ {number} " in await line.liniya("inbox", "failed")
    shown = await line.liniya("inbox", "show", number)
    assert "не прочесть" in shown
    assert "ValidationError" in shown

    said = await line.liniya("inbox", "retry", number)
    again = re.findall(r"№ (\d+)", said)[-1]
    assert int(again) > int(number)
    assert f"№ {number} " not in await line.liniya("inbox", "failed")
    await _tried_three_times(line)
    assert await _told_in_general(line, client, 2) == again

    await line.liniya("inbox", "drop", again)
    assert f"№ {again} " not in await line.liniya("inbox", "failed")
    client.says("часы работы")
    await client.hears("абот")
