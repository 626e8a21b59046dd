"""A centre as a file tells it: what it names, checked field by field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot.errors import LiniyaError
from bot.texts import say
from operators.calendar import Hours
from operators.centre_files import values
from operators.centre_files.values import FieldFault
from operators.hours import HoursError
from operators.purposes import Purpose

MOST_TOLD = 30
_KEY = re.compile(r"[^\W_][\w-]{0,39}")


class CentreFileError(LiniyaError):
    """The file cannot be used; a Russian sentence for each fault says where it is and what to mend."""


@dataclass(frozen=True, slots=True)
class CentreEntry:
    """What a file says of a centre; what it does not name stays as it is."""

    key: str
    line: int
    told: Mapping[str, object]
    """Values of `Centre`'s columns by their names."""
    days: Mapping[date, Hours | values.AsUsual | None] = field(default_factory=dict)
    desks: Mapping[Purpose, str | None] = field(default_factory=dict)
    """The group of its own for a purpose; None takes it away: the shared one serves again."""


Given = Mapping[str, object]
"""The fields of one centre as they stand in the file, by the names of `FIELDS`; a cell is a text."""

_READERS: Mapping[str, tuple[str, Callable[[object], object]]] = {
    "name": ("name", values.name),
    "region": ("region", values.name),
    "aliases": ("aliases", values.texts),
    "address": ("address", values.optional_text),
    "map": ("map_url", values.optional_url),
    "phones": ("phones", values.phones),
    "emails": ("emails", values.emails),
    "sites": ("sites", values.urls),
    "socials": ("socials", values.urls),
    "time_zone": ("time_zone", values.time_zone),
    "hours": ("hours", values.week),
    "enabled": ("enabled", values.flag),
}
DESKS: Mapping[str, Purpose] = {purpose.value: purpose for purpose in Purpose}
FIELDS = ("key", *_READERS, "exceptions", *DESKS)
"""In the order in which they are written."""
NEEDED = ("name", "region", "time_zone", "hours")
"""What a centre that is new has to have."""


def read_all(file: str, given: Iterable[tuple[int, Given | str]]) -> list[CentreEntry]:
    """Every centre of a file; where a text stands for one, that says what is wrong with it. Raises `CentreFileError`
    with a sentence for each fault."""
    entries: list[CentreEntry] = []
    faults: list[str] = []
    first: dict[str, int] = {}
    for line, fields in given:
        if isinstance(fields, str):
            faults.append(say("centres-at", file=file, line=line, fault=fields))
            continue
        entry = _read(line, fields, faults, file)
        earlier = first.setdefault(entry.key, line)
        if entry.key and earlier != line:
            faults.append(say("centres-at", file=file, line=line, fault=say("centres-key-twice", other=earlier)))
        entries.append(entry)
    if not entries and not faults:
        faults.append(say("centres-empty", file=file))
    complain([*faults, *_shared_with_seniors(file, entries)])
    return entries


def complain(faults: Sequence[str]) -> None:
    """Raises `CentreFileError` when there is something to complain of."""
    if len(faults) > MOST_TOLD:
        faults = [*faults[:MOST_TOLD], say("centres-more-faults", count=len(faults) - MOST_TOLD)]
    if faults:
        raise CentreFileError("\n".join(faults))


def _read(line: int, given: Given, faults: list[str], file: str) -> CentreEntry:
    """One centre; what is wrong with it is added to the faults."""

    def take(name: str, reader: Callable[[object], object]) -> object:
        try:
            return reader(given[name])
        except (FieldFault, HoursError) as fault:
            told = say("centres-field-fault", field=say("centres-field", name=name), fault=str(fault))
            faults.append(say("centres-at", file=file, line=line, fault=told))
            return None

    key = take("key", _key) if "key" in given else None
    if "key" not in given:
        faults.append(say("centres-at", file=file, line=line, fault=say("centres-no-key")))
    told = {column: take(name, reader) for name, (column, reader) in _READERS.items() if name in given}
    days = take("exceptions", values.days) if "exceptions" in given else {}
    desks = {purpose: take(name, values.group) for name, purpose in DESKS.items() if name in given}
    return CentreEntry(str(key or ""), line, {"enabled": True} | told, days or {}, desks)  # type: ignore[arg-type]


def _key(given: object) -> str:
    key = values.text(given).casefold()
    if not _KEY.fullmatch(key):
        raise FieldFault(say("centres-bad-key"))
    return key


def _shared_with_seniors(file: str, entries: Sequence[CentreEntry]) -> list[str]:
    """Complaints are read in the seniors' group: whoever is complained about must not be in it."""
    others = {chat for one in entries for purpose, chat in one.desks.items() if chat and purpose != Purpose.SENIORS}
    return [
        say("centres-at", file=file, line=one.line, fault=say("centres-seniors-shared"))
        for one in entries
        if one.desks.get(Purpose.SENIORS) in others
    ]
