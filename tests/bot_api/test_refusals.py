"""What Telegram's refusals say about files and age, in the words that delivery acts on."""

from __future__ import annotations

from typing import Any

import pytest

from bot.bot_api.refusals import told_by
from bot.calls import Call, DeleteCall, Destination, EditCall, Outgoing, ReactCall, SendCall
from bot.content import Attachment, ContentKind
from bot.errors import AS_DOCUMENT, FileForgotten, FileRefused, TooOld
from bot.richtext import rich

TO: dict[str, Any] = {"to": Destination("42"), "key": 1}
_K = ContentKind


def sending(*kinds: ContentKind, known: str | None = None) -> SendCall:
    """A call with these kinds, the rows of whose files are 1, 2, 3…"""
    things = (Outgoing(kind, Attachment(kind, file=number), known=known) for number, kind in enumerate(kinds, 1))
    return SendCall(**TO, text=rich(""), attachments=tuple(things))


@pytest.mark.parametrize(
    "description",
    [
        "Bad Request: wrong file identifier/HTTP URL specified",
        "Bad Request: wrong remote file identifier specified: Wrong padding in the string",
        "Bad Request: FILE_REFERENCE_EXPIRED",
        "Bad Request: can't use file of type Video as Photo",
    ],
)
def test_forgotten_uploads(description: str) -> None:
    """An id that is not known any more (or never was of that kind) is to be uploaded anew; without an id it is a
    mistake of ours."""
    told = told_by(description, sending(_K.PHOTO, known="AgAD"))
    assert isinstance(told, FileForgotten)
    assert told_by(description, sending(_K.PHOTO)) is None


@pytest.mark.parametrize(
    ("description", "call", "file", "reason"),
    [
        ("Bad Request: IMAGE_PROCESS_FAILED", sending(_K.PHOTO), 1, AS_DOCUMENT),
        ("Bad Request: PHOTO_INVALID_DIMENSIONS", sending(_K.PHOTO), 1, AS_DOCUMENT),
        ("Bad Request: PHOTO_SAVE_FILE_INVALID", sending(_K.PHOTO), 1, AS_DOCUMENT),
        ("Bad Request: file of size 12000000 bytes is too big for a photo", sending(_K.PHOTO), 1, AS_DOCUMENT),
        ("Bad Request: STICKER_INVALID", sending(_K.STICKER), 1, AS_DOCUMENT),
        ("Bad Request: VOICE_MESSAGES_FORBIDDEN", sending(_K.VOICE), 1, AS_DOCUMENT),
        ("Bad Request: VOICE_MESSAGES_FORBIDDEN", sending(_K.VIDEO_NOTE), 1, AS_DOCUMENT),
        ("Bad Request: MEDIA_INVALID", sending(_K.DOCUMENT), 1, "not_accepted"),
        ("Bad Request: file must be non-empty", sending(_K.DOCUMENT), 1, "empty"),
        ("Bad Request: file is too big", sending(_K.VIDEO), 1, "upload_too_large"),
        ("Request Entity Too Large", sending(_K.DOCUMENT), 1, "upload_too_large"),
        ("Request Entity Too Large", sending(_K.DOCUMENT, _K.DOCUMENT), None, "upload_too_large"),
        ("Bad Request: IMAGE_PROCESS_FAILED", sending(_K.VIDEO, _K.PHOTO), 2, AS_DOCUMENT),
        ("Bad Request: IMAGE_PROCESS_FAILED", sending(_K.PHOTO, _K.PHOTO), None, AS_DOCUMENT),
        (
            'Bad Request: failed to send message #3 with the error message "PHOTO_INVALID_DIMENSIONS"',
            sending(_K.PHOTO, _K.PHOTO, _K.PHOTO),
            3,
            AS_DOCUMENT,
        ),
        (
            'Bad Request: failed to send message #9 with the error message "PHOTO_INVALID_DIMENSIONS"',
            sending(_K.PHOTO, _K.PHOTO),
            None,
            AS_DOCUMENT,
        ),
    ],
)
def test_refused_files(description: str, call: SendCall, file: int | None, reason: str) -> None:
    """Which file it was, and whether it may go as a document; of an album, which one, if that can be told."""
    told = told_by(description, call)
    assert isinstance(told, FileRefused)
    assert (told.file, told.reason) == (file, reason)


@pytest.mark.parametrize(
    "call", [EditCall(**TO, message_id="7", text=rich("?")), DeleteCall(**TO, message_id="7")], ids=["edit", "delete"]
)
@pytest.mark.parametrize("words", ["message can't be edited", "message can't be deleted for everyone"])
def test_too_old_a_message(call: Call, words: str) -> None:
    """Telegram lets messages be changed for two days."""
    assert isinstance(told_by(f"Bad Request: {words}", call), TooOld)


@pytest.mark.parametrize(
    ("description", "call"),
    [
        ("Bad Request: message is too long", sending(_K.PHOTO)),
        ("Bad Request: chat not found", sending(_K.PHOTO)),
        ("Bad Request: message caption is too long", sending(_K.PHOTO)),
        ("Request Entity Too Large", SendCall(**TO, text=rich("?"))),
        ("Bad Request: message can't be edited", ReactCall(**TO, message_id="7", emoji=None)),
    ],
)
def test_other_refusals_say_nothing_about_files(description: str, call: Call) -> None:
    """They are told apart elsewhere."""
    assert told_by(description, call) is None
