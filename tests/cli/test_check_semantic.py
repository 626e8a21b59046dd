"""`liniya check` for the embedding service, over real HTTP."""

from __future__ import annotations

from pydantic import SecretStr

from bot.cli.checks.finding import Finding, Mark
from bot.cli.checks.semantic import check_semantic
from bot.settings import Settings
from bot.settings.keys import Knowledge, Semantic
from tests.knowledge.semantic.model import LENGTH, model

KEY = "not-a-real-key"


async def findings(url: str | None) -> list[Finding]:
    """Every line; none shows the key."""
    semantic = Semantic(url=url, model="small", key=SecretStr(KEY))
    found = [one async for one in check_semantic(Settings(knowledge=Knowledge(semantic=semantic)))]
    assert KEY not in str(found)
    return found


async def test_without_a_service_it_is_no_fault() -> None:
    """The lexical search stands by itself."""
    assert [one.mark for one in await findings(None)] == [Mark.OFF]


async def test_a_service_that_answers() -> None:
    """Named with the length of its vectors; asked once, with the key."""
    async with model() as stand_in:
        (found,) = await findings(stand_in.url)
        assert found.mark is Mark.FINE
        assert str(LENGTH) in found.words
        assert len(stand_in.asked) == 1
        assert f"Bearer {KEY}" in stand_in.headers[0]


async def test_a_service_that_does_not() -> None:
    """Says what to look at."""
    async with model(lambda _asked: (401, b"{}")) as stand_in:
        (found,) = await findings(stand_in.url)
    assert found.mark is Mark.WRONG
    assert "HTTP 401" in found.words
    (gone,) = await findings(stand_in.url)
    assert gone.mark is Mark.WRONG
