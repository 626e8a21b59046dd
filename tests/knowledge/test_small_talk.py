"""What is mere talk, and above all what is not: no question may be taken for it."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.loading import load_shipped
from knowledge.outcome import Unknown, outcome
from knowledge.search import Search
from knowledge.small_talk import small_talk, swears, without_small_talk
from knowledge.small_talk_words import SmallTalk
from knowledge.text import tokens
from tests.handlers.test_wording import GREETINGS, THANKS
from tests.knowledge.questions import ANSWERABLE, OUT_OF_SCOPE

FIELD = [json.loads(line) for line in Path(__file__).with_name("field.jsonl").read_text("utf-8").splitlines()]
SHARED = os.environ.get("LINIYA_SHARED")

KINDS = {
    SmallTalk.GREETING: ("привет", "ПРИВЕТ!!!", "приветтт", "Здраствуйте", "добрый день, коллеги", "ghbdtn", "hello"),
    SmallTalk.THANKS: (
        "спасибо",
        "спс)))",
        "спосибо большое",
        "Спасибо за быстрый ответ",
        "cgfcb,j",
        "Привет, спасибо!",
    ),
    SmallTalk.GOODBYE: (
        *("до свидания", "досвидания", "всего доброго", "пока", "пакааа", "хорошего дня!"),
        "Здравствуйте! Спасибо, до свидания",
    ),
    SmallTalk.BOT: (
        "ты бот?",
        "Вы человек или робот?",
        "ты живой",
        "это бот",
        "с кем я разговариваю",
        "как тебя зовут",
    ),
    SmallTalk.NOT_HELPED: ("ты мне не помог", "Вы мне не помогли!", "это не помогло", "ничего не помогло"),
    SmallTalk.ABOUT_TO_ASK: (
        *("есть вопрос", "у меня вопрос", "вопрос", "можно задать вопрос?", "здравствуйте, у меня к вам вопрос"),
        "у меня есть к вам вопрос",
    ),
    SmallTalk.HOLIDAY: ("с новым годом!", "с наступающим!", "с праздником", "С наступающим Новым годом!"),
    SmallTalk.HOW_ARE_YOU: (
        "привет как дела что делаешь",
        "как дела",
        "Привет, как дела?",
        "как у вас дела",
        "как жизнь",
    ),
    SmallTalk.SWEARING: (
        *("дурак", "тупой бот", "блять", "ну вы и дебилы", "иди на хуй", "да что за хуйня", "пошел ты", "СУКА!!!"),
        "спасибо, идиоты",
    ),
    SmallTalk.PRAISE: ("молодцы!", "какие же вы молодцы", "хорошая работа", "умница"),
    SmallTalk.LAUGHTER: ("ахахаха)))", "хаха", "ха-ха-ха", "лол", "ржу"),
    SmallTalk.OK: ("ок", "Ок.", "ооок", "хорошо", "понятно", "класс 👍"),
    SmallTalk.TEST: ("тест", "Тест.", "test", "проверка связи", "раз два три"),
    SmallTalk.THERE: ("алло", "аллоооо", "вы тут?", "есть кто-нибудь?", "Алло! Вы здесь?", "ау"),
}
PIECES = ("а", "же", "привет", "сука", "ты", "бот", "хуй", "войти", ".", "?", ",", "\n")
NOTHING_SAID = ("", " ", "😂😂", "👍", "?", "!!!", ")))")
QUESTIONS = (
    *(
        "текст",
        "хулиганство",
        "себестоимость",
        "ебитда",
        "педикюр",
        "плохую",
        "херсон",
        "проверка",
        "зачет",
        "это платно",
    ),
    *(
        "не понятно",
        "спасибо, но не работает",
        "привет как войти",
        "блять не могу войти",
        "тестовый доступ",
        "ты где живёшь",
    ),
    *("вы тут работаете в субботу", "до скольки", "бот не отвечает", "нужен человек", "как дела с моим обращением"),
)


def shared() -> Iterator[str]:
    """Whatever the sets for evaluation ask."""
    folder = Path(SHARED or "") / "eval"
    for path in (*folder.glob("*/queries.jsonl"), *folder.glob("*/oos.jsonl"), *folder.glob("*/variants/*.jsonl")):
        yield from (json.loads(line)["query"] for line in path.read_text("utf-8").splitlines())


@pytest.mark.parametrize(("kind", "text"), [(kind, text) for kind, texts in KINDS.items() for text in texts])
def test_talk_is_known_by_its_kind(kind: SmallTalk, text: str) -> None:
    """In spite of typos, case, punctuation, smileys, held keys and the wrong layout; of several kinds one counts."""
    assert small_talk(text) is kind


@pytest.mark.parametrize("text", [*THANKS, *GREETINGS])
def test_what_the_conversation_takes_for_talk_is_talk(text: str) -> None:
    """Thanks and greetings are no question for the knowledge base either; a smiley alone has no words."""
    assert small_talk(text) is not None or not tokens(text)


@pytest.mark.parametrize("text", [*QUESTIONS, *NOTHING_SAID])
def test_what_says_more_is_no_talk(text: str) -> None:
    """Nor is what says nothing at all."""
    assert small_talk(text) is None


def test_no_question_is_taken_for_talk() -> None:
    """None of this field's, none of the articles' wordings; whether one talks to a bot has its own short reply."""
    asked = [row["query"] for row in FIELD if row["relevant"] != ["bot-what"]]
    asked += [text for article in load_shipped() for text in article.wordings]
    asked += [text for text, _ in ANSWERABLE] + list(OUT_OF_SCOPE)
    assert [text for text in asked if small_talk(text) is not None] == []


@pytest.mark.skipif(SHARED is None, reason="the sets for evaluation are not here")
def test_no_question_of_other_fields_is_taken_for_talk() -> None:
    """Thousands of them, and none has a foul word in it that is none."""
    asked = list(shared())
    assert len(asked) > 1000
    assert [text for text in asked if small_talk(text) is not None] == []
    assert {word for text in asked for word in tokens(text) if swears(word)} == set()


def test_talk_finds_nothing() -> None:
    """Neither an answer nor an offer, nor hits below both."""
    search = Search(load_shipped())
    talk = [text for texts in KINDS.values() for text in texts]
    assert [text for text in talk if search.search(text, 10)] == []
    assert outcome(search.search("спасибо", 3)) == Unknown()


@pytest.mark.parametrize(
    "beside", ["Привет! Как дела? {}", "блять, {}", "{}, заранее спасибо", "{}. До свидания!", "алло\n{}", "{} сука"]
)
def test_talk_beside_a_question_changes_nothing(beside: str) -> None:
    """It is passed over."""
    search = Search(load_shipped())
    question = "где мне заказать документ которого нет в комплекте"
    assert search.search(beside.format(question), 3)[0] == search.search(question, 3)[0]


@given(st.text(max_size=300) | st.lists(st.sampled_from(PIECES)).map(" ".join))
def test_no_text_raises(text: str) -> None:
    """Whatever is written; what is left of a text has words whenever it had some."""
    assert small_talk(text) in (None, *SmallTalk)
    assert bool(tokens(without_small_talk(text))) == bool(tokens(text))
