"""The words of the articles, and which of them a client's word may mean in spite of its ending and of typos."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from rapidfuzz.distance import Prefix

from knowledge.lexicon import Lexicon
from knowledge.sounds import LIKENESS, Sounds
from knowledge.spelling import Speller
from knowledge.stems import stem
from knowledge.text import tokens

POLITE = frozenset(
    tokens(
        """
        пожалуйста пожалуста пожалуйсто пожалста плиз плизз плз пож пжл пжлст пжста please pls plz спасибо
        здравствуйте здрасте здравствуй привет подскажите скажите будьте добры
        """
    )
)
"""Words of politeness: a question is the same without them."""
NOISE_WORDS = POLITE | frozenset(
    tokens(
        """
        а бы был была было быть в вам вас во вот все вы да для до добрый доброе доброго дня день вечер вечера утро
        утра еще ж же за здравствуйте здрасте здравствуй привет и из или извините их к как-то ко ли либо мне меня
        мой моя мое мои моего на над нам нас наш наша наши наше не но ну нужен нужна нужно надо о об объясните по
        под подскажите пожалуйста помогите при просто прошу пришлите про расскажите с сейчас себе скажите скиньте со
        спасибо так там то того тоже только тут у уже узнать уточните хотел хотела хотелось хотим хочу что чтобы эта
        эти это этого этот я интересует срочно вообще есть имеется будет который которая которое которые которого
        которой которых которым которую чем чего чему этом эту этой этих он она они оно его ее ему ей ею им их ним нем
        них после перед между во со если такое такой является являются быть
        """
    )
)
"""Words that tell next to nothing about what is asked."""
NOISE = frozenset(map(stem, NOISE_WORDS))
"""Their stems."""
ASKING = frozenset(
    stem(word)
    for word in tokens(
        "кто кого кому кем чей чье какой какая какое какие каких каким какую какого сколько скольких где когда куда "
        "откуда зачем почему отчего"
    )
)
"""Words that ask; where no wording of the base has one («кто» in a base of passages), it tells next to nothing."""
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

_FAMILY = 0.6
"""What a word of the same family is worth («подписка» for «подписаться»)."""
_HEARD_TOO = 0.6
"""What a Latin name by ear is worth where a Russian word is near as well."""
_HARDENED = 0.95
"""What a word is worth that was typed without its soft sign («сколко», and all that is typed in Latin letters)."""
_TELLING = 3
"""A stem of fewer letters may be what an ending leaves of anything («уые»)."""
_CACHE = 4096


class Typed(NamedTuple):
    """A word of a question as it was typed, and its stem."""

    word: str
    stem: str


class Vocabulary:
    """The base's words, and the ways to the numbers of their stems from what a client typed."""

    def __init__(
        self,
        numbers: Mapping[str, int],
        forms: Mapping[str, int],
        apart: Mapping[str, Sequence[str]],
        lexicon: Lexicon | None = None,
        silent: AbstractSet[str] = frozenset(),
    ) -> None:
        """The stems with their numbers, and the words with those of their stems; neither may change afterwards.

        `apart` are the stems that are always taken apart, `silent` those that tell nothing in this base.
        """
        self._noise = NOISE | silent
        self._lexicon = lexicon or Lexicon()
        self._numbers = numbers
        self._forms = forms
        self._sorted = sorted(word for word in numbers if len(word) > 3 and word.isalpha())
        self._apart: dict[str, Sequence[str]] = {word.replace("-", ""): (word,) for word in numbers if "-" in word}
        self._apart |= apart
        names = list(numbers)
        stems = {name: name for name in names} | {word: names[number] for word, number in forms.items()}
        stems |= {word: stem(word) for word in sorted(NOISE_WORDS)}
        self._hardened = {word.replace("ь", ""): meant for word, meant in stems.items() if "ь" in word}
        self._leading = self._lexicon.leading(numbers)
        self._speller = Speller(stems, NOISE_WORDS)
        self._sounds = Sounds(numbers)
        self._meanings: dict[str, Mapping[str, float]] = {}
        self._guesses: dict[str, Mapping[str, float]] = {}
        self._taken: dict[str, Sequence[Typed]] = {}

    def knows(self, word: str) -> bool:
        """Whether a word is the base's, or one of those that tell nothing but show the language."""
        stemmed = stem(word)
        return (
            word in NOISE_WORDS
            or word in self._forms
            or (len(stemmed) >= _TELLING and (self._is_known(stemmed) or bool(self._softened(word, stemmed))))
        )

    def typed(self, words: Iterable[str]) -> list[Typed]:
        """The words of a question, each stem once; what was written as one is taken apart, and a name of
        several words is read as the lexicon says."""
        parts = [typed for word in words for typed in self._parts(word)]
        place, found = 0, {}
        for size, meant in self._lexicon.joined([typed.stem for typed in parts], self._numbers):
            found[meant] = parts[place] if size == 1 else Typed(meant, meant)
            place += size
        return list(found.values())

    def corrected(self, word: str, least: float) -> Sequence[str]:
        """A word as it stands, or the stems that were meant if it is unknown and one is at least so near."""
        if self.knows(word):
            return (word,)
        near = self._unknown(Typed(word, stem(word)))
        best = max(near, key=near.__getitem__, default=None)
        if best is not None and near[best] >= least:
            return (best,)
        return (word,) if near else [part.word for part in self._parts(word)]

    def meanings(self, typed: Typed) -> Mapping[int, float]:
        """The numbers of the stems that a client's word may stand for, with the likeness 0..1 of each."""
        meant = self._meant(typed).items()
        return {self._numbers[one]: sure for one, sure in meant if one in self._numbers and one not in self._apart}

    def is_noise(self, typed: Typed) -> bool:
        """Whether a word tells next to nothing, be it misspelt."""
        if typed.stem in self._numbers or typed.stem in self._noise:
            return typed.stem in self._noise
        meant = self._meant(typed)
        return bool(meant) and max(meant, key=meant.__getitem__) in self._noise

    def _is_known(self, stemmed: str) -> bool:
        return stemmed in self._numbers or stemmed in NOISE or stemmed in REPLIES or stemmed in self._leading

    def _parts(self, word: str) -> Sequence[Typed]:
        found = self._taken.get(word)
        if found is None:
            found = self._take_apart(word)
            if len(self._taken) < _CACHE:
                self._taken[word] = found
        return found

    def _take_apart(self, word: str) -> Sequence[Typed]:
        whole = Typed(word, stem(word))
        if (apart := self._apart.get(whole.stem)) is not None:
            return [Typed(part, part) for part in apart]
        if self._is_known(whole.stem) or self._unknown(whole):
            return (whole,)
        return [Typed(part, part) for part in self._speller.parts(word)] or (whole,)

    def _meant(self, typed: Typed) -> Mapping[str, float]:
        known = self._meanings.get(typed.word)
        if known is None:
            known = self._look_up(typed)
            if len(self._meanings) < _CACHE:
                self._meanings[typed.word] = known
        return known

    def _look_up(self, typed: Typed) -> Mapping[str, float]:
        word = typed.stem
        found = {word: 1.0} if word in self._numbers else {}
        if word in NOISE or not typed.word.isalpha():
            return found
        led = {word: 1.0} if word in self._leading else {}
        found = {**self._family(word), **(found or led or self._unknown(typed))}
        sure = {word: 1.0} | {other: likeness for other, likeness in found.items() if likeness > _FAMILY}
        alike: dict[str, float] = {}
        for one, likeness in sure.items():
            for other, worth in self._lexicon.alike(one).items():
                if other in self._numbers:
                    alike[other] = max(alike.get(other, 0.0), worth * likeness)
        return {**alike, **{other: max(likeness, alike.get(other, 0.0)) for other, likeness in found.items()}}

    def _unknown(self, typed: Typed) -> Mapping[str, float]:
        """What an unknown word may be: a foreign name written by ear, and the words that are near enough."""
        found = self._guesses.get(typed.word)
        if found is None:
            near = self._speller.near(typed.word) or self._speller.near(typed.stem)
            heard = self._sounds.heard(typed.word) or self._sounds.heard(typed.stem)
            found = {**dict.fromkeys(heard, _HEARD_TOO if near else LIKENESS), **near}
            if soft := self._softened(*typed):
                found[soft] = _HARDENED
            if len(self._guesses) < _CACHE:
                self._guesses[typed.word] = found
        return found

    def _softened(self, word: str, stemmed: str) -> str | None:
        """The stem of the word that this is without its soft sign."""
        return self._hardened.get(word) or self._hardened.get(stemmed)

    def _family(self, word: str) -> dict[str, float]:
        """Stems that begin alike for all but the last letters of the shorter, and most of the longer."""
        if len(word) <= 3:
            return {}
        start = bisect_left(self._sorted, word[:4])
        end = bisect_left(self._sorted, word[:4] + "\U0010ffff")
        return {other: _FAMILY for other in self._sorted[start:end] if other != word and _akin(word, other)}


def _akin(one: str, other: str) -> bool:
    shorter, longer = sorted((len(one), len(other)))
    common = int(Prefix.similarity(one, other))
    return common >= shorter - 1 and common > 0.6 * longer
