"""The next call of a new message: its parts, the lines that may share it, the files that it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot import file_uploads, files
from bot.calls import Destination, Outgoing, SendCall
from bot.content import Attachment
from bot.delivery import departures, late_files
from bot.delivery.layout import Part, Piece, laid_out
from bot.delivery.planning import Held, Job, Planning, key_of
from bot.file_uploads import Upload
from bot.files import FileState, Kept
from bot.outbox import OutboxRow
from bot.outgoing import Send
from bot.richtext import RichText, joined

_MOST_JOINED = 30


async def plan_send(planning: Planning, row: OutboxRow, send: Send, to: Destination) -> Job | Held:
    """The next part of a message that is new to the platform."""
    kept = await files.states(planning.session, files.files_of(send.attachments)) if send.attachments else {}
    if send.attachments and row.next_part == 0:
        if held := await late_files.wait(planning, row, send, kept):
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
        reply_to=await planning.first_id(send.reply_to) if number == 0 or late_files.is_late(row) else None,
        silent=send.silent,
        attachments=await outgoing(planning, part, kept),
        preview=send.preview,
        head=send.head,
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


# --- files that are not to be had ---------------------------------------------------------------------------------


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
