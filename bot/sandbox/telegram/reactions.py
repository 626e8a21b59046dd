"""Reactions as marks: an emoji, `custom:<custom_emoji_id>` or `paid`."""

from bot.sandbox.telegram.accounts import JSON
from bot.sandbox.telegram.limits import REACTIONS
from bot.sandbox.telegram.refusals import bad_request

CUSTOM = "custom:"
PAID = "paid"


def check_mark(mark: str) -> None:
    """Refuses an emoji that no reaction may be."""
    if mark != PAID and not mark.startswith(CUSTOM) and mark not in REACTIONS:
        raise bad_request("REACTION_INVALID")


def reaction_json(mark: str | None) -> list[JSON]:
    """The Bot API's array of `ReactionType` for a mark."""
    if mark is None:
        return []
    if mark == PAID:
        return [{"type": "paid"}]
    if mark.startswith(CUSTOM):
        return [{"type": "custom_emoji", "custom_emoji_id": mark.removeprefix(CUSTOM)}]
    return [{"type": "emoji", "emoji": mark}]
