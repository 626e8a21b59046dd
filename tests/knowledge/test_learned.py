"""Learned wordings: points of their own, which find their article and blur nothing."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.richtext import RichText
from knowledge.articles import Article
from knowledge.loading import load_shipped
from knowledge.search import Search
from tests.knowledge.questions import ANSWERABLE

TAUGHT = "bot-file"
WORDINGS = tuple(
    f"{how} {what} {where}"
    for how in ("можно ли кинуть", "куда прицепить", "не грузится", "хочу показать вам", "посмотрите")
    for what in ("скрин", "скан договора", "акт сверки", "снимок экрана", "табличку")
    for where in ("сюда", "чтобы вы глянули")
)
"""Fifty, with many words that other questions have as well."""


def test_a_learned_wording_finds_its_article() -> None:
    """Words that the article itself has nowhere: before something else was found, now it is, and first."""
    asked = "почему мартышка не показывает очки"
    base = load_shipped()
    taught = [replace(one, learned=(asked,)) if one.id == TAUGHT else one for one in base]
    assert TAUGHT not in [hit.article.id for hit in Search(base).search(asked, 3)]
    for query, least in (
        (asked, 0.99),
        ("мартышка не показывает очки", 0.75),
        ("отчего мартышка не показала очков", 0.42),
    ):
        best = Search(taught).search(query, 3)[0]
        assert (best.article.id, best.score >= least) == (TAUGHT, True), query


def test_fifty_learned_wordings_move_no_other_question() -> None:
    """Neither what is found for the questions of other articles, nor how sure it is; the taught one comes no nearer."""
    base = load_shipped()
    before, after = Search(base), Search([replace(one, learned=WORDINGS) if one.id == TAUGHT else one for one in base])
    for query, right in ANSWERABLE:
        if TAUGHT in right.split():
            continue
        then = {hit.article.id: hit.score for hit in before.search(query, 5)}
        now = {hit.article.id: hit.score for hit in after.search(query, 5)}
        assert list(now)[:1] == list(then)[:1], query
        moved = {one: round(score - then.get(one, score), 3) for one, score in now.items()}
        assert all(abs(by) < 0.02 for by in moved.values()), (query, moved)


words = st.text("абвгд -", max_size=12)


@settings(max_examples=30)
@given(st.lists(st.tuples(words, st.lists(words, max_size=3)), max_size=4), words)
def test_any_wordings_may_be_learned(entries: list[tuple[str, list[str]]], query: str) -> None:
    """Empty ones, equal ones, some articles with and some without: scores stay within 0 and 1."""
    base = [
        Article(str(number), title, RichText("ответ"), learned=tuple(learned))
        for number, (title, learned) in enumerate(entries)
    ]
    search = Search(base)
    for asked in (query, *(text for _, learned in entries for text in learned)):
        assert all(0 < hit.score <= 1 for hit in search.search(asked, 3))
