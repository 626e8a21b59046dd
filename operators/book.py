"""The desk's address book: where topics and General really are, and what to do when a group or a topic is not.

Whatever is healed here tells the client nothing and loses nothing: the row that found out waits and goes.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot import outbox
from bot.calls import Closed, Destination
from bot.errors import ChatMoved, DeliveryError, RightsLost, TopicClosed, TopicLost
from bot.outbox import OutboxRow, OutboxState
from bot.outgoing import Button, DropTopic, OpenTopic, Pin, React, Send
from bot.texts import say
from operators import cards, relay, topics
from operators.card_text import one_line
from operators.reasons import human_reason
from operators.topics import Desk, Topic

log = structlog.get_logger()

_NOWHERE = "2147483647"
"""A thread that no forum has. A message for a topic whose thread is neither there nor being made must not go to
General: it is refused like one for a lost topic, and healed like it."""

_NAME_LENGTH = 100


class TopicBook:
    """The address book of the desk's outlet; peers are `topic:<topics.id>`, `general:<desks.id>`,
    `thread:<desks.id>:<thread>` and `private:<chat>`."""

    async def find(self, session: AsyncSession, peers: Collection[str]) -> Mapping[str, Destination | Closed]:
        """Group and thread; a thread that is still to be made is None, for the step that makes it."""
        found: dict[str, Destination | Closed] = {}
        numbers = [int(peer.removeprefix("topic:")) for peer in peers if peer.startswith("topic:")]
        query = select(Topic, Desk).join(Desk, Desk.id == Topic.desk_id).where(Topic.id.in_(numbers))
        for topic, its_desk in await session.execute(query):
            found[f"topic:{topic.id}"] = Destination(its_desk.chat_id, await _thread(session, topic))
        for peer in peers:
            if peer.startswith("private:"):
                found[peer] = Destination(peer.removeprefix("private:"), None)
                continue
            desk = None if peer in found else await topics.desk_at(session, peer)
            if desk is not None:
                thread = peer.split(":")[2] if peer.startswith("thread:") else None
                found[peer] = Destination(desk.chat_id, thread)
        return found

    async def heal(self, session: AsyncSession, row: OutboxRow, error: DeliveryError, now: datetime) -> bool:
        """Mends the place; False for what only the message itself is to blame for."""
        desk = await topics.desk_at(session, row.peer)
        topic = await topics.topic_at(session, row.peer)
        match error:
            case TopicLost() if topic is not None and not isinstance(row.body, DropTopic):
                await _make_anew(session, topic, now)
            case TopicClosed() if topic is not None:
                await topics.open_again(session, topic, now)
            case ChatMoved(chat=chat) if desk is not None:
                log.warning("desk.moved", desk=desk.id)
                desk.chat_id = chat
            case RightsLost() if desk is not None and not isinstance(row.body, React | Pin):
                await _tell_rights_lost(session, row, desk, now)
            case _:
                return False
        return True


async def note_lost(session: AsyncSession, row: OutboxRow, _result: str | None, now: datetime) -> None:
    """Listener of the desk's outlet: a message that a topic will not get is told in General, with «Повторить»."""
    topic = await topics.topic_at(session, row.peer)
    if topic is None or row.state == OutboxState.SENT or not isinstance(row.body, Send):
        return
    words = say("desk-general-lost", topic=one_line(topic.name, _NAME_LENGTH), reason=human_reason(row.error))
    button = Button(say("desk-button-retry"), data=f"retry:{row.id}")
    desk = await session.get_one(Desk, topic.desk_id)
    await relay.tell_general(session, words, now, f"lost:{row.id}", desk=desk, keyboard=((button,),))


async def _thread(session: AsyncSession, topic: Topic) -> str | None:
    if topic.thread_id is not None:
        return topic.thread_id
    query = select(OutboxRow).where(OutboxRow.merge_key == f"step:{topic.id}", OutboxRow.state.in_(outbox.PENDING))
    being_made = any(isinstance(row.body, OpenTopic) for row in await session.scalars(query))
    return None if being_made else _NOWHERE


async def _make_anew(session: AsyncSession, topic: Topic, now: datetime) -> None:
    """Another thread; the cards come first there, unless they are on their way already."""
    was_there = topic.thread_id is not None
    await topics.make_anew(session, topic, now)
    if was_there:
        log.warning("topic.lost", topic=topic.id)
        await cards.post_again(session, topic, now)


async def _tell_rights_lost(session: AsyncSession, row: OutboxRow, desk: Desk, now: datetime) -> None:
    """Once in an hour, in General; where General itself cannot be written to, the log has to do."""
    log.error("desk.rights_lost", desk=desk.id, reason=row.error)
    if not row.peer.startswith("general:"):
        await relay.tell_general(session, say("desk-general-rights"), now, f"rights:{desk.id}", desk=desk)
