"""A long message that finds nothing as a whole: its pieces, of which one may be the question."""

from __future__ import annotations

import re
from itertools import pairwise, zip_longest

from knowledge.follow_up import telling
from knowledge.small_talk import small_talk
from knowledge.text import tokens

_LONG = 20
"""Words; what is shorter is looked up as a whole."""
_CLAUSE = re.compile(r"[.,;:!?…\n()]+|\s[-–—]\s")
_FEWEST = 2
"""Words that tell something: fewer may mean anything."""
_MOST = 16
"""Pieces that are looked up, the last ones: a question stands at the end more often than at the beginning."""
_LONGEST = 4096


def is_story(text: str) -> bool:
    """Whether a text is too long to be looked up as one question only."""
    return len(tokens(text[:_LONGEST])) > _LONG


def pieces_of(story: str) -> tuple[str, ...]:
    """Its clauses, and each with the one behind it; in the order of the text, none twice."""
    clauses = [one.strip() for one in _CLAUSE.split(story[:_LONGEST]) if one.strip() and small_talk(one) is None]
    pairs = [f"{one} {other}" for one, other in pairwise(clauses)]
    pieces = [piece for both in zip_longest(clauses, pairs, fillvalue="") for piece in both]
    kept = [piece for piece in dict.fromkeys(pieces) if len(telling(tokens(piece))) >= _FEWEST]
    return tuple(kept[-_MOST:])
