"""From an outbox row to the next call: references resolved, texts split, waiting lines joined. Sends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import links, outbox
from bot.calls import (
    Call,
    Channel,
    DeleteCall,
    Destination,
    Done,
    EditCall,
    OpenTopicCall,
    ReactCall,
    ReopenTopicCall,
    SendCall,
)
from bot.errors import DeliveryError
from bot.messages import Delete, Edit, Keyboard, OpenTopic, React, Ref, ReopenTopic, Send
from bot.outbox import PENDING, OutboxRow
from bot.richtext import RichText, joined, split

_MOST_JOINED = 30


@dataclass(slots=True)
class Job:
    """One call for one row, or for several lines joined into one message; `result` and `error` come with its end."""

    rows: list[int]
    call: Call
    last: bool = True
    result: Done = field(default_factory=Done)
    error: DeliveryError | None = None


@dataclass(frozen=True, slots=True)
class NotYet:
    """What the row refers to has not been sent itself."""

    target: OutboxRow


@dataclass(frozen=True, slots=True)
class Pointless:
    """There is nothing to do any more: what it refers to does not stand on the platform."""

    reason: str


@dataclass(frozen=True, slots=True)
class Planner:
    """Plans for one channel."""

    session: AsyncSession
    channel: Channel
    _joined_limit: int = field(default=_MOST_JOINED)

    async def plan(self, row: OutboxRow, to: Destination) -> Job | NotYet | Pointless:
        """The next call that `row` needs."""
        # The same key at every attempt of the same part; a signed 31-bit number other than 0, as VK asks.
        key = (row.id * 64 + row.next_part) % 0x7FFFFFFF + 1
        match row.body:
            case Send() as send:
                return await self._send(row, send, to, key)
            case OpenTopic(name=name, colour=colour):
                return Job([row.id], OpenTopicCall(to=to, key=key, name=name, colour=colour))
            case ReopenTopic():
                return Job([row.id], ReopenTopicCall(to=to, key=key))
            case Edit() | Delete() | React() as change:
                return await self._change(row, change, to, key)

    async def _send(self, row: OutboxRow, send: Send, to: Destination, key: int) -> Job:
        parts = split(send.text, self.channel.text_limit, self.channel.measure)
        part = min(row.next_part, len(parts) - 1)
        last = part == len(parts) - 1
        rows, text = [row.id], parts[part]
        if send.joinable and len(parts) == 1 and not send.keyboard and not send.menu:
            rows, text = await self._join(row, send)
        reply = await self._first_id(send.reply_to) if part == 0 else None
        call = SendCall(
            to=to,
            key=key,
            text=text,
            keyboard=send.keyboard if last else (),
            menu=send.menu if last else None,
            reply_to=reply,
            silent=send.silent,
        )
        return Job(rows, call, last)

    async def _join(self, row: OutboxRow, send: Send) -> tuple[list[int], RichText]:
        """The line together with those that had to wait behind it, as far as they fit."""
        rows, text = [row.id], send.text
        for follower in await outbox.followers(self.session, row, self._joined_limit):
            line = follower.body
            if not isinstance(line, Send) or not line.joinable or follower.next_part:
                break
            if line.reply_to or line.keyboard or line.menu:
                break
            longer = joined([text, line.text])
            if self.channel.measure(longer.text) > self.channel.text_limit:
                break
            rows, text = [*rows, follower.id], longer
        return rows, text

    async def _change(
        self, row: OutboxRow, change: Edit | Delete | React, to: Destination, key: int
    ) -> Job | NotYet | Pointless:
        ids = await self._ids(change.target)
        if isinstance(ids, NotYet | Pointless):
            return ids
        match change:
            case React(emoji=emoji):
                return Job([row.id], ReactCall(to=to, key=key, message_id=ids[0], emoji=emoji))
            case Delete():
                if (rest := await self._around(change.target, None)) is not None:
                    return self._edit(row, (), rest, ids, to, key)
                return Job([row.id], DeleteCall(to=to, key=key, message_id=ids[-1]), last=len(ids) == 1)
            case Edit(text=None, keyboard=keyboard):
                return Job([row.id], EditCall(to=to, key=key, message_id=ids[-1], text=None, keyboard=keyboard))
            case Edit(text=RichText() as text, keyboard=keyboard):
                whole = await self._around(change.target, text)
                return self._edit(row, keyboard, text if whole is None else whole, ids, to, key)
        raise AssertionError(change)

    def _edit(
        self, row: OutboxRow, buttons: Keyboard, text: RichText, ids: Sequence[str], to: Destination, key: int
    ) -> Job | Pointless:
        """The parts that stand are edited one after another; then parts that are too few are sent and those too many
        deleted. `next_part` counts the edits done."""
        texts = split(text, self.channel.text_limit, self.channel.measure)
        both = min(len(texts), len(ids))
        done = row.next_part
        if done < both:
            last_text = done == len(texts) - 1
            keyboard = buttons if last_text else ()
            call: Call = EditCall(to=to, key=key, message_id=ids[done], text=texts[done], keyboard=keyboard)
            return Job([row.id], call, last=done == both - 1 and len(texts) == len(ids))
        if len(texts) > len(ids):
            last = len(ids) == len(texts) - 1
            call = SendCall(to=to, key=key, text=texts[len(ids)], keyboard=buttons if last else ())
            return Job([row.id], call, last)
        if len(texts) < len(ids):
            return Job([row.id], DeleteCall(to=to, key=key, message_id=ids[-1]), last=len(ids) - 1 == len(texts))
        return Pointless("already as it should be")

    async def _around(self, target: Ref, text: RichText | None) -> RichText | None:
        """For a line that was joined with others: all of them with `text` in its place, or without it (None). Else
        None."""
        if target.outbox is None:
            return None
        together = await links.standing_with(self.session, target.outbox)
        if together in ([], [target.outbox]):
            return None
        query = select(OutboxRow).where(OutboxRow.id.in_(together)).order_by(OutboxRow.id)
        lines = [
            text if row.id == target.outbox else body.text
            for row in await self.session.scalars(query)
            if isinstance(body := row.body, Send)
        ]
        return joined(line for line in lines if line is not None)

    async def _ids(self, target: Ref) -> list[str] | NotYet | Pointless:
        if target.platform is not None:
            return [target.platform]
        if target.outbox is None:
            return Pointless("a reference to nothing")
        row = await self.session.get(OutboxRow, target.outbox)
        if row is not None and row.state in PENDING:
            return NotYet(row)
        together = await links.standing_with(self.session, target.outbox)
        return await links.platform_ids(self.session, *together) or Pointless("it was never sent or is gone")

    async def _first_id(self, ref: Ref | None) -> str | None:
        if ref is None or ref.platform is not None:
            return ref.platform if ref else None
        ids = await links.platform_ids(self.session, ref.outbox) if ref.outbox is not None else []
        return ids[0] if ids else None
