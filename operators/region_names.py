"""Which centre a client means by «спб», «Екб», «я из Казани», a slip of the hand or the wrong keyboard layout."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz

from knowledge.keyboard import as_meant
from knowledge.stems import stem
from knowledge.text import tokens
from operators.centres import Centre

_SHORT = {
    "мск": "москва",
    "дс": "москва",
    "спб": "санкт петербург",
    "питер": "санкт петербург",
    "екб": "екатеринбург",
    "екат": "екатеринбург",
    "ебург": "екатеринбург",
    "нск": "новосибирск",
    "новосиб": "новосибирск",
    "нн": "нижний новгород",
    "нижний": "нижний новгород",
    "рнд": "ростов на дону",
    "ростов": "ростов на дону",
    "крск": "красноярск",
    "члб": "челябинск",
    "влг": "волгоград",
    "врн": "воронеж",
    "хмао": "ханты мансийский",
    "янао": "ямало ненецкий",
}
"""What people call the large cities in writing, whatever a centre's file names."""
_BESIDE = frozenset(
    tokens(
        "я мы из в во с со г гор город города городе регион регионе область области обл край края республика респ рф "
        "россия живу работаю нахожусь находимся сам сама сами наш наша у нас мне нужен нужна центр центре филиал офис "
        "это здесь там давайте пожалуйста мой моя добрый день здравствуйте и а"
    )
)
_FROM = 78
"""Of a hundred: so alike is a name with a slip in it («Екатиренбург»)."""
_LEAD = 8
"""By so much the best has to be ahead to be meant alone."""
_SHORTEST = 4
"""Letters of a word in which a slip is borne."""
_MOST_WORDS = 6
"""Who writes more has something else to say."""


def meant(centres: Sequence[Centre], text: str) -> list[Centre]:
    """The centres that may be meant, the likeliest first: one when it is clear, none when nothing fits."""
    names = {centre.id: _names(centre) for centre in centres}
    known = {word for some in names.values() for name in some for word in name} | {stem(short) for short in _SHORT}

    def is_known(word: str) -> bool:
        root = stem(word)
        return root in known or any(_alike(root, one) >= _FROM for one in known)

    best: dict[int, float] = {}
    for said in {text, as_meant(text, is_known)}:
        asked = _words(said)
        if not asked or len(asked) > _MOST_WORDS:
            continue
        for number, some in names.items():
            best[number] = max([best.get(number, 0.0), *(_score(asked, name) for name in some)])
    top = max(best.values(), default=0.0)
    if top < _FROM:
        return []
    found = [centre for centre in centres if best.get(centre.id, 0.0) > top - _LEAD]
    return sorted(found, key=lambda centre: -best[centre.id])


def _names(centre: Centre) -> list[tuple[str, ...]]:
    names = (_words(name) for name in (centre.region, centre.name, centre.key, *centre.aliases))
    return [name for name in names if name]


def _words(text: str) -> tuple[str, ...]:
    """The stems of the words that name a place."""
    said = [word for word in _parts(tokens(text)) if word not in _BESIDE]
    if len(said) == 1:
        said = _SHORT.get(said[0], said[0]).split()
    return tuple(map(stem, said))


def _parts(words: Iterable[str]) -> list[str]:
    return [part for word in words for part in word.split("-") if part]


def _score(asked: tuple[str, ...], name: tuple[str, ...]) -> float:
    """How well what was said names this place: all its words, or as many as were said, each as alike as it is."""
    if asked == name:
        return 100.0
    alike = [max(_alike(word, one) for one in name) for word in asked]
    whole = min(alike)
    # «Новгород» names two places a little worse than either name in full.
    return whole - (0 if len(asked) >= len(name) else 3)


def _alike(word: str, other: str) -> float:
    if word == other:
        return 99.0
    if min(len(word), len(other)) < _SHORTEST:
        return 0.0
    return min(98.0, fuzz.ratio(word, other))
