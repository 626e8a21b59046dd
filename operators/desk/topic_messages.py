"""What staff write and send in a client's topic: for the client, or a note that stays inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from telegram import Message, Update

from bot.content import Attachment
from bot.texts import say
from operators import drafts
from operators.desk import noting, prompts
from operators.desk.expert import collecting
from operators.desk.noting import Piece
from operators.desk.speaking import send_note
from operators.desk.turn import DeskContext, Turn
from operators.desk.whose import Inside, ToClient, whose
from operators.not_carried import told
from operators.notes import DeskNote
from operators.topics import Topic

_PATIENCE = timedelta(minutes=15)
"""So long a question of the knowledge base may be on its author's mind."""


async def written(update: Update, context: DeskContext) -> None:
    """A text, a file, whatever else, or an album. Topics that were made by hand and General are nobody's business."""
    turn, message = context.turn, update.effective_message
    if turn.topic is None or message is None:
        return
    pieces = [piece for one in turn.album or (message,) if (piece := noting.read(one)) is not None]
    if not pieces:
        return
    if message.sender_chat is not None:
        await anonymous(update, context)
        return
    note = await noting.unsent_of_album(turn, turn.topic, message)
    if note is not None:
        await _join(turn, note, pieces)
        return
    note = await noting.begin(turn, turn.topic, message, pieces)
    if note.private:
        await _explain(turn, message, pieces)
    else:
        await _hand_on(turn, turn.topic, note, told(note.attachments, _odd(pieces)))


async def anonymous(update: Update, context: DeskContext) -> None:
    """An administrator who hides behind the group: nobody could be named to the client."""
    turn, message = context.turn, update.effective_message
    if turn.topic is not None and message is not None:
        await turn.say(say("desk-anonymous"), reply_to=message.message_id)


async def renamed(update: Update, context: DeskContext) -> None:
    """A topic that is made anew one day keeps the name that staff gave it."""
    change = update.effective_message.forum_topic_edited if update.effective_message else None
    if context.turn.topic is not None and change is not None and change.name:
        context.turn.topic.name = change.name


async def _hand_on(turn: Turn, topic: Topic, note: DeskNote, warning: str) -> None:
    """To the client, or to whoever decides about it; `warning` is what the client will not get."""
    answered = turn.key(note.reply_to) if note.reply_to else None
    match await whose(turn.session, topic, turn.person, answered):
        case ToClient(ticket=ticket) if answered is None and await _base_waits(turn, topic):
            await prompts.ask(turn, note, [ticket], warning, why=say("kb-meant-for-base"))
        case ToClient(ticket=ticket) if (answer := await collecting.collecting(turn, ticket)) is not None:
            await collecting.add(turn, answer, note, warning)
        case ToClient(ticket=ticket):
            await send_note(turn, note, ticket)
            if warning:
                await turn.say(warning, reply_to=int(note.message_id))
        case Inside(tickets=those):
            await prompts.ask(turn, note, those, warning)


async def _base_waits(turn: Turn, topic: Topic) -> bool:
    """Whether the bot has just asked the author here for a part of an article: what then comes without being a reply
    may be that, and better stays inside."""
    return await drafts.is_asked(turn.session, turn.person.id, topic.address.peer, turn.now - _PATIENCE)


async def _join(turn: Turn, note: DeskNote, pieces: Sequence[Piece]) -> None:
    """Pieces that came after the quiet: the button that stands under their album sends them too."""
    before = len(note.attachments)
    await noting.add(turn, note, pieces)
    warning = "" if note.private else told(note.attachments[before:], _odd(pieces))
    if warning:
        await turn.say(warning, reply_to=int(pieces[0].message_id))


async def _explain(turn: Turn, message: Message, pieces: Sequence[Piece]) -> None:
    """Why something stays inside that was not meant to; what begins with `//` was."""
    if any(piece.is_private for piece in pieces):
        return
    is_command = any(piece.is_command for piece in pieces)
    words = say("desk-caption-no-command") if is_command else told((), _odd(pieces))
    await turn.say(words, reply_to=message.message_id)


def _odd(pieces: Sequence[Piece]) -> list[Attachment]:
    return [attachment for piece in pieces for attachment in piece.odd]
