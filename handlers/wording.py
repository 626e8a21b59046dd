"""What a client's short words mean: calling a person, ending the request, thanks, a greeting, yes and no, a mark.

Matched over the stems of normalised words and forgiving of a typo («опиратор», «спецалист»). A message counts only when
nothing but such words (`handlers.vocabulary`) is in it: whatever says more is a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA

from handlers import vocabulary
from handlers.vocabulary import Stems
from knowledge.stems import stem
from knowledge.text import tokens

_COMMAND = re.compile(r"/[^\W\d]\w*(?:@\w+)?")

_LAYOUT = str.maketrans("qwertyuiop[]asdfghjkl;'zxcvbnm,.`", "йцукенгшщзхъфывапролджэячсмитьбюё")
"""What was meant by keys that were struck in the Latin layout."""

_SHORTEST = 6
"""Shorter stems are not forgiven a typo: too many other words look like them."""

_MOST_PRAISE = 14

_MOST_LINKING = 14

_REACH = 2
"""«не» belongs to one of so many words behind it («не могу», «не всегда открывается»)."""

_LEADING = frozenset(("а", "и", "ну", "но", "так", "тогда", "еще"))
"""What may stand before a question word."""

_LONG = 9
"""From this length on a stem may have two typos."""


def wants_person(text: str) -> bool:
    """«оператор», «позовите человека», «нужен живой специалист», with typos, and nothing else: neither a question about
    it («как позвать специалиста») nor a refusal («не нужен оператор»). Also in the wrong layout («jgthfnjh»)."""
    return _calls(tokens(text)) or (text.isascii() and _calls(tokens(text.lower().translate(_LAYOUT))))


def _calls(words: Sequence[str]) -> bool:
    if not 0 < len(words) <= 12 or _asks(words):
        return False
    people = [number for number in range(len(words)) if _is_person(words, number)]
    if not people or any(_denied(words, number) for number in people):
        return False
    return all(
        number in people
        or _is(word, vocabulary.CALLING)
        or _is(word, vocabulary.POLITE)
        or _is(word, vocabulary.BOT)
        or (word in vocabulary.NOT and _is_bot_soon(words[number + 1 :]))
        or (word == "кто" and number > 0)
        for number, word in enumerate(words)
    )


def calls_person(text: str) -> bool:
    """A longer text that calls a person and says what for («позовите оператора, не открывается база»)."""
    words = tokens(text)
    if not words or words[0] in vocabulary.ASKING:
        return False
    return any(
        _is(word, vocabulary.CALLING_ALOUD) and _names_person(words, number) for number, word in enumerate(words)
    )


def wants_end(text: str) -> bool:
    """«завершить обращение», «закройте заявку», «вопрос решён»: nothing else can be meant."""
    words = tokens(text)
    if not _may_be_end(words, text):
        return False
    ends = _any(words, vocabulary.ENDING) and (_any(words, vocabulary.ENDED) or _any(words, vocabulary.SOLVED))
    solved = _any(words, vocabulary.SOLVED) and (_any(words, vocabulary.SUBJECT) or len(words) == 1)
    return ends or solved


def may_want_end(text: str) -> bool:
    """«закрыть», «завершить» alone: perhaps an answer to what the operator asked, so it is better to ask."""
    words = tokens(text)
    return _may_be_end(words, text.replace("?", "")) and _any(words, vocabulary.ENDING)


def ends(text: str) -> bool:
    """Either of the two, where the request has ended already and nobody can have asked anything."""
    return wants_end(text) or may_want_end(text)


def wants_linking(text: str) -> bool:
    """«я уже писал вам в вк», «связать аккаунты», and nothing else: neither a question about it nor a wish to be
    written to («свяжитесь со мной в телеграме»)."""
    words = tokens(text)
    if not 0 < len(words) <= _MOST_LINKING or "?" in text or _denies_or_asks(words):
        return False
    if any(not _is(word, vocabulary.WITH_LINKING) or _is_reflexive(word) for word in words):
        return False
    messenger, wrote = _any(words, vocabulary.MESSENGERS), _any(words, vocabulary.WROTE)
    links = _any(words, vocabulary.LINKING) and (messenger or any(_are_accounts(word) for word in words))
    return links or (wrote and messenger)


def is_command(text: str) -> bool:
    """«/help» and its like, alone."""
    return _COMMAND.fullmatch(text.strip()) is not None


def is_thanks(text: str) -> bool:
    """Thanks, an «ок» or a goodbye and nothing else; an emoji alone as well."""
    words = tokens(text)
    if not words:
        return "?" not in text
    return _only(words, text, vocabulary.WITH_THANKS) and _any(words, vocabulary.THANKS)


def is_bare_thanks(text: str) -> bool:
    """Thanks that say nothing more, where thanks with praise («всё понравилось, спасибо») would be a comment."""
    words = tokens(text)
    return _only(words, text, vocabulary.BARE_THANKS) if words else "?" not in text


def is_praise(text: str) -> bool:
    """«хорошая работа», «Мария очень помогла, быстро ответила»: kind words, and a name at most."""
    words = tokens(text)
    strange = [word for word in words if not _is(word, vocabulary.WITH_PRAISE)]
    if not words or len(words) > _MOST_PRAISE or "?" in text or not _any(words, vocabulary.PRAISE):
        return False
    return not strange or (len(strange) == 1 and strange[0].capitalize() in text and not _asks(strange))


def is_settled(text: str) -> bool:
    """What a client says when all is well: thanks, praise, a yes, the words that end a request."""
    if is_wordless(text) or reports_trouble(text):
        return False
    return is_thanks(text) or is_praise(text) or is_yes(text) or ends(text)


def reports_trouble(text: str) -> bool:
    """«опять ошибка», «база не открывается»; not «проблема решена»."""
    words = tokens(text)
    denied = any(word in vocabulary.NOT for word in words)
    if _any(words, vocabulary.TROUBLE) and (denied or not _any(words, vocabulary.SOLVED)):
        return True
    return any(
        word in {"не", "нет"} and _any(words[number + 1 : number + 1 + _REACH], vocabulary.FAILING)
        for number, word in enumerate(words)
    )


def asks(text: str) -> bool:
    """A question by its sign or its first word («а как…»)."""
    words = [word for word in tokens(text) if word not in _LEADING]
    return "?" in text or bool(words and words[0] in vocabulary.ASKING)


def asks_in_public(text: str) -> bool:
    """Whether a comment wants something of the centre: a question, trouble, a call for a person, a complaint. Praise
    may begin like a question («как здорово»)."""
    words = tokens(text)
    if not words or is_thanks(text) or is_greeting(text):
        return False
    wants = "?" in text or reports_trouble(text) or wants_person(text) or calls_person(text)
    return wants or _any(words, vocabulary.COMPLAINING) or (asks(text) and not _any(words, vocabulary.PRAISE))


def is_number(text: str) -> bool:
    """Figures and nothing else, as a mark beyond 1–5 («10», «10 из 10»)."""
    words = tokens(text)
    return bool(words) and all(word.isdecimal() or word in vocabulary.WITH_MARK for word in words)


def is_wordless(text: str) -> bool:
    """Nothing to read in it: punctuation, invisible characters, an emoji that is no thanks."""
    return not tokens(text) and not vocabulary.YES_SIGNS & set(text)


def is_greeting(text: str) -> bool:
    """A greeting and nothing else."""
    words = tokens(text)
    return _only(words, text, vocabulary.WITH_GREETING) and _any(words, vocabulary.GREETING)


def agrees(text: str) -> bool:
    """An explicit yes to a consent: thanks are none."""
    words = tokens(text)
    return (
        0 < len(words) <= 4
        and "?" not in text
        and all(_is(word, vocabulary.AGREED) or word in {"на", "я"} for word in words)
    )


def is_yes(text: str) -> bool:
    """A yes to «Вопрос решён?», perhaps with thanks."""
    words = tokens(text)
    if not words:
        return bool(vocabulary.YES_SIGNS & set(text))
    sure = _any(words, vocabulary.SURE_YES) or _any(words, vocabulary.THANKS)
    return sure and _only(words, text, vocabulary.WITH_YES)


def is_solved(text: str) -> bool:
    """A yes and nothing else («да», «да, решён»)."""
    words = tokens(text)
    bare = vocabulary.AGREED | vocabulary.SOLVED
    return _only(words, text, bare | vocabulary.SUBJECT) and _any(words, bare)


def is_no(text: str) -> bool:
    """A short no."""
    words = tokens(text)
    if not words:
        return bool(vocabulary.NO_SIGNS & set(text))
    return (
        len(words) <= 4
        and bool(vocabulary.DENIAL & set(map(stem, words)))
        and all(_is(word, vocabulary.NO) for word in words)
    )


def mark_in(text: str) -> int | None:
    """A mark of 1–5 that was typed instead of pressed («5», «пять», «5 из 5», «ставлю четвёрку»)."""
    words = [word for word in tokens(text) if word not in vocabulary.WITH_MARK]
    out_of = len(words) == 2 and words[1] in {"5", "пяти"}
    return vocabulary.MARKS.get(words[0]) if len(words) == 1 or out_of else None


def _denies_or_asks(words: Sequence[str]) -> bool:
    return any(word in vocabulary.NOT or word in vocabulary.ASKING for word in words)


def _are_accounts(word: str) -> bool:
    """Several: one alone is more likely that of the system itself."""
    return word.endswith(("ы", "и", "ов")) and _is(word, vocabulary.ACCOUNTS)


def _is_reflexive(word: str) -> bool:
    """«свяжитесь» asks us to, «связать» tells what the client wants done."""
    return word.endswith(("сь", "ся")) and word not in vocabulary.WROTE


def _asks(words: Sequence[str]) -> bool:
    """«как позвать специалиста»: a question about it, for the knowledge base. («Есть кто живой?» is a call.)"""
    return any(word in vocabulary.ASKING and not (word == "кто" and number > 0) for number, word in enumerate(words))


def _denied(words: Sequence[str], number: int) -> bool:
    """«не нужен оператор», «без оператора»; not «не с ботом, а с человеком»."""
    before = list(words[max(0, number - 2) : number])
    return any(word in vocabulary.NOT for word in before) and not any(_is(word, vocabulary.BOT) for word in before)


def _names_person(words: Sequence[str], number: int) -> bool:
    """Whether the verb at `number` calls somebody (with nothing but polite words between), and is not denied."""
    before = words[:number]
    if any(word in vocabulary.ASKING for word in before) or (before and before[-1] in vocabulary.NOT):
        return False
    for other in range(number + 1, len(words)):
        if _is_person(words, other):
            return _is(words[other], vocabulary.NAMED)
        if not _is(words[other], vocabulary.POLITE):
            return False
    return False


def _is_person(words: Sequence[str], number: int) -> bool:
    """«Консультант плюс» is the system."""
    following = words[number + 1] if number + 1 < len(words) else ""
    return _is(words[number], vocabulary.PEOPLE) and not following.startswith("плюс") and "плюс" not in words[number]


def _is_bot_soon(words: Sequence[str]) -> bool:
    return any(_is(word, vocabulary.BOT) for word in words[:3])


def _may_be_end(words: Sequence[str], text: str) -> bool:
    if not 0 < len(words) <= 8 or "?" in text or _denies_or_asks(words):
        return False
    return all(_is(word, vocabulary.ALL_OF_ENDING) or word.isdecimal() for word in words)


def _only(words: Sequence[str], text: str, vocabulary: Stems) -> bool:
    return 0 < len(words) <= 10 and "?" not in text and all(_is(word, vocabulary) for word in words)


def _any(words: Sequence[str], vocabulary: Stems) -> bool:
    return any(_is(word, vocabulary) for word in words)


@lru_cache(maxsize=16_384)
def _is(word: str, vocabulary: Stems) -> bool:
    """Whether a word is (a form of) one of these, give or take a typo."""
    root = stem(word)
    if root in vocabulary or word in vocabulary:
        return True
    return len(root) >= _SHORTEST and any(
        _differ_little(root, known) for known in vocabulary if len(known) >= _SHORTEST
    )


def _differ_little(one: str, other: str) -> bool:
    allowed = 2 if min(len(one), len(other)) >= _LONG else 1
    return bool(OSA.distance(one, other, score_cutoff=allowed) <= allowed)
