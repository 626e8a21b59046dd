"""Signed numbers: whoever was given one can use it, nobody can make one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.signing import Signer

SIGNER = Signer(b"a secret of the tests", "rating")


@given(st.integers(0, 2**63 - 1))
def test_a_number_comes_back_from_its_token(number: int) -> None:
    """And the token can stand in a link as it is."""
    token = SIGNER.token(number)
    assert SIGNER.number(token) == number
    assert len(token) == 32
    assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(st.text() | st.binary(max_size=40).map(lambda raw: raw.decode("latin-1")))
def test_what_was_not_made_here_means_nothing(text: str) -> None:
    """Whatever somebody types into the address."""
    assert SIGNER.number(text) is None


@given(st.integers(0, 2**63 - 1), st.integers(0, 31), st.sampled_from("AZaz09-_"))
def test_a_changed_token_means_nothing(number: int, place: int, letter: str) -> None:
    """One letter is enough."""
    token = SIGNER.token(number)
    changed = token[:place] + letter + token[place + 1 :]
    assert SIGNER.number(changed) == (number if changed == token else None)


def test_another_purpose_or_secret_means_nothing() -> None:
    """A link for one thing opens no other."""
    token = SIGNER.token(7)
    assert Signer(b"a secret of the tests", "unsubscribe").number(token) is None
    assert Signer(b"another secret", "rating").number(token) is None
