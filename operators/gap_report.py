"""What the base lacks, told in General: every Monday when the centre opens, and whenever somebody asks. When it was
told last stands in `kb_state.reported_at`; none there means that it is to be told now.

The groups are made before the transaction, in a thread: thousands of questions take seconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.database import Database
from bot.outbox import Lane
from bot.outgoing import Send
from knowledge import gaps, missing, state
from knowledge.missing import Ageing, Missing, Searching
from knowledge.state import BaseState
from operators import topics
from operators.calendar import WorkingTime
from operators.gap_list import Aged, GapList, ListedGroup, drawn

log = structlog.get_logger()

MOST_GROUPS = 7
_WORDINGS = 20
"""Wordings of a group that its article would be given."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    reported_at: datetime | None
    """As it was when the groups were made."""
    listed: GapList


class GapReport:
    """A sweep in two steps: `prepare` makes the groups when they are due, `sweep` posts them."""

    def __init__(self, database: Database, search: Searching, working_time: WorkingTime) -> None:
        """`search` answers clients; it is asked in a thread."""
        self._database, self._search, self._working_time = database, search, working_time
        self._prepared: _Prepared | None = None

    async def prepare(self, now: datetime) -> None:
        """Makes the groups, if it is time to tell."""
        self._prepared = None
        async with self._database.read() as session:
            last = await session.scalar(select(BaseState.reported_at))
            if not is_due(last, now, self._working_time) or await topics.desk_for(session) is None:
                return
            asked, articles = await gaps.opened(session), await missing.standing(session)
        found, more = await asyncio.to_thread(missing.missing, asked, self._search, MOST_GROUPS)
        today = now.astimezone(self._working_time.time_zone).date()
        self._prepared = _Prepared(last, as_list(found, more, missing.ageing(articles, today)))

    async def sweep(self, session: AsyncSession, now: datetime) -> None:
        """Posts what was prepared, unless it was told meanwhile; nothing where there is nothing to tell."""
        prepared, self._prepared = self._prepared, None
        desk = await topics.desk_for(session)
        if prepared is None or desk is None:
            return
        await state.of_the_base(session)
        locked = select(BaseState).with_for_update().execution_options(populate_existing=True)
        row = (await session.scalars(locked)).one()
        if row.reported_at != prepared.reported_at:
            return
        row.reported_at = now
        listed = prepared.listed
        if listed:
            text, keyboard = drawn(listed)
            context = {"edit_lane": int(Lane.NOTICE), **listed.to_context()}
            body = Send(text, keyboard)
            await outbox.enqueue(session, topics.general(desk), body, now, lane=Lane.NOTICE, context=context)
            log.info("knowledge.gaps_told", groups=len(listed.groups), ageing=len(listed.ageing))


def is_due(last: datetime | None, now: datetime, working_time: WorkingTime) -> bool:
    """Whether it is to be told now: at once when somebody asked for it (None), else once a week, from the first opening
    on or after Monday, within working hours."""
    if last is None:
        return True
    local = now.astimezone(working_time.time_zone)
    monday = datetime.combine(local.date() - timedelta(days=local.weekday()), time(), working_time.time_zone)
    opening = working_time.next_opening(monday)
    return opening is not None and last < opening <= now and working_time.is_open(now)


async def ask_for(session: AsyncSession) -> None:
    """It is told within seconds."""
    (await state.of_the_base(session)).reported_at = None


def as_list(found: Sequence[Missing], more: int, ageing: Sequence[Ageing]) -> GapList:
    """What will be told, as its message keeps it."""
    groups = tuple(
        ListedGroup(
            ids=tuple(question.id for question in one.group.questions),
            wordings=one.group.wordings[:_WORDINGS],
            nearest=tuple((hit.article.id, hit.article.title) for hit in one.nearest),
        )
        for one in found
    )
    aged = tuple(Aged(one.article.title, one.article.owner, one.expired) for one in ageing)
    return GapList(groups, more, aged)
