"""The knowledge base behind the operators' group in tests: filled, and taken over by the search as the service does."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.database import Database
from knowledge import store
from knowledge.articles import Article
from knowledge.search import Search
from knowledge.store import Revision, StoredArticle
from tests.memory import Shown
from tests.operators.group import ANNA, GROUP, buttons
from tests.operators.room import ARTICLES, Room


async def filled(room: Room, *more: Article) -> None:
    """The room's articles (and more) are rows, as they came with the service."""
    async with room.database.write() as session:
        for article in (*ARTICLES.values(), *more):
            await store.save(session, article, store.SHIPPED, room.clock.now())
    await caught_up(room)


async def caught_up(room: Room) -> None:
    """The running copy has looked at the rows."""
    async with room.database.read() as session:
        rows = await store.everything(session)
    room.side._search = Search([row.article for row in rows if row.enabled])


async def row(database: Database, article_id: str) -> StoredArticle:
    """An article as it is now."""
    async with database.read() as session:
        found = await store.get(session, article_id)
        assert found is not None
        return found


async def rows(database: Database) -> Sequence[StoredArticle]:
    """All of them."""
    async with database.read() as session:
        return await store.everything(session)


async def history(database: Database, article_id: str) -> Sequence[Revision]:
    """The revisions, newest first."""
    async with database.read() as session:
        return await store.history(session, article_id)


async def colleague_saves(room: Room, article: Article, name: str, at: datetime | None = None) -> None:
    """Somebody else changes an article meanwhile."""
    async with room.database.write() as session:
        await store.save(session, article, name, at or room.clock.now())


def replying_to(message_id: str, text: str, **more: Any) -> dict[str, Any]:
    """The answered message as Telegram hands it along, with its words; in General it begins the chain."""
    chat = {"id": GROUP, "type": "supergroup", "title": "Операторы"}
    answered = {"message_id": int(message_id), "date": 1, "chat": chat, "text": text} | more
    return {"reply_to_message": answered, "message_thread_id": int(message_id)}


def card(room: Room, thread: str | None = None) -> Shown:
    """The newest message of the knowledge base: the last of the bot's that has buttons of its."""
    return next(one for one in reversed(room.shown(thread)) if any(data.startswith("kb") for _, data in buttons(one)))


async def opened(room: Room, title: str, thread: str | None = None) -> Shown:
    """Anna has looked an article up; its card."""
    await room.writes(ANNA, f"/kb {title}", thread)
    await room.presses(ANNA, f"1. {title}")
    return card(room, thread)


async def asked(room: Room, title: str, part: str, thread: str | None = None) -> Shown:
    """Anna has begun to change a part of an article; the card that asks for it."""
    shown = await opened(room, title, thread)
    await room.presses(ANNA, "Изменить")
    await room.presses(ANNA, part)
    return shown
