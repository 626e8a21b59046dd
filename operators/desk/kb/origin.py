"""What a message in the group is, for an article to be made of it: an operator's answer, a client's line, a ticket's
card, or just words."""

from __future__ import annotations

from dataclasses import dataclass, field

from sqlalchemy import select
from telegram import Message

from bot import links
from bot.outbox import OutboxRow
from bot.richtext import RichText, rich
from operators import history, notes, tickets
from operators.desk import noting
from operators.desk.kb import cards
from operators.desk.noting import PRIVATE
from operators.desk.turn import Turn, replied_to
from operators.history import Author, Line
from operators.notes import DeskNote
from operators.tickets import Ticket
from operators.topics import CHANNEL


@dataclass(frozen=True, slots=True)
class Origin:
    """What an article can be made of. `files`: there was more than words."""

    title: str = ""
    answer: RichText = field(default_factory=RichText)
    ticket_id: int | None = None
    files: bool = False


async def origin_of(turn: Turn, command: Message) -> Origin | None:
    """What stands in the message that a command answers; None when it answers none."""
    answered = replied_to(command)
    if answered is None:
        return None
    note = await notes.find(turn.session, turn.chat, answered)
    if note is not None:
        return await _of_note(turn, note)
    line = await _client_line(turn, answered)
    if line is not None:
        return await _of_line(turn, line)
    if await cards.card_shown_as(turn, answered) is not None:
        return Origin()
    ticket = await _ticket_of_card(turn, answered)
    if ticket is not None:
        return await _of_ticket(turn, ticket)
    return _of_message(command.reply_to_message)


async def _of_note(turn: Turn, note: DeskNote) -> Origin:
    """An operator's answer; what the client had asked is the title."""
    ticket = await tickets.get(turn.session, note.ticket_id) if note.ticket_id is not None else None
    if ticket is None:
        ticket = await tickets.latest_in_topic(turn.session, note.topic_id)
    asked = ticket.question if ticket is not None else ""
    number = ticket.id if ticket is not None else None
    return Origin(asked, _without_mark(note.text), number, bool(note.attachments))


async def _of_line(turn: Turn, line: Line) -> Origin:
    """A client's line; the answer is what staff said next."""
    answer, files = await _next_answer(turn, line.address_id, line.id)
    number = line.ticket_id
    if number is None:
        latest = await tickets.latest(turn.session, line.address_id)
        number = latest.id if latest is not None else None
    return Origin(line.text, answer, number, files)


async def _of_ticket(turn: Turn, ticket: Ticket) -> Origin:
    query = select(Line.id).where(Line.address_id == ticket.address_id, Line.at < ticket.opened_at)
    before = await turn.session.scalar(query.order_by(Line.id.desc()).limit(1))
    answer, files = await _next_answer(turn, ticket.address_id, before or 0)
    return Origin(ticket.question, answer, ticket.id, files)


def _of_message(message: Message | None) -> Origin:
    """Words that belong to no client, as Telegram hands them along with the reply."""
    piece = noting.read(message) if message is not None else None
    if piece is None:
        return Origin()
    return Origin(answer=_without_mark(piece.text), files=bool(piece.attachments or piece.odd))


async def _next_answer(turn: Turn, address_id: int, after: int) -> tuple[RichText, bool]:
    """The first words of staff in a conversation behind a line, with their formatting where the desk still has it."""
    query = select(Line).where(
        Line.address_id == address_id, Line.id > after, Line.author == Author.STAFF, Line.text != ""
    )
    line = await turn.session.scalar(query.order_by(Line.id).limit(1))
    if line is None:
        return RichText(), False
    source = line.source
    note = await notes.find(turn.session, source.chat, source.id) if source and source.channel == CHANNEL else None
    return (note.text if note is not None else rich(line.text)), bool(line.attachments)


async def _client_line(turn: Turn, message_id: str) -> Line | None:
    rows = await links.rows_shown_as(turn.session, turn.key(message_id))
    for source in await links.sources_of(turn.session, rows):
        line = await history.find(turn.session, source) if source.channel != CHANNEL else None
        if line is not None and line.author is Author.CLIENT and line.text:
            return line
    return None


async def _ticket_of_card(turn: Turn, message_id: str) -> Ticket | None:
    for row_id in await links.rows_shown_as(turn.session, turn.key(message_id)):
        row = await turn.session.get(OutboxRow, row_id)
        if row is not None and "card_of" in row.context:
            return await tickets.get(turn.session, int(row.context["card_of"]))
    return None


def _without_mark(text: RichText) -> RichText:
    """A colleagues' line is marked by `//`, which says nothing to clients."""
    return text.slice(len(PRIVATE), len(text)).strip() if text.text.startswith(PRIVATE) else text
