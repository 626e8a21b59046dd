"""What people see: a delivery that never fails (but where a transcript wants it to), and the screens it fills."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import links
from bot.describing import described, refusal
from bot.outbox import OutboxRow, OutboxState
from bot.outgoing import Delete, Edit, React, Ref, Send
from operators import letters, marks
from tests.dialogues.messenger import CHANNELS, PEER, Happened, Shown

GROUP, SENIORS = "-100500", "-100600"
TOO_OLD = "message can't be edited"


def letter_id(row_id: int) -> str:
    """The Message-ID under which a letter leaves."""
    return f"<liniya.{row_id}@example.org>"


class Screens:
    """The client's messengers and the operators' group."""

    def __init__(self, sent: Mapping[str, str]) -> None:
        """`sent`: what people wrote themselves, with the ids of their messages."""
        self._sent = sent
        self._by_place: dict[str, dict[str, Shown]] = {}
        self.by_row: dict[int, Shown] = {}
        """By outbox row."""
        self.frozen: set[str] = set()
        """Messages that are too old to be changed."""

    def at(self, where: str) -> dict[str, Shown]:
        """What stands at the client's, in the topic or in General, oldest first."""
        return self._by_place.setdefault(where, {})

    def find(self, where: str, beginning: str) -> Shown:
        """The message there that begins so."""
        return next(one for one in self.at(where).values() if one.words.startswith(beginning))

    async def deliver(self, session: AsyncSession, now: datetime) -> list[Happened]:
        """Everything that waits, and what comes of it."""
        happened: list[Happened] = []
        waiting = select(OutboxRow).where(OutboxRow.state == OutboxState.WAITING).order_by(OutboxRow.id)
        while rows := (await session.scalars(waiting)).all():
            for row in rows:
                if self._is_too_old(row):
                    row.state, row.error, row.done_at = OutboxState.REJECTED, TOO_OLD, now
                    await marks.note_outcome(session, row, None, now)
                else:
                    happened += await self._show(session, row)
                    row.state, row.done_at = OutboxState.SENT, now
                    if row.channel == letters.CHANNEL:
                        await letters.note_outcome(session, row, letter_id(row.id), now)
                    if (mark := marks.StaffMark.of(row)) is not None and mark.anew:
                        await marks.note_outcome(session, row, None, now)
        return happened

    def _is_too_old(self, row: OutboxRow) -> bool:
        body = row.body
        if not isinstance(body, Edit) or body.target.outbox is None:
            return False
        shown = self.by_row.get(body.target.outbox)
        return shown is not None and shown.id in self.frozen

    async def _show(self, session: AsyncSession, row: OutboxRow) -> Sequence[Happened]:
        where = _place(row)
        match row.body:
            case Send() as send:
                return [await self._send(session, row, send, where)]
            case Edit(target=Ref(outbox=int(target))) as edit if target in self.by_row:
                return [await self._edit(session, edit, target, where)]
            case Delete(target=Ref(outbox=int(target))) if target in self.by_row:
                shown = self.by_row.pop(target)
                del self.at(where)[shown.id]
                return [Happened(where, "deleted", shown)]
            case React(target=target, emoji=emoji):
                return [Happened(where, "reacted", Shown("", self._words(target)), emoji or "")]
            case _:
                return []

    async def _send(self, session: AsyncSession, row: OutboxRow, send: Send, where: str) -> Happened:
        from_staff, answers = "staff_message" in row.context, self._words(send.reply_to)
        attached = " ".join(refusal(one) if one.refused else described(one) for one in send.attachments)
        # What is pressed in General is pressed at the real desk, where messages have numbers.
        number = f"{row.id}" if where == "general" else f"m{row.id}"
        shown = Shown(number, send.text.text, send.keyboard, send.menu, from_staff, answers, attached)
        shown.channel, shown.peer = row.channel, row.peer
        shown.subject = send.head.subject if send.head is not None else ""
        await links.record_sent(session, row.id, 0, row.channel, PEER if where == "client" else GROUP, shown.id)
        self.by_row[row.id] = self.at(where)[shown.id] = shown
        return Happened(where, "card" if "card_of" in row.context else "said", shown)

    async def _edit(self, session: AsyncSession, edit: Edit, target: int, where: str) -> Happened:
        shown = self.by_row[target]
        words, paged = edit.text is not None and edit.text.text != shown.text, edit.page != shown.page
        shown.text = edit.text.text if edit.text is not None else shown.text
        shown.page = edit.page
        shown.set_keyboard(edit.keyboard)
        changed = await session.get_one(OutboxRow, target)
        if isinstance(changed.body, Send):
            text_now = changed.body.text if edit.text is None else edit.text
            changed.body = replace(changed.body, text=text_now, keyboard=edit.keyboard)
        return Happened(where, "edited" if words else "paged" if paged else "buttons", shown)

    def _words(self, ref: Ref | None) -> str:
        """What a reply answers: a message of ours, or what a person wrote."""
        if ref is None:
            return ""
        if ref.outbox is not None:
            return self.by_row[ref.outbox].words
        return next((text for text, message_id in self._sent.items() if message_id == ref.platform), ref.platform or "")


def _place(row: OutboxRow) -> str:
    if row.channel == "email":
        return "mail"
    kind = row.peer.partition(":")[0]
    return "client" if row.channel in CHANNELS and kind != "wall" else kind
