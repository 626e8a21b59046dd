"""What stands in the fields of a centre's file, each kind of value with its own rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from zoneinfo import ZoneInfo, available_timezones

from rapidfuzz import process
from rapidfuzz.distance import JaroWinkler

from bot.texts import say
from operators import hours, reaching
from operators.calendar import Hours

_LONGEST_NAME = 100
_LONGEST_TEXT = 500
_MOST_ITEMS = 30
_ITEMS = re.compile(r"[\n;,]")
_LINES = re.compile(r"[\n;]")
_URL = re.compile(r"https?://[\w.-]+\.\w{2,}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.\w{2,}(?:[/?#]\S*)?")
_EXTENSION = re.compile(r"(?:доб(?:авочный)?|вн(?:утр)?|ext|#)[^\d]*(\d{1,6})\s*$", re.IGNORECASE)
_FLAGS = {"": True, "да": True, "нет": False, "true": True, "false": False, "1": True, "0": False}
_AS_USUAL = frozenset({"как обычно", "обычно", "по графику"})
_GROUP = re.compile(r"-\d{5,18}")
_NO_GROUP = frozenset({"", "нет", "0", "-"})
_SOONEST, _LATEST = date(2000, 1, 1), date(2100, 1, 1)
_LIKE = 0.8


class FieldFault(Exception):
    """What is wrong with a value, as the end of a Russian sentence."""


class AsUsual(Enum):
    """A day that is an exception no more."""

    DAY = "as-usual"


def text(given: object) -> str:
    """A text of one line, not empty."""
    value = optional_text(given)
    if value is None:
        raise FieldFault(say("centres-value-empty"))
    return value


def optional_text(given: object) -> str | None:
    """A text of one line; None for an empty one."""
    if isinstance(given, int) and not isinstance(given, bool):
        given = str(given)
    if not isinstance(given, str):
        raise FieldFault(say("centres-value-no-text"))
    value = " ".join(given.split())
    if len(value) > _LONGEST_TEXT or not value.isprintable():
        raise FieldFault(say("centres-value-too-long", most=_LONGEST_TEXT))
    return value or None


def name(given: object) -> str:
    """What stands on a button."""
    value = text(given)
    if len(value) > _LONGEST_NAME:
        raise FieldFault(say("centres-value-too-long", most=_LONGEST_NAME))
    return value


def texts(given: object) -> list[str]:
    """Several texts, none twice: an array, or one text with commas, semicolons or line ends between."""
    return _several(given, text, _ITEMS)


def phones(given: object) -> list[str]:
    """Phones as «+7…», with their extension behind it if they have one."""
    return _several(given, _phone, _ITEMS)


def emails(given: object) -> list[str]:
    """E-mail addresses in lower case."""
    return _several(given, _email, _ITEMS)


def urls(given: object) -> list[str]:
    """Addresses of the web."""
    return _several(given, _url, _LINES)


def optional_url(given: object) -> str | None:
    """An address of the web; None for an empty one."""
    return _url(given) if optional_text(given) is not None else None


def time_zone(given: object) -> str:
    """The name of a time zone, as IANA's database has it."""
    value = text(given)
    zones = available_timezones()
    known = next((zone for zone in zones if zone.casefold() == value.casefold()), None)
    if known is not None:
        return ZoneInfo(known).key
    like = process.extractOne(value, sorted(zones), scorer=JaroWinkler.similarity, score_cutoff=_LIKE)
    if like is not None:
        raise FieldFault(say("centres-zone-near", value=value[:60], meant=like[0]))
    raise FieldFault(say("centres-zone", value=value[:60]))


def week(given: object) -> dict[str, list[str]]:
    """The hours as `Centre.hours` keeps them: a text, or a table of days and hours."""
    if isinstance(given, Mapping):
        given = ", ".join(f"{day} {text(value)}" for day, value in given.items())
    return {
        str(day): [f"{one.opens:%H:%M}", f"{one.closes:%H:%M}"] for day, one in hours.read_week(text(given)).items()
    }


def days(given: object) -> dict[date, Hours | AsUsual | None]:
    """The centre's own days: a table, or a text with a line (or semicolon) between. Years have to be named."""
    if isinstance(given, str):
        lines = [line.split(maxsplit=1) for line in _LINES.split(given) if line.strip()]
        given = {line[0]: line[1] if len(line) > 1 else "" for line in lines}
    if not isinstance(given, Mapping):
        raise FieldFault(say("centres-value-no-days"))
    return {_day(str(day)): day_hours(text(value)) for day, value in given.items()}


def day_hours(value: str) -> Hours | AsUsual | None:
    """«закрыто», «09:00-15:00», «как обычно». Raises `HoursError`."""
    return AsUsual.DAY if " ".join(value.casefold().split()) in _AS_USUAL else hours.read_hours(value)


def group(given: object) -> str | None:
    """The id of a Telegram group; None when there is to be none."""
    value = optional_text(given)
    if value is None or value.casefold() in _NO_GROUP:
        return None
    if not _GROUP.fullmatch(value):
        raise FieldFault(say("centres-group"))
    return value


def flag(given: object) -> bool:
    """«да» or «нет»."""
    value = given if isinstance(given, bool) else _FLAGS.get(str(given).strip().casefold())
    if value is None:
        raise FieldFault(say("centres-flag"))
    return value


def _several(given: object, read: Callable[[object], str], between: re.Pattern[str]) -> list[str]:
    items = between.split(given) if isinstance(given, str) else given
    if not isinstance(items, list) or len(items) > _MOST_ITEMS:
        raise FieldFault(say("centres-value-no-list", most=_MOST_ITEMS))
    return list(dict.fromkeys(read(item) for item in items if item != "" and str(item).strip()))


def _phone(given: object) -> str:
    value = text(given)
    number = reaching.phone(value)
    if number is None:
        raise FieldFault(say("centres-phone", value=value[:40]))
    extension = _EXTENSION.search(value)
    return say("phone-with-extension", phone=number, extension=extension[1]) if extension else number


def _email(given: object) -> str:
    value = text(given)
    address = reaching.email(value)
    if address is None:
        raise FieldFault(say("centres-email", value=value[:60]))
    return address


def _url(given: object) -> str:
    value = text(given)
    if _HOST.fullmatch(value):
        value = f"https://{value}"
    if not _URL.fullmatch(value):
        raise FieldFault(say("centres-url", value=value[:60]))
    return value


def _day(value: str) -> date:
    named = value.strip()
    if not re.search(r"\d{4}", named):
        raise FieldFault(say("centres-day-year", value=named[:40]))
    day = hours.read_day(named, _SOONEST)
    if not _SOONEST <= day <= _LATEST:
        raise FieldFault(say("centres-day-year", value=named[:40]))
    return day
