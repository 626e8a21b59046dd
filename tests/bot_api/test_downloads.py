"""Files on their way from Telegram: what its answers mean, and how much is taken."""

from __future__ import annotations

import io
from typing import Any

import pytest

from bot.bot_api.downloads import Counted, about_file, check_status, path_of
from bot.errors import DeliveryError, Rejected, RetryLater, TooLarge


def test_no_more_than_wanted_is_taken() -> None:
    """The byte too many ends it, and is not handed on."""
    to = io.BytesIO()
    counted = Counted(to, 5)
    counted.write(b"abc")
    counted.write(b"de")
    with pytest.raises(TooLarge):
        counted.write(b"f")
    assert to.getvalue() == b"abcde"


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Bad Request: file is too big", TooLarge),
        ("Bad Request: wrong file_id or the file is temporarily unavailable", RetryLater),
        ("Bad Request: invalid file_id", Rejected),
        ("Bad Request: FILE_REFERENCE_EXPIRED", Rejected),
        ("Bad Request: something else", type(None)),
    ],
)
def test_refusals_about_the_file(description: str, expected: type[DeliveryError | None]) -> None:
    """What is worth another try is told apart from what is not."""
    assert type(about_file(description)) is expected


@pytest.mark.parametrize(
    ("status", "pause", "expected"),
    [
        (404, None, RetryLater(None, None, "HTTP 404")),
        (401, None, RetryLater(None, None, "HTTP 401")),
        (502, None, RetryLater(None, None, "HTTP 502")),
        (429, "7", RetryLater(7.0, None, "flood control")),
        (429, "soon", RetryLater(None, None, "flood control")),
        (400, None, Rejected("HTTP 400")),
        (302, None, Rejected("HTTP 302")),
    ],
)
def test_statuses(status: int, pause: str | None, expected: DeliveryError) -> None:
    """A path may have run out, a server may be away; the rest is for good."""
    with pytest.raises(type(expected)) as caught:
        check_status(status, pause)
    assert vars(caught.value) == vars(expected)
    check_status(200, None)


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        ({"file_path": "photos/1.jpg", "file_size": 10}, "photos/1.jpg"),
        ({"file_path": "photos/1.jpg"}, "photos/1.jpg"),
        ({"file_path": "photos/1.jpg", "file_size": 11}, TooLarge),
        ({}, RetryLater),
        ({"file_path": 7}, RetryLater),
        ("moon", RetryLater),
    ],
)
def test_where_a_file_lies(file: Any, expected: Any) -> None:
    """A path, unless the file is larger than wanted by what Telegram itself says."""
    if isinstance(expected, str):
        assert path_of(file, 10) == expected
        return
    with pytest.raises(expected):
        path_of(file, 10)
