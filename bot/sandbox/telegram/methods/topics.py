"""Forum topics. All but deletion are counted in the group's budget with sends and edits (platforms.md: limits)."""

from typing import Any

from bot.sandbox.telegram import groups
from bot.sandbox.telegram.limits import TOPIC_COLOURS, TOPIC_NAME
from bot.sandbox.telegram.methods.request import Request, living_topic, method
from bot.sandbox.telegram.model import Group, Topic
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]

_ICONS = {"5312536423851630001": "💬", "5312016608254762256": "⚡", "5377498341074542641": "📁"}


@method("createForumTopic")
def create_forum_topic(ask: Request) -> JSON:
    """A new topic; needs `can_manage_topics` (platforms.md: forum topics)."""
    group = _managed(ask, "not enough rights to create a topic")
    colour = ask.params.integer("icon_color")
    if colour is not None and colour not in TOPIC_COLOURS:
        raise bad_request("invalid forum topic icon color specified")
    name = _name(ask)
    if name is None:
        raise bad_request("topic name must be non-empty")
    ask.spend(group)
    icon = ask.params.text("icon_custom_emoji_id") or None
    return groups.make_topic(ask.world, group, ask.bot, name, colour or TOPIC_COLOURS[0], icon).to_json()


@method("editForumTopic")
def edit_forum_topic(ask: Request) -> bool:
    """Another name or icon."""
    group, topic = _topic(ask, "not enough rights to edit the topic")
    name = _name(ask)
    icon = ask.params.given.get("icon_custom_emoji_id")
    ask.spend(group)
    groups.edit_topic(ask.world, group, ask.bot, topic, name=name, icon=None if icon is None else str(icon))
    return True


@method("closeForumTopic")
def close_forum_topic(ask: Request) -> bool:
    """Closes a topic."""
    group, topic = _topic(ask, "not enough rights to close the topic")
    ask.spend(group)
    groups.shut_topic(ask.world, group, ask.bot, topic, closed=True)
    return True


@method("reopenForumTopic")
def reopen_forum_topic(ask: Request) -> bool:
    """Opens it again."""
    group, topic = _topic(ask, "not enough rights to reopen the topic")
    ask.spend(group)
    groups.shut_topic(ask.world, group, ask.bot, topic, closed=False)
    return True


@method("deleteForumTopic")
def delete_forum_topic(ask: Request) -> bool:
    """Deletes a topic with its messages; needs `can_delete_messages` (platforms.md: forum topics)."""
    group, member = ask.group()
    topic = living_topic(group, ask.params.integer("message_thread_id"))
    if not member.may("can_delete_messages"):
        raise bad_request("not enough rights to delete the topic")
    groups.drop_topic(ask.world, group, topic, "message thread not found")
    return True


@method("getForumTopicIconStickers")
def get_forum_topic_icon_stickers(_: Request) -> list[JSON]:
    """A few of the icons that a topic may have."""
    shape: JSON = {"type": "custom_emoji", "width": 100, "height": 100, "is_animated": True, "is_video": False}
    return [
        shape | {"file_id": f"icon_{number}", "file_unique_id": number, "custom_emoji_id": number, "emoji": emoji}
        for number, emoji in _ICONS.items()
    ]


def _managed(ask: Request, refusal: str) -> Group:
    group, member = ask.group()
    if not member.may("can_manage_topics"):
        raise bad_request(refusal)
    return group


def _topic(ask: Request, refusal: str) -> tuple[Group, Topic]:
    group = _managed(ask, refusal)
    return group, living_topic(group, ask.params.integer("message_thread_id"))


def _name(ask: Request) -> str | None:
    """1 to 128 characters (platforms.md: forum topics)."""
    name = ask.params.text("name").strip()
    if len(name) > TOPIC_NAME:
        raise bad_request("topic name is too long")
    return name or None
