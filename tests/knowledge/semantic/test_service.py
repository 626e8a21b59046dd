"""The embedding service over real HTTP: the right answer, and every wrong one."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

import numpy as np
import pytest

from knowledge.semantic.service import EmbeddingService, NoVectors
from tests.knowledge.semantic.model import Model, model, rightly, vector


@pytest.fixture
async def stand_in() -> AsyncIterator[Model]:
    """The service."""
    async with model() as running:
        yield running


def _answers(status: int, body: object) -> tuple[int, bytes]:
    return status, body if isinstance(body, bytes) else json.dumps(body).encode()


async def test_texts_become_vectors_of_length_one_in_their_order(stand_in: Model) -> None:
    """The service may answer in any order."""
    service = EmbeddingService(stand_in.url, "small", "secret")
    found = await service.embed(["сколько стоит", "где пароль"], 5)
    await service.close()
    for row, text in zip(found, ("сколько стоит", "где пароль"), strict=True):
        expected = np.array(vector(text))
        assert np.allclose(row, expected / np.linalg.norm(expected), atol=1e-5)
    assert stand_in.asked[0]["model"] == "small"
    assert "authorization: bearer secret" in stand_in.headers[0].lower()


@pytest.mark.parametrize("tail", ["", "/", "/v1", "/v1/", "/v1/embeddings"])
async def test_the_address_may_be_given_as_people_have_it(stand_in: Model, tail: str) -> None:
    """The root, the version, the whole."""
    service = EmbeddingService(stand_in.url + tail, "small")
    await service.embed(["текст"], 5)
    await service.close()
    assert stand_in.paths == ["/v1/embeddings"]


WRONG = [
    (500, {"error": "busy"}),
    (401, {"error": "who are you"}),
    (302, {}),
    (200, b"<html>"),
    (200, b"[" * 100_000),
    (200, []),
    (200, {"data": None}),
    (200, {"data": [{"index": 0}]}),
    (200, {"data": [{"index": 7, "embedding": [1.0]}]}),
    (200, {"data": [{"index": 0, "embedding": [1.0]}]}),
    (200, {"data": [{"index": 0, "embedding": [1.0]}, {"index": 1, "embedding": [1.0, 2.0]}]}),
    (200, {"data": [{"index": 0, "embedding": ["1"]}, {"index": 1, "embedding": [1.0]}]}),
    (200, {"data": [{"index": 0, "embedding": [0.0]}, {"index": 1, "embedding": [1.0]}]}),
    (200, b'{"data": [{"index": 0, "embedding": [NaN]}, {"index": 1, "embedding": [1.0]}]}'),
    (200, b'{"data": [{"index": 0, "embedding": [1e999]}, {"index": 1, "embedding": [1.0]}]}'),
    (200, {"data": [{"index": 0, "embedding": []}, {"index": 1, "embedding": []}]}),
]


@pytest.mark.parametrize(("status", "body"), WRONG)
async def test_a_wrong_answer_is_no_vector(stand_in: Model, status: int, body: object) -> None:
    """Whatever comes, the fault is one kind of error."""
    stand_in.answer = lambda _asked: _answers(status, body)
    service = EmbeddingService(stand_in.url, "small")
    with pytest.raises(NoVectors):
        await service.embed(["раз", "два"], 5)
    stand_in.answer = rightly
    assert len(await service.embed(["раз", "два"], 5)) == 2
    await service.close()


async def test_silence_and_hanging_up(stand_in: Model) -> None:
    """Neither is waited for longer than was said."""
    service = EmbeddingService(stand_in.url, "small")
    stand_in.answer = lambda _asked: None
    with pytest.raises(NoVectors):
        await service.embed(["раз"], 5)
    stand_in.open.clear()
    with pytest.raises(NoVectors):
        await service.embed(["раз"], 0.05)
    await service.close()


async def test_nobody_listens() -> None:
    """A closed port."""
    async with model() as gone:
        url = gone.url
    service = EmbeddingService(url, "small")
    with pytest.raises(NoVectors):
        await service.embed(["раз"], 5)
    await service.close()
