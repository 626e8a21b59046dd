"""What a person sees, as plain JSON for the page and for tests: snapshot and events share these forms.

The events of a world, beside those of `bot.sandbox.events`:

- `message`, `edited`: `{"chat": key, "message": view}`
- `deleted`: `{"chat": key, "ids": [...]}`
- `reactions`: `{"chat": key, "id": message id, "reactions": [{"emoji", "users"}]}`
- `chat`: the chat's view without its messages: new chat, menu, topics, members, pins, block, id (`was`: old key)
- `person`: a person's or bot's view
- `toast`: `{"user", "bot", "chat", "callback_id", "text", "alert"}`, the answer to a pressed button
- `typing`: `{"chat", "thread", "user", "action"}`
"""

from bot.sandbox.telegram.accounts import JSON, Bot, User
from bot.sandbox.telegram.model import Chat, Group, Message, PrivateChat, StoredFile

FILES_URL = "/control/files/"
"""Where the emulator's own server gives a file's bytes, with its unique id after it."""


def user_view(user: User) -> JSON:
    """`{"id", "name", "username", "role": "client" | "operator" | "bot", "deactivated"}`; a bot also its `commands`."""
    view: JSON = {"id": user.id, "name": user.name, "username": user.username, "role": user.role}
    view["deactivated"] = user.deactivated
    return view | {"commands": user.commands} if isinstance(user, Bot) else view


def message_view(message: Message) -> JSON:
    """A message: `from` is a user's id, `thread` None means General or a private chat, `date` is in Unix seconds,
    `entities` count in UTF-16 units, `keyboard` is rows of the Bot API's inline buttons.

    `content` is None for a text, else `{"kind", …}`: with a file `name`, `mime`, `size`, `file` (its unique id), `url`,
    `thumbnail` and what its kind has (`width`, `duration`, …); otherwise the fields of the Bot API's object. `album` is
    shared by the messages of one album; `quote` is `{"text", "position"}`, `forward` `{"type", "name", "date"}`."""
    return {
        "id": message.id,
        "thread": message.topic,
        "from": message.sender.id,
        "name": message.sender.name,
        "date": message.date,
        "edited": message.edit_date,
        "text": message.text,
        "entities": message.entities,
        "keyboard": message.keyboard["inline_keyboard"] if message.keyboard else [],
        "reactions": reactions_view(message),
        "reply_to": _quote(message.reply_to),
        "content": _content(message),
        "service": message.service,
        "pinned": message.id in message.chat.pinned,
        "protected": bool(message.extra.get("has_protected_content")),
        "spoiler": bool(message.extra.get("has_media_spoiler")),
        "preview": message.extra.get("link_preview_options", {}).get("url"),
        "via": message.extra.get("via_bot", {}).get("username"),
        "album": message.album,
        "forward": _forward(message.forward),
        "quote": message.quote,
    }


def reactions_view(message: Message) -> list[JSON]:
    """`[{"emoji", "users": [ids]}]`, in the order they came."""
    by_emoji: dict[str, list[int]] = {}
    for user, emoji in message.reactions.items():
        by_emoji.setdefault(emoji, []).append(user)
    return [{"emoji": emoji, "users": users} for emoji, users in by_emoji.items()]


def chat_view(chat: Chat) -> JSON:
    """A chat without its messages. `menu` is the Bot API's reply keyboard or None, `pinned` message ids.

    Private: `{"key", "type": "private", "user", "bot", "blocked", …}`; group: `{"key", "type": "supergroup", "id",
    "title", "forum", "topics": [{"id", "name", "icon_color", "closed", "deleted"}], "members": [{"user", "status",
    "rights"}], …}`.
    """
    common: JSON = {"key": chat.key, "menu": chat.menu, "pinned": list(chat.pinned)}
    if isinstance(chat, PrivateChat):
        return common | {"type": "private", "user": chat.user.id, "bot": chat.bot.id, "blocked": chat.blocked}
    assert isinstance(chat, Group)  # noqa: S101  # there are two kinds of chats
    members = [
        {"user": member.user.id, "status": member.status, "rights": sorted(member.rights)}
        for member in chat.members.values()
    ]
    topics = [topic.to_view() for topic in chat.topics.values()]
    return common | {
        "type": "supergroup",
        "id": chat.id,
        "title": chat.title,
        "forum": chat.forum,
        "topics": topics,
        "members": members,
    }


def _quote(message: Message | None) -> JSON | None:
    if message is None:
        return None
    return {"id": message.id, "name": message.sender.name, "text": message.text, "deleted": message.deleted}


def _forward(origin: JSON | None) -> JSON | None:
    if origin is None:
        return None
    name = origin.get("sender_user_name")
    if (user := origin.get("sender_user")) is not None:
        name = " ".join(filter(None, (user["first_name"], user.get("last_name"))))
    elif (chat := origin.get("chat") or origin.get("sender_chat")) is not None:
        name = chat["title"]
    return {"type": origin["type"], "name": name, "date": origin["date"]}


def _content(message: Message) -> JSON | None:
    if (file := message.content) is not None:
        view = {"kind": file.kind, "name": file.name, "mime": file.mime} | _file(file)
        return view | {"thumbnail": _file(file.thumbnail) if file.thumbnail else None}
    if not message.facts:
        return None
    what: JSON = message.facts[message.kind]
    return {"kind": message.kind} | what


def _file(file: StoredFile) -> JSON:
    return {"size": file.size, "file": file.unique_id, "url": FILES_URL + file.unique_id} | file.details
