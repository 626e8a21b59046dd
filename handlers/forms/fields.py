"""What a field of a form is, and what may be thought of an answer to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.texts import say
from handlers.forms.filled import Filled
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Fits:
    """The answer is good: what is kept of it, and how people read that where it is something else."""

    value: str
    shown: str | None = None


@dataclass(frozen=True, slots=True)
class Wrong:
    """The answer is none; the client reads why, and what would be one."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unsure:
    """The client is asked what of this was meant: each offer is a button, labelled as it is shown."""

    question: str
    offers: tuple[Fits, ...]


Verdict = Fits | Wrong | Unsure

Check = Callable[[Turn, str], Verdict | Awaitable[Verdict]]
"""Thinks of the words of an answer: for a field that is not open without line breaks, never empty, never too long."""

Known = Callable[[Turn], Awaitable[str | None]]
"""What is known already, as if the client had written it; None for nothing."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a field: what is kept (short, it travels in the button), and its text's key (or, with `said`, the
    words themselves)."""

    value: str
    key: str = ""
    said: str = ""

    @property
    def label(self) -> str:
        """As the client reads it."""
        return self.said or say(self.key)


Choices = Sequence[Choice] | Callable[[Turn, Filled], Awaitable[Sequence[Choice]]]
"""The same for everybody, or as they are for this client and what was filled in so far."""


class Takes(StrEnum):
    """What answers a field: words, something to look at or to listen to, or either."""

    WORDS = "words"
    FILES = "files"
    BOTH = "both"


def whatever(_turn: Turn, words: str) -> Verdict:
    """Any words will do."""
    return Fits(words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One field.

    - `key` names the answer; `question` is the key of the text that asks, `<question>-label` of what it is called in
      the summary.
    - `check` thinks of what was written; with `choices` alone only these are answers (`free`: others too).
    - `known` is offered as a button «Оставить: …», where it passes the check.
    - `optional`: may be passed over. `when`: asked only if that holds for what was filled in before.
    - `open`: it is for words of any kind, so a question is an answer too. `many`: several messages are one answer,
      until «Готово».
    - `longest` in characters. `contact`: the messenger's own button for one's phone number is shown where there is one.
      `clearable`: what is known can be deleted; the answer is then empty.
    """

    key: str
    question: str
    check: Check = whatever
    choices: Choices = ()
    free: bool = False
    known: Known | None = None
    optional: bool = False
    when: Callable[[Filled], bool] | None = None
    takes: Takes = Takes.WORDS
    open: bool = False
    many: bool = False
    longest: int = 200
    contact: bool = False
    clearable: bool = False

    @property
    def label(self) -> str:
        """What it is called."""
        return say(f"{self.question}-label")
