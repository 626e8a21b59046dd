"""Replies to the cards of the knowledge base tell a part of a draft, or correct it. Nothing of it goes to a client."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, Update
from telegram.ext import ApplicationHandlerStop

from bot.outbox import OutboxRow
from bot.texts import say
from knowledge.fields import Field
from operators import drafts
from operators.desk import noting
from operators.desk.kb import cards, drafting, reading
from operators.desk.noting import Piece
from operators.desk.rendering import BLANKS
from operators.desk.turn import DeskContext, Turn, replied_to
from operators.drafts import Draft


async def replied(update: Update, context: DeskContext) -> None:
    """Before all other handlers: what answers a card is about the base. Commands and `//` remain what they are."""
    turn, message = context.turn, update.effective_message
    answered = replied_to(message) if message is not None else None
    card = await cards.card_shown_as(turn, answered) if answered is not None else None
    piece = noting.read(message) if message is not None else None
    if message is None or card is None or piece is None or piece.is_private or piece.is_command:
        return
    if message.sender_chat is not None:
        await _say(turn, message, say("kb-anonymous"), card.id)
    else:
        await _answered(turn, message, card, piece)
    raise ApplicationHandlerStop


async def corrected(update: Update, context: DeskContext) -> None:
    """The reply that was taken last is corrected: so is the draft."""
    turn, message = context.turn, update.effective_message
    draft = await drafts.heard(turn.session, turn.chat, str(message.message_id)) if message is not None else None
    piece = noting.read(message) if message is not None else None
    if message is None or draft is None or draft.heard_as is None or piece is None:
        return
    await _take(turn, message, draft, _Told(draft.heard_as, piece))
    raise ApplicationHandlerStop


@dataclass(frozen=True, slots=True)
class _Told:
    part: Field
    piece: Piece


async def _answered(turn: Turn, message: Message, card: OutboxRow, piece: Piece) -> None:
    draft = await drafts.open_on(turn.session, card.id)
    if draft is None or draft.asking is None:
        await _say(turn, message, say("kb-reply-choose" if draft is not None else "kb-reply-not-asked"), card.id)
        return
    if await _take(turn, message, draft, _Told(draft.asking, piece)):
        await turn.nod(message.message_id)


async def _take(turn: Turn, message: Message, draft: Draft, told: _Told) -> bool:
    """Into the draft, whose card is then drawn anew; False (and a sentence) for what cannot be taken."""
    refusal = _unfit(told.piece)
    try:
        article = draft.article if refusal else reading.read(told.part, told.piece.text, draft.article, turn.today)
    except reading.Refused as reason:
        refusal = say(reason.key, what=reason.what)
        article = draft.article
    if refusal:
        await _say(turn, message, refusal, draft.card_id)
        return False
    draft.article, draft.changed_at = article, turn.now
    draft.heard_id, draft.heard_as = told.piece.message_id, told.part
    if draft.asking is told.part:
        draft.asking = None if draft.article_id else drafting.missing(article)
    await drafting.redraw(turn, draft)
    return True


def _unfit(piece: Piece) -> str:
    """Why a message cannot be a part of an article: files are none, and nothing says nothing."""
    if piece.attachments or piece.odd:
        return say("kb-reply-no-files")
    seen = any(char.isprintable() and char not in BLANKS for char in piece.text.text)
    return "" if seen else say("kb-reply-empty")


async def _say(turn: Turn, message: Message, words: str, card_id: int | None) -> None:
    """An album is several messages and gets one answer."""
    album = f"kb:{turn.chat}:{message.media_group_id}" if message.media_group_id else None
    await cards.remark(turn, words, message.message_id, card_id, once=album)
