"""«2», «второе»: a choice by number, as people make it where they see a list."""

from __future__ import annotations

import re

from knowledge.text import tokens

_ORDINALS = {"перв": 1, "втор": 2, "трет": 3, "четверт": 4}
_BESIDE = frozenset(tokens("вариант ответ вопрос пункт номер под давайте пожалуйста пож плиз наверное мне нужен нужно"))
_DIGITS = re.compile(r"0*([1-9])")


def chosen_number(text: str) -> int | None:
    """The number from 1 that a text says, and nothing else: «2.», «№2», «второй вариант»."""
    words = [word for word in tokens(text) if word not in _BESIDE]
    if len(words) != 1:
        return None
    digits = _DIGITS.fullmatch(words[0])
    if digits is not None:
        return int(digits[1])
    return next((number for stem, number in _ORDINALS.items() if words[0].startswith(stem)), None)
