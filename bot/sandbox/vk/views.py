"""What a person sees, as plain JSON for the page and for tests: snapshot and events share these forms.

The events of a world, beside those of `bot.sandbox.events`:

- `message`, `edited`: `{"peer", "message": view}`
- `deleted`: `{"peer", "ids": [cmids]}`
- `reactions`: `{"peer", "id": cmid, "reactions": [{"reaction", "users"}]}`
- `chat`: the dialogue's view without its messages: new, allowed, denied, banned, another keyboard
- `person`: a person's view
- `toast`: `{"user", "event_id", "type", "text" | "link"}`, the answer to a pressed callback button
- `typing`: `{"peer", "from", "type"}`; `read`: `{"peer", "from", "cmid"}`
- `post`: a post's view; `comment`: `{"post", "comment": view}`
"""

from bot.sandbox.vk.accounts import JSON, Community, Person
from bot.sandbox.vk.model import Dialogue, Message


def person_view(person: Person) -> JSON:
    """`{"id", "name", "screen_name", "deactivated"}`."""
    view: JSON = {"id": person.id, "name": person.name, "screen_name": person.domain}
    return view | {"deactivated": person.deactivated}


def community_view(community: Community) -> JSON:
    """`{"id", "name", "screen_name"}`; its messages are from minus `id`."""
    return {"id": community.id, "name": community.name, "screen_name": community.screen_name}


def message_view(message: Message) -> JSON:
    """A message: `id` is its cmid, `from` a user's id or minus the community's, `date` in Unix seconds, `format` the
    spans of `format_data`, `keyboard` rows of inline buttons."""
    return {
        "id": message.cmid,
        "message_id": message.id,
        "from": message.from_id,
        "admin": message.admin,
        "date": message.date,
        "edited": message.edited,
        "text": message.text,
        "format": message.format_data["items"] if message.format_data else [],
        "keyboard": message.inline.to_view() if message.inline else [],
        "reactions": reactions_view(message),
        "reply_to": _quote(message.reply_to),
        "forwards": [{"from": item.from_id, "text": item.text} for item in message.forwards],
        "attachments": [item.to_view() for item in message.attachments],
        "geo": message.geo["coordinates"] if message.geo else None,
        "payload": message.payload,
    }


def reactions_view(message: Message) -> list[JSON]:
    """`[{"reaction", "users": [ids]}]`."""
    return [{"reaction": item["reaction_id"], "users": item["user_ids"]} for item in message.counters()]


def dialogue_view(dialogue: Dialogue) -> JSON:
    """A dialogue without its messages; `keyboard` is what stands under the input field, or None."""
    keyboard = dialogue.keyboard
    return {
        "peer": dialogue.peer,
        "allowed": dialogue.allowed,
        "banned": dialogue.banned,
        "keyboard": keyboard.to_view() if keyboard else None,
        "one_time": keyboard.one_time if keyboard else False,
        "in_read": dialogue.in_read,
        "out_read": dialogue.out_read,
        "unanswered": dialogue.unanswered,
    }


def _quote(message: Message | None) -> JSON | None:
    if message is None:
        return None
    return {"id": message.cmid, "from": message.from_id, "text": message.text, "deleted": message.deleted}
