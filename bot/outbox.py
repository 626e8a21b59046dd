"""The outbox: every message that is to leave, as a row written in the transaction that decided it.

Towards one address (`queue`) rows leave one at a time and in order; lanes choose between addresses.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from sqlalchemy import Index, SmallInteger, String, Text, select, text
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from bot import files
from bot.database import Base, words
from bot.links import MessageKey, tie
from bot.messages import Address
from bot.outgoing import Body, Edit, Keyboard, Ref, Send
from bot.richtext import RichText

_BODIES: TypeAdapter[Body] = TypeAdapter(Annotated[Body, Field(discriminator="kind")])


class Lane(IntEnum):
    """Who goes first when several addresses wait."""

    DIALOGUE = 0
    NOTICE = 1
    BULK = 2


class Precedence(IntEnum):
    """Who goes first towards one address: a step that the others need (a topic to be made), then what was said in
    order, then bulk."""

    STEP = 0
    NORMAL = 1
    BULK = 2


class OutboxState(StrEnum):
    """What became of a row. `SENT`, `UNREACHABLE`, `REJECTED` and `CANCELLED` are final."""

    WAITING = "waiting"
    IN_FLIGHT = "in_flight"
    SENT = "sent"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    CANCELLED = "cancelled"


PENDING = (OutboxState.WAITING, OutboxState.IN_FLIGHT)

_APART = "apart:"

GONE = "destroyed:"
"""The beginning of the queue (and of the peer) of rows whose words were destroyed: nobody has such an address."""

_WAITING = text(f"state = '{OutboxState.WAITING}'")
_PENDING = text(f"state IN ('{OutboxState.WAITING}', '{OutboxState.IN_FLIGHT}')")


class OutboxRow(Base):
    """One thing to do on a platform. `context` is what its writer wants to be told again with the result."""

    __tablename__ = "outbox"
    __table_args__ = (
        # Of pending rows alone: small, whatever the table has seen. Delivery's statements (`bot.delivery.departures`)
        # name the states as the indexes do.
        Index(
            "ix_outbox_pending_queue_precedence_id",
            *("queue", "precedence", "id"),
            sqlite_where=_PENDING,
            postgresql_where=_PENDING,
        ),
        Index(
            "ix_outbox_waiting_channel_lane_id",
            *("channel", "lane", "id"),
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("ix_outbox_channel_peer", "channel", "peer"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(40))
    peer: Mapped[str] = mapped_column(String(100))
    queue: Mapped[str] = mapped_column(String(200))
    lane: Mapped[int] = mapped_column(SmallInteger, default=Lane.DIALOGUE)
    precedence: Mapped[int] = mapped_column(SmallInteger, default=Precedence.NORMAL)
    merge_key: Mapped[str | None] = mapped_column(String(100), index=True)
    body_json: Mapped[dict[str, Any]]
    context: Mapped[dict[str, Any]]
    state: Mapped[OutboxState] = mapped_column(words(OutboxState, 12), default=OutboxState.WAITING)
    attempts: Mapped[int] = mapped_column(default=0)
    next_part: Mapped[int] = mapped_column(default=0)
    first_try_at: Mapped[datetime | None]
    """When the next part was tried first: a platform recognises a repeat for a while only."""
    due_at: Mapped[datetime]
    created_at: Mapped[datetime]
    done_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)

    @property
    def body(self) -> Body:
        """What is to be done."""
        return _BODIES.validate_python(self.body_json)

    @body.setter
    def body(self, body: Body) -> None:
        self.body_json = _BODIES.dump_python(body, mode="json")

    @property
    def address(self) -> Address:
        """Where it goes."""
        return Address(self.channel, self.peer)


EMPTY: dict[str, Any] = _BODIES.dump_python(Send(RichText()), mode="json")
"""The body of a message that says nothing any more."""


async def enqueue(
    session: AsyncSession,
    to: Address,
    body: Body,
    now: datetime,
    *,
    lane: Lane = Lane.DIALOGUE,
    precedence: Precedence = Precedence.NORMAL,
    queue: str | None = None,
    merge_key: str | None = None,
    sources: Sequence[MessageKey] = (),
    context: dict[str, Any] | None = None,
) -> OutboxRow:
    """Writes a row. `queue` sets it apart from the address's own order; `sources` are the messages it carries. The row
    holds the files of its attachments."""
    row = OutboxRow(
        channel=to.channel,
        peer=to.peer,
        queue=queue or str(to),
        lane=lane,
        precedence=Precedence.BULK if lane is Lane.BULK else precedence,
        merge_key=merge_key,
        context=context or {},
        due_at=now,
        created_at=now,
    )
    row.body = body
    session.add(row)
    await session.flush()
    tie(session, row.id, to.channel, sources)
    if isinstance(body, Send) and body.attachments:
        await files.hold(session, body.attachments, f"outbox:{row.id}")
    return row


async def change(
    session: AsyncSession, row_id: int, text: RichText | None, now: datetime, *, keyboard: Keyboard | None = None
) -> OutboxRow | None:
    """New text (None: as it is) or buttons (None: as they are) for a message of ours, wherever it stands: a waiting
    row is rewritten; behind one in flight or sent an edit is queued, merged with an edit that still waits. A row that
    came back from its flight with an edit behind it is no longer rewritten: the edit would undo that. A row that was
    never sent (unreachable, rejected, cancelled) is left alone: None.
    """
    # Read anew: since this session saw it, delivery may have taken it.
    locked = select(OutboxRow).where(OutboxRow.id == row_id).with_for_update().execution_options(populate_existing=True)
    row = await session.scalar(locked)
    if row is None or row.state not in (*PENDING, OutboxState.SENT) or not isinstance(body := row.body, Send):
        return None
    edit = await _unsettled_edit(session, row)
    if row.state == OutboxState.WAITING and row.next_part == 0 and edit is None:
        row.body = replace(
            body,
            text=body.text if text is None else text,
            keyboard=body.keyboard if keyboard is None else keyboard,
        )
        return row
    if edit is not None and isinstance(earlier := edit.body, Edit):
        keyboard = earlier.keyboard if keyboard is None else keyboard
        if edit.state is OutboxState.WAITING and edit.next_part == 0:
            edit.body = Edit(Ref(outbox=row.id), earlier.text if text is None else text, keyboard)
            edit.context = row.context  # It may have been there to tidy up only, which is told to nobody.
            return edit
    return await _queue_edit(session, row, text, body.keyboard if keyboard is None else keyboard, now)


async def _unsettled_edit(session: AsyncSession, row: OutboxRow) -> OutboxRow | None:
    """The newest edit of `row` that waits or is in flight."""
    pending = select(OutboxRow).where(OutboxRow.merge_key == f"edit:{row.id}", OutboxRow.state.in_(PENDING))
    newest = pending.order_by(OutboxRow.id.desc()).limit(1).with_for_update()
    return await session.scalar(newest.execution_options(populate_existing=True))


async def _queue_edit(
    session: AsyncSession, row: OutboxRow, text: RichText | None, keyboard: Keyboard, now: datetime
) -> OutboxRow:
    key = f"edit:{row.id}"
    edit = Edit(Ref(outbox=row.id), text, keyboard)
    # A card's edits stand in a queue of their own, so that what is said never waits behind them.
    lane = Lane(row.context.get("edit_lane", row.lane))
    queue = row.queue if lane == row.lane else key
    return await enqueue(session, row.address, edit, now, lane=lane, queue=queue, merge_key=key, context=row.context)


async def wording(session: AsyncSession, row_id: int) -> RichText | None:
    """The text of a message that stands, None when it does not (any more, or yet) or is being reworded."""
    row = await session.get(OutboxRow, row_id)
    if row is None or row.state is not OutboxState.SENT or not isinstance(body := row.body, Send):
        return None
    return body.text if await _unsettled_edit(session, row) is None else None


async def tidy(session: AsyncSession, row_id: int, text: RichText, now: datetime) -> None:
    """Rewords a message that stands, behind whatever is said: nobody waits for it, and its writer is not told. A real
    correction that comes before it has left takes its place."""
    row = await session.get_one(OutboxRow, row_id)
    if isinstance(body := row.body, Send):
        key = f"edit:{row_id}"
        edit = Edit(Ref(outbox=row_id), text, body.keyboard)
        await enqueue(session, row.address, edit, now, lane=Lane.NOTICE, queue=key, merge_key=key)


async def set_apart(
    session: AsyncSession,
    row: OutboxRow,
    body: Send,
    now: datetime,
    *,
    queue: str,
    context: dict[str, Any] | None = None,
) -> OutboxRow:
    """A piece of what `row` was to say leaves as a row of its own (a file that comes late, or is refused). `context` is
    added to that of the row."""
    return await enqueue(
        session,
        row.address,
        body,
        now,
        lane=Lane(row.lane),
        queue=queue,
        merge_key=_apart_key(row),
        context=row.context | (context or {}),
    )


async def apart_from(session: AsyncSession, row_id: int) -> Sequence[int]:
    """The rows that were set apart from a row."""
    query = select(OutboxRow.id).where(OutboxRow.merge_key == f"{_APART}{row_id}").order_by(OutboxRow.id)
    return (await session.scalars(query)).all()


def _apart_key(row: OutboxRow) -> str:
    """Pieces of a piece belong to the whole."""
    return row.merge_key if row.merge_key and row.merge_key.startswith(_APART) else f"{_APART}{row.id}"


def retry(row: OutboxRow, now: datetime) -> None:
    """A row that failed for good is tried again because somebody asked for it."""
    row.state, row.attempts, row.due_at, row.error, row.done_at = OutboxState.WAITING, 0, now, None, None
