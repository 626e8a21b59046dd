"""What people do: clients in their private chats, operators in the group, and whoever administers the group.

Everything is named by ids: `user` a person's, `peer` a bot's id or a group's id, `thread` a topic's id (None: General
or a private chat). What a real client application would not let through raises `ApiError` with the reason.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.sandbox.telegram import contents, entities
from bot.sandbox.telegram.accounts import JSON, User
from bot.sandbox.telegram.groups import Groups
from bot.sandbox.telegram.limits import REACTIONS, check_caption, check_text
from bot.sandbox.telegram.model import Chat, Message, PrivateChat
from bot.sandbox.telegram.refusals import bad_request, forbidden

if TYPE_CHECKING:
    from bot.sandbox.telegram.world import World

CALLBACK_SECONDS = 30
"""How long a pressed button may wait for its answer. Not documented; "query is too old" is what comes later."""


class People(Groups):
    """The actions; each returns the id of what was made, where something was."""

    def __init__(self, world: World) -> None:
        super().__init__(world)

    # --- who ----------------------------------------------------------------------------------------------------

    def add_client(self, name: str, username: str | None = None) -> int:
        """A new client; has no chat until they say `/start` (see `start`)."""
        return self._world.add_person(name, "client", username).id

    def add_operator(self, name: str, username: str | None = None) -> int:
        """A new operator, a member of every group."""
        return self._world.add_person(name, "operator", username).id

    def deactivate(self, user: int) -> None:
        """The account is deleted: bots get `user is deactivated`."""
        self._world.deactivated(self._person(user))

    # --- messages -----------------------------------------------------------------------------------------------

    def start(self, user: int, bot: int, payload: str = "") -> int:
        """Opens the chat with a bot: `/start`, with what a deep link carried."""
        self._world.open_private(self._bot(bot), self._person(user))
        return self.say(user, bot, f"/start {payload}")

    def say(
        self,
        user: int,
        peer: int,
        text: str,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
        formatting: list[JSON] | None = None,
    ) -> int:
        """A text message, also the press of a reply keyboard's button. `formatting`: the Bot API's entities."""
        cleaned, found = entities.clean(text, formatting)
        check_text(cleaned)
        message = self._compose(user, peer, thread, reply_to)
        message.text, message.entities = cleaned, found
        return self._world.post(message).id

    def send(
        self,
        user: int,
        peer: int,
        kind: str,
        *,
        caption: str = "",
        name: str | None = None,
        size: int | None = None,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A photo, document, voice, audio, video, video_note or sticker with stub bytes; `size` is the claimed one."""
        file = contents.stored(kind, b"liniya", name, size=size)
        cleaned, found = entities.clean(caption)
        check_caption(cleaned)
        message = self._compose(user, peer, thread, reply_to)
        self._world.files[file.unique_id] = message.content = file
        message.details = contents.KINDS[kind][2]
        message.text, message.entities = cleaned, found
        return self._world.post(message).id

    def edit(self, user: int, peer: int, message: int, text: str, formatting: list[JSON] | None = None) -> None:
        """Corrects an own message."""
        own = self._own(user, peer, message)
        cleaned, found = entities.clean(text, formatting)
        if own.content is None:
            check_text(cleaned)
        own.text, own.entities = cleaned, found
        self._world.edited(own)

    def delete(self, user: int, peer: int, message: int) -> None:
        """Takes an own message back for everybody; bots are not told."""
        own = self._own(user, peer, message)
        self._world.delete(own.chat, [own.id])

    def react(self, user: int, peer: int, message: int, emoji: str | None) -> None:
        """Sets a reaction; None takes it away."""
        if emoji is not None and emoji not in REACTIONS:
            raise bad_request("REACTION_INVALID")
        person, chat = self._person(user), self._chat(user, peer)
        self._world.react(self._message(chat, message), person, emoji)

    def press(self, user: int, peer: int, message: int, data: str) -> str:
        """Presses the inline button with this `data` (a client's machine may forge it); returns the callback id."""
        person, chat = self._person(user), self._chat(user, peer)
        pressed = self._message(chat, message)
        bot = self._bot(pressed.sender.id)
        self._world.forget_callbacks()
        number = str(secrets.randbits(62))
        self._world.callbacks[number] = (bot, person, chat, self._world.timestamp() + CALLBACK_SECONDS)
        query: JSON = {
            "id": number,
            "from": person.to_json(),
            "message": pressed.to_json(bot.id),
            "chat_instance": str(hash(chat.key) & 0x7FFFFFFFFFFFFFFF),
            "data": data,
        }
        bot.updates.put("callback_query", query)
        return number

    def block(self, user: int, bot: int) -> None:
        """Stops the bot: it gets `my_chat_member` and 403 from then on."""
        self._set_blocked(user, bot, blocked=True)

    def unblock(self, user: int, bot: int) -> None:
        """Starts it again (the real client then says `/start`; here that is a step of its own)."""
        self._set_blocked(user, bot, blocked=False)

    # --- the parts ----------------------------------------------------------------------------------------------

    def _set_blocked(self, user: int, bot: int, *, blocked: bool) -> None:
        """`my_chat_member` in a private chat comes only for this (platforms.md: updates)."""
        chat = self._chat(user, bot)
        if not isinstance(chat, PrivateChat) or chat.blocked == blocked:
            return
        chat.blocked = blocked
        self._world.changed(chat)
        member: JSON = {"status": "member", "user": chat.bot.to_json()}
        kicked: JSON = {"status": "kicked", "user": chat.bot.to_json(), "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        self._world.standing_changed(chat, chat.bot, chat.user, old, new)

    def _compose(self, user: int, peer: int, thread: int | None, reply_to: int | None) -> Message:
        """An empty message of this person at this place, not yet in the chat."""
        person, chat = self._person(user), self._chat(user, peer)
        if isinstance(chat, PrivateChat) and chat.blocked:
            raise forbidden("unblock the bot first")
        answered = self._message(chat, reply_to) if reply_to is not None else None
        if thread is not None:
            self._topic(self._group(peer), thread)
        elif answered is not None:
            thread = answered.topic
        message = Message(chat, chat.next_message_id(), person, self._world.timestamp(), topic=thread)
        message.reply_to = answered
        return message

    def _own(self, user: int, peer: int, message: int) -> Message:
        own = self._message(self._chat(user, peer), message)
        if own.sender.id != user or own.service is not None:
            raise bad_request("message can't be edited")
        return own

    def _person(self, user: int) -> User:
        person = self._world.users.get(user)
        if person is None or person.is_bot or person.deactivated:
            raise bad_request("user not found")
        return person

    def _chat(self, user: int, peer: int) -> Chat:
        if peer < 0:
            group = self._group(peer)
            if user not in group.members or not group.members[user].inside:
                raise forbidden("not a member of the chat")
            return group
        chat = self._world.private.get((peer, user))
        if chat is None:
            raise forbidden("say /start first")
        return chat

    @staticmethod
    def _message(chat: Chat, message: int) -> Message:
        try:
            return chat.messages[message]
        except KeyError:
            raise bad_request("message not found") from None
