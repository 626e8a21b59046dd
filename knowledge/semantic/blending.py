"""Two opinions made one: each article's lexical confidence, and how sure its meaning is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from knowledge.articles import Article
from knowledge.outcome import Hit

MEANING_ALONE = 0.7
"""The most that meaning alone comes to: enough to be offered, too little to be the answer without a word in common."""


def blended(
    lexical: Sequence[Hit], meant: Mapping[str, float], articles: Mapping[str, Article], limit: int
) -> list[Hit]:
    """The articles by both, best first. `meant` has how sure the meaning is, and `articles` the base's, by key; what
    is no longer there is left out. Two independent opinions: wrong is what both are wrong about."""
    found = {hit.article.key: hit for hit in lexical}
    for key, sure in meant.items():
        article = articles.get(key)
        if article is None:
            continue
        words = found[key].score if key in found else 0.0
        found[key] = Hit(article, 1 - (1 - words) * (1 - MEANING_ALONE * sure))
    return sorted(found.values(), key=lambda hit: -hit.score)[:limit]
