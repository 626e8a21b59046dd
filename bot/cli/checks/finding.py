"""One line of `liniya check`: fine, wrong and what to do, or not in use."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """How a line begins."""

    FINE = "✓"
    WRONG = "✗"
    OFF = "–"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found, in one Russian sentence."""

    mark: Mark
    words: str

    def __str__(self) -> str:
        return f"{self.mark} {self.words}"


def fine(words: str) -> Finding:
    """All is well."""
    return Finding(Mark.FINE, words)


def wrong(words: str) -> Finding:
    """Something has to be mended; the words say what."""
    return Finding(Mark.WRONG, words)


def off(words: str) -> Finding:
    """Not in use, which is no fault."""
    return Finding(Mark.OFF, words)
