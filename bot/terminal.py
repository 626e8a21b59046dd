"""Texts made fit to be printed: a terminal obeys control characters, and half a character stops the printing."""

from __future__ import annotations

import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They show what follows in another order than it has."""


def one_line(text: str) -> str:
    """For a line: whatever is no visible sign is shown as its number, line ends too."""
    return text if text.isprintable() else "".join(char if _is_harmless(char) else _number(char) for char in text)


def lines(text: str) -> str:
    """The same, but line ends and tabs stay."""
    if text.isprintable():
        return text
    return "".join(char if char in "\n\t" or _is_harmless(char) else _number(char) for char in text)


def _is_harmless(char: str) -> bool:
    return char.isprintable() or (unicodedata.category(char) in {"Zs", "Cf"} and char not in _BIDI)


def _number(char: str) -> str:
    return char.encode("unicode_escape").decode()
