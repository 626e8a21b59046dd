"""The words of the articles: how much each tells, and which of them a client's word may mean in spite of typos."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA, Prefix

from knowledge.stems import stem
from knowledge.text import tokens

NOISE = frozenset(
    stem(word)
    for word in tokens(
        """
        а бы был была было быть в вам вас во вот все вы да для до добрый доброе доброго дня день вечер вечера утро
        утра еще ж же за здравствуйте здрасте здравствуй привет и из или извините их к как-то ко ли либо мне меня
        мой моя мое мои моего на над нам нас наш наша наши наше не но ну нужен нужна нужно надо о об объясните по
        под подскажите пожалуйста помогите при просто прошу пришлите про расскажите с сейчас себе скажите скиньте со
        спасибо так там то того тоже только тут у уже узнать уточните хотел хотела хотелось хотим хочу что чтобы эта
        эти это этого этот я интересует срочно вообще есть имеется будет
        """
    )
)
"""Words that tell next to nothing about what is asked."""
REPLIES = frozenset(
    stem(word)
    for word in tokens(
        """
        ага ясно верно знаю ладно нет неа нету ок окей ok okay yes no отлично плохо понимаю понял поняла понятно
        непонятно неясно хорошо супер точно угу конечно не-а давай давайте пока
        """
    )
)
"""What answers rather than asks when nothing else is said; in a question («нет кнопки») such a word does tell."""

_NOISE_WEIGHT = 0.08
_UNKNOWN_WEIGHT = 0.85
"""A word that no article has: not as telling as the rarest one, for clients tell stories around their question."""
_FAMILY = 0.6
"""What a word of the same family is worth («подписка» for «подписаться»)."""
_CACHE = 4096


class Vocabulary:
    """Stems with their weights (idf, 0..1) and the fuzzy way to them."""

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        sets = [set(document) for document in documents]
        counts = Counter(word for words in sets for word in words)
        top = math.log(len(sets) + 1) or 1.0
        self._weights = {
            word: _NOISE_WEIGHT if word in NOISE else max(0.15, math.log((len(sets) + 1) / count) / top)
            for word, count in counts.items()
        }
        self._words = [word for word in counts if len(word) > 3 and word.isalpha()]
        self._meanings: dict[str, Mapping[str, float]] = {}

    def weight(self, word: str) -> float:
        """How much an article's stem tells, 0..1; the stem of a word that no article has tells much."""
        return self._weights.get(word, _NOISE_WEIGHT if word in NOISE else _UNKNOWN_WEIGHT)

    def meanings(self, word: str) -> Mapping[str, float]:
        """The stems that a client's stem may stand for, with the likeness 0..1 of each."""
        known = self._meanings.get(word)
        if known is None:
            known = self._look_up(word)
            if len(self._meanings) < _CACHE:
                self._meanings[word] = known
        return known

    def _look_up(self, word: str) -> Mapping[str, float]:
        found = {word: 1.0} if word in self._weights else {}
        if len(word) > 3 and word.isalpha() and word not in NOISE:
            found = {**self._family(word), **found} if found else {**self._family(word), **self._misspelt(word)}
        return found

    def _misspelt(self, word: str) -> dict[str, float]:
        """Stems one slip away (two in a long word); a swap of neighbours is one slip."""
        slips = 1 if len(word) < 8 else 2
        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=slips, limit=5)
        return {other: 1 - distance / min(len(word), len(other)) for other, distance, _ in near}

    def _family(self, word: str) -> dict[str, float]:
        """Stems that begin alike for all but the last letters of the shorter, and most of the longer."""
        near = process.extract(word, self._words, scorer=Prefix.similarity, score_cutoff=4, limit=None)
        return {other: _FAMILY for other, common, _ in near if _akin(word, other, int(common))}


def _akin(one: str, other: str, common: int) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    return common >= shorter - 1 and common > 0.6 * longer
