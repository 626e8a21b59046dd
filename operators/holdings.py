"""What the back office's tables hold of a person: requests, the conversation, the card, what staff wrote about them;
in the order in which it is destroyed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, String, and_, cast, delete, literal, null, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.describing import described
from bot.files import FileUse
from bot.holding import Apart, Category, Holding, Told, Why
from bot.holdings import blank_outbox, let_files_go, let_outbox_go, outbox_left
from bot.inbox import Conversation, InboxRow, InboxState
from bot.outbox import GONE, OutboxRow
from bot.subjects import Subject
from knowledge.gaps import Gap
from knowledge.learning import AnswerMark, Wording, WordingState
from operators import relay, topics
from operators.acts import Act
from operators.answers import AnswerNote, ExpertAnswer
from operators.centres import Centre, CentreDay
from operators.confirmations import OrganisationConfirmation
from operators.contacts import ContactCard
from operators.destructions import Destruction, DestructionAddress
from operators.drafts import Draft
from operators.exports import Export
from operators.history import Line
from operators.leave_permissions import LeavePermission
from operators.letters import Letter
from operators.members import DeskMember
from operators.notes import DeskNote, NotePiece
from operators.opt_outs import OptOut
from operators.organisations import Organisation, OrganisationPerson
from operators.personal_managers import PersonalManager
from operators.retention import RetentionMark
from operators.roles import Absence, StaffRole, StaffSkill
from operators.staff import Staff
from operators.tickets import Ticket, TicketEvent, TicketState
from operators.topics import CHANNEL, Desk, DeskPurpose, Topic


def _tickets(subject: Subject) -> Any:
    return select(Ticket.id).where(Ticket.address_id.in_(subject.addresses))


def _topics(subject: Subject) -> Any:
    return select(Topic.id).where(Topic.client_id.in_(subject.clients))


def _lines(subject: Subject) -> ColumnElement[bool]:
    return Line.address_id.in_(subject.addresses)


def _notes(subject: Subject) -> Any:
    return select(DeskNote.id).where(DeskNote.topic_id.in_(_topics(subject)))


def _files(subject: Subject) -> ColumnElement[bool]:
    """What their lines show."""
    return FileUse.holder.in_(select(literal("line:") + cast(Line.id, String)).where(_lines(subject)))


def _topic_rows(subject: Subject) -> ColumnElement[bool]:
    peers = select(literal("topic:") + cast(Topic.id, String)).where(Topic.client_id.in_(subject.clients))
    return (OutboxRow.channel == CHANNEL) & OutboxRow.peer.in_(peers)


def _news_rows(subject: Subject) -> ColumnElement[bool]:
    """What was told of them in General, to the seniors too."""
    about = OutboxRow.context[relay.ABOUT].as_integer().in_(subject.clients)
    return and_(OutboxRow.channel == CHANNEL, OutboxRow.peer.like("general:%"), about)


def _letters(subject: Subject) -> Any:
    return select(Letter.outbox_id).where(Letter.ticket_id.in_(_tickets(subject)))


def _letter_rows(subject: Subject) -> ColumnElement[bool]:
    """Letters, and the files that followed them."""
    apart = select(literal("apart:") + cast(Letter.outbox_id, String)).where(Letter.ticket_id.in_(_tickets(subject)))
    return OutboxRow.id.in_(_letters(subject)) | OutboxRow.merge_key.in_(apart)


def _mail_inbox(subject: Subject) -> ColumnElement[bool]:
    """Their answers to letters, as they came."""
    written = select(literal("email:") + Letter.address).where(Letter.ticket_id.in_(_tickets(subject)))
    carded = select(literal("email:") + ContactCard.email).where(ContactCard.client_id.in_(subject.clients))
    keys = Conversation.key.in_(written) | Conversation.key.in_(carded)
    return InboxRow.conversation_id.in_(select(Conversation.id).where(keys))


def _topic_inbox(subject: Subject) -> ColumnElement[bool]:
    """What staff wrote in their topics, as it came. (What is not processed yet is taken then.)"""
    key = literal("desk:") + Desk.chat_id + ":" + Topic.thread_id
    keys = (
        select(key).select_from(Topic).join(Desk, Desk.id == Topic.desk_id).where(Topic.client_id.in_(subject.clients))
    )
    return InboxRow.conversation_id.in_(select(Conversation.id).where(Conversation.key.in_(keys)))


async def _let_lines_go(session: AsyncSession, keys: Sequence[Any], _now: datetime) -> None:
    await let_files_go(session, "line", keys)


async def let_notes_go(session: AsyncSession, keys: Sequence[Any], _now: datetime) -> None:
    """What hangs on notes of staff: files, pieces of albums, their places in an answer."""
    await let_files_go(session, "note", keys)
    await session.execute(delete(AnswerNote).where(AnswerNote.note_id.in_(keys)))
    await session.execute(delete(NotePiece).where(NotePiece.note_id.in_(keys)))


async def _let_cards_go(session: AsyncSession, keys: Sequence[Any], _now: datetime) -> None:
    """What has happened to a ticket, without the words that it was told in."""
    for event in await session.scalars(select(TicketEvent).where(TicketEvent.ticket_id.in_(keys))):
        event.details = {key: value for key, value in event.details.items() if not isinstance(value, str)}
    await session.flush()


async def _let_topics_go(session: AsyncSession, keys: Sequence[Any], now: datetime) -> None:
    """The topic goes with everything that stands in it."""
    for topic in await session.scalars(select(Topic).where(Topic.id.in_(keys))):
        await topics.drop(session, topic, now)


async def _let_permissions_go(session: AsyncSession, keys: Sequence[Any], _now: datetime) -> None:
    await let_files_go(session, "permission", keys)


def _permission(row: LeavePermission) -> Told:
    """The leave, which nobody else shall know of."""
    return {
        "at": row.created_at,
        "state": row.state,
        "attachments": [described(one) for one in row.attachments] or None,
    }


def _said_by(subject: Subject) -> ColumnElement[bool]:
    """Proposed wordings in their words. What an article has learned stays: a person has confirmed each of those, and it
    tells nobody's data (`operators.private_words`)."""
    asked: list[Any] = [
        select(Line.text).where(_lines(subject)),
        select(Ticket.question).where(Ticket.address_id.in_(subject.addresses)),
        select(AnswerMark.question).where(AnswerMark.address_id.in_(subject.addresses)),
        select(Gap.question).where(Gap.address_id.in_(subject.addresses)),
    ]
    return (Wording.state != WordingState.LEARNED) & or_(*(Wording.text.in_(words) for words in asked))


