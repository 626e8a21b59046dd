"""What looks for personal data takes a text of one endless word as quickly as any other."""

from __future__ import annotations

import re

import pytest

from operators import personal, private_words

ENDLESS = 300_000
PATTERNS = {
    f"{module.__name__}{name}": pattern
    for module in (personal, private_words)
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern)
}
PIECES = [
    "а",
    "А",
    "Аа",
    "a",
    "1",
    "8",
    "@",
    ".",
    "-",
    "_",
    " ",
    "\n",
    "a@",
    "a.",
    "1-",
    "8(",
    "Аа ",
    "А.",
    "меня зовут ",
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("name", PATTERNS)
def test_every_pattern_takes_any_text_in_one_pass(name: str) -> None:
    """One that went back over what it has seen would need minutes; pytest's own limit is the bound."""
    for piece in PIECES:
        assert sum(1 for _ in PATTERNS[name].finditer((piece * ENDLESS)[:ENDLESS])) <= ENDLESS


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", PIECES)
def test_a_long_text_is_looked_at_from_its_beginning(piece: str) -> None:
    """What stands in the beginning is found, whatever follows."""
    text = "Пишите: anna@example.ru\n" + (piece * ENDLESS)[:ENDLESS]
    assert "anna@example.ru" in personal.found_in(text, ["Анна"])
    assert "anna@example.ru" in private_words.found_in(text)
