"""Clients and their addresses: a client is a person, not an account.

The consent that stands here is the proof the law asks for: who, when, which version, and where it was given.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from bot.calls import Closed, Destination
from bot.database import Base, insert_for, words
from bot.errors import DeliveryError, Unreachable
from bot.messages import Address, Person
from bot.outbox import OutboxRow


class Client(Base):
    """A person who uses the line."""

    __tablename__ = "clients"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]


class ClientAddress(Base):
    """An account of a client in a messenger."""

    __tablename__ = "client_addresses"
    __table_args__ = (UniqueConstraint("channel", "peer"), Index("ix_client_addresses_client_id", "client_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    channel: Mapped[str] = mapped_column(String(40))
    peer: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(Text)
    username: Mapped[str | None] = mapped_column(Text)
    phone: Mapped[str | None] = mapped_column(String(20))
    """The account's own number, as the messenger told when its owner pressed the button for it; never one typed."""
    unreachable_since: Mapped[datetime | None]
    unreachable_reason: Mapped[str | None] = mapped_column(Text)

    client: Mapped[Client] = relationship(lazy="raise")

    @property
    def address(self) -> Address:
        """As messages name it."""
        return Address(self.channel, self.peer)


class ConsentPurpose(StrEnum):
    """What a client may agree to; the law wants each to be given by itself."""

    PERSONAL_DATA = "personal_data"
    ADVERTISING = "advertising"


