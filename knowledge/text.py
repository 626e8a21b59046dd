"""One form for what clients type and what articles say, so that case, «ё», dashes and punctuation do not matter."""

import re
import unicodedata

_IGNORED = frozenset({"Cf", "Cc", "Mn", "Me", "Cs"})
"""Categories that leave no trace inside a word: soft hyphens, zero-width characters, stress marks."""

_SEPARATORS = "\x1c\x1d\x1e\x1f"
"""Control characters that Python takes for white space, and no keyboard types."""

_COLOURS = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]")
"""What a terminal takes for an order (colour, place): digits and a letter that nobody typed."""

_FORMS = str.maketrans({"ё": "е", **dict.fromkeys("‐‑‒–—―−", "-")})

_PLAIN = re.compile("[\t\n\r -~«»№А-Яа-яЁё‐‑‒–—―−„“”…•]*")
"""Nearly every text: for these characters case and the forms below are all that there is to fold."""

_TOKEN = re.compile(r"[^\W_]+(?:(?:(?<=\d)-|-(?=\d)|(?<=\d)[./:](?=\d))[^\W_]+)*")
"""A word, or a name with digits: a dash stays beside a digit (44-фз, рсв-1), a point between two (4016.00.12)."""


def normalise(text: str) -> str:
    """The tokens of `text` with single spaces between; normalising twice changes nothing, and no text is refused."""
    return " ".join(tokens(text))


def tokens(text: str) -> list[str]:
    """The words in lower case, without punctuation; names with digits («6-НДФЛ») are one token."""
    return _TOKEN.findall(_folded(text))


def _folded(text: str) -> str:
    """Lower case and compatible forms, brought to rest: lowering and composing can each undo the other's work."""
    text = text.replace("№", " ")
    if _PLAIN.fullmatch(text):
        return text.lower().translate(_FORMS)
    while (folded := _fold_once(text)) != text:
        text = folded
    return text


def _fold_once(text: str) -> str:
    lowered = unicodedata.normalize("NFKC", _COLOURS.sub("", text)).lower().translate(_FORMS)
    return "".join(_kept(char) for char in lowered)


def _kept(char: str) -> str:
    if char.isspace() and char not in _SEPARATORS:
        return " "
    return "" if unicodedata.category(char) in _IGNORED else char
