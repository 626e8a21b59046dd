"""What people write never becomes VK's own markup, and looks as they wrote it."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calls import Destination, SendCall
from bot.channels.vk.mentions import JOINER, joiners, unmarked
from bot.channels.vk.rendering import send
from bot.outgoing import Button
from bot.richtext import RichText, Span, SpanKind, bold, link, rich, split, utf16_length
from tests.channels.vk.talk import Talk

_MARKUP = re.compile(r"\[(?:id|club|public|event)\d+\||(?<![\w.+-])[@*](?:all|id\d|club\d)")
_PIECES = ["[club1|Клик]", "[id1|", "[https://vk.com/durov|я]", "@all",
           "*id1 (Анна)", "@id5", "[", "@", "*", "|", "]", " ",
           "\n", "a", "🙂", "x@example.org", "https://example.org/@a?b=@c", "example.org/@a", JOINER]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(_PIECES), max_size=12).map("".join))


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    """Words with formatting anywhere."""
    text = draw(TEXTS)
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    spans = [Span(SpanKind.BOLD, start, end) for start, end in draw(st.lists(places, max_size=4)) if start < end]
    return RichText(text, tuple(spans))


@pytest.mark.parametrize(
    "text",
    ["[club1|Клик]", "[id1|Анна], вот", "@all", "(@online)", "*id1 (Анна)", "смотрите @durov", "[https://vk.com/id1|я]",
     "@все", "да,@all", "https://example.org/ @all", "https://example.org/[club1|Клик]"],
)  # fmt: skip
def test_markup_is_words(text: str) -> None:
    """Each has the joiner behind its sign, and nothing else."""
    told = unmarked(rich(text)).text
    assert told.replace(JOINER, "") == text
    assert told.count(JOINER) == 1
    assert re.search(f"[\\[@*]{JOINER}", told)


@pytest.mark.parametrize(
    "text",
    ["пишите на info@example.org", "2*3", "[см. ниже]", "[а]|б", "https://example.org/@anna", "example.org/@anna?x=@y",
     "www.example.org/*a", "*1 < 2*", "*важно*", "@ все", "* пункт", "a.b+c@example.org", ""],
)  # fmt: skip
def test_other_words_stay_as_they_are(text: str) -> None:
    """Above all what people copy."""
    assert unmarked(rich(text)).text == text


@given(rich_texts())
def test_the_eye_sees_the_same(text: RichText) -> None:
    """Words and formatting; nothing is left that VK would read as its own; once is enough; the length is foretold."""
    told = unmarked(text)
    if JOINER not in text.text:
        assert told.text.replace(JOINER, "") == text.text
        assert [told.text[span.start : span.end].replace(JOINER, "") for span in told.spans] == [
            text.text[span.start : span.end] for span in text.spans
        ]
    without_addresses = re.sub(r"\S+\.\S*", "", told.text)
    assert not _MARKUP.search(without_addresses)
    assert unmarked(told) == told
    assert utf16_length(told.text) == utf16_length(text.text) + joiners(text.text)


@given(TEXTS, st.integers(5, 40))
def test_parts_fit_with_what_is_added(text: str, limit: int) -> None:
    """Delivery splits by the measure that counts the joiners."""
    for part in split(rich(text), limit, lambda words: utf16_length(words) + joiners(words)):
        assert utf16_length(unmarked(part).text) <= limit


def test_places_of_formatting_are_vk_s() -> None:
    """In UTF-16 units, of the text as it is sent."""
    text = rich("🙂 @all ") + bold("важно") + " [club1|Клик] " + link("@тут", "https://example.org/")
    values = send(SendCall(to=Destination("1"), key=1, text=text), ())
    items = json.loads(str(values["format_data"]))["items"]
    message = str(values["message"]).encode("utf-16-le")
    shown = [message[one["offset"] * 2 :][: one["length"] * 2].decode("utf-16-le") for one in items]
    assert shown == ["важно", f"@{JOINER}тут"]


async def test_read_back_and_said_again(talk: Talk) -> None:
    """A change of buttons alone says the text again as it stands, in which the lines of long labels are."""
    label = "@all " + "очень длинная подпись на кнопке, которая не помещается"
    number = await talk.send("[club1|Клик]", keyboard=((Button(label, data="1"),),))
    first = talk.seen(number)["text"]
    await talk.channel.perform(talk.edit(number, None, keyboard=((Button(label, data="2"),),)))
    assert talk.seen(number)["text"] == first
    assert first.replace(JOINER, "") == f"[club1|Клик]\n\n1. {label}"
