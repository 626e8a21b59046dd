"""A topic whose client stands in another one, since two accounts turned out to be one person's: what is written there
is answered with where to write. Buttons, and replies to what belongs to a ticket, go on working."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select
from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.outbox import OutboxRow
from bot.richtext import joined
from bot.texts import say
from operators import pointing, tickets, topics
from operators.desk import noting
from operators.desk.guards import Handler
from operators.desk.spelling import Command
from operators.desk.turn import DeskContext, Turn, replied_to
from operators.desk.whose import ticket_of
from operators.topics import Topic


def before(anywhere: Iterable[str]) -> Handler:
    """The handler that comes before all others; `anywhere` are the commands that mean the same in every topic."""
    means_the_same = Command(*anywhere)

    async def looked_at(update: Update, context: DeskContext) -> None:
        message = update.effective_message
        if message is None or not means_the_same.filter(message):
            await written(update, context)

    return looked_at


async def written(update: Update, context: DeskContext) -> None:
    """Stops what nobody would get, and tells where it should be written."""
    turn, message = context.turn, update.effective_message
    if turn.topic is None or message is None or message.sender_chat is not None or _stays_inside(turn, message):
        return
    stands = await _stands_elsewhere(turn, turn.topic, message)
    if stands is None:
        return
    album = f"elsewhere:{turn.chat}:{message.media_group_id}" if message.media_group_id else None
    if album is None or not await _was_said(turn, album):
        words = joined([say("desk-moved"), await pointing.where(turn.session, stands)])
        await turn.say(words, reply_to=message.message_id, merge_key=album)
    raise ApplicationHandlerStop


async def _was_said(turn: Turn, album: str) -> bool:
    """An album is several messages and gets one answer."""
    query = select(OutboxRow.id).where(OutboxRow.merge_key == album)
    return await turn.session.scalar(query.limit(1)) is not None


def _stays_inside(turn: Turn, message: Message) -> bool:
    """Colleagues' own notes, and what Telegram says by itself."""
    pieces = [piece for one in turn.album or (message,) if (piece := noting.read(one)) is not None]
    return not pieces or any(piece.is_private for piece in pieces)


async def _stands_elsewhere(turn: Turn, topic: Topic, message: Message) -> Topic | None:
    """The topic to write in; None where this one is as good: it has open tickets, or a ticket is named by a reply."""
    if await tickets.open_in_topic(turn.session, topic.id):
        return None
    stands = await topics.in_place_of(turn.session, topic)
    if stands.id == topic.id:
        return None
    answered = replied_to(message)
    named = await ticket_of(turn.session, topic, turn.key(answered)) if answered is not None else None
    return stands if named is None else None
