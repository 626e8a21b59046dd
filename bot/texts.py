"""Every word that a person reads: `say(key, **values)` over the Fluent files of `bot/locales/ru`."""

from __future__ import annotations

import threading
from functools import cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource
from fluent.runtime.types import fluent_number

LOCALES = Path(__file__).parent / "locales"

_formatting = threading.Lock()


class MissingText(LookupError):
    """A text, or a value that it needs, is not there: a fault of the program, never shown half-made to a person."""


@cache
def _bundle() -> FluentBundle:
    # Isolating marks (U+2068 …) are for right-to-left names; messengers show them as boxes in places.
    bundle = FluentBundle(["ru"], use_isolating=False)
    for path in sorted((LOCALES / "ru").glob("*.ftl")):
        bundle.add_resource(FluentResource(path.read_text(encoding="utf-8")))
    return bundle


def _plain(value: object) -> object:
    """Numbers without grouping: the ticket is «№ 1042», not «№ 1 042»."""
    if isinstance(value, bool):
        return str(value).lower()
    return fluent_number(value, useGrouping=False) if isinstance(value, int | float) else value


def say(key: str, /, **values: object) -> str:
    """The text `key` with its values in place. Raises `MissingText` when the key or one of its values is missing."""
    with _formatting:
        bundle = _bundle()
        if not bundle.has_message(key):
            raise MissingText(f"no text {key!r} in {LOCALES}/ru")
        pattern = bundle.get_message(key).value
        if pattern is None:
            raise MissingText(f"the text {key!r} has no value")
        text, errors = bundle.format_pattern(pattern, {name: _plain(value) for name, value in values.items()})
    if errors:
        raise MissingText(f"the text {key!r} cannot be put together: {'; '.join(map(str, errors))}")
    return str(text)
