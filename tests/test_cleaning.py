"""What comes from outside, as it can be kept."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.cleaning import MOST_DEPTH, clean, clean_text, read_json, word

HIGH, LOW = "\ud83d", "\ude42"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Договор 🙂", "Договор 🙂"),
        ("a\x00b", "a\ufffdb"),
        (f"раз{HIGH}", "раз\ufffd"),
        (f"{LOW}{HIGH} два", "\ufffd\ufffd два"),
        (f"{HIGH}{LOW}", "🙂"),
    ],
)
def test_texts(text: str, expected: str) -> None:
    """Every database takes what is left, and nothing behind it has moved."""
    assert clean_text(text) == expected


def test_everything_in_json() -> None:
    """Names too; a number that is none is nothing."""
    odd = {f"k{HIGH}": ["\x00", {"n": float("nan"), "i": float("inf"), "x": 1.5}], "t": True, "none": None}
    assert clean(odd) == {"k\ufffd": ["\ufffd", {"n": None, "i": None, "x": 1.5}], "t": True, "none": None}


def _depth(value: Any) -> int:
    depth = 0
    while value:
        depth, value = depth + 1, value[0]
    return depth


def test_depth_ends() -> None:
    """What lies too deep is nothing, and what stands beside it is kept."""
    deep: Any = []
    for _ in range(MOST_DEPTH + 20):
        deep = [deep]
    cleaned = clean({"deep": deep, "text": "да"})
    assert (_depth(cleaned["deep"]), cleaned["text"]) == (MOST_DEPTH - 1, "да")


@pytest.mark.parametrize("depth", [10, 100_000])
def test_json_of_any_depth_is_read(depth: int) -> None:
    """Beside what is too deep for Python everything is there: brackets in words are words."""
    text = f'{{"a": {"[" * depth}{"]" * depth}, "b": "[[{{\\"", "c": [1]}}'
    read = read_json(text.encode())
    assert (read["b"], read["c"]) == ('[[{"', [1])


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b"\xff"])
def test_no_json(content: bytes) -> None:
    """Whatever it is, it is a `ValueError`."""
    with pytest.raises(ValueError, match=r"."):
        read_json(content)


def test_numbers_of_any_length() -> None:
    """One that is too long for Python is nothing, deep or not."""
    long = "9" * 5000
    assert read_json(f'{{"a": {long}, "b": 1}}') == {"a": None, "b": 1}
    assert read_json(f'{{"a": {long}, "b": 1, "c": {"[" * 5000}{"]" * 5000}}}')["b"] == 1


def test_bad_bytes_are_read_around() -> None:
    """UTF-8 that is none spoils the words that it stands in, and no more."""
    assert read_json(b'{"a": "\xff", "b": 1}') == {"a": "\ufffd", "b": 1}


def test_words() -> None:
    """An id fits its column; two long ones are told apart."""
    assert word("v:abc") == "v:abc"
    assert word(f"v:{HIGH}\x00") == "v:\ufffd\ufffd"
    long = [word("v" * 500 + end) for end in "ab"]
    assert long[0] != long[1]
    assert max(map(len, long)) <= 200
    assert json.loads(json.dumps(long)) == long
