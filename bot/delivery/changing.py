"""The next call of an edit, a deletion, a reaction or a pin: which messages of the platform stand for the row that it
is about.

A row stands there as several messages: texts, or attachments of which the first carries the caption (`links.Standing`
says what each of them holds).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from bot import files, links
from bot.calls import Call, DeleteCall, Destination, EditCall, Outgoing, PinCall, ReactCall, SendCall
from bot.delivery.layout import laid_out
from bot.delivery.planning import Job, NotYet, Planning, Pointless, key_of
from bot.delivery.sending import outgoing
from bot.links import Holds, Standing
from bot.outbox import PENDING, OutboxRow
from bot.outgoing import Delete, Edit, Pin, React, Ref, Send
from bot.richtext import RichText, joined, split


@dataclass(frozen=True, slots=True)
class _Target:
    """What is to be changed: its messages, and the row they stand for (None: somebody else's message)."""

    messages: Sequence[Standing]
    send: Send | None

    @property
    def preview(self) -> bool:
        """Whether its links show what they lead to."""
        return self.send is not None and self.send.preview


async def plan_change(
    planning: Planning, row: OutboxRow, change: Edit | Delete | React | Pin, to: Destination
) -> Job | NotYet | Pointless:
    """The next call that `change` needs."""
    target = await _target(planning, change.target)
    if isinstance(target, NotYet | Pointless):
        return target
    match change:
        case React() | Pin():
            return Job([row.id], _on_first(row, change, target, to))
        case Delete():
            if (rest := await _around(planning, change.target, None)) is not None:
                return await _reworded(planning, row, Edit(change.target, rest), target, to)
            last = target.messages[-1]
            return Job([row.id], DeleteCall(to=to, key=key_of(row), message_id=last.id), len(target.messages) == 1)
        case Edit(text=None):
            return Job([row.id], await _buttons(planning, row, change, target, to))
        case Edit(text=RichText() as text):
            whole = await _around(planning, change.target, text)
            edit = change if whole is None else Edit(change.target, whole, change.keyboard, change.page)
            return await _reworded(planning, row, edit, target, to)
    raise AssertionError(change)


def _on_first(row: OutboxRow, change: React | Pin, target: _Target, to: Destination) -> ReactCall | PinCall:
    """What is done to the first of the messages alone."""
    key, message_id = key_of(row), target.messages[0].id
    if isinstance(change, Pin):
        return PinCall(to=to, key=key, message_id=message_id)
    return ReactCall(to=to, key=key, message_id=message_id, emoji=change.emoji)


async def _target(planning: Planning, target: Ref) -> _Target | NotYet | Pointless:
    if target.platform is not None:
        return _Target([Standing(target.platform, Holds.TEXT)], None)
    if target.outbox is None:
        return Pointless("a reference to nothing")
    row = await planning.session.get(OutboxRow, target.outbox)
    if row is not None and row.state in PENDING:
        return NotYet(row)
    together = await links.standing_with(planning.session, target.outbox)
    messages = await links.standing(planning.session, *together)
    if not messages:
        return Pointless("it was never sent or is gone")
    return _Target(messages, row.body if row is not None and isinstance(row.body, Send) else None)


async def _around(planning: Planning, target: Ref, text: RichText | None) -> RichText | None:
    """For a line that was joined with others: all of them with `text` in its place, or without it (None). Else
    None."""
    if target.outbox is None:
        return None
    together = await links.standing_with(planning.session, target.outbox)
    if together in ([], [target.outbox]):
        return None
    query = select(OutboxRow).where(OutboxRow.id.in_(together)).order_by(OutboxRow.id)
    lines = [
        text if row.id == target.outbox else body.text
        for row in await planning.session.scalars(query)
        if isinstance(body := row.body, Send)
    ]
    return joined(line for line in lines if line is not None)


# --- other words --------------------------------------------------------------------------------------------------


async def _reworded(
    planning: Planning, row: OutboxRow, edit: Edit, target: _Target, to: Destination
) -> Job | Pointless:
    """The messages that hold text are edited one after another; then texts that are too few are sent and those too many
    deleted. `next_part` counts the edits done."""
    assert edit.text is not None  # noqa: S101  (the caller's)
    slots = [message for message in target.messages if message.holds is not Holds.MEDIA]
    texts = _spread(planning, edit.text, slots)
    done, both = row.next_part, min(len(texts), len(slots))
    key = key_of(row)
    if done < both:
        last = done == both - 1
        call: Call = EditCall(
            to=to,
            key=key,
            message_id=slots[done].id,
            text=texts[done],
            keyboard=edit.keyboard if done == len(texts) - 1 else (),
            attachments=await _attachments(planning, target, slots[done]),
            caption=slots[done].holds is Holds.CAPTION,
            page=edit.page,
            preview=target.preview,
        )
        return Job([row.id], call, last=last and len(texts) == len(slots))
    if len(texts) > len(slots):
        last = len(slots) == len(texts) - 1
        send = SendCall(to=to, key=key, text=texts[len(slots)], keyboard=edit.keyboard if last else ())
        return Job([row.id], send, last)
    if len(texts) < len(slots):
        call = DeleteCall(to=to, key=key, message_id=slots[-1].id)
        return Job([row.id], call, last=len(slots) - 1 == len(texts))
    return Pointless("already as it should be")


def _spread(planning: Planning, text: RichText, slots: Sequence[Standing]) -> list[RichText]:
    """A text over the messages that are there and, where it is too long for them, over further ones."""
    channel, caption = planning.channel, bool(slots) and slots[0].holds is Holds.CAPTION
    if not caption:
        return split(text, channel.text_limit, channel.measure)
    first = split(text, channel.traits.caption_limit, channel.measure)
    if len(first) == 1:
        return first
    rest = text.strip().slice(len(first[0]), len(text)).strip()
    return [first[0], *split(rest, channel.text_limit, channel.measure)]


# --- other buttons ------------------------------------------------------------------------------------------------


async def _buttons(planning: Planning, row: OutboxRow, edit: Edit, target: _Target, to: Destination) -> EditCall:
    """The buttons stand under the last message; a platform that changes a message as a whole is told its words too."""
    last = target.messages[-1]
    whole: RichText | None = None
    attachments: tuple[Outgoing, ...] = ()
    if planning.channel.traits.edits_whole and target.send is not None:
        slots = [message for message in target.messages if message.holds is not Holds.MEDIA]
        texts = _spread(planning, target.send.text, slots)
        whole = texts[-1] if last in slots else RichText()
        attachments = await _attachments(planning, target, last)
    return EditCall(
        to=to,
        key=key_of(row),
        message_id=last.id,
        text=None,
        keyboard=edit.keyboard,
        attachments=attachments,
        caption=last.holds is not Holds.TEXT,
        whole=whole,
        page=edit.page,
        preview=target.preview,
    )


async def _attachments(planning: Planning, target: _Target, message: Standing) -> tuple[Outgoing, ...]:
    """What a message has beside its text and keeps; only for platforms that want to be told."""
    if message.holds is Holds.TEXT or target.send is None or not planning.channel.traits.edits_whole:
        return ()
    kept = await files.states(planning.session, files.files_of(target.send.attachments))
    parts = [part for part in laid_out(target.send, planning.channel, kept) if part.pieces]
    number = [one for one in target.messages if one.holds is not Holds.TEXT].index(message)
    return await outgoing(planning, parts[number], kept) if number < len(parts) else ()
