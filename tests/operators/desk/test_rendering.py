"""What the desk writes, as python-telegram-bot's objects."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Rejected
from bot.outgoing import Button, ButtonStyle
from bot.richtext import bold, rich, utf16_length
from operators.desk.rendering import entities, inline, topic_name


@given(st.text(max_size=300))
def test_any_name_makes_a_topic_s_name(name: str) -> None:
    """1 to 128 units on one line, whatever the client is called."""
    made = topic_name(name)
    assert 1 <= utf16_length(made) <= 128
    assert made == made.strip()
    assert "\n" not in made


def test_names_are_cut_and_never_empty() -> None:
    """A long name loses its end, an invisible one becomes a dash."""
    assert topic_name(" Анна\nПетрова ") == "Анна Петрова"
    assert topic_name("я" * 200) == "я" * 128
    assert topic_name(" \n ") == topic_name("\u3164") == topic_name("\u200b") == "—"


def test_entities_count_utf16() -> None:
    """Offsets after an emoji count two units for it."""
    assert [mark.to_dict() for mark in entities(rich("🙂 ") + bold("да"))] == [
        {"type": "bold", "offset": 3, "length": 2}
    ]


def test_buttons() -> None:
    """Rows of data or addresses, coloured where asked for; none at all is no keyboard."""
    markup = inline(((Button("Взять", data="t:1", style=ButtonStyle.PRIMARY), Button("Сайт", url="https://x.ru/")),))
    assert markup is not None
    assert markup.to_dict() == {
        "inline_keyboard": [
            [
                {"text": "Взять", "callback_data": "t:1", "style": "primary"},
                {"text": "Сайт", "url": "https://x.ru/"},
            ]
        ]
    }
    assert inline(()) is None


@pytest.mark.parametrize("data", [None, "", "ж" * 33])
def test_button_data_that_the_platform_refuses(data: str | None) -> None:
    """1 to 64 bytes; a mistake of ours is told at once."""
    with pytest.raises(Rejected):
        inline(((Button("Да", data=data),),))
