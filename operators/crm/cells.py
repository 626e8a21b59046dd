"""What stands in a cell of a CRM's file, as people, spreadsheets and 1C write it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from operators.inn import is_inn
from operators.organisations import ContractState

CONTRACT_WORDS = {
    ContractState.MAINTAINED: (
        *("сопровождается", "на сопровождении", "сопровождение", "действует", "действующий", "активен", "активный"),
        *("активно", "обслуживается", "на обслуживании", "заключен", "продлен", "да"),
    ),
    ContractState.SUSPENDED: (
        *("приостановлен", "приостановлено", "приостановлена", "приостановка", "заморожен", "заморожено", "пауза"),
        "на паузе",
    ),
    ContractState.ENDED: (
        *("расторгнут", "расторгнуто", "расторжение", "не сопровождается", "не действует", "прекращен", "завершен"),
        *("закончен", "окончен", "закончился", "истек", "закрыт", "отключен", "архив", "неактивен", "нет"),
    ),
}
"""What each state is called (docs/administrators.md has the same list)."""
_STATE = {word: state for state, words in CONTRACT_WORDS.items() for word in words}
_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_CURRENCY = re.compile(r"(?:руб(?:\.|лей|ля|ль)?|р\.?|₽|rub)$", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\d{1,15}(?:\.\d+)?")
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e\+?\d+", re.IGNORECASE)
_NOTHING = frozenset({"", "-", "–", "—", "нет", "0"})
_ENDLESS = _NOTHING | {"бессрочно", "бессрочный", "без срока", "автопролонгация"}
_RUSSIAN_DAY = re.compile(r"(\d{1,2})[./](\d{1,2})[./](\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_CLOCK = re.compile(r"[ T]\d{1,2}:\d\d(?::\d\d)?(?:\.\d+)?$")
_SERIAL = re.compile(r"\d{5}")
_EXCEL_EPOCH = date(1899, 12, 30)
_DECIMALS_BY_MISTAKE = 3
"""«1,234» may be one rouble or a thousand: nobody knows."""
_MOST_SHOWN = 40


class BadCell(Exception):
    """What is wrong with a cell: a key of the texts and its values."""

    def __init__(self, key: str, value: str, **more: str) -> None:
        super().__init__(key)
        self.key, self.values = key, {"value": value[:_MOST_SHOWN], **more}


def inn(cell: str) -> tuple[str, bool]:
    """The number, and whether a zero that a spreadsheet had swallowed was put back: only where the check digits prove
    it. Of «ИНН/КПП» the first. Raises `BadCell`."""
    text = _SPACES.sub("", cell).partition("/")[0].removeprefix("'").removesuffix(".0")
    if is_inn(text):
        return text, False
    if len(text) in (9, 11) and is_inn(f"0{text}"):
        return f"0{text}", True
    if not text:
        raise BadCell("crm-empty", "")
    if _SCIENTIFIC.fullmatch(text):
        raise BadCell("crm-inn-rounded", cell)
    if not (text.isascii() and text.isdigit()):
        raise BadCell("crm-inn-not-digits", cell)
    raise BadCell("crm-inn-length" if len(text) not in (9, 10, 11, 12) else "crm-inn-check", cell)


def contract(cell: str) -> ContractState:
    """The state that a word names. Raises `BadCell`."""
    state = _STATE.get(" ".join(cell.lower().replace("ё", "е").strip(' .!«»"').split()))
    if state is None:
        known = ", ".join(f"«{words[0]}»" for words in CONTRACT_WORDS.values())
        raise BadCell("crm-contract-unknown", cell, known=known)
    return state


def money(cell: str) -> int:
    """Kopecks owed; what is paid in advance (a minus) is no debt. Raises `BadCell`."""
    text = _CURRENCY.sub("", _SPACES.sub("", cell).replace("\u2212", "-").replace("'", ""))
    if text.lower() in _NOTHING:
        return 0
    if "," in text and "." in text:
        # The one that stands last parts roubles from kopecks.
        thousands = "," if text.rindex(".") > text.rindex(",") else "."
        text = text.replace(thousands, "")
    text = text.replace(",", ".")
    if text.count(".") == 1 and len(text.partition(".")[2]) == _DECIMALS_BY_MISTAKE:
        raise BadCell("crm-money-unclear", cell)
    if not _NUMBER.fullmatch(text):
        raise BadCell("crm-money-bad", cell)
    kopecks = (Decimal(text) * 100).quantize(Decimal(1), ROUND_HALF_UP)
    return max(0, int(kopecks))


def day(cell: str) -> date | None:
    """A date as 31.12.2026, 2026-12-31 or a spreadsheet's number of days; None for a contract without an end. Raises
    `BadCell`."""
    text = _CLOCK.sub("", cell.strip().removesuffix(" г.").removesuffix("г."))
    if text.lower() in _ENDLESS:
        return None
    try:
        if russian := _RUSSIAN_DAY.fullmatch(text):
            number, month, year = map(int, russian.groups())
            return _sensible(date(year + 2000 if year < 100 else year, month, number), cell)
        if iso := _ISO_DAY.fullmatch(text):
            return _sensible(date(*map(int, iso.groups())), cell)
        if _SERIAL.fullmatch(text):
            return _sensible(_EXCEL_EPOCH + timedelta(days=int(text)), cell)
    except ValueError:
        pass
    raise BadCell("crm-day-bad", cell)


def _sensible(found: date, cell: str) -> date:
    if not 1990 <= found.year <= 2100:
        raise BadCell("crm-day-bad", cell)
    return found


def is_garbled(text: str) -> bool:
    """Whether a text was once saved in UTF-8 and read as cp1251: «РћРћРћ» for «ООО»."""
    if text.isascii():
        return False
    try:
        return any("а" <= char.lower() <= "я" for char in text.encode("cp1251").decode("utf-8"))
    except UnicodeError:
        return False
