"""What a browser's form says, read with a bound: nobody fills the memory."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

from starlette.requests import Request

_MOST_FIELDS = 20


class TooLong(Exception):
    """More bytes than the form may have."""


async def form_of(request: Request, largest: int) -> Mapping[str, str]:
    """The fields of an urlencoded form, the first of each name; empty for whatever is none. Raises `TooLong`."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > largest:
            raise TooLong
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}
    return dict(reversed(fields))
