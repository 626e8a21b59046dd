"""Desks and topics: where in the operators' groups a client's matters stand.

A topic belongs to (client, desk); where accounts were joined, the oldest one stays. Its thread is made by a durable
step in the outbox, so a row may be addressed to a topic that does not exist on the platform yet; a thread that
vanished is made anew and the message goes there.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, Select, String, Text, UniqueConstraint, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

import operators.centres  # noqa: F401  (a desk may be one centre's)
from bot import joins, outbox
from bot.clients import Client
from bot.database import Base, words
from bot.messages import Address
from bot.outbox import GONE, Lane, OutboxRow, OutboxState, Precedence
from bot.outgoing import DropTopic, OpenTopic, ReopenTopic
from operators.purposes import SHARED, Purpose

CHANNEL = "desk"

_SUPERGROUP = "-100"

_REFUSED_PAUSE = timedelta(minutes=1)

COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
"""The icon colours that the Bot API allows."""


class Desk(Base):
    """A group of operators. `configured_chat_id` is what the settings name; `chat_id` where it is now (a group that is
    upgraded gets another id)."""

    __tablename__ = "desks"

    id: Mapped[int] = mapped_column(primary_key=True)
    configured_chat_id: Mapped[str] = mapped_column(String(40), unique=True)
    chat_id: Mapped[str] = mapped_column(String(40), index=True)


class DeskPurpose(Base):
    """What a desk serves, for one centre or (None) for all that have no desk of their own for it."""

    __tablename__ = "desk_purposes"
    __table_args__ = (Index("ix_desk_purposes_purpose_centre_id", "purpose", "centre_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    purpose: Mapped[Purpose] = mapped_column(words(Purpose, 20))
    centre_id: Mapped[int | None] = mapped_column(ForeignKey("centres.id"))


class Topic(Base):
    """The forum topic of a client at a desk; `thread_id` is None while it has to be made."""

    __tablename__ = "topics"
    __table_args__ = (
        UniqueConstraint("client_id", "desk_id"),
        Index("ix_topics_desk_id_thread_id", "desk_id", "thread_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("clients.id"))
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    name: Mapped[str] = mapped_column(Text)
    thread_id: Mapped[str | None] = mapped_column(String(40))

    @property
    def address(self) -> Address:
        """Where outbox rows for this topic go."""
        return Address(CHANNEL, f"topic:{self.id}")


async def set_up_desk(
    session: AsyncSession, chat_id: str, purpose: Purpose = Purpose.HOTLINE, centre_id: int | None = None
) -> Desk:
    """The desk of a group that the settings (or a centre's file) name for a purpose, made at the first time. The group
    that served the purpose before serves it no more; its topics stay where they are."""
    desk = await session.scalar(select(Desk).where(Desk.configured_chat_id == chat_id))
    if desk is None:
        desk = Desk(configured_chat_id=chat_id, chat_id=chat_id)
        session.add(desk)
        await session.flush()
    serving = _serving(purpose, centre_id)
    for served in await session.scalars(serving.where(DeskPurpose.desk_id != desk.id)):
        await session.delete(served)
    if await session.scalar(serving.where(DeskPurpose.desk_id == desk.id)) is None:
        session.add(DeskPurpose(desk_id=desk.id, purpose=purpose, centre_id=centre_id))
    await session.flush()
    return desk


async def close_desk(session: AsyncSession, purpose: Purpose, centre_id: int) -> None:
    """A centre has no desk of its own for a purpose any more: everybody's serves it. Its topics stay where they are."""
    for served in await session.scalars(_serving(purpose, centre_id)):
        await session.delete(served)
    await session.flush()


async def desk_for(
    session: AsyncSession, purpose: Purpose = Purpose.HOTLINE, centre_id: int | None = None
) -> Desk | None:
    """The desk that serves a purpose: the centre's own, else everybody's, else (but for complaints) the hotline's. None
    while no group is configured."""
    wanted = [(purpose, centre_id), (purpose, None)]
    if purpose in SHARED:
        wanted += [(Purpose.HOTLINE, centre_id), (Purpose.HOTLINE, None)]
    for one, centre in dict.fromkeys(wanted):
        found = select(Desk).where(Desk.id.in_(_serving(one, centre).with_only_columns(DeskPurpose.desk_id)))
        if (desk := await session.scalar(found.order_by(Desk.id.desc()).limit(1))) is not None:
            return desk
    return None


async def purposes_of(session: AsyncSession, desk: Desk) -> frozenset[Purpose]:
    """What a desk serves, for whichever centre."""
    return frozenset(await session.scalars(select(DeskPurpose.purpose).where(DeskPurpose.desk_id == desk.id)))


def _serving(purpose: Purpose, centre_id: int | None) -> Select[DeskPurpose]:
    centre = DeskPurpose.centre_id.is_(None) if centre_id is None else DeskPurpose.centre_id == centre_id
    return select(DeskPurpose).where(DeskPurpose.purpose == purpose, centre)


async def desk_in(session: AsyncSession, chat_id: str) -> Desk | None:
    """The desk of a group, also by the id that the group had before it was upgraded."""
    query = select(Desk).where(or_(Desk.chat_id == chat_id, Desk.configured_chat_id == chat_id))
    return await session.scalar(query.order_by((Desk.chat_id == chat_id).desc()).limit(1))


def general(desk: Desk) -> Address:
    """The desk's General topic, where staff are told what concerns all."""
    return Address(CHANNEL, f"general:{desk.id}")


def thread(desk: Desk, thread_id: str) -> Address:
    """A topic that is none of ours: made by hand, without a client."""
    return Address(CHANNEL, f"thread:{desk.id}:{thread_id}")


async def topic_in(session: AsyncSession, desk: Desk, thread_id: str) -> Topic | None:
    """The topic of ours that stands in a thread."""
    return await session.scalar(select(Topic).where(Topic.desk_id == desk.id, Topic.thread_id == thread_id))


async def topic_for(session: AsyncSession, client: Client, desk: Desk, now: datetime) -> Topic:
    """The client's topic at a desk; the first time its making is queued in front of whatever is sent there."""
    topic = await topic_of(session, client.id, desk.id)
    if topic is None:
        # Two conversations of one client may both be here for the first time.
        await session.execute(select(Client.id).where(Client.id == client.id).with_for_update(key_share=True))
        topic = await topic_of(session, client.id, desk.id)
    if topic is None:
        topic = Topic(client_id=client.id, desk_id=desk.id, name=client.name)
        session.add(topic)
        await session.flush()
        await _step(session, topic, OpenTopic(topic.name, _colour(client.id)), now)
    return topic


async def topic_of(session: AsyncSession, client_id: int, desk_id: int) -> Topic | None:
    """The topic of a client at a desk: the oldest that any of the client's accounts brought along."""
    return (await topics_of(session, client_id)).get(desk_id)


async def topics_of(session: AsyncSession, client_id: int) -> dict[int, Topic]:
    """The client's topic at each desk."""
    whose = or_(Topic.client_id == client_id, Topic.client_id.in_(joins.homes_of(client_id)))
    found: dict[int, Topic] = {}
    for topic in await session.scalars(select(Topic).where(whose).order_by(Topic.id)):
        found.setdefault(topic.desk_id, topic)
    return found


async def in_place_of(session: AsyncSession, topic: Topic) -> Topic:
    """The topic where the person whom this one was made for stands now: another one after two accounts were joined."""
    now_is = await joins.client_now(session, topic.client_id)
    return await topic_of(session, now_is, topic.desk_id) or topic


def url(desk: Desk, topic: Topic) -> str | None:
    """The topic's address in Telegram; None while it has none."""
    if topic.thread_id is None or not desk.chat_id.startswith(_SUPERGROUP):
        return None
    return f"https://t.me/c/{desk.chat_id.removeprefix(_SUPERGROUP)}/{topic.thread_id}"


async def _step(session: AsyncSession, topic: Topic, body: OpenTopic | ReopenTopic, now: datetime) -> None:
    """A step that has to come before anything else that waits for this topic; one at a time. A thread that has to be
    made need not be opened, so making it takes the place of opening it."""
    key = f"step:{topic.id}"
    pending = select(OutboxRow).where(OutboxRow.merge_key == key, OutboxRow.state.in_(outbox.PENDING)).limit(1)
    row = await session.scalar(pending)
    if row is None:
        await outbox.enqueue(session, topic.address, body, now, precedence=Precedence.STEP, merge_key=key)
    elif isinstance(body, OpenTopic):
        row.body = body


async def make_anew(session: AsyncSession, topic: Topic, now: datetime) -> None:
    """The thread is gone: another will be made before the next message leaves."""
    topic.thread_id = None
    await _step(session, topic, OpenTopic(topic.name, _colour(topic.client_id)), now)


async def open_again(session: AsyncSession, topic: Topic, now: datetime) -> None:
    """The thread was closed: it will be opened before the next message leaves."""
    await _step(session, topic, ReopenTopic(), now)


async def drop(session: AsyncSession, topic: Topic, now: datetime) -> None:
    """The thread is deleted with everything that stands in it; whatever waited for it does not leave any more."""
    if topic.thread_id is not None:
        queue = f"{GONE}{topic.address}"
        await outbox.enqueue(session, topic.address, DropTopic(), now, lane=Lane.NOTICE, queue=queue)


async def note_dropped(session: AsyncSession, row: OutboxRow, _result: str | None, _now: datetime) -> None:
    """Listener of the desk's outlet: a topic that was deleted stands nowhere."""
    topic = await topic_at(session, row.peer) if isinstance(row.body, DropTopic) else None
    if topic is not None and row.state == OutboxState.SENT:
        topic.thread_id = None


async def note_opened(session: AsyncSession, row: OutboxRow, result: str | None, now: datetime) -> None:
    """Listener of the desk's outlet: a topic that was made gets its thread id; one that was refused is asked for again,
    since all that is meant for it would go to General otherwise."""
    topic = await topic_at(session, row.peer) if isinstance(row.body, OpenTopic) else None
    if topic is None:
        return
    if row.state == OutboxState.SENT and result is not None:
        topic.thread_id = result
    elif row.state != OutboxState.SENT:
        await make_anew(session, topic, now + _REFUSED_PAUSE)


async def topic_at(session: AsyncSession, peer: str) -> Topic | None:
    """The topic behind an outbox peer."""
    kind, _, number = peer.partition(":")
    return await session.get(Topic, int(number)) if kind == "topic" and number.isdecimal() else None


async def desk_at(session: AsyncSession, peer: str) -> Desk | None:
    """The desk behind an outbox peer, whatever its kind."""
    kind, number = peer.split(":")[:2]
    if kind in ("general", "thread"):
        return await session.get(Desk, int(number))
    topic = await topic_at(session, peer)
    return await session.get(Desk, topic.desk_id) if topic else None


def _colour(client_id: int) -> int:
    return COLOURS[client_id % len(COLOURS)]
