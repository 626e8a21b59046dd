"""The taxpayer's number (ИНН): 10 digits for an organisation, 12 for a person, the last one or two of them checks."""

from __future__ import annotations

_TEN = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ELEVENTH = (7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
_TWELFTH = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)
"""Weights of the check digits (order of the Federal Tax Service ED-7-14/559@, appendix)."""


def is_inn(text: str) -> bool:
    """Whether these are the digits of a taxpayer's number whose check digits agree."""
    if not (text.isascii() and text.isdigit()) or not text.strip("0"):
        return False
    digits = [int(one) for one in text]
    if len(digits) == 10:
        return _check(digits, _TEN) == digits[9]
    return len(digits) == 12 and _check(digits, _ELEVENTH) == digits[10] and _check(digits, _TWELFTH) == digits[11]


def _check(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11 % 10
