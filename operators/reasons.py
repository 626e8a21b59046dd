"""Why something did not reach a client, in words for staff. What the platforms say (in English, some of it with a code)
stays in the row and in the log."""

from __future__ import annotations

import re

from bot.carriage import REFUSALS
from bot.texts import say

_CODE = re.compile(r"\((-?\d+)\)$")
"""VK's reasons end with their code (`bot.channels.vk.errors`)."""

_BY_CODE = {
    7: "desk-reason-vk-rights",
    14: "desk-reason-vk-captcha",
    15: "desk-reason-vk-rights",
    17: "desk-reason-vk-captcha",
    18: "desk-reason-deactivated",
    22: "desk-reason-vk-upload",
    27: "desk-reason-vk-rights",
    100: "desk-reason-vk-odd",
    105: "desk-reason-vk-upload",
    900: "desk-reason-vk-blacklist",
    901: "desk-reason-vk-denied",
    902: "desk-reason-vk-privacy",
    909: "desk-reason-too-old",
    910: "desk-reason-too-long",
    911: "desk-reason-buttons",
    912: "desk-reason-vk-buttons",
    914: "desk-reason-too-long",
    917: "desk-reason-vk-chat",
    920: "desk-reason-vk-kind",
    922: "desk-reason-vk-chat",
    924: "desk-reason-too-old",
    925: "desk-reason-vk-chat",
    936: "desk-reason-vk-unknown",
    3300: "desk-reason-vk-captcha",
}
"""VK's errors (its API schema, errors.json)."""

_BY_WORDS = {
    "blocked by the user": "desk-reason-blocked",
    "user is deactivated": "desk-reason-deactivated",
    "can't initiate conversation": "desk-reason-never-started",
    "chat not found": "desk-reason-never-started",
    "peer_id_invalid": "desk-reason-never-started",
    "user not found": "desk-reason-deactivated",
    "message can't be deleted": "desk-reason-too-old",
    "message can't be edited": "desk-reason-too-old",
    "message_edit_time_expired": "desk-reason-too-old",
    "message to edit not found": "desk-reason-gone",
    "message to delete not found": "desk-reason-gone",
    "message to react not found": "desk-reason-gone",
    "message_id_invalid": "desk-reason-gone",
    "message not found": "desk-reason-gone",
    "message is too long": "desk-reason-too-long",
    "caption is too long": "desk-reason-too-long",
    "caption_too_long": "desk-reason-too-long",
    "text is empty": "desk-reason-empty",
    "text must be non-empty": "desk-reason-empty",
    "can't parse entities": "desk-reason-formatting",
    "button_": "desk-reason-buttons",
    "reply markup": "desk-reason-buttons",
    "keyboard": "desk-reason-buttons",
    "a button's": "desk-reason-buttons",
    "voice_messages_forbidden": "desk-reason-no-voice",
    "wrong file identifier": "desk-reason-file-again",
    "wrong remote file id": "desk-reason-file-again",
    "file_reference": "desk-reason-file-again",
    "failed to get http url content": "desk-reason-file-again",
    "file is too big": "desk-reason-file-too-big",
    "request entity too large": "desk-reason-file-too-big",
    "not enough rights": "desk-reason-rights",
    "have no rights": "desk-reason-rights",
    "chat_write_forbidden": "desk-reason-rights",
    "need administrator rights": "desk-reason-rights",
    "bot was kicked": "desk-reason-rights",
    "reaction_invalid": "desk-reason-reaction",
    "no such reaction in vk": "desk-reason-vk-reaction",
    "mail_no_mailbox": "desk-reason-mail-no-mailbox",
    "mail_full": "desk-reason-mail-full",
    "mail_refused": "desk-reason-mail-refused",
    "mail_deferred": "desk-reason-mail-deferred",
    "mail_bad_address": "desk-reason-mail-address",
    "mail_too_large": "desk-reason-mail-too-large",
    "mail_unchangeable": "desk-reason-mail-unchangeable",
    " adapter": "desk-reason-bug",
}
"""What Telegram says (and we, of what was never asked), in lower case."""

NOT_EDITABLE = ("desk-reason-too-old", "desk-reason-vk-kind")
"""The reasons for which a correction goes as a message of its own."""


def key_of(reason: str | None) -> str | None:
    """The text that says it, None for what is not known."""
    said = (reason or "").lower()
    if said in REFUSALS:
        return REFUSALS[said]
    code = _code(said)
    if code is not None and (key := _BY_CODE.get(int(code))):
        return key
    return next((key for words, key in _BY_WORDS.items() if words in said), None)


def human_reason(reason: str | None) -> str:
    """A platform's reason in a Russian clause that says what to do; of what is not known, the code at most."""
    if (key := key_of(reason)) is not None:
        return say(key)
    if not reason:
        return say("desk-reason-unknown")
    code = _code(reason)
    return say("desk-reason-code", code=code) if code is not None else say("desk-reason-other")


def _code(reason: str) -> str | None:
    found = _CODE.search(reason.strip())
    return found[1] if found else None
