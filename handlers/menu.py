"""What a client can choose by name: the menu under the input field, and commands of their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bot.outgoing import Menu
from bot.texts import say
from handlers.messengers import elsewhere
from handlers.turn import Turn


@dataclass(frozen=True, slots=True)
class Entry:
    """A scenario that can be asked for: by its label (a text's key) and by commands («/privacy»). `shown`: whether it
    stands in the menu."""

    scenario: str
    label: str
    commands: tuple[str, ...] = ()
    shown: bool = True


ENTRIES: tuple[Entry, ...] = (
    Entry("expert_line", "menu-expert", ("expert", "эксперт")),
    Entry("phone", "menu-phone", ("phone",)),
    Entry("my_requests", "menu-my-requests", ("requests",)),
    Entry("my_data", "menu-my-data", ("me",)),
    Entry("privacy", "menu-privacy", ("privacy",)),
    Entry("advertising", "menu-advertising", ("advertising",), shown=False),
    Entry("manager", "menu-manager", ("manager",)),
    Entry("complaint", "menu-complaint", ("complaint",)),
    Entry("leave", "menu-leave", ("leave",), shown=False),
)
"""In the order of the menu."""

_WIDTH = 2
"""Entries in a row: their labels are short, and the menu must not hide the conversation."""


def chosen(text: str) -> str | None:
    """The scenario that these words, and nothing else, ask for."""
    words = _plain(text)
    command = words.removeprefix("/").partition("@")[0] if words.startswith("/") else None
    for entry in ENTRIES:
        if command in entry.commands or words == _plain(say(entry.label)):
            return entry.scenario
    return None


def rows() -> Iterable[tuple[str, ...]]:
    """The labels of the menu, as they stand under the input field."""
    labels = [say(entry.label) for entry in ENTRIES if entry.shown]
    return [tuple(labels[start : start + _WIDTH]) for start in range(0, len(labels), _WIDTH)]


def under_field(turn: Turn) -> Menu:
    """The menu as this client has it."""
    under = [(say("button-call"),), *rows()]
    if elsewhere(turn.services.channels, {turn.address.channel}):
        under.append((say("button-linking"),))
    return Menu(tuple(under), say("input-placeholder"))


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip(".!")
