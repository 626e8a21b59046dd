"""What people do: clients in their private chats, operators in the group, and whoever administers the group.

Everything is named by ids: `user` a person's, `peer` a bot's id or a group's id, `thread` a topic's id (None: General
or a private chat). What a real client application would not let through raises `ApiError` with the reason.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from bot.sandbox.telegram import entities
from bot.sandbox.telegram.accounts import JSON
from bot.sandbox.telegram.contents import CAPTIONED
from bot.sandbox.telegram.limits import check_caption, check_text
from bot.sandbox.telegram.model import PrivateChat
from bot.sandbox.telegram.reactions import check_mark
from bot.sandbox.telegram.refusals import bad_request
from bot.sandbox.telegram.telling import Telling

if TYPE_CHECKING:
    from bot.sandbox.telegram.world import World

CALLBACK_SECONDS = 30
"""How long a pressed button may wait for its answer. Not documented; "query is too old" is what comes later."""

_INLINE_BOT = 7_900_001
"""The id of every bot that people ask inline; there is none of them here."""


class People(Telling):
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

    def forbid_voice(self, user: int, *, forbidden: bool = True) -> None:
        """Their setting of privacy: bots get `VOICE_MESSAGES_FORBIDDEN`."""
        self._person(user).no_voice = forbidden

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
        quote: str | None = None,
        formatting: list[JSON] | None = None,
        link_preview: str | None = None,
        via: str | None = None,
    ) -> int:
        """A text message, also the press of a reply keyboard's button. `formatting`: the Bot API's entities;
        `link_preview`: the address of the preview under it; `via`: the name of a bot that was asked inline."""
        cleaned, found = entities.clean(text, formatting)
        check_text(cleaned)
        message = self._compose(user, peer, thread, reply_to, quote)
        message.text, message.entities = cleaned, found
        if link_preview is not None:
            message.extra["link_preview_options"] = {"url": link_preview}
        if via is not None:
            message.extra["via_bot"] = {"id": _INLINE_BOT, "is_bot": True, "first_name": via, "username": via}
        return self._world.post(message).id

    def edit(self, user: int, peer: int, message: int, text: str, formatting: list[JSON] | None = None) -> None:
        """Corrects an own message: its text, or the caption of its file."""
        own = self._own(user, peer, message)
        cleaned, found = entities.clean(text, formatting)
        if own.kind == "text":
            check_text(cleaned)
        elif own.kind in CAPTIONED:
            check_caption(cleaned)
        else:
            raise bad_request("message can't be edited")
        own.text, own.entities = cleaned, found
        self._world.edited(own)

    def delete(self, user: int, peer: int, message: int) -> None:
        """Takes an own message back for everybody; bots are not told."""
        own = self._own(user, peer, message)
        self._world.delete(own.chat, [own.id])

    def react(self, user: int, peer: int, message: int, emoji: str | None) -> None:
        """Sets a reaction: an emoji, `custom:<custom_emoji_id>` or `paid`; None takes it away."""
        if emoji is not None:
            check_mark(emoji)
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
