"""Files that are still being fetched when their message is to leave.

They hold it up for a few seconds; then the text goes ahead and the file follows by itself, as a reply to it, so that
nobody's words wait for somebody's network. Once it has come, the words on what follows are taken out of the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.calls import Destination, EditCall
from bot.content import Attachment
from bot.delivery.outlets import Outlet
from bot.delivery.planning import Held, Planning
from bot.describing import described, refusal
from bot.files import FileState, Kept
from bot.outbox import PENDING, OutboxRow, OutboxState
from bot.outgoing import Ref, Send
from bot.richtext import RichText, joined, rich
from bot.texts import say

PATIENCE = timedelta(seconds=10)
"""For so long a message waits for its files."""

LETTER_PATIENCE = timedelta(minutes=10)
"""A letter is not waited for by the second, and should be whole."""

_LOOK_SECONDS = 0.5
_QUEUE = "late:"
_CONTEXT = "late"
"""In the context of a late file's row: of which row it is, and which words there speak of it."""


def is_late(row: OutboxRow) -> bool:
    """Whether these are files that came after the words they belong to."""
    return _CONTEXT in row.context


async def wait(planning: Planning, row: OutboxRow, send: Send, kept: Mapping[int, Kept]) -> Held | None:
    """What holds the row up: its files, or (for files that are late) the message to which they are a reply."""
    waiting = {number for number, one in kept.items() if one.state is FileState.WAITING}
    late = [one for one in send.attachments if one.file in waiting]
    if row.queue.startswith(_QUEUE):
        return Held(_LOOK_SECONDS) if late or await _is_first(planning, row) else None
    if not late:
        return None
    waited = planning.now - row.created_at
    patience = PATIENCE if send.head is None else LETTER_PATIENCE
    if waited < patience:
        return Held(min(_LOOK_SECONDS, (patience - waited).total_seconds()))
    await _set_apart(planning, row, send, late)
    return Held(0)


async def _is_first(planning: Planning, row: OutboxRow) -> bool:
    """Whether the words have still to leave."""
    line = await planning.session.get(OutboxRow, row.context[_CONTEXT]["of"]) if is_late(row) else None
    return line is not None and line.state in PENDING


async def _set_apart(planning: Planning, row: OutboxRow, send: Send, late: Sequence[Attachment]) -> None:
    """What is there goes ahead, with a word on what follows; the late files have an order of their own."""
    ready = tuple(one for one in send.attachments if one not in late)
    if not send.text and not ready:
        row.queue = f"{_QUEUE}{row.id}"
        return
    coming = [say("file-coming", file=described(one)) for one in late]
    rest = Send(RichText(), reply_to=Ref(outbox=row.id), silent=send.silent, attachments=tuple(late), head=send.head)
    context = {_CONTEXT: {"of": row.id, "coming": coming}}
    queue = f"{_QUEUE}{row.id}"
    await outbox.set_apart(planning.session, row, rest, planning.now, queue=queue, context=context)
    row.body = replace(send, text=joined([*([send.text] if send.text else []), *coming]), attachments=ready)


# --- once they have come ------------------------------------------------------------------------------------------


async def ended(session: AsyncSession, outlet: Outlet, row: OutboxRow, now: datetime) -> None:
    """A late file has come, or never will: the words that it is coming go from its message, or say what became of it.
    An edit that only tidies up is not made where it would cost what words may need."""
    if not isinstance(body := row.body, Send) or row.state not in (OutboxState.SENT, OutboxState.REJECTED):
        return
    told = row.context[_CONTEXT]
    text = await outbox.wording(session, told["of"])
    if text is None or not await _is_affordable(session, outlet, row, now):
        return
    lost = row.state is not OutboxState.SENT
    instead = "\n".join(refusal(one, row.error) for one in body.attachments) if lost else ""
    tidy = _tidied(text, told["coming"], instead or None)
    if not tidy:
        tidy = rich("\n".join(map(described, body.attachments)))
    if tidy != text:
        await outbox.tidy(session, told["of"], tidy, now)


def _tidied(text: RichText, coming: Sequence[str], instead: str | None) -> RichText:
    """The text without these lines, or with something in place of the first of them."""
    for words in coming:
        if (at := text.text.rfind(words)) < 0:
            continue
        before, behind = text.slice(0, at).strip(), text.slice(at + len(words), len(text)).strip()
        text = joined([part for part in (before, rich(instead or ""), behind) if part])
        instead = None
    return text


async def _is_affordable(session: AsyncSession, outlet: Outlet, row: OutboxRow, now: datetime) -> bool:
    if not outlet.spare:
        return True
    place = (await outlet.book.find(session, [row.peer])).get(row.peer)
    if not isinstance(place, Destination):
        return False
    edit = EditCall(to=place, key=1, message_id="", text=None)
    return outlet.paces.delay(outlet.channel.scopes(edit), now, outlet.spare) <= 0
