"""The columns of a CRM's file by their names, however each CRM calls them and in whatever order they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.tables.rows import TableError
from bot.texts import say

NAMES = {
    "inn": ("инн", "инн кпп", "инн организации", "инн клиента", "инн контрагента", "inn"),
    "name": (
        *("организация", "название", "наименование", "название организации", "наименование организации"),
        *("клиент", "контрагент", "компания", "наименование контрагента"),
    ),
    "contract": ("статус договора", "состояние договора", "договор", "сопровождение", "статус"),
    "until": (
        *("действует до", "договор действует до", "окончание", "окончание договора", "дата окончания"),
        *("дата окончания договора", "договор до", "срок договора", "срок действия"),
    ),
    "arrears": (
        *("задолженность", "долг", "сумма долга", "сумма задолженности", "дебиторская задолженность"),
        *("задолженность руб", "долг руб"),
    ),
    "centre": ("центр", "сервисный центр", "региональный центр", "регион", "филиал"),
    "manager_name": ("персональный менеджер", "менеджер", "ответственный менеджер", "ответственный", "фио менеджера"),
    "manager_email": (
        *("почта менеджера", "e mail менеджера", "email менеджера", "электронная почта менеджера"),
        "почта персонального менеджера",
    ),
    "manager_phone": ("телефон менеджера", "тел менеджера", "телефон персонального менеджера"),
    "person_name": ("фио", "контакт", "контактное лицо", "фио контакта", "сотрудник", "пользователь", "контакты"),
    "person_email": (
        *("e mail", "email", "почта", "электронная почта", "эл почта", "почта контакта", "e mail контакта"),
        "адрес электронной почты",
    ),
    "person_phone": (
        *("телефон", "тел", "телефон контакта", "мобильный телефон", "моб телефон", "мобильный", "рабочий телефон"),
        "телефоны",
    ),
}
"""By field; of two columns that mean the same the one whose name stands first here is read."""
HEADINGS = {
    "inn": "ИНН",
    "name": "Организация",
    "contract": "Статус договора",
    "until": "Действует до",
    "arrears": "Задолженность",
    "centre": "Центр",
    "manager_name": "Менеджер",
    "manager_email": "Почта менеджера",
    "manager_phone": "Телефон менеджера",
    "person_name": "ФИО",
    "person_email": "E-mail",
    "person_phone": "Телефон",
}
"""The names that are written and spoken of."""
NEEDED = ("inn", "name", "contract")
_FIELD = {name: field for field, names in NAMES.items() for name in names}
_NO_WORDS = re.compile(r"[\W_]+")
_MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Columns:
    """The place of every field in a row, what the file calls it, and which columns are not looked at."""

    places: dict[str, int]
    headings: dict[str, str]
    ignored: tuple[str, ...]
    width: int

    @classmethod
    def read(cls, file: str, line: int, header: Sequence[str]) -> Columns:
        """From the first row. Raises `TableError` naming what is missing or there twice."""
        places: dict[str, int] = {}
        twice: list[str] = []
        for place, name in enumerate(header):
            field = _FIELD.get(_plain(name))
            if field is None:
                continue
            if field in places and _plain(name) == _plain(header[places[field]]):
                twice.append(name)
            elif field not in places or _rank(field, name) < _rank(field, header[places[field]]):
                places[field] = place
        missing = [HEADINGS[field] for field in NEEDED if field not in places]
        if twice or missing:
            raise TableError(_complaint(file, line, twice, missing))
        ignored = [name for place, name in enumerate(header) if name.strip() and place not in places.values()]
        return cls(
            places, {field: header[place].strip() for field, place in places.items()}, tuple(ignored), len(header)
        )

    def named(self, row: Sequence[str]) -> dict[str, str]:
        """The cells by field, without white space around; those that are not there are empty."""
        return {field: row[place].strip() if place < len(row) else "" for field, place in self.places.items()}

    def surplus(self, row: Sequence[str]) -> bool:
        """Whether a row goes on behind its header: most often a separator inside of a text."""
        return len(row) > self.width and any(cell.strip() for cell in row[self.width :])


def known(header: Sequence[str]) -> int:
    """How many of the names are columns."""
    return sum(_plain(name) in _FIELD for name in header)


def _rank(field: str, name: str) -> int:
    return NAMES[field].index(_plain(name))


def _plain(name: str) -> str:
    return " ".join(_NO_WORDS.sub(" ", name.replace("ё", "е").replace("Ё", "Е").lower()).split())


def _complaint(file: str, line: int, twice: Sequence[str], missing: Sequence[str]) -> str:
    said = []
    if twice:
        said.append(say("crm-twice", file=file, line=str(line), count=len(twice), names=_listed(twice)))
    if missing:
        said.append(say("crm-missing", file=file, line=str(line), count=len(missing), names=_listed(missing)))
    return "\n".join([*said, say("crm-columns", names=_listed(tuple(HEADINGS.values())))])


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"«{name[:40]}»" for name in names[: _MOST_NAMED + len(HEADINGS)])
