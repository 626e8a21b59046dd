"""The state of the emulated VK: one community, who writes to it, and what its bot is told.

`World` has no HTTP: `people.People` (as `world.people`) is what persons and administrators do, `methods` what the bot
asks for. A dialogue is named by the person's id, a message in it by its `cmid`.

For the page: `world.snapshot()`, then `world.events.subscribe(snapshot["seq"])`; actions through `world.people`.
Everything runs in one event loop; no method here waits.
"""

from __future__ import annotations

import itertools
import secrets
import time
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.clock import Clock, SystemClock
from bot.sandbox.blobs import Blobs
from bot.sandbox.calls import CallLog
from bot.sandbox.events import EventLog
from bot.sandbox.uploads import Upload
from bot.sandbox.vk.accounts import JSON, Community, Person
from bot.sandbox.vk.attachments import Attachment
from bot.sandbox.vk.budgets import Budgets
from bot.sandbox.vk.faults import Faults
from bot.sandbox.vk.files import StoredFile
from bot.sandbox.vk.longpoll import LongPoll
from bot.sandbox.vk.model import Dialogue, Message
from bot.sandbox.vk.people import People
from bot.sandbox.vk.views import community_view, dialogue_view, message_view, person_view, reactions_view
from bot.sandbox.vk.wall import Comment, Post

_CLIENT_INFO: JSON = {
    "button_actions": ["text", "vkpay", "open_app", "location", "open_link", "open_photo", "callback"],
    "keyboard": True,
    "inline_keyboard": True,
    "carousel": True,
    "lang_id": 0,
}
"""What a person's application can show, as VK tells it beside a new message."""

_IDS_FROM = 1_700_000_000
"""Persons get ids from the clock, so that those of a sandbox started anew are nobody's in a database that was kept."""


@dataclass(frozen=True, slots=True)
class Pressed:
    """A callback button that waits for its answer until `until`, in Unix seconds."""

    dialogue: Dialogue
    until: float


