"""Reads the settings: the TOML file, the environment on top of it, and any fault as one sentence."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from pydantic_settings import BaseSettings, EnvSettingsSource, SettingsConfigDict, TomlConfigSettingsSource
from pydantic_settings import SettingsError as SourceError

from bot.errors import SettingsError
from bot.settings.keys import Settings
from bot.settings.sentences import KEYS, SECTIONS, describe, unknown_variable
from bot.texts import say

DEFAULT_FILE = Path("liniya.toml")
PREFIX = "LINIYA_"


class _Sources(BaseSettings, Settings):
    """The keys as pydantic-settings wants to see them; only its sources are used, so that a `Settings` built in
    code never picks up somebody's environment."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", env_ignore_empty=True)


def load(config: Path | None = None) -> Settings:
    """The settings of this process. A named file must exist, `liniya.toml` in the current folder need not.

    Raises `SettingsError` with one Russian sentence that names the key and shows no value.
    """
    from_file = _read_file(config)
    from_environment = _read_environment()
    try:
        return Settings.model_validate(_merged(from_file, from_environment))
    except ValidationError as error:
        sentence = describe(error.errors(include_url=False, include_input=False)[0])
    # Outside of the handler: pydantic's own error may hold values, and must not be this one's context.
    raise SettingsError(sentence)


def _read_file(config: Path | None) -> dict[str, Any]:
    path = config or DEFAULT_FILE
    if config is not None and not path.is_file():
        raise SettingsError(say("settings-no-file", path=str(path)))
    try:
        return dict(TomlConfigSettingsSource(_Sources, path)())
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        sentence = say("settings-bad-toml", path=str(path), line=line[1] if line else "?")
    except UnicodeDecodeError:
        sentence = say("settings-not-utf8", path=str(path))
    except OSError:
        sentence = say("settings-unreadable", path=str(path))
    raise SettingsError(sentence)


def _read_environment() -> dict[str, Any]:
    for name in os.environ:
        _refuse_unknown(name)
    try:
        return dict(EnvSettingsSource(_Sources)())
    except SourceError as error:
        # `LINIYA_WEB=…` is taken for JSON with the whole section.
        section = re.search(r'"(\w+)"', str(error))
        sentence = say("settings-section-variable", section=(section[1] if section else "…").upper())
    raise SettingsError(sentence)


def _refuse_unknown(name: str) -> None:
    """Refuses `LINIYA_DATABASE_URL` and `LINIYA_DATABASE__URI`; variables of unknown sections are not ours."""
    if not name.upper().startswith(PREFIX):
        return
    rest = name.removeprefix(name[: len(PREFIX)]).lower()
    known = {key.replace(".", "__") for key in (*KEYS, *SECTIONS)}
    if rest not in known and any(rest.startswith(f"{section}_") for section in SECTIONS | {"data"}):
        raise SettingsError(unknown_variable(name, PREFIX))


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        under = merged.get(key)
        merged[key] = _merged(under, value) if isinstance(under, dict) and isinstance(value, dict) else value
    return merged
