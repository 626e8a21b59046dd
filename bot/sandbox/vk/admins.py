"""What the community's administrators do in VK's own interface: answers by hand, the wall, the blacklist, settings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sandbox.vk import files
from bot.sandbox.vk.accounts import JSON, Person
from bot.sandbox.vk.attachments import BODIES, Attachment
from bot.sandbox.vk.model import Dialogue, Message
from bot.sandbox.vk.refusals import invalid, refused

if TYPE_CHECKING:
    from bot.sandbox.vk.world import World

ADMIN = 100_000_001
"""The administrator who does what nobody else is named for."""


class Admins:
    """The part of `People` that administers the community; rights are not asked."""

    def __init__(self, world: World) -> None:
        self._world = world

    def answer(self, user: int, text: str = "", *, admin: int = ADMIN, attachments: Sequence[JSON] = ()) -> int:
        """Answers a person by hand: `message_reply` with `admin_author_id`; returns the cmid."""
        dialogue = self._dialogue(user)
        if not dialogue.allowed:
            raise refused(901)
        community = self._world.community.owner_id
        message = self._world.compose(dialogue, community, text)
        message.attachments = [self._attached(item, community) for item in attachments]
        message.admin = admin
        return self._world.post(message).cmid

    def post(self, text: str) -> int:
        """A post on the wall: `wall_post_new`; returns its id."""
        return self._world.write_post(text).id

    def ban(self, user: int, *, admin: int = ADMIN) -> None:
        """Puts a person into the blacklist: error 900, and they cannot write either; `user_block`."""
        self._set_banned(user, banned=True)
        what = {"admin_id": admin, "user_id": user, "unblock_date": 0, "reason": 0, "comment": ""}
        self._world.long_poll.put("user_block", what)

    def unban(self, user: int, *, admin: int = ADMIN) -> None:
        """Takes them out of it; `user_unblock`."""
        self._set_banned(user, banned=False)
        self._world.long_poll.put("user_unblock", {"admin_id": admin, "user_id": user, "by_end_date": 0})

    def enable_long_poll(self, *, on: bool) -> None:
        """Switches Bots Long Poll on or off in the settings: off, `groups.getLongPollServer` is refused with 100."""
        self._world.long_poll.enabled = on
        self._world.long_poll.wake()

    def enable_bots(self, *, on: bool) -> None:
        """Switches «Возможности ботов» on or off: off, keyboards are refused with 912."""
        self._world.community.bots = on

    def new_key(self) -> None:
        """The key of the long poll expires: `failed` 2."""
        self._world.long_poll.new_key()

    def move_long_poll(self) -> None:
        """The long poll is elsewhere from now on: the old address answers 404."""
        self._world.long_poll.move()

    def forget_history(self) -> None:
        """The events so far are gone: `failed` 1 for whoever has not seen them all."""
        self._world.long_poll.forget()

    def _set_banned(self, user: int, *, banned: bool) -> None:
        dialogue = self._dialogue(user)
        dialogue.banned = banned
        self._world.changed(dialogue)

    def _dialogue(self, user: int) -> Dialogue:
        return self._world.dialogue(self._person(user))

    def _person(self, user: int) -> Person:
        person = self._world.persons.get(user)
        if person is None or person.deactivated:
            raise refused(113)
        return person

    def _message(self, user: int, cmid: int) -> Message:
        message = self._dialogue(user).messages.get(cmid)
        if message is None or message.deleted:
            raise invalid("message not found")
        return message

    def _attached(self, item: JSON, owner_id: int) -> Attachment:
        """An attachment as `People.write` takes it."""
        fields = dict(item)
        kind = fields.pop("kind")
        if kind not in BODIES:
            raise invalid(f"unsupported content {kind}")
        told = {key: fields.pop(key, None) for key in ("name", "data", "size")}
        file = files.stored(self._world.blobs, kind, **told) if kind in files.STUBS else None
        return self._world.keep(kind, owner_id, file, **fields)
