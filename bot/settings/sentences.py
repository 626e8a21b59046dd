"""What is said about a setting that cannot be used: one Russian sentence that names the key, never its value."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails
from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.settings.keys import Settings
from bot.texts import say


def _keys_of(model: type[BaseModel], before: str = "") -> tuple[str, ...]:
    keys: list[str] = []
    for name, field in model.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            keys += _keys_of(section, f"{before}{name}.")
        else:
            keys.append(before + (field.alias or name))
    return tuple(keys)


KEYS = _keys_of(Settings)
"""Every key, dotted: `data_dir`, `database.url`, `knowledge.semantic.url`, …"""

SECTIONS = frozenset(key.rpartition(".")[0] for key in KEYS if "." in key)
"""The names of the file's tables."""

_PLAIN = {
    "int": "settings-need-integer",
    "float": "settings-need-number",
    "finite": "settings-need-number",
    "string": "settings-need-text",
    "path": "settings-need-text",
    "time": "settings-need-time",
    "zoneinfo": "settings-need-zone",
}


def nearest(key: str, choices: tuple[str, ...] | None = None) -> str | None:
    """The known key that was probably meant, or None when nothing is near."""
    found = process.extractOne(key.lower(), choices or KEYS, scorer=JaroWinkler.similarity, score_cutoff=0.75)
    return found[0] if found else None


def unknown_variable(name: str, prefix: str) -> str:
    """The sentence on an environment variable that is nearly one of ours."""
    variables = tuple(f"{prefix}{key.replace('.', '__').upper()}" for key in KEYS)
    near = {variable.lower(): variable for variable in variables}
    meant = nearest(name, tuple(near))
    if meant is None:
        return say("settings-unknown-variable", name=name)
    return say("settings-unknown-variable-near", name=name, meant=near[meant])


def describe(error: ErrorDetails) -> str:
    """One of pydantic's errors as a sentence."""
    key = ".".join(str(part) for part in error["loc"] if not str(part).startswith("function-"))
    kind = error["type"]
    if kind == "extra_forbidden":
        return _unknown(key)
    if kind == "value_error":
        reason = str(error.get("ctx", {}).get("error", ""))
        # A key's own check gives a reason; a check of a whole section gives the whole sentence.
        return say("settings-bad-value", key=key, reason=reason) if key in KEYS else reason
    if kind in {"model_type", "model_attributes_type"}:
        return say("settings-need-section", key=key)
    return say("settings-bad-value", key=key, reason=_reason(kind, error.get("ctx", {})))


def _unknown(key: str) -> str:
    meant = nearest(key, KEYS if "." in key else (*sorted(SECTIONS), *KEYS))
    if meant is None:
        return say("settings-unknown-key", key=key)
    return say("settings-unknown-key-near", key=key, meant=meant)


def _reason(kind: str, context: dict[str, Any]) -> str:
    bounds = {
        "greater_than": ("settings-need-more", "gt"),
        "greater_than_equal": ("settings-need-at-least", "ge"),
        "less_than": ("settings-need-less", "lt"),
        "less_than_equal": ("settings-need-at-most", "le"),
    }
    if kind in bounds:
        text, bound = bounds[kind]
        return say(text, bound=context[bound])
    if kind == "literal_error":
        return say("settings-need-one-of", choices=str(context["expected"]).replace("' or '", "', '"))
    if kind == "string_too_short":
        return say("settings-need-not-empty")
    text_key = _PLAIN.get(kind.partition("_")[0], "settings-need-other")
    return say(text_key)