def _line(row: Line) -> Told:
    """Staff are told by what they are: their names are data of theirs."""
    return {
        "at": row.at,
        "author": row.author,
        "text": row.text,
        "earlier": list(row.earlier) or None,
        "attachments": [described(one) for one in row.attachments] or None,
        "number": row.ticket_id,
    }


def _letter(row: Letter) -> Told:
    return {"number": row.ticket_id, "email": row.address, "at": row.sent_at}


def _ticket(row: Ticket) -> Told:
    return {
        "number": row.id,
        "kind": row.kind,
        "opened": row.opened_at,
        "state": row.state,
        "question": row.question,
        "comment_url": row.source_url,
        "first_response": row.first_response_at,
        "closed": row.closed_at or row.resolved_at,
        "solved": row.solved,
        "mark": row.rating,
        "comment": row.rating_comment,
        "refusal": row.refusal,
    }


def _card(row: ContactCard) -> Told:
    return {
        "name": row.name,
        "organisation": row.organisation,
        "inn": row.inn,
        "phone": row.phone,
        "email": row.email,
        "updated": row.updated_at,
    }


def _request(row: Destruction) -> Told:
    return {"asked": row.asked_at, "due": row.due_at, "cancelled": row.cancelled_at}


BACK_OFFICE: tuple[Holding, ...] = (
    Holding(Wording, Category.OPINIONS, _said_by),
    Holding(FileUse, Category.FILES, _files),
    Holding(InboxRow, Category.LETTERS, _mail_inbox, left=lambda: InboxRow.state != InboxState.NEW),
    Holding(InboxRow, Category.NOTES, _topic_inbox, left=lambda: InboxRow.state != InboxState.NEW),
    Holding(
        OutboxRow,
        Category.MESSAGES,
        _topic_rows,
        blank=blank_outbox(OutboxRow.peer),
        left=outbox_left,
        before=let_outbox_go,
    ),
    Holding(
        OutboxRow,
        Category.MESSAGES,
        _news_rows,
        blank=blank_outbox(OutboxRow.peer),
        left=outbox_left,
        before=let_outbox_go,
    ),
    Holding(
        OutboxRow,
        Category.LETTERS,
        _letter_rows,
        blank=blank_outbox(literal(GONE) + cast(OutboxRow.id, String)),
        left=outbox_left,
        before=let_outbox_go,
    ),
    Holding(Letter, Category.LETTERS, lambda subject: Letter.ticket_id.in_(_tickets(subject)), told=_letter),
    Holding(DeskNote, Category.NOTES, lambda subject: DeskNote.id.in_(_notes(subject)), before=let_notes_go),
    Holding(NotePiece, Category.NOTES, lambda subject: NotePiece.note_id.in_(_notes(subject))),
    Holding(Draft, Category.NOTES, lambda subject: Draft.ticket_id.in_(_tickets(subject))),
    Holding(Line, Category.MESSAGES, _lines, before=_let_lines_go, told=_line),
    Holding(
        Ticket,
        Category.REQUESTS,
        lambda subject: Ticket.address_id.in_(subject.addresses),
        blank={
            "question": "",
            "source_url": null(),
            "suggestions": [],
            "sent_suggestions": [],
            "rating_comment": null(),
            "organisation_id": null(),
            "state": TicketState.CLOSED,
        },
        stamp="anonymised_at",
        left=lambda: Ticket.anonymised_at.is_(None),
        before=_let_cards_go,
        told=_ticket,
    ),
    Holding(Export, Category.SERVICE, lambda subject: Export.address_id.in_(subject.addresses)),
    Holding(
        OrganisationConfirmation,
        Category.SERVICE,
        lambda subject: OrganisationConfirmation.client_id.in_(subject.clients),
    ),
    Holding(
        LeavePermission,
        Category.CARD,
        lambda subject: LeavePermission.address_id.in_(subject.addresses),
        before=_let_permissions_go,
        told=_permission,
    ),
    Holding(ContactCard, Category.CARD, lambda subject: ContactCard.client_id.in_(subject.clients), told=_card),
    Holding(
        Topic,
        Category.ACCOUNTS,
        lambda subject: Topic.client_id.in_(subject.clients),
        blank={"name": ""},
        left=lambda: Topic.name != "",
        before=_let_topics_go,
    ),
)

