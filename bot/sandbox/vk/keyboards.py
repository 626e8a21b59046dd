"""Keyboards that the community sends: the checks of `keyboard`, with VK's error 911."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from bot.sandbox.vk.refusals import ApiError, refused

JSON = dict[str, Any]

ROW, ROWS, BUTTONS = 5, 10, 40
INLINE_ROWS, INLINE_BUTTONS = 6, 10
"""Buttons in a row, rows, buttons in all (platforms.md: VK; dev.vk.com, keyboards)."""

LABEL = 40
"""Characters on a button (platforms.md: VK)."""

PAYLOAD = 255
"""Characters of a button's payload, a JSON object (platforms.md: VK)."""

_LABELLED = ("text", "callback", "open_link", "open_app")
_TYPES = (*_LABELLED, "location", "vkpay", "open_photo")
_COLOURS = {"primary": "primary", "secondary": "default", "default": "default"}
_COLOURS |= {"positive": "positive", "negative": "negative"}


@dataclass(frozen=True, slots=True)
class Keyboard:
    """A keyboard as the API returns it; `inline` belongs to its message, another to the input field."""

    rows: list[list[JSON]]
    inline: bool
    one_time: bool
    author_id: int

    def to_json(self) -> JSON:
        """VK's keyboard object."""
        data: JSON = {"one_time": self.one_time, "inline": self.inline, "buttons": self.rows}
        return data | {"author_id": self.author_id}

    def actions(self) -> Iterator[JSON]:
        """What its buttons do, row by row."""
        return (button["action"] for row in self.rows for button in row)

    def to_view(self) -> list[list[JSON]]:
        """What the page shows: `{"type", "label", "payload", "color", "link"}` in rows."""
        return [[button["action"] | {"color": button.get("color", "default")} for button in row] for row in self.rows]


def keyboard(text: str, author_id: int) -> Keyboard | None:
    """The keyboard of a request; None when none was sent. No buttons take the old keyboard away."""
    if not text:
        return None
    try:
        given = json.loads(text)
    except ValueError:
        raise _broken("keyboard should be valid json") from None
    if not isinstance(given, dict) or not isinstance(given.get("buttons"), list):
        raise _broken("buttons property should be array")
    inline, one_time = _boolean(given, "inline"), _boolean(given, "one_time")
    rows = given["buttons"]
    _check_size(rows, inline=inline)
    checked = [[_button(button, f"[{r}][{b}]") for b, button in enumerate(row)] for r, row in enumerate(rows)]
    return Keyboard(checked, inline, one_time and not inline, author_id)


def _boolean(given: JSON, name: str) -> bool:
    value = given.get(name, False)
    if not isinstance(value, bool):
        raise _broken(f"{name} property should be boolean")
    return value


def _check_size(rows: list[Any], *, inline: bool) -> None:
    if not all(isinstance(row, list) for row in rows):
        raise _broken("buttons property should be array of arrays")
    if len(rows) > (INLINE_ROWS if inline else ROWS):
        raise _broken("buttons contain too much rows")
    if any(len(row) > ROW for row in rows):
        raise _broken("buttons contain too much columns")
    if sum(map(len, rows)) > (INLINE_BUTTONS if inline else BUTTONS):
        raise _broken("keyboard contains too much buttons")
    if inline and not any(rows):
        raise _broken("buttons property should not be empty")


def _button(button: object, place: str) -> JSON:
    action = button.get("action") if isinstance(button, dict) else None
    if not isinstance(button, dict) or not isinstance(action, dict) or action.get("type") not in _TYPES:
        raise _broken(f"button {place} has invalid action")
    checked: JSON = {"type": action["type"]}
    if action["type"] in _LABELLED:
        checked["label"] = _label(action.get("label"), place)
    if action["type"] == "open_link":
        checked["link"] = _link(action.get("link"), place)
    if (payload := _payload(action.get("payload"), place)) is not None:
        checked["payload"] = payload
    checked |= {name: action[name] for name in ("hash", "app_id", "owner_id") if name in action}
    if action["type"] not in ("text", "callback"):
        return {"action": checked}
    colour = button.get("color", "secondary")
    if colour not in _COLOURS:
        raise _broken(f"button {place} has invalid color")
    return {"action": checked, "color": _COLOURS[colour]}


def _label(label: object, place: str) -> str:
    if not isinstance(label, str) or not label.strip():
        raise _broken(f"button {place} should have label")
    if len(label) > LABEL:
        raise _broken(f"button {place} has too long label")
    return label


def _link(link: object, place: str) -> str:
    if not isinstance(link, str) or not link.startswith(("http://", "https://")) or "{" in link:
        raise _broken(f"button {place} has invalid link")
    return link


def _payload(payload: object, place: str) -> str | None:
    if payload in (None, ""):
        return None
    text = payload if isinstance(payload, str) else json.dumps(payload, ensure_ascii=False)
    try:
        fits = isinstance(json.loads(text), dict) and len(text) <= PAYLOAD
    except ValueError:
        fits = False
    if not fits:
        raise _broken(f"button {place} has invalid payload")
    return text


def _broken(why: str) -> ApiError:
    return refused(911, why)
