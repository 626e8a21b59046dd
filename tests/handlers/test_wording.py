"""What short words mean, and above all what they do not: no question may be taken for a call, thanks or an end."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers import calling, ending, wording
from knowledge.loading import load_shipped
from tests.knowledge.questions import ANSWERABLE

PUBLIC = (
    "А сколько стоит?", "Как вступить", "у меня опять не работает", "Безобразие", "До вас не дозвониться!",
    "позовите оператора, не открывается база", "Верните деньги", "Ужасное обслуживание", "Спасибо, а когда следующий?",
    "хамство какое-то", "когда обновление", "Нужен оператор",
)  # fmt: skip
NOT_PUBLIC = (
    "Спасибо!", "спасибо, очень интересно", "Как здорово", "Какие вы молодцы!", "👍👍👍", "", "?", "Добрый день",
    "с праздником", "Отличная статья", "Поздравляю коллег", "❤️", "Удачи вам", "+1",
)  # fmt: skip
THANKS = (
    "спасибо", "Спасибо большое!!!", "спосибо", "спасибо вам огромное за помощь", "благодарю", "ок", "Ок.", "хорошо",
    "понятно, спасибо", "ясно", "до свидания", "всего доброго", "хорошего дня", "помогло", "отлично", "👍", "❤️", "🙏🙏",
    "Спасибо за подробный ответ и оперативность", "всё понятно", "все понравилось", "пока",
)  # fmt: skip
NO_THANKS = (
    "помощь", "ответ", "непонятно", "не помогло", "нехорошо", "все", "спасибо, но не работает", "спасибо, а как войти",
    "спасибо?", "понятно, а сколько ждать?", "нужна помощь", "ок, а дальше", "?", "???", "нет", "вам ответ",
)  # fmt: skip
GREETINGS = (
    "привет", "Здравствуйте!", "здраствуйте", "добрый день", "Доброе утро", "доброго времени суток", "hello",
    "добрый день, коллеги", "Приветствую",
)  # fmt: skip
NO_GREETINGS = ("день", "утро", "вам", "привет как войти", "здравствуйте, как войти", "добрый день?", "", "👋", "всем")
YES = (
    "да", "Да, спасибо", "да, всё получилось, спасибо большое", "спасибо", "👍", "вопрос решён", "решено",
    "всё работает", "угу", "да, помогли", "👌",
)  # fmt: skip
NOT_YES = (
    "нет",
    "да, но не работает",
    "непонятно",
    "да нет",
    "не решено",
    "да?",
    "частично",
    "",
    "👎",
    "теперь другое",
)
NO = ("нет", "Нет.", "не решён", "не решено", "неа", "нет, не решено", "👎", "пока нет", "no")
NOT_NO = ("да", "нет, не работает печать", "не понял вопроса", "решено", "", "👍", "нет слов")
AGREED = ("да", "Да.", "согласен", "Согласна", "даю согласие", "ок", "хорошо", "да, я согласна", "конечно")
NOT_AGREED = ("спасибо", "нет", "не согласен", "на что согласие?", "решено", "зачем", "", "👍", "да кто вы такие")
MARKS = {
    "5": 5, "5!": 5, "5+": 5, "пять": 5, "5 из 5": 5, "ставлю пятёрку": 5, "на 4 из 5": 4, "оценка 4": 4, "три": 3,
    "двойка": 2, "1": 1, "кол": 1, "0": None, "6": None, "55": None, "4-5": None, "5 раз звонил": None, "": None,
    "пять минут": None, "-1": 1, "10 из 10": None,
}  # fmt: skip

LINKING = (
    "Я уже писал вам в другом мессенджере", "я уже писала вам в вк", "я уже писал вам в телеграме",
    "уже писали вам в телеграм", "я вам писал в тг", "писала вам вконтакте", "я уже песал вам в вк",
    "общались с вами в телеге", "я обращался к вам в вк", "связать аккаунты", "связать акаунты",
    "Свяжите мои аккаунты, пожалуйста", "объединить аккаунты", "обьединить аккаунты", "объедините переписки",
    "привязать телеграм", "соединить вк и телеграм", "хочу связать телеграм и вк",
    "здравствуйте, я уже писал вам в вконтакте", "я уже писал вам в другом месенджере", "я уже написала вам в вк",
    "прикрепить профиль вк", "у меня уже есть переписка с вами в вк", "я пишу вам также вконтакте",
    "писала вам из телеграма вчера", "я из вк", "здравствуйте, мы из телеграма", "у нас есть чат с вами в телеграм",
    "недавно писал вам в вк", "пишем вам и в вк",
)  # fmt: skip
NO_LINKING = (
    "как связать аккаунты", "можно связать аккаунты?", "не надо связывать аккаунты", "я уже писал вам", "писал", "вк",
    "телеграм", "свяжитесь со мной в телеграме", "свяжитесь в вк", "связаться в телеграм", "свяжите с оператором",
    "напишите мне в вк", "вы писали мне в телеграме", "мне не ответили в вк",
    "я писал вам в вк, что не открывается база", "где ваш телеграм", "у вас есть вк", "соедините меня", "связать",
    "объединить документы", "объединить базы", "привязать документ к папке", "привязать карту", "аккаунт",
    "создать аккаунт", "удалить аккаунт", "привязать аккаунт",
    "переписка с налоговой", "в телеграме не приходит код",
    "сколько аккаунтов можно связать", "вы есть в вк?", "вы есть в вк", "можно написать вам в вк?",
    "можно написать вам в вк", "хочу писать вам в вк", "как написать вам в вк", "из вк", "у меня есть вк",
    "у меня есть телеграм", "вы из вк", "пишите мне в вк", "есть чат в телеграме", "я напишу вам в вк",
    "переписка в вк с клиентом", "у меня уже есть аккаунт", "", "👍", "?",
)  # fmt: skip

JUNK = ("xxx", "ХХХ", "ааааа", "фыва", "asdf", "йцукен", "фыва олдж", "ggg!")
NO_JUNK = (
    "", "👍", "?", "ок", "ага", "хаха", "111", "12", "ндс", "КДС", "егрюл", "еще", "уже", "право", "пора", "ппп рф",
    "asdf не открывается", "цена",
)  # fmt: skip

TABLES: tuple[tuple[Callable[[str], bool], tuple[str, ...], tuple[str, ...]], ...] = (
    (wording.is_thanks, THANKS, NO_THANKS),
    (wording.is_greeting, GREETINGS, NO_GREETINGS),
    (wording.is_junk, JUNK, NO_JUNK),
    (wording.is_yes, YES, NOT_YES),
    (wording.is_no, NO, NOT_NO),
    (wording.agrees, AGREED, NOT_AGREED),
    (wording.wants_linking, LINKING, NO_LINKING),
)


@pytest.mark.parametrize(
    ("meant", "text"),
    [pytest.param(meant, text, id=f"{meant.__name__}-{text}") for meant, yes, _ in TABLES for text in yes],
)
def test_meant(meant: Callable[[str], bool], text: str) -> None:
    """These words mean it."""
    assert meant(text)


@pytest.mark.parametrize(
    ("meant", "text"),
    [pytest.param(meant, text, id=f"{meant.__name__}-{text}") for meant, _, no in TABLES for text in no],
)
def test_not_meant(meant: Callable[[str], bool], text: str) -> None:
    """These look like it and are something else."""
    assert not meant(text)


@pytest.mark.parametrize("text", ["/help", "/operator", "/Start", "/menu@liniya_bot", "/помощь", " /help "])
def test_commands(text: str) -> None:
    """One word behind one slash, alone."""
    assert wording.is_command(text)


@pytest.mark.parametrize("text", ["/", "//help", "/help мне", "/etc/hosts", "/5", "help", "и/или", "/а\n/б", ""])
def test_no_commands(text: str) -> None:
    """Whoever writes more has something to say."""
    assert not wording.is_command(text)


@pytest.mark.parametrize("text", ["Спасибо!", "спасибо за помощь", "Большое вам спасибо", "ок", "👍", "да, спасибо"])
def test_bare_thanks(text: str) -> None:
    """Nothing that anybody would keep as a comment."""
    assert wording.is_bare_thanks(text)


@pytest.mark.parametrize("text", ["всё понравилось", "Супер, спасибо", "спасибо, быстро", "спасибо?", "?", "долго"])
def test_praise_is_more_than_thanks(text: str) -> None:
    """It is a comment."""
    assert not wording.is_bare_thanks(text)


@pytest.mark.parametrize(("text", "mark"), MARKS.items())
def test_marks(text: str, mark: int | None) -> None:
    """A mark is one of five, in figures or words; anything that says more is none."""
    assert wording.mark_in(text) == mark


ABOUT_CALLING = frozenset({"bot-specialist"})
ABOUT_ENDING = frozenset({"bot-finish"})

QUESTIONS = [
    *((article.id, text) for article in load_shipped() for text in article.wordings),
    *((ids, text) for text, ids in ANSWERABLE),
]


@pytest.mark.parametrize(("article", "text"), QUESTIONS)
def test_no_question_is_a_short_word(article: str, text: str) -> None:
    """Whatever the knowledge base answers reaches it; what is literally a call is one."""
    assert not wording.is_thanks(text)
    assert not wording.is_greeting(text)
    assert not wording.agrees(text)
    assert not wording.is_yes(text)
    assert not wording.is_no(text)
    assert wording.mark_in(text) is None
    assert not wording.wants_linking(text)
    if article not in ABOUT_CALLING:
        assert not calling.wants_person(text)
        assert not calling.calls_person(text)
    if article not in ABOUT_ENDING:
        assert not ending.wants_end(text)
        assert not ending.may_want_end(text)


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    """Whatever is written, it can be asked what it means; a denial is no yes."""
    others = (calling.wants_person, calling.calls_person, ending.wants_end, ending.may_want_end)
    for meant in (*others, *(meant for meant, _, _ in TABLES)):
        assert meant(text) in (True, False)
    wording.mark_in(text)
    wording.is_wordless(text)
    wording.is_junk(text)
    assert not (wording.is_yes(text) and wording.is_no(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_a_comment_that_wants_something_is_for_people(text: str) -> None:
    """Questions, troubles, calls and complaints."""
    assert wording.asks_in_public(text)


@pytest.mark.parametrize("text", NOT_PUBLIC)
def test_a_comment_that_wants_nothing_is_left_alone(text: str) -> None:
    """Praise, thanks, greetings, smileys, the talk among readers."""
    assert not wording.asks_in_public(text)