class ConsentText(Base):
    """A text that was agreed to, as it was shown: kept for good, so that it can be proven later what a consent is to.
    `url` is where the full text stood. The same version in other words is another text."""

    __tablename__ = "consent_texts"
    __table_args__ = (UniqueConstraint("purpose", "version", "sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    purpose: Mapped[ConsentPurpose] = mapped_column(words(ConsentPurpose, 20))
    version: Mapped[str] = mapped_column(String(50))
    sha256: Mapped[str] = mapped_column(String(64))
    """Of the text and the URL."""
    text: Mapped[str] = mapped_column(Text)
    url: Mapped[str | None] = mapped_column(Text)
    first_used_at: Mapped[datetime]


class Consent(Base):
    """A client's consent: who, to what, which version of the text, when and where. Nothing of it is ever changed, but
    that it may be withdrawn. One from before texts were kept has none."""

    __tablename__ = "consents"
    __table_args__ = (Index("ix_consents_client_id", "client_id"), Index("ix_consents_address_id", "address_id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    purpose: Mapped[ConsentPurpose] = mapped_column(words(ConsentPurpose, 20), default=ConsentPurpose.PERSONAL_DATA)
    version: Mapped[str] = mapped_column(String(50))
    text_id: Mapped[int | None] = mapped_column(ForeignKey("consent_texts.id"))
    channel: Mapped[str] = mapped_column(String(40))
    given_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]


_ADDRESS = (
    select(ClientAddress)
    .where(ClientAddress.channel == bindparam("channel"), ClientAddress.peer == bindparam("peer"))
    .options(joinedload(ClientAddress.client))
)


async def find_address(session: AsyncSession, address: Address) -> ClientAddress | None:
    """An address that is known, with its client."""
    return await session.scalar(_ADDRESS, {"channel": address.channel, "peer": address.peer})


async def meet(
    session: AsyncSession, address: Address, person: Person, now: datetime, *, wrote: bool = True
) -> ClientAddress:
    """The address of whoever did something, made with a client of its own at the first time; whoever `wrote` to us can
    be reached again."""
    known = await find_address(session, address)
    if known is None:
        client = Client(name=person.name, created_at=now)
        known = ClientAddress(
            client=client, channel=address.channel, peer=address.peer, name=person.name, username=person.username
        )
        session.add(known)
        await session.flush()
        return known
    if (known.name, known.username) != (person.name, person.username):
        # A client with several accounts keeps the name that another one gave.
        if known.client.name == known.name:
            known.client.name = person.name
        known.name, known.username = person.name, person.username
    if wrote:
        known.unreachable_since = known.unreachable_reason = None
    return known


async def channels_of(session: AsyncSession, client_id: int) -> set[str]:
    """The messengers in which a client has written."""
    return set(await session.scalars(select(ClientAddress.channel).where(ClientAddress.client_id == client_id)))


async def addresses_of(session: AsyncSession, client_id: int) -> Sequence[ClientAddress]:
    """The accounts of a client, oldest first."""
    query = select(ClientAddress).where(ClientAddress.client_id == client_id).order_by(ClientAddress.id)
    return (await session.scalars(query)).all()


async def mark_unreachable(session: AsyncSession, address: Address, reason: str, now: datetime) -> None:
    """Nothing is sent to this address until the person writes again."""
    where = (ClientAddress.channel == address.channel, ClientAddress.peer == address.peer)
    await session.execute(update(ClientAddress).where(*where).values(unreachable_since=now, unreachable_reason=reason))


async def unreachable_reasons(session: AsyncSession, channel: str, peers: Collection[str]) -> dict[str, str]:
    """Which of these peers cannot be written to, and why."""
    query = select(ClientAddress.peer, ClientAddress.unreachable_reason).where(
        ClientAddress.channel == channel,
        ClientAddress.peer.in_(peers),
        ClientAddress.unreachable_since.is_not(None),
    )
    return {peer: reason or "" for peer, reason in await session.execute(query)}


async def has_consent(
    session: AsyncSession, client_id: int, version: str, purpose: ConsentPurpose = ConsentPurpose.PERSONAL_DATA
) -> bool:
    """Whether this version was agreed to, and still is."""
    given = _consents_of(client_id, purpose).where(Consent.version == version)
    return await session.scalar(given) is not None


async def ever_consented(
    session: AsyncSession, client_id: int, purpose: ConsentPurpose = ConsentPurpose.PERSONAL_DATA
) -> bool:
    """Whether any version was agreed to, and still is."""
    return await session.scalar(_consents_of(client_id, purpose)) is not None


def _consents_of(client_id: int, purpose: ConsentPurpose) -> Select[int]:
    """By the accounts that are the client's now: where some were just linked or parted, what they own follows later."""
    given = select(Consent.id).join(ClientAddress, ClientAddress.id == Consent.address_id)
    standing = (Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
    return given.where(ClientAddress.client_id == client_id, *standing).limit(1)


def record_consent(
    session: AsyncSession,
    address: ClientAddress,
    version: str,
    now: datetime,
    purpose: ConsentPurpose = ConsentPurpose.PERSONAL_DATA,
    text: ConsentText | None = None,
) -> None:
    """Keeps who agreed to what, when and where."""
    consent = Consent(client_id=address.client_id, address_id=address.id, version=version, given_at=now)
    consent.purpose, consent.channel = purpose, address.channel
    consent.text_id = text.id if text is not None else None
    session.add(consent)


async def consent_text(
    session: AsyncSession, purpose: ConsentPurpose, version: str, text: str, url: str | None, now: datetime
) -> ConsentText:
    """The text as it is shown now, kept from its first use on."""
    digest = text_mark(text, url)
    key = {"purpose": purpose, "version": version, "sha256": digest}
    values = key | {"text": text, "url": url, "first_used_at": now}
    await session.execute(insert_for(session, ConsentText).values(values).on_conflict_do_nothing())
    query = select(ConsentText).where(ConsentText.purpose == purpose, ConsentText.version == version)
    return (await session.scalars(query.where(ConsentText.sha256 == digest))).one()


def text_mark(text: str, url: str | None) -> str:
    """SHA-256 (hex) of a text and where it stood in full."""
    return hashlib.sha256("\n".join((text, url or "")).encode()).hexdigest()


async def consents_of(session: AsyncSession, client_id: int) -> Sequence[Consent]:
    """Every consent of a client's accounts, oldest first, those that were withdrawn as well."""
    query = select(Consent).join(ClientAddress, ClientAddress.id == Consent.address_id)
    return (await session.scalars(query.where(ClientAddress.client_id == client_id).order_by(Consent.id))).all()


async def withdraw_consents(session: AsyncSession, client_id: int, now: datetime, *purposes: ConsentPurpose) -> None:
    """The consents of a client's accounts to these purposes stand no more."""
    own = select(ClientAddress.id).where(ClientAddress.client_id == client_id)
    standing = (Consent.address_id.in_(own), Consent.purpose.in_(purposes), Consent.withdrawn_at.is_(None))
    await session.execute(update(Consent).where(*standing).values(withdrawn_at=now))


class ClientBook:
    """The address book of a clients' channel: a peer is the platform's chat id; who left is not written to."""

    def __init__(self, channel: str) -> None:
        self._channel = channel

    async def find(self, session: AsyncSession, peers: Collection[str]) -> Mapping[str, Destination | Closed]:
        """Every peer is its own destination, unless it is marked unreachable."""
        reasons = await unreachable_reasons(session, self._channel, peers)
        return {peer: Closed(reasons[peer]) if peer in reasons else Destination(peer) for peer in peers}

    async def heal(self, session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        """Whoever cannot be reached is marked until they write again."""
        if isinstance(error, Unreachable):
            await mark_unreachable(session, row.address, error.reason, now)
        return False
