"""What the group's owner does: topics, the bots' rights, the group's upgrade to another id."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.sandbox.telegram.accounts import ADMIN_RIGHTS, JSON, Bot, Member, User
from bot.sandbox.telegram.limits import TOPIC_COLOURS
from bot.sandbox.telegram.model import Group, Message, Topic
from bot.sandbox.telegram.refusals import bad_request

if TYPE_CHECKING:
    from bot.sandbox.telegram.world import World


def make_topic(world: World, group: Group, maker: User, name: str, colour: int, icon: str | None = None) -> Topic:
    """A new topic with its service message, whose id becomes the thread id."""
    what: JSON = {"name": name, "icon_color": colour} | ({"icon_custom_emoji_id": icon} if icon else {})
    thread = group.next_message_id()
    topic = group.topics[thread] = Topic(thread, name, colour, icon)
    world.changed(group)
    service = {"forum_topic_created": what}
    world.post(Message(group, thread, maker, world.timestamp(), service=service, topic=thread))
    return topic


def edit_topic(world: World, group: Group, editor: User, topic: Topic, *, name: str | None, icon: str | None) -> None:
    """Another name or icon, with a service message."""
    what: JSON = {}
    if name and name != topic.name:
        topic.name = what["name"] = name
    if icon is not None and icon != topic.icon_custom_emoji_id:
        topic.icon_custom_emoji_id = what["icon_custom_emoji_id"] = icon
    if not what:
        raise bad_request("TOPIC_NOT_MODIFIED")
    world.changed(group)
    world.service(group, editor, {"forum_topic_edited": what}, topic.id)


def shut_topic(world: World, group: Group, who: User, topic: Topic, *, closed: bool) -> None:
    """Closes or opens a topic, with a service message."""
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    world.changed(group)
    world.service(group, who, {"forum_topic_closed" if closed else "forum_topic_reopened": {}}, topic.id)


def drop_topic(world: World, group: Group, topic: Topic, error: str) -> None:
    """The topic and all in it vanish; nobody is told."""
    topic.gone = error
    world.delete(group, [message.id for message in group.messages.values() if message.topic == topic.id])
    world.changed(group)


def pin(world: World, message: Message, who: User) -> None:
    """Pins a message, with a service message that shows it."""
    chat = message.chat
    if message.id in chat.pinned:
        return
    chat.pinned.append(message.id)
    world.changed(chat)
    viewer = next((bot.id for bot in world.bots.values()), 0)
    world.service(chat, who, {"pinned_message": message.to_json(viewer, quoted=True)}, message.topic)


def move(world: World, group: Group, *, keep_topics: bool) -> int:
    """Gives the group a new id and tells the bots on both sides of the move."""
    old_id, old_key, who = group.id, group.key, next(iter(group.members.values())).user
    new_id = old_id - 1_000_000
    world.service(group, who, {"migrate_to_chat_id": new_id})
    group.id, group.key = new_id, str(new_id)
    world.groups[new_id] = world.groups.pop(old_id)
    world.moved[old_id] = new_id
    world.changed(group, was=old_key)
    if not keep_topics:
        for topic in group.topics.values():
            drop_topic(world, group, topic, "message thread not found")
    world.service(group, who, {"migrate_from_chat_id": old_id})
    return new_id


class Groups:
    """The part of `People` that administers groups; whoever is named may do it, rights are not asked."""

    def __init__(self, world: World) -> None:
        self._world = world

    def create_topic(self, user: int, group: int, name: str) -> int:
        """A new topic; returns its thread id."""
        colour = random.choice(TOPIC_COLOURS)  # noqa: S311  # a colour
        return make_topic(self._world, self._group(group), self._world.users[user], name, colour).id

    def rename_topic(self, user: int, group: int, thread: int, name: str) -> None:
        """Another name for a topic."""
        place = self._group(group)
        edit_topic(self._world, place, self._world.users[user], self._topic(place, thread), name=name, icon=None)

    def close_topic(self, user: int, group: int, thread: int) -> None:
        """Closes a topic: bots get `TOPIC_CLOSED`."""
        place = self._group(group)
        shut_topic(self._world, place, self._world.users[user], self._topic(place, thread), closed=True)

    def reopen_topic(self, user: int, group: int, thread: int) -> None:
        """Opens it again."""
        place = self._group(group)
        shut_topic(self._world, place, self._world.users[user], self._topic(place, thread), closed=False)

    def delete_topic(self, group: int, thread: int, error: str = "message thread not found") -> None:
        """Deletes a topic with its messages; `error` is the text that bots get when they write there: also
        `TOPIC_DELETED` or `TOPIC_ID_INVALID` (platforms.md: forum topics)."""
        place = self._group(group)
        drop_topic(self._world, place, self._topic(place, thread), error)

    def invite(self, user: int, group: int) -> None:
        """Brings a person into the group: `chat_member`, and a service message."""
        self._comes_or_goes(user, group, "member")

    def leave(self, user: int, group: int) -> None:
        """A person leaves the group."""
        self._comes_or_goes(user, group, "left")

    def promote(self, group: int, bot: int, rights: Sequence[str] = ADMIN_RIGHTS) -> None:
        """Makes a bot an administrator with these rights."""
        self._standing(group, bot, "administrator", rights)

    def demote(self, group: int, bot: int) -> None:
        """Makes it a plain member."""
        self._standing(group, bot, "member")

    def mute(self, group: int, bot: int) -> None:
        """A member who may not write: `not enough rights to send text messages to the chat`."""
        self._standing(group, bot, "restricted")

    def kick(self, group: int, bot: int) -> None:
        """Puts a bot out of the group."""
        self._standing(group, bot, "kicked")

    def upgrade(self, group: int, *, keep_topics: bool = True) -> int:
        """Gives the group another id (`migrate_to_chat_id`); returns it. Messages and, unless `keep_topics` is off,
        topics come along with their ids."""
        return move(self._world, self._group(group), keep_topics=keep_topics)

    def set_forum(self, group: int, *, forum: bool) -> None:
        """Turns the topics of a group on or off."""
        place = self._group(group)
        place.forum = forum
        self._world.changed(place)

    def set_privacy(self, bot: int, *, reads_all: bool) -> None:
        """Switches a bot's privacy mode, as BotFather does; `reads_all`: off."""
        self._bot(bot).reads_all = reads_all

    def pin(self, user: int, group: int, message: int) -> None:
        """Pins a message, with a service message about it."""
        place = self._group(group)
        if message not in place.messages:
            raise bad_request("message to pin not found")
        pin(self._world, place.messages[message], self._world.users[user])

    def _comes_or_goes(self, user: int, group: int, status: str) -> None:
        place, person = self._group(group), self._world.users[user]
        old = place.members.get(user) or Member(person, "left")
        new = place.members[user] = Member(person, status)
        what = {"new_chat_members": [person.to_json()]} if new.inside else {"left_chat_member": person.to_json()}
        self._world.service(place, person, what)
        self._world.member_changed(place, person, old.to_json(), new.to_json())

    def _standing(self, group: int, bot: int, status: str, rights: Sequence[str] = ()) -> None:
        place, account = self._group(group), self._bot(bot)
        old = place.members.get(bot) or Member(account, "left")
        new = place.members[bot] = Member(account, status, frozenset(rights))
        self._world.changed(place)
        who = next((member.user for member in place.members.values() if not member.user.is_bot), account)
        self._world.standing_changed(place, account, who, old.to_json(), new.to_json())

    def _group(self, group: int) -> Group:
        try:
            return self._world.groups[self._world.moved.get(group, group)]
        except KeyError:
            raise bad_request("chat not found") from None

    def _bot(self, bot: int) -> Bot:
        account = self._world.users.get(bot)
        if not isinstance(account, Bot):
            raise bad_request("user not found")
        return account

    @staticmethod
    def _topic(group: Group, thread: int) -> Topic:
        topic = group.topics.get(thread)
        if topic is None or topic.gone:
            raise bad_request("message thread not found")
        return topic
