"""The running service beside an embedding service: meaning helps while it is there and is not missed when it is not."""

from __future__ import annotations

from pathlib import Path

from knowledge.loading import load_shipped
from knowledge.semantic.indexing import points_of
from tests.e2e.line import QUESTION, Line, telegram_for_line
from tests.e2e.waiting import until
from tests.knowledge.semantic.model import model, rightly

TITLE = next(article.title for article in load_shipped() if article.id == "login-problem")
STRANGE = "дверь заперта наглухо"
"""No article shares a word with it; the stand-in takes it for the title."""


async def _is_offered(line: Line, question: str, title: str) -> bool:
    """Whether a new client who asks this is offered the article."""
    client = line.client()
    client.says(question)
    message, _ = await client.offers("Позвать специалиста")
    rows = message.keyboard["inline_keyboard"] if message.keyboard else []
    return any(title.startswith(button["text"].rstrip("…")) for row in rows for button in row)


async def _is_understood(line: Line) -> None:
    """The base's vectors are there; whoever asks too early is told honestly that there is nothing."""
    for _ in range(50):
        if await _is_offered(line, STRANGE, TITLE):
            return
    raise AssertionError("not offered by its meaning")


async def test_meaning_helps_and_is_not_missed(tmp_path: Path) -> None:
    """A strange question is offered its article; when the service breaks, known words are answered as ever."""
    async with model() as stand_in, telegram_for_line(tmp_path) as line:
        stand_in.aliases[STRANGE] = TITLE
        line.options["knowledge.semantic"] = {"url": stand_in.url, "model": "small"}
        async with line.service():
            texts = sum(1 for _ in points_of(load_shipped()))
            await until(lambda: len(stand_in.texts) >= texts, "the whole base has been sent")
            await _is_understood(line)
            sent = len(stand_in.texts)
            stand_in.answer = lambda _asked: None
            client = line.client()
            client.says(QUESTION)
            await client.hears("парол")
            assert len(stand_in.texts) == sent + 1
        stand_in.answer = rightly
        async with line.service():
            await _is_understood(line)
        assert set(stand_in.texts[sent + 1 :]) == {STRANGE}, "what the database has is not sent again"
