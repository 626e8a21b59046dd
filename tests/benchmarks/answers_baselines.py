"""What most bots do instead: the ways of finding an answer that the search is compared with."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from rapidfuzz import fuzz, process

from knowledge.articles import Article
from knowledge.grams import Grams
from knowledge.postings import Postings
from knowledge.search import Search
from knowledge.stems import stem
from knowledge.text import tokens

Ranked = list[tuple[str, float]]
Ask = Callable[[str], Ranked]
"""The ids of the likeliest articles, the best first, each with what it is sure by."""
MOST = 10


def ours(articles: Sequence[Article]) -> Ask:
    """The search of this project."""
    search = Search(articles)
    return lambda query: [(hit.article.id, hit.score) for hit in search.search(query, MOST)]


def weighted_ratio(articles: Sequence[Article]) -> Ask:
    """rapidfuzz's WRatio over titles (over answers where there are none)."""
    return _fuzzy(articles, fuzz.WRatio)


def token_set(articles: Sequence[Article]) -> Ask:
    """rapidfuzz's token_set_ratio over the same."""
    return _fuzzy(articles, fuzz.token_set_ratio)


def bm25(articles: Sequence[Article]) -> Ask:
    """BM25 over the stems of title and answer."""
    texts = [[stem(word) for word in tokens(_whole(one))] for one in articles]
    numbers: dict[str, int] = {}
    mean = sum(map(len, texts)) / len(texts)
    terms, owners, weights = [], [], []
    for owner, text in enumerate(texts):
        for word, count in Counter(text).items():
            terms.append(numbers.setdefault(word, len(numbers)))
            owners.append(owner)
            weights.append(count * 2.2 / (count + 1.2 * (0.25 + 0.75 * len(text) / mean)))
    index = Postings(np.array(terms), np.array(owners), len(texts), np.array(weights, np.float32))
    rarity = np.log(1 + (len(texts) - index.counts(len(numbers)) + 0.5) / (index.counts(len(numbers)) + 0.5))

    def ask(query: str) -> Ranked:
        found = [numbers[word] for word in map(stem, tokens(query)) if word in numbers]
        return _best(articles, index.sums(found, rarity[found]) if found else np.zeros(len(articles)))

    return ask


def grams(articles: Sequence[Article]) -> Ask:
    """The cosine of character 3- to 5-grams of title and answer."""
    index = Grams([tokens(_whole(one)) for one in articles])
    return lambda query: _best(articles, index.cosines(tokens(query)))


def full_text(articles: Sequence[Article]) -> Ask:
    """SQLite's FTS5 with its trigram tokenizer, any word may match."""
    database = sqlite3.connect(":memory:")
    database.execute("create virtual table kb using fts5(id unindexed, body, tokenize='trigram')")
    database.executemany("insert into kb values (?, ?)", [(one.id, " ".join(tokens(_whole(one)))) for one in articles])

    def ask(query: str) -> Ranked:
        words = [f'"{word}"' for word in tokens(query) if len(word) > 2]
        if not words:
            return []
        sql = "select id, -bm25(kb) from kb where kb match ? order by 2 desc limit ?"
        return database.execute(sql, (" OR ".join(words), MOST)).fetchall()

    return ask


METHODS: dict[str, Callable[[Sequence[Article]], Ask]] = {
    "rapidfuzz WRatio, titles": weighted_ratio,
    "rapidfuzz token_set, titles": token_set,
    "BM25 over stems": bm25,
    "character 3-5-grams": grams,
    "SQLite FTS5 trigram": full_text,
    "liniya": ours,
}


def _fuzzy(articles: Sequence[Article], scorer: Callable[..., float]) -> Ask:
    texts = [" ".join(tokens(one.title or one.answer.text)) for one in articles]

    def ask(query: str) -> Ranked:
        found = process.extract(" ".join(tokens(query)), texts, scorer=scorer, limit=MOST)
        return [(articles[number].id, score) for _, score, number in found]

    return ask


def _whole(article: Article) -> str:
    return "\n".join((*article.wordings, article.answer.text))


def _best(articles: Sequence[Article], scores: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Ranked:
    order = np.argsort(-scores, kind="stable")[:MOST]
    return [(articles[number].id, float(scores[number])) for number in order if scores[number] > 0]
