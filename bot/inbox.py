"""The inbox: every raw update as a row before its platform is told that it was received.

Rows belong to a conversation and are processed strictly in the order of their ids; a replay is a no-op by
(source, external id). Internal rows carry what the other side, the scheduler or a command did to a conversation.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Index,
    Select,
    String,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    exists,
    func,
    insert,
    literal_column,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, aliased, mapped_column

from bot.cleaning import clean, word
from bot.database import Base, insert_for, words
from bot.messages import Batch, Raw, RawUpdate
from bot.outgoing import Signal

INTERNAL = "internal"
"""The source of rows that the service writes to itself."""

_LOOKAHEAD = 50
_UNREADABLE = "unreadable"
_MOST_SEEN = 20_000


class InboxState(StrEnum):
    """What became of a row."""

    NEW = "new"
    DONE = "done"
    PARKED = "parked"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Handled:
    """What a side made of a conversation's next rows: it took `rows` of them (from the first), or none of them and
    wants to look again at `until`. `signals` (answers to pressed buttons, «печатает…») leave after the commit."""

    rows: int = 1
    until: datetime | None = None
    signals: Sequence[Signal] = ()

    def __post_init__(self) -> None:
        """Neither taking rows nor naming a time would be asked again for ever."""
        if self.until is None and self.rows < 1:
            raise ValueError("a side takes at least one row or says when to ask again")


_NEW = text(f"state = '{InboxState.NEW}'")


class Conversation(Base):
    """What is processed in order and locked while it is: one dialogue with an address, one topic, one person in
    General. `key` is `telegram:42`, `desk:-100…:17`, …; its first part names the side it belongs to."""

    __tablename__ = "conversations"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)


class InboxRow(Base):
    """One raw update, or one internal event."""

    __tablename__ = "inbox"
    __table_args__ = (
        UniqueConstraint("source", "external_id"),
        # Of new rows alone: small, whatever the table has seen. Queries name the state as the index does (`_is_new`).
        Index("ix_inbox_new_conversation_id_id", "conversation_id", "id", sqlite_where=_NEW, postgresql_where=_NEW),
        Index("ix_inbox_new_due_at_id", "due_at", "id", sqlite_where=_NEW, postgresql_where=_NEW),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(String(40))
    external_id: Mapped[str] = mapped_column(String(200))
    conversation_id: Mapped[int] = mapped_column(ForeignKey("conversations.id"), index=True)
    payload: Mapped[dict[str, Any]]
    received_at: Mapped[datetime]
    due_at: Mapped[datetime]
    state: Mapped[InboxState] = mapped_column(words(InboxState, 10), default=InboxState.NEW)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str | None] = mapped_column(Text)
    done_at: Mapped[datetime | None]


class Cursor(Base):
    """How far a source was read: saved with the rows it brought."""

    __tablename__ = "cursors"

    source: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(200))


def _is_new(row: type[InboxRow]) -> ColumnElement[bool]:
    """A partial index is taken only where its condition stands in the statement itself, not among the values."""
    return row.state == literal_column(f"'{InboxState.NEW}'")


def _is_head() -> ColumnElement[bool]:
    """New, with no new row of the same conversation before it."""
    other = aliased(InboxRow)
    earlier = exists().where(_is_new(other), other.conversation_id == InboxRow.conversation_id, other.id < InboxRow.id)
    return and_(_is_new(InboxRow), ~earlier)


def _due_conversations() -> Select[Conversation]:
    heads = select(Conversation).join(InboxRow, InboxRow.conversation_id == Conversation.id)
    due = heads.where(_is_head(), InboxRow.due_at <= bindparam("now")).order_by(InboxRow.due_at, InboxRow.id)
    return due.limit(bindparam("most")).with_for_update(of=Conversation, skip_locked=True)


def _waiting_rows() -> Select[InboxRow]:
    number = func.row_number().over(partition_by=InboxRow.conversation_id, order_by=InboxRow.id)
    new = and_(_is_new(InboxRow), InboxRow.conversation_id.in_(bindparam("conversations", expanding=True)))
    numbered = select(InboxRow.id, number.label("number")).where(new).subquery()
    nearest = select(numbered.c.id).where(numbered.c.number <= _LOOKAHEAD)
    return select(InboxRow).where(InboxRow.id.in_(nearest)).order_by(InboxRow.id)


# Built once: for every update anew they would take longer to build than to run.
_DUE_CONVERSATIONS = _due_conversations()
_WAITING_ROWS = _waiting_rows()
_NEXT_DUE = select(func.min(InboxRow.due_at)).where(_is_head())
_CONVERSATION_IDS = select(Conversation.key, Conversation.id).where(
    Conversation.key.in_(bindparam("keys", expanding=True))
)


async def accept(session: AsyncSession, source: str, batch: Batch, now: datetime) -> int:
    """Writes a batch (as it can be kept: `bot.cleaning`) and the cursor behind it; returns how many rows were new."""
    new = 0
    if batch.updates:
        ids = await _conversation_ids(session, {word(update.conversation) for update in batch.updates})
        rows = [
            {
                "source": source,
                "external_id": word(update.external_id),
                "conversation_id": ids[word(update.conversation)],
                "payload": clean(update.payload),
                "received_at": now,
                "due_at": now,
                "state": InboxState.NEW,
                "attempts": 0,
            }
            for update in batch.updates
        ]
        statement = insert_for(session, InboxRow).on_conflict_do_nothing(index_elements=["source", "external_id"])
        new = len((await session.execute(statement.returning(InboxRow.id), rows)).all())
    if batch.cursor is not None:
        await save_cursor(session, source, batch.cursor)
    return new


async def park(session: AsyncSession, source: str, update: RawUpdate, why: str, now: datetime) -> None:
    """Keeps an update that no row can be made of, as words, for people to look at (`liniya inbox`)."""
    seen = ascii(update)
    ids = await _conversation_ids(session, {f"{source}:{_UNREADABLE}"})
    row = {
        "source": source,
        "external_id": f"{_UNREADABLE}:{hashlib.sha256(seen.encode()).hexdigest()}",
        "conversation_id": ids[f"{source}:{_UNREADABLE}"],
        "payload": {_UNREADABLE: seen[:_MOST_SEEN]},
        "received_at": now,
        "due_at": now,
        "state": InboxState.PARKED,
        "attempts": 0,
        "error": why,
        "done_at": now,
    }
    await session.execute(insert_for(session, InboxRow).on_conflict_do_nothing(), [row])


async def post(
    session: AsyncSession, conversation: str, payload: Raw, now: datetime, *, once: str | None = None
) -> None:
    """An internal row: says to another conversation what was done to it, in the transaction that did it. What is said
    `once` has a name, and whoever says it again (a sweep, at its next look) says nothing."""
    if once is not None and await _is_there(session, once):
        return
    ids = await _conversation_ids(session, {conversation})
    session.add(
        InboxRow(
            source=INTERNAL,
            external_id=once or uuid.uuid4().hex,
            conversation_id=ids[conversation],
            payload=dict(payload),
            received_at=now,
            due_at=now,
        )
    )


async def _is_there(session: AsyncSession, external_id: str) -> bool:
    found = select(InboxRow.id).where(InboxRow.source == INTERNAL, InboxRow.external_id == external_id)
    return await session.scalar(found) is not None


async def read_cursor(session: AsyncSession, source: str) -> str | None:
    """Where reading goes on, None at the very first time."""
    return await session.scalar(select(Cursor.value).where(Cursor.source == source))


async def save_cursor(session: AsyncSession, source: str, value: str) -> None:
    """Remembers how far `source` was read."""
    statement = insert_for(session, Cursor).values(source=source, value=value)
    await session.execute(statement.on_conflict_do_update(index_elements=["source"], set_={"value": value}))


async def due_conversations(session: AsyncSession, now: datetime, limit: int) -> Sequence[Conversation]:
    """Locks up to `limit` conversations whose next row is due, the longest waiting first; those locked by another
    process are passed over."""
    return (await session.scalars(_DUE_CONVERSATIONS, {"now": now, "most": limit})).all()


async def next_due(session: AsyncSession) -> datetime | None:
    """When the next row can be taken, None when there is none."""
    return await session.scalar(_NEXT_DUE)


async def waiting_rows(session: AsyncSession, conversation_ids: Sequence[int]) -> dict[int, list[InboxRow]]:
    """The next rows of each conversation, in order (at most fifty each)."""
    rows: dict[int, list[InboxRow]] = {}
    for row in await session.scalars(_WAITING_ROWS, {"conversations": list(conversation_ids)}):
        rows.setdefault(row.conversation_id, []).append(row)
    return rows


async def failed(session: AsyncSession) -> Sequence[InboxRow]:
    """The parked rows, oldest first."""
    return (
        await session.scalars(select(InboxRow).where(InboxRow.state == InboxState.PARKED).order_by(InboxRow.id))
    ).all()


async def get(session: AsyncSession, row_id: int) -> InboxRow | None:
    """A row by its number."""
    return await session.get(InboxRow, row_id)


async def retry(session: AsyncSession, row: InboxRow, now: datetime) -> int:
    """Puts a parked row at the end of its conversation, behind whatever is newer; returns its new number.

    The row is written anew, because order is the order of ids and the conversation has gone on meanwhile.
    """
    values = {
        "source": row.source,
        "external_id": row.external_id,
        "conversation_id": row.conversation_id,
        "payload": row.payload,
        "received_at": row.received_at,
        "due_at": now,
        "state": InboxState.NEW,
        "attempts": 0,
    }
    await session.delete(row)
    await session.flush()
    return (await session.execute(insert(InboxRow).values(values).returning(InboxRow.id))).scalar_one()


def drop(row: InboxRow, now: datetime) -> None:
    """Gives a parked row up; it stays in the table."""
    row.state, row.done_at = InboxState.DROPPED, now


async def conversation_key(session: AsyncSession, conversation_id: int) -> str:
    """The key of a conversation by its number."""
    return (await session.scalars(select(Conversation.key).where(Conversation.id == conversation_id))).one()


async def _conversation_ids(session: AsyncSession, keys: set[str]) -> dict[str, int]:
    """The numbers of conversations, made where they are new."""
    ids = dict((await session.execute(_CONVERSATION_IDS, {"keys": list(keys)})).all())
    missing = [{"key": key} for key in sorted(keys - ids.keys())]
    if missing:
        await session.execute(insert_for(session, Conversation).on_conflict_do_nothing(), missing)
        ids = dict((await session.execute(_CONVERSATION_IDS, {"keys": list(keys)})).all())
    return ids
