"""This field's own questions, written by somebody who had seen neither titles nor wordings: the half for development.

The other half is for figures alone (`tests.benchmarks.answers --split test`).
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from knowledge.loading import load_shipped
from knowledge.outcome import Answered, Outcome, outcome
from knowledge.search import Search

ROWS = [json.loads(line) for line in Path(__file__).with_name("field.jsonl").read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def asked() -> list[tuple[dict[str, Any], Outcome]]:
    search = Search(load_shipped())
    return [(row, outcome(search.search(row["query"], 10))) for row in ROWS if row["split"] == "dev"]


def test_the_set_is_whole() -> None:
    """Enough of each kind in both halves, no question twice, and every article is asked for."""
    kinds = [(row["kind"], row["split"]) for row in ROWS]
    for kind, least in (("plain", 100), ("no_common_word", 50), ("oos", 40)):
        assert min(kinds.count((kind, split)) for split in ("dev", "test")) >= least
    assert len({row["query"] for row in ROWS}) == len({row["qid"] for row in ROWS}) == len(ROWS)
    known = {article.id for article in load_shipped()}
    assert {number for row in ROWS for number in row["relevant"]} <= known
    assert all(bool(row["relevant"]) == (row["kind"] != "oos") for row in ROWS)


def test_what_is_answered_is_right(asked: list[tuple[dict[str, Any], Outcome]]) -> None:
    """Of the answers given at once nine in ten are right or more, and three in five plain questions get one."""
    answers = [(row, made.hit.article.id in row["relevant"]) for row, made in asked if isinstance(made, Answered)]
    answerable = [right for row, right in answers if row["kind"] != "oos"]
    assert sum(answerable) >= 0.9 * len(answerable)
    plain = [row for row, _ in asked if row["kind"] == "plain"]
    assert sum(right for row, right in answers if row["kind"] == "plain") >= 0.6 * len(plain)


def test_what_nobody_here_can_answer_is_not_answered(asked: list[tuple[dict[str, Any], Outcome]]) -> None:
    """Not more than one question in twenty."""
    elsewhere = [made for row, made in asked if row["kind"] == "oos"]
    assert sum(isinstance(made, Answered) for made in elsewhere) <= 0.05 * len(elsewhere)
