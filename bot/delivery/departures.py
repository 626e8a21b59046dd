"""Who may leave next: delivery's view of the outbox.

Towards one address rows leave one at a time and in order; lanes choose between addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, literal_column, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.outbox import PENDING, OutboxRow, OutboxState


def _is_waiting(row: type[OutboxRow]) -> ColumnElement[bool]:
    """A partial index is taken only where its condition stands in the statement itself, not among the values."""
    return row.state == literal_column(f"'{OutboxState.WAITING}'")


def _is_pending(row: type[OutboxRow]) -> ColumnElement[bool]:
    return row.state.in_([literal_column(f"'{state}'") for state in PENDING])


def _heads() -> Select[OutboxRow]:
    other = aliased(OutboxRow)
    before = or_(
        other.state == OutboxState.IN_FLIGHT,
        other.precedence < OutboxRow.precedence,
        and_(other.precedence == OutboxRow.precedence, other.id < OutboxRow.id),
    )
    blocked = exists().where(other.queue == OutboxRow.queue, _is_pending(other), other.id != OutboxRow.id, before)
    return select(OutboxRow).where(_is_waiting(OutboxRow), ~blocked).order_by(OutboxRow.lane, OutboxRow.id)


_ALWAYS = datetime.min.replace(tzinfo=UTC)

# Built once: at every look anew they would take longer to build than to run.
_HEADS = _heads()
_NEXT_DUE = (
    select(OutboxRow.due_at)
    .where(OutboxRow.channel == bindparam("channel"), _is_waiting(OutboxRow), OutboxRow.due_at > bindparam("after"))
    .order_by(OutboxRow.due_at)
    .limit(1)
)


def due_heads(channel: str, now: datetime, after: OutboxRow | None = None) -> Select[OutboxRow]:
    """The rows of a channel that may leave now: the first of their queue, dialogue before notices before bulk. With
    `after`, those that come behind it in this order."""
    heads = _HEADS.where(OutboxRow.channel == channel, OutboxRow.due_at <= now)
    if after is not None:
        heads = heads.where(tuple_(OutboxRow.lane, OutboxRow.id) > tuple_(after.lane, after.id))
    return heads


async def next_due(session: AsyncSession, channel: str, after: datetime | None = None) -> datetime | None:
    """When the next waiting row of a channel is due in its own time (those before it in the queue aside); with
    `after`, the first that is due later than that."""
    values = {"channel": channel, "after": _ALWAYS if after is None else after}
    return await session.scalar(_NEXT_DUE, values)


async def followers(session: AsyncSession, row: OutboxRow, limit: int) -> Sequence[OutboxRow]:
    """The waiting rows right behind `row` in its queue."""
    query = (
        select(OutboxRow)
        .where(
            OutboxRow.queue == row.queue,
            _is_pending(OutboxRow),
            OutboxRow.state == OutboxState.WAITING,
            OutboxRow.precedence == row.precedence,
            OutboxRow.id > row.id,
        )
        .order_by(OutboxRow.id)
        .limit(limit)
    )
    return (await session.scalars(query)).all()


async def recover(session: AsyncSession, channels: Sequence[str]) -> int:
    """After a crash: what was in flight may or may not have left, so it waits again. Returns how many."""
    where = (OutboxRow.state == OutboxState.IN_FLIGHT, OutboxRow.channel.in_(channels))
    result = await session.execute(update(OutboxRow).where(*where).values(state=OutboxState.WAITING))
    return int(getattr(result, "rowcount", 0))
