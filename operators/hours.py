"""Working hours and days as people write them («пн-пт 08:00-18:00, сб 10-14», «31.12 закрыто»), and read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, time

from bot.errors import LiniyaError
from bot.texts import say
from operators.calendar import Hours

_STEMS = ("понедельник", "вторник", "сред", "четверг", "пятниц", "суббот", "воскресень")
_SHORT = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")
_GROUPS = {
    "ежедневно": range(1, 8),
    "каждый день": range(1, 8),
    "без выходных": range(1, 8),
    "будни": range(1, 6),
    "по будням": range(1, 6),
    "в будни": range(1, 6),
    "рабочие дни": range(1, 6),
    "выходные": range(6, 8),
}
_OFF = r"выходной|закрыто|не\s?работаем|нерабочий(?:\s+день)?|-|нет"
_CLOCK = r"(\d{1,2})(?:[:.](\d\d))?"
_SPAN = re.compile(rf"(?:\bс\s+)?{_CLOCK}\s*(?:-|до)\s*{_CLOCK}")
_ROUND_THE_CLOCK = "круглосуточно"
_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212-]\s*")
_ITEM = re.compile(
    rf"(?P<days>[^\d]*?)[\s:]*(?P<what>{_SPAN.pattern}|{_ROUND_THE_CLOCK}|(?<![\w-])(?:{_OFF})(?![\w-]))"
)
_BETWEEN_DAYS = re.compile(r"[\s,]+(?:и\s+)?")
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})(?:\.(\d{4}|\d\d))?")
_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[ t]00:00(?::00)?)?")


class HoursError(LiniyaError):
    """Hours or a day that cannot be read; the message is one Russian sentence with an example."""


def read_week(text: str) -> dict[int, Hours]:
    """The hours by ISO weekday; days that are not named are off. Raises `HoursError`, also when all are."""
    plain, place = _plain(text), 0
    week: dict[int, Hours | None] = {}
    for found in _ITEM.finditer(plain):
        if plain[place : found.start()].strip(" ,;.\n"):
            break
        hours = read_hours(found["what"])
        for day in _days(found["days"], text):
            if day in week:
                raise HoursError(say("hours-day-twice", day=say("weekday-short", day=day)))
            week[day] = hours
        place = found.end()
    open_days = {day: hours for day, hours in sorted(week.items()) if hours is not None}
    if not open_days or plain[place:].strip(" ,;.\n"):
        raise HoursError(say("hours-unreadable", text=_cut(text)))
    return open_days


def read_hours(text: str) -> Hours | None:
    """The hours of one day; None for a day off. Raises `HoursError`."""
    plain = _plain(text)
    if re.fullmatch(_OFF, plain):
        return None
    if plain == _ROUND_THE_CLOCK:
        return Hours(time(), time())
    found = _SPAN.fullmatch(plain)
    if found is None:
        raise HoursError(say("hours-day-unreadable", text=_cut(text)))
    hours = Hours(_clock(found[1], found[2], text), _clock(found[3], found[4], text, ends=True))
    if not hours.sound:
        raise HoursError(say("hours-backwards", text=_cut(text)))
    return hours


def read_day(text: str, today: date) -> date:
    """«31.12.2026», «2026-12-31», or «31.12» for the next one from `today` on. Raises `HoursError`."""
    plain = text.strip().lower()
    try:
        if (found := _ISO_DAY.fullmatch(plain)) is not None:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if (found := _DAY.fullmatch(plain)) is None:
            raise HoursError(say("day-unreadable", text=_cut(text)))
        number, month, year = int(found[1]), int(found[2]), found[3]
        if year is not None:
            return date(int(year) + (2000 if len(year) == 2 else 0), month, number)
        return min(day for day in _in_years(number, month, today) if day >= today)
    except ValueError:
        raise HoursError(say("day-unreadable", text=_cut(text))) from None


def write_week(week: Mapping[int, Hours]) -> str:
    """As `read_week` reads it: «пн-пт 08:00-18:00, сб 10:00-14:00»."""
    pieces = [
        f"{_range_of(first, last, 'weekday-short', '-')} {write_hours(hours)}" for first, last, hours in runs(week)
    ]
    return ", ".join(piece for piece, (_, _, hours) in zip(pieces, runs(week), strict=True) if hours is not None)


def write_hours(hours: Hours | None) -> str:
    """As `read_hours` reads it."""
    return say("hours-off") if hours is None else str(hours).replace("–", "-")


def week_in_words(week: Mapping[int, Hours]) -> list[str]:
    """A line for each run of days with the same hours: «Понедельник – пятница: 08:00–18:00», days off as well."""
    return [
        say("hours-line", days=_range_of(first, last, "weekday-long", " – ").capitalize(), hours=in_words(hours))
        for first, last, hours in runs(week)
    ]


def in_words(hours: Hours | None) -> str:
    """«08:00–18:00», «выходной», «круглосуточно»."""
    if hours is None:
        return say("hours-day-off")
    return say("hours-round-the-clock") if hours == Hours(time(), time()) else str(hours)


def runs(week: Mapping[int, Hours]) -> Iterator[tuple[int, int, Hours | None]]:
    """The days of a week put together where they follow each other with the same hours: first, last, hours."""
    first = 1
    for day in range(2, 9):
        if day == 8 or week.get(day) != week.get(first):
            yield first, day - 1, week.get(first)
            first = day


def _range_of(first: int, last: int, key: str, dash: str) -> str:
    names = [say(key, day=day) for day in dict.fromkeys((first, last))]
    return dash.join(names)


def _days(text: str, whole: str) -> Iterator[int]:
    words = text.strip(" ,;:.\n")
    if words in _GROUPS:
        yield from _GROUPS[words]
        return
    if not words:
        raise HoursError(say("hours-no-days", text=_cut(whole)))
    for piece in filter(None, _BETWEEN_DAYS.split(words)):
        if piece in _GROUPS:
            yield from _GROUPS[piece]
            continue
        first, dash, last = piece.partition("-")
        begin, end = _weekday(first), _weekday(last if dash else first)
        if begin is None or end is None or begin > end:
            raise HoursError(say("hours-unknown-day", word=_cut(piece)))
        yield from range(begin, end + 1)


def _weekday(word: str) -> int | None:
    bare = word.strip(".")
    if bare in _SHORT:
        return _SHORT.index(bare) + 1
    return next((day for day, stem in enumerate(_STEMS, 1) if bare.startswith(stem)), None)


def _clock(hour: str, minute: str | None, text: str, *, ends: bool = False) -> time:
    """24:00, which only an end can be, is the midnight that ends the day."""
    hours, minutes = int(hour), int(minute or 0)
    if ends and (hours, minutes) == (24, 0):
        return time()
    if hours > 23 or minutes > 59:
        raise HoursError(say("hours-no-such-time", text=_cut(text)))
    return time(hours, minutes)


def _in_years(number: int, month: int, today: date) -> Iterator[date]:
    """This day in the years to come: the 29th of February is not in each."""
    date(2000, month, number)
    for year in range(today.year, today.year + 9):
        try:
            yield date(year, month, number)
        except ValueError:
            continue


def _plain(text: str) -> str:
    return _DASHES.sub("-", " ".join(text.replace("ё", "е").replace("\n", ", ").split()).lower()).strip(" .;,")


def _cut(text: str) -> str:
    return " ".join(text.split())[:60]
