"""Texts: every key that the code says is there, with its values, and every text is said by the code."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from bot.texts import LOCALES, MissingText, say

ROOT = Path(__file__).parents[1]
PACKAGES = ("bot", "handlers", "operators", "knowledge")


@dataclass(frozen=True)
class Said:
    """A call of `say` with a literal key."""

    where: str
    key: str
    values: frozenset[str] | None
    """None: passed as `**something`, which cannot be known here."""


def _trees() -> Iterator[tuple[Path, ast.Module]]:
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def _is_say(call: ast.Call) -> bool:
    return (isinstance(call.func, ast.Name) and call.func.id == "say") or (
        isinstance(call.func, ast.Attribute) and call.func.attr == "say" and ast.unparse(call.func.value) == "texts"
    )


def _said() -> list[Said]:
    found = []
    for path, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and _is_say(node) and node.args and isinstance(node.args[0], ast.Constant):
                names = [keyword.arg for keyword in node.keywords]
                values = None if None in names else frozenset(name for name in names if name)
                where = f"{path.relative_to(ROOT)}:{node.lineno}"
                found.append(Said(where, str(node.args[0].value), values))
    return found


def _strings() -> set[str]:
    """Every string in the code: a key in a table is as good as one in a call."""
    return {
        node.value
        for _, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def _families() -> list[re.Pattern[str]]:
    """What `say(f"content-{kind}")` may ask for: one or more words of a key for each place in braces."""
    calls = (node for _, tree in _trees() for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_say(node))
    made = (call.args[0] for call in calls if call.args and isinstance(call.args[0], ast.JoinedStr))
    return [
        re.compile(
            "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"[\w-]+" for part in key.values)
        )
        for key in made
    ]


class _Variables(Visitor):
    def __init__(self) -> None:
        self.names: set[str] = set()
        self.messages: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802  (Fluent's own name)
        self.names.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        self.messages.add(node.id.name)


def _entries() -> list[tuple[str, ftl.Message | ftl.Term | ftl.Junk]]:
    parser = FluentParser()
    return [
        (path.name, entry)
        for path in sorted((LOCALES / "ru").glob("*.ftl"))
        for entry in parser.parse(path.read_text(encoding="utf-8")).body
        if isinstance(entry, ftl.Message | ftl.Term | ftl.Junk)
    ]


def _messages() -> dict[str, _Variables]:
    found = {}
    for _, entry in _entries():
        if isinstance(entry, ftl.Message):
            found[entry.id.name] = variables = _Variables()
            variables.visit(entry)
    return found


def _needed(key: str, messages: dict[str, _Variables]) -> set[str]:
    """The values of a text, those of the texts inside it included."""
    own = messages[key]
    return own.names.union(*(_needed(inner, messages) for inner in own.messages))


def _on_pages() -> set[str]:
    pages = [path.read_text(encoding="utf-8") for path in ROOT.glob("bot/web/**/*.html")]
    return {key for page in pages for key in re.findall(r'"([a-z][a-z0-9-]+)"', page)}


def test_the_files_can_be_read() -> None:
    """Fluent skips what it does not understand; here that is an error."""
    junk = [f"{name}: {entry.content!r}" for name, entry in _entries() if isinstance(entry, ftl.Junk)]
    assert junk == []


def test_every_key_is_there_once() -> None:
    """A second text under the same key would never be seen."""
    keys = Counter(entry.id.name for _, entry in _entries() if isinstance(entry, ftl.Message))
    assert [key for key, times in keys.items() if times > 1] == []


def test_every_text_that_is_said_exists_with_its_values() -> None:
    """`say("key", name=…)`: the key is in a file, and its variables are exactly those passed."""
    messages = _messages()
    faults = []
    for said in _said():
        if said.key not in messages:
            faults.append(f"{said.where}: no text {said.key}")
        elif said.values is not None and said.values != (needed := _needed(said.key, messages)):
            faults.append(f"{said.where}: {said.key} needs {sorted(needed)}, given {sorted(said.values)}")
    assert not faults, "\n".join(faults)


def test_no_text_is_left_over() -> None:
    """Every text stands in the code (or a page) as a string, belongs to a family of keys, or is inside another text."""
    messages, families = _messages(), _families()
    used = (_strings() | _on_pages()).union(*(variables.messages for variables in messages.values()))
    unused = [key for key in messages if key not in used and not any(family.fullmatch(key) for family in families)]
    assert not unused, "\n".join(unused)


def test_a_missing_text_is_an_error() -> None:
    """Never a key where words should be."""
    with pytest.raises(MissingText, match="no-such-text"):
        say("no-such-text")


def test_a_missing_value_is_an_error() -> None:
    """Never `{ $path }` in front of a person."""
    with pytest.raises(MissingText, match="path"):
        say("settings-no-file")


def test_numbers_are_not_grouped() -> None:
    """A number is a name here: «№ 1042»."""
    assert "1042" in say("inbox-no-row", id=1042)


@pytest.mark.parametrize(("count", "words"), [(0, "нет."), (1, "сообщение."), (2, "сообщения."), (5, "сообщений.")])
def test_russian_plurals(count: int, words: str) -> None:
    """Fluent knows them."""
    assert say("inbox-count", count=count).endswith(words)


def test_no_text_is_there_twice() -> None:
    """The second would take the first one's place."""
    named = re.findall(
        r"(?m)^([a-z][a-z0-9-]*) =", "\n".join(path.read_text("utf-8") for path in LOCALES.glob("ru/*.ftl"))
    )
    assert sorted(set(named)) == sorted(named)
