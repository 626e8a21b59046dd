"""What people do: they write to the community, press its buttons, comment its posts, and let it write or not.

A person is named by their id, a message by its `cmid` in their dialogue. What a real application would not let through
raises `ApiError` with the reason.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sandbox.vk.accounts import JSON
from bot.sandbox.vk.admins import Admins
from bot.sandbox.vk.limits import ATTACHMENTS, EDIT_SECONDS, EVENT_SECONDS, REACTIONS, TEXT
from bot.sandbox.vk.model import Dialogue, Forwarded, Message
from bot.sandbox.vk.refusals import invalid, refused
from bot.texts import say

if TYPE_CHECKING:
    from bot.sandbox.vk.world import World

START = '{"command":"start"}'
"""What the button «Начать» sends (dev.vk.com, keyboards)."""


class People(Admins):
    """The actions; each returns the id of what was made, where something was."""

    def __init__(self, world: World) -> None:
        super().__init__(world)

    # --- who ----------------------------------------------------------------------------------------------------

    def add_user(self, name: str, screen_name: str | None = None) -> int:
        """A new person; the community may not write to them until they write or `allow` it."""
        return self._world.add_person(name, screen_name).id

    def deactivate(self, user: int) -> None:
        """The account is deleted: error 18."""
        self._world.deactivated(self._person(user))

    def allow(self, user: int, key: str = "") -> None:
        """Lets the community write: `message_allow`."""
        self._let(user, allowed=True)
        self._world.long_poll.put("message_allow", {"user_id": user, "key": key})

    def deny(self, user: int) -> None:
        """Forbids it: `message_deny`, and error 901 until they allow it or write."""
        self._let(user, allowed=False)
        self._world.long_poll.put("message_deny", {"user_id": user})

    def set_privacy(self, user: int, *, closed: bool) -> None:
        """Closes their messages to all communities: error 902."""
        self._dialogue(user).closed = closed

    def make_unreachable(self, user: int, code: int) -> None:
        """Every message to them gets this error, such as 936 or 1021; 0 ends it."""
        self._dialogue(user).unreachable = code

    # --- messages -----------------------------------------------------------------------------------------------

    def write(
        self,
        user: int,
        text: str = "",
        *,
        attachments: Sequence[JSON] = (),
        reply_to: int | None = None,
        forward: Sequence[int | JSON] = (),
        payload: JSON | str | None = None,
        geo: Sequence[float] | None = None,
        ref: str | None = None,
        cropped: bool = False,
    ) -> int:
        """A message to the community, which by it may answer.

        An attachment is `{"kind", "name", "data", "size"}` with `data` as bytes or base64 (a stub when absent), `size`
        as claimed; further keys stand in its object. `forward` names cmids of this dialogue, or messages from
        elsewhere: `{"from_id", "text"}`. `geo` is latitude and longitude, `ref` what a link to the dialogue carried.
        `cropped`: the event comes without attachments and forwards (`is_cropped`), which the message itself has.
        """
        dialogue = self._dialogue(user)
        if dialogue.banned:
            raise refused(15, "user is in the blacklist")
        if len(text) > TEXT or len(attachments) > ATTACHMENTS:
            raise refused(914)
        answered = self._message(user, reply_to) if reply_to is not None else None
        message = self._world.compose(dialogue, user, text)
        message.attachments = [self._attached(item, user) for item in attachments]
        message.reply_to = answered
        message.forwards = [self._forwarded(dialogue, item) for item in forward]
        message.payload = payload if payload is None or isinstance(payload, str) else _packed(payload)
        message.geo = _place(*geo) if geo else None
        message.ref = ref
        if not (text or attachments or forward or geo):
            raise invalid("message is empty or invalid")
        if not dialogue.allowed:
            self._let(user, allowed=True)
        return self._world.post(message, cropped=cropped).cmid

    def send(
        self,
        user: int,
        kind: str,
        *,
        text: str = "",
        name: str | None = None,
        data: bytes | str | None = None,
        size: int | None = None,
        reply_to: int | None = None,
        fields: JSON | None = None,
    ) -> int:
        """A message with one attachment: photo, doc, audio_message, audio, video, sticker, graffiti, poll, wall, …"""
        item = {"kind": kind, "name": name, "data": data, "size": size} | (fields or {})
        return self.write(user, text, attachments=[item], reply_to=reply_to)

    def start(self, user: int, ref: str | None = None) -> int:
        """The button «Начать» of an empty dialogue."""
        return self.write(user, say("sandbox-vk-start"), payload=START, ref=ref)

    def press(self, user: int, label: str) -> int:
        """A text button: under the input field, or in the newest message that has one of this label."""
        dialogue = self._dialogue(user)
        boards = [dialogue.keyboard, *(message.inline for message in reversed(dialogue.messages.values()))]
        actions = (action for keyboard in boards if keyboard for action in keyboard.actions())
        pressed = next((one for one in actions if one["type"] == "text" and one["label"] == label), None)
        if pressed is None:
            raise invalid(f"no button {label}")
        cmid = self.write(user, label, payload=pressed.get("payload"))
        self._put_away(dialogue)
        return cmid

    def press_callback(self, user: int, cmid: int | None, payload: JSON | str) -> str:
        """A callback button of this message (None: under the input field): `message_event`. The payload may be forged;
        returns the event's id."""
        dialogue = self._dialogue(user) if cmid is None else self._message(user, cmid).dialogue
        event_id = secrets.token_hex(6)
        self._world.press(event_id, dialogue, self._world.timestamp() + EVENT_SECONDS)
        what: JSON = {"user_id": user, "peer_id": user, "event_id": event_id}
        what["payload"] = json.loads(payload) if isinstance(payload, str) else payload
        where = {} if cmid is None else {"conversation_message_id": cmid}
        self._world.long_poll.put("message_event", what | where)
        return event_id

    def edit(self, user: int, cmid: int, text: str, *, attachments: Sequence[JSON] | None = None) -> None:
        """Corrects an own message: `message_edit`; without `attachments` they stay."""
        message = self._own(user, cmid)
        message.text = text
        if attachments is not None:
            message.attachments = [self._attached(item, user) for item in attachments]
        self._world.edited(message)

    def delete(self, user: int, cmid: int) -> None:
        """Takes an own message back for everybody; the community is told nothing."""
        self._world.delete([self._own(user, cmid)], for_all=True)

    def react(self, user: int, cmid: int, reaction: int) -> None:
        """Sets a reaction, by its id: `message_reaction_event`."""
        if reaction not in REACTIONS:
            raise refused(1009)
        self._world.react(self._message(user, cmid), user, reaction)

    def unreact(self, user: int, cmid: int) -> None:
        """Takes it away: the same event without a `reaction_id`."""
        self._world.react(self._message(user, cmid), user, None)

    def typing(self, user: int) -> None:
        """Types: `message_typing_state`."""
        community = self._world.community.owner_id
        self._dialogue(user)
        what = {"state": "typing", "from_id": user, "to_id": community}
        self._world.long_poll.put("message_typing_state", what)
        self._world.events.emit("typing", {"peer": user, "from": user, "type": "typing"})

    def read(self, user: int) -> None:
        """Reads everything that the community wrote: `message_read`."""
        dialogue = self._dialogue(user)
        last = next((message for message in reversed(dialogue.messages.values()) if message.out), None)
        if last is not None:
            self._world.read(dialogue, user, last.cmid)

    def comment(
        self, user: int, post: int, text: str, *, reply_to: int | None = None, attachments: Sequence[JSON] = ()
    ) -> int:
        """A comment under a post, or the answer to a comment: `wall_reply_new`; returns its id."""
        self._person(user)
        if post not in self._world.posts:
            raise refused(210)
        under = self._world.posts[post]
        if reply_to is not None and reply_to not in under.comments:
            raise invalid("comment not found")
        items = [self._attached(item, user) for item in attachments]
        parent = under.comments[reply_to] if reply_to is not None else None
        return self._world.write_comment(under, user, text, parent, items).id

    # --- the parts ----------------------------------------------------------------------------------------------

    def _let(self, user: int, *, allowed: bool) -> None:
        dialogue = self._dialogue(user)
        dialogue.allowed = allowed
        self._world.changed(dialogue)

    def _put_away(self, dialogue: Dialogue) -> None:
        """A one-time keyboard goes when it was used."""
        if dialogue.keyboard is not None and dialogue.keyboard.one_time:
            dialogue.keyboard = None
            self._world.changed(dialogue)

    def _own(self, user: int, cmid: int) -> Message:
        message = self._message(user, cmid)
        if message.from_id != user:
            raise refused(15)
        if message.date + EDIT_SECONDS < self._world.timestamp():
            raise refused(909)
        return message

    def _forwarded(self, dialogue: Dialogue, item: int | JSON) -> Forwarded:
        if isinstance(item, int):
            return forwarded(self._message(dialogue.peer, item))
        items = [self._attached(attached, item["from_id"]) for attached in item.get("attachments", ())]
        return Forwarded(item["from_id"], item.get("text", ""), self._world.timestamp(), items)


def forwarded(message: Message) -> Forwarded:
    """A message of a dialogue, as it is passed on."""
    attachments = list(message.attachments)
    return Forwarded(message.from_id, message.text, message.date, attachments, message.cmid, message.dialogue.peer)


def _packed(payload: JSON) -> str:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"))


def _place(latitude: float, longitude: float) -> JSON:
    return {"type": "point", "coordinates": {"latitude": latitude, "longitude": longitude}}
