"""`/kb`: finds articles, tells how the base is, and makes a draft of any message. Answered where it was written, and
never to a client."""

from __future__ import annotations

from telegram import Message, Update

from bot.richtext import RichText
from bot.texts import say
from knowledge import counts
from knowledge.text import normalise
from operators.desk.kb import cards, drafting, finding
from operators.desk.kb.origin import origin_of
from operators.desk.turn import DeskContext, Turn, replied_to

NAMES = ("kb", "база")
ADD_NAMES = ("addkb", "вбазу")
_ADD = frozenset({"добавить", "add", "в базу", "новая"})


async def look(update: Update, context: DeskContext) -> None:
    """`/kb слова` finds, `/kb` as a reply or `/kb добавить` adds, `/kb` alone helps."""
    turn, message = context.turn, update.effective_message
    if message is None:
        return
    words = " ".join((message.text or "").split()[1:])
    if normalise(words) in _ADD or (not words and replied_to(message) is not None):
        await _add(turn, message)
    elif words:
        text, keyboard = await finding.listed(turn, words)
        await cards.post(turn, text, keyboard, reply_to=message.message_id, query=words)
    else:
        await _help(turn, message)


async def add(update: Update, context: DeskContext) -> None:
    """`/вбазу`: a draft of the message that it answers, or an empty one."""
    if update.effective_message is not None:
        await _add(context.turn, update.effective_message)


async def _help(turn: Turn, message: Message) -> None:
    now = await counts.counted(turn.session, turn.today)
    numbers = say("kb-counts", all=now.articles, off=now.off, stale=now.stale, proposed=now.proposed, gaps=now.gaps)
    await cards.remark(turn, f"{numbers}\n\n{say('kb-help')}", message.message_id)


async def _add(turn: Turn, message: Message) -> None:
    number, origin = message.message_id, await origin_of(turn, message)
    if message.sender_chat is not None:
        await cards.remark(turn, say("kb-anonymous"), number)
    elif origin is None:
        await drafting.begin(turn, title="", answer=RichText(), reply_to=number)
    elif not origin.title and not origin.answer:
        await cards.remark(turn, say("kb-add-only-files" if origin.files else "kb-add-nothing"), number)
    else:
        await drafting.begin(
            turn,
            title=origin.title,
            answer=origin.answer,
            ticket_id=origin.ticket_id,
            reply_to=number,
            remark=say("kb-draft-files") if origin.files else "",
        )
