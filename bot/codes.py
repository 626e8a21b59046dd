"""One-time codes by which a person shows that accounts in two messengers are theirs: issued in one, typed in the other.

How they look is `bot.code_shape`. Kept as hashes; the code itself stands only in the message that told it. The rows are
destroyed with the address.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, joinedload, mapped_column

from bot.clients import ClientAddress
from bot.code_shape import DIGITS, LETTERS, PAIRS
from bot.database import Base

LIFE = timedelta(minutes=15)
"""How long a code may be typed; and how long an address that guesses has to wait."""

MOST_TRIES = 5
"""Wrong codes from one address in a row, and vain uses of one code."""

_KEPT = timedelta(days=1)
"""For so long a code that is over can be told from one that never was."""


class LinkCode(Base):
    """A code, as a hash; of several of one address only the last can be used."""

    __tablename__ = "link_codes"
    __table_args__ = (Index("ix_link_codes_address_id", "address_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    """How often it was typed where it cannot be used."""


class LinkTries(Base):
    """The wrong codes that an address typed since a moment."""

    __tablename__ = "link_tries"

    address_id: Mapped[int] = mapped_column(ForeignKey("client_addresses.id"), primary_key=True)
    wrong: Mapped[int]
    since: Mapped[datetime]


class Verdict(StrEnum):
    """What a code is worth to the address that typed it."""

    GOOD = "good"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    USED = "used"
    OWN = "own"
    SAME_MESSENGER = "same-messenger"
    LINKED = "linked"
    LOCKED = "locked"
    WITHDRAWN = "withdrawn"
    """One of the two has withdrawn their consent: what they become together would be half destroyed."""


@dataclass(frozen=True, slots=True)
class Checked:
    """The verdict, and whose code it is where there is such a code."""

    verdict: Verdict
    issuer: ClientAddress | None = None


async def issue(session: AsyncSession, address: ClientAddress, now: datetime) -> str:
    """A new code of this address; its earlier ones are over."""
    await session.execute(delete(LinkCode).where(LinkCode.expires_at < now - _KEPT))
    earlier = update(LinkCode).where(LinkCode.address_id == address.id, LinkCode.expires_at > now)
    await session.execute(earlier.values(expires_at=now))
    while True:
        code = "".join(secrets.choice(LETTERS) + secrets.choice(DIGITS) for _ in range(PAIRS))
        digest = _digest(code)
        if await session.scalar(select(LinkCode.id).where(LinkCode.digest == digest)) is None:
            session.add(LinkCode(address_id=address.id, digest=digest, issued_at=now, expires_at=now + LIFE))
            return code


async def check(session: AsyncSession, code: str, by: ClientAddress, now: datetime) -> Checked:
    """Whether `by` may use this code; a good one is used by that. Guessing is counted, and refused for a while."""
    if await _is_locked(session, by, now):
        return Checked(Verdict.LOCKED)
    row = await session.scalar(select(LinkCode).where(LinkCode.digest == _digest(code)).with_for_update())
    if row is None:
        await _count_wrong(session, by, now)
        return Checked(Verdict.UNKNOWN)
    if row.used_at is not None:
        return Checked(Verdict.USED)
    if row.expires_at <= now or row.tries >= MOST_TRIES:
        return Checked(Verdict.EXPIRED)
    issuer = await session.get_one(ClientAddress, row.address_id, options=[joinedload(ClientAddress.client)])
    verdict = _between(issuer, by)
    if verdict is Verdict.GOOD:
        row.used_at = now
    else:
        row.tries += 1
    return Checked(verdict, issuer)


def _between(issuer: ClientAddress, by: ClientAddress) -> Verdict:
    if issuer.id == by.id:
        return Verdict.OWN
    if issuer.client_id == by.client_id:
        return Verdict.LINKED
    return Verdict.SAME_MESSENGER if issuer.channel == by.channel else Verdict.GOOD


async def _is_locked(session: AsyncSession, address: ClientAddress, now: datetime) -> bool:
    tries = await session.get(LinkTries, address.id)
    return tries is not None and tries.wrong >= MOST_TRIES and now - tries.since < LIFE


async def _count_wrong(session: AsyncSession, address: ClientAddress, now: datetime) -> None:
    """`since` moves with every wrong code: whoever goes on guessing waits from the last one on."""
    tries = await session.get(LinkTries, address.id)
    if tries is None:
        session.add(LinkTries(address_id=address.id, wrong=1, since=now))
        return
    tries.wrong = tries.wrong + 1 if now - tries.since < LIFE else 1
    tries.since = now


def _digest(code: str) -> str:
    """Slow (some ten milliseconds), so that whoever reads the table cannot try all ten million codes in time."""
    return hashlib.scrypt(code.encode(), salt=b"liniya link code", n=2**12, r=8, p=1, dklen=32).hex()
