"""What the line asks of VK, as parameters of the API: pure, so that each request can be looked at in a test."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from bot.calls import Call, EditCall, Outgoing, SendCall
from bot.carriage import VK_REACTIONS
from bot.channels.vk import keyboards, texts
from bot.channels.vk.errors import UNKNOWN_REACTION
from bot.channels.vk.keyboards import Shown
from bot.channels.vk.limits import TEXT_LENGTH
from bot.channels.vk.mentions import unmarked
from bot.channels.vk.routing import BY_ID
from bot.content import ContentKind
from bot.errors import Rejected
from bot.richtext import RichText, rich, utf16_length

Values = dict[str, str | float | None]
"""Parameters of a method; None is left out."""

WALL = "wall:"
"""How the chat of a comment begins that is answered in public: `wall:<post>_<comment>`."""

_NUMBERS = {emoji: number for number, emoji in VK_REACTIONS.items()}

_VARIATION = "\ufe0f"
"""«❤️» and «❤» are one reaction."""


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment under a post of the community."""

    post: int
    number: int


def peer_of(call: Call) -> int:
    """Whom the call is for; raises `Rejected` for what is no person."""
    return number_of(call.to.chat)


def number_of(text: str) -> int:
    """An id of VK's; raises `Rejected` for what is no number."""
    try:
        return int(text)
    except ValueError:
        raise Rejected("not a VK id") from None


def comment_of(chat: str) -> Comment | None:
    """The comment that a chat stands for, None when it is a person."""
    if not chat.startswith(WALL):
        return None
    post, _, number = chat.removeprefix(WALL).partition("_")
    return Comment(number_of(post), number_of(number))


def send(call: SendCall, uploaded: Sequence[str], *, buttons: bool = True) -> Values:
    """`messages.send`, without the reply; `uploaded` are the attachments as VK names them. Without `buttons` their
    words stand in the text."""
    shown = keyboards.inline(call.keyboard) or keyboards.menu(call.menu)
    if shown and not buttons:
        shown = Shown("", keyboards.in_words(call.keyboard, call.menu))
    return {
        # Several peers, were it only one, are answered with `conversation_message_id`s.
        "peer_ids": str(peer_of(call)),
        "random_id": call.key,
        **_words(call.text, shown, preview=call.preview),
        **_place(call.attachments),
        "attachment": ",".join(uploaded) or None,
        "keyboard": (shown.keyboard or None) if shown else None,
    }


def reply(call: SendCall) -> str | None:
    """The `forward` that makes a message an answer to another of the same dialogue."""
    if call.reply_to is None:
        return None
    which = "message_ids" if call.reply_to.startswith(BY_ID) else "conversation_message_ids"
    number = number_of(call.reply_to.removeprefix(BY_ID))
    return json.dumps({"peer_id": peer_of(call), which: [number], "is_reply": True})


def edit(call: EditCall, text: RichText, attachment: str | None, *, buttons: bool = True) -> Values:
    """`messages.edit`: VK changes a message as a whole, so that everything it keeps is said again."""
    shown = keyboards.inline(call.keyboard, call.page)
    if shown and not buttons:
        shown = Shown("", keyboards.in_words(call.keyboard))
    return {
        "peer_id": peer_of(call),
        "cmid": number_of(call.message_id),
        **_words(text, shown, preview=call.preview),
        **_place(call.attachments),
        "attachment": attachment,
        "keyboard": (shown.keyboard or None) if shown else None,
        "keep_forward_messages": 1,
    }


def comment(call: SendCall, to: Comment, group_id: int) -> Values:
    """`wall.createComment` by the community, in answer to somebody's; `guid` lets VK know a repeat."""
    if not call.text:
        raise Rejected("only words go under a post")
    return {
        "owner_id": -group_id,
        "from_group": group_id,
        "post_id": to.post,
        "reply_to_comment": to.number,
        "message": _checked(call.text).text,
        "guid": f"liniya-{call.key}",
    }


def reaction(emoji: str) -> int:
    """The number of a reaction; raises `Rejected` where VK has none like it."""
    number = _NUMBERS.get(emoji.replace(_VARIATION, ""))
    if number is None:
        raise Rejected(UNKNOWN_REACTION)
    return number


def _words(text: RichText, shown: Shown | None, *, preview: bool) -> Values:
    whole = _with_lines(_checked(text), shown.lines if shown else ())
    return {
        "message": whole.text or None,
        "format_data": texts.format_data(whole),
        "dont_parse_links": 0 if preview else 1,
        "disable_mentions": 1,
    }


def _checked(text: RichText) -> RichText:
    """In nothing but words, and not too many of them."""
    text = unmarked(text)
    if utf16_length(text.text) > TEXT_LENGTH:
        raise Rejected("message is too long")
    return text


def _with_lines(text: RichText, lines: Sequence[str]) -> RichText:
    """What the buttons could not say in full; a text that is full itself goes without, one that has it already (read
    back from VK) stays as it is."""
    said = unmarked(rich("\n".join(lines)))
    if not lines or text.text.endswith(said.text):
        return text
    longer = text + rich("\n\n" if text else "") + said
    return longer if utf16_length(longer.text) <= TEXT_LENGTH else text


def _place(attachments: Sequence[Outgoing]) -> Values:
    """A message has one place; delivery gives it no more."""
    for one in attachments:
        place = one.attachment.place
        if one.kind is ContentKind.LOCATION and place is not None:
            return {"lat": place.latitude, "long": place.longitude}
    return {}
