"""The laws of `RichText`: slicing, joining, counting in UTF-16 and splitting lose nothing and invent nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.richtext import (
    RichText,
    Span,
    SpanKind,
    bold,
    from_utf16,
    italic,
    joined,
    link,
    rich,
    split,
    to_utf16,
    utf16_length,
)

TEXTS = st.text(st.sampled_from("абв xyz.!?… \n\t🙂👩‍👩‍👧́0"), max_size=60)
LONG_TEXTS = st.text(st.sampled_from("аб x.! \n🙂"), max_size=300)


@st.composite
def rich_texts(draw: st.DrawFn, texts: st.SearchStrategy[str] = TEXTS) -> RichText:
    """Any text with spans that lie within it and are not empty."""
    text = draw(texts)
    spans = []
    for _ in range(draw(st.integers(0, 4)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(SpanKind))
        url = "https://example.org/" if kind is SpanKind.LINK else None
        spans.append(Span(kind, start, end, url, "python" if kind is SpanKind.PRE else None))
    return RichText(text, tuple(spans))


def painted(text: RichText) -> list[tuple[str, frozenset[tuple[SpanKind, str | None]]]]:
    """Every character with the formatting that covers it."""
    return [
        (char, frozenset((span.kind, span.url) for span in text.spans if span.start <= place < span.end))
        for place, char in enumerate(text.text)
    ]


def visible(text: RichText) -> list[tuple[str, frozenset[tuple[SpanKind, str | None]]]]:
    """The same without white space."""
    return [(char, formats) for char, formats in painted(text) if not char.isspace()]


def lies_within(text: RichText) -> bool:
    """Whether every span covers something of the text and nothing beyond."""
    return all(0 <= span.start < span.end <= len(text.text) for span in text.spans)


@given(rich_texts())
def test_entities_there_and_back(text: RichText) -> None:
    """Spans survive the way to Telegram's UTF-16 entities and back, emoji or not; but mentions, which only go out."""
    entities = [(span.kind.value, offset, length, span.url, span.language) for span, offset, length in to_utf16(text)]
    crossing = tuple(span for span in text.spans if span.kind is not SpanKind.MENTION)
    assert from_utf16(text.text, entities) == RichText(text.text, crossing)


@given(rich_texts())
def test_entities_are_counted_as_telegram_counts(text: RichText) -> None:
    """An entity cuts the same words out of the UTF-16 form as the span does out of the string."""
    units = text.text.encode("utf-16-le")
    for span, offset, length in to_utf16(text):
        assert units[2 * offset : 2 * (offset + length)].decode("utf-16-le") == text.text[span.start : span.end]
    assert utf16_length(text.text) == len(units) // 2


@given(TEXTS, st.lists(st.tuples(st.sampled_from(SpanKind), st.integers(-9, 99), st.integers(-9, 99)), max_size=5))
def test_odd_entities_never_leave_the_text(text: str, entities: list[tuple[SpanKind, int, int]]) -> None:
    """Whatever offsets come in, the spans made of them lie within the text."""
    assert lies_within(from_utf16(text, [(kind.value, start, length, None, None) for kind, start, length in entities]))


def test_entities_that_do_not_cross_are_dropped() -> None:
    """Mentions and hashtags are plain text to the line."""
    assert from_utf16("@maria #срочно", [("mention", 0, 6, None, None), ("hashtag", 7, 7, None, None)]).spans == ()


@given(rich_texts(LONG_TEXTS), st.integers(2, 80))
def test_split_loses_nothing_but_white_space(text: RichText, limit: int) -> None:
    """The parts say the same in the same order and the same formatting, without the white space at the cuts."""
    parts = split(text, limit)
    assert [entry for part in parts for entry in visible(part)] == visible(text)


@given(rich_texts(LONG_TEXTS), st.integers(2, 80))
def test_split_parts_fit(text: RichText, limit: int) -> None:
    """Every part is within the limit as Telegram counts, its spans within the part, and none is blank."""
    parts = split(text, limit)
    assert parts
    assert all(utf16_length(part.text) <= limit and lies_within(part) for part in parts)
    assert all(part.text.strip() for part in parts) or (len(parts) == 1 and not text.text.strip())


@given(rich_texts())
def test_split_leaves_short_texts_whole(text: RichText) -> None:
    """What fits is one part, trimmed."""
    assert split(text, 4096) == [text.strip()]


def test_split_cuts_at_the_best_end() -> None:
    """Paragraphs before lines, lines before sentences, sentences before words, words before letters."""
    assert [part.text for part in split(rich("Первый абзац.\n\nВторой абзац."), 20)] == [
        "Первый абзац.",
        "Второй абзац.",
    ]
    assert [part.text for part in split(rich("Строка. Ещё\nвторая строка"), 20)] == ["Строка. Ещё", "вторая строка"]
    assert [part.text for part in split(rich("Вот одно. Вот другое."), 16)] == ["Вот одно.", "Вот другое."]
    assert [part.text for part in split(rich("несколько слов подряд"), 16)] == ["несколько слов", "подряд"]
    assert [part.text for part in split(rich("безпробелов"), 6)] == ["безпро", "белов"]


def test_split_never_halves_an_emoji() -> None:
    """A surrogate pair stays together, so a part may be one unit short."""
    assert [part.text for part in split(rich("🙂🙂🙂"), 5)] == ["🙂🙂", "🙂"]


@given(rich_texts(), st.integers(0, 60), st.integers(0, 60))
def test_slices_keep_characters_and_formatting(text: RichText, one: int, other: int) -> None:
    """A slice is the string's slice, each character formatted as before."""
    start, end = sorted((one, other))
    part = text.slice(start, end)
    assert painted(part) == painted(text)[start:end]
    assert lies_within(part)


@given(rich_texts(), st.integers(0, 60))
def test_two_halves_make_the_whole(text: RichText, cut: int) -> None:
    """A text cut in two and joined again says and looks the same."""
    cut = min(cut, len(text))
    assert painted(text.slice(0, cut) + text.slice(cut, len(text))) == painted(text)


@given(rich_texts(), rich_texts(), rich_texts())
def test_adding_does_not_care_for_brackets(one: RichText, two: RichText, three: RichText) -> None:
    """(a + b) + c is a + (b + c), and nothing added changes nothing."""
    assert (one + two) + three == one + (two + three)
    assert one + "" == one == RichText() + one


@given(rich_texts())
def test_strip_is_the_string_s(text: RichText) -> None:
    """White space at both ends goes, and the formatting over it."""
    assert text.strip().text == text.text.strip()
    assert visible(text.strip()) == visible(text)
    assert lies_within(text.strip())


def test_styles_nest_and_empty_texts_stay_plain() -> None:
    """Bold around a link keeps the link; formatting nothing makes no empty span."""
    text = bold(rich("см. ") + link("тут", "https://example.org/"))
    assert text.spans == (Span(SpanKind.BOLD, 0, 7), Span(SpanKind.LINK, 4, 7, "https://example.org/"))
    assert italic("") == RichText()
    assert joined(["раз", bold("два")]) == RichText("раз\nдва", (Span(SpanKind.BOLD, 4, 7),))
