"""«/отпуск до 12.12»: an absence of one's own, with a deputy or without; «/отпуск отменить». In General also in plain
words: «в отпуске до 12.12»."""

from __future__ import annotations

import re

from telegram import Message, Update

from bot.texts import say
from operators import absences
from operators.card_text import one_line
from operators.desk import topic_messages
from operators.desk.people import naming
from operators.desk.people.dates import BadDay, span
from operators.desk.turn import DeskContext, Turn
from operators.staff import Staff

NAMES = ("отпуск", "absence", "отсутствие")
SAID = re.compile(r"(?:я\s+)?в\s+отпуске\s+((?:до|с)\s+\d.{0,60})", re.IGNORECASE)
"""Plain words that are meant for the bot."""

_CANCEL = frozenset({"отменить", "отмена", "cancel", "вернулся", "вернулась"})
_DEPUTY = re.compile(r"\s+(?:(?:за меня|заместитель|замещает):?\s+(\S.{0,80})|(@\w{3,32}))$", re.IGNORECASE)
_NAME_LENGTH = 60


async def command(update: Update, context: DeskContext) -> None:
    """What follows the command."""
    message = update.effective_message
    if message is not None:
        await _heard(context.turn, message, (message.text or "").partition(" ")[2])


async def said(update: Update, context: DeskContext) -> None:
    """In a client's topic it is the client's to read, or a note, like anything else there."""
    message = update.effective_message
    found = SAID.fullmatch((message.text or "").strip().rstrip(".!")) if message is not None else None
    if context.turn.topic is not None or message is None or found is None:
        await topic_messages.written(update, context)
        return
    await _heard(context.turn, message, found[1])


async def _heard(turn: Turn, message: Message, words: str) -> None:
    words = " ".join(words.split())
    if message.sender_chat is not None:
        await turn.say(say("guard-anonymous"), reply_to=message.message_id)
        return
    if words.lower().rstrip(".!") in _CANCEL:
        over = await absences.cancel(turn.session, turn.person, turn.today)
        await turn.say(say("away-cancelled" if over else "away-none"), reply_to=message.message_id)
        return
    if not words:
        await turn.say(say("away-how"), reply_to=message.message_id)
        return
    await turn.say(await _begun(turn, words), reply_to=message.message_id)


async def _begun(turn: Turn, words: str) -> str:
    found = _DEPUTY.search(words)
    try:
        since, until = span(words[: found.start()] if found else words, turn.today)
        deputy = await naming.named(turn, found[1] or found[2]) if found else None
    except BadDay:
        return say("away-bad-day")
    except naming.Unknown:
        return say("staff-unknown")
    except naming.Several as several:
        return say("staff-several", names="; ".join(several.names))
    if deputy is not None and deputy.id == turn.person.id:
        return say("away-own-deputy")
    await absences.begin(turn.session, turn.person, since, until, deputy)
    return _told(deputy, f"{since:%d.%m.%Y}", f"{until:%d.%m.%Y}")


def _told(deputy: Staff | None, since: str, until: str) -> str:
    if deputy is None:
        return say("away-begun", since=since, until=until)
    return say("away-begun-deputy", since=since, until=until, deputy=one_line(deputy.name, _NAME_LENGTH))
