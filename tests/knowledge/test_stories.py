"""The pieces of a long message."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from knowledge.stories import is_story, pieces_of

STORY = "Вчера купили компьютер, программа осталась на старом, кто её перенесёт?"


def test_clauses_and_pairs_of_them() -> None:
    """In the order of the text; what tells too little stands beside its neighbour only."""
    assert pieces_of(STORY) == (
        "Вчера купили компьютер",
        "Вчера купили компьютер программа осталась на старом",
        "программа осталась на старом",
        "программа осталась на старом кто её перенесёт",
    )


def test_a_story_is_long() -> None:
    """A question of a line is none."""
    assert not is_story(STORY)
    assert is_story(" ".join([STORY] * 3))


@given(st.text(max_size=3000))
def test_any_text_gives_few_pieces(text: str) -> None:
    """None twice, all of them with words of the text."""
    pieces = pieces_of(text)
    assert len(pieces) == len(set(pieces)) <= 16
