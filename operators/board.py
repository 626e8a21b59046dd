"""The board: one pinned message in General of each group, with its open tickets by queue, the most urgent first.

The message is the newest outbox row with the desk's merge key; what it shows stands in the row's context. It is edited
at most once in fifteen seconds, and once a minute where only the time has passed; its edits go after everything else,
and those that wait are merged to the last.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.outbox import PENDING, Lane, OutboxRow, OutboxState
from bot.outgoing import Pin, Ref, Send
from bot.richtext import RichText, bold, rich
from bot.texts import say
from operators import ticket_lines, topics
from operators.purposes import Purpose
from operators.sla import Standard
from operators.tickets import OPEN, Ticket, loaded
from operators.topics import Desk, DeskPurpose, Topic

EVERY = timedelta(seconds=15)
_FOR_TIME_ALONE = timedelta(minutes=1)
_ANEW = timedelta(hours=1)
"""What people deleted or unpinned is put back no sooner."""
_BOARD = "board"
_SERVED = (Purpose.HOTLINE, Purpose.EXPERTS, Purpose.SENIORS)
_GONE = "not found"
"""In what Telegram says of a message that was deleted («message to edit not found», «message to pin not found»)."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the message shows: `facts` is everything but the time that passes; when it was changed and pinned (ISO)."""

    text: str
    facts: str
    changed: str
    pinned: str


async def sweep(session: AsyncSession, now: datetime, standard: Standard) -> None:
    """Each group's board as it should be. A group gets its first one with its first ticket."""
    serving = select(DeskPurpose.desk_id).where(DeskPurpose.purpose.in_(_SERVED))
    for desk in await session.scalars(select(Desk).where(Desk.id.in_(serving)).order_by(Desk.id)):
        await _keep(session, desk, standard, now)


async def _keep(session: AsyncSession, desk: Desk, standard: Standard, now: datetime) -> None:
    query = select(OutboxRow).where(OutboxRow.merge_key == _key(desk)).order_by(OutboxRow.id.desc()).limit(1)
    row = await session.scalar(query.with_for_update().execution_options(populate_existing=True))
    those = await _standing_at(session, desk)
    if row is None and not those:
        return
    text = await _drawn(session, those, standard, now)
    shown = _Shown(_hash(text.text), _facts(those, now), now.isoformat(), now.isoformat())
    if row is None or await _is_gone(session, row):
        if row is None or now - row.created_at >= _ANEW:
            await _post(session, desk, text, shown, now)
        return
    await _change(session, row, text, shown, now)
    await _pin_again(session, row, now)


async def _post(session: AsyncSession, desk: Desk, text: RichText, shown: _Shown, now: datetime) -> None:
    context = {"edit_lane": int(Lane.BULK), _BOARD: asdict(shown)}
    row = await outbox.enqueue(
        session, topics.general(desk), Send(text), now, lane=Lane.NOTICE, merge_key=_key(desk), context=context
    )
    await _pin(session, row, now)


async def _change(session: AsyncSession, row: OutboxRow, text: RichText, shown: _Shown, now: datetime) -> None:
    was = _Shown(**row.context[_BOARD])
    passed = now - datetime.fromisoformat(was.changed)
    if shown.text == was.text or passed < (EVERY if shown.facts != was.facts else _FOR_TIME_ALONE):
        return
    row.context = {**row.context, _BOARD: asdict(replace(shown, pinned=was.pinned))}
    await outbox.change(session, row.id, text, now)


async def _pin_again(session: AsyncSession, row: OutboxRow, now: datetime) -> None:
    """Nobody tells a bot that its message was unpinned. Pinning what is pinned changes nothing."""
    shown = _Shown(**row.context[_BOARD])
    if now - datetime.fromisoformat(shown.pinned) >= _ANEW:
        row.context = {**row.context, _BOARD: asdict(replace(shown, pinned=now.isoformat()))}
        await _pin(session, row, now)


async def _pin(session: AsyncSession, row: OutboxRow, now: datetime) -> None:
    key = _pin_key(row)
    pin = Pin(Ref(outbox=row.id))
    await outbox.enqueue(session, row.address, pin, now, lane=Lane.BULK, queue=key, merge_key=key)


async def _is_gone(session: AsyncSession, row: OutboxRow) -> bool:
    """Whether the message does not stand there: it never did, or the last change of it found nothing."""
    if row.state not in (*PENDING, OutboxState.SENT):
        return True
    tried = select(OutboxRow).where(OutboxRow.merge_key.in_((f"edit:{row.id}", _pin_key(row))))
    last = await session.scalar(tried.order_by(OutboxRow.id.desc()).limit(1))
    return last is not None and last.state is OutboxState.REJECTED and _GONE in (last.error or "").lower()


async def _standing_at(session: AsyncSession, desk: Desk) -> Sequence[Ticket]:
    query = loaded().join(Topic, Topic.id == Ticket.topic_id).where(Topic.desk_id == desk.id, Ticket.state.in_(OPEN))
    return (await session.scalars(query.order_by(Ticket.id))).all()


async def _drawn(session: AsyncSession, those: Sequence[Ticket], standard: Standard, now: datetime) -> RichText:
    if not those:
        return rich(say("desk-queue-empty"))
    heading = bold(say("board-heading", count=len(those)))
    return await ticket_lines.by_queue(session, those, standard, now, heading)


def _facts(those: Sequence[Ticket], now: datetime) -> str:
    facts = [
        (
            one.id,
            one.queue.value,
            one.kind.value,
            one.assignee_id,
            one.answered_at is not None,
            one.topic_id,
            ticket_lines.is_over(one, now),
        )
        for one in those
    ]
    return _hash(repr(facts))


def _hash(text: str) -> str:
    """No names in a context."""
    return hashlib.sha256(text.encode()).hexdigest()


def _key(desk: Desk) -> str:
    return f"board:{desk.id}"


def _pin_key(row: OutboxRow) -> str:
    return f"pin:{row.id}"
