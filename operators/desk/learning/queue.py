"""The queue of wordings: its buttons, and replies to it. One tap decides, and the message goes on to the next; of two
people the first one decides and the other is told."""

from __future__ import annotations

from dataclasses import dataclass

import structlog
from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot import links
from bot.outbox import OutboxRow
from bot.texts import say
from knowledge import confirming, learning
from knowledge.confirming import Rewording
from knowledge.learning import Wording, WordingState
from knowledge.stems import stem
from knowledge.text import tokens
from operators import private_words, queue
from operators.card_text import one_line
from operators.desk import noting
from operators.desk.buttons import stale
from operators.desk.turn import DeskContext, Turn, replied_to
from operators.queue import Shown

log = structlog.get_logger(__name__)

_QUOTED = 80
"""Characters of a wording in a toast or a sentence."""
_JUST_NOW_SECONDS = 300
"""So long a reply may still be meant for what the message showed before somebody else moved it on."""


@dataclass(frozen=True, slots=True)
class _Press:
    turn: Turn
    query_id: str
    row: OutboxRow
    shown: Shown
    wording: Wording

    def tell(self, words: str, *, alert: bool = False) -> None:
        self.turn.toast(self.query_id, words, alert=alert)

    async def go_on(self, last: int | None) -> None:
        """The message shows what comes next."""
        following = await confirming.following(self.turn.session, self.wording)
        await _show(self.turn, self.row, following, last)


async def add(update: Update, context: DeskContext) -> None:
    """«Добавить»: the wording is learned."""
    press = await _pressed(update, context)
    if press is not None and not await _is_decided(press):
        private = private_words.found_in(press.wording.text)
        if private:
            press.tell(say("queue-personal-toast"), alert=True)
        else:
            await _decide(press, WordingState.LEARNED)


async def decline(update: Update, context: DeskContext) -> None:
    """«Не добавлять»: it is not proposed again."""
    press = await _pressed(update, context)
    if press is not None and not await _is_decided(press):
        await _decide(press, WordingState.DECLINED)


async def skip(update: Update, context: DeskContext) -> None:
    """«Пропустить»: the next one, and this one later."""
    press = await _pressed(update, context)
    if press is None or await _is_decided(press):
        return
    if await confirming.following(press.turn.session, press.wording) is None:
        press.tell(say("queue-only-one"))
        return
    await press.go_on(press.shown.last)
    press.tell(say("queue-skipped"))


async def undo(update: Update, context: DeskContext) -> None:
    """«Отменить»: what was decided last is asked again."""
    press = await _pressed(update, context)
    if press is None:
        return
    if press.shown.last != press.wording.id:
        press.tell(say("desk-stale"))
    elif await confirming.undo(press.turn.session, press.wording, press.turn.now):
        await _show(press.turn, press.row, press.wording, None)
        press.tell(say("queue-undone"))
    else:
        press.tell(say("queue-undone-already"))


async def post_again(turn: Turn, message: Message) -> None:
    """`/kb очередь`: the queue as a new message, for the one before was deleted or stands far above."""
    wording = await confirming.following(turn.session)
    if wording is None:
        await turn.say(say("queue-nothing-waits"), reply_to=message.message_id)
        return
    await queue.post(turn.session, turn.desk, wording, turn.now)
    if turn.thread is not None:
        await turn.nod(message.message_id)


async def replied(update: Update, context: DeskContext) -> None:
    """Before all other handlers: what answers the queue is the wording as it shall be learned."""
    turn, message = context.turn, update.effective_message
    answered = replied_to(message) if message is not None else None
    row = await _row(turn, answered) if answered is not None else None
    piece = noting.read(message) if message is not None else None
    if message is None or row is None or piece is None or piece.is_private or piece.is_command:
        return
    refusal = await _taken(turn, row, message, piece.text.text)
    if refusal:
        await turn.say(refusal, reply_to=message.message_id)
    else:
        await turn.nod(message.message_id)
    raise ApplicationHandlerStop


