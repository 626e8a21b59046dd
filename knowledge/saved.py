"""What was built of numpy arrays and plain values, written into a file and read again without running anything of it.

One `.npz` without pickles: the arrays as they are, every text once in a table, and a tree of what stands where in JSON.
Objects of this package's classes come back with their attributes as they were, whatever those are: who changes the
index need not know of this module. Dictionaries keep their order; a `defaultdict` comes back as a `dict`.

A file is read in a thread beside the event loop, so nothing here holds the interpreter for long at a time.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

_PACKAGE = "knowledge."
_TREE, _TEXT, _LENGTHS = "tree", "text", "lengths"
_AT_ONCE = 5000
"""Texts made, or entries of a dictionary filled in, without a pause for other threads."""
_PLAIN = (bool, int, float, type(None))
_ROWS = (list, tuple, set, frozenset)
_ROW_NAMES: Mapping[str, Any] = {kind.__name__: kind for kind in _ROWS}


class Damaged(Exception):
    """The file is not what was asked for: another kind, another mark, cut short, changed."""


def save(path: Path, thing: object, mark: str) -> None:
    """Writes it whole or not at all; `mark` says what it was made of. Raises `OSError`, `TypeError` for what cannot be
    kept (a function, an object of another package)."""
    writer = _Writer()
    tree = json.dumps({"mark": mark, "thing": writer.node(thing)}, ensure_ascii=True, separators=(",", ":"))
    arrays: dict[str, Any] = {f"a{number}": array for number, array in enumerate(writer.arrays)}
    arrays[_TREE] = np.frombuffer(tree.encode(), np.uint8)
    arrays[_TEXT], arrays[_LENGTHS] = writer.table()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="writing-", suffix=".tmp")
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **arrays)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def load(path: Path, mark: str) -> object:
    """What was saved with this mark. Raises `Damaged` for a file that is anything else, `FileNotFoundError`."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            tree = _tree(file[_TREE], mark)
            texts = list(_texts(file[_TEXT], file[_LENGTHS]))
            arrays = [file[f"a{number}"] for number in range(len(file.files) - 3)]
        return _Reader(texts, arrays).thing(tree["thing"])
    except (Damaged, FileNotFoundError):
        raise
    except Exception as error:  # noqa: BLE001  (a file may be wrong in any way)
        raise Damaged(f"{type(error).__name__}: {error}") from None


class _Writer:
    """Takes things apart: a node is a plain value or a list whose first item says what it is."""

    def __init__(self) -> None:
        self.arrays: list[NDArray[Any]] = []
        self._texts: dict[str, int] = {}
        self._seen: dict[int, int] = {}

    def table(self) -> tuple[NDArray[np.uint8], NDArray[np.int32]]:
        """The texts one after another, and the bytes of each."""
        encoded = [text.encode("utf-8", "surrogatepass") for text in self._texts]
        return np.frombuffer(b"".join(encoded), np.uint8), np.array([len(one) for one in encoded], np.int32)

    def node(self, thing: object) -> Any:
        """What stands for it in the tree."""
        if type(thing) in _PLAIN:
            return thing
        if type(thing) is str:
            return ["text", self._text(thing)]
        known = self._seen.get(id(thing))
        if known is not None:
            return ["again", known]
        self._seen[id(thing)] = len(self._seen)
        return self._made(thing)

    def _made(self, thing: object) -> Any:
        if isinstance(thing, np.ndarray):
            return ["array", self._array(thing)]
        if isinstance(thing, np.generic):
            return ["number", self._array(np.asarray(thing))]
        if isinstance(thing, dict):
            return ["dict", self._items(list(thing)), self._items(list(thing.values()))]
        if type(thing) in _ROWS:
            return [type(thing).__name__, self._items(list(cast("list[Any]", thing)))]
        return self._object(thing)

    def _object(self, thing: object) -> Any:
        kind = type(thing)
        if not kind.__module__.startswith(_PACKAGE):
            raise TypeError(f"{kind.__module__}.{kind.__qualname__} cannot be saved")
        name = f"{kind.__module__}:{kind.__qualname__}"
        if isinstance(thing, tuple):
            return ["fields", name, self._items(list(thing))]
        return ["object", name, {one: self.node(value) for one, value in _attributes(thing)}]

    def _items(self, values: list[Any]) -> Any:
        """Long rows of texts or of whole numbers are arrays."""
        kinds = {type(value) for value in values}
        if kinds == {str}:
            return ["texts", self._array(np.array([self._text(value) for value in values], np.int32))]
        if kinds == {int} and all(-(2**63) <= value < 2**63 for value in values):
            return ["ints", self._array(np.array(values, np.int64))]
        return [self.node(value) for value in values]

    def _text(self, text: str) -> int:
        return self._texts.setdefault(text, len(self._texts))

    def _array(self, array: NDArray[Any]) -> int:
        if array.dtype.hasobject:
            raise TypeError("an array of objects cannot be saved")
        self.arrays.append(array)
        return len(self.arrays) - 1


