"""By when somebody's data is destroyed, and what a consent is proven by."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.clients import Consent, ConsentPurpose, ConsentText
from bot.database import Database
from operators import destructions
from tests.dialogues.actions import perform
from tests.dialogues.line import Line

ASKED = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("asked", "days", "zone", "due"),
    [
        (ASKED, 30, "Europe/Moscow", "2026-04-01 03:00"),
        (ASKED, 30, "Asia/Kamchatka", "2026-04-01 03:00"),
        # At two in the morning the last night within the term is the one before.
        (datetime(2026, 3, 1, 23, 0, tzinfo=UTC), 30, "Europe/Moscow", "2026-03-31 03:00"),
        (ASKED, 1, "Europe/Kaliningrad", "2026-03-03 03:00"),
    ],
)
def test_the_last_night_within_the_term(asked: datetime, days: int, zone: str, due: str) -> None:
    """Never later than the term, by the centre's clock, and as late as its nights allow."""
    found = destructions.due(asked, days, ZoneInfo(zone))
    assert f"{found.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}" == due
    assert (found - asked).total_seconds() <= days * 86400


async def test_a_consent_is_proven_by_the_text_that_was_shown(tables_in_sqlite: str) -> None:
    """Each consent points to the very words, with their digest; another version is another text, kept beside it."""
    database = Database(tables_in_sqlite)
    line = Line(database)
    await line.open()
    for action in (
        "Клиент: позовите оператора",
        "-- новый текст согласия: 2",
        "Клиент нажимает: Даю согласие",
        "Клиент нажимает: Даю согласие",
        "Клиент: новости и предложения",
        "Клиент нажимает: Согласен получать",
    ):
        await perform(line, action)
        await line.settle()
    async with database.read() as session:
        texts = {one.id: one for one in await session.scalars(select(ConsentText))}
        consents = (await session.scalars(select(Consent).order_by(Consent.id))).all()
    await database.close()
    assert [(one.purpose, one.version) for one in consents] == [
        (ConsentPurpose.PERSONAL_DATA, "2"),
        (ConsentPurpose.ADVERTISING, "1"),
    ]
    proof = texts[consents[0].text_id or 0]
    assert (proof.version, "персональных данных" in proof.text, len(proof.sha256)) == ("2", True, 64)
    assert {one.version for one in texts.values() if one.purpose is ConsentPurpose.PERSONAL_DATA} == {"1", "2"}
