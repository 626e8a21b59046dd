"""Replies of staff as parts of an article, and what they are told when a reply is none."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.richtext import link, rich
from bot.texts import say
from knowledge.articles import Article, SourceLink
from knowledge.fields import Field, value
from operators.desk.kb.reading import Refused, read

TODAY = date(2026, 11, 30)
ARTICLE = Article("order", "Как заказать документ", rich("Так."), questions=("Где форма",), owner="Вера", centre="Юг")


def _read(part: Field, said: str) -> object:
    return value(read(part, rich(said), ARTICLE, TODAY), part)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("до 31.01.2027", date(2027, 1, 31)),
        ("31.1.27", date(2027, 1, 31)),
        ("До 31 января 2027 года", date(2027, 1, 31)),
        ("1 мая 2027", date(2027, 5, 1)),
        ("1 марта 2027 г.", date(2027, 3, 1)),
        ("2027-01-31", date(2027, 1, 31)),
        ("30.11.2026", TODAY),
        ("Бессрочно", None),
        ("нет", None),
    ],
)
def test_a_last_day(said: str, day: date | None) -> None:
    """As people write it; today is still good."""
    assert _read(Field.UNTIL, said) == day


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("31.02.2027", "kb-refused-date"),
        ("29.02.2027", "kb-refused-date"),
        ("завтра", "kb-refused-date"),
        ("32 января 2027", "kb-refused-date"),
        ("1 мартобря 0000", "kb-refused-date"),
        ("29.11.2026", "kb-refused-past"),
    ],
)
def test_a_wrong_day_is_a_sentence(said: str, key: str) -> None:
    """A day that the calendar does not have, or that is over."""
    with pytest.raises(Refused) as caught:
        _read(Field.UNTIL, said)
    assert caught.value.key == key


def test_wordings_one_a_line() -> None:
    """Without bullets, each once; the title is one already."""
    said = "• Где форма\n\n- где ФОРМА?\nкак заказать документ\n  хочу   документ "
    assert _read(Field.WORDINGS, said) == ("Где форма", "хочу документ")
    assert _read(Field.WORDINGS, "Нет") == ()


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("где форма\n???", "kb-refused-wordless"),
        ("а" * 301, "kb-refused-wording"),
        ("\n".join(f"вопрос {n}" for n in range(201)), "kb-refused-wordings"),
    ],
)
def test_wordings_that_are_none(said: str, key: str) -> None:
    """The line is named."""
    with pytest.raises(Refused) as caught:
        _read(Field.WORDINGS, said)
    assert caught.value.key == key


def test_sources() -> None:
    """A name and an address a line, or words that are a link."""
    said = rich("Закон 44-ФЗ: https://example.ru/44?a=1\n") + link("Форма", "https://example.ru/f")
    assert read(Field.SOURCES, said, ARTICLE, TODAY).sources == (
        SourceLink("Закон 44-ФЗ", "https://example.ru/44?a=1"),
        SourceLink("Форма", "https://example.ru/f"),
    )


@pytest.mark.parametrize(
    "said",
    [
        "Закон",
        "Закон: example",
        "Закон: ftp://example.ru",
        "Закон: https://",
        "Закон: https://[",
        "https://example.ru/x",
    ],
)
def test_sources_without_address_or_name(said: str) -> None:
    """A sentence that names the line."""
    with pytest.raises(Refused):
        _read(Field.SOURCES, said)


def test_owner_and_centre() -> None:
    """Short names; «нет» and «все» take them away."""
    assert _read(Field.OWNER, "  Мария\nИвановна ") == "Мария Ивановна"
    assert _read(Field.OWNER, "нет") == ""
    assert _read(Field.CENTRE, "Для всех") == ""
    with pytest.raises(Refused):
        _read(Field.CENTRE, "ц" * 101)


@given(st.sampled_from(Field), st.text(min_size=1))
def test_whatever_is_said_is_read_or_refused_in_words(part: Field, said: str) -> None:
    """And only the part that was asked for changes."""
    told = ""
    try:
        after = read(part, rich(said), ARTICLE, TODAY)
    except Refused as refused:
        after, told = ARTICLE, say(refused.key, what=refused.what)
    assert all(value(after, other) == value(ARTICLE, other) for other in Field if other is not part)
    assert told or after is not ARTICLE