class _Reader:
    """Puts things together again. Things are numbered in the order in which the writer came upon them."""

    def __init__(self, texts: list[str], arrays: list[NDArray[Any]]) -> None:
        self._texts, self._arrays = texts, arrays
        self._seen: list[Any] = []

    def thing(self, node: Any) -> Any:
        """What a node stands for."""
        if not isinstance(node, list):
            return node
        kind = node[0]
        if kind == "text":
            return self._texts[node[1]]
        if kind == "again":
            return self._seen[node[1]]
        place = len(self._seen)
        self._seen.append(None)
        made = self._made(kind, node, place)
        self._seen[place] = made
        return made

    def _made(self, kind: str, node: list[Any], place: int) -> Any:
        if kind == "array":
            return self._arrays[node[1]]
        if kind == "number":
            return self._arrays[node[1]][()]
        if kind == "dict":
            return self._dict(self._items(node[1]), self._items(node[2]))
        if kind == "object":
            return self._object(node, place)
        make = _kind(node[1])._make if kind == "fields" else _ROW_NAMES[kind]
        return make(self._items(node[-1]))

    def _object(self, node: list[Any], place: int) -> Any:
        kind = _kind(node[1])
        made = kind.__new__(kind)
        self._seen[place] = made
        for name, value in node[2].items():
            object.__setattr__(made, name, self.thing(value))
        return made

    def _items(self, node: list[Any]) -> list[Any]:
        match node:
            case ["texts", int(number)]:
                return self._strings(number)
            case ["ints", int(number)]:
                values: list[int] = self._arrays[number].tolist()
                return values
        return [self.thing(one) for one in node]

    def _strings(self, number: int) -> list[str]:
        return [self._texts[place] for place in self._arrays[number].tolist()]

    def _dict(self, keys: list[Any], values: list[Any]) -> dict[Any, Any]:
        made: dict[Any, Any] = {}
        for first in range(0, len(keys), _AT_ONCE):
            part = slice(first, first + _AT_ONCE)
            made.update(zip(keys[part], values[part], strict=True))
        return made


def _tree(array: NDArray[np.uint8], mark: str) -> Any:
    tree = json.loads(array.tobytes())
    if tree["mark"] != mark:
        raise Damaged("made of something else")
    return tree


def _texts(table: NDArray[np.uint8], lengths: NDArray[np.int32]) -> Iterator[str]:
    whole, start = table.tobytes(), 0
    for length in lengths.tolist():
        yield whole[start : start + length].decode("utf-8", "surrogatepass")
        start += length


def _attributes(thing: object) -> Iterator[tuple[str, object]]:
    yield from vars(thing).items() if hasattr(thing, "__dict__") else ()
    for kind in type(thing).__mro__:
        for name in getattr(kind, "__slots__", ()):
            if hasattr(thing, name):
                yield name, getattr(thing, name)


def _kind(name: str) -> Any:
    """A class of this package that is in use already: a file makes nobody import anything."""
    module, _, qualname = name.partition(":")
    found: Mapping[str, Any] = vars(sys.modules[module]) if module.startswith(_PACKAGE) else {}
    kind = found.get(qualname)
    if not isinstance(kind, type) or kind.__module__ != module:
        raise Damaged(f"{name} is no class of the base")
    return kind
