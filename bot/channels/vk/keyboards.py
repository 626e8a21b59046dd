"""Keyboards within VK's limits: rows that are too wide wrap, buttons that are too many are paged, labels that are too
long are shortened and stand in full in the text.

Everything follows from the keyboard and the page alone, so that a message can be edited to another page at any time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.channels.vk.limits import (
    INLINE_BUTTONS,
    INLINE_ROWS,
    LABEL_LENGTH,
    MENU_BUTTONS,
    MENU_ROWS,
    PAYLOAD_LENGTH,
    ROW_BUTTONS,
)
from bot.errors import Rejected
from bot.outgoing import Button, ButtonStyle, Keyboard, Menu
from bot.richtext import utf16_length
from bot.texts import say

PAGE = "page:"
"""How the data of a button begins that turns to another page; its number follows."""

_COLOURS = {ButtonStyle.PRIMARY: "primary", ButtonStyle.SUCCESS: "positive", ButtonStyle.DANGER: "negative"}
_PLAIN = "secondary"

_TURNING = 2
"""Buttons that turn pages, in a row of their own."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A keyboard as `messages.send` takes it (empty: there is none), and the lines that have to stand in the text with
    it."""

    keyboard: str
    lines: tuple[str, ...] = ()


def inline(keyboard: Keyboard, page: int = 0) -> Shown | None:
    """The buttons under a message, or such a page of them; None when there are none. Raises `Rejected` for a button
    that VK would never take."""
    buttons, lines = _shortened(keyboard)
    rows = list(_wrapped(buttons))
    if not rows:
        return None
    pages = _pages(rows)
    number = min(max(page, 0), len(pages) - 1)
    shown = [*pages[number], *_turning(number, len(pages))]
    return Shown(_json([[_inline_button(button) for button in row] for row in shown], inline=True), tuple(lines))


def menu(given: Menu | None) -> Shown | None:
    """The buttons under the input field; without rows they are taken away. A button there says its own words, so what
    does not fit (or is too long to be said by a button) is offered in the text instead."""
    if given is None:
        return None
    fitting = [[words for words in row if _fits(words)] for row in given.rows]
    rows = [list(row) for row in _wrapped(fitting)]
    if len(rows) > MENU_ROWS or sum(map(len, rows)) > MENU_BUTTONS:
        rows = _packed([words for row in rows for words in row][:MENU_BUTTONS])
    shown = [words for row in rows for words in row]
    rest = [words for row in given.rows for words in row if words.strip() and words not in shown]
    lines = (say("vk-menu-more"), *(f"— {words}" for words in rest)) if rest else ()
    return Shown(_json([[_menu_button(words) for words in row] for row in rows], inline=False), lines)


def in_words(keyboard: Keyboard, given: Menu | None = None) -> tuple[str, ...]:
    """The buttons as lines of the text, where the community may not show any: what can be answered, and links."""
    buttons = [button for row in keyboard for button in row if button.text.strip()]
    said = [button.text.strip() for button in buttons if not button.url]
    said += [words.strip() for row in given.rows for words in row if words.strip()] if given and not keyboard else []
    links = (f"{button.text.strip()}: {button.url}" for button in buttons if button.url)
    return (*((say("vk-no-buttons"), *(f"— {words}" for words in said)) if said else ()), *links)


# --- pages ----------------------------------------------------------------------------------------------------------


def _wrapped(rows: Iterable[Sequence[Any]]) -> Iterator[Sequence[Any]]:
    """Rows of at most five."""
    for row in rows:
        for start in range(0, len(row), ROW_BUTTONS):
            yield row[start : start + ROW_BUTTONS]


def _pages(rows: list[Sequence[Button]]) -> list[list[Sequence[Button]]]:
    """Rows kept whole, as many on a page as leave room for those that turn it."""
    if len(rows) <= INLINE_ROWS and sum(map(len, rows)) <= INLINE_BUTTONS:
        return [rows]
    pages: list[list[Sequence[Button]]] = [[]]
    for row in rows:
        page = pages[-1]
        if len(page) == INLINE_ROWS - 1 or sum(map(len, page)) + len(row) > INLINE_BUTTONS - _TURNING:
            pages.append(page := [])
        page.append(row)
    return pages


def _turning(page: int, pages: int) -> list[Sequence[Button]]:
    row = []
    if page > 0:
        row.append(Button(say("vk-button-back"), data=f"{PAGE}{page - 1}"))
    if page < pages - 1:
        row.append(Button(say("vk-button-more"), data=f"{PAGE}{page + 1}"))
    return [row] if row else []


def _packed(words: list[str]) -> list[list[str]]:
    """At most forty in at most ten rows."""
    width = -(-len(words) // MENU_ROWS)
    return [words[start : start + width] for start in range(0, len(words), width)]


# --- labels ---------------------------------------------------------------------------------------------------------


def _shortened(keyboard: Keyboard) -> tuple[list[list[Button]], list[str]]:
    """Long labels are numbered, here and in the lines for the text."""
    rows: list[list[Button]] = []
    lines: list[str] = []
    for row in keyboard:
        rows.append([])
        for button in row:
            if not _fits(button.text):
                lines.append(f"{len(lines) + 1}. {button.text.strip()}")
                button = replace(button, text=_cut(lines[-1]))  # noqa: PLW2901
            rows[-1].append(button)
    return rows, lines


def _fits(label: str) -> bool:
    return utf16_length(label.strip()) <= LABEL_LENGTH and bool(label.strip())


def _cut(label: str) -> str:
    """The first words that fit; counted as VK may at most mean it."""
    while utf16_length(label) > LABEL_LENGTH - 1:
        label = label[:-1]
    return label.rstrip() + "…"


# --- as JSON --------------------------------------------------------------------------------------------------------


def _json(rows: list[list[dict[str, Any]]], *, inline: bool) -> str:
    """A menu without buttons takes the old one away; VK wants that to be a one-time one."""
    one_time = not inline and not rows
    return json.dumps({"one_time": one_time, "inline": inline, "buttons": rows}, ensure_ascii=False)


def _inline_button(button: Button) -> dict[str, Any]:
    label = button.text.strip()
    if button.url:
        if not button.url.startswith(("http://", "https://")):
            raise Rejected("a button's address must be http:// or https://")
        return {"action": {"type": "open_link", "label": label, "link": button.url}}
    payload = json.dumps({"d": button.data}, ensure_ascii=False)
    if not button.data or len(payload) > PAYLOAD_LENGTH:
        raise Rejected("a button's data must be short and not empty")
    colour = _COLOURS[button.style] if button.style else _PLAIN
    return {"action": {"type": "callback", "label": label, "payload": payload}, "color": colour}


def _menu_button(words: str) -> dict[str, Any]:
    return {"action": {"type": "text", "label": words.strip()}, "color": _PLAIN}
