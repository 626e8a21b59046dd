"""Meaning beside words: what is offered without a word in common, what is not, and what a service that is away costs:
nothing but the meaning."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.database import Database
from bot.richtext import rich
from knowledge.articles import Article
from knowledge.outcome import Hit, Offered, Thresholds, outcome
from knowledge.search import Search
from knowledge.semantic.blending import blended
from knowledge.semantic.indexing import Indexing, points_of
from knowledge.semantic.meanings import Meanings
from knowledge.semantic.questions import QuestionVectors
from knowledge.semantic.search import SemanticSearch
from knowledge.semantic.service import EmbeddingService, NoVectors
from tests.knowledge.semantic.model import LENGTH, Model, model, rightly

TITLES = {
    "price": "Стоимость обслуживания",
    "fire": "Увольнение работника",
    "key": "Забыли пароль",
    "seminar": "Запись на семинар",
    "certificate": "Выдача сертификата",
    "journal": "Журнал не приходит",
    "manager": "Персональный менеджер",
    "update": "Обновление базы",
    "address": "Адрес центра",
    "holiday": "Работа в праздники",
}


class Base:
    """A base whose articles a test changes."""

    def __init__(self, titles: Mapping[str, str]) -> None:
        self.say(titles)

    def say(self, titles: Mapping[str, str]) -> None:
        """The base has these articles from now on."""
        self.articles = {key: Article(key, title, rich(f"Ответ: {title.lower()}.")) for key, title in titles.items()}
        self._search = Search(list(self.articles.values()))

    def search(self, query: str, limit: int) -> list[Hit]:
        """The lexical search."""
        return self._search.search(query, limit)

    def tempered(self, query: str, hits: Sequence[Hit]) -> list[Hit]:
        """Nothing speaks against anything here."""
        return list(hits)


class Stage:
    """A base, a service, and the search over both."""

    def __init__(self, stand_in: Model, database: Database) -> None:
        self.base, self.stand_in = Base(TITLES), stand_in
        self.service = EmbeddingService(stand_in.url, "small")
        self.search = SemanticSearch(self.base, QuestionVectors(self.service))
        self._database = database
        self.indexing = self.again()

    def again(self) -> Indexing:
        """As after a restart."""
        return Indexing(self._database, self.service, self.base, self.search, "passage: ")

    async def asks(self, question: str) -> list[Hit]:
        """A client asks."""
        await self.search.questions.prepare([question])
        return self.search.search(question, 3)


@pytest.fixture
async def stage(database: Database) -> AsyncIterator[Stage]:
    """All of it."""
    async with model() as stand_in:
        stage = Stage(stand_in, database)
        yield stage
        await stage.search.questions.close()
        await stage.service.close()


async def test_what_shares_no_word_is_offered_by_its_meaning(stage: Stage) -> None:
    """Offered, not answered: no word speaks for it."""
    await stage.indexing.renew()
    question = "за какие услуги платим деньги"
    assert stage.base.search(question, 3) == []
    hits = await stage.asks(question)
    assert hits[0].article.id == "price"
    assert isinstance(outcome(hits, Thresholds()), Offered)


async def test_without_vectors_the_lexical_answer_goes_out_alone(stage: Stage) -> None:
    """Before the base is indexed, when the question's vector did not come, and for talk that asks nothing."""
    question = "забыли пароль"
    assert await stage.asks(question) == stage.base.search(question, 3)
    await stage.indexing.renew()
    stage.stand_in.answer = lambda _asked: None
    other = "забыли пароль от системы"
    assert await stage.asks(other) == stage.base.search(other, 3)
    assert await stage.asks("спасибо") == []


async def test_a_text_is_sent_once(stage: Stage) -> None:
    """Neither a change elsewhere nor a restart sends it again; what is no longer said is forgotten."""
    await stage.indexing.renew()
    sent = len(stage.stand_in.texts)
    assert sent == len(list(points_of(stage.base.articles.values())))
    assert all(text.startswith("passage: ") for text in stage.stand_in.texts)
    await stage.again().renew()
    stage.base.say({**TITLES, "fire": "Как попрощаться с сотрудником"})
    await stage.again().renew()
    assert len(stage.stand_in.texts) == sent + 2
    stage.base.say(TITLES)
    await stage.again().renew()
    assert len(stage.stand_in.texts) == sent + 4
    stage.base.say({})
    await stage.again().renew()
    assert stage.search.meanings is None


async def test_a_service_that_fails_half_way_is_asked_for_the_rest(stage: Stage) -> None:
    """What came is kept."""
    stage.base.say({f"a{number}": f"Статья номер {number}" for number in range(60)})
    stage.stand_in.answer = lambda asked: rightly(asked) if len(stage.stand_in.asked) == 1 else (503, b"")
    with pytest.raises(NoVectors):
        await stage.indexing.renew()
    assert stage.search.meanings is None
    stage.stand_in.answer = rightly
    before = len(stage.stand_in.asked)
    await stage.indexing.renew()
    assert len(stage.stand_in.asked) == before + 1
    assert stage.search.meanings is not None


async def test_another_model_under_the_same_name_begins_anew(stage: Stage) -> None:
    """Vectors of several lengths cannot be compared."""
    await stage.indexing.renew()
    stage.base.say({**TITLES, "new": "Новая статья"})

    def shorter(asked: dict[str, list[str]]) -> tuple[int, bytes]:
        data = [{"index": place, "embedding": [1.0, 0.5]} for place in range(len(asked["input"]))]
        return 200, json.dumps({"data": data}).encode()

    stage.stand_in.answer = shorter
    with pytest.raises(NoVectors, match="lengths"):
        await stage.again().renew()
    await stage.again().renew()
    assert stage.search.meanings is not None
    assert stage.search.meanings.likeness(np.ones(LENGTH, np.float32), 3) == []


@given(
    st.dictionaries(st.sampled_from(sorted(TITLES)), st.floats(0, 1)),
    st.dictionaries(st.sampled_from([*TITLES, "gone"]), st.floats(0, 1)),
)
def test_two_opinions_never_make_less_sure_than_one(words: dict[str, float], meant: dict[str, float]) -> None:
    """Confidence stays within 0..1, the order is by it, nothing comes from nowhere."""
    articles = {key: Article(key, title, rich("…")) for key, title in TITLES.items()}
    lexical = [Hit(articles[key], score) for key, score in words.items()]
    found = blended(lexical, meant, articles, 20)
    assert {hit.article.key for hit in found} == (words.keys() | meant.keys()) - {"gone"}
    assert all(words.get(hit.article.key, 0.0) - 1e-9 <= hit.score <= 1 for hit in found)
    assert [hit.score for hit in found] == sorted((hit.score for hit in found), reverse=True)


def test_sureness_is_learned_from_the_base() -> None:
    """In a base whose wordings find their articles a near question is sure; a far one is not."""
    rows = np.random.default_rng(7)
    middles = rows.normal(size=(40, 32))
    points = np.repeat(middles, 3, axis=0) + 0.4 * rows.normal(size=(120, 32))
    points /= np.linalg.norm(points, axis=1, keepdims=True)
    owners = [f"a{number // 3}" for number in range(120)]
    meanings = Meanings(points.astype(np.float32), owners, [True] * 120)
    near = middles[11] + 0.4 * rows.normal(size=32)
    far = rows.normal(size=32)
    near, far = (one / np.linalg.norm(one) for one in (near, far))
    (first, sure), *_ = meanings.likeness(near.astype(np.float32), 3)
    assert first == "a11"
    assert sure > 0.8
    assert meanings.likeness(far.astype(np.float32), 3)[0][1] < 0.3
