"""What the tables of messages, accounts and files hold of a person, in the order in which it is destroyed.

The accounts themselves come last (`ACCOUNTS`): by them everything else is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, cast, delete, false, literal, null, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clients import Client, ClientAddress, Consent, ConsentText
from bot.codes import LinkCode, LinkTries
from bot.file_uploads import FileUpload
from bot.files import File, FileContent, FileUse
from bot.holding import Apart, Category, Holding, Told, Why
from bot.inbox import Conversation, Cursor, InboxRow, InboxState
from bot.joins import AddressHome, ClientJoin
from bot.kept_secrets import KeptSecret
from bot.links import MessageLink
from bot.outbox import EMPTY, GONE, OutboxRow, OutboxState
from bot.subjects import Subject

_UNREAD_FOR = timedelta(days=1)
"""What was not processed for so long is not waited for: its messenger is switched off."""


async def is_busy(session: AsyncSession, subject: Subject, now: datetime) -> bool:
    """Whether something of the person's is under way this minute: an update not processed yet, a message in flight."""
    flies = select(OutboxRow.id).where(_outbox(subject), OutboxRow.state == OutboxState.IN_FLIGHT)
    unread = select(InboxRow.id).where(_inbox(subject), InboxRow.state == InboxState.NEW)
    unread = unread.where(InboxRow.received_at > now - _UNREAD_FOR)
    return await session.scalar(flies.limit(1)) is not None or await session.scalar(unread.limit(1)) is not None


def holders(kind: str, keys: Sequence[Any]) -> list[str]:
    """As `bot.files` names whoever shows a file."""
    return [f"{kind}:{key}" for key in keys]


async def let_files_go(session: AsyncSession, kind: str, keys: Sequence[Any]) -> None:
    """These rows show no file any more; contents that nobody else shows are deleted (`bot.unused_files`)."""
    await session.execute(delete(FileUse).where(FileUse.holder.in_(holders(kind, keys))))


async def let_outbox_go(session: AsyncSession, keys: Sequence[Any], _now: datetime) -> None:
    """What stands behind outbox rows: their files, and where they stand on the platform."""
    await let_files_go(session, "outbox", keys)
    await session.execute(delete(MessageLink).where(MessageLink.outbox_id.in_(keys)))


def _conversations(subject: Subject) -> Any:
    return select(Conversation.id).where(Conversation.key.in_(subject.conversations))


def _inbox(subject: Subject) -> ColumnElement[bool]:
    return InboxRow.conversation_id.in_(_conversations(subject))


def _outbox(subject: Subject) -> ColumnElement[bool]:
    """(Spelled out for each account: so every database finds the rows by an index.)"""
    return or_(false(), *(and_(OutboxRow.channel == one.channel, OutboxRow.peer == one.peer) for one in subject.peers))


def _links(subject: Subject) -> ColumnElement[bool]:
    """By either end."""
    link = MessageLink
    carried = (and_(link.source_channel == one.channel, link.source_chat == one.peer) for one in subject.peers)
    shown = (and_(link.channel == one.channel, link.chat == one.peer) for one in subject.peers)
    return or_(false(), *carried, *shown)


def _account(row: ClientAddress) -> Told:
    return {
        "messenger": row.channel,
        "account": row.peer,
        "name": row.name,
        "username": row.username,
        "phone": row.phone,
    }


def _consent(row: Consent) -> Told:
    return {
        "purpose": row.purpose,
        "version": row.version,
        "messenger": row.channel,
        "given": row.given_at,
        "withdrawn": row.withdrawn_at,
    }


def _join(row: ClientJoin) -> Told:
    return {"at": row.joined_at, "undone": row.undone_at}


def blank_outbox(peer: Any) -> dict[str, Any]:
    """A message without its words, which will not be sent any more; when it was written and sent stays."""
    waits = OutboxRow.state == OutboxState.WAITING
    return {
        "body_json": EMPTY,
        "context": {},
        "merge_key": null(),
        "error": null(),
        "state": case((waits, literal(OutboxState.CANCELLED, OutboxRow.state.type)), else_=OutboxRow.state),
        "peer": peer,
        "queue": GONE,
    }


def outbox_left() -> ColumnElement[bool]:
    """What is in flight is not touched."""
    return and_(OutboxRow.queue.not_like(f"{GONE}%"), OutboxRow.state != OutboxState.IN_FLIGHT)


MESSAGES: tuple[Holding, ...] = (
    Holding(InboxRow, Category.MESSAGES, _inbox),
    Holding(
        OutboxRow,
        Category.MESSAGES,
        _outbox,
        blank=blank_outbox(literal(GONE) + cast(OutboxRow.id, String)),
        left=outbox_left,
        before=let_outbox_go,
    ),
    Holding(MessageLink, Category.SERVICE, _links),
    Holding(LinkCode, Category.SERVICE, lambda subject: LinkCode.address_id.in_(subject.addresses)),
    Holding(LinkTries, Category.SERVICE, lambda subject: LinkTries.address_id.in_(subject.addresses)),
)

ACCOUNTS: tuple[Holding, ...] = (
    Holding(
        ClientJoin,
        Category.ACCOUNTS,
        lambda subject: or_(ClientJoin.issuer_id.in_(subject.addresses), ClientJoin.redeemer_id.in_(subject.addresses)),
        told=_join,
    ),
    Holding(Conversation, Category.SERVICE, lambda subject: Conversation.key.in_(subject.conversations)),
    Holding(
        Client,
        Category.ACCOUNTS,
        lambda subject: Client.id.in_(subject.clients),
        blank={"name": ""},
        left=lambda: Client.name != "",
    ),
    # Behind the clients that they lead to: whatever is interrupted here finds them again.
    Holding(AddressHome, Category.SERVICE, lambda subject: AddressHome.address_id.in_(subject.addresses)),
    Holding(
        ClientAddress,
        Category.ACCOUNTS,
        lambda subject: ClientAddress.id.in_(subject.addresses),
        blank={
            "peer": literal(GONE) + cast(ClientAddress.id, String),
            "name": "",
            "username": null(),
            "phone": null(),
            "unreachable_reason": null(),
        },
        left=lambda: ClientAddress.peer.not_like(f"{GONE}%"),
        told=_account,
    ),
)

CONSENTS = Holding(
    Consent,
    Category.CONSENTS,
    lambda subject: Consent.address_id.in_(subject.addresses),
    told=_consent,
    kept=True,
)
"""Kept as the proof of what was agreed to, by the number of a client of whom nothing else is left."""

APART: tuple[Apart, ...] = (
    Apart(ConsentText, Why.IMPERSONAL),
    Apart(Cursor, Why.IMPERSONAL),
    Apart(KeptSecret, Why.IMPERSONAL),
    # A file is known by its contents: it goes when nobody shows it any more.
    Apart(FileUse, Why.IMPERSONAL),
    Apart(File, Why.IMPERSONAL),
    Apart(FileContent, Why.IMPERSONAL),
    Apart(FileUpload, Why.IMPERSONAL),
)
