"""Articles from files: read whole, or refused with a sentence that says what to mend."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.richtext import RichText, SpanKind, link
from knowledge.articles import Article, SourceLink, rendered
from knowledge.entries import KnowledgeError
from knowledge.loading import load_folder, parse
from knowledge.markdown import from_markdown

GOOD = """---
id: order
title: Как заказать документ
questions:
  - где взять документ
  - "заказ: что нужно"
tags: [документы]
sources:
  - title: Заказ документов
    url: https://example.org/order
---

Напишите **менеджеру**.
"""


def test_a_good_file() -> None:
    """Every field arrives, and the body is the answer."""
    article = parse("order.md", GOOD)
    assert (article.id, article.title, article.tags) == ("order", "Как заказать документ", ("документы",))
    assert article.wordings == ("Как заказать документ", "где взять документ", "заказ: что нужно")
    assert article.answer.text == "Напишите менеджеру."
    assert article.sources == (SourceLink("Заказ документов", "https://example.org/order"),)


def test_windows_files_are_read_too() -> None:
    """A byte order mark and CRLF make no difference."""
    assert parse("order.md", "\ufeff" + GOOD.replace("\n", "\r\n")) == parse("order.md", GOOD)


def test_a_line_of_dashes_in_the_answer_is_text() -> None:
    """Only the first closing `---` ends the fields."""
    assert parse("a.md", GOOD + "\nещё\n\n---\n\nконец").answer.text.endswith("ещё\n\n---\n\nконец")


def test_rendered_for_a_client() -> None:
    """Title in bold, answer, the source as a link with words; several sources make a list."""
    article = parse("order.md", GOOD)
    text = rendered(article)
    assert text.text == "Как заказать документ\n\nНапишите менеджеру.\n\nПодробнее: Заказ документов"
    assert text.spans[0].kind is SpanKind.BOLD
    assert text.text[text.spans[-1].start :] == "Заказ документов"
    assert text.spans[-1].url == "https://example.org/order"
    two = parse("a.md", GOOD.replace("---\n\n", "  - {title: Ещё, url: 'https://example.org'}\n---\n\n"))
    assert rendered(two).text.endswith("Источники:\n• Заказ документов\n• Ещё")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", " javascript:alert(1)", "tg://resolve?domain=x", "example.org/a", "http:a", ""]
)
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    """Of any other a client gets the words: as the only source, as one of several, in the answer."""
    odd, good = SourceLink("Порядок", url), SourceLink("Сайт", "HTTPS://example.org/a")
    article = Article("a", "Заказ", link("Форма", url) + " и " + link("сайт", good.url), sources=(odd,))
    for sources, end in (((odd,), "Подробнее: Порядок"), ((odd, good), "• Порядок\n• Сайт")):
        text = rendered(replace(article, sources=sources))
        assert text.text.startswith("Заказ\n\nФорма и сайт\n\n")
        assert text.text.endswith(end)
        linked = [text.text[span.start : span.end] for span in text.spans if span.kind is SpanKind.LINK]
        assert linked == ["сайт", "Сайт"][: len(sources)]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("---\nid", "id", "a.md: начните файл строкой «---»"),
        ("\n---\n\nНап", "\n\nНап", "a.md: начните файл строкой «---»"),
        ("title: Как", "title: Как: ", "a.md, строка 3: поля статьи не читаются"),
        ("tags:", "tagz:", "a.md, строка 7: поле «tagz» неизвестно"),
        ("tags:", "title:", "a.md, строка 7: поле «title» уже было"),
        ("title: Как заказать документ\n", "", "a.md: добавьте поле «title»"),
        ("id: order\n", "", "a.md: добавьте поле «id»"),
        ("id: order", "id: 44", "a.md, строка 2: поле «id»"),
        ("id: order", "id: " + "x" * 201, "a.md, строка 2: поле «id»"),
        ("id: order", "id: 2024-13-45", "a.md, строка 2: поля статьи не читаются"),
        ("title: Как заказать документ", "title: 44", "a.md, строка 3: в поле «title»"),
        ("- где взять документ", "- да: нет", "a.md, строка 4: поле «questions»"),
        ("[документы]", "документы", "a.md, строка 7: поле «tags»"),
        ("tags: [документы]", "valid_until: завтра", "a.md, строка 7: в поле «valid_until» нужна дата"),
        ("tags: [документы]", "enabled: нет", "a.md, строка 7: в поле «enabled» нужно true или false"),
        ("tags: [документы]", "answer: Ответ", "a.md, строка 7: ответ есть и в поле «answer», и под полями"),
        ("    url: https://example.org/order\n", "", "a.md, строка 8: поле «sources»"),
        ("Напишите **менеджеру**.", "", "a.md: после полей статьи нет ответа"),
    ],
)
def test_a_bad_file_is_named_with_what_to_mend(old: str, new: str, said: str) -> None:
    """One sentence: the file, the line or field, and what to do; never a traceback of the parser's."""
    with pytest.raises(KnowledgeError) as caught:
        parse("a.md", GOOD.replace(old, new, 1))
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


