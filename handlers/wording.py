"""What a client's short words mean: calling a person, ending the request, thanks, a greeting, yes and no.

Matched over normalised words and forgiving of typos («опиратор», «спецалист»). These are no texts that a person reads,
so they stand in code.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz import fuzz, process

from knowledge.text import tokens


def _words(text: str) -> frozenset[str]:
    return frozenset(tokens(text))


_PEOPLE = _words("""
    оператор оператора оператору операторы специалист специалиста специалисту специалистом сотрудник сотрудника
    сотрудником человек человека человеку человеком живой живого живым менеджер менеджера менеджером эксперт эксперта
    консультанта консультантом
""")
_CALLING = _words("""
    позвать позовите позови соедините соедини соединить переключите переключи переключить пригласите пригласить нужен
    нужна дайте дай хочу свяжите связаться поговорить пообщаться вызвать вызовите переведите подключите зовите хотелось
""")
_FILLER = _words("""
    мне меня с со на к не бот ботом бота пожалуйста плиз срочно бы можно вашего вашим вашему ваш нормального нормальным
    кто нибудь любой любого здравствуйте добрый день привет настоящего настоящим реального а и я есть
""")
_ENDINGS = (
    "завершить", "завершите", "закрыть", "закройте", "закончить", "завершить обращение", "закрыть обращение",
    "закрыть заявку", "завершить диалог", "закончить диалог", "отменить обращение", "вопрос решен", "вопрос закрыт",
    "все решено", "решено", "проблема решена",
)  # fmt: skip
_THANKS = _words("""
    спасибо благодарю благодарим спс пасиб пасибо спасибки спасибочки мерси ок окей окэй хорошо понятно понял поняла
    ясно отлично супер класс здорово огромное большое вам вас за помощь ответ все всего доброго хорошего дня вечера до
    свидания пока очень помогли помогло принято угу ага и молодцы лучшие выручили консультацию подробный оперативность
    быстрый быстро так
""")
_GREETINGS = _words("""
    здравствуйте здравствуй здрасте привет добрый доброе доброго доброй день дня утро утра вечер вечера времени суток
    ночи хай приветствую hello hi всем вам коллеги
""")
_YES = _words("да ага угу конечно согласен согласна даю согласие ок решен решено решена спасибо хорошо yes")
_DENIAL = _words("нет неа не отмена отмени отказываюсь no")
_NO = _DENIAL | _words("решен решено согласен согласна")
_ASKING = _words("как когда где сколько можно почему зачем кто что какой какая какие")

_ALIKE = 80
"""How alike (0–100) a word must be to count: one or two wrong letters in a long one."""

_ENDING_ALIKE = 88
"""The same for a whole phrase that ends the request: it must not be met by chance."""


def wants_person(text: str) -> bool:
    """«оператор», «позовите человека», «нужен живой специалист», with typos; not a question about something else."""
    words = tokens(text)
    if not 0 < len(words) <= 12 or not any(_is_person(word) for word in words):
        return False
    rest = [word for word in words if not (_is_person(word) or word in _FILLER or _is_calling(word))]
    calls = any(_is_calling(word) for word in words)
    return not rest or (calls and len(words) <= 5 and len(rest) <= 1)


def calls_person(text: str) -> bool:
    """A longer text that calls a person and says what for («позовите оператора, не открывается база»)."""
    words = tokens(text)
    if not words or words[0] in _ASKING:
        return False
    pairs = zip(words, [*words[1:], ""], [*words[2:], "", ""], strict=False)
    return any(_is_calling(one) and (_is_person(two) or _is_person(three)) for one, two, three in pairs)


def wants_end(text: str) -> bool:
    """«завершить обращение», «закрыть», «вопрос решён»."""
    said = " ".join(tokens(text))
    return len(said) <= 40 and bool(said) and max(fuzz.ratio(said, ending) for ending in _ENDINGS) >= _ENDING_ALIKE


def is_thanks(text: str) -> bool:
    """Thanks, an «ок» or a goodbye and nothing else; an emoji alone as well."""
    return _only(text, _THANKS)


def is_greeting(text: str) -> bool:
    """A greeting and nothing else."""
    words = tokens(text)
    return bool(words) and _only(text, _GREETINGS)


def is_yes(text: str) -> bool:
    """A short yes."""
    words = tokens(text)
    return 0 < len(words) <= 3 and set(words) <= _YES


def is_no(text: str) -> bool:
    """A short no."""
    words = tokens(text)
    return 0 < len(words) <= 3 and set(words) <= _NO and bool(_DENIAL & set(words))


def mark_in(text: str) -> int | None:
    """A mark of 1–5 that was typed instead of pressed."""
    words = tokens(text)
    return int(words[0]) if len(words) == 1 and words[0] in set("12345") else None


def _only(text: str, vocabulary: frozenset[str]) -> bool:
    words = tokens(text)
    if len(words) > 8 or "?" in text:
        return False
    return all(word in vocabulary or _alike(word, vocabulary) for word in words)


@lru_cache(maxsize=4096)
def _is_person(word: str) -> bool:
    return word in _PEOPLE or (len(word) >= 6 and _alike(word, _PEOPLE))


@lru_cache(maxsize=4096)
def _is_calling(word: str) -> bool:
    return word in _CALLING or (len(word) >= 6 and _alike(word, _CALLING))


def _alike(word: str, vocabulary: frozenset[str]) -> bool:
    if len(word) < 5:
        return False
    return process.extractOne(word, vocabulary, scorer=fuzz.ratio, score_cutoff=_ALIKE) is not None
