"""What a client's short words mean: calling a person, ending the request, thanks, a greeting, yes and no, a mark.

Matched over the stems of normalised words and forgiving of a typo («опиратор», «спецалист»). A message counts only when
nothing but such words is in it: whatever says more is a question. These are no texts that a person reads, so they stand
in code.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from knowledge.stems import stem
from knowledge.text import tokens

Stems = frozenset[str]

_SHORTEST = 6
"""Shorter stems are not forgiven a typo: too many other words look like them."""

_LONG = 9
"""From this length on a stem may have two typos."""


def _stems(words: str) -> Stems:
    return frozenset(map(stem, tokens(words)))


_SURE_PEOPLE = _stems("оператор операторы специалист сотрудник консультант")
_PEOPLE = _SURE_PEOPLE | _stems("человек человека люди людей человеком живой живым живого эксперт менеджер менеджером")
_CALLING = _stems("""
    позвать позовите позови зовите зову соединить соедините соедини переключить переключите переключи переведите
    переведи перевести пригласить пригласите нужен нужна нужны дать дайте дай хочу хотел хотела хотелось свяжите
    связаться говорить поговорить пообщаться общаться вызвать вызовите подключите подключить подключи требую надо можно
""")
_CALLING_ALOUD = _stems("""
    позвать позовите позови зовите соединить соедините соедини переключить переключите переключи пригласите свяжите
    поговорить пообщаться нужен
""")
_NAMED = _SURE_PEOPLE | _stems("человек человека человеком живой живым живого")
_POLITE = _stems("""
    пожалуйста плиз срочно быстрее бы мне меня нам нас я мы с со на к ко и а же ну да просто здесь тут уже
    здравствуйте привет добрый день вечер утро ваш вашим вашего вашему любой какой-нибудь нибудь
    нормальный нормальным нормального настоящий настоящим настоящего реальный реальным кто-нибудь есть
""")
_BOT = _stems("бот бота ботом робот робота роботом машина")
_ASKING = frozenset(
    [
        "как",
        "когда",
        "где",
        "куда",
        "сколько",
        "почему",
        "зачем",
        "кто",
        "что",
        "чем",
        "какой",
        "какая",
        "какие",
        "чей",
        "через",
    ]
)
_NOT = frozenset(("не", "нет", "ни", "без"))

_ENDING = _stems(
    "завершить завершите завершаем завершай закрыть закройте закрывайте закрываем закончить отменить отмените"
)
_ENDED = _stems("обращение заявка заявку диалог чат тикет разговор запрос вопрос вызов")
_SOLVED = _stems("решен решена решено решилось решился решилась снят снята разрешен")
_SUBJECT = _stems("вопрос проблема проблему все обращение")
_WITH_ENDING = _stems("""
    пожалуйста спасибо благодарю можно можете мое мою мой наше нашу это этот все всё уже да хочу прошу и тогда давайте
    большое номер работает заработало получилось
""")
_ALL_OF_ENDING = _ENDING | _ENDED | _SOLVED | _SUBJECT | _WITH_ENDING

_THANKS = _stems("""
    спасибо спасибки спасибочки спс пасиб пасибо благодарю благодарим благодарен благодарна благодарность мерси
    ок окей окэй ok хорошо понятно понял поняла поняли ясно отлично супер класс классно здорово замечательно прекрасно
    великолепно пока свидания принято ладно договорились помогло помогли молодцы выручили понравилось доволен довольна
    нормально устраивает всего благодарствую
""")
_WITH_THANKS = _THANKS | _stems("""
    огромное большое вам вас тебе за помощь ответ все всё доброго хорошего дня вечера до очень угу ага и лучшие так да
    консультацию подробный оперативность оперативный быстрый быстро заранее еще раз я мне мы нам вполне удачи
    оператору специалисту разъяснение терпение
""")
_GREETING = _stems("""
    здравствуйте здравствуй здрасте привет приветствую приветик хай hello hi добрый доброе доброго доброй добрейший
