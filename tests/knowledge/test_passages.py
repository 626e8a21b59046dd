"""The close look at what articles say: how often, and in which order."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from bot.richtext import RichText
from knowledge.articles import Article
from knowledge.index import Index
from knowledge.passages import Asked, Passages
from knowledge.search import Search


def passages(*texts: str) -> Passages:
    return Index([Article(str(number), "", RichText(text)) for number, text in enumerate(texts)]).passages


def scores(base: Passages, count: int, *words: str) -> list[list[float]]:
    found: list[list[float]] = base.scores(np.arange(count), [Asked(word, 1.0, {}) for word in words]).tolist()
    return found


def test_who_says_it_more_often_says_more() -> None:
    """Twice in a short text is more than once in a long one; other endings of the word count in part."""
    often, once, other = scores(passages("слон и слоны", "слон " + "жил был " * 9, "кит"), 3, "слон")
    assert often[0] > once[0] > other[0] == 0


def test_the_order_of_the_words_counts() -> None:
    """«Новый заказ» stands in one article so, in the other one the other way round and far apart."""
    base = passages("новый заказ документа", "заказ документа и потом другой новый")
    asked, turned = scores(base, 2, "новый", "заказ")
    assert asked[1] > turned[1] == 0


def test_a_word_that_only_asks_tells_nothing_where_no_wording_has_it() -> None:
    """«Кто» in one passage by chance does not draw every question about persons to it."""
    search = Search(
        [
            Article("a", "", RichText("Тот, кто ждёт, дождётся.")),
            Article("b", "", RichText("Роман написал Булгаков.")),
            Article("c", "", RichText("Роман переводили трижды.")),
        ]
    )
    assert [hit.article.id for hit in search.search("кто написал роман", 1)] == ["b"]


words = st.lists(st.text("абвгд1-", max_size=8), max_size=6).map(" ".join)


@given(st.lists(words, min_size=1, max_size=4), words)
def test_shares_whatever_is_asked(texts: list[str], query: str) -> None:
    """Empty texts, no words, junk: shares of 0 to 1, a row for each article."""
    found = passages(*texts).scores(np.arange(len(texts)), [Asked(word, 1.0, {}) for word in query.split()])
    assert found.shape == (len(texts), 2)
    assert ((found >= 0) & (found <= 1 + 1e-6)).all()
