"""The file of a lexicon: TOML, whose faults are named by line so that its author can mend them."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NamedTuple

from bot.errors import LiniyaError
from bot.system_errors import reason
from bot.texts import say
from knowledge.text import normalise

SECTIONS = ("synonyms", "abbreviations", "concepts")
_PLACE = re.compile(r"at line (\d+)")
_MOST_NAMED = 20


class LexiconError(LiniyaError):
    """The lexicon cannot be used; the message has one Russian sentence for each fault, saying what to mend."""


class Group(NamedTuple):
    """A line of the file, and where it stands (0 for one that is of no file)."""

    section: str
    line: str
    place: int = 0
    file: str = ""


def read_groups(file: Traversable | Path) -> tuple[Group, ...]:
    """The groups of a file, in its order. Raises `LexiconError` naming every line that has to be mended."""
    text = _text(file)
    try:
        sections = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = _PLACE.search(str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        raise LexiconError(say("lexicon-bad-toml", file=file.name, line=line)) from None
    groups: list[Group] = []
    faults = []
    for section, lines in sections.items():
        fault = _section_fault(section, lines)
        if fault is not None:
            faults.append(say(fault, file=file.name, line=_line_of(text, section), section=section))
            continue
        places = _Places(text, section)
        found_groups = [Group(section, line, places.of(line), file.name) for line in lines]
        faults += [said for group in found_groups for said in _faults(file.name, group)]
        groups += found_groups
    if faults:
        raise LexiconError("\n".join(faults[:_MOST_NAMED]))
    return tuple(groups)


def _section_fault(section: str, lines: object) -> str | None:
    if section not in SECTIONS:
        return "lexicon-unknown-section"
    if not isinstance(lines, list) or not all(isinstance(line, str) for line in lines):
        return "lexicon-not-lines"
    return None


def _faults(file: str, group: Group) -> Iterator[str]:
    """A sentence for each thing that is wrong with a group."""
    sides = group.line.split(">")
    terms = [normalise(term.replace("_", " ")) for side in sides for term in side.split()]
    told = {"file": file, "line": group.place}
    if len(sides) != (2 if group.section == "concepts" else 1):
        yield say("lexicon-arrow", concepts=str(group.section == "concepts").lower(), **told)
    elif not all(normalise(side) for side in sides) or len(terms) < len(SECTIONS[:2]):
        yield say("lexicon-small-group", **told)
    for term, times in Counter(terms).items():
        if times > 1 and term:
            yield say("lexicon-repeated", word=term, **told)


class _Places:
    """Where the lines of a section stand in the file: a string is looked for below the one before."""

    def __init__(self, text: str, section: str) -> None:
        self._lines = text.splitlines()
        self._from = max(_line_of(text, section) - 1, 0)

    def of(self, line: str) -> int:
        """The number of the line of the file, or of the last one found when it is written with escapes."""
        for place in range(self._from, len(self._lines)):
            if f'"{line}"' in self._lines[place] or f"'{line}'" in self._lines[place]:
                self._from = place
                return place + 1
        return self._from + 1


def _line_of(text: str, section: str) -> int:
    head = re.compile(rf"\s*\[*[\"']?{re.escape(section)}\b")
    return next((place for place, line in enumerate(text.splitlines(), 1) if head.match(line)), 1)


def _text(file: Traversable | Path) -> str:
    try:
        return file.read_text(encoding="utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise LexiconError(say("knowledge-not-utf8", file=file.name)) from None
    except OSError as error:
        raise LexiconError(say("knowledge-not-read", file=file.name, reason=reason(error))) from error