""")
_WITH_GREETING = _GREETING | _stems("день дня утро утра вечер вечера времени суток ночи всем вам коллеги")

_AGREED = _stems("да ага угу конечно согласен согласна согласны согласие даю ок окей хорошо ладно давайте разрешаю yes")
_YES = _AGREED | _stems("""
    решен решена решено решили решилось решился закрыт полностью помогли помогло получилось работает заработало
    разобрались разобрался разобралась вопрос проблема все всё уже теперь
""")
_WITH_YES = _YES | _WITH_THANKS
_NO = _stems(
    "нет неа не отмена отмени отказываюсь no решен решена решено согласен согласна согласны пока еще вопрос надо нужно"
)
_DENIAL = frozenset(("нет", "неа", "не", "no", *_stems("отмена отмени отказываюсь")))

_MARKS = {
    "1": 1, "один": 1, "единица": 1, "кол": 1,
    "2": 2, "два": 2, "двойка": 2, "двойку": 2,
    "3": 3, "три": 3, "тройка": 3, "тройку": 3, "троечка": 3,
    "4": 4, "четыре": 4, "четверка": 4, "четверку": 4,
    "5": 5, "пять": 5, "пятерка": 5, "пятерку": 5, "пятерочка": 5,
}  # fmt: skip
_WITH_MARK = frozenset(
    tokens("""
    оценка оценку ставлю поставлю балл балла баллов звезд звезды звезда из твердая твердую вам и с плюсом на
