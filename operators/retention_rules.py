"""What is kept how long (`operators.retention`): the terms are the centre's, in the settings.

Raw updates go first, since the conversation says the same; then files, the heaviest; the conversation stays as long as
claims may be made about it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import delete, null, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clients import ClientAddress
from bot.database import Base
from bot.files import File
from bot.holding import Category
from bot.holdings import blank_outbox, let_files_go, let_outbox_go
from bot.inbox import InboxRow, InboxState
from bot.outbox import EMPTY, GONE, PENDING, OutboxRow
from bot.outgoing import Send
from knowledge.gaps import Gap
from knowledge.learning import AnswerMark
from operators.history import Line
from operators.holdings import let_notes_go
from operators.letters import Letter
from operators.notes import DeskNote
from operators.old_files import drop_old, shown_in_open
from operators.retention import Rule
from operators.tickets import OPEN, Ticket

_FOR_STAFF = ("general:", "thread:", "private:")
"""Places in the groups that are no client's topic: what is told there is news, not a conversation."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Days, 0 is for ever."""

    messages: int = 1095
    files: int = 365
    inbox: int = 30
    news: int = 29
    """What is told in General names clients: it has to be gone before anybody's data is to be (`privacy.destroy_days`),
    for nobody can tell afterwards whom it named."""


def rules(terms: Terms) -> Sequence[Rule]:
    """In the order in which they are kept."""
    messages = terms.messages
    return (
        Rule("inbox", InboxRow, Category.MESSAGES, terms.inbox, lambda row: row.received_at, _unprocessed, _raw),
        Rule("files", File, Category.FILES, terms.files, lambda row: row.created_at, shown_in_open, drop_old),
        Rule("news", OutboxRow, Category.MESSAGES, terms.news, _created, _pending, _news, _is_news),
        Rule("outbox", OutboxRow, Category.MESSAGES, messages, _created, _going_on, _outbox, _is_whole),
        Rule("lines", Line, Category.MESSAGES, messages, lambda row: row.at, _said_now, _lines),
        Rule("tickets", Ticket, Category.REQUESTS, messages, lambda row: row.opened_at, _not_over, _tickets),
        Rule("notes", DeskNote, Category.NOTES, messages, lambda row: row.written_at, _noted_now, _notes),
        Rule("letters", Letter, Category.LETTERS, messages, _sent, _written_now, _letters, lambda row: row.sent_at),
        Rule("marks", AnswerMark, Category.OPINIONS, messages, lambda row: row.at, _none, _marks),
        Rule("gaps", Gap, Category.OPINIONS, messages, lambda row: row.at, _none, _gaps),
    )


def _created(row: OutboxRow) -> datetime:
    return row.created_at


def _ids(rows: Sequence[Any]) -> list[int]:
    return [row.id for row in rows]


async def _none(_session: AsyncSession, _rows: Sequence[Any], _before: datetime) -> Collection[int]:
    return ()


# --- raw updates --------------------------------------------------------------------------------------------------


async def _unprocessed(_session: AsyncSession, rows: Sequence[InboxRow], _before: datetime) -> Collection[int]:
    """What failed is somebody's words that were not answered: it stays until a person has decided (`liniya inbox`)."""
    return [row.id for row in rows if row.state in (InboxState.NEW, InboxState.PARKED)]


async def _raw(session: AsyncSession, rows: Sequence[InboxRow], _now: datetime) -> None:
    """The row stays without its payload: by it a replay is known."""
    await _update(session, InboxRow, rows, payload={}, error=null())


# --- messages -----------------------------------------------------------------------------------------------------


def _is_news(row: OutboxRow) -> bool:
    """Cards and queues that stand in General are changed in place for as long as they stand: they are no news, but each
    change of theirs is."""
    stands = "edit_lane" in row.context and isinstance(row.body, Send)
    return row.peer.startswith(_FOR_STAFF) and _is_whole(row) and not stands


async def _news(session: AsyncSession, rows: Sequence[OutboxRow], _now: datetime) -> None:
    """Only the words go: buttons under them work, and what was told once is not told again."""
    await let_files_go(session, "outbox", _ids(rows))
    await _update(session, OutboxRow, rows, body_json=EMPTY, error=null(), queue=GONE)


def _is_whole(row: OutboxRow) -> bool:
    return not row.queue.startswith(GONE)


async def _pending(_session: AsyncSession, rows: Sequence[OutboxRow], _before: datetime) -> Collection[int]:
    return [row.id for row in rows if row.state in PENDING]


