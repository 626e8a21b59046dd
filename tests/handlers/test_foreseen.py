"""What is asked for before the transaction: the words that will be looked up, and nothing that is for people."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.database import Database
from bot.intake import Preparation, Processor
from handlers.foreseen import Foreseen
from knowledge.text import normalise
from tests.dialogues.line import Line
from tests.dialogues.messenger import parse


class Prepared:
    """A dialogue whose questions are asked for beforehand."""

    def __init__(self, database: Database) -> None:
        self.line = Line(database)
        self.asked: list[str] = []
        self.prepare = Preparation(database, self.line.clock, Foreseen({"telegram": parse}, 1.5), self._ask)
        line = self.line
        line._processor = Processor(database, line._sides, line.clock, line.signals.extend, self.prepare)

    async def _ask(self, texts: Sequence[str]) -> None:
        self.asked += texts

    async def says(self, *lines: str) -> list[str]:
        """The client writes lines in a rapid row; returns what was asked for until all was quiet, as the search sees
        it."""
        self.asked.clear()
        for text in lines:
            await self.line.says(text)
        await self.line.settle()
        return list(dict.fromkeys(map(normalise, self.asked)))


@pytest.fixture
async def prepared(database: Database) -> Prepared:
    """The stage."""
    prepared = Prepared(database)
    await prepared.line.open()
    await prepared.line.consent()
    return prepared


async def test_the_words_that_are_looked_up_are_asked_for(prepared: Prepared) -> None:
    """Exactly as the search will get them: a burst as one question, politeness aside."""
    assert "как заказать документ" in await prepared.says("как заказать документ")
    assert "не открывается программа вчера" in await prepared.says("не открывается", "программа вчера")
    assert "где мой сертификат" in await prepared.says("Как сменить менеджера? Где мой сертификат?")
    assert "как сменить менеджера" in await prepared.says("Здравствуйте!\nкак сменить менеджера")


async def test_what_is_for_people_goes_to_nobody_else(prepared: Prepared) -> None:
    """With an open ticket nothing is asked for; presses ask nothing."""
    await prepared.says("позовите специалиста, у меня вопрос про отпуск")
    prepared.asked.clear()
    assert await prepared.says("мой ИНН такой-то, посмотрите договор") == []


async def test_what_cannot_be_read_is_left_to_the_processing(prepared: Prepared) -> None:
    """A row that fails to parse fails there, not here."""
    await prepared.line.client("nonsense")
    await prepared.prepare(32)
    assert prepared.asked == []
