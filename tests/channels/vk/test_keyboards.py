"""Keyboards for VK: whatever is asked for, its limits hold and every button can be reached."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.channels.vk import keyboards
from bot.channels.vk.keyboards import Shown, inline, menu
from bot.errors import Rejected
from bot.outgoing import Button, ButtonStyle, Keyboard, Menu
from bot.sandbox.vk import keyboards as vk
from bot.texts import say

LABELS = st.text("абв я🙂.1", min_size=1, max_size=60).filter(str.strip)
BUTTONS = st.builds(
    Button,
    LABELS,
    data=st.sampled_from(["faq:1", "take:100", "n:7"]),
    style=st.sampled_from([None, *ButtonStyle]),
) | st.builds(Button, LABELS, url=st.just("https://example.org/"))
KEYBOARDS = st.lists(st.lists(BUTTONS, max_size=12).map(tuple), max_size=20).map(tuple)
MENUS = st.lists(st.lists(LABELS, max_size=12).map(tuple), max_size=20).map(tuple).map(Menu)


def rows_of(shown: Shown) -> list[list[dict[str, Any]]]:
    """The buttons, as the emulated VK took them."""
    taken = vk.keyboard(shown.keyboard, -1)
    assert taken is not None
    return [[button["action"] for button in row] for row in taken.rows]


def data_of(action: dict[str, Any]) -> str:
    """What a button says when it is pressed."""
    return action["link"] if action["type"] == "open_link" else json.loads(action["payload"])["d"]  # type: ignore[no-any-return]


def walked(keyboard: Keyboard) -> list[str]:
    """Everything that can be pressed, turning the pages by their own buttons."""
    found: list[str] = []
    page: int | None = 0
    while page is not None:
        shown = inline(keyboard, page)
        assert shown is not None
        says = [data_of(action) for row in rows_of(shown) for action in row]
        found += [one for one in says if not one.startswith(keyboards.PAGE)]
        onward = [int(one.removeprefix(keyboards.PAGE)) for one in says if one.startswith(keyboards.PAGE)]
        assert all(abs(other - page) == 1 for other in onward)
        page = max((other for other in onward if other > page), default=None)
    return found


@settings(max_examples=60)
@given(KEYBOARDS)
def test_any_keyboard_fits_and_loses_nothing(keyboard: Keyboard) -> None:
    """Each page is within VK's limits; its buttons, page after page, are all that were asked for, in their order."""
    asked = [button.url or button.data for row in keyboard for button in row]
    if not asked:
        assert inline(keyboard) is None
        return
    assert walked(keyboard) == asked


@settings(max_examples=60)
@given(KEYBOARDS, st.integers(-3, 50))
def test_long_labels_stand_in_the_text(keyboard: Keyboard, page: int) -> None:
    """Whatever a button cannot say stands in a line under the number that the button bears."""
    long = [button.text.strip() for row in keyboard for button in row if len(button.text.strip()) > 40]
    shown = inline(keyboard, page)
    lines = shown.lines if shown else ()
    for text in long:
        assert any(line.endswith(f". {text}") for line in lines)
    labels = [action["label"] for row in (rows_of(shown) if shown else ()) for action in row]
    for label in labels:
        if label.endswith("…") and label.split(".")[0].isdecimal():
            assert any(line.startswith(label.rstrip("…").rstrip()) for line in lines)


@settings(max_examples=60)
@given(MENUS)
def test_any_menu_fits_and_loses_nothing(given_menu: Menu) -> None:
    """What has no button is offered in words: pressing a button of a menu only says them."""
    shown = menu(given_menu)
    assert shown is not None
    labels = {action["label"] for row in rows_of(shown) for action in row}
    offered = {line.removeprefix("— ").strip() for line in shown.lines}
    assert {words.strip() for row in given_menu.rows for words in row} <= labels | offered


def test_small_keyboard_is_shown_as_it_is() -> None:
    """Rows, colours, addresses."""
    keyboard = (
        (Button("Да", data="yes", style=ButtonStyle.SUCCESS), Button("Нет", data="no", style=ButtonStyle.DANGER)),
        (Button("Правила", url="https://example.org/"), Button("Взять", data="t", style=ButtonStyle.PRIMARY)),
        (),
    )
    shown = inline(keyboard)
    assert shown is not None
    assert shown.lines == ()
    assert json.loads(shown.keyboard) == {
        "one_time": False,
        "inline": True,
        "buttons": [
            [
                {"action": {"type": "callback", "label": "Да", "payload": '{"d": "yes"}'}, "color": "positive"},
                {"action": {"type": "callback", "label": "Нет", "payload": '{"d": "no"}'}, "color": "negative"},
            ],
            [
                {"action": {"type": "open_link", "label": "Правила", "link": "https://example.org/"}},
                {"action": {"type": "callback", "label": "Взять", "payload": '{"d": "t"}'}, "color": "primary"},
            ],
        ],
    }


def test_pages() -> None:
    """Twelve buttons in a column: five on a page, and a row that turns it."""
    keyboard = tuple((Button(str(number), data=f"n:{number}"),) for number in range(12))
    labels = [
        [[one["label"] for one in row] for row in rows_of(shown)]
        for page in range(3)
        if (shown := inline(keyboard, page))
    ]
    more, back = say("vk-button-more"), say("vk-button-back")
    assert labels[0] == [["0"], ["1"], ["2"], ["3"], ["4"], [more]]
    assert labels[1] == [["5"], ["6"], ["7"], ["8"], ["9"], [back, more]]
    assert labels[2] == [["10"], ["11"], [back]]
    assert inline(keyboard, 99) == inline(keyboard, 2)
    assert inline(keyboard, -1) == inline(keyboard, 0)


def test_long_label() -> None:
    """The button bears a number and the beginning."""
    shown = inline(((Button("Как восстановить доступ к личному кабинету клиента?", data="faq:1"),),))
    assert shown is not None
    assert shown.lines == ("1. Как восстановить доступ к личному кабинету клиента?",)
    assert rows_of(shown)[0][0]["label"] == "1. Как восстановить доступ к личному ка…"


@pytest.mark.parametrize(
    "button", [Button("?"), Button("?", data=""), Button("?", data="я" * 250), Button("?", url="tg://resolve")]
)
def test_button_that_vk_would_never_take(button: Button) -> None:
    """A mistake of ours is told as one."""
    with pytest.raises(Rejected):
        inline(((button,),))


def test_menu_is_taken_away() -> None:
    """No rows, no buttons."""
    shown = menu(Menu(()))
    assert shown is not None
    assert json.loads(shown.keyboard) == {"one_time": True, "inline": False, "buttons": []}
    assert menu(None) is None


def test_menu_too_long() -> None:
    """Fifty words: forty have buttons, the rest is offered in the text."""
    shown = menu(Menu(tuple((f"слово {number}",) for number in range(50))))
    assert shown is not None
    assert [len(row) for row in rows_of(shown)] == [4] * 10
    assert shown.lines == (say("vk-menu-more"), *(f"— слово {number}" for number in range(40, 50)))
