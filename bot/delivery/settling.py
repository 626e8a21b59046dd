"""Writing what became of a call: sent (with the platform's id), waiting again, unreachable, or rejected and why."""

from __future__ import annotations

from collections.abc import Awaitable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

import structlog
from sqlalchemy import inspect, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import file_uploads, links
from bot.calls import DeleteCall, Destination, EditCall, SendCall
from bot.database import is_infrastructure
from bot.delivery import late_files
from bot.delivery.outlets import Outlet
from bot.delivery.planning import Job
from bot.delivery.refused_files import delay_of, without_file
from bot.errors import DeliveryError, FileDelayed, FileForgotten, FileRefused, Rejected, RetryLater, Unreachable
from bot.links import Holds
from bot.outbox import OutboxRow, OutboxState
from bot.outgoing import Body, Delete, Edit, Send

log = structlog.get_logger()

_Result = TypeVar("_Result")

PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
"""Seconds between attempts when the platform names none (5xx, time-outs, dropped connections): growing, for ever."""

HEALING_PAUSES = (0.0, 5.0, 30.0, 60.0)
"""Seconds before a row whose place was lost tries again: at once for a topic, later while a right is missing."""


async def settle(session: AsyncSession, outlet: Outlet, jobs: Sequence[Job], now: datetime) -> None:
    """Writes the ends of jobs, in the order in which they came, each on all of its rows."""
    ids = [row_id for job in jobs for row_id in job.rows]
    query = select(OutboxRow).where(OutboxRow.id.in_(ids)).order_by(OutboxRow.id).with_for_update()
    rows = {row.id: row for row in await session.scalars(query)}
    for job in jobs:
        await _settle_one(session, outlet, job, [rows[row_id] for row_id in sorted(job.rows) if row_id in rows], now)


async def _settle_one(
    session: AsyncSession, outlet: Outlet, job: Job, rows: Sequence[OutboxRow], now: datetime
) -> None:
    alarm = job.result.alarm if job.error is None else getattr(job.error, "alarm", None)
    if alarm is not None and outlet.alarmed is not None and rows:
        await _behind_savepoint(session, rows[0], outlet.alarmed(session, alarm, now), "outbox.alarm_failed")
    for row in rows:
        if inspect(row).expired:
            await session.refresh(row)  # A listener of an earlier job had changed it, and failed.
        if job.error is None:
            await _succeeded(session, outlet, row, job, now)
        elif isinstance(job.error, Rejected) and len(job.rows) > 1:
            _send_apart(row, now)
        else:
            await failed(session, outlet, row, job, job.error, now)


def _send_apart(row: OutboxRow, now: datetime) -> None:
    """One line of a joined message may be what the platform will not take: its neighbours go without it."""
    if isinstance(row.body, Send):
        row.body = replace(row.body, joinable=False)
    row.state, row.due_at = OutboxState.WAITING, now


async def _succeeded(session: AsyncSession, outlet: Outlet, row: OutboxRow, job: Job, now: datetime) -> None:
    await _remember(session, outlet, row, job)
    if job.result.uploads and isinstance(job.call, SendCall | EditCall):
        sent, uploaded = job.call.attachments, job.result.uploads
        await file_uploads.remember(session, outlet.channel.account, sent, uploaded, now)
    row.first_try_at = None
    if job.last:
        await finish(
            session, outlet, row, OutboxState.SENT, None, now, result=job.result.ids[-1] if job.result.ids else None
        )
        return
    row.state, row.attempts, row.due_at = OutboxState.WAITING, 0, now
    if not isinstance(job.call, DeleteCall):
        row.next_part += 1


async def _remember(session: AsyncSession, outlet: Outlet, row: OutboxRow, job: Job) -> None:
    """Ties platform ids to rows: an edit's additional parts belong to the row that it edits."""
    body, call = row.body, job.call
    changed = body.target.outbox if isinstance(body, Edit | Delete) else None
    carrier = row.id if changed is None else changed
    together = [row.id] if changed is None else await links.standing_with(session, changed)
    if isinstance(call, SendCall) and job.result.ids:
        # The first part of a row is its first message, which is known without a look.
        first = changed is None and row.next_part == 0
        part = 0 if first else len(await links.platform_ids(session, *together))
        for number, platform_id in enumerate(job.result.ids):
            holds = _holds(outlet, body, call, number)
            await links.record_sent(session, carrier, part + number, row.channel, call.to.chat, platform_id, holds)
    elif isinstance(call, DeleteCall):
        await links.forget_part(session, together, call.message_id)
    if job.last and isinstance(body, Edit):
        await _rewrite_target(session, body)
    elif job.last and isinstance(body, Delete) and changed is not None:
        for platform_id in await links.platform_ids(session, changed):
            await links.forget_part(session, [changed], platform_id)


