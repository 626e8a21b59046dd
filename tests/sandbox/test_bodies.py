"""Bodies of requests as they come: whole, too long, and cut by whoever was writing."""

from __future__ import annotations

import pytest
from starlette.datastructures import Headers
from starlette.types import Message, Receive

from bot.sandbox import http
from bot.sandbox.blobs import Blobs
from bot.sandbox.http import HungUp
from bot.sandbox.uploads import TooLong, Upload, form, pieces

_FORM = Headers({"content-type": "multipart/form-data; boundary=cut"})
_FILE = b'--cut\r\nContent-Disposition: form-data; name="document"; filename="a.txt"\r\n\r\nfirst half, '
_REST = b"second half\r\n--cut--\r\n"


def coming(*messages: Message) -> Receive:
    """The messages of one request, in their order."""
    left = iter(messages)

    async def receive() -> Message:
        return next(left)

    return receive


def piece(data: bytes, *, more: bool = True) -> Message:
    """A part of a body."""
    return {"type": "http.request", "body": data, "more_body": more}


_GONE: Message = {"type": "http.disconnect"}


async def test_a_body_comes_in_pieces() -> None:
    """They are put together; a file in a form lies on the disk."""
    assert await http.read(coming(piece(b"text=a"), piece(b"bc", more=False))) == b"text=abc"
    whole, blobs = coming(piece(_FILE), piece(_REST, more=False)), Blobs()
    (upload,) = (await form(_FORM, pieces(whole, 1000), blobs)).values()
    assert isinstance(upload, Upload)
    assert upload.blob.read() == b"first half, second half"


async def test_half_a_request_is_none() -> None:
    """Whoever was killed while writing has asked for nothing, and no file stays open."""
    with pytest.raises(HungUp):
        await http.read(coming(piece(b"text=a"), _GONE))
    with pytest.raises(HungUp):
        await form(_FORM, pieces(coming(piece(_FILE), _GONE), 1000), Blobs())


async def test_a_long_body_is_read_to_its_end() -> None:
    """Only then it is refused, and no file stays open."""
    long = coming(piece(_FILE), piece(b"x" * 1000), piece(_REST, more=False))
    with pytest.raises(TooLong):
        await form(_FORM, pieces(long, 500), Blobs())
