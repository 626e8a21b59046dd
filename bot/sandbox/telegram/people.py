"""What people do: clients in their private chats, operators in the group, and whoever administers the group.

Everything is named by ids: `user` a person's, `peer` a bot's id or a group's id, `thread` a topic's id (None: General or
a private chat). What a real client application would not let through raises `ApiError` with the reason.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.sandbox.telegram import contents, entities
from bot.sandbox.telegram.groups import Groups
from bot.sandbox.telegram.model import JSON, Bot, Chat, Message, PrivateChat, User
from bot.sandbox.telegram.refusals import bad_request

if TYPE_CHECKING:
    from bot.sandbox.telegram.world import World


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

    # --- messages -----------------------------------------------------------------------------------------------

    def start(self, user: int, bot: int, payload: str = "") -> int:
        """Opens the chat with a bot: `/start`, with what a deep link carried."""

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
        """A `photo`, `document`, `voice` or `sticker` with stub bytes; `size` is the claimed one."""

    def edit(self, user: int, peer: int, message: int, text: str, formatting: list[JSON] | None = None) -> None:
        """Corrects an own message."""

    def delete(self, user: int, peer: int, message: int) -> None:
        """Takes an own message back for everybody; bots are not told."""

    def react(self, user: int, peer: int, message: int, emoji: str | None) -> None:
        """Sets a reaction; None takes it away."""

    def press(self, user: int, peer: int, message: int, data: str) -> str:
        """Presses the inline button that carries `data` (the client's machine may forge it); returns the callback id."""

    def block(self, user: int, bot: int) -> None:
        """Stops the bot: it gets `my_chat_member` and 403 from then on."""

    def unblock(self, user: int, bot: int) -> None:
        """Starts it again (the real client then says `/start`; here that is a step of its own)."""
