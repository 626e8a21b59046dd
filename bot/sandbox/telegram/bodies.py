"""The body of a request in the three forms that the Bot API takes: JSON, urlencoded, multipart."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.datastructures import Headers
from starlette.types import Receive

from bot.sandbox.blobs import Blobs
from bot.sandbox.telegram.contents import UPLOAD_LIMIT
from bot.sandbox.telegram.refusals import bad_request, too_large
from bot.sandbox.uploads import BrokenForm, TooLong, form, pieces

LONGEST_BODY = UPLOAD_LIMIT + 64 * 1024
"""Bytes of a request: the largest file and a little for the rest (**U**: the real front ends at about that)."""


async def parameters(query: bytes, headers: Headers, receive: Receive, blobs: Blobs) -> dict[str, Any]:
    """Everything that a request says, from its address and its body; what is uploaded goes to the disk in pieces."""
    given: dict[str, Any] = dict(parse_qsl(query.decode(), keep_blank_values=True)) if query else {}
    try:
        return given | await _body(headers, receive, blobs)
    except TooLong:
        raise too_large() from None
    except BrokenForm as error:
        raise bad_request(f"can't parse the form: {error}") from None


async def _body(headers: Headers, receive: Receive, blobs: Blobs) -> dict[str, Any]:
    kind, coming = headers.get("content-type", ""), pieces(receive, LONGEST_BODY)
    if kind.startswith("multipart/form-data"):
        return await form(headers, coming, blobs)
    body = b"".join([piece async for piece in coming])
    if kind.startswith("application/json") and body:
        return _json(body)
    return dict(parse_qsl(body.decode(), keep_blank_values=True))


def _json(body: bytes) -> dict[str, Any]:
    try:
        decoded = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(decoded, dict):
        raise bad_request("can't parse request JSON object")
    return decoded