class World:
    """One VK. `budgets=False` switches error 6 of its own off; `calls` bounds the log of requests (0: none).

    `base_url` is where the server listens: addresses of files and of the long poll begin with it.
    """

    def __init__(
        self, community: Community, clock: Clock | None = None, *, budgets: bool = True, calls: int = 10_000
    ) -> None:
        self.clock = clock or SystemClock()
        self.base_url = "http://127.0.0.1"
        self.community = community
        self.events = EventLog()
        self.long_poll = LongPoll(community.id)
        self.budgets = Budgets(self.clock, on=budgets)
        self.faults = Faults(self.events, self.long_poll.wake)
        self.calls = CallLog(self.clock, calls)
        self.executed = CallLog(self.clock, calls)
        """The calls inside `execute`, which are no requests of their own."""
        self.people = People(self)
        self.persons: dict[int, Person] = {}
        self.dialogues: dict[int, Dialogue] = {}
        """By the person's id."""
        self.messages: dict[int, Message] = {}
        """By the community's message id."""
        self.attachments: dict[tuple[int, int], Attachment] = {}
        """By owner and id."""
        self.blobs = Blobs()
        self.files: dict[str, StoredFile] = {}
        """By the key in their address."""
        self.uploads: dict[str, tuple[str, Upload]] = {}
        """Uploaded and not yet saved: what for, and the file."""
        self.posts: dict[int, Post] = {}
        self.pressed: dict[str, Pressed] = {}
        self.toasts: deque[JSON] = deque(maxlen=100)
        """The last answers to pressed buttons, in the form of the `toast` event."""
        self._next_person = itertools.count(200_000_000 + int(time.time()) - _IDS_FROM)
        self._next_message = itertools.count(1)
        self._next_object = itertools.count(457_239_017)
        self._next_post = itertools.count(1)

    def timestamp(self) -> int:
        """Unix seconds on the world's clock."""
        return int(self.clock.now().timestamp())

    # --- who and what there is --------------------------------------------------------------------------------

    def add_person(self, name: str, screen_name: str | None = None) -> Person:
        """A person ("First Last")."""
        first, _, last = name.strip().partition(" ")
        person = Person(next(self._next_person), first, last, screen_name)
        self.persons[person.id] = person
        self.events.emit("person", person_view(person))
        return person

    def deactivated(self, person: Person) -> None:
        """An account is deleted."""
        person.deactivated = True
        self.events.emit("person", person_view(person))

    def dialogue(self, person: Person) -> Dialogue:
        """The person's dialogue with the community, made if there is none; it is not allowed by that."""
        known = self.dialogues.get(person.id)
        if known is None:
            known = self.dialogues[person.id] = Dialogue(person, self.community.owner_id)
            self.changed(known)
        return known

    def keep(self, kind: str, owner_id: int, file: StoredFile | None = None, **fields: object) -> Attachment:
        """A new object of this owner."""
        item = Attachment(kind, owner_id, next(self._next_object), secrets.token_hex(9), self.timestamp(), file, fields)
        self.attachments[owner_id, item.id] = item
        if file is not None:
            self.files[file.key] = file
        return item

    # --- what happens -----------------------------------------------------------------------------------------

    def compose(self, dialogue: Dialogue, from_id: int, text: str) -> Message:
        """A message that is not yet in its dialogue: see `post`."""
        return Message(dialogue, next(self._next_message), dialogue.last_cmid + 1, from_id, self.timestamp(), text)

    def post(self, message: Message, *, cropped: bool = False) -> Message:
        """A message appears in its dialogue, and the bot is told; `cropped`: not of what it carries."""
        dialogue = message.dialogue
        dialogue.last_cmid = message.cmid
        dialogue.messages[message.cmid] = self.messages[message.id] = message
        if message.keyboard is not None and not message.keyboard.inline:
            dialogue.keyboard = message.keyboard if any(message.keyboard.rows) else None
            self.changed(dialogue)
        self.events.emit("message", {"peer": dialogue.peer, "message": message_view(message)})
        what = message.to_json(self.base_url)
        if cropped:
            what |= {"attachments": [], "fwd_messages": [], "is_cropped": True}
        if message.out:
            self.long_poll.put("message_reply", what)
        else:
            self.long_poll.put("message_new", {"message": what, "client_info": _CLIENT_INFO})
        return message

    def edited(self, message: Message) -> None:
        """A message has changed."""
        message.edited = self.timestamp()
        self.events.emit("edited", {"peer": message.dialogue.peer, "message": message_view(message)})
        self.long_poll.put("message_edit", message.to_json(self.base_url))

    def delete(self, messages: Iterable[Message], *, for_all: bool) -> None:
        """Messages vanish, for everybody or for the community; the bot is not told."""
        for message in messages:
            message.hidden = True
            if for_all:
                message.deleted = True
                self.events.emit("deleted", {"peer": message.dialogue.peer, "ids": [message.cmid]})

    def react(self, message: Message, who: int, reaction: int | None) -> None:
        """A reaction is set or taken away; the bot is told of people's."""
        if message.reactions.get(who) == reaction:
            return
        message.reactions.pop(who, None)
        if reaction is not None:
            message.reactions[who] = reaction
        peer = message.dialogue.peer
        view: JSON = {"peer": peer, "id": message.cmid, "reactions": reactions_view(message)}
        self.events.emit("reactions", view)
        if who > 0:
            what: JSON = {"reacted_id": who, "peer_id": peer, "cmid": message.cmid}
            self.long_poll.put("message_reaction_event", what | ({"reaction_id": reaction} if reaction else {}))

    def read(self, dialogue: Dialogue, who: int, cmid: int) -> None:
        """One side has read the other's messages up to this one."""
        message = dialogue.messages.get(cmid)
        number = message.id if message else 0
        if who > 0:
            dialogue.out_read = max(dialogue.out_read, number)
            what = {"from_id": who, "peer_id": dialogue.peer, "read_message_id": number}
            self.long_poll.put("message_read", what | {"conversation_message_id": cmid})
        else:
            dialogue.in_read = max(dialogue.in_read, number)
        self.events.emit("read", {"peer": dialogue.peer, "from": who, "cmid": cmid})

    def press(self, event_id: str, dialogue: Dialogue, until: float) -> None:
        """A callback button was pressed; those that nobody can answer any more are forgotten."""
        now = self.timestamp()
        self.pressed = {key: pressed for key, pressed in self.pressed.items() if pressed.until >= now}
        self.pressed[event_id] = Pressed(dialogue, until)

    def toast(self, event_id: str, what: JSON) -> None:
        """The answer to a pressed button is shown to who pressed it; there is no second one."""
        dialogue = self.pressed.pop(event_id).dialogue
        self.toasts.append({"user": dialogue.peer, "event_id": event_id} | what)
        self.events.emit("toast", self.toasts[-1])

    def changed(self, dialogue: Dialogue) -> None:
        """Tells the page that a dialogue looks otherwise now."""
        self.events.emit("chat", dialogue_view(dialogue))

    def write_post(self, text: str) -> Post:
        """A post on the community's wall."""
        post = Post(next(self._next_post), self.community.owner_id, self.timestamp(), text)
        self.posts[post.id] = post
        self.events.emit("post", post.to_view())
        self.long_poll.put("wall_post_new", post.to_json())
        return post

    def write_comment(
        self, post: Post, from_id: int, text: str, parent: Comment | None, attachments: Sequence[Attachment]
    ) -> Comment:
        """A comment under a post; comments and posts share their numbering."""
        comment = Comment(next(self._next_post), post, from_id, self.timestamp(), text, parent, list(attachments))
        post.comments[comment.id] = comment
        self.events.emit("comment", {"post": post.id, "comment": comment.to_view()})
        self.long_poll.put("wall_reply_new", comment.to_json(self.base_url))
        return comment

    # --- what is seen -----------------------------------------------------------------------------------------

    def snapshot(self) -> JSON:
        """Everything that is visible, as of event `seq`: `{"seq", "community", "people", "chats": [dialogue with
        "messages"], "posts", "toasts", "faults"}`; the forms are those of `views`."""
        chats = [
            dialogue_view(dialogue)
            | {"messages": [message_view(message) for message in dialogue.messages.values() if not message.deleted]}
            for dialogue in self.dialogues.values()
        ]
        return {
            "seq": self.events.seq,
            "community": community_view(self.community),
            "people": [person_view(person) for person in self.persons.values()],
            "chats": chats,
            "posts": [post.to_view() for post in self.posts.values()],
            "toasts": list(self.toasts),
            "faults": self.faults.view(),
        }

    def close(self) -> None:
        """Lets waiting long polls and subscriptions go."""
        self.events.close()
        self.long_poll.wake()
