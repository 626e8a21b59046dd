"""What an import tells beside what it does: of keys that are not looked at, and of days that have passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from bot.terminal import one_line
from bot.texts import say
from knowledge.entries import MOST_TOLD, Entry
from knowledge.fitting import place

_MOST_NAMES = 1000
"""Names of unknown keys that are kept: a file may have others in every line."""


@dataclass(slots=True)
class _Places:
    """The first places, and how many there are."""

    meant: str = ""
    told: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, words: str) -> None:
        self.count += 1
        if self.count <= MOST_TOLD:
            self.told.append(words)


class Remarks:
    """Takes the entries of a file one after another."""

    def __init__(self, today: date) -> None:
        self._today, self._file, self._entries = today, "", 0
        self._names: dict[str, _Places] = {}
        self._over = _Places()
        self._more_names = 0

    def add(self, entries: Iterable[Entry]) -> None:
        """Some more of them."""
        for entry in entries:
            self._file = one_line(entry.file)
            self._entries += 1
            for name, meant in entry.unknown:
                self._note(entry, name, meant)
            until = entry.article.valid_until
            if until is not None and entry.enabled is not False and entry.article.is_stale(self._today):
                self._over.add(say("remark-over", place=place(entry), until=f"{until:%d.%m.%Y}"))

    def sentences(self) -> Iterator[str]:
        """At most twenty of a kind; once only what is so everywhere."""
        names = list(self._names.items())
        for name, places in names[:MOST_TOLD]:
            yield from self._about(one_line(name), places)
        if others := len(names[MOST_TOLD:]) + self._more_names:
            yield say("remark-unknown-others", file=self._file, count=others)
        yield from self._over.told
        if self._over.count > MOST_TOLD:
            yield say("remark-over-more", file=self._file, count=self._over.count - MOST_TOLD)

    def _note(self, entry: Entry, name: str, meant: str) -> None:
        if name not in self._names and len(self._names) == _MOST_NAMES:
            self._more_names += 1
            return
        places = self._names.setdefault(name, _Places(meant))
        places.add(place(entry) if places.count < MOST_TOLD else "")

    def _about(self, name: str, places: _Places) -> Iterator[str]:
        meant = places.meant or "none"
        if places.count == self._entries > 1:
            yield say("remark-unknown-everywhere", file=self._file, name=name, meant=meant)
            return
        for where in places.told:
            yield say("remark-unknown", place=where, name=name, meant=meant)
        if places.count > MOST_TOLD:
            yield say("remark-unknown-more", file=self._file, name=name, count=places.count - MOST_TOLD)
