"""The evaluation sets that the answers are measured on, read where they lie; only this field's own is kept here."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.richtext import RichText
from knowledge.articles import Article
from knowledge.loading import load_shipped

_FIELD = Path(__file__).parents[1] / "knowledge" / "field.jsonl"
"""Questions to the shipped articles by an author who had seen their answers alone, neither titles nor wordings."""

VARIANTS = ("typo", "typo_heavy", "layout", "translit", "upper", "nopunct")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the ids of the articles that answer it, any of them; none for a question of another field."""

    query: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class EvalSet:
    """One split of one set."""

    name: str
    articles: tuple[Article, ...]
    questions: tuple[Asked, ...]
    elsewhere: tuple[Asked, ...]
    variants: Mapping[str, tuple[Asked, ...]]


def field_set(split: str) -> EvalSet:
    """The shipped articles, with this field's own questions."""
    rows = _rows(_FIELD)
    answered = [row for row in rows if row["relevant"]]
    elsewhere = [row for row in rows if not row["relevant"]]
    return EvalSet("this field", load_shipped(), _asked(answered, split), _asked(elsewhere, split), {})


def load_sets(folder: Path, split: str) -> list[EvalSet]:
    """Every set of the folder; those of the other split are never looked at."""
    return [_load(path.parent, split) for path in sorted(folder.glob("*/kb.jsonl"))]


def _load(folder: Path, split: str) -> EvalSet:
    articles = tuple(
        Article(row["id"], row["title"], RichText(row["answer"]), tuple(row.get("alts", ())))
        for row in _rows(folder / "kb.jsonl")
    )
    variants = {name: folder / "variants" / f"{name}.jsonl" for name in VARIANTS}
    return EvalSet(
        folder.name,
        articles,
        _asked(_rows(folder / "queries.jsonl"), split),
        _asked(_rows(folder / "oos.jsonl"), split),
        {name: _asked(_rows(path), split) for name, path in variants.items() if path.exists()},
    )


def _asked(rows: Sequence[dict[str, Any]], split: str) -> tuple[Asked, ...]:
    return tuple(
        Asked(row["query"], frozenset(row.get("relevant", ()))) for row in rows if row.get("split", split) == split
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
