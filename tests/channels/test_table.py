"""The table kinds × channels without a messenger: what leaves of every kind, and that no cell is missing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.carriage import TRAITS, Traits
from bot.content import ContentKind
from tests.channels.table import ARRIVES
from tests.channels.things import THINGS, laid


@dataclass
class Channel:
    """What a layout has to know of one."""

    traits: Traits
    text_limit: int = 4096

    def measure(self, text: str) -> int:
        """In characters."""
        return len(text)


@pytest.mark.parametrize("kind", list(ContentKind))
@pytest.mark.parametrize("channel", list(TRAITS))
def test_what_leaves(channel: str, kind: ContentKind, tmp_path: Path) -> None:
    """Every cell: as a kind of its own, or in words; the text is never lost."""
    parts = list(laid(tmp_path, Channel(TRAITS[channel]), THINGS[kind], "Вот"))
    kinds = [one.kind for _, things in parts for one in things]
    words = "\n".join(text.text for text, _ in parts if text)
    expected = ARRIVES[channel][kind]
    natively = isinstance(expected, ContentKind)
    assert (kinds, words) == (([expected], "Вот") if natively else ([], f"Вот\n{expected}"))


def test_no_cell_is_missing() -> None:
    """A new kind, or a new channel, has to be decided on."""
    assert all(set(traits.ways) == set(traits.upload) == set(ContentKind) for traits in TRAITS.values())
    assert set(ARRIVES) >= set(TRAITS)
