"""The operators' side of the line: takes the rows of the group's conversations, one transaction each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, tzinfo
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession
from telegram import Message, Update
from telegram.constants import ChatType

from bot.clock import Clock
from bot.inbox import INTERNAL, Conversation, Handled, InboxRow
from bot.messages import Person
from bot.outbox import Lane, enqueue
from bot.outgoing import Ref, Send
from bot.richtext import rich
from bot.texts import say
from knowledge.articles import Article
from operators import members, notes, relay, serving, staff, topics
from operators.desk import strangers
from operators.desk.albums import gather
from operators.desk.application import DeskApplication, desk_application, messages, parsed
from operators.desk.turn import Searching, Turn, current
from operators.sla import Standard
from operators.staff import Staff
from operators.topics import Desk


class DeskSide:
    """Implements intake's `Side` for conversations whose key begins with `desk`."""

    def __init__(
        self,
        articles: Mapping[str, Article],
        search: Searching,
        clock: Clock,
        zone: tzinfo = UTC,
        username: str | None = None,
        refused_topics: Sequence[str] = (),
        standard: Standard | None = None,
    ) -> None:
        """`articles` by key, `search` over them; `zone` is the centre's, `username` the desk bot's, if known;
        `refused_topics` what the expert line does not take; `standard`: without one nothing has a term."""
        self._articles, self._search, self._clock = articles, search, clock
        self._zone, self._username, self._refused_topics = zone, username, refused_topics
        self._standard = standard or Standard()
        self._application: DeskApplication | None = None

    async def handle(self, session: AsyncSession, conversation: Conversation, rows: Sequence[InboxRow]) -> Handled:
        """Does what the next row asks for; a failing handler's exception comes out of here."""
        del conversation
        if rows[0].source == INTERNAL:
            return Handled()
        if self._application is None:
            self._application = await desk_application(self._username)
        update = parsed(self._application, dict(rows[0].payload))
        if update.effective_chat is not None and update.effective_chat.type == ChatType.PRIVATE:
            return Handled(signals=await strangers.refuse(session, update, self._clock.now()))
        turn = await self._turn(session, update)
        return Handled() if turn is None else await self._act(self._application, update, turn, rows)

    async def _act(self, application: DeskApplication, update: Update, turn: Turn, rows: Sequence[InboxRow]) -> Handled:
        """What the update asks for in its group; an album is taken together."""
        if turn.gone and update.callback_query is None and update.message is None:
            return Handled()  # A correction or a reaction from outside; buttons and commands say so (`guards`).
        album = gather(rows) if turn.topic is not None else None
        if album is None:
            return await self._process(application, update, turn)
        if await notes.find(turn.session, turn.chat, album.first) is not None:
            return Handled()  # Somebody wrote in between, and it was taken together with the first piece.
        if album.until is not None and album.until > turn.now:
            return Handled(rows=0, until=album.until)
        turn.album = messages(application, album.pieces)
        return replace(await self._process(application, update, turn), rows=album.rows)

    async def _process(self, application: DeskApplication, update: Update, turn: Turn) -> Handled:
        token = current.set(turn)
        try:
            await application.process_update(update)
        finally:
            current.reset(token)
        if turn.error is not None:
            raise turn.error
        return Handled(signals=tuple(turn.signals))

    async def parked(self, session: AsyncSession, conversation: Conversation, row: InboxRow) -> None:
        """Staff are told under the message itself where it stands in a client's topic, else in General."""
        now, words = self._clock.now(), say("desk-parked", row=row.id)
        _, chat, *place = conversation.key.split(":")
        desk = await topics.desk_in(session, chat)
        topic = await topics.topic_in(session, desk, place[0]) if desk is not None and len(place) == 1 else None
        if topic is None:
            await relay.tell_general(session, words, now, desk=desk)
            return
        message_id = _message_id(row.payload)
        body = Send(rich(words), reply_to=Ref(platform=message_id) if message_id is not None else None)
        await enqueue(session, topic.address, body, now, lane=Lane.NOTICE)

    async def _turn(self, session: AsyncSession, update: Update) -> Turn | None:
        """Where and by whom something was done; None for chats that are no desk."""
        chat = update.effective_chat
        if chat is None:
            return None
        now = self._clock.now()
        desk = await self._desk(session, update, str(chat.id))
        serves = await serving.served_by(session, desk) if desk is not None else frozenset()
        if desk is None or not serves:
            return None
        thread, author = _thread(update), await self._author(session, update)
        return Turn(
            session=session,
            now=now,
            desk=desk,
            chat=str(chat.id),
            topic=await topics.topic_in(session, desk, thread) if thread is not None else None,
            thread=thread,
            staff=author,
            articles=self._articles,
            search=self._search,
            zone=self._zone,
            serves=serves,
            refused_topics=self._refused_topics,
            standard=self._standard,
            gone=author is not None and await self._has_left(session, update, desk, author),
        )

    async def _has_left(self, session: AsyncSession, update: Update, desk: Desk, author: Staff) -> bool:
        """Whoever writes is in the group; a press, a correction and a reaction may come from outside."""
        message = update.message
        if message is not None and message.left_chat_member is None and message.sender_chat is None:
            await members.note(session, desk.id, author.id, message.date, present=True)
            return False
        return await members.is_gone(session, desk.id, author.id)

    async def _desk(self, session: AsyncSession, update: Update, chat: str) -> Desk | None:
        desk = await topics.desk_in(session, chat)
        moved_from = update.message.migrate_from_chat_id if update.message is not None else None
        if desk is None and moved_from is not None:
            return await topics.desk_in(session, str(moved_from))
        return desk

    async def _author(self, session: AsyncSession, update: Update) -> Staff | None:
        user = update.effective_user
        if user is None:
            return None
        return await staff.recognise(session, Person(str(user.id), user.full_name, user.username), self._clock.now())


def _thread(update: Update) -> str | None:
    """The topic's thread; replies in General carry a thread of their own that means nothing (platforms.md)."""
    message = update.effective_message
    if not isinstance(message, Message) or not message.is_topic_message or message.message_thread_id is None:
        return None
    return str(message.message_thread_id)


def _message_id(payload: Mapping[str, Any]) -> str | None:
    message = payload.get("message") or payload.get("edited_message")
    found = message.get("message_id") if isinstance(message, dict) else None
    return str(found) if isinstance(found, int) else None
