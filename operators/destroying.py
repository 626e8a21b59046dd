"""The destruction of a person's data, a piece at a time: no transaction is long, and whatever was interrupted goes on.

Table by table in the order of the holdings; the accounts come last, and with them the act is written. Whoever writes
from such an account afterwards is a new client.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import structlog
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from bot.clients import Client, ClientAddress
from bot.holding import Holding
from bot.holdings import is_busy
from bot.subjects import Subject, subject_of
from operators import acts, destructions
from operators.destructions import Destruction

log = structlog.get_logger()

MOST = 500
"""Rows in one transaction: a few hundredths of a second in which nobody else writes."""


async def step(session: AsyncSession, holdings: Sequence[Holding], now: datetime, limit: int = MOST) -> bool:
    """One piece of what is due; whether there may be more. Whoever is being talked with at this minute has to wait for
    the next one."""
    after = 0
    while (found := await destructions.next_due(session, now, after)) is not None:
        subject = await subject_of(session, await destructions.addresses(session, found.id))
        if not await is_busy(session, subject, now):
            await destroy(session, found, subject, holdings, now, limit)
            return True
        after = found.id
    return False


async def destroy(
    session: AsyncSession,
    found: Destruction,
    subject: Subject,
    holdings: Sequence[Holding],
    now: datetime,
    limit: int = MOST,
) -> bool:
    """Up to `limit` rows of a person; whether all is done. The act is written with the last of them."""
    found.started_at = found.started_at or now
    await _overwrite(session)
    counts = dict(found.counts)
    for holding in holdings:
        if (gone := await holding.destroy(session, subject, limit, now)) > 0:
            counts[holding.category] = counts.get(holding.category, 0) + gone
            limit -= gone
        if limit <= 0:
            break
    found.counts = counts
    if limit <= 0:
        return False
    await _rename_shared(session, subject)
    found.done_at = now
    act = acts.write(session, found, now)
    await session.flush()
    log.info("privacy.destroyed", destruction=found.id, act=act.id, client=found.client_id)
    return True


async def _overwrite(session: AsyncSession) -> None:
    """SQLite: what is deleted is overwritten in the file as well, not only let go."""
    if session.get_bind().dialect.name == "sqlite":
        await session.execute(text("PRAGMA secure_delete = ON"))


async def _rename_shared(session: AsyncSession, subject: Subject) -> None:
    """A client who has another account as well, linked later, is called by that one."""
    gone = select(ClientAddress.client_id).where(ClientAddress.id.in_(subject.addresses))
    query = select(ClientAddress, Client).join(Client, Client.id == ClientAddress.client_id)
    query = query.where(Client.id.in_(gone), Client.id.not_in(subject.clients), ClientAddress.name != "")
    for address, client in await session.execute(query):
        client.name = address.name
