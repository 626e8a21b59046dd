"""The search over a small base: what is found, what is not, and what must never fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.richtext import RichText
from knowledge.articles import Article
from knowledge.outcome import Answered, Hit, Offered, Outcome, Thresholds, Unknown, outcome
from knowledge.search import Search


def article(number: str, title: str, *questions: str, answer: str = "Ответ.", tags: tuple[str, ...] = ()) -> Article:
    return Article(number, title, RichText(answer), questions, tags)


ARTICLES = (
    article("order", "Как заказать документ", "где взять документ", tags=("заказ",)),
    article("login", "Не удаётся войти в систему", "забыл пароль", "не могу войти"),
    article("seminar", "Как записаться на семинар", "когда семинар"),
    article("training", "Как записаться на обучение", "курсы для сотрудников"),
    article("cost", "Сколько стоит горячая линия", "это бесплатно"),
    article("report", "Как сдать отчёт 6-НДФЛ", "срок 6-НДФЛ"),
    article("law", "Где читать закон 44-ФЗ", "44-ФЗ о закупках"),
    article("dialogue", "Что такое онлайн-диалог", "чат с центром"),
    article("system", "Как обновить КонсультантПлюс", "не обновляется консультант плюс"),
)
SEARCH = Search(ARTICLES)


def found(query: str, limit: int = 3) -> list[str]:
    return [hit.article.id for hit in SEARCH.search(query, limit)]


def decided(query: str) -> Outcome:
    return outcome(SEARCH.search(query, 3))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("как заказать документ", "order"),
        ("ЗАКАЗАТЬ ДОКУМЕНТЫ!!!", "order"),
        ("закзать докумнет", "order"),
        ("заказ документов", "order"),
        ("Здравствуйте, подскажите пожалуйста, как мне войти", "login"),
        ("пароли", "login"),
        ("семинар когда", "seminar"),
        ("сколько стоит?", "cost"),
        ("6 ндфл срок", "report"),
        ("6-НДФЛ", "report"),
        ("44фз", "law"),
        ("онлайндиалог", "dialogue"),
        ("онлайн диалог", "dialogue"),
        ("консультантплюс не обновляется", "system"),
        ("обновить консультант плюс", "system"),
    ],
)
def test_clients_words_find_the_article(query: str, expected: str) -> None:
    """Other forms, another order, typos, politeness and words written together or apart lead to the article."""
    assert found(query)[:1] == [expected]


def test_another_number_is_another_thing() -> None:
    """«3-НДФЛ» is no typo of «6-НДФЛ», nor «54-ФЗ» of «44-ФЗ»."""
    assert found("3-НДФЛ") == found("54-ФЗ") == []


@pytest.mark.parametrize(
    "query", ["", "   ", "😀👍", "?!", "я", "q", "здравствуйте", "Добрый день!", "x" * 4096, "щ1 " * 1365, "\x00\ud800"]
)
def test_nothing_asked_nothing_found(query: str) -> None:
    """Empty, emoji, one letter, a greeting or junk: no exception and no article."""
    assert SEARCH.search(query, 3) == []
    assert decided(query) == Unknown()


@given(
    st.text(st.characters(exclude_categories=()))
    | st.lists(st.sampled_from(["как", "войти", "документ", "не", "44-ФЗ"])).map(" ".join)
)
def test_hits_are_sorted_and_sure_between_zero_and_one(query: str) -> None:
    """Whatever is asked, scores are shares, best first, and no article stands twice."""
    hits = SEARCH.search(query, 5)
    scores = [hit.score for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score <= 1.000001 for score in scores)
    assert len({hit.article.id for hit in hits}) == len(hits) <= 5


def test_limit() -> None:
    """Never more than asked for; nothing for a limit of nothing."""
    assert len(found("как записаться", 1)) == 1
    assert found("как записаться", 0) == found("как записаться", -1) == []


def test_no_articles() -> None:
    """An empty base finds nothing."""
    assert Search(()).search("как заказать документ", 3) == []


def test_an_own_wording_is_certain() -> None:
    """A title or wording typed as it stands is found first, with full confidence."""
    for one in ARTICLES:
        for wording in one.wordings:
            best = SEARCH.search(wording, 1)[0]
            assert (best.article.id, round(best.score, 6)) == (one.id, 1.0)


def test_what_fits_two_articles_is_offered() -> None:
    """«Как записаться» may mean either; so the client chooses."""
    decision = decided("как записаться")
    assert isinstance(decision, Offered)
    assert {hit.article.id for hit in decision.hits} >= {"seminar", "training"}


def test_the_unrelated_is_unknown() -> None:
    """One common word in common is no answer."""
    assert decided("как испечь пирог с вишней") == Unknown()


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((), "none"),
        ((0.3, 0.2), "none"),
        ((0.9,), "answer"),
        ((0.9, 0.7), "answer"),
        ((0.9, 0.85), "offer 2"),
        ((0.7, 0.2), "offer 1"),
        ((0.7, 0.6, 0.6, 0.6), "offer 3"),
        ((0.8, 0.7), "answer"),
        ((0.5,), "offer 1"),
    ],
)
def test_thresholds_decide(scores: tuple[float, ...], expected: str) -> None:
    """Sure enough and ahead of the next: an answer; likely: up to three to choose from; else nothing."""
    hits = [Hit(ARTICLES[number], score) for number, score in enumerate(scores)]
    match outcome(hits, Thresholds(answer=0.8, offer=0.5, margin=0.1 - 1e-9)):
        case Answered(hit):
            assert (expected, hit) == ("answer", hits[0])
        case Offered(offered):
            assert (expected, offered) == (f"offer {len(offered)}", tuple(hits[: len(offered)]))
        case Unknown():
            assert expected == "none"


words = st.text("абв44-фз яж,.x", max_size=12) | st.text(max_size=6)


@given(
    st.lists(st.tuples(words, words, st.lists(words, max_size=2)), max_size=5),
    st.lists(words, max_size=3).map(" ".join),
)
def test_any_base_can_be_asked_anything(entries: list[tuple[str, str, list[str]]], query: str) -> None:
    """Titles and answers may be empty or no words at all, the same article may stand twice: nothing fails."""
    base = [article(str(number), title, *more, answer=text) for number, (title, text, more) in enumerate(entries)]
    search = Search(base)
    for asked in (query, *(one.title for one in base), *(one.answer.text for one in base)):
        scores = [hit.score for hit in search.search(asked, 3)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < score <= 1 for score in scores)


def test_an_article_without_a_title_is_found_by_its_answer() -> None:
    """A base of passages has no titles; what is typed in another layout or misspelt finds them all the same."""
    search = Search(
        [article("a", "", answer="Столица Франции — Париж."), article("b", "", answer="Слоны живут в Африке.")]
    )
    for query in ("где живут слоны", "ult ;bden ckjys", "gde zhivut slony", "где жывут слоныы"):
        assert [hit.article.id for hit in search.search(query, 3)][:1] == ["b"], query


def test_a_name_joined_or_apart_and_other_words_for_it() -> None:
    """The general lexicon: «поменять» finds «изменить»; a name by ear finds the Latin one."""
    search = Search([article("a", "Как изменить почту"), article("b", "Как удалить канал RUTUBE")])
    assert [hit.article.id for hit in search.search("хочу поменять имейл", 1)] == ["a"]
    assert [hit.article.id for hit in search.search("рутуб", 1)] == ["b"]
