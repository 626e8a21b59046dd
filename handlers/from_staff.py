"""What the operators' side did to this conversation: their lines, corrections, takings back, the claim and the end."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot import links, outbox
from bot.carriage import TRAITS
from bot.links import MessageKey
from bot.outbox import OutboxRow, OutboxState
from bot.outgoing import Delete, React, Ref, Send
from bot.richtext import RichText, rich
from bot.texts import say
from handlers import complaint, leave_news
from handlers.turn import Turn, call_button
from operators import cards, history, lifecycle, tickets
from operators.events import (
    ArticleTakenBack,
    Event,
    OrganisationConfirmed,
    PermissionChanged,
    StaffEdited,
    StaffReacted,
    StaffSaid,
    StaffTookBack,
    TicketClaimed,
    TicketExpired,
    TicketResolved,
)
from operators.holding import only_holds
from operators.kinds import TicketKind
from operators.marks import FAILED, StaffMark, article_key, correction, row_of_article
from operators.staff import Staff
from operators.tickets import Ticket, TicketState


async def apply(turn: Turn, event: Event) -> None:
    """Does what the event says."""
    match event:
        case StaffSaid():
            await _said(turn, event)
        case StaffEdited():
            await _edited(turn, event)
        case StaffReacted():
            await _reacted(turn, event)
        case StaffTookBack():
            await _took_back(turn, event)
        case ArticleTakenBack():
            await _article_taken_back(turn, event)
        case PermissionChanged():
            await leave_news.told(turn, event)
        case OrganisationConfirmed():
            await turn.reply(say("entitlement-confirmed"), ((call_button(),),), formal=True)
        case _:
            await _ticket_moved(turn, event)


async def _ticket_moved(turn: Turn, event: Event) -> None:
    match event:
        case TicketClaimed():
            await _claimed(turn, event)
        case TicketResolved():
            await _resolved(turn, event)
        case TicketExpired():
            await _expired(turn, event)


async def _said(turn: Turn, event: StaffSaid) -> None:
    ticket = await tickets.get(turn.session, event.ticket_id)
    if ticket is not None:
        turn.opened(ticket)
        holds = not event.attachments and event.article is None and only_holds(event.text.text)
        lifecycle.responded(turn.session, ticket, event.staff_id, turn.now, holds=holds)
    reply_to = await _client_side_of(turn, event.reply_to)
    body = Send(event.text, reply_to=reply_to, attachments=event.attachments, preview=event.preview)
    context: dict[str, Any] = {}
    if ticket is not None and ticket.kind is TicketKind.COMPLAINT:
        body = replace(body, text=complaint.headed(ticket.id, body.text), keyboard=complaint.under(ticket))
        context = {complaint.CONTEXT: ticket.id}
    await turn.say_as_staff(
        body,
        staff_id=event.staff_id,
        sources=event.sources,
        context=_mark(event).to_context() | context,
        words=event.text.text,
        merge_key=article_key(event.ticket_id, event.article) if event.article is not None else None,
    )


def _mark(event: StaffSaid) -> StaffMark:
    mark = StaffMark(event.source.chat, event.source.id, event.topic_peer)
    return mark if event.article is None else replace(mark, ticket_id=event.ticket_id, article=event.article)


async def _client_side_of(turn: Turn, shown: MessageKey | None) -> Ref | None:
    """The client's end of a message in the topic: their own line, or an operator's line that went to them."""
    if shown is None:
        return None
    own = await _client_message(turn, shown)
    if own is not None:
        return Ref(platform=own)
    if await links.rows_shown_as(turn.session, shown):
        return None  # A card names the ticket; what was sent from it is not what is answered.
    sent = await links.rows_carrying(turn.session, shown, turn.address.channel)
    return Ref(outbox=sent[0]) if sent else None


async def _client_message(turn: Turn, shown: MessageKey) -> str | None:
    """The message of this client that stands in the topic as `shown`; of several that were joined the last."""
    rows = await links.rows_shown_as(turn.session, shown)
    for row_id in reversed(rows):
        for source in await links.sources_of(turn.session, [row_id]):
            if (source.channel, source.chat) == (turn.address.channel, turn.address.peer):
                return source.id
    return None


async def _edited(turn: Turn, event: StaffEdited) -> None:
    await history.correct(turn.session, event.source, event.text.text)
    for row_id in await links.rows_carrying(turn.session, event.source, turn.address.channel):
        mark = await _mark_of(turn, row_id)
        anew = mark is not None and mark.anew
        row = await turn.session.get(OutboxRow, row_id)
        words = event.text
        if row is not None and complaint.CONTEXT in row.context:
            words = complaint.headed(row.context[complaint.CONTEXT], words)
        text = correction(words) if anew else words
        if await outbox.change(turn.session, row_id, text, turn.now) is None:
            await _reword_undelivered(turn, row_id, text)
        if anew:
            return  # What it corrects is too old to be changed.


async def _mark_of(turn: Turn, row_id: int) -> StaffMark | None:
    row = await turn.session.get(OutboxRow, row_id)
    return StaffMark.of(row) if row is not None else None


async def _reacted(turn: Turn, event: StaffReacted) -> None:
    """The assignee's reaction on what the client said; where the client's messenger has none like it, the emoji is a
    message."""
    ticket = await tickets.get(turn.session, event.ticket_id)
    target = await _client_message(turn, event.message)
    if ticket is None or ticket.assignee_id != event.staff_id or target is None:
        return
    to, ref = turn.address.address, Ref(platform=target)
    emoji = TRAITS[to.channel].settable(event.emoji) if event.emoji else None
    if event.emoji and emoji is None:
        await outbox.enqueue(turn.session, to, Send(rich(event.emoji), reply_to=ref), turn.now)
    else:
        queue = f"reaction:{to}:{target}"
        await outbox.enqueue(turn.session, to, React(ref, emoji), turn.now, queue=queue)


async def _reword_undelivered(turn: Turn, row_id: int, text: RichText) -> None:
    """«Повторить» shall send the latest wording."""
    row = await turn.session.get(OutboxRow, row_id)
    if row is not None and row.state in FAILED and row.next_part == 0 and isinstance(body := row.body, Send):
        row.body = replace(body, text=text)


async def _took_back(turn: Turn, event: StaffTookBack) -> None:
    mark = StaffMark(event.source.chat, event.source.id, event.topic_peer, command=event.command.id)
    for row_id in await links.rows_carrying(turn.session, event.source, turn.address.channel):
        await _withdraw(turn, row_id, mark)


async def _article_taken_back(turn: Turn, event: ArticleTakenBack) -> None:
    mark = StaffMark(
        event.card.chat,
        event.card.id,
        event.topic_peer,
        command=event.command.id,
        ticket_id=event.ticket_id,
        article=event.article,
    )
    row_id = await row_of_article(turn.session, event.ticket_id, event.article)
    if row_id is not None:
        await _withdraw(turn, row_id, mark)


async def _withdraw(turn: Turn, row_id: int, mark: StaffMark) -> None:
    row = await turn.session.get(OutboxRow, row_id, with_for_update=True)
    if row is not None and row.state == OutboxState.WAITING and row.next_part == 0:
        # It has not left yet: it never will. The deletion below then finds nothing and says so.
        row.state, row.done_at = OutboxState.CANCELLED, turn.now
    delete = Delete(Ref(outbox=row_id))
    await outbox.enqueue(turn.session, turn.address.address, delete, turn.now, context=mark.to_context())
    for piece in await outbox.apart_from(turn.session, row_id):
        await _withdraw_piece(turn, piece)


async def _withdraw_piece(turn: Turn, row_id: int) -> None:
    """A file that came (or is to come) after the words it belongs to; the mark is on those."""
    row = await turn.session.get(OutboxRow, row_id, with_for_update=True)
    if row is not None and row.state == OutboxState.WAITING and row.next_part == 0:
        row.state, row.done_at = OutboxState.CANCELLED, turn.now
    elif row is not None:
        await outbox.enqueue(turn.session, turn.address.address, Delete(Ref(outbox=row_id)), turn.now)


async def _claimed(turn: Turn, event: TicketClaimed) -> None:
    staff = await turn.session.get(Staff, event.staff_id)
    ticket = await tickets.get(turn.session, event.ticket_id)
    if ticket is not None and ticket.kind is TicketKind.COMPLAINT:
        name = staff.name if staff is not None else ""
        await turn.reply(say("complaint-claimed", number=ticket.id, name=name), formal=True)
        return
    if staff is not None and await _speaks_with_us(turn):
        await turn.reply(say("hotline-claimed", name=staff.name))


async def _resolved(turn: Turn, event: TicketResolved) -> None:
    resolved = await tickets.get(turn.session, event.ticket_id)
    if resolved is not None and resolved.kind is TicketKind.COMPLAINT:
        await _complaint_over(turn, resolved)
        return
    ticket = await _current(turn, event.ticket_id)
    # Opened again meanwhile: the client wrote before they could be asked, and is not to be asked over it.
    if ticket is not None and ticket.state == TicketState.RESOLVED and await _speaks_with_us(turn):
        await turn.go("rating", turn)


async def _complaint_over(turn: Turn, ticket: Ticket) -> None:
    """It is not asked whether that is solved, and no mark is given: the button goes on with it."""
    if ticket.state == TicketState.RESOLVED:
        lifecycle.close(turn.session, ticket, turn.now)
        await cards.refresh(turn.session, ticket, turn.now)
        await turn.reply(say("complaint-over", number=ticket.id), complaint.under(ticket), formal=True)


async def _speaks_with_us(turn: Turn) -> bool:
    """Whoever has only commented in public gets nothing but the operators' own words."""
    ticket = await turn.ticket()
    if ticket is None or not ticket.source_url:
        return True
    return await history.spoke(turn.session, turn.address.id, turn.address.peer)


async def _expired(turn: Turn, event: TicketExpired) -> None:
    """Whatever was awaited is awaited no more; the buttons still work."""
    ticket = await _current(turn, event.ticket_id)
    if ticket is not None and not ticket.is_open and turn.dialogue.form_data.get("ticket") == ticket.id:
        turn.dialogue.end()


async def _current(turn: Turn, ticket_id: int) -> Ticket | None:
    """The ticket, if it is still the conversation's newest."""
    ticket = await turn.ticket()
    return ticket if ticket is not None and ticket.id == ticket_id else None
