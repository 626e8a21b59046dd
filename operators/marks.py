"""What became of an operator's line is shown on the line: a reaction when it reached the client, else the reason and
«Повторить» under it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import links, outbox
from bot.messages import Address
from bot.outbox import Lane, OutboxRow, OutboxState
from bot.outgoing import Button, Delete, Edit, Keyboard, React, Ref, Send
from bot.richtext import RichText, rich
from bot.texts import say
from operators import cards, not_carried, tickets, topics
from operators.reasons import NOT_EDITABLE, human_reason, key_of
from operators.topics import CHANNEL

DELIVERED = "👌"

FAILED = (OutboxState.UNREACHABLE, OutboxState.REJECTED)
"""What «Повторить» tries again."""


@dataclass(frozen=True, slots=True)
class StaffMark:
    """The operator's message that an outbox row for a client carries on: its chat and id, and the topic (`topic:7`) it
    stands in. `command` is the `/del` that asked for its removal. An `article` was sent from the card of `ticket_id`.
    What was sent `anew` is a correction of what could not be edited. Travels in the row's context."""

    chat: str
    id: str
    topic_peer: str
    command: str | None = None
    ticket_id: int | None = None
    article: str | None = None
    anew: bool = False

    def to_context(self) -> dict[str, Any]:
        """As `outbox.enqueue(…, context=…)` takes it."""
        return {"staff_message": asdict(self)}

    @classmethod
    def of(cls, row: OutboxRow) -> StaffMark | None:
        """The mark of a row; None when no operator's message stands behind it."""
        values = row.context.get("staff_message")
        return cls(**values) if values else None


def article_key(ticket_id: int, article: str) -> str:
    """The merge key of the row by which an article goes out from a ticket's card."""
    return f"article:{ticket_id}:{article}"


async def row_of_article(session: AsyncSession, ticket_id: int, article: str) -> int | None:
    """That row: it may have been sent, taken back and sent again, then the last one."""
    query = select(OutboxRow.id).where(OutboxRow.merge_key == article_key(ticket_id, article))
    return await session.scalar(query.order_by(OutboxRow.id.desc()).limit(1))


async def note_outcome(session: AsyncSession, row: OutboxRow, _result: str | None, now: datetime) -> None:
    """Listener of the clients' outlets: marks the operator's message with what became of it. What could not be got or
    was refused on the way is told as well; a file that was never asked for (it has no row) was told at once."""
    mark = StaffMark.of(row)
    if mark is None:
        return
    match row.body:
        case Send(attachments=attachments) if row.state is OutboxState.SENT:
            await react(session, mark, mark.id, DELIVERED, now)
            await _tell(session, mark, not_carried.told(one for one in attachments if one.file is not None), now)
            await _tell(session, mark, say("desk-corrected-anew") if mark.anew else "", now)
        case Send() if row.state is not OutboxState.CANCELLED:
            button = Button(say("desk-button-retry"), data=f"retry:{row.id}")
            await _explain(session, mark, "desk-not-delivered", row.error, now, ((button,),))
        case Delete() if row.state in (OutboxState.SENT, OutboxState.CANCELLED):
            # Cancelled: there was nothing (left) to take back, which is as it was asked for.
            await took_back(session, mark, now)
        case Delete():
            await _explain(session, mark, "desk-not-taken-back", row.error, now)
        case Edit() as edit if row.state in FAILED:
            await _not_edited(session, row, edit, mark, now)


async def took_back(session: AsyncSession, mark: StaffMark, now: datetime) -> None:
    """The line is no longer at the client's (or never got there): its mark goes, and the command gets one."""
    if mark.article is None or not await _others_stand(session, mark, now):
        await react(session, mark, mark.id, None, now)
    if mark.command is not None:
        await react(session, mark, mark.command, DELIVERED, now)


async def react(session: AsyncSession, mark: StaffMark, message_id: str, emoji: str | None, now: datetime) -> None:
    """The bot's mark on a message of staff; None takes it away."""
    desk = await topics.desk_at(session, mark.topic_peer)
    if desk is None or desk.chat_id != mark.chat:
        return  # The group has another id since, and its messages other numbers.
    queue = f"mark:{mark.chat}:{message_id}"
    body = React(Ref(platform=message_id), emoji)
    await outbox.enqueue(session, Address(CHANNEL, mark.topic_peer), body, now, lane=Lane.NOTICE, queue=queue)


def correction(text: RichText) -> RichText:
    """How a client reads a correction that is a message of its own."""
    return rich(say("staff-correction") + " ") + text


async def _not_edited(session: AsyncSession, row: OutboxRow, edit: Edit, mark: StaffMark, now: datetime) -> None:
    """What the client's messenger does not let us change is corrected by a message of its own, as a reply."""
    if edit.text is None or edit.target.outbox is None or key_of(row.error) not in NOT_EDITABLE:
        await _explain(session, mark, "desk-not-edited", row.error, now)
        return
    sources = [one for one in await links.sources_of(session, [edit.target.outbox]) if one.channel == CHANNEL]
    body = Send(correction(edit.text), reply_to=edit.target)
    context = replace(mark, anew=True).to_context()
    await outbox.enqueue(session, row.address, body, now, sources=sources, context=context)


async def _others_stand(session: AsyncSession, mark: StaffMark, now: datetime) -> bool:
    """The article can be sent from its card again; whether others that were sent from there are still at the client's,
    so that the card keeps its mark."""
    ticket = await tickets.get(session, mark.ticket_id) if mark.ticket_id is not None else None
    if ticket is None:
        return False
    ticket.sent_suggestions = [article for article in ticket.sent_suggestions if article != mark.article]
    await cards.refresh(session, ticket, now)
    return bool(ticket.sent_suggestions)


async def _explain(
    session: AsyncSession, mark: StaffMark, key: str, reason: str | None, now: datetime, keyboard: Keyboard = ()
) -> None:
    """Says under the operator's message (or the command) what did not happen, and why."""
    await _tell(session, mark, say(key, reason=human_reason(reason)), now, keyboard)


async def _tell(session: AsyncSession, mark: StaffMark, words: str, now: datetime, keyboard: Keyboard = ()) -> None:
    if not words:
        return
    body = Send(rich(words), keyboard, reply_to=Ref(platform=mark.command or mark.id))
    await outbox.enqueue(session, Address(CHANNEL, mark.topic_peer), body, now, lane=Lane.NOTICE)
