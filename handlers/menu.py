"""What a client can choose by name: the menu under the input field, and commands of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.outgoing import Menu
from bot.texts import say
from handlers import wishes
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario that can be asked for: by its label (a text's key) and by commands («/privacy»). `shown`: whether it
    stands in the menu. `words` ask for it as well, where neither a form nor people wait for what is said."""

    scenario: str
    label: str
    commands: tuple[str, ...] = ()
    shown: bool = True
    words: frozenset[str] = frozenset()


ENTRIES: tuple[Entry, ...] = (
    Entry("expert_line", "menu-expert", ("expert", "эксперт"), words=wishes.EXPERT),
    Entry("phone", "menu-phone", ("phone",)),
    Entry("my_requests", "menu-my-requests", ("requests",), words=wishes.REQUESTS),
    Entry("my_data", "menu-my-data", ("me",), words=wishes.DATA),
    Entry("manager", "menu-manager", ("manager",)),
    Entry("complaint", "menu-complaint", ("complaint",)),
    Entry("selection", "menu-selection", ("selection", "подборка"), shown=False),
    Entry("suggestion", "menu-suggestion", ("suggest", "предложение"), shown=False),
    Entry("privacy", "menu-privacy", ("privacy",), shown=False),
    Entry("advertising", "menu-advertising", ("advertising",), shown=False),
    Entry("leave", "menu-leave", ("leave",), shown=False),
    Entry("call_back", "button-call-back", ("call",), shown=False, words=wishes.CALL_BACK),
    Entry("region", "button-other-region", ("region",), shown=False, words=wishes.REGION),
)
"""In the order of the menu: with the call of a person above them, four rows are as much as a telephone bears."""

_WIDTH = 2
"""Entries in a row: their labels are short, and the menu must not hide the conversation."""


def chosen(text: str) -> str | None:
    """The scenario whose name these words are, and nothing else."""
    words = _plain(text)
    command = words.removeprefix("/").partition("@")[0] if words.startswith("/") else None
    for entry in ENTRIES:
        if command in entry.commands or words == _plain(say(entry.label)):
            return entry.scenario
    return None


def wished(text: str) -> str | None:
    """The scenario that these words ask for without naming it."""
    words = " ".join(word for word in _plain(text).replace(",", " ").split() if word not in wishes.BESIDE)
    return next((entry.scenario for entry in ENTRIES if words in entry.words), None)


def rows() -> Iterable[tuple[str, ...]]:
    """The labels of the menu, as they stand under the input field."""
    labels = [say(entry.label) for entry in ENTRIES if entry.shown]
    return [tuple(labels[start : start + _WIDTH]) for start in range(0, len(labels), _WIDTH)]


def under_field(turn: Turn) -> Menu:
    """The menu as this client has it."""
    del turn
    return Menu(((say("button-call"),), *rows()), say("input-placeholder"))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".!")