@given(st.text())
def test_any_body_is_an_answer_or_a_sentence(body: str) -> None:
    """No body text raises anything but the sentence that there is none."""
    head = GOOD[: GOOD.rindex("---") + 4]
    if from_markdown(body):
        assert parse("a.md", head + body).answer
    else:
        with pytest.raises(KnowledgeError, match="нет ответа"):
            parse("a.md", head + body)


@given(st.text(st.sampled_from(list("abк1:-[]{}&*!|>'\"%@#?,~ \n\t")) | st.characters(exclude_categories=["Cs"])))
def test_any_front_matter_is_read_or_named(front: str) -> None:
    """No front matter raises anything but a sentence that names the file."""
    with pytest.raises(KnowledgeError, match=r"^a\.md"):
        parse("a.md", f"---\n{front}\n---\nтекст")


def test_a_folder_is_loaded_by_file_name(tmp_path: Path) -> None:
    """Only Markdown files count, in the order of their names."""
    for name in ("b", "a"):
        (tmp_path / f"{name}.md").write_text(GOOD.replace("order", name), encoding="utf-8")
    (tmp_path / "notes.txt").write_text("ничего", encoding="utf-8")
    assert [article.id for article in load_folder(tmp_path)] == ["a", "b"]


def test_every_bad_file_of_a_folder_is_named_and_nothing_is_loaded(tmp_path: Path) -> None:
    """All faults at once, a line each: unreadable bytes, a missing answer, an id that is taken."""
    (tmp_path / "a.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "c.md").write_bytes(GOOD.encode("cp1251"))
    (tmp_path / "d.md").write_text("текст", encoding="utf-8")
    with pytest.raises(KnowledgeError) as caught:
        load_folder(tmp_path)
    lines = str(caught.value).splitlines()
    assert [line[:4] for line in lines] == ["b.md", "c.md", "d.md"]
    assert lines[0] == "b.md: id «order» уже занят в файле a.md; задайте другой."


@pytest.mark.parametrize("folder", ["", "absent"])
def test_a_folder_without_articles_is_an_error(tmp_path: Path, folder: str) -> None:
    """An empty or absent knowledge base is a fault to be told, not an empty search."""
    with pytest.raises(KnowledgeError, match="нет ни одной статьи"):
        load_folder(tmp_path / folder)


def test_a_stale_article_says_so_above_its_title() -> None:
    """From the day after its last one; before that, and where nobody says what day it is, it is as always."""
    article = Article("a", "Цены", RichText("Сто рублей."), valid_until=date(2026, 3, 2))
    assert rendered(article) == rendered(article, date(2026, 3, 2))
    above, title, _ = rendered(article, date(2026, 3, 3)).text.split("\n\n")
    assert "02.03.2026" in above
    assert title == "Цены"
