"""«Сделайте подборку по НДС»: a selection of documents is ordered; «у меня есть предложение», «хочу поблагодарить».

Only orders count. What asks about selections («как получить подборку», «подборка платная?»), complains of one or tells
that it came is for the knowledge base and for people.
"""

from __future__ import annotations

import re

from handlers.matching import any_fits, fits
from handlers.vocabulary import ASKING, GREETING, NOT, POLITE, Stems
from handlers.wording import reports_trouble
from knowledge.stems import stem
from knowledge.text import tokens


def _stems(words: str) -> Stems:
    return frozenset(map(stem, tokens(words)))


_ORDERING = frozenset(
    tokens("""
    сделайте сделай сделать сделаете подготовьте подготовить подготовь соберите собрать пришлите прислать составьте
    составить подберите подобрать подбери закажу заказать закажите оформите оформить нужна нужно нужны нужен хочу хотим
    хотел хотела хотели хотелось прошу просим требуется понадобилась необходима необходимо дайте можно
    """)
)
"""As they are: «делаете», «сделали» order nothing."""

_GATHERING = frozenset(tokens("подберите подобрать подбери соберите собрать"))
_SELECTION = frozenset(tokens("подборка подборку подборочку падборку подборки"))
_GATHERED = _stems("документы документов материалы материалов нормативку практику разъяснения письма")
_BEFORE = (
    POLITE | GREETING | _stems("можете могли сможете помогите получить помочь у меня нас для еще новую новая одну")
)
_OF = _stems("документов документы материалов материалы пожалуйста мне нам") | frozenset(
    tokens("из на по теме тему вопросу вопрос")
)
_ABOUT = frozenset(tokens("по о об обо про на"))
_TOPIC = frozenset(tokens("теме тему вопросу вопрос"))
_SETTLED = _stems("""
    получил получила получили пришла пришло прислали готова готовится спасибо благодарю заказывал заказывала заказал
    заказала просил просила отправили ждем жду делается сделали платная бесплатная подошла понравилась
""")
_MOST_BEFORE = 8
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_JOINTS = " :,.—–-\n"

_OFFERING = _stems("предложение пожелание идея отзыв благодарность")
_WITH_OFFERING = (
    _OFFERING
    | GREETING
    | POLITE
    | _stems("""
    у я мы меня нас хочу хотел хотела хотелось оставить написать высказать выразить передать отправить
    внести сделать есть появилась поблагодарить по улучшению вашей работе работы вам вашего центра бот боту вас сервису
    одно небольшое к
    """)
)
_THANKING = frozenset(tokens("поблагодарить отблагодарить"))
_WISHING = frozenset(tokens("хочу хотим хотел хотела хотели хотелось прошу просим можно разрешите"))
_MOST_OFFERING = 8


def subject(text: str) -> str | None:
    """The subject of the selection that is ordered («» when none is named); None when none is ordered."""
    words = [(found.start(), found.end(), _plain(found[0])) for found in _WORD.finditer(text)]
    plain = [word for _, _, word in words]
    place = next((number for number, word in enumerate(plain) if word in _SELECTION), None)
    if place is None:
        place = _gathered(plain)
    if place is None or place > _MOST_BEFORE or not _leads(plain[:place]):
        return None
    ordered = any(word in _ORDERING for word in plain[:place])
    start, named = place + 1, False
    while start < len(words) and (plain[start] in _OF or stem(plain[start]) in _OF or plain[start] in _ABOUT):
        named, start = named or plain[start] in _ABOUT | _TOPIC, start + 1
    behind = text[words[start - 1][1] :].lstrip(" ")
    rest = behind.lstrip(_JOINTS).strip() if start < len(words) else ""
    named = named or (bool(rest) and behind[0] in _JOINTS)
    if not _is_order(text, plain[place:], rest, ordered=ordered, named=named):
        return None
    return rest


def offers(text: str) -> bool:
    """«у меня есть предложение», «хочу оставить отзыв», and nothing else."""
    words = tokens(text)
    if not 0 < len(words) <= _MOST_OFFERING or "?" in text or any(word in NOT | ASKING for word in words):
        return False
    return any_fits(words, _OFFERING) and len(words) > 1 and all(fits(word, _WITH_OFFERING) for word in words)


def thanks_somebody(text: str) -> bool:
    """«хочу поблагодарить Марию за помощь»: said to be passed on."""
    words = tokens(text)
    begins = words[:_MOST_OFFERING]
    asks = "?" in text or any(word in NOT for word in begins)
    return not asks and any(word in _WISHING for word in begins) and any(word in _THANKING for word in begins)


def _plain(word: str) -> str:
    return word.lower().replace("ё", "е")


def _gathered(words: list[str]) -> int | None:
    """«подберите документы по НДС»: without the word itself."""
    for number, word in enumerate(words):
        following = words[number + 1 : number + 4]
        for step, one in enumerate(following, 1):
            if word in _GATHERING and stem(one) in _GATHERED:
                return number + step
    return None


def _leads(words: list[str]) -> bool:
    """Whether an order may begin with this."""
    if any(word in NOT or word in ASKING for word in words):
        return False
    return all(word in _ORDERING or word in _GATHERING or stem(word) in _BEFORE or word in _BEFORE for word in words)


def _is_order(text: str, words: list[str], rest: str, *, ordered: bool, named: bool) -> bool:
    if reports_trouble(text) or (not ordered and any(stem(word) in _SETTLED for word in words)):
        return False
    if "?" in text:
        return ordered and bool(rest) and named
    return ordered or (named and bool(rest))
