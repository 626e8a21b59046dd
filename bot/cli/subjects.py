"""Whom an administrator means, what is kept of them in numbers, and files that nobody else may read."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import LiniyaError
from bot.texts import say

if TYPE_CHECKING:
    from sqlalchemy.ext.asyncio import AsyncSession

    from bot.subjects import Subject


async def found(session: AsyncSession, who: str) -> tuple[int, Subject]:
    """The client, by number, account, phone or address. Raises `LiniyaError` when there is none, or more than one."""
    from bot.subjects import subject_now

    numbers = sorted(set(await _candidates(session, who.strip())))
    living = [(number, await subject_now(session, number)) for number in numbers]
    living = [(number, subject) for number, subject in living if subject.addresses]
    if not living:
        raise LiniyaError(say("privacy-cli-nobody"))
    if len(living) > 1:
        raise LiniyaError(say("privacy-cli-several", numbers=", ".join(str(number) for number, _ in living)))
    return living[0]


async def counted(session: AsyncSession, subject: Subject) -> list[str]:
    """«— Сообщения: 14» for each category that there is something of."""
    from handlers.holdings import HOLDINGS

    counts: Counter[str] = Counter()
    for holding in HOLDINGS:
        counts[say(f"privacy-category-{holding.category}")] += await holding.count(session, subject)
    return [f"— {name}: {count}" for name, count in counts.items() if count]


def write_private(path: Path, text: str, *, force: bool) -> None:
    """A new file that its owner alone can read. Raises `LiniyaError`."""
    from bot.system_errors import reason

    if path.exists() and not force:
        raise LiniyaError(say("privacy-cli-exists", path=str(path)))
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise LiniyaError(say("privacy-cli-not-written", path=str(path), reason=reason(error))) from error


async def _candidates(session: AsyncSession, who: str) -> list[int]:
    from sqlalchemy import select

    from bot import clients
    from bot.messages import Address
    from operators import reaching
    from operators.contacts import ContactCard

    channel, separator, peer = who.partition(":")
    if separator:
        address = await clients.find_address(session, Address(channel, peer))
        return [address.client_id] if address is not None else []
    phone, email = reaching.phone(who), reaching.email(who)
    if phone is None and email is None:
        return [int(who)] if who.isascii() and who.isdecimal() and len(who) < 10 else []
    query = select(ContactCard.client_id)
    told = ContactCard.phone == phone if phone else ContactCard.email == email
    return list(await session.scalars(query.where(told)))