def _holds(outlet: Outlet, body: Body, call: SendCall, number: int) -> Holds:
    """What the message `number` of a call holds: the caption is on the first of an album."""
    if not call.attachments:
        return Holds.TEXT
    words_elsewhere = isinstance(body, Send) and body.text and not call.text
    captioned = call.attachments[0].kind in outlet.channel.traits.captioned
    return Holds.CAPTION if number == 0 and captioned and not words_elsewhere else Holds.MEDIA


async def _rewrite_target(session: AsyncSession, edit: Edit) -> None:
    """The edited row says what stands on the platform now (joined lines are put together from it)."""
    target = await session.get(OutboxRow, edit.target.outbox) if edit.target.outbox is not None else None
    if target is not None and isinstance(target.body, Send):
        text = target.body.text if edit.text is None else edit.text
        target.body = replace(target.body, text=text, keyboard=edit.keyboard)


async def failed(
    session: AsyncSession, outlet: Outlet, row: OutboxRow, job: Job, error: DeliveryError, now: datetime
) -> None:
    """A refusal: wait and try again, or give up and say why."""
    row.attempts += 1
    if isinstance(error, FileDelayed):
        if (pause := delay_of(row, error)) is not None:
            _wait(row, pause, now)
            return
        error = FileRefused(error.file, "not_taken", row.error or error.reason)
    row.error = error.said if isinstance(error, FileRefused) else ""
    row.error = row.error or getattr(error, "reason", "") or str(error)
    match error:
        case RetryLater(seconds=seconds):
            pause = PAUSES[min(row.attempts, len(PAUSES)) - 1] if seconds is None else seconds
            _wait(row, pause, now)
        case Unreachable():
            await _healed(session, outlet, row, error, now)
            await finish(session, outlet, row, OutboxState.UNREACHABLE, error.reason, now)
        case Rejected():
            await finish(session, outlet, row, OutboxState.REJECTED, error.reason, now)
        case FileForgotten() | FileRefused():
            state = await without_file(session, outlet, row, job, error, now)
            if state is not OutboxState.WAITING:
                reason = None if state is OutboxState.SENT else error.reason
                await finish(session, outlet, row, state, reason, now)
        case _:
            await _heal(session, outlet, row, job, error, now)


def _wait(row: OutboxRow, pause: float, now: datetime) -> None:
    row.state, row.due_at = OutboxState.WAITING, now + timedelta(seconds=pause)
    log.info("outbox.waits", row=row.id, channel=row.channel, seconds=pause, reason=row.error)


async def _heal(
    session: AsyncSession, outlet: Outlet, row: OutboxRow, job: Job, error: DeliveryError, now: datetime
) -> None:
    place = (await outlet.book.find(session, [row.peer])).get(row.peer)
    # Another row may have found out first: what the place is now was not refused.
    moved = isinstance(place, Destination) and place != job.call.to
    if not moved and not await _healed(session, outlet, row, error, now):
        await finish(session, outlet, row, OutboxState.REJECTED, row.error or type(error).__name__, now)
        return
    pause = HEALING_PAUSES[min(row.attempts, len(HEALING_PAUSES)) - 1]
    row.state, row.due_at = OutboxState.WAITING, now + timedelta(seconds=pause)
    log.warning("outbox.heals", row=row.id, channel=row.channel, why=type(error).__name__, reason=row.error)


async def _healed(session: AsyncSession, outlet: Outlet, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
    act = outlet.book.heal(session, row, error, now)
    return bool(await _behind_savepoint(session, row, act, "outbox.healing_failed"))


async def finish(
    session: AsyncSession,
    outlet: Outlet,
    row: OutboxRow,
    state: OutboxState,
    reason: str | None,
    now: datetime,
    result: str | None = None,
) -> None:
    """The final state, told to whoever listens."""
    row.state, row.error, row.done_at = state, reason, now
    if state is not OutboxState.SENT:
        log.warning("outbox.failed", row=row.id, channel=row.channel, state=state.value, reason=reason)
    for listener in outlet.listeners:
        await _behind_savepoint(session, row, listener(session, row, result, now), "outbox.listener_failed")
    if late_files.is_late(row):
        await _behind_savepoint(session, row, late_files.ended(session, outlet, row, now), "outbox.tidying_failed")


async def _behind_savepoint(
    session: AsyncSession, row: OutboxRow, act: Awaitable[_Result], event: str
) -> _Result | None:
    """A fault in what others do with a result leaves no trace of its own but the log: the message has left, and to
    write that down must not fail, or it would be sent again for ever."""
    row_id = row.id
    try:
        async with session.begin_nested():
            return await act
    except Exception as error:
        if is_infrastructure(error):
            raise
        log.exception(event, row=row_id)
        await session.refresh(row)
        return None
