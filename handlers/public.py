"""What happens beside the dialogue: comments under the community's posts, and answers that a colleague gave past us."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from bot import code_shape, outbox
from bot.content import Attachment
from bot.messages import Address, AnsweredElsewhere, Commented
from bot.outbox import OutboxRow
from bot.outgoing import Send
from bot.richtext import rich
from bot.texts import say
from handlers.hotline import suggested
from handlers.turn import Turn
from handlers.wording import asks_in_public
from operators import cards, history, lifecycle, relay, sla
from operators.history import Author
from operators.tickets import Ticket

_POINTED_FOR = timedelta(days=1)
"""For so long nobody is told again, under the same post, where to write."""


async def commented(turn: Turn, comment: Commented) -> None:
    """A comment that asks or complains is for people: no consent is asked for what was said in public, and nothing is
    said to the person but where to write, if the centre wants that."""
    if not asks_in_public(comment.text.text):
        return
    comment = replace(comment, text=code_shape.blotted(comment.text))
    ticket = await turn.ticket()
    line = turn.record(Author.CLIENT, comment.text.text, source=relay.public_key(comment))
    attachments = await history.attach(turn.session, line, comment.attachments, turn.now)
    if ticket is not None and not ticket.is_open:
        ticket = await _opened_again(turn, ticket)
    if ticket is None:
        await _open(turn, comment, attachments)
    else:
        sla.clarified(ticket, turn.now)
        await relay.client_commented(turn.session, ticket, comment, attachments, turn.now)
    await _point(turn, comment)


async def answered_elsewhere(turn: Turn, answer: AnsweredElsewhere) -> None:
    """Kept as the staff's words, and shown to those who are at it."""
    source = turn.key(answer.message_id)
    if await history.find(turn.session, source) is not None:
        return
    ticket = await turn.open_ticket()
    line = turn.record(Author.STAFF, answer.text.text, source=source)
    attachments = await history.attach(turn.session, line, answer.attachments, turn.now)
    if ticket is not None:
        sla.answered(ticket, turn.now)
        await relay.answered_elsewhere(turn.session, ticket, answer, attachments, turn.now)


async def _opened_again(turn: Turn, ticket: Ticket) -> Ticket | None:
    """The last ticket, where it ended lately: a client has one at a time."""
    if not lifecycle.may_reopen(ticket, turn.now, turn.services.promises.reopen_hours):
        return None
    if turn.dialogue.form_data.get("ticket") == ticket.id:
        turn.dialogue.end()
    lifecycle.reopen(turn.session, ticket, turn.now)
    await cards.refresh(turn.session, ticket, turn.now)
    return ticket


async def _open(turn: Turn, comment: Commented, attachments: Sequence[Attachment]) -> None:
    question = comment.text.text
    ticket = await lifecycle.open_ticket(turn.session, turn.address, question, suggested(turn, question), turn.now)
    ticket.source_url = comment.url
    turn.opened(ticket)
    await cards.post(turn.session, ticket, turn.now)
    if attachments:
        await relay.client_commented(turn.session, ticket, comment, attachments, turn.now)


async def _point(turn: Turn, comment: Commented) -> None:
    if not turn.services.promises.comment_pointer:
        return
    key = f"pointer:{comment.message_id.partition('_')[0]}:{turn.address.peer}"
    told = select(OutboxRow.id).where(OutboxRow.merge_key == key, OutboxRow.created_at > turn.now - _POINTED_FOR)
    if await turn.session.scalar(told.limit(1)) is None:
        wall = Address(comment.address.channel, f"wall:{comment.message_id}")
        await outbox.enqueue(turn.session, wall, Send(rich(say("comment-pointer"))), turn.now, merge_key=key)
