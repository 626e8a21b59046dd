"""Seniors are called: in their own group where they have one, else in General by name."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.richtext import RichText, joined, link, rich
from operators import members, relay, roles, topics
from operators.card_text import one_line
from operators.purposes import Purpose
from operators.roles import Role
from operators.staff import Staff
from operators.tickets import Ticket
from operators.topics import Desk, Topic

_NAME_LENGTH = 60
_ONCE = timedelta(days=365)


async def call(session: AsyncSession, ticket: Ticket, words: str, now: datetime, once: str) -> None:
    """Tells them, with the way to the ticket's topic; the same `once` no second time."""
    text: RichText = rich(words)
    topic = await session.get(Topic, ticket.topic_id) if ticket.topic_id is not None else None
    if topic is not None and (place := await _place(session, topic)) is not None:
        text = text + " " + place
    own = await topics.desk_for(session, Purpose.SENIORS, ticket.centre_id)
    if own is None and (names := await _names(session)):
        text = joined([names, text])
    await relay.tell_general(session, text, now, f"senior:{once}", desk=own, within=_ONCE, about=ticket.client_id)


async def _place(session: AsyncSession, topic: Topic) -> RichText | None:
    desk = await session.get(Desk, topic.desk_id)
    url = topics.url(desk, topic) if desk is not None else None
    return link(one_line(topic.name, _NAME_LENGTH), url) if url else None


async def _names(session: AsyncSession) -> RichText | None:
    """Each name is a mention, which rings."""
    able = set(await roles.with_role(session, Role.SENIOR)) - await members.gone_from_all(session)
    people = await session.scalars(select(Staff).where(Staff.id.in_(able)).order_by(Staff.id))
    mentions = [link(one_line(one.name, _NAME_LENGTH), f"tg://user?id={one.telegram_id}") for one in people]
    return joined(mentions, ", ") if mentions else None
