"""What can be asked for by name or in other words, and how much of it stands in the menu."""

from __future__ import annotations

import pytest

from handlers import menu


def test_the_menu_leaves_room_for_the_conversation() -> None:
    """With the call of a person above them, four rows of at most two labels."""
    rows = [*menu.rows()]
    assert len(rows) <= 3
    assert all(len(row) <= 2 for row in rows)


@pytest.mark.parametrize(
    ("text", "scenario"),
    [
        ("Перезвоните мне, пожалуйста", "call_back"),
        ("Изменить контактные данные.", "my_data"),
        ("у меня новый номер телефона", "my_data"),
        ("история обращений", "my_requests"),
        ("хочу сменить центр", "region"),
        ("перезвоните, если что-то сломается", None),
        ("пожалуйста", None),
        ("", None),
    ],
)
def test_wishes_in_other_words(text: str, scenario: str | None) -> None:
    """The whole message is the wish, but for what says nothing."""
    assert menu.wished(text) == scenario


def test_what_is_hidden_is_found_by_name_and_command() -> None:
    """Whatever has no room in the menu is still there."""
    assert menu.chosen("Конфиденциальность") == menu.chosen("/privacy") == "privacy"
    assert menu.chosen("Заказать звонок") == "call_back"
