"""Checks of the knowledge base: rows that the service passes over, since nobody can read them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from bot.cli.checks.finding import Finding, wrong
from bot.schema import SchemaError
from bot.terminal import one_line
from bot.texts import say

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.settings import Settings


async def check_base(settings: Settings) -> AsyncIterator[Finding]:
    """What is damaged, row by row; nothing when all is well, or there are no tables of this version yet."""
    from bot.cli.database import reading

    try:
        async with reading(settings.database.url.get_secret_value()) as session:
            if session is not None:
                async for finding in _damaged(session):
                    yield finding
    except SchemaError:
        # The check of the database has said so.
        return


async def _damaged(session: AsyncSession) -> AsyncIterator[Finding]:
    from bot.cli.kb.standing import standing
    from knowledge.reading import damaged_marks, damaged_wordings, read_calibration
    from knowledge.store import last_readable

    for number in [one.article.id async for one in standing(session) if one.unreadable]:
        revision = await last_readable(session, number)
        key = "check-article-import" if revision is None else "check-article-back"
        yield wrong(say(key, id=one_line(number), number=revision or 0))
    wordings = await damaged_wordings(session)
    if wordings:
        yield wrong(say("check-wordings-damaged", count=len(wordings), ids=one_line(", ".join(sorted(set(wordings))))))
    if marks := await damaged_marks(session):
        yield wrong(say("check-marks-damaged", count=marks))
    if await read_calibration(session) is None:
        yield wrong(say("check-calibration-damaged"))
