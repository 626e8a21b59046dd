"""What a client corrects: in the topic where it stands there, else in the question, which is answered anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot import files
from bot.content import PAGE, Attachment, ContentKind
from bot.messages import Edited, Said
from bot.texts import say
from handlers import complaint, redeeming
from handlers.free_text import FreeText, is_question
from handlers.turn import Turn, asked_as
from operators import history, relay
from operators.composing import words_of
from operators.history import Line


async def edited(turn: Turn, edit: Edited, free_text: FreeText) -> None:
    """One correction. Of a message that nobody knows (the correction overtook it, or it was said before this line knew
    the client) it is the message."""
    line = await history.find(turn.session, turn.key(edit.message_id))
    if line is None:
        await free_text.said(turn, [_as_said(edit)])
    elif (left := await _without_codes(turn, line, edit)) is not None:
        await _corrected(turn, line, left, free_text)


async def _corrected(turn: Turn, line: Line, edit: Edited, free_text: FreeText) -> None:
    before, text = line.text, words_of(edit).text
    brought = await _brought(turn, line, edit, reworded=before != text)
    if brought is None and before == text:
        return
    history.reword(line, text)
    if await free_text.corrected(turn, edit) or await complaint.corrected(turn, line, edit, brought):
        return
    may_cross = await turn.has_ever_agreed()
    if may_cross and await relay.client_edited(turn.session, edit, turn.now, brought):
        return
    ticket = await turn.open_ticket()
    if ticket is not None and await turn.may_cross(ticket):
        await relay.client_corrected(turn.session, ticket, edit, turn.now, brought)
    elif turn.dialogue.holds(edit.message_id):
        await _asked_otherwise(turn, edit, reworded=before != text)
    elif ticket is not None and not may_cross:
        # It stands in the topic already; the correction waits with what else is said.
        turn.dialogue.ask_also([asked_as(edit.message_id, edit)], turn.now)
    elif is_question(text) and not is_question(before):
        turn.dialogue.ask([asked_as(edit.message_id, edit)], turn.now)
        await turn.go("faq", turn)


async def _without_codes(turn: Turn, line: Line, edit: Edited) -> Edited | None:
    """A message that was corrected into a code is one that was sent as such: None, and the line stays as it was. What
    was blotted out when it was said is still in the message."""
    told = redeeming.codes_in(edit)
    if told and line.text.count(say("code-blotted")) >= len(told):
        return redeeming.blotted(edit)
    rest = await redeeming.without_codes(turn, [_as_said(edit)])
    return replace(edit, text=rest[0].text, forwarded=rest[0].forwarded) if rest else None


async def _asked_otherwise(turn: Turn, edit: Edited, *, reworded: bool) -> None:
    turn.dialogue.correct(asked_as(edit.message_id, edit))
    if reworded and turn.dialogue.open_form(turn.now) is None:
        turn.dialogue.ask(turn.dialogue.asked_lines, turn.now)
        await turn.go("faq", turn)


async def _brought(turn: Turn, line: Line, edit: Edited, *, reworded: bool) -> Sequence[Attachment] | None:
    """What the correction put in place of what hung on the message, as the history keeps it from now on; None when
    nothing else hangs there. The same words with a link beside them, or without one, are no correction: the messenger
    itself shows later what a link leads to."""
    before = line.attachments
    if not reworded and _without_links(before) == _without_links(edit.attachments) == ():
        return None
    now = await files.take_in(turn.session, edit.attachments, f"line:{line.id}", turn.now, line.sender)
    seen = (now, before) if reworded else (_without_links(now), _without_links(before))
    if len({tuple(map(_identity, one)) for one in seen}) == 1:
        return None
    kept = await history.attach(turn.session, line, now, turn.now)
    known = set(map(_identity, before))
    return [attachment for attachment in kept if _identity(attachment) not in known]


def _without_links(attachments: Sequence[Attachment]) -> tuple[Attachment, ...]:
    return tuple(one for one in attachments if one.mime != PAGE or one.kind is not ContentKind.OTHER)


def _identity(attachment: Attachment) -> tuple[object, ...]:
    """What makes two attachments the same: addresses and claims change from one telling to the next, and a place that
    is shared live moves."""
    if attachment.file is not None:
        return (attachment.kind, attachment.file)
    if attachment.kind is ContentKind.LOCATION:
        return (attachment.kind,)
    return (attachment.kind, attachment.name, attachment.size, attachment.words, attachment.contact)


def _as_said(edit: Edited) -> Said:
    return Said(
        address=edit.address,
        person=edit.person,
        at=edit.at,
        text=edit.text,
        attachments=edit.attachments,
        forwarded=edit.forwarded,
        album=edit.album,
        message_ids=(edit.message_id,),
    )
