"""The small Markdown of answers."""

from hypothesis import given
from hypothesis import strategies as st

from bot.richtext import RichText, Span, SpanKind
from knowledge.markdown import from_markdown

markdown_like = st.lists(
    st.sampled_from([*"аб1. -*_`[]()<>#&;\\!\n ~+\t", "https://a.ru", "](", "**", "```", "\n\n- ", "\n   "])
).map("".join)


def covered(text: RichText) -> list[tuple[SpanKind, str]]:
    return [(span.kind, text.text[span.start : span.end]) for span in text.spans]


@given(st.text() | markdown_like)
def test_no_source_is_refused_and_spans_stay_inside(source: str) -> None:
    """Whatever stands in the body, there is a text, and formatting covers something that is in it."""
    text = from_markdown(source)
    assert text == text.strip()
    assert all(0 <= span.start < span.end <= len(text) for span in text.spans)


@given(st.lists(st.text(st.sampled_from("абвгд"), min_size=1), min_size=1))
def test_words_survive(words: list[str]) -> None:
    """Plain words come out as they went in."""
    assert from_markdown(" ".join(words)).text == " ".join(words)


def test_formatting_of_a_paragraph() -> None:
    """Bold, italic, code and links become spans; a line's end inside a paragraph is a space."""
    text = from_markdown("Это **важно\nи** *точно*: `код`, [сайт](https://a.ru/?q=1).")
    assert text.text == "Это важно и точно: код, сайт."
    assert covered(text) == [
        (SpanKind.BOLD, "важно и"),
        (SpanKind.ITALIC, "точно"),
        (SpanKind.CODE, "код"),
        (SpanKind.LINK, "сайт"),
    ]
    assert text.spans[-1] == Span(SpanKind.LINK, 24, 28, "https://a.ru/?q=1")


def test_formatting_nests() -> None:
    """A bold link is bold and a link."""
    assert covered(from_markdown("**[x](https://a.ru)**")) == [(SpanKind.BOLD, "x"), (SpanKind.LINK, "x")]


def test_lists() -> None:
    """Bullets and numbers are kept; nested lines are indented with their formatting in place."""
    text = from_markdown("Шаги:\n\n3. раз\n4. **два**\n   - три *и\n     ещё*\n   - четыре\n\nВсё")
    assert text.text == "Шаги:\n\n3. раз\n4. два\n   • три и ещё\n   • четыре\n\nВсё"
    assert covered(text) == [(SpanKind.BOLD, "два"), (SpanKind.ITALIC, "и ещё")]


def test_blocks() -> None:
    """A heading is a bold line, a fence is preformatted text; two blocks have an empty line between."""
    text = from_markdown("# Шаг\nтекст\n```\nа\n  б\n```")
    assert text.text == "Шаг\n\nтекст\n\nа\n  б"
    assert covered(text) == [(SpanKind.BOLD, "Шаг"), (SpanKind.PRE, "а\n  б")]


def test_html_and_other_links_stay_text() -> None:
    """HTML is no markup here, and a link to anything but the web is left visible for its author to mend."""
    source = "<b>x</b> [a](javascript:alert(1)) [b](page.md) [c](tg://user)"
    assert from_markdown(source) == RichText(source)
