"""Messages of staff are taken down as notes: what they say, what hangs on them, and what of it no client can get."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from telegram import Message

from bot.content import Attachment, ContentKind
from bot.richtext import RichText, joined
from operators import notes
from operators.desk.content import content_of
from operators.desk.spelling import is_command
from operators.desk.turn import Turn, replied_to
from operators.notes import DeskNote, NotePiece, Written
from operators.topics import Topic

PRIVATE = "//"
"""What keeps the assignee's own line inside."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A message as it was read. `preview`: what a link in it leads to shows. `odd` is what only Telegram knows (a game,
    a list of tasks): no messenger could show it to a client."""

    message_id: str
    text: RichText
    attachments: tuple[Attachment, ...]
    odd: tuple[Attachment, ...]
    preview: bool

    @property
    def is_private(self) -> bool:
        """Whether its author keeps it inside."""
        return self.text.text.startswith(PRIVATE)

    @property
    def is_command(self) -> bool:
        """Whether its text or caption is meant for the bot."""
        return is_command(self.text.text)


def read(message: Message) -> Piece | None:
    """None for a service message. Of what was forwarded the words count, not who said them: that may be a colleague,
    or another client."""
    content = content_of(message)
    if content is None:
        return None
    words = joined([text for text in (content.text, *(one.text for one in content.forwarded)) if text])
    carried = tuple(one for one in content.attachments if one.kind is not ContentKind.OTHER)
    odd = tuple(one for one in content.attachments if one.kind is ContentKind.OTHER)
    return Piece(str(message.message_id), words, carried, odd, content.preview)


async def begin(turn: Turn, topic: Topic, message: Message, pieces: Sequence[Piece]) -> DeskNote:
    """A note of a message, or of the pieces of an album. It is private when any of them is: a caption stands under one
    picture and is meant for all."""
    first = pieces[0]
    note = DeskNote(
        chat=turn.chat,
        message_id=first.message_id,
        topic_id=topic.id,
        staff_id=turn.person.id,
        private=not any(one.text or one.attachments for one in pieces)
        or any(one.is_private or one.is_command for one in pieces),
        album=message.media_group_id,
        reply_to=replied_to(message),
        preview=first.preview,
        written_at=turn.now,
        pieces=[],
    )
    note.text, note.attachments = first.text, ()
    turn.session.add(note)
    await turn.session.flush()
    if note.album is not None:
        await add(turn, note, pieces)
    else:
        await _hang(turn, note, note, first)
    return note


async def add(turn: Turn, note: DeskNote, pieces: Sequence[Piece]) -> None:
    """More pieces of a note's album."""
    for one in pieces:
        piece = NotePiece(chat=note.chat, message_id=one.message_id)
        piece.text, piece.attachments = one.text, ()
        note.pieces.append(piece)
        await _hang(turn, note, piece, one)
    note.put_together()


async def unsent_of_album(turn: Turn, topic: Topic, message: Message) -> DeskNote | None:
    """The note that a late piece of an album still belongs to; what was sent already cannot be added to."""
    if message.media_group_id is None:
        return None
    known = await notes.of_album(turn.session, topic.id, message.media_group_id)
    return known[-1] if known and known[-1].sent_at is None else None


async def _hang(turn: Turn, note: DeskNote, part: Written, piece: Piece) -> None:
    """What stays inside for good need not be fetched."""
    if not note.private:
        part.attachments = await notes.keep(turn.session, note, piece.attachments, turn.now)
