"""The body of a request in the three forms that the Bot API takes: JSON, urlencoded, multipart."""

import json
from typing import Any
from urllib.parse import parse_qsl

from bot.sandbox.forms import multipart
from bot.sandbox.telegram.refusals import bad_request


def parameters(query: bytes, content_type: str, body: bytes) -> dict[str, Any]:
    """Everything that a request says, from its address and its body."""
    given: dict[str, Any] = dict(parse_qsl(query.decode(), keep_blank_values=True)) if query else {}
    if not body:
        return given
    if content_type.startswith("application/json"):
        return given | _json(body)
    if content_type.startswith("multipart/form-data"):
        return given | multipart(content_type, body)
    return given | dict(parse_qsl(body.decode(), keep_blank_values=True))


def _json(body: bytes) -> dict[str, Any]:
    try:
        decoded = json.loads(body)
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(decoded, dict):
        raise bad_request("can't parse request JSON object")
    return decoded
