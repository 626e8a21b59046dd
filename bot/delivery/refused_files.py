"""What becomes of a message one of whose files the platform will not take: the rest of it goes, and words say why.

What has left already is not laid out anew: from the second part on, a refused file becomes a row of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from bot import file_uploads, files, outbox
from bot.calls import EditCall, SendCall
from bot.content import Attachment, ContentKind
from bot.delivery.late_files import is_late
from bot.delivery.outlets import Outlet
from bot.delivery.planning import Job
from bot.errors import AS_DOCUMENT, FileDelayed, FileForgotten, FileRefused
from bot.outbox import OutboxRow, OutboxState
from bot.outgoing import Send
from bot.richtext import RichText

log = structlog.get_logger()

FILE_PAUSES = (5.0, 15.0, 30.0)
"""Seconds between attempts for a file that the platform did not take (`FileDelayed`); then the words go without it."""

_DELAYED = "file: "
"""How the error of a row begins while it waits for that."""

_MOST_ATTEMPTS = 12
"""Files are uploaded anew when the platform has forgotten them: more often would be a loop."""


def delay_of(row: OutboxRow, error: FileDelayed) -> float | None:
    """Seconds until the next try, None when there were enough. They are counted for the message, from the first
    refusal of a file on: neither does every file of an album have its own minute, nor an outage before it any part."""
    if not (row.error or "").startswith(_DELAYED):
        row.attempts = 1
    row.error = f"{_DELAYED}{error.reason}"
    return FILE_PAUSES[row.attempts - 1] if row.attempts <= len(FILE_PAUSES) else None


async def without_file(
    session: AsyncSession, outlet: Outlet, row: OutboxRow, job: Job, error: FileForgotten | FileRefused, now: datetime
) -> OutboxState:
    """Makes the row ready for another try (`WAITING`), or says what it has come to: nothing of it is left (`SENT`), or
    there is nothing to try (`REJECTED`)."""
    call = job.call
    if not isinstance(call, SendCall | EditCall):
        return OutboxState.REJECTED
    carried = [one.attachment for one in call.attachments]
    if isinstance(error, FileForgotten):
        if row.attempts > _MOST_ATTEMPTS:
            return OutboxState.REJECTED
        await file_uploads.forget(session, files.files_of(carried), outlet.channel.account)
    elif isinstance(row.body, Send) and (carried if error.file is None else _of(carried, error)):
        rest = await _take_out(session, row, row.body, carried, error, now)
        if not rest and job.last:
            return OutboxState.SENT
    else:
        return OutboxState.REJECTED
    said = error.said if isinstance(error, FileRefused) else ""
    log.info("outbox.file_refused", row=row.id, channel=row.channel, reason=error.reason, said=said)
    row.state, row.due_at = OutboxState.WAITING, now
    return OutboxState.WAITING


async def _take_out(
    session: AsyncSession, row: OutboxRow, send: Send, carried: Sequence[Attachment], error: FileRefused, now: datetime
) -> bool:
    """Whether there is still something to send of what the call carried."""
    refused = _of(carried, error) if error.file is not None else list(carried)
    if error.file is None and len(carried) > 1:
        # Nobody said which of them it was: each tries by itself.
        await _apart(session, row, send, carried[1:], lambda one: one, now)
        return True
    if row.next_part == 0:
        changed = (_changed(one, error.reason) if one in refused else one for one in send.attachments)
        row.body = replace(send, attachments=tuple(changed))
        return True
    await _apart(session, row, send, refused, lambda one: _changed(one, error.reason), now)
    return len(refused) < len(carried)


def _of(carried: Sequence[Attachment], error: FileRefused) -> list[Attachment]:
    return [one for one in carried if one.file == error.file]


def _changed(attachment: Attachment, reason: str) -> Attachment:
    if reason == AS_DOCUMENT and attachment.kind is not ContentKind.DOCUMENT:
        return replace(attachment, kind=ContentKind.DOCUMENT)
    return replace(attachment, refused=reason if reason != AS_DOCUMENT else "not_accepted")


async def _apart(
    session: AsyncSession,
    row: OutboxRow,
    send: Send,
    attachments: Sequence[Attachment],
    change: Callable[[Attachment], Attachment],
    now: datetime,
) -> None:
    row.body = replace(send, attachments=tuple(one for one in send.attachments if one not in attachments))
    reply_to = send.reply_to if is_late(row) else None
    for attachment in attachments:
        body = Send(
            RichText(), attachments=(change(attachment),), silent=send.silent, reply_to=reply_to, head=send.head
        )
        await outbox.set_apart(session, row, body, now, queue=row.queue)
