"""The arrays under the search: they count what a plain loop counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.grams import Grams
from knowledge.postings import Postings

pairs = st.sets(st.tuples(st.integers(0, 5), st.integers(0, 7)))
words = st.lists(st.text("абвг1-", min_size=1, max_size=8), max_size=4)


@given(pairs, st.lists(st.tuples(st.integers(0, 5), st.floats(0, 2)), max_size=6))
def test_sums(stands: set[tuple[int, int]], asked: list[tuple[int, float]]) -> None:
    """Each document gets the sum of the factors of the terms that stand in it."""
    terms, documents = np.array([*stands, (5, 8)]).T
    index = Postings(terms, documents, 9)
    expected = [sum(factor for term, factor in asked if (term, document) in stands) for document in range(8)]
    assert index.sums([term for term, _ in asked], [factor for _, factor in asked])[:8] == pytest.approx(expected)
    assert [index.count(term) for term in range(5)] == [sum(one == term for one, _ in stands) for term in range(5)]


def test_only_the_rarest_are_read() -> None:
    """In a large base the commonest terms are left out, so that a question stays quick."""
    index = Postings(np.array([0, 0, 0, 1]), np.array([0, 1, 2, 2]), 3)
    assert index.sums([0, 1], [1.0, 1.0], most=3).tolist() == [0, 0, 1]


@given(st.lists(words, max_size=6), words)
def test_likeness_is_a_share(texts: list[list[str]], asked: list[str]) -> None:
    """A cosine between 0 and 1, and 1 with the text itself."""
    grams = Grams(texts)
    found = grams.cosines(asked)
    assert len(found) == len(texts)
    assert all(0 <= value <= 1.00001 for value in found)
    for number, text in enumerate(texts):
        if text:
            assert grams.cosines(text)[number] == pytest.approx(1, abs=1e-4)


def test_names_with_digits_are_alike_only_to_themselves() -> None:
    """«3-НДФЛ» looks nothing like «6-НДФЛ»."""
    assert Grams([["6-ндфл"]]).cosines(["3-ндфл"]).tolist() == [0]
