"""What was typed on the wrong keyboard layout («ghbdtn») or in Latin letters («kak zakazat»), read as it was meant.

It is read so chunk by chunk, and only where more known words come out: a product's Latin name stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, product

from knowledge.text import tokens

Known = Callable[[str], bool]
"""Whether a word is one of the base's, or one of those that every question has."""
Way = Callable[[str], Iterator[str]]
"""What a chunk may say that was typed in this way, the likeliest first."""

_ENGLISH = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`" + 'QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>~' + "/?&"
_RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё" + "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ" + ".,?"
_LAYOUT = str.maketrans(_ENGLISH, _RUSSIAN)
_BACK = str.maketrans(_RUSSIAN[:66], _ENGLISH[:66])
_LOOKALIKES = str.maketrans("aceopxykmtbhABCEHKMOPTX", "асеорхукмтвнАВСЕНКМОРТХ")

_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_SOUNDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("shch", ("щ",)), ("iia", ("ия",)), ("sch", ("щ", "сч")), ("zh", ("ж",)), ("kh", ("х",)), ("ch", ("ч",)),
    ("sh", ("ш",)), ("ia", ("ия", "я")), ("iu", ("ю", "иу")),
    ("ts", ("ц", "тс")), ("yu", ("ю",)), ("ju", ("ю",)), ("ya", ("я",)), ("ja", ("я",)), ("yo", ("е",)),
    ("jo", ("е",)), ("ye", ("е",)), ("je", ("е", "же")), ("iy", ("ий",)), ("yy", ("ый",)), ("yj", ("ый",)),
    ("ij", ("ий",)), ("oi", ("ои", "ой")), ("ai", ("аи", "ай")), ("ei", ("еи", "ей")), ("ui", ("уи", "уй")),
    ("ey", ("ей",)), ("ay", ("ай",)), ("oy", ("ой",)), ("uy", ("уй",)),
    ("j", ("ж", "й")), ("g", ("г", "ж")), ("y", ("ы", "й", "и")), ("c", ("ц", "к", "с")), ("x", ("х", "кс")),
    ("h", ("х", "г")), ("w", ("в", "ш")), ("i", ("и", "ы")), ("e", ("е", "э")), ("4", ("ч",)), ("6", ("ш",)),
    ("'", ("ь",)), ("`", ("ь",)), ("q", ("к",)),
    *((latin, (russian,)) for latin, russian in zip("abdfklmnoprstuvz", "абдфклмнопрстувз", strict=True)),
)  # fmt: skip
"""Letters of the usual transliterations, the longest first, with what they may stand for, the likeliest first."""
_GLIDE = r"(?![aeiou])"
"""After «ey», «iy»: before a vowel the y belongs to that («moyu», «studiya»)."""
_SPLIT = re.compile(
    "("
    + "|".join(re.escape(latin) + (_GLIDE if re.fullmatch(r"[aeiouy][yj]", latin) else "") for latin, _ in _SOUNDS)
    + ")"
)
_MEANT = dict(_SOUNDS)
_NAME = re.compile(r"\d.*\d|\d-|-\d|^\d$")
_KEPT, _SHOWN = str.maketrans("46", "⁴⁶"), str.maketrans("⁴⁶", "46")
_MOST_READINGS = 24
"""Of one word's ambiguous letters; more would take time and find words by chance."""
_SURE_LETTERS = 3
"""A known word of fewer letters does not show how a message was typed."""


def as_meant(text: str, known: Known) -> str:
    """The text with the chunks that were typed in other letters than they were meant."""
    chunks = text.split()
    read = [_read(chunk, known) for chunk in chunks]
    ways = [way for way, _ in read if way is not None]
    if not ways:
        return " ".join(words for _, words in read)
    usual = max((_layout, _translit), key=ways.count)
    return " ".join(_as_usual(chunk, words, usual, known) for chunk, (_, words) in zip(chunks, read, strict=True))


def _as_usual(chunk: str, words: str, usual: Way, known: Known) -> str:
    """A chunk of a message that was mostly typed in one way: read so too where that makes sense («i», «video», «byl»),
    or where nothing else does."""
    if not _odd(chunk):
        return words
    if reading := next((one for one in usual(chunk) if _all_known(one, known)), None):
        return reading
    return words if words != chunk or _all_known(chunk, known) else next(usual(chunk))


def _read(chunk: str, known: Known) -> tuple[Way | None, str]:
    """How the chunk was typed, if that is sure, and what it says."""
    if not _odd(chunk):
        return None, _mixed(chunk, known)
    best, words, way = _worth(tokens(chunk), known), chunk, None
    for attempt in (_layout, _translit):
        for reading in attempt(chunk):
            worth = _worth(tokens(reading), known)
            if worth > best:
                best, words, way = worth, reading, attempt
    return way, words


def _odd(chunk: str) -> bool:
    """Whether the chunk has Latin letters and no Russian ones."""
    return bool(_LATIN.search(chunk)) and not _CYRILLIC.search(chunk)


def _all_known(chunk: str, known: Known) -> bool:
    return all(map(known, tokens(chunk)))


def _worth(words: Iterable[str], known: Known) -> float:
    """The share of letters that stand in known words; short ones, which come by chance, show nothing."""
    words = list(words)
    letters = sum(map(len, words)) or 1
    return sum(len(word) for word in words if len(word) >= _SURE_LETTERS and known(word)) / letters


def _layout(chunk: str) -> Iterator[str]:
    """With the punctuation as letters («j,` zdktybt»), and with that at the end as punctuation."""
    yield chunk.translate(_LAYOUT)
    bare = chunk.rstrip(".,;:'\"")
    if bare != chunk:
        yield bare.translate(_LAYOUT)


def _translit(chunk: str) -> Iterator[str]:
    """The readings of the chunk's ambiguous letters, the same for all its equal letters, the likeliest first."""
    low = chunk.lower()
    if _NAME.search(low):  # «6-ndfl»: its digits are digits
        low = low.translate(_KEPT)
    parts = _SPLIT.split(low)
    found = [part for part in dict.fromkeys(parts) if part in _MEANT]
    for meant in islice(product(*(_MEANT[sound] for sound in found)), _MOST_READINGS):
        spelt = dict(zip(found, meant, strict=True))
        yield "".join(spelt.get(part, part) for part in parts).translate(_SHOWN)


def _mixed(chunk: str, known: Known) -> str:
    """A Russian word with Latin letters that look alike in it, or a Latin name typed on the Russian layout."""
    if _LATIN.search(chunk) and _CYRILLIC.search(chunk):
        alike = chunk.translate(_LOOKALIKES)
        return chunk if _LATIN.search(alike) else alike
    words = tokens(chunk)
    if len(words) == 1 and len(words[0]) > _SURE_LETTERS and not known(words[0]):
        back = words[0].translate(_BACK)
        if back.isalpha() and known(back):
            return back
    return chunk