async def _taken(turn: Turn, row: OutboxRow, message: Message, text: str) -> str | None:
    """Learns a text in place of the wording that the queue shows; a sentence when it cannot."""
    shown = Shown.of(row)
    wording = await confirming.get(turn.session, shown.wording) if shown and shown.wording is not None else None
    if message.sender_chat is not None:
        return say("queue-anonymous")
    if shown is None or wording is None or wording.state is not WordingState.PROPOSED:
        return say("queue-reply-nothing")
    if _is_for_another(turn, shown, wording, text):
        return say("queue-reply-moved", text=one_line(wording.text, _QUOTED))
    if private := private_words.found_in(text):
        return say("queue-reply-personal", what=", ".join(private))
    outcome = await confirming.learn_as(turn.session, wording, text, turn.signature, turn.now)
    if outcome in (Rewording.NO_WORDS, Rewording.TOO_LONG):
        key = "queue-reply-empty" if outcome is Rewording.NO_WORDS else "queue-reply-long"
        return say(key, most=learning.LONGEST_WORDING)
    log.info("wording.reworded", wording=wording.id, outcome=outcome, staff=turn.person.id)
    await _show(turn, row, await confirming.following(turn.session, wording), wording.id)
    return None


def _is_for_another(turn: Turn, shown: Shown, wording: Wording, text: str) -> bool:
    """Somebody else has just moved the queue on, and the text has no word of what it shows now."""
    if shown.by in (None, turn.person.id) or not shown.at:
        return False
    since = (turn.now - turn.now.fromisoformat(shown.at)).total_seconds()
    return since < _JUST_NOW_SECONDS and {*map(stem, tokens(text))}.isdisjoint(map(stem, tokens(wording.text)))


async def _pressed(update: Update, context: DeskContext) -> _Press | None:
    """A button under the queue, with the wording that it names; any other is stale, and is told so."""
    turn, query = context.turn, update.callback_query
    row = await _row(turn, str(query.message.message_id)) if query and query.message else None
    shown = Shown.of(row) if row is not None else None
    wording = await confirming.get(turn.session, context.numbers[0]) if shown is not None else None
    if query is None or row is None or shown is None or wording is None:
        await stale(update, context)
        return None
    current = await queue.newest(turn.session, turn.desk)
    if current is not None and current.id != row.id and query.message is not None:
        # It was posted anew: two of them would tell different things.
        await turn.take_away(query.message.message_id)
        turn.toast(query.id, say("queue-elsewhere"), alert=True)
        return None
    return _Press(turn, query.id, row, shown, wording)


async def _row(turn: Turn, message_id: str) -> OutboxRow | None:
    """The queue that a message in the group is, locked; None for any other message."""
    for row_id in await links.rows_shown_as(turn.session, turn.key(message_id)):
        row = await turn.session.get(OutboxRow, row_id, with_for_update=True, populate_existing=True)
        if row is not None and Shown.of(row) is not None:
            return row
    return None


async def _is_decided(press: _Press) -> bool:
    """Somebody was quicker: whoever pressed is told, and a message that still asks goes on."""
    wording = press.wording
    if wording.state is WordingState.PROPOSED:
        return False
    keys = {WordingState.LEARNED: "queue-was-added", WordingState.DECLINED: "queue-was-declined"}
    press.tell(say(keys.get(wording.state, "queue-was-taken-back"), name=wording.decided_by), alert=True)
    if press.shown.wording == wording.id:
        await press.go_on(None)
    return True


async def _decide(press: _Press, verdict: WordingState) -> None:
    turn, wording = press.turn, press.wording
    await learning.decide(turn.session, wording, verdict, turn.signature, turn.now)
    log.info("wording.decided", wording=wording.id, verdict=verdict, staff=turn.person.id)
    press.tell(say("queue-toast-added" if verdict is WordingState.LEARNED else "queue-toast-declined"))
    await press.go_on(wording.id)


async def _show(turn: Turn, row: OutboxRow, wording: Wording | None, last: int | None) -> None:
    shown = Shown(wording.id if wording is not None else None, last, turn.person.id, turn.now.isoformat())
    await queue.show(turn.session, row, shown, turn.now)
