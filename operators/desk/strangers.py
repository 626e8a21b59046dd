"""Whoever finds the desk's bot in private gets one polite refusal a day, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Update

from bot import outbox
from bot.messages import Address
from bot.outbox import Lane, OutboxRow
from bot.outgoing import Answer, Send, Signal
from bot.richtext import rich
from bot.texts import say
from operators.topics import CHANNEL

_AGAIN = timedelta(days=1)


async def refuse(session: AsyncSession, update: Update, now: datetime) -> tuple[Signal, ...]:
    """Answers a private message (not a correction of one) and a pressed button; whoever it is, also an operator."""
    query, chat = update.callback_query, update.effective_chat
    if query is not None:
        return (Answer(CHANNEL, query.id, say("guard-private"), alert=True),)
    if update.message is None or chat is None:
        return ()
    key = f"stranger:{chat.id}"
    told = select(OutboxRow.id).where(OutboxRow.merge_key == key, OutboxRow.created_at > now - _AGAIN).limit(1)
    if await session.scalar(told) is None:
        body = Send(rich(say("guard-private")))
        await outbox.enqueue(
            session, Address(CHANNEL, f"private:{chat.id}"), body, now, lane=Lane.NOTICE, merge_key=key
        )
    return ()
