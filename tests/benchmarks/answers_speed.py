"""How fast the search is and what it holds, by the size of the base: a process of its own for each size.

`uv run python -m tests.benchmarks.answers_speed SIZE FOLDER SPLIT` prints one line of JSON. Bases are grown from the
sets' articles: titles, wordings and sentences drawn at random, so words are as common as in the sets.
"""

from __future__ import annotations

import gc
import json
import random
import re
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import psutil

from bot.richtext import RichText
from knowledge.articles import Article
from knowledge.search import Search
from tests.benchmarks.answers_sets import load_sets

_ASKED = 300


def grown(articles: Sequence[Article], size: int) -> list[Article]:
    """A base of so many articles; the same for the same articles."""
    chance = random.Random(20)
    titles = [one.title.split() for one in articles if one.title]
    sentences = [part for one in articles for part in re.split(r"(?<=[.!?])\s+", one.answer.text)]
    return [_article(number, chance, titles, sentences) for number in range(size)]


def _article(number: int, chance: random.Random, titles: list[list[str]], sentences: list[str]) -> Article:
    one, other = chance.choice(titles), chance.choice(titles)
    title = " ".join(one[: len(one) // 2 + 1] + other[len(other) // 2 :])
    answer = " ".join(chance.choices(sentences, k=chance.randint(3, 9)))
    return Article(f"g{number}", title, RichText(answer), (" ".join(chance.choice(titles)),))


def main() -> None:
    """Builds, asks and prints."""
    size, folder, split = int(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
    sets = load_sets(folder, split)
    articles = grown([article for one in sets for article in one.articles], size)
    queries = [asked.query for one in sets for asked in one.questions]
    random.Random(20).shuffle(queries)
    gc.collect()
    before = psutil.Process().memory_info().rss
    begun = time.perf_counter()
    search = Search(articles)
    search.search(queries[0], 3)
    ready = time.perf_counter() - begun
    gc.collect()
    held = psutil.Process().memory_info().rss - before
    times, busy = [], []
    for query in queries[:_ASKED]:
        begun, worked = time.perf_counter(), time.process_time()
        search.search(query, 3)
        times.append(1000 * (time.perf_counter() - begun))
        busy.append(1000 * (time.process_time() - worked))
    figures = {
        "ready": ready,
        "megabytes": held / 2**20,
        "median": np.median(times),
        "p99": np.quantile(times, 0.99),
        "p99_cpu": np.quantile(busy, 0.99),  # what the machine's other work does not disturb
    }
    print(json.dumps({name: round(float(value), 2) for name, value in figures.items()}))


if __name__ == "__main__":
    main()
