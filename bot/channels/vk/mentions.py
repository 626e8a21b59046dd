"""Words that VK would read as its own markup are sent so that it does not: `[club1|Click]`, `@all`, `*id1 (Anna)`.

VK documents no way to escape them. A word joiner (U+2060, without width) after the sign is no part of any name, so the
eye reads the same and VK finds nobody. `disable_mentions` alone keeps people from being notified, not from being linked
to. Addresses and e-mails are left whole: they are copied.
"""

from __future__ import annotations

import bisect
import itertools
import re
from dataclasses import replace

from bot.richtext import RichText

JOINER = "\u2060"

_BRACKET = re.compile(rf"\[(?=[^\s\[\]|{JOINER}]+\|)")
"""`[id1|…]`, `[club1|…]`, `[https://vk.com/…|…]`."""

_SIGN = re.compile(
    r"""
      (?:https?://|(?<![\w.-])www\.)[^\s,;()<>«»"'|]+            # an address, whatever it has in it
    | (?<![\w.-])[\w.-]+\.[^\W\d_]{2,}/[^\s,;()<>«»"'|]*         # the same without a scheme
    | (?<![\w.+-])(?P<sign>@(?=\w)|\*(?=[a-z_]))               # a name behind @ or *, unless it is an e-mail's
    """,
    re.VERBOSE | re.IGNORECASE,
)


def unmarked(text: RichText) -> RichText:
    """The same to the eye, and nothing but words to VK; formatting stays where it is. What was unmarked already stays
    as it is."""
    places = _places(text.text)
    if not places:
        return text
    cuts = [0, *places, len(text.text)]
    words = JOINER.join(text.text[start:end] for start, end in itertools.pairwise(cuts))
    spans = (
        replace(
            span,
            start=span.start + bisect.bisect_right(places, span.start),
            end=span.end + bisect.bisect_left(places, span.end),
        )
        for span in text.spans
    )
    return RichText(words, tuple(spans))


def joiners(text: str) -> int:
    """How many characters longer a text becomes."""
    return len(_places(text))


def _places(text: str) -> list[int]:
    """Behind each sign."""
    brackets = (found.end() for found in _BRACKET.finditer(text))
    signs = (found.end() for found in _SIGN.finditer(text) if found["sign"])
    return sorted({*brackets, *signs})
