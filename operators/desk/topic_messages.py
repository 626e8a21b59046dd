"""What staff write in a client's topic: for the client, or a note that stays inside."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from telegram import Message, Update

from bot import outbox
from bot.messages import Button, ButtonStyle, Keyboard
from bot.outbox import OutboxRow
from bot.texts import say
from operators import events, notes, tickets
from operators.card_text import one_line
from operators.desk.speaking import send_note
from operators.desk.spelling import is_command
from operators.desk.turn import DeskContext, Turn, replied_to, text_of
from operators.desk.whose import Inside, ToClient, whose
from operators.notes import DeskNote
from operators.tickets import Ticket
from operators.topics import Topic

PRIVATE = "//"
"""What keeps the assignee's own line inside."""

_QUESTION_LENGTH = 30


async def written(update: Update, context: DeskContext) -> None:
    """A text in a topic. Topics that were made by hand and General are nobody's business here."""
    turn, message = context.turn, update.effective_message
    if turn.topic is None or message is None:
        return
    if message.sender_chat is not None:
        await anonymous(update, context)
        return
    note = _note(turn, turn.topic, message)
    if note.private:
        return
    answered = turn.key(note.reply_to) if note.reply_to else None
    match await whose(turn.session, turn.topic, turn.person, answered):
        case ToClient(ticket=ticket):
            await send_note(turn, note, ticket)
        case Inside(tickets=those):
            await _ask(turn, note, those)


async def anonymous(update: Update, context: DeskContext) -> None:
    """An administrator who hides behind the group: nobody could be named to the client."""
    turn, message = context.turn, update.effective_message
    if turn.topic is not None and message is not None:
        await turn.say(say("desk-anonymous"), reply_to=message.message_id)


async def edited(update: Update, context: DeskContext) -> None:
    """A correction: of a note before it is sent, or of what the client has got."""
    turn, message = context.turn, update.effective_message
    note = await notes.find(turn.session, turn.chat, str(message.message_id)) if message else None
    if message is None or note is None or note.text == text_of(message):
        return
    if is_command(message.text or ""):
        await turn.say(say("desk-edit-no-command"), reply_to=message.message_id)
        return
    note.text = text_of(message)
    if note.sent_at is None:
        return
    ticket = await tickets.get(turn.session, note.ticket_id) if note.ticket_id is not None else None
    if note.text.text.startswith(PRIVATE):
        await turn.say(say("desk-del-instead"), reply_to=message.message_id)
    elif ticket is not None:
        event = events.StaffEdited(notes.source(note), note.text)
        await events.tell(turn.session, ticket.address, event, turn.now)


async def content(update: Update, context: DeskContext) -> None:
    """Files, photos, voice: refused once, also when they come as an album (which is several messages)."""
    turn, message = context.turn, update.effective_message
    if turn.topic is None or message is None or (message.caption or "").startswith(PRIVATE):
        return
    album = f"album:{turn.chat}:{message.media_group_id}" if message.media_group_id else None
    if album is not None and await _was_said(turn, album):
        return
    await turn.say(say("desk-only-text"), reply_to=message.message_id, merge_key=album)


async def renamed(update: Update, context: DeskContext) -> None:
    """A topic that is made anew one day keeps the name that staff gave it."""
    change = update.effective_message.forum_topic_edited if update.effective_message else None
    if context.turn.topic is not None and change is not None and change.name:
        context.turn.topic.name = change.name


def _note(turn: Turn, topic: Topic, message: Message) -> DeskNote:
    text = text_of(message)
    note = DeskNote(
        chat=turn.chat,
        message_id=str(message.message_id),
        topic_id=topic.id,
        staff_id=turn.person.id,
        private=text.text.startswith(PRIVATE),
        reply_to=replied_to(message),
        written_at=turn.now,
    )
    note.text = text
    turn.session.add(note)
    return note


async def _ask(turn: Turn, note: DeskNote, those: Sequence[Ticket]) -> None:
    """Under a note: whether (and for which ticket) it shall go to the client."""
    if not those:
        return
    await turn.session.flush()
    note.ticket_id = those[0].id if len(those) == 1 else None
    prompt = await turn.say(_why(those), _choices(note, those), reply_to=int(note.message_id))
    note.prompt_id = prompt.id


def _why(those: Sequence[Ticket]) -> str:
    if len(those) > 1:
        return say("desk-note-several")
    ticket = those[0]
    if not ticket.is_open:
        return say("desk-note-over")
    if ticket.assignee is not None:
        return say("desk-note-assigned", name=ticket.assignee.name)
    return say("desk-note-new")


def _choices(note: DeskNote, those: Sequence[Ticket]) -> Keyboard:
    if len(those) == 1:
        key = "desk-button-to-client" if those[0].is_open else "desk-button-write"
        return ((Button(say(key), data=f"note:{note.id}:{those[0].id}", style=ButtonStyle.PRIMARY),),)
    return tuple((Button(_name(ticket), data=f"note:{note.id}:{ticket.id}"),) for ticket in those)


def _name(ticket: Ticket) -> str:
    return say("desk-button-ticket", number=ticket.id, question=one_line(ticket.question, _QUESTION_LENGTH) or "—")


async def _was_said(turn: Turn, merge_key: str) -> bool:
    where = (OutboxRow.merge_key == merge_key, OutboxRow.state.in_((*outbox.PENDING, outbox.OutboxState.SENT)))
    return await turn.session.scalar(select(OutboxRow.id).where(*where).limit(1)) is not None
