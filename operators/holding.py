"""Words of staff that only hold the client: a greeting, «минуту, сейчас посмотрю». They are no answer yet, so the term
of the solution goes on; anything else hands the word to the client."""

from __future__ import annotations

import re

from knowledge.small_talk import small_talk
from knowledge.text import tokens

_MOST_WORDS = 14
"""Whoever writes more than this has said something."""

_IN_TIME = re.compile(r"\d+(?:\s*[-–—]\s*\d+)?\s*(?:мин|час|сек|ч\b)", re.IGNORECASE)
"""«через 5–10 минут»: figures that are no answer."""

_HOLDING = re.compile(
    r"минут\w*|минуточк\w+|секунд\w*|секундочк\w+|момент|сейчас|щас|подождите|обождите|ожидайте"
    r"|(?:по)?смотрю|посмотрим|гляну|проверю|проверим|проверяю|уточню|уточним|уточняю|узнаю|узнаем"
    r"|разберусь|разбираюсь|разбер[её]мся|разбираемся|выясню|выясним|выясняю|(?:по)?ищу|поищем|найду"
    r"|вернусь|отвечу|ответим|отпишусь|займусь|займ[её]мся|готовлю|подготовлю|передам|передаю|передал\w?"
    r"|принят\w?|принял\w?|взял\w?|работаем|работаю|изучу|изучаю"
)
"""The first person's words for «I am at it»: «проверьте» is an instruction, and so an answer."""


def only_holds(text: str) -> bool:
    """Whether a message of staff answers nothing and asks nothing: greetings, thanks, a promise to look. A link or a
    figure is something to go by."""
    left = _IN_TIME.sub(" минут ", text)
    if "?" in left or "http" in left.lower() or any(char.isdigit() for char in left):
        return False
    if not left.strip() or small_talk(left) is not None:
        return True
    words = tokens(left)
    return len(words) <= _MOST_WORDS and any(_HOLDING.fullmatch(word) for word in words)
