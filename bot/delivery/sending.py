"""The next call of a new message: its parts, the lines that may share it, and the files that it waits for.

A file that is still being fetched holds its row up for a few seconds; then the text goes ahead and the file follows by
itself, so that nobody's words wait for somebody's network.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot import file_uploads, files, outbox
from bot.calls import Destination, Outgoing, SendCall
from bot.content import Attachment
from bot.delivery import departures
from bot.delivery.layout import Part, Piece, laid_out
from bot.delivery.planning import Held, Job, Planning, key_of
from bot.describing import described
from bot.file_uploads import Upload
from bot.files import FileState, Kept
from bot.outbox import OutboxRow
from bot.outgoing import Send
from bot.richtext import RichText, joined
from bot.texts import say

PATIENCE = timedelta(seconds=10)
"""For so long a message waits for its files."""

_LOOK_SECONDS = 0.5
_MOST_JOINED = 30
_APART = "late:"


async def plan_send(planning: Planning, row: OutboxRow, send: Send, to: Destination) -> Job | Held:
    """The next part of a message that is new to the platform."""
    kept = await files.states(planning.session, files.files_of(send.attachments)) if send.attachments else {}
    if send.attachments and row.next_part == 0:
        if held := await _wait(planning, row, send, kept):
            return held
        send = _without_failed(planning, row, send, kept)
    parts = laid_out(send, planning.channel, kept)
    number = min(row.next_part, len(parts) - 1)
    part, last = parts[number], number == len(parts) - 1
    rows, text = [row.id], part.text
    if send.joinable and len(parts) == 1 and not (send.attachments or send.keyboard or send.menu):
        rows, text = await _join(planning, row, send)
    call = SendCall(
        to=to,
        key=key_of(row),
        text=text,
        keyboard=send.keyboard if last else (),
        menu=send.menu if last else None,
        reply_to=await planning.first_id(send.reply_to) if number == 0 else None,
        silent=send.silent,
        attachments=await outgoing(planning, part, kept),
        preview=send.preview,
        doubtful=planning.is_doubtful(row),
    )
    return Job(rows, call, last)


async def outgoing(planning: Planning, part: Part, kept: Mapping[int, Kept]) -> tuple[Outgoing, ...]:
    """The attachments of a part with their bytes, and the ids under which the platform knows them already."""
    contents = {one.content for one in kept.values() if one.content is not None}
    known = await file_uploads.known(planning.session, contents, planning.channel.account) if contents else {}
    return tuple(_outgoing(planning, piece, kept, known) for piece in part.pieces)


def _outgoing(planning: Planning, piece: Piece, kept: Mapping[int, Kept], known: Mapping[Upload, str]) -> Outgoing:
    number = piece.attachment.file
    one = kept.get(number) if number is not None else None
    if one is None or one.sha256 is None or one.content is None or planning.store is None:
        return Outgoing(piece.kind, piece.attachment)
    path = planning.store.path(one.sha256)
    upload = Upload(one.content, piece.kind, file_uploads.name_hash(piece.kind, piece.attachment))
    return Outgoing(piece.kind, piece.attachment, path, known.get(upload))


# --- files that are not there yet ---------------------------------------------------------------------------------


async def _wait(planning: Planning, row: OutboxRow, send: Send, kept: Mapping[int, Kept]) -> Held | None:
    waiting = {number for number, one in kept.items() if one.state is FileState.WAITING}
    late = [one for one in send.attachments if one.file in waiting]
    if not late:
        return None
    if row.queue.startswith(_APART):
        return Held(_LOOK_SECONDS)
    waited = planning.now - row.created_at
    if waited < PATIENCE:
        return Held(min(_LOOK_SECONDS, (PATIENCE - waited).total_seconds()))
    await _set_apart(planning, row, send, late)
    return Held(0)


async def _set_apart(planning: Planning, row: OutboxRow, send: Send, late: Sequence[Attachment]) -> None:
    """What is there goes ahead, with a word on what follows; the late files have an order of their own."""
    ready = tuple(one for one in send.attachments if one not in late)
    if not send.text and not ready:
        row.queue = f"{_APART}{row.id}"
        return
    rest = replace(send, text=RichText(), attachments=tuple(late), keyboard=(), menu=None, joinable=False)
    await outbox.set_apart(planning.session, row, rest, planning.now, queue=f"{_APART}{row.id}")
    coming = [say("file-coming", file=described(one)) for one in late]
    row.body = replace(send, text=joined([*([send.text] if send.text else []), *coming]), attachments=ready)


def _without_failed(planning: Planning, row: OutboxRow, send: Send, kept: Mapping[int, Kept]) -> Send:
    """Files that are not to be had are named in words from now on."""
    attachments = tuple(_checked(planning, one, kept) for one in send.attachments)
    if attachments != send.attachments:
        send = replace(send, attachments=attachments)
        row.body = send
    return send


def _checked(planning: Planning, attachment: Attachment, kept: Mapping[int, Kept]) -> Attachment:
    if attachment.file is None or attachment.refused is not None:
        return attachment
    one = kept.get(attachment.file)
    if one is None or one.state is FileState.FAILED:
        return replace(attachment, refused=(one.reason if one else None) or "failed")
    lost = one.sha256 is None or planning.store is None or not planning.store.path(one.sha256).is_file()
    return replace(attachment, refused="failed") if lost else attachment


# --- lines that share a message -----------------------------------------------------------------------------------


async def _join(planning: Planning, row: OutboxRow, send: Send) -> tuple[list[int], RichText]:
    """The line together with those that had to wait behind it, as far as they fit."""
    channel = planning.channel
    rows, text = [row.id], send.text
    for follower in await departures.followers(planning.session, row, _MOST_JOINED):
        line = follower.body
        if not isinstance(line, Send) or follower.next_part or not _may_join(line):
            break
        longer = joined([text, line.text])
        if channel.measure(longer.text) > channel.text_limit:
            break
        rows, text = [*rows, follower.id], longer
    return rows, text


def _may_join(line: Send) -> bool:
    return line.joinable and not (line.reply_to or line.keyboard or line.menu or line.attachments)
