"""Staff correct what they wrote: a note before it is sent, or what the client has got."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from telegram import Update

from bot import files
from bot.content import Attachment
from bot.texts import say
from operators import events, notes, tickets
from operators.desk import noting
from operators.desk.noting import Piece
from operators.desk.turn import DeskContext, Turn
from operators.not_carried import told
from operators.notes import DeskNote, Written


async def edited(update: Update, context: DeskContext) -> None:
    """A text, a caption (of one piece of an album too), or another file in the place of one."""
    turn, message = context.turn, update.effective_message
    note = await notes.find(turn.session, turn.chat, str(message.message_id)) if message else None
    piece = noting.read(message) if message is not None else None
    if note is None or piece is None:
        return
    part = note.part(piece.message_id)
    if not note.private and _files(piece.attachments) != _files(part.attachments):
        await _other_file(turn, note, part, piece)
    if part.text != piece.text:
        await _other_words(turn, note, part, piece)


async def _other_words(turn: Turn, note: DeskNote, part: Written, piece: Piece) -> None:
    if piece.is_command:
        await turn.say(say("desk-edit-no-command"), reply_to=int(piece.message_id))
        return
    part.text, note.preview = piece.text, piece.preview
    note.put_together()
    if note.sent_at is None:
        return
    ticket = await tickets.get(turn.session, note.ticket_id) if note.ticket_id is not None else None
    if piece.is_private:
        await turn.say(say("desk-del-instead"), reply_to=int(piece.message_id))
    elif ticket is not None:
        event = events.StaffEdited(notes.source(note), note.text)
        await events.tell(turn.session, ticket.address, event, turn.now)


async def _other_file(turn: Turn, note: DeskNote, part: Written, piece: Piece) -> None:
    """Before a note is sent the new file goes with it; what is at the client's stays, and its author is told once."""
    if note.sent_at is None:
        part.attachments = await notes.keep(turn.session, note, piece.attachments, turn.now)
        note.put_together()
        await files.release(turn.session, note.holder)
        await files.hold(turn.session, note.attachments, note.holder)
        words = told(part.attachments, piece.odd)
    else:
        part.attachments = _seen(part.attachments, piece.attachments)
        note.put_together()
        words = say("desk-edit-no-file")
    if words:
        await turn.say(words, reply_to=int(piece.message_id))


def _seen(kept: tuple[Attachment, ...], shown: tuple[Attachment, ...]) -> tuple[Attachment, ...]:
    """What the client has, with what the group shows in its place by now."""
    if len(kept) != len(shown):
        return kept
    return tuple(replace(one, remote=other.remote) for one, other in zip(kept, shown, strict=True))


def _files(attachments: Iterable[Attachment]) -> list[str]:
    """Which files those are (a place that moves and a poll that is voted in are none)."""
    return [attachment.remote.unique for attachment in attachments if attachment.remote is not None]
