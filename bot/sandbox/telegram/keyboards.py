"""Keyboards that bots send: the checks of `reply_markup`."""

from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.telegram.limits import BUTTONS, CALLBACK_DATA
from bot.sandbox.telegram.refusals import ApiError, bad_request

JSON = dict[str, Any]

STYLES = ("primary", "success", "danger")
"""Colours of a button since Bot API 9.4 (platforms.md: forum topics, news)."""

_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "login_url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "callback_game",
    "pay",
)
_SCHEMES = ("http", "https", "tg", "ton", "tonsite")


def inline_keyboard(markup: JSON | None) -> JSON | None:
    """A message's own keyboard, checked; None when there are no buttons."""
    if markup is None:
        return None
    rows = [[_inline_button(button) for button in row] for row in _rows(markup, "inline_keyboard")]
    rows = [row for row in rows if row]
    return {"inline_keyboard": rows} if rows else None


def is_inline(markup: JSON | None) -> bool:
    """Whether the markup belongs to the message rather than to the input field."""
    return markup is not None and "inline_keyboard" in markup


def menu(markup: JSON) -> JSON | None:
    """What stands under the input field after this markup: a reply keyboard, `force_reply`, or nothing."""
    if markup.get("remove_keyboard"):
        return None
    if "keyboard" not in markup:
        return markup
    rows = [[_menu_button(button) for button in row] for row in _rows(markup, "keyboard")]
    if not any(rows):
        raise bad_request("reply keyboard is empty")
    return markup | {"keyboard": rows}


def _rows(markup: JSON, field: str) -> list[list[Any]]:
    rows = markup.get(field)
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise _broken(f'Field "{field}" must be of type Array of Arrays')
    if sum(len(row) for row in rows) > BUTTONS:
        raise bad_request("reply markup is too long")
    return rows


def _inline_button(button: object) -> JSON:
    if not isinstance(button, dict):
        raise _broken("InlineKeyboardButton must be an Object")
    kept = {key: value for key, value in button.items() if value is not None}
    if not isinstance(kept.get("text"), str) or not kept["text"]:
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in _ACTIONS if name in kept]
    if len(actions) != 1:
        raise bad_request("text buttons are unallowed in the inline keyboard")
    _check_style(kept)
    if actions == ["callback_data"] and not 1 <= len(str(kept["callback_data"]).encode()) <= CALLBACK_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    if actions == ["url"]:
        _check_url(str(kept["url"]))
    return kept


def _menu_button(button: object) -> JSON:
    if isinstance(button, str):
        return {"text": button}
    if not isinstance(button, dict) or not isinstance(button.get("text"), str):
        raise _broken("KeyboardButton must be a String or an Object")
    _check_style(button)
    return {key: value for key, value in button.items() if value is not None}


def _check_style(button: JSON) -> None:
    if button.get("style") not in (None, *STYLES):
        raise bad_request("invalid button style specified")


def _check_url(url: str) -> None:
    parts = urlsplit(url if "://" in url else f"http://{url}")
    if parts.scheme not in _SCHEMES or (parts.scheme in ("http", "https") and "." not in (parts.hostname or "")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _broken(why: str) -> ApiError:
    return bad_request(f"can't parse reply keyboard markup JSON object: {why}")
