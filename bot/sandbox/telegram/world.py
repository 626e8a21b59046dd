"""The state of the emulated Telegram: who there is, what was written where, and which bot is told about it.

`World` has no HTTP and no permissions of people: `people.People` (as `world.people`) is what persons do, `methods` what
bots ask for. A chat is named by its key: `"<bot id>:<user id>"` for a private one, `"<group id>"` for a group.
For a person, a `peer` is a bot's id (their private chat) or a group's id (negative), as in a real client.

For the page: `world.snapshot()`, then `world.events.subscribe(snapshot["seq"])`; actions through `world.people`.
Everything runs in one event loop; no method here waits.
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Sequence

from bot.clock import Clock, SystemClock
from bot.sandbox.calls import CallLog
from bot.sandbox.events import EventLog
from bot.sandbox.telegram.accounts import ADMIN_RIGHTS, JSON, Bot, Member, Role, User
from bot.sandbox.telegram.budgets import Budgets
from bot.sandbox.telegram.faults import Faults
from bot.sandbox.telegram.files import FileStore
from bot.sandbox.telegram.model import Chat, Group, Message, PrivateChat
from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.reactions import reaction_json
from bot.sandbox.telegram.routing import bots_told
from bot.sandbox.telegram.views import chat_view, message_view, reactions_view, user_view


class World:
    """One Telegram. `budgets=False` switches every 429 of its own off; `calls` bounds the log of bots' requests
    (0: none)."""

    def __init__(self, clock: Clock | None = None, *, budgets: bool = True, calls: int = 10_000) -> None:
        self.clock = clock or SystemClock()
        self.events = EventLog()
        self.budgets = Budgets(self.clock, on=budgets)
        self.faults = Faults(self.events)
        self.calls = CallLog(self.clock, calls)
        self.people = People(self)
        self.users: dict[int, User] = {}
        self.bots: dict[str, Bot] = {}
        """By token."""
        self.private: dict[tuple[int, int], PrivateChat] = {}
        """By (bot's id, person's id)."""
        self.groups: dict[int, Group] = {}
        self.moved: dict[int, int] = {}
        """Old ids of upgraded groups and their new ones."""
        self.files = FileStore()
        self.callbacks: dict[str, tuple[Bot, User, Chat, float]] = {}
        """Pressed buttons not answered yet: the bot, who pressed, where, until when (Unix seconds)."""
        self.toasts: deque[JSON] = deque(maxlen=100)
        """The last answers to pressed buttons, in the form of the `toast` event."""
        self._next_user = itertools.count(5_000_001)
        self._next_group = itertools.count(1)
        self._next_album = itertools.count(13_000_000_000_000_001)

    def new_album(self) -> str:
        """A `media_group_id`."""
        return str(next(self._next_album))

    def timestamp(self) -> int:
        """Unix seconds on the world's clock."""
        return int(self.clock.now().timestamp())

    # --- who there is -----------------------------------------------------------------------------------------

    def add_bot(self, token: str, name: str, username: str, *, reads_all: bool = False) -> Bot:
        """A bot; its id is the part of the token before the colon. `reads_all`: privacy mode is off."""
        bot = Bot(int(token.split(":", 1)[0]), name, username=username, token=token, reads_all=reads_all)
        self.bots[token] = bot
        self.users[bot.id] = bot
        self.events.emit("person", user_view(bot))
        return bot

    def add_person(self, name: str, role: Role = "client", username: str | None = None) -> User:
        """A person ("First Last"). An operator becomes a member of every group that needs no invitation."""
        first, _, last = name.strip().partition(" ")
        user = User(next(self._next_user), first, last or None, username, role)
        self.users[user.id] = user
        self.events.emit("person", user_view(user))
        if role == "operator":
            for group in self.groups.values():
                if not group.invited:
                    self.join(group, user)
        return user

    def add_group(
        self, title: str, members: Sequence[User] = (), *, forum: bool = True, invited: bool = False
    ) -> Group:
        """A supergroup with these members (bots as administrators with every right); `invited`: operators that come
        later are not in it by themselves."""
        number = -1_002_000_000_000 - next(self._next_group)
        group = Group(str(number), id=number, title=title, forum=forum, invited=invited)
        self.groups[number] = group
        for user in members:
            status = "administrator" if user.is_bot else "member"
            group.members[user.id] = Member(user, status, frozenset(ADMIN_RIGHTS if user.is_bot else ()))
        self.events.emit("chat", chat_view(group))
        return group

    def join(self, group: Group, user: User) -> None:
        """A member more, without a word about it in the chat."""
        group.members[user.id] = Member(user)
        self.changed(group)

    def open_private(self, bot: Bot, user: User) -> PrivateChat:
        """The private chat of the two, made if there is none."""
        chat = self.private.get((bot.id, user.id))
        if chat is None:
            chat = PrivateChat(f"{bot.id}:{user.id}", user=user, bot=bot)
            self.private[bot.id, user.id] = chat
            self.events.emit("chat", chat_view(chat))
        return chat

    # --- what happens -----------------------------------------------------------------------------------------

    def post(self, message: Message) -> Message:
        """A message appears in its chat, and the bots that may read it are told."""
        message.chat.messages[message.id] = message
        self.events.emit("message", {"chat": message.chat.key, "message": message_view(message)})
        self._tell("message", message)
        return message

    def edited(self, message: Message, *, silently: bool = False) -> None:
        """A message has changed; `silently`: only its keyboard, without the mark "edited"."""
        if not silently:
            message.edit_date = self.timestamp()
        self.events.emit("edited", {"chat": message.chat.key, "message": message_view(message)})
        if not message.sender.is_bot:
            self._tell("edited_message", message)

    def delete(self, chat: Chat, ids: Sequence[int]) -> None:
        """Messages vanish for everybody; bots are not told."""
        for number in ids:
            chat.messages.pop(number).deleted = True
            if number in chat.pinned:
                chat.pinned.remove(number)
        self.events.emit("deleted", {"chat": chat.key, "ids": list(ids)})

    def react(self, message: Message, user: User, mark: str | None) -> None:
        """A reaction is set or taken away; only people's are told to bots."""
        old = message.reactions.pop(user.id, None)
        if mark:
            message.reactions[user.id] = mark
        view = {"chat": message.chat.key, "id": message.id, "reactions": reactions_view(message)}
        self.events.emit("reactions", view)
        if user.is_bot or old == mark:
            return
        payload = {
            "chat": message.chat.to_json(),
            "message_id": message.id,
            "user": user.to_json(),
            "date": self.timestamp(),
            "old_reaction": reaction_json(old),
            "new_reaction": reaction_json(mark),
        }
        for bot in bots_told(message.chat, None):
            bot.updates.put("message_reaction", payload)

    def service(self, chat: Chat, sender: User, what: JSON, topic: int | None = None) -> Message:
        """A service message: `what` is its one field."""
        return self.post(Message(chat, chat.next_message_id(), sender, self.timestamp(), service=what, topic=topic))

    def standing_changed(self, chat: Chat, bot: Bot, who: User, old: JSON, new: JSON) -> None:
        """`my_chat_member` for a bot whose standing somebody changed; `old` and `new` are `ChatMember`s."""
        update = {"chat": chat.to_json(), "from": who.to_json(), "date": self.timestamp()}
        bot.updates.put("my_chat_member", update | {"old_chat_member": old, "new_chat_member": new})

    def member_changed(self, group: Group, user: User, old: JSON, new: JSON) -> None:
        """`chat_member` for the bots that administer the group: a person came or left."""
        self.changed(group)
        update = {"chat": group.to_json(), "from": user.to_json(), "date": self.timestamp()}
        for member in group.members.values():
            if isinstance(member.user, Bot) and member.status == "administrator":
                member.user.updates.put("chat_member", update | {"old_chat_member": old, "new_chat_member": new})

    def deactivated(self, person: User) -> None:
        """An account is deleted."""
        person.deactivated = True
        self.events.emit("person", user_view(person))

    def toast(self, number: str, text: str, *, alert: bool) -> None:
        """The answer to a pressed button is shown to who pressed it."""
        bot, person, chat, _ = self.callbacks[number]
        self.toasts.append(
            {"user": person.id, "bot": bot.id, "chat": chat.key, "callback_id": number, "text": text, "alert": alert}
        )
        self.events.emit("toast", self.toasts[-1])

    def forget_callbacks(self) -> None:
        """Drops the pressed buttons that nobody can answer any more."""
        now = self.timestamp()
        for number, pressed in list(self.callbacks.items()):
            if pressed[3] >= now:
                break
            del self.callbacks[number]

    def changed(self, chat: Chat, **more: str) -> None:
        """Tells the page that a chat looks otherwise now."""
        self.events.emit("chat", chat_view(chat) | more)

    def _tell(self, kind: str, message: Message) -> None:
        for bot in bots_told(message.chat, message):
            bot.updates.put(kind, message.to_json(bot.id))

    # --- what is seen -----------------------------------------------------------------------------------------

    def snapshot(self) -> JSON:
        """Everything that is visible, as of event `seq`: `{"seq", "people": [user], "bots": [user], "chats": [chat with
        "messages"], "toasts": [...], "faults": [...]}`; the forms are those of `views`."""
        chats: list[Chat] = [*self.private.values(), *self.groups.values()]
        return {
            "seq": self.events.seq,
            "people": [user_view(user) for user in self.users.values() if not user.is_bot],
            "bots": [user_view(bot) for bot in self.bots.values()],
            "chats": [
                chat_view(chat) | {"messages": [message_view(message) for message in chat.messages.values()]}
                for chat in chats
            ],
            "toasts": list(self.toasts),
            "faults": self.faults.view(),
        }

    def close(self) -> None:
        """Lets waiting `getUpdates` and subscriptions go."""
        self.events.close()
        for bot in self.bots.values():
            bot.updates.close()
