"""Questions about chats and their members."""

from typing import Any

from bot.sandbox.telegram.accounts import PERMISSIONS, Member
from bot.sandbox.telegram.limits import REACTIONS
from bot.sandbox.telegram.methods.request import Request, method
from bot.sandbox.telegram.model import Group
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]

_GIFTS = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
_WITHHELD = ("can_change_info", "can_pin_messages", "can_manage_topics", "can_edit_tag")


@method("getChat")
def get_chat(ask: Request) -> JSON:
    """Everything about a chat; a group's `permissions` are those of plain members."""
    chat = ask.chat()
    full: JSON = chat.to_json() | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(_GIFTS, False),
    }
    if isinstance(chat, Group):
        full["permissions"] = {name: name not in _WITHHELD for name in PERMISSIONS}
        full["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in sorted(REACTIONS)]
    if chat.pinned and (last := chat.messages.get(chat.pinned[-1])) is not None:
        full["pinned_message"] = last.to_json(ask.bot.id, quoted=True)
    return full


@method("getChatMember")
def get_chat_member(ask: Request) -> JSON:
    """Somebody's standing; who never was in the group has `left` it."""
    chat, number = ask.chat(), ask.params.integer("user_id")
    user = ask.world.users.get(number or 0)
    if user is None:
        raise bad_request("invalid user_id specified")
    if not isinstance(chat, Group):
        return Member(user).to_json()
    return (chat.members.get(user.id) or Member(user, "left")).to_json()


@method("getChatAdministrators")
def get_chat_administrators(ask: Request) -> list[JSON]:
    """The owner and administrators, bots other than the asking one left out."""
    return [
        member.to_json()
        for member in _group(ask).members.values()
        if member.status in ("creator", "administrator") and (member.user is ask.bot or not member.user.is_bot)
    ]


@method("getChatMemberCount")
def get_chat_member_count(ask: Request) -> int:
    """How many are inside."""
    chat = ask.chat()
    return sum(member.inside for member in chat.members.values()) if isinstance(chat, Group) else 2


@method("leaveChat")
def leave_chat(ask: Request) -> bool:
    """The bot goes."""
    group = _group(ask)
    group.members[ask.bot.id] = Member(ask.bot, "left")
    ask.world.changed(group)
    return True


def _group(ask: Request) -> Group:
    chat = ask.chat()
    if not isinstance(chat, Group):
        raise bad_request("there are no administrators in the private chat")
    return chat
