"""How a one-time code looks: to people who read it, and in whatever they type.

Letter, digit, four times: no word of a language and no bare number has this shape, so a code is known without a
question to the database, also among other words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from bot.richtext import RichText
from bot.texts import say

LETTERS, DIGITS, PAIRS = "AKMCTXP", "23456789", 4

_LONGEST = 40

# Each letter as it looks in the other alphabet, and as its key prints in the other layout; none of them clash, which is
# why there are only these seven letters. First Latin, then Cyrillic by look and by key, then a Cyrillic key in Latin.
_TYPED = dict(
    zip(
        "akmctxp" + "акмстхр" + "фльечз" + "frvn[{h",
        "AKMCTXP" + "AKMCTXP" + "AKMTXP" + "AKMTXXP",
        strict=True,
    )
)
_BETWEEN = " \t\n\u00a0\u2009\u202f-‐‑‒–—−_.,·«»\"'`"
_READ = {ord(char): letter for char, letter in _TYPED.items()} | {ord(char): None for char in _BETWEEN}

_CODE = re.compile(f"(?:[{LETTERS}][{DIGITS}]){{{PAIRS}}}")
_SOME_BETWEEN = f"[{re.escape(_BETWEEN)}]{{0,3}}"
_PAIR = f"[{re.escape(''.join(_TYPED))}]{_SOME_BETWEEN}[{DIGITS}]"
_WITHIN = re.compile(
    rf"(?<![^\W_])(?:{_PAIR}{_SOME_BETWEEN}){{{PAIRS - 1}}}{_PAIR}(?![^\W_])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Found:
    """A code in a text: what it reads, and where it stands (`text[start:end]`)."""

    code: str
    start: int
    end: int


def shaped(text: str) -> str | None:
    """The code that a message is and nothing else: whatever its case, spaces and dashes, by letters that look the same
    in Russian, typed in the wrong layout. None for anything else."""
    if len(text) > _LONGEST:
        return None
    read = text.lower().translate(_READ)
    return read if _CODE.fullmatch(read) else None


def found_in(text: str) -> Iterator[Found]:
    """Whatever looks like a code in a text, typed in any of these ways, in order."""
    for match in _WITHIN.finditer(text):
        yield Found(match[0].lower().translate(_READ), *match.span())


def blotted(text: RichText, codes: Collection[str] | None = None) -> RichText:
    """The text with «[код]» in the place of these codes (None: of all that looks like one)."""
    result, after = RichText(), 0
    for found in found_in(text.text):
        if codes is None or found.code in codes:
            result, after = result + text.slice(after, found.start) + say("code-blotted"), found.end
    return result + text.slice(after, len(text)) if after else text


def without(text: str) -> str:
    """What a text says beside codes."""
    return _WITHIN.sub(" ", text)


def spelled(code: str) -> str:
    """As people read it: «K7M4-P2X9»."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"
