"""Somebody came to the group or left it: who left is no operator there any more, and what they had goes back."""

from __future__ import annotations

from datetime import datetime

import structlog
from telegram import ChatMember, Update, User

from bot.messages import Person
from bot.texts import say
from operators import cards, lifecycle, members, relay, staff, tickets
from operators.card_text import one_line
from operators.desk.turn import DeskContext, Turn
from operators.staff import Staff
from operators.topics import Topic

log = structlog.get_logger(__name__)

_NAME_LENGTH = 60
_OUT = (ChatMember.LEFT, ChatMember.BANNED)


async def changed(update: Update, context: DeskContext) -> None:
    """Telegram tells of a member (`chat_member`)."""
    change = update.chat_member
    if change is not None:
        is_in = change.new_chat_member.status not in _OUT and getattr(change.new_chat_member, "is_member", True)
        await _settle(context.turn, change.new_chat_member.user, change.date, present=is_in)


async def told(update: Update, context: DeskContext) -> None:
    """The group's own messages about it: they come also where the bot is no administrator."""
    message = update.message
    if message is None:
        return
    for user in message.new_chat_members:
        await _settle(context.turn, user, message.date, present=True)
    if message.left_chat_member is not None:
        await _settle(context.turn, message.left_chat_member, message.date, present=False)


async def _settle(turn: Turn, user: User, at: datetime, *, present: bool) -> None:
    if user.is_bot:
        return
    person = await staff.recognise(turn.session, Person(str(user.id), user.full_name, user.username), turn.now)
    news = await members.note(turn.session, turn.desk.id, person.id, at, present=present)
    if news and not present:
        log.info("staff.left", staff=person.id, desk=turn.desk.id)
        await _give_back(turn, person)


async def _give_back(turn: Turn, person: Staff) -> None:
    """The open tickets that they had at this desk wait for anybody again; the client is told nothing."""
    for one in await tickets.all_open(turn.session):
        topic = await turn.session.get(Topic, one.topic_id) if one.topic_id is not None else None
        if one.assignee_id != person.id or topic is None or topic.desk_id != turn.desk.id:
            continue
        ticket = await tickets.get(turn.session, one.id)
        if ticket is not None:
            lifecycle.release(turn.session, ticket, turn.now)
            words = say("desk-left-and-had", name=one_line(person.name, _NAME_LENGTH), number=ticket.id)
            await relay.tell_topic(turn.session, ticket, words, turn.now)
            await cards.refresh(turn.session, ticket, turn.now)
