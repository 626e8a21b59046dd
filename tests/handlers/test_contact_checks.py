"""What clients write into the fields of a contact card."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers import contact_checks
from handlers.forms import Fits, Unsure, Wrong
from handlers.turn import Turn

TURN = cast("Turn", None)
"""The checks look at the words alone."""


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("8 (912) 000-00-00", "+79120000000"),
        ("+7 912 000 00 00", "+79120000000"),
        ("9120000000", "+79120000000"),
        ("7 912 000-00-00", "+79120000000"),
        ("+8 (912) 000-00-00", "+79120000000"),
        ("８９１２０００００００", "+79120000000"),
        ("8 (495) 000-00-00 доб. 12", "+74950000000"),
        ("+375 29 000-00-00", "+375290000000"),
        ("375 29 000-00-00", "+375290000000"),
        ("8 10 375 29 000 00 00", "+375290000000"),
        ("00 49 30 000 00000", "+493000000000"),
        ("000-00-00", None),
        ("+7 112 000-00-00", None),
        ("+7 912 000-00-0", None),
        ("+0 000 000 00 00", None),
        ("мой номер знаете", None),
        ("8912000000O", None),
        ("9" * 40, None),
    ],
)
def test_phones(said: str, kept: str | None) -> None:
    """However a Russian number is written; a number abroad with its country; nothing else."""
    verdict = contact_checks.phone(TURN, said)
    assert isinstance(verdict, Wrong) if kept is None else isinstance(verdict, Fits) and verdict.value == kept


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("7707083893", "7707083893"),
        ("77 07 08-38-93", "7707083893"),
        ("ИНН: 500100732259", "500100732259"),
        ("7707083894", None),
        ("500100732258", None),
        ("0000000000", None),
        ("770708389", None),
        ("нет", None),
    ],
)
def test_taxpayers_numbers(said: str, kept: str | None) -> None:
    """Ten or twelve digits whose check digits agree, with spaces and dashes."""
    verdict = contact_checks.inn(TURN, said)
    assert isinstance(verdict, Wrong) if kept is None else verdict == Fits(kept)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (" Anna@Example.RU. ", "anna@example.ru"),
        ("anna+work@yandex.ru", "anna+work@yandex.ru"),
        ("anna@gmail.com", "anna@gmail.com"),
        ("anna@bk.ru", "anna@bk.ru"),
        ("анна@example.ru", None),
        ("anna@example", None),
        ("anna..b@example.ru", None),
        ("anna@-example.ru", None),
        ("anna example.ru", None),
        ("a" * 65 + "@example.ru", None),
    ],
)
def test_addresses(said: str, kept: str | None) -> None:
    """In lower case; what no mail server would take is refused."""
    verdict = contact_checks.email(TURN, said)
    assert isinstance(verdict, Wrong) if kept is None else verdict == Fits(kept)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("anna@gmail.con", "anna@gmail.com"),
        ("anna@gmial.com", "anna@gmail.com"),
        ("anna@yandx.ru", "anna@yandex.ru"),
        ("anna@mail.ry", "anna@mail.ru"),
        ("anna@firma.cmo", "anna@firma.com"),
    ],
)
def test_a_slip_in_the_domain_is_asked_about(said: str, meant: str) -> None:
    """What was perhaps meant is offered, and what was written stays possible."""
    verdict = contact_checks.email(TURN, said)
    assert isinstance(verdict, Unsure)
    assert [offer.value for offer in verdict.offers] == [meant, said]


@pytest.mark.parametrize(
    ("said", "fits"),
    [
        ("Анна Сергеевна", True),
        ("Анна-Мария д’Арк", True),
        ("Anna", True),
        ("Анна С.", True),
        ("123", False),
        ("как узнать цену", False),
        ("база у нас не открывается с утра", False),
        ("anna@example.ru", False),
    ],
)
def test_names(said: str, fits: bool) -> None:
    """Letters, a few words, no question."""
    assert isinstance(contact_checks.name(TURN, said), Fits) is fits


@settings(deadline=None)
@given(words=st.text(max_size=300), check=st.sampled_from(("name", "organisation", "inn", "phone", "email")))
def test_any_words_are_thought_of(words: str, check: str) -> None:
    """No words break a check, and what is kept fits its column."""
    verdict: Any = getattr(contact_checks, check)(TURN, words)
    longest = {"inn": 12, "phone": 20, "email": 254}.get(check, 300)
    assert not isinstance(verdict, Fits) or 0 < len(verdict.value) <= longest
