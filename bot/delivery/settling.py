"""Writing what became of a call: sent (with the platform's id), waiting again, unreachable, or rejected and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import links
from bot.delivery.outlets import Outlet
from bot.delivery.planning import Job
from bot.errors import DeliveryError, Rejected, RetryLater, Unreachable
from bot.messages import DeleteCall, Edit, EditCall, Send, SendCall
from bot.outbox import OutboxRow, OutboxState

log = structlog.get_logger()

PAUSES = (1.0, 2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
"""Seconds between attempts when the platform names none (5xx, time-outs, dropped connections): growing, for ever."""

HEALING_PAUSES = (0.0, 5.0, 30.0, 60.0)
"""Seconds before a row whose place was lost tries again: at once for a topic, later while a right is missing."""


async def settle(session: AsyncSession, outlet: Outlet, job: Job, now: datetime) -> None:
    """Writes the end of a job on each of its rows."""
    query = select(OutboxRow).where(OutboxRow.id.in_(job.rows)).order_by(OutboxRow.id).with_for_update()
    for row in await session.scalars(query):
        if job.error is None:
            await _succeeded(session, outlet, row, job, now)
        else:
            await failed(session, outlet, row, job.error, now)


async def _succeeded(session: AsyncSession, outlet: Outlet, row: OutboxRow, job: Job, now: datetime) -> None:
    await _remember(session, row, job)
    if job.last:
        await finish(session, outlet, row, OutboxState.SENT, None, now, result=job.result)
        return
    row.state, row.attempts, row.due_at = OutboxState.WAITING, 0, now
    if not isinstance(job.call, DeleteCall):
        row.next_part += 1


async def _remember(session: AsyncSession, row: OutboxRow, job: Job) -> None:
    """Ties platform ids to rows: an edit's additional parts belong to the row that it edits."""
    body, call = row.body, job.call
    target = row.id
    if isinstance(body, Edit) and body.target.outbox is not None:
        target = body.target.outbox
    if isinstance(call, SendCall) and job.result is not None:
        part = len(await links.platform_ids(session, target))
        await links.record_sent(session, target, part, row.channel, call.to.chat, job.result)
    elif isinstance(call, DeleteCall):
        body_target = getattr(getattr(body, "target", None), "outbox", None)
        if body_target is not None:
            await links.forget_part(session, body_target, call.message_id)
    if job.last and isinstance(body, Edit) and isinstance(call, EditCall | SendCall | DeleteCall):
        await _rewrite_target(session, body)


async def _rewrite_target(session: AsyncSession, edit: Edit) -> None:
    """The edited row says what stands on the platform now (joined lines are put together from it)."""
    target = await session.get(OutboxRow, edit.target.outbox) if edit.target.outbox is not None else None
    if target is not None and isinstance(target.body, Send):
        target.body = replace(target.body, text=edit.text or target.body.text, keyboard=edit.keyboard)


async def failed(session: AsyncSession, outlet: Outlet, row: OutboxRow, error: DeliveryError, now: datetime) -> None:
    """A refusal: wait and try again, or give up and say why."""
    row.attempts += 1
    row.error = getattr(error, "reason", "") or str(error)
    match error:
        case RetryLater(seconds=seconds):
            pause = PAUSES[min(row.attempts, len(PAUSES)) - 1] if seconds is None else seconds
            row.state, row.due_at = OutboxState.WAITING, now + timedelta(seconds=pause)
            log.info("outbox.waits", row=row.id, channel=row.channel, seconds=pause, reason=row.error)
        case Unreachable():
            await outlet.book.heal(session, row, error, now)
            await finish(session, outlet, row, OutboxState.UNREACHABLE, error.reason, now)
        case Rejected():
            await finish(session, outlet, row, OutboxState.REJECTED, error.reason, now)
        case _:
            await _heal(session, outlet, row, error, now)


async def _heal(session: AsyncSession, outlet: Outlet, row: OutboxRow, error: DeliveryError, now: datetime) -> None:
    if not await outlet.book.heal(session, row, error, now):
        await finish(session, outlet, row, OutboxState.REJECTED, row.error or type(error).__name__, now)
        return
    pause = HEALING_PAUSES[min(row.attempts, len(HEALING_PAUSES)) - 1]
    row.state, row.due_at = OutboxState.WAITING, now + timedelta(seconds=pause)
    log.warning("outbox.heals", row=row.id, channel=row.channel, why=type(error).__name__, reason=row.error)


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
        await listener(session, row, result, now)
