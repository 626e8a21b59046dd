"""Photos, files, voice and the rest: not carried across yet, refused politely. A caption is a message all the same, and
staff see that there was more."""

from __future__ import annotations

from datetime import timedelta

from bot.messages import ContentSent, TextSaid
from bot.richtext import RichText, joined, rich
from bot.texts import say
from handlers.free_text import FreeText
from handlers.turn import Turn
from operators import relay
from operators.history import Author
from operators.tickets import Ticket

_ONE_REFUSAL = timedelta(seconds=5)
"""An album comes as several messages: it is refused once."""


async def sent(turn: Turn, content: ContentSent, free_text: FreeText) -> None:
    """Says what cannot be done, and hands on what was written."""
    ticket = await turn.open_ticket()
    first = await _refused(turn, content, ticket)
    note = say("topic-content", kind=_kind(content))
    if ticket is not None and (first or content.text):
        text = joined([note, content.text]) if content.text else rich(note)
        turn.record(Author.CLIENT, text.text, source=turn.key(content.message_id))
        await relay.client_said(turn.session, ticket, _as_text(content, text), turn.now)
    elif ticket is None:
        turn.record(Author.CLIENT, note)
        if content.text:
            await free_text.said(turn, [_as_text(content, content.text)])


async def _refused(turn: Turn, content: ContentSent, ticket: Ticket | None) -> bool:
    """The refusal, once an album."""
    before, turn.dialogue.refused_at = turn.dialogue.refused_at, turn.now
    if before is not None and turn.now - before <= _ONE_REFUSAL:
        return False
    key = "content-refused-caption" if content.text and ticket is not None else "content-refused"
    await turn.reply(say(key, kind=_kind(content)))
    return True


def _kind(content: ContentSent) -> str:
    return say(f"content-{content.content.value.replace('_', '-')}")


def _as_text(content: ContentSent, text: RichText) -> TextSaid:
    return TextSaid(
        address=content.address,
        person=content.person,
        at=content.at,
        text=text,
        message_ids=(content.message_id,),
        reply_to=content.reply_to,
    )
