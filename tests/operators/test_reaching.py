"""Taxpayers' numbers, phones and addresses, in the one form in which they are compared."""

import pytest

from operators.inn import is_inn
from operators.reaching import email, own_domain, phone


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("7707083893", True),
        ("500100732259", True),
        ("7707083894", False),
        ("500100732258", False),
        ("0000000000", False),
        ("770708389", False),
        ("", False),
        ("77070838٩3", False),
    ],
)
def test_check_digits(text: str, right: bool) -> None:
    """Both lengths have check digits; nothing but ASCII digits counts."""
    assert is_inn(text) is right


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("8 (495) 000-00-00", "+74950000000"),
        ("+7 495 000‑00‑00 доб. 12", "+74950000000"),
        ("4950000000", "+74950000000"),
        ("74950000000", "+74950000000"),
        ("+375 17 000 00 00", "+375170000000"),
        ("+8 495 000 00 00", "+84950000000"),
        ("000-00-00", None),
        ("звонить Анне", None),
        ("", None),
        ("9" * 40, None),
    ],
)
def test_phones(text: str, kept: str | None) -> None:
    """Russian numbers however they are written; foreign ones with their «+»; nothing else."""
    assert phone(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (" Anna@Example.COM ", "anna@example.com"),
        ("mailto:a@b.example", "a@b.example"),
        ("a@b", None),
        ("a b@c.example", None),
        ("нет", None),
        (f"{'a' * 250}@b.example", None),
    ],
)
def test_addresses(text: str, kept: str | None) -> None:
    """In lower case, whole, and no longer than mail allows."""
    assert email(text) == kept


def test_a_public_mail_service_names_no_organisation() -> None:
    """Only a domain of its own says where somebody works."""
    assert [own_domain(one) for one in ("a@mail.ru", "a@firm.example", "nothing")] == [None, "firm.example", None]
