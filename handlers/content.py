"""Photos, files, voice and the rest: not carried across yet, refused politely. A caption is a message all the same, and
staff see everything that came: one line for an album, one for each message otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from bot.messages import Said
from bot.richtext import RichText, joined, rich
from bot.texts import say
from handlers.free_text import FreeText
from handlers.turn import Turn
from operators import relay
from operators.history import Author
from operators.tickets import Ticket


async def sent(turn: Turn, content: Sequence[Said], free_text: FreeText) -> None:
    """Says once for all that came in a rapid row what cannot be done, and hands on what was written."""
    ticket = await turn.open_ticket()
    captions = [one for one in content if one.text]
    key = "content-refused-caption" if captions and ticket is not None else "content-refused"
    await turn.reply(say(key, kind=_kinds(content)))
    for pieces in _albums(content):
        if ticket is not None:
            await _to_people(turn, ticket, pieces)
        else:
            turn.record(Author.CLIENT, _note(pieces))
    if ticket is None and captions:
        await free_text.said(turn, [_as_text([one], one.text) for one in captions])


async def _to_people(turn: Turn, ticket: Ticket, pieces: Sequence[Said]) -> None:
    text = joined([rich(_note(pieces)), *(piece.text for piece in pieces if piece.text)])
    said = _as_text(pieces, text)
    turn.record(Author.CLIENT, text.text, source=turn.key(said.message_ids[0]))
    await relay.client_said(turn.session, ticket, said, turn.now)


def _albums(content: Sequence[Said]) -> list[list[Said]]:
    """The pieces of an album together, everything else by itself."""
    return [list(pieces) for _, pieces in groupby(content, lambda one: one.album or one.message_id)]


def _note(pieces: Sequence[Said]) -> str:
    if len(pieces) == 1:
        return say("topic-content", kind=_kinds(pieces))
    return say("topic-content-several", kind=_kinds(pieces), count=len(pieces))


def _kinds(content: Sequence[Said]) -> str:
    """«фото, файл»: each kind once."""
    kinds = dict.fromkeys(one.attachments[0].kind.value.replace("_", "-") for one in content)
    return ", ".join(say(f"content-{kind}") for kind in kinds)


def _as_text(pieces: Sequence[Said], text: RichText) -> Said:
    first = pieces[0]
    return Said(
        address=first.address,
        person=first.person,
        at=first.at,
        text=text,
        message_ids=tuple(piece.message_id for piece in pieces),
        reply_to=first.reply_to,
    )