async def _going_on(session: AsyncSession, rows: Sequence[OutboxRow], _before: datetime) -> Collection[int]:
    """What belongs to an open request: by the client's account, or by its topic."""
    numbers = await session.scalars(select(Ticket.topic_id).where(Ticket.state.in_(OPEN)))
    topics = {f"topic:{number}" for number in numbers}
    peers = await _peers_of_open(session)
    waits = {row.id for row in rows if row.state in PENDING}
    held = {row.id for row in rows if row.peer in topics or (row.channel, row.peer) in peers}
    return waits | held


async def _peers_of_open(session: AsyncSession) -> set[tuple[str, str]]:
    query = select(ClientAddress.channel, ClientAddress.peer).join(Ticket, Ticket.address_id == ClientAddress.id)
    return {(channel, peer) for channel, peer in await session.execute(query.where(Ticket.state.in_(OPEN)))}


async def _outbox(session: AsyncSession, rows: Sequence[OutboxRow], now: datetime) -> None:
    await let_outbox_go(session, _ids(rows), now)
    await _update(session, OutboxRow, rows, **blank_outbox(OutboxRow.peer))


async def _said_now(session: AsyncSession, rows: Sequence[Line], _before: datetime) -> Collection[int]:
    numbers = {row.address_id for row in rows}
    query = select(Ticket.address_id).where(Ticket.address_id.in_(numbers), Ticket.state.in_(OPEN))
    talking = set(await session.scalars(query))
    return [row.id for row in rows if row.address_id in talking]


async def _lines(session: AsyncSession, rows: Sequence[Line], _now: datetime) -> None:
    await let_files_go(session, "line", _ids(rows))
    await session.execute(delete(Line).where(Line.id.in_(_ids(rows))), execution_options=_QUIETLY)


async def _noted_now(session: AsyncSession, rows: Sequence[DeskNote], _before: datetime) -> Collection[int]:
    query = select(Ticket.topic_id).where(Ticket.topic_id.in_({row.topic_id for row in rows}), Ticket.state.in_(OPEN))
    talking = set(await session.scalars(query))
    return [row.id for row in rows if row.topic_id in talking]


async def _notes(session: AsyncSession, rows: Sequence[DeskNote], now: datetime) -> None:
    await let_notes_go(session, _ids(rows), now)
    await session.execute(delete(DeskNote).where(DeskNote.id.in_(_ids(rows))), execution_options=_QUIETLY)


def _sent(row: Letter) -> datetime:
    """One that never left has no age, and is passed by."""
    return row.sent_at or datetime.min.replace(tzinfo=UTC)


async def _written_now(session: AsyncSession, rows: Sequence[Letter], _before: datetime) -> Collection[int]:
    query = select(Ticket.id).where(Ticket.id.in_({row.ticket_id for row in rows}), Ticket.state.in_(OPEN))
    open_now = set(await session.scalars(query))
    return [row.id for row in rows if row.ticket_id in open_now]


async def _letters(session: AsyncSession, rows: Sequence[Letter], _now: datetime) -> None:
    await session.execute(delete(Letter).where(Letter.id.in_(_ids(rows))), execution_options=_QUIETLY)


async def _not_over(_session: AsyncSession, rows: Sequence[Ticket], before: datetime) -> Collection[int]:
    """The term of a request counts from its end."""
    ends = {row.id: row.closed_at or row.resolved_at for row in rows}
    return [row.id for row in rows if row.state in OPEN or (end := ends[row.id]) is None or end >= before]


async def _tickets(session: AsyncSession, rows: Sequence[Ticket], _now: datetime) -> None:
    """Number, kind, dates and mark stay; that the client is known may be so still."""
    words = {"question": "", "source_url": null(), "rating_comment": null(), "suggestions": [], "sent_suggestions": []}
    await _update(session, Ticket, rows, **words)


async def _marks(session: AsyncSession, rows: Sequence[AnswerMark], _now: datetime) -> None:
    await _update(session, AnswerMark, rows, question="")


async def _gaps(session: AsyncSession, rows: Sequence[Gap], _now: datetime) -> None:
    await session.execute(delete(Gap).where(Gap.id.in_(_ids(rows))), execution_options=_QUIETLY)


_QUIETLY = {"synchronize_session": False}


async def _update(session: AsyncSession, model: type[Base], rows: Sequence[Any], **values: Any) -> None:
    key: Any = model.id  # type: ignore[attr-defined]
    await session.execute(update(model).where(key.in_(_ids(rows))).values(values), execution_options=_QUIETLY)
