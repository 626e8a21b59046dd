"""The close comparison of a question with the wordings of a few articles, for the likeliest only: it costs more.

A wording counts by how much of the question it covers, rare words weighing more than common ones, and, less, by how
much of it the question covers.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from knowledge.index import IN_ANSWER, NOISE_WEIGHT, UNKNOWN_WEIGHT, Index
from knowledge.postings import Numbers, Places, ranges
from knowledge.question import Question, Word
from knowledge.scoring import Scores

_ELSEWHERE = 0.7
"""What a word is worth that stands in the article's other wordings or tags, not in the wording compared."""
_ANSWERED = 0.3
"""What a word is worth that stands in the answer alone."""
_COVERED, _SHARE, _LOOKS = 0.55, 0.3, 0.15
"""What counts: mostly how much of the question is covered, then how much of the wording, then how alike they look."""


class _Table(NamedTuple):
    """The stems that the question may mean (columns) against the points compared (rows)."""

    numbers: NDArray[np.int32]
    stands: NDArray[np.bool_]
    worth: Scores


def best_wordings(index: Index, question: Question, articles: Places, point_looks: Scores) -> Scores:
    """How well the best wording of each of these articles fits the question, 0..1."""
    sizes = (np.append(index.firsts, len(index.owners))[1:] - index.firsts)[articles]
    points = ranges(index.firsts[articles], sizes)
    rows = np.repeat(np.arange(len(articles)), sizes)
    table = _table(index, question, points, articles, rows)
    covered, said = _covered(index, question, table)
    share = np.minimum(table.stands @ (index.weights[table.numbers] * said) / index.point_weights[points], 1.0)
    values = covered * (_COVERED + _SHARE * share + _LOOKS * point_looks[points])
    best: Scores = np.maximum.reduceat(values, np.cumsum(sizes) - sizes)
    return best


def _covered(index: Index, question: Question, table: _Table) -> tuple[Scores, Scores]:
    """How much of the question each point covers, and how surely the question says each of the stems."""
    column = {int(number): place for place, number in enumerate(table.numbers)}
    covered, said = np.zeros(len(table.stands)), np.zeros(len(table.numbers))
    values = np.where(table.stands, 1.0, table.worth)
    whole = 0.0
    for word in question.words:
        weight = _weight(index, word)
        whole += weight
        if word.meanings:
            columns = [column[number] for number in word.meanings]
            likeness = np.fromiter(word.meanings.values(), float)
            said[columns] = np.maximum(said[columns], likeness)
            covered += weight * (values[:, columns] * likeness).max(axis=1)
    return covered / whole, said


def _weight(index: Index, word: Word) -> float:
    if word.noise:
        return NOISE_WEIGHT
    number = index.numbers.get(word.stem)
    return UNKNOWN_WEIGHT if number is None else float(index.weights[number])


def _table(index: Index, question: Question, points: Places, articles: Places, rows: Places) -> _Table:
    numbers = np.unique(np.array([number for word in question.words for number in word.meanings], np.int32))
    starts = index.point_starts[points]
    sizes = index.point_starts[points + 1] - starts
    words = index.point_words[ranges(starts, sizes)]
    columns = np.minimum(np.searchsorted(numbers, words), len(numbers) - 1)
    fits = numbers[columns] == words
    stands = np.zeros((len(points), len(numbers)), bool)
    stands[np.repeat(np.arange(len(points)), sizes)[fits], columns[fits]] = True
    return _Table(numbers, stands, _worth(index, numbers, articles)[rows])


def _worth(index: Index, numbers: Numbers, articles: Places) -> Scores:
    """What each stem (column) is worth to each of the articles when it does not stand in the wording itself."""
    documents, values, columns = index.coverage.rows_of(numbers)
    slots = np.full(index.coverage.size, -1, np.int32)
    slots[articles] = np.arange(len(articles))
    rows = slots[documents]
    here = np.flatnonzero(rows >= 0)
    worth = np.zeros((len(articles), len(numbers)))
    worth[rows[here], columns[here]] = np.where(values[here] > IN_ANSWER, _ELSEWHERE, _ANSWERED)
    return worth
