"""The base written into files comes back word for word, whatever it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from knowledge.articles import Article
from knowledge.entries import Entry, all_or_none
from knowledge.files import Kind, read_base
from knowledge.loading import load_shipped
from knowledge.markdown_writing import canonical, to_markdown
from knowledge.saving import writing
from tests.knowledge.bases import bases

ENDINGS = {Kind.MARKDOWN: "", Kind.JSONL: ".jsonl", Kind.CSV: ".csv", Kind.XLSX: ".xlsx"}


def there_and_back(folder: Path, kind: Kind, base: list[tuple[Article, bool]]) -> dict[str, tuple[Article, bool]]:
    path = folder / f"base{ENDINGS[kind]}"
    with writing(path, kind) as writer:
        for article, enabled in base:
            writer.add(article, enabled=enabled)
    entries: tuple[Entry, ...] = all_or_none(read_base(path))
    return {entry.article.id: (same(entry.article), entry.enabled is not False) for entry in entries}


def same(article: Article) -> Article:
    return replace(article, answer=canonical(article.answer))


@pytest.mark.parametrize("kind", list(Kind))
@settings(deadline=None, max_examples=40)
@given(base=bases)
def test_everything_comes_back(
    tmp_path_factory: pytest.TempPathFactory, kind: Kind, base: list[tuple[Article, bool]]
) -> None:
    """Formatting, quotes, line ends, what looks like a formula, JSON, Markdown or a path; on or off."""
    found = there_and_back(tmp_path_factory.mktemp("base"), kind, base)
    assert found == {article.id: (same(article), enabled) for article, enabled in base}


def test_shipped_answers_stay_markdown() -> None:
    """A person who exports them gets what an author would write."""
    assert all(to_markdown(article.answer) is not None for article in load_shipped())
