"""Where something goes on, told to people of the group: a topic by its name, with a link where it has an address."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.richtext import RichText, link, rich
from bot.texts import say
from operators import topics
from operators.card_text import one_line
from operators.topics import Desk, Topic

_NAME_LENGTH = 60


async def where(session: AsyncSession, topic: Topic) -> RichText:
    """«Тема: Анна», with a link where Telegram has an address for it."""
    desk = await session.get_one(Desk, topic.desk_id)
    name, address = one_line(topic.name, _NAME_LENGTH), topics.url(desk, topic)
    return rich(say("desk-topic-name")) + " " + (link(name, address) if address else rich(name))