OPT_OUTS = Holding(OptOut, Category.CONSENTS, lambda subject: OptOut.client_id.in_(subject.clients))

REQUESTS = Holding(
    Destruction,
    Category.CONSENTS,
    lambda subject: Destruction.id.in_(
        select(DestructionAddress.destruction_id).where(DestructionAddress.address_id.in_(subject.addresses))
    ),
    told=_request,
    kept=True,
)

APART: tuple[Apart, ...] = (
    Apart(TicketEvent, Why.IMPERSONAL),
    Apart(ExpertAnswer, Why.IMPERSONAL),
    Apart(AnswerNote, Why.IMPERSONAL),
    Apart(Act, Why.PROOF),
    Apart(RetentionMark, Why.IMPERSONAL),
    Apart(DestructionAddress, Why.PROOF),
    Apart(Organisation, Why.CONTRACT),
    Apart(OrganisationPerson, Why.CONTRACT),
    Apart(Centre, Why.IMPERSONAL),
    Apart(CentreDay, Why.IMPERSONAL),
    Apart(Desk, Why.IMPERSONAL),
    Apart(DeskPurpose, Why.IMPERSONAL),
    Apart(PersonalManager, Why.STAFF),
    Apart(Staff, Why.STAFF),
    Apart(DeskMember, Why.STAFF),
    Apart(StaffRole, Why.STAFF),
    Apart(StaffSkill, Why.STAFF),
    Apart(Absence, Why.STAFF),
)
