"""Files on their way to Telegram: names that nobody can misuse, time by size, ids from whatever answer comes."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.bot_api.uploads import (
    NAME_LENGTH,
    SLOWEST,
    about,
    check_files,
    file_name,
    upload_seconds,
    uploaded,
    venue_words,
)
from bot.calls import DeleteCall, Destination, Outgoing, SendCall
from bot.content import Attachment, ContentKind, Place
from bot.errors import FileRefused, Rejected
from bot.outgoing import Button
from bot.richtext import rich

TO: dict[str, Any] = {"to": Destination("42"), "key": 1}
_K = ContentKind


def one(kind: ContentKind = _K.DOCUMENT, path: Path | None = None, known: str | None = None, **claims: Any) -> Outgoing:
    """A thing about to leave, row 1 of the files."""
    return Outgoing(kind, Attachment(kind, file=1, **claims), path, known)


def sending(*things: Outgoing, **fields: Any) -> SendCall:
    """A call with them."""
    return SendCall(**TO, text=rich(""), attachments=things, **fields)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Акт сверки №7.pdf", "Акт сверки №7.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Документы\\Счёт.xlsx", "Счёт.xlsx"),
        ("а\r\nX-Evil: 1\u202e.txt", "аX-Evil: 1.txt"),
        ('"Акт"', "Акт"),
        (".bashrc", "bashrc"),
        ("я" * 200 + ".docx", "я" * 115 + ".docx"),
        ("я" * 200, "я" * 120),
    ],
)
def test_names(name: str, kept: str) -> None:
    """The sender's, but no path, nothing invisible, and short enough with its ending."""
    assert file_name(one(name=name)) == kept


@pytest.mark.parametrize(
    ("thing", "name"),
    [
        (one(_K.PHOTO, mime="image/png"), "photo.png"),
        (one(_K.VOICE), "voice.ogg"),
        (one(_K.STICKER, mime="application/x-tgsticker"), "sticker.tgs"),
        (one(_K.DOCUMENT, mime="application/pdf"), "document.pdf"),
        (one(_K.DOCUMENT, name="..."), "document.bin"),
        (Outgoing(_K.DOCUMENT, Attachment(_K.VIDEO_NOTE, mime="video/mp4")), "video_note.mp4"),
    ],
)
def test_what_has_no_name_is_called_by_its_kind(thing: Outgoing, name: str) -> None:
    """With the ending of its type."""
    assert file_name(thing) == name


@given(st.text(max_size=300), st.sampled_from(ContentKind))
def test_no_name_is_dangerous(name: str, kind: ContentKind) -> None:
    """Whatever a file is called: one line, no path, not empty."""
    made = file_name(one(kind, name=name))
    assert 1 <= len(made) <= NAME_LENGTH
    assert not set(made) & set("/\\")
    assert all(unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} for char in made)


def test_time_by_size(tmp_path: Path) -> None:
    """What is uploaded takes its time, what is known takes none."""
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(SLOWEST * 100)
    assert upload_seconds(sending(one(path=large), one(path=large), one(path=large, known="AgAD"))) == 200
    assert upload_seconds(sending(one(_K.LOCATION))) == 0
    assert upload_seconds(DeleteCall(**TO, message_id="7")) == 0


def test_what_cannot_be_sent_is_told_before(tmp_path: Path) -> None:
    """Bytes that are gone are the file's fault, buttons under an album ours."""
    there = tmp_path / "there"
    there.write_bytes(b".")
    check_files(sending(one(path=there), one(_K.LOCATION), one(known="AgAD", path=tmp_path / "gone")))
    for thing in (one(path=tmp_path / "gone"), one()):
        with pytest.raises(FileRefused) as caught:
            check_files(sending(thing))
        assert (caught.value.file, caught.value.reason) == (1, "failed")
    with pytest.raises(Rejected):
        check_files(sending(one(path=there), one(path=there), keyboard=((Button("Да", data="y"),),)))


@pytest.mark.parametrize(
    ("thing", "told"),
    [
        (one(_K.DOCUMENT), {"disable_content_type_detection": True}),
        (one(_K.VIDEO, duration=3), {"supports_streaming": True, "duration": 3}),
        (one(_K.AUDIO, words="Кино — Перемен"), {"performer": "Кино", "title": "Перемен"}),
        (one(_K.AUDIO, words="Запись 1", duration=9), {"performer": None, "title": "Запись 1", "duration": 9}),
        (one(_K.PHOTO, duration=9), {}),
    ],
)
def test_what_is_said_about_a_file(thing: Outgoing, told: dict[str, Any]) -> None:
    """Only what the platform would not find out, and only where it takes it."""
    assert about(thing) == told


def test_named_places() -> None:
    """Telegram wants a title and an address."""
    assert venue_words(Place(1, 1, "Офис, Тверская, 1")) == ("Офис", "Тверская, 1")
    assert venue_words(Place(1, 1, "Офис")) == ("Офис", "Офис")


SIZES = [
    {"file_id": "small", "file_unique_id": "s", "width": 90, "height": 60},
    {"file_id": "large", "file_unique_id": "l", "width": 900, "height": 600},
]


@pytest.mark.parametrize(
    ("kind", "message", "known"),
    [
        (_K.PHOTO, {"photo": SIZES}, "large"),
        (_K.DOCUMENT, {"document": SIZES[0]}, "small"),
        (_K.VIDEO, {"animation": SIZES[0], "document": SIZES[0]}, None),
        (_K.DOCUMENT, {"document": {"file_id": 7}}, None),
        (_K.DOCUMENT, {"document": "?"}, None),
        (_K.PHOTO, {"photo": []}, None),
        (_K.PHOTO, "moon", None),
    ],
)
def test_ids_of_what_was_uploaded(kind: ContentKind, message: Any, known: str | None) -> None:
    """The id of the kind it was sent as (a photo's of the largest size); an answer of any other shape has none, and is
    no error: the message is sent."""
    expected = ((1, kind, known),) if known else ()
    assert uploaded(sending(one(kind)), [message]) == expected


def test_known_files_and_places_are_no_uploads() -> None:
    """Only what went up is remembered."""
    things = (one(known="AgAD"), one(_K.LOCATION), Outgoing(_K.PHOTO, Attachment(_K.PHOTO)))
    answer = {"document": SIZES[0], "photo": SIZES, "location": {}}
    assert uploaded(sending(*things), [answer] * 3) == ()
