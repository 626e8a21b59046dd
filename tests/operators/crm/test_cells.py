"""What stands in the cells of a CRM's file, as people, spreadsheets and 1C write it."""

from datetime import date

import pytest

from operators.crm import cells
from operators.crm.cells import BadCell
from operators.crm.people import Person, people
from operators.organisations import ContractState


@pytest.mark.parametrize(
    ("cell", "kopecks"),
    [
        ("", 0),
        ("нет", 0),
        ("1 234,56", 123456),
        ("1\u00a0234,56 руб.", 123456),
        ("1,234.56", 123456),
        ("1.234,56", 123456),
        ("1234.5", 123450),
        ("1 234 567 ₽", 123456700),
        ("1234.5600000001", 123456),
        ("-500", 0),
    ],
)
def test_sums(cell: str, kopecks: int) -> None:
    """Decimal commas and points, thousands, currencies; what is paid in advance is no debt."""
    assert cells.money(cell) == kopecks


@pytest.mark.parametrize("cell", ["1,234", "1.234", "12 р 5 к", "много", "1,2,3", "9" * 40, "²"])
def test_sums_that_are_none(cell: str) -> None:
    """What can be read in two ways is not guessed."""
    with pytest.raises(BadCell):
        cells.money(cell)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("31.12.2026", date(2026, 12, 31)),
        ("1.2.27", date(2027, 2, 1)),
        ("2026-12-31", date(2026, 12, 31)),
        ("2026-12-31 00:00:00", date(2026, 12, 31)),
        ("31.12.2026 0:00:00", date(2026, 12, 31)),
        ("46387", date(2026, 12, 31)),
        ("31.12.2026 г.", date(2026, 12, 31)),
        ("бессрочно", None),
        ("-", None),
    ],
)
def test_days(cell: str, found: date | None) -> None:
    """As Russians, ISO, 1C and spreadsheets write them."""
    assert cells.day(cell) == found


@pytest.mark.parametrize("cell", ["31.02.2026", "12/2026", "завтра", "99999", "00.00.0000"])
def test_days_that_are_none(cell: str) -> None:
    """A day that does not exist, or that no contract has."""
    with pytest.raises(BadCell):
        cells.day(cell)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("7707083893", ("7707083893", False)),
        ("7707083893/773601001", ("7707083893", False)),
        ("'7707083893", ("7707083893", False)),
        ("0278000003", ("0278000003", False)),
        ("278000003", ("0278000003", True)),
    ],
)
def test_numbers_of_taxpayers(cell: str, found: tuple[str, bool]) -> None:
    """A zero that a spreadsheet swallowed is put back where the check digits prove it."""
    assert cells.inn(cell) == found


@pytest.mark.parametrize(
    ("cell", "key"),
    [
        ("7,70708E+09", "crm-inn-rounded"),
        ("278000004", "crm-inn-check"),
        ("7707083894", "crm-inn-check"),
        ("12345", "crm-inn-length"),
        ("ООО", "crm-inn-not-digits"),
        ("", "crm-empty"),
    ],
)
def test_numbers_that_are_none(cell: str, key: str) -> None:
    """Each mistake has its own advice."""
    with pytest.raises(BadCell) as caught:
        cells.inn(cell)
    assert caught.value.key == key


def test_states_of_contracts() -> None:
    """The words of the guide, in any case; another word is no guess."""
    assert cells.contract("Сопровождается.") is ContractState.MAINTAINED
    assert cells.contract("ПРИОСТАНОВЛЁН") is ContractState.SUSPENDED
    assert cells.contract("не сопровождается") is ContractState.ENDED
    with pytest.raises(BadCell):
        cells.contract("№ 17/2024")


def test_garbled_texts_are_known() -> None:
    """UTF-8 that was read as cp1251, and nothing else."""
    assert cells.is_garbled("РћРћРћ Р’РµРєС‚РѕСЂ")
    assert not any(map(cells.is_garbled, ["ООО «Вектор»", "Firm", "Рога и копыта", "Ёж №1", ""]))


@pytest.mark.parametrize(
    ("names", "emails", "phones", "found"),
    [
        (
            "Анна; Мария",
            "a@b.example;m@b.example",
            "",
            [Person("Анна", "a@b.example", None), Person("Мария", "m@b.example", None)],
        ),
        ("Анна;Мария", ";M@b.example", "", [Person("Анна", None, None), Person("Мария", "m@b.example", None)]),
        (
            "Анна",
            "a@b.example, z@b.example",
            "8 495 000 00 00",
            [Person("Анна", "a@b.example", "+74950000000"), Person("Анна", "z@b.example", None)],
        ),
        ("", "a@b.example", "", [Person(None, "a@b.example", None)]),
        ("Анна", "", "22-33-44", [Person("Анна", None, None)]),
        ("", "", "", []),
    ],
)
def test_people(names: str, emails: str, phones: str, found: list[Person]) -> None:
    """The second name has the second address; several addresses of one person are all theirs."""
    assert people(names, emails, phones) == found


@pytest.mark.parametrize(
    ("names", "emails", "phones"),
    [("А; Б", "a@b.example", ""), ("А", "нет", ""), ("А", "", "спросить"), ("А" * 201, "", "")],
)
def test_people_that_cannot_be_read(names: str, emails: str, phones: str) -> None:
    """Nobody is given somebody else's address."""
    with pytest.raises(BadCell):
        people(names, emails, phones)
