"""A client's messages put together as one line, and corrected."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from bot.clock import SystemClock
from bot.content import Forwarded
from bot.messages import Address, Person, Said
from bot.richtext import RichText, SpanKind, bold, rich
from operators.composing import Composed, Piece, words_of

TEXTS = st.builds(lambda text, heavy: bold(text) if heavy else rich(text), st.text(max_size=20), st.booleans())


@given(texts=st.lists(TEXTS, min_size=1, max_size=5), quote=st.none() | st.text(min_size=1, max_size=9), data=st.data())
def test_a_correction_changes_its_own_message_alone(
    texts: list[RichText], quote: str | None, data: st.DataObject
) -> None:
    """Whatever the row's context kept of the line is enough to put it together anew, formatting included."""
    pieces = tuple(Piece(str(number), text) for number, text in enumerate(texts))
    kept = Composed.of(json.loads(json.dumps(Composed(pieces, quote).to_context())))
    assert kept is not None
    number = data.draw(st.integers(0, len(texts) - 1))
    fresh = data.draw(TEXTS)
    texts[number] = fresh
    wanted = Composed(tuple(Piece(str(place), text) for place, text in enumerate(texts)), quote)
    assert kept.corrected(str(number), fresh).text == wanted.text


def test_what_was_forwarded_comes_behind_the_words_as_quotes() -> None:
    """Each under its author; quotes do not nest."""
    quoted = rich("как ") + rich("так").styled(SpanKind.QUOTE)
    said = Said(
        address=Address("telegram", "42"),
        person=Person("42", "Вера"),
        at=SystemClock().now(),
        message_ids=("1",),
        text=rich("смотрите"),
        forwarded=(Forwarded("Анна", quoted), Forwarded("Олег")),
    )
    words = words_of(said)
    assert words.text == "смотрите\nПереслано: Анна\nкак так\nПереслано: Олег"
    (span,) = words.spans
    assert (span.kind, words.text[span.start : span.end]) == (SpanKind.QUOTE, "как так")


def test_a_row_that_carries_no_message_is_not_put_together() -> None:
    """A card, a notice."""
    assert Composed.of({"card_of": 1}) is None
