"""What a client's short words mean: thanks, praise, a greeting, yes and no, a mark, two messengers to be linked.

Calling a person and ending the request have modules of their own (`calling`, `ending`). A message counts only
when nothing but such words (`vocabulary`, `matching`) is in it: whatever says more is a question.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from handlers import vocabulary
from handlers.calling import calls_person, wants_person
from handlers.ending import ends
from handlers.matching import any_fits, denies_or_asks, fits, has_question_word, only_fits
from knowledge.small_talk import small_talk
from knowledge.stems import stem
from knowledge.text import tokens

_COMMAND = re.compile(r"/[^\W\d]\w*(?:@\w+)?")

_MOST_PRAISE = 14

_MOST_LINKING = 14

_MOST_COMPLAINT = 9

_REACH = 2
"""«не» belongs to one of so many words behind it («не могу», «не всегда открывается»)."""

_SHORTEST_JUNK = 3
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
"""Of the keyboard."""

_LEADING = frozenset(("а", "и", "ну", "но", "так", "тогда", "еще"))
"""What may stand before a question word."""


def wants_linking(text: str) -> bool:
    """«я уже писал вам в вк», «у меня есть переписка с вами в вк», «я из вк», «связать аккаунты», and nothing else:
    neither a question about it nor a wish to be written to («свяжитесь со мной в телеграме»)."""
    words = tokens(text)
    if not 0 < len(words) <= _MOST_LINKING or "?" in text or denies_or_asks(words):
        return False
    if any(not fits(word, vocabulary.WITH_LINKING) or _is_reflexive(word) for word in words):
        return False
    messenger = any_fits(words, vocabulary.MESSENGERS)
    links = any_fits(words, vocabulary.LINKING) and (messenger or any(_are_accounts(word) for word in words))
    return links or (messenger and (_wrote(words) or _comes_from_there(words)))


def wants_to_complain(text: str) -> bool:
    """«хочу пожаловаться на оператора», «жалоба», and nothing else; neither a question about it («как пожаловаться»)
    nor what the complaint is (that is asked then)."""
    words = tokens(text)
    if not 0 < len(words) <= _MOST_COMPLAINT or "?" in text or denies_or_asks(words):
        return False
    return any_fits(words, vocabulary.COMPLAINT) and only_fits(words, text, vocabulary.WITH_COMPLAINT)


def is_command(text: str) -> bool:
    """«/help» and its like, alone."""
    return _COMMAND.fullmatch(text.strip()) is not None


def is_thanks(text: str) -> bool:
    """Thanks, an «ок» or a goodbye and nothing else; an emoji alone as well."""
    words = tokens(text)
    if not words:
        return "?" not in text
    return only_fits(words, text, vocabulary.WITH_THANKS) and any_fits(words, vocabulary.THANKS)


def is_bare_thanks(text: str) -> bool:
    """Thanks that say nothing more, where thanks with praise («всё понравилось, спасибо») would be a comment."""
    words = tokens(text)
    return only_fits(words, text, vocabulary.BARE_THANKS) if words else "?" not in text


def is_praise(text: str) -> bool:
    """«хорошая работа», «Мария очень помогла, быстро ответила»: kind words, and a name at most."""
    words = tokens(text)
    strange = [word for word in words if not fits(word, vocabulary.WITH_PRAISE)]
    if not words or len(words) > _MOST_PRAISE or "?" in text or not any_fits(words, vocabulary.PRAISE):
        return False
    return not strange or (len(strange) == 1 and strange[0].capitalize() in text and not has_question_word(strange))


def is_settled(text: str) -> bool:
    """What a client says when all is well: thanks, praise, a yes, the words that end a request."""
    if is_wordless(text) or reports_trouble(text):
        return False
    return is_thanks(text) or is_praise(text) or is_yes(text) or ends(text)


def reports_trouble(text: str) -> bool:
    """«опять ошибка», «база не открывается»; not «проблема решена»."""
    words = tokens(text)
    denied = any(word in vocabulary.NOT for word in words)
    if any_fits(words, vocabulary.TROUBLE) and (denied or not any_fits(words, vocabulary.SOLVED)):
        return True
    return any(
        word in {"не", "нет"} and any_fits(words[number + 1 : number + 1 + _REACH], vocabulary.FAILING)
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
    return wants or any_fits(words, vocabulary.COMPLAINING) or (asks(text) and not any_fits(words, vocabulary.PRAISE))


def is_number(text: str) -> bool:
    """Figures and nothing else, as a mark beyond 1–5 («10», «10 из 10»)."""
    words = tokens(text)
    return bool(words) and all(word.isdecimal() or word in vocabulary.WITH_MARK for word in words)


def is_wordless(text: str) -> bool:
    """Nothing to read in it: punctuation, invisible characters, an emoji that is no thanks."""
    return not tokens(text) and not vocabulary.YES_SIGNS & set(text)


def is_junk(text: str) -> bool:
    """«xxx», «фыва»: keys that were held or struck in a row, and nothing else. Talk («хаха») and figures are none."""
    words = tokens(text)
    return bool(words) and all(map(_is_struck, words)) and small_talk(text) is None


def is_greeting(text: str) -> bool:
    """A greeting and nothing else."""
    words = tokens(text)
    return only_fits(words, text, vocabulary.WITH_GREETING) and any_fits(words, vocabulary.GREETING)


def agrees(text: str) -> bool:
    """An explicit yes to a consent: thanks are none."""
    words = tokens(text)
    return (
        0 < len(words) <= 4
        and "?" not in text
        and all(fits(word, vocabulary.AGREED) or word in {"на", "я"} for word in words)
    )


def is_yes(text: str) -> bool:
    """A yes to «Вопрос решён?», perhaps with thanks."""
    words = tokens(text)
    if not words:
        return bool(vocabulary.YES_SIGNS & set(text))
    sure = any_fits(words, vocabulary.SURE_YES) or any_fits(words, vocabulary.THANKS)
    return sure and only_fits(words, text, vocabulary.WITH_YES)


def is_solved(text: str) -> bool:
    """A yes and nothing else («да», «да, решён»)."""
    words = tokens(text)
    bare = vocabulary.AGREED | vocabulary.SOLVED
    return only_fits(words, text, bare | vocabulary.SUBJECT) and any_fits(words, bare)


def is_no(text: str) -> bool:
    """A short no."""
    words = tokens(text)
    if not words:
        return bool(vocabulary.NO_SIGNS & set(text))
    return (
        len(words) <= 4
        and bool(vocabulary.DENIAL & set(map(stem, words)))
        and all(fits(word, vocabulary.NO) for word in words)
    )


def mark_in(text: str) -> int | None:
    """A mark of 1–5 that was typed instead of pressed («5», «пять», «5 из 5», «ставлю четвёрку»)."""
    words = [word for word in tokens(text) if word not in vocabulary.WITH_MARK]
    out_of = len(words) == 2 and words[1] in {"5", "пяти"}
    return vocabulary.MARKS.get(words[0]) if len(words) == 1 or out_of else None


def _wrote(words: Sequence[str]) -> bool:
    """«писал», «есть переписка с вами»: no wish to write («можно написать»), so no forms but these."""
    if any(word in vocabulary.WROTE for word in words):
        return True
    return any_fits(words, vocabulary.CONVERSATION) and any(word in vocabulary.WITH_US for word in words)


def _comes_from_there(words: Sequence[str]) -> bool:
    """«я из вк»."""
    return any(
        one in vocabulary.OURSELVES and preposition in vocabulary.OUT_OF and fits(place, vocabulary.MESSENGERS)
        for one, preposition, place in zip(words, words[1:], words[2:], strict=False)
    )


def _are_accounts(word: str) -> bool:
    """Several: one alone is more likely that of the system itself."""
    return word.endswith(("ы", "и", "ов")) and fits(word, vocabulary.ACCOUNTS)


def _is_struck(word: str) -> bool:
    if len(word) < _SHORTEST_JUNK or not word.isalpha():
        return False
    in_a_row = len(word) > _SHORTEST_JUNK and any(word in row or word[::-1] in row for row in _ROWS)
    return len(set(word)) == 1 or in_a_row


def _is_reflexive(word: str) -> bool:
    """«свяжитесь» asks us to, «связать» tells what the client wants done."""
    return word.endswith(("сь", "ся")) and word not in vocabulary.WROTE
