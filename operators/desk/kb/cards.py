"""The messages in which the knowledge base is looked at and edited: each is changed in place, one call a press."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from telegram import Update

from bot import links, outbox
from bot.bot_api import TEXT_LENGTH
from bot.outbox import OutboxRow
from bot.outgoing import Keyboard
from bot.richtext import RichText, joined, split, utf16_length
from bot.texts import say
from operators.desk.buttons import stale
from operators.desk.turn import DeskContext, Turn

_QUERY = "kb"
"""Where the outbox row of such a message keeps what was looked for."""
_ABOUT = "kb_card"
"""Where what is said about a card keeps its number: an answer to that is an answer to the card."""
_PART = "\n\n"


@dataclass(frozen=True, slots=True)
class Press:
    """A button under a card: whose turn, which card, and what else its data names."""

    turn: Turn
    query_id: str
    card: OutboxRow
    named: tuple[str, ...]

    def tell(self, key: str, /, **values: object) -> None:
        """Answers it in a sentence that has to be read; `key` names a text."""
        self.turn.toast(self.query_id, say(key, **values), alert=True)

    def done(self, key: str | None = None) -> None:
        """Answers it in passing."""
        self.turn.toast(self.query_id, say(key) if key else "")

    async def show(self, text: RichText, keyboard: Keyboard) -> None:
        """Changes the card."""
        await show(self.turn, self.card.id, text, keyboard)


Act = Callable[[Press], Awaitable[None]]


def on_card(act: Act) -> Callable[[Update, DeskContext], Coroutine[Any, Any, None]]:
    """A handler for buttons under cards; under any other message they are stale."""

    async def press(update: Update, context: DeskContext) -> None:
        query = update.callback_query
        card = await card_shown_as(context.turn, str(query.message.message_id)) if query and query.message else None
        if query is None or card is None:
            await stale(update, context)
            return
        groups = context.match.groups() if context.match else ()
        await act(Press(context.turn, query.id, card, tuple(groups)))

    return press


async def post(
    turn: Turn, text: RichText, keyboard: Keyboard = (), *, reply_to: int | None = None, query: str = ""
) -> OutboxRow:
    """A new card, here; `query` is what was looked for."""
    return await turn.say(text, keyboard, reply_to=reply_to, context={_QUERY: query})


async def remark(turn: Turn, words: str, reply_to: int, card_id: int | None = None, once: str | None = None) -> None:
    """A sentence about a card (or about none that there is): what answers it is no more for a client than what answers
    the card. `once`: the same is not said again for the same reason."""
    if once is not None:
        said = select(OutboxRow.id).where(OutboxRow.merge_key == once).limit(1)
        if await turn.session.scalar(said) is not None:
            return
    about = {} if card_id is None else {_ABOUT: card_id}
    await turn.say(words, reply_to=reply_to, merge_key=once, context={_QUERY: "", **about})


async def show(turn: Turn, card_id: int, text: RichText, keyboard: Keyboard) -> None:
    """Another text and other buttons for a card."""
    await outbox.change(turn.session, card_id, text, turn.now, keyboard=keyboard)


async def card_shown_as(turn: Turn, message_id: str) -> OutboxRow | None:
    """The card that a message in the group is, or is about; None for any other message."""
    for row_id in await links.rows_shown_as(turn.session, turn.key(message_id)):
        row = await turn.session.get(OutboxRow, row_id)
        if row is not None and _QUERY in row.context:
            about = row.context.get(_ABOUT)
            return row if about is None else await turn.session.get(OutboxRow, int(about))
    return None


def looked_for(card: OutboxRow) -> str:
    """What was looked for when the card came; empty where nothing was."""
    return str(card.context[_QUERY])


def put_together(before: RichText, long: RichText, after: RichText) -> tuple[RichText, bool]:
    """One message of three parts, and whether the one in the middle had to be cut for it."""
    around = sum(utf16_length(part.text) + len(_PART) for part in (before, after) if part)
    body, cut = shortened(long, TEXT_LENGTH - around)
    return joined([part for part in (before, body, after) if part], _PART), cut


def shortened(text: RichText, most: int) -> tuple[RichText, bool]:
    """At most so many units of a text, and whether that is less than all of it."""
    first, *rest = split(text, max(2, most - 1))
    return (first + "…", True) if rest else (first, False)
