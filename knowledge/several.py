"""Several questions in one message: where each begins, and whether they are answered apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from knowledge.follow_up import ASKING, confident, leans, telling
from knowledge.outcome import MOST_OFFERED, Answered, Hit, Offered, Outcome, Thresholds, Unknown, outcome
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


Search = Callable[[str, int], list[Hit]]


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions, and what is done about it."""

    question: str
    outcome: Outcome

    @property
    def article(self) -> str | None:
        """The id of the article that it most likely asks for."""
        return _article(self.outcome)

    def is_sure(self, thresholds: Thresholds) -> bool:
        """An answer, or an offer that is more than a guess."""
        match self.outcome:
            case Answered():
                return True
            case Offered(hits):
                return hits[0].score >= confident(thresholds)
            case _:
                return False


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message in their order, at most three (what is beyond belongs to the last). A story belongs to
    the question that it leads to, and what asks nothing («подскажите», «спасибо») is left out."""
    found: list[str] = []
    story: list[str] = []
    for piece, listed in _pieces(text[:_LONGEST]):
        if not _says(piece):
            continue
        story.append(piece)
        if listed or _asks(piece):
            _take(found, story, piece, listed=listed)
            story = []
    if story and found:
        found[-1] = "\n".join([found[-1], *story])
    elif story:
        found = ["\n".join(story)]
    return tuple([*found[: MOST_QUESTIONS - 1], "\n".join(found[MOST_QUESTIONS - 1 :])] if len(found) > 2 else found)


def asked_apart(text: str, search: Search, thresholds: Thresholds) -> tuple[Part, ...]:
    """The questions of a message that are answered one by one; none when the message is one question. Each has to find
    something of its own by itself. One that finds nothing may stand beside an answer, for people to see to."""
    questions = questions_in(text)
    if len(questions) < 2:
        return ()
    parts = _without_twins([Part(one, outcome(search(one, MOST_OFFERED), thresholds)) for one in questions])
    found = [part.article for part in parts if part.is_sure(thresholds)]
    if len(parts) < 2 or len(set(found)) < len(found):
        return ()
    if len(found) == len(parts):
        return parts
    whole = outcome(search(text, MOST_OFFERED), thresholds)
    return parts if _some_found(parts) and _article(whole) in (None, *found) else ()


def _some_found(parts: Sequence[Part]) -> bool:
    """Whether the rest of the questions are surely questions, and surely not answered."""
    rest = [part for part in parts if not isinstance(part.outcome, Answered)]
    return 0 < len(rest) < len(parts) and all(
        isinstance(part.outcome, Unknown) and len(telling(tokens(part.question))) > 1 for part in rest
    )


def _without_twins(parts: Sequence[Part]) -> tuple[Part, ...]:
    """Neighbours that ask for the same article are one question."""
    kept: list[Part] = []
    for part in parts:
        if kept and part.article is not None and part.article == kept[-1].article:
            kept[-1] = replace(kept[-1], question=f"{kept[-1].question}\n{part.question}")
        else:
            kept.append(part)
    return tuple(kept)


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


def _article(made: Outcome) -> str | None:
    match made:
        case Answered(hit) | Offered((hit, *_)):
            return hit.article.id
        case _:
            return None
