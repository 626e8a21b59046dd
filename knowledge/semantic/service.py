"""The client of an embedding service: texts in, vectors of length one out."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

import httpx
import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""A row for each text, each of length one."""

_CONNECT_SECONDS = 2.0
_MOST_BYTES = 64 * 1024 * 1024
"""Of an answer: 64 texts of 4096 numbers in JSON are about 6 MB."""


class NoVectors(Exception):
    """The service did not give what was asked for; the message says why, in English, for the log."""


class EmbeddingService:
    """One model of one service. `url` is the service's root, its `/v1`, or the whole address of `/embeddings`."""

    def __init__(self, url: str, model: str, key: str | None = None) -> None:
        self.model = model
        self._url = _endpoint(url)
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx.AsyncClient(headers=headers, trust_env=False, follow_redirects=False)

    async def embed(self, texts: Sequence[str], seconds: float) -> Vectors:
        """The texts' vectors, in their order. Raises `NoVectors` when that takes longer, or fails in any way."""
        asked = {"model": self.model, "input": list(texts), "encoding_format": "float"}
        timeout = httpx.Timeout(seconds, connect=min(seconds, _CONNECT_SECONDS))
        try:
            async with self._http.stream("POST", self._url, json=asked, timeout=timeout) as response:
                body = await _body(response)
        except httpx.HTTPError as error:
            raise NoVectors(type(error).__name__) from error
        if response.status_code != httpx.codes.OK:
            raise NoVectors(f"HTTP {response.status_code}")
        return _vectors(body, len(texts))

    async def close(self) -> None:
        """Lets the connections go."""
        await self._http.aclose()


def _endpoint(url: str) -> str:
    root = url.rstrip("/")
    if root.endswith("/embeddings"):
        return root
    return f"{root}/embeddings" if root.endswith("/v1") else f"{root}/v1/embeddings"


async def _body(response: httpx.Response) -> bytes:
    body = bytearray()
    async for piece in response.aiter_bytes():
        body += piece
        if len(body) > _MOST_BYTES:
            raise NoVectors("too long an answer")
    return bytes(body)


def _vectors(body: bytes, count: int) -> Vectors:
    """The vectors in an answer; every number is looked at, for the service is not ours."""
    rows: list[list[float] | None] = [None] * count
    for item in _items(body):
        place, values = item.get("index"), item.get("embedding")
        if not isinstance(place, int) or not 0 <= place < count or not _is_vector(values):
            raise NoVectors("not a list of vectors")
        rows[place] = values
    found = [row for row in rows if row is not None]
    if len(found) < count or len({len(row) for row in found}) > 1:
        raise NoVectors("vectors are missing, or of several lengths")
    vectors = np.array(found, np.float32)
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    if not np.isfinite(lengths).all() or (lengths == 0).any():
        raise NoVectors("a vector without a direction")
    unit: Vectors = vectors / lengths
    return unit


def _items(body: bytes) -> list[dict[str, Any]]:
    try:
        items = json.loads(body)["data"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise NoVectors("not the JSON that was expected") from None
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise NoVectors("not a list of vectors")
    return items


def _is_vector(values: object) -> bool:
    return (
        isinstance(values, list)
        and len(values) > 0
        and all(isinstance(value, int | float) and math.isfinite(value) for value in values)
    )
