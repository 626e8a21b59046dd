"""Where one message asks several things: its sentences, the items of a list, what «и ещё» or «и» joins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from knowledge.follow_up import ASKING, leans, telling
from knowledge.small_talk import small_talk
from knowledge.text import tokens

MOST_QUESTIONS = 3
_LONGEST = 4096
"""As long as one message of a messenger may be."""

_END = re.compile(
    r"""
    (?<=[?!])(?![?!.…)]) \s*  | \n+ | ; \s+
    | (?<=[…]) \s+ | (?<=\w{4}\.)\s+ | (?<=\.)\s+(?=[А-ЯЁA-Z])
    """,
    re.VERBOSE,
)
"""Where a sentence ends; a point behind a short word may stand for the rest of it («тех. поддержка»)."""
_ITEM = re.compile(r"(?:(?<=\n)|^|(?<=[\s:])(?=\d\)))[ \t]*(?:\d{1,2}[.)]|[-–—•*])[ \t]+", re.MULTILINE)
_AND_ALSO = re.compile(
    r"[,.]?\s+(?:(?:и|а)\s+(?:еще|ещё|также|ещо)|(?:и|а)\s+(?:второй|третий)\s+вопрос|еще\s+вопрос|ещё\s+вопрос)\b[:,]?\s+",
    re.IGNORECASE,
)
_ALSO = re.compile(
    r"(?:(?:и|а)\s+(?:еще|ещё|также|ещо)|(?:и|а)\s+(?:второй|третий)\s+вопрос|(?:еще|ещё)\s+вопрос)\b", re.IGNORECASE
)
"""What begins a sentence that asks something else than the one before."""
_AND_ASKING = re.compile(
    r"""
    (?:\s*,)?\s+(?:и|а)\s+
    (?=(?:(?:подскажите|скажите|уточните|пожалуйста|вот|мне|тогда|у|вас|нас)[,\s]+)*
       (?:как|когда|где|куда|сколько|почему|зачем|кто|кому|чем|что|как(?:ой|ая|ие|ое|ую)|можно|есть\s+ли|нужно\s+ли)\b
      |(?:подскажите|скажите|уточните)\b)
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""«Как записаться и сколько стоит звонок»: two questions, unless one has nothing to find by itself."""
_LEADING = frozenset(
    tokens("""
    а и ну но так вот еще тоже также здравствуйте добрый день доброе утро вечер привет подскажите скажите пожалуйста
    уточните объясните помогите девушка девушки коллеги извините простите вопрос такой мне нам у меня нас вас очень
    хочу хотел хотела хотим узнать спросить интересует интересно вы вообще заранее спасибо
    """)
)
"""What may stand before the words that ask; a text of nothing else asks nothing."""
_ASKING = ASKING | frozenset(
    tokens("есть нужен нужна нужно нужны надо бывает куда расскажите каким какую каких чему насколько")
)
_BEGGING = frozenset(tokens("подскажите скажите уточните"))


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message in their order, at most three (what is beyond belongs to the last). A story belongs to
    the question that it leads to, and what asks nothing («подскажите», «спасибо») is left out."""
    found: list[str] = []
    story: list[str] = []
    for piece, listed in _pieces(text[:_LONGEST]):
        if not _says(piece):
            continue
        if story and _ALSO.match(piece):
            found.append("\n".join(story))
            story = []
        story.append(piece)
        if listed or _asks(piece) or _ALSO.match(piece):
            _take(found, story, piece, listed=listed)
            story = []
    if story and found:
        found[-1] = "\n".join([found[-1], *story])
    elif story:
        found = ["\n".join(story)]
    return _at_most(found)


def ways_to_part(text: str) -> Iterator[tuple[str, ...]]:
    """The ways in which a message may be parted, the finest first: the last is `questions_in`, the ones before it part
    where a form alone proves nothing («…и сколько стоит…», line by line, «когда его пришлют?»)."""
    coarse = questions_in(text)
    fine = _at_most([side for piece in _apart(text) for side in _sides(piece)])
    lines = _at_most([line.strip() for line in text[:_LONGEST].splitlines() if _says(line)])
    yield from (way for way in dict.fromkeys((fine, lines)) if way != coarse and len(way) > 1)
    yield coarse


def _apart(text: str) -> list[str]:
    """Every question with the story before it, even one that only goes on with the last."""
    found: list[str] = []
    story: list[str] = []
    for piece, _ in _pieces(text[:_LONGEST]):
        if _says(piece):
            story.append(piece)
            if _asks(piece):
                found.append("\n".join(story))
                story = []
    return [*found[:-1], "\n".join([*found[-1:], *story])] if found or story else []


def _sides(piece: str) -> list[str]:
    """What stands on either side of «и», «а» before words that ask, where each is surely a question of its own: behind
    a statement («главная книга, и как часто выходит») it has to name what it is about."""
    first, *others = sides = _AND_ASKING.split(piece)
    if not telling(tokens(first)) or not all(telling(tokens(side)) or leans(side) for side in others):
        return [piece]
    if _begins_asking(first.splitlines()[-1]) or all(_stands(side) for side in others):
        return sides
    return [piece]


def _stands(side: str) -> bool:
    words = tokens(side)
    return words[0] in _BEGGING or len(telling(words)) > 1


def _at_most(questions: Sequence[str]) -> tuple[str, ...]:
    """What is beyond the third belongs to it."""
    if len(questions) < MOST_QUESTIONS:
        return tuple(questions)
    return (*questions[: MOST_QUESTIONS - 1], "\n".join(questions[MOST_QUESTIONS - 1 :]))


def _take(found: list[str], story: Sequence[str], piece: str, *, listed: bool) -> None:
    """A question with its story; one that only goes on with the last («из интернета?», «а где это?») joins that."""
    goes_on = leans(piece) or (len(telling(tokens(piece))) < 2 and not _begins_asking(piece))
    if found and goes_on and not listed:
        found[-1] = "\n".join([found[-1], *story])
    else:
        found.append("\n".join(story))


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The sentences, and whether each is an item of a list (or is said to be one more question)."""
    items = [item for item in _ITEM.split(text) if item.strip()]
    for number, item in enumerate(items):
        listed = len(items) > 2 or (len(items) > 1 and _ITEM.match(text) is not None)
        sentences = [one for one in _END.split(item) if one and one.strip()]
        in_list = listed and (number > 0 or _ITEM.match(text) is not None)
        for place, sentence in enumerate(sentences):
            yield from _joined_by_and(sentence.strip(), listed=in_list and place == len(sentences) - 1)


def _joined_by_and(sentence: str, *, listed: bool) -> Iterator[tuple[str, bool]]:
    """«как заказать документ, и ещё когда семинар»: where each side says something."""
    sides = _AND_ALSO.split(sentence)
    if len(sides) > 1 and all(_begins_asking(side) or len(telling(tokens(side))) > 1 for side in sides):
        yield from ((side, True) for side in sides)
    else:
        yield sentence, listed


def _says(piece: str) -> bool:
    return any(word not in _LEADING for word in tokens(piece)) and small_talk(piece) is None


def _asks(piece: str) -> bool:
    return "?" in piece or _begins_asking(piece)


def _begins_asking(piece: str) -> bool:
    words = [word for word in tokens(piece) if word not in _LEADING]
    return bool(words) and (words[0] in _ASKING or "ли" in words[1:3])