""")
)

_YES_SIGNS = frozenset("👍👌✅💯🙏❤🆗")
_NO_SIGNS = frozenset("👎❌")


def wants_person(text: str) -> bool:
    """«оператор», «позовите человека», «нужен живой специалист», with typos, and nothing else: neither a question about
    it («как позвать специалиста») nor a refusal («не нужен оператор»)."""
    words = tokens(text)
    if not 0 < len(words) <= 12 or _asks(words):
        return False
    people = [number for number in range(len(words)) if _is_person(words, number)]
    if not people or any(_denied(words, number) for number in people):
        return False
    return all(
        number in people
        or _is(word, _CALLING)
        or _is(word, _POLITE)
        or _is(word, _BOT)
        or (word in _NOT and _is_bot_soon(words[number + 1 :]))
        or (word == "кто" and number > 0)
        for number, word in enumerate(words)
    )


def calls_person(text: str) -> bool:
    """A longer text that calls a person and says what for («позовите оператора, не открывается база»)."""
    words = tokens(text)
    if not words or words[0] in _ASKING:
        return False
    return any(_is(word, _CALLING_ALOUD) and _names_person(words, number) for number, word in enumerate(words))


def wants_end(text: str) -> bool:
    """«завершить обращение», «закройте заявку», «вопрос решён»: nothing else can be meant."""
    words = tokens(text)
    if not _may_be_end(words, text):
        return False
    ends = _any(words, _ENDING) and (_any(words, _ENDED) or _any(words, _SOLVED))
    solved = _any(words, _SOLVED) and (_any(words, _SUBJECT) or len(words) == 1)
    return ends or solved


def may_want_end(text: str) -> bool:
    """«закрыть», «завершить» alone: perhaps an answer to what the operator asked, so it is better to ask."""
    words = tokens(text)
    return _may_be_end(words, text.replace("?", "")) and _any(words, _ENDING)


def is_thanks(text: str) -> bool:
    """Thanks, an «ок» or a goodbye and nothing else; an emoji alone as well."""
    words = tokens(text)
    if not words:
        return "?" not in text
    return _only(words, text, _WITH_THANKS) and _any(words, _THANKS)


def is_wordless(text: str) -> bool:
    """Nothing to read in it: punctuation, invisible characters, an emoji that is no thanks."""
    return not tokens(text) and not _YES_SIGNS & set(text)


def is_greeting(text: str) -> bool:
    """A greeting and nothing else."""
    words = tokens(text)
    return _only(words, text, _WITH_GREETING) and _any(words, _GREETING)


def agrees(text: str) -> bool:
    """An explicit yes to a consent: thanks are none."""
    words = tokens(text)
    return 0 < len(words) <= 4 and "?" not in text and all(_is(word, _AGREED) or word in {"на", "я"} for word in words)


def is_yes(text: str) -> bool:
    """A yes to «Вопрос решён?», perhaps with thanks."""
    words = tokens(text)
    if not words:
        return bool(_YES_SIGNS & set(text))
    return _only(words, text, _WITH_YES) and (_any(words, _YES) or _any(words, _THANKS))


def is_no(text: str) -> bool:
    """A short no."""
    words = tokens(text)
    if not words:
        return bool(_NO_SIGNS & set(text))
    return len(words) <= 4 and bool(_DENIAL & set(map(stem, words))) and all(_is(word, _NO) for word in words)


def mark_in(text: str) -> int | None:
    """A mark of 1–5 that was typed instead of pressed («5», «пять», «5 из 5», «ставлю четвёрку»)."""
    words = [word for word in tokens(text) if word not in _WITH_MARK]
    out_of = len(words) == 2 and words[1] in {"5", "пяти"}
    return _MARKS.get(words[0]) if len(words) == 1 or out_of else None


def _asks(words: Sequence[str]) -> bool:
    """«как позвать специалиста»: a question about it, for the knowledge base. («Есть кто живой?» is a call.)"""
    return any(word in _ASKING and not (word == "кто" and number > 0) for number, word in enumerate(words))


def _denied(words: Sequence[str], number: int) -> bool:
    """«не нужен оператор», «без оператора»; not «не с ботом, а с человеком»."""
    before = list(words[max(0, number - 2) : number])
    return any(word in _NOT for word in before) and not any(_is(word, _BOT) for word in before)


def _names_person(words: Sequence[str], number: int) -> bool:
    """Whether the verb at `number` calls somebody (with nothing but polite words between), and is not denied."""
    before = words[:number]
    if any(word in _ASKING for word in before) or (before and before[-1] in _NOT):
        return False
    for other in range(number + 1, len(words)):
        if _is_person(words, other):
            return _is(words[other], _NAMED)
        if not _is(words[other], _POLITE):
            return False
    return False


def _is_person(words: Sequence[str], number: int) -> bool:
    """«Консультант плюс» is the system."""
    following = words[number + 1] if number + 1 < len(words) else ""
    return _is(words[number], _PEOPLE) and not following.startswith("плюс") and "плюс" not in words[number]


def _is_bot_soon(words: Sequence[str]) -> bool:
    return any(_is(word, _BOT) for word in words[:3])


def _may_be_end(words: Sequence[str], text: str) -> bool:
    if not 0 < len(words) <= 8 or "?" in text or any(word in _NOT or word in _ASKING for word in words):
        return False
    return all(_is(word, _ALL_OF_ENDING) or word.isdecimal() for word in words)


def _only(words: Sequence[str], text: str, vocabulary: Stems) -> bool:
    return 0 < len(words) <= 10 and "?" not in text and all(_is(word, vocabulary) for word in words)


def _any(words: Sequence[str], vocabulary: Stems) -> bool:
    return any(_is(word, vocabulary) for word in words)


@lru_cache(maxsize=16_384)
def _is(word: str, vocabulary: Stems) -> bool:
    """Whether a word is (a form of) one of these, give or take a typo."""
    root = stem(word)
    if root in vocabulary:
        return True
    return len(root) >= _SHORTEST and any(
        _differ_little(root, known) for known in vocabulary if len(known) >= _SHORTEST
    )


def _differ_little(one: str, other: str) -> bool:
    allowed = 2 if min(len(one), len(other)) >= _LONG else 1
    return bool(OSA.distance(one, other, score_cutoff=allowed) <= allowed)
