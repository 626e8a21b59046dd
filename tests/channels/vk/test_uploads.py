"""Files on their way to a client: uploaded once, refused one by one, named with care."""

from __future__ import annotations

from typing import Any

import pytest

from bot.calls import Outgoing
from bot.channels.vk.uploads import name_of
from bot.content import Attachment, ContentKind, Place
from bot.errors import DeliveryError, FileDelayed, FileForgotten, FileRefused, RetryLater, Unreachable
from tests.channels.vk.talk import JPEG, Talk, kinds


async def test_several_attachments_are_one_message(talk: Talk) -> None:
    """Photos, a document with its Cyrillic name, a place and the caption, in their order; the uploads are told."""
    place = Outgoing(ContentKind.LOCATION, Attachment(ContentKind.LOCATION, place=Place(55.5, 37.5)))
    files = (
        talk.file(ContentKind.PHOTO, JPEG, row=1),
        talk.file(ContentKind.DOCUMENT, b"%PDF", "Счёт № 5.pdf", row=2),
        place,
        talk.file(ContentKind.PHOTO, JPEG + b"2", row=3),
    )
    done = await talk.channel.perform(talk.call("Вот они", attachments=files))
    message = talk.seen(done.ids[0])
    assert [kind for kind, _ in kinds(message)] == ["photo", "doc", "photo"]
    assert kinds(message)[1] == ("doc", "Счёт № 5.pdf")
    assert (message["text"], message["geo"]["latitude"]) == ("Вот они", 55.5)
    assert [(row, kind) for row, kind, _ in done.uploads] == [
        (1, ContentKind.PHOTO),
        (2, ContentKind.DOCUMENT),
        (3, ContentKind.PHOTO),
    ]
    assert done.uploads[0][2].startswith(f"photo-{talk.scene.community.id}_")


async def test_voice(talk: Talk) -> None:
    """A voice message is one on VK too."""
    message = talk.seen(await talk.send(attachments=(talk.file(ContentKind.VOICE, b"OggS voice"),)))
    assert [kind for kind, _ in kinds(message)] == ["audio_message"]


async def test_known_file_is_not_uploaded(talk: Talk) -> None:
    """Once for a community: by the id that delivery remembers."""
    photo = talk.file(ContentKind.PHOTO, JPEG)
    (upload,) = (await talk.channel.perform(talk.call(attachments=(photo,)))).uploads
    known = Outgoing(photo.kind, photo.attachment, photo.path, upload[2])
    assert (await talk.channel.perform(talk.call(attachments=(known,)))).uploads == ()
    assert talk.asked("upload") == 1


async def test_upload_in_hand_is_not_repeated(talk: Talk) -> None:
    """Where the message fails after the upload, the next attempt uses it, and tells of it."""
    photo = talk.file(ContentKind.PHOTO, JPEG)
    talk.scene.world.faults.order("error", code=6, method="messages.send")
    with pytest.raises(RetryLater):
        await talk.channel.perform(talk.call(attachments=(photo,)))
    assert len((await talk.channel.perform(talk.call(attachments=(photo,)))).uploads) == 1
    assert talk.asked("upload") == 1


async def test_forgotten_upload(talk: Talk) -> None:
    """VK does not know the file any more: it is uploaded anew at the next attempt."""
    photo = talk.file(ContentKind.PHOTO, JPEG)
    lost = Outgoing(photo.kind, photo.attachment, photo.path, "photo-1_404_gone")
    with pytest.raises(FileForgotten):
        await talk.channel.perform(talk.call("см.", attachments=(lost,)))
    assert "см." not in talk.texts()
    assert await talk.send("см.", attachments=(photo,))


@pytest.mark.parametrize(
    ("kind", "data", "name", "reason"),
    [
        (ContentKind.DOCUMENT, b"ID3", "песня.mp3", "vk_type"),
        (ContentKind.DOCUMENT, b"", "пусто.txt", "empty"),
        (ContentKind.PHOTO, b"no picture", "фото.jpg", "as_document"),
        (ContentKind.VOICE, b"RIFF", None, "as_document"),
    ],
)
async def test_refused_file(talk: Talk, kind: ContentKind, data: bytes, name: str | None, reason: str) -> None:
    """Which file it was and why; a photo and a voice may still go as documents. Nothing was sent."""
    with pytest.raises(FileRefused) as caught:
        await talk.channel.perform(talk.call("см.", attachments=(talk.file(kind, data, name, row=9),)))
    assert (caught.value.file, caught.value.reason) == (9, reason)
    assert "см." not in talk.texts()


async def test_file_that_is_too_large_or_lost(talk: Talk) -> None:
    """Known before anything is sent."""
    large = talk.file(ContentKind.PHOTO, JPEG)
    assert large.path is not None
    with large.path.open("r+b") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(FileRefused) as caught:
        await talk.send(attachments=(large,))
    assert caught.value.reason == "upload_too_large"
    large.path.unlink()
    with pytest.raises(FileRefused) as caught:
        await talk.send(attachments=(large,))
    assert caught.value.reason == "failed"


SERVER, SAVE = "docs.getMessagesUploadServer", "docs.save"


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        ({"kind": "server_error", "method": "upload", "status": 413}, FileRefused),
        ({"kind": "server_error", "method": "upload", "status": 403}, FileRefused),
        *(({"kind": "error", "method": method, "code": code}, FileRefused)
          for method in (SERVER, SAVE) for code in (7, 15, 22, 27, 100, 105, 1152)),
        ({"kind": "server_error", "method": "upload", "status": 429}, FileDelayed),
        ({"kind": "server_error", "method": "upload", "status": 502}, FileDelayed),
        ({"kind": "drop_before", "method": "upload"}, FileDelayed),
        *(({"kind": "strange", "method": "upload", "body": body}, FileDelayed)
          for body in ("<html>", "[]", "{}", "null", '{"file": ""}', '{"file": 5}')),
        *(({"kind": "strange", "method": SAVE, "body": f'{{"response": {saved}}}'}, FileDelayed)
          for saved in ("[]", "{}", "null", '{"type": "doc"}', "5")),
        ({"kind": "server_error", "method": SAVE}, FileDelayed),
        *(({"kind": "error", "method": method, "code": code}, FileDelayed)
          for method in (SERVER, SAVE) for code in (1, 10, 36)),
        *(({"kind": "strange", "method": SERVER, "body": f'{{"response": {server}}}'}, FileDelayed)
          for server in ("[]", '{"upload_url": null}')),
        ({"kind": "server_error", "method": SERVER}, RetryLater),
        ({"kind": "drop_after", "method": SERVER}, RetryLater),
        *(({"kind": "error", "method": SERVER, "code": code}, RetryLater) for code in (5, 6, 9, 14, 29)),
        ({"kind": "error", "method": SERVER, "code": 901}, Unreachable),
    ],
)  # fmt: skip
async def test_trouble_during_an_upload(talk: Talk, trouble: dict[str, Any], expected: type[DeliveryError]) -> None:
    """What is the file's fault names the file, and holds words up for a while at most; what is everybody's is not
    blamed on it. Nothing was sent, so nothing is doubtful."""
    talk.scene.world.faults.order(**trouble)
    with pytest.raises(expected) as caught:
        await talk.send("см.", attachments=(talk.file(ContentKind.DOCUMENT, b"%PDF", "акт.pdf", row=9),))
    assert getattr(caught.value, "file", 9) == 9
    assert not getattr(caught.value, "doubtful", False)
    assert talk.texts() == ["Здравствуйте!"]


@pytest.mark.parametrize(
    "trouble",
    [
        {"kind": "server_error", "method": "upload", "status": 413},
        {"kind": "error", "method": "photos.getMessagesUploadServer", "code": 15},
        {"kind": "error", "method": "photos.saveMessagesPhoto", "code": 22},
    ],
)
async def test_refused_photo_may_be_a_document(talk: Talk, trouble: dict[str, Any]) -> None:
    """The key may lack a right to photos alone, and photos have limits of their own."""
    talk.scene.world.faults.order(**trouble)
    with pytest.raises(FileRefused) as caught:
        await talk.send("см.", attachments=(talk.file(ContentKind.PHOTO, JPEG, row=9),))
    assert (caught.value.reason, bool(caught.value.said)) == ("as_document", True)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        (None, ContentKind.VIDEO_NOTE, "video.mp4"),
        ("..", ContentKind.DOCUMENT, "file"),
        ("../../etc/passwd", ContentKind.DOCUMENT, "etc passwd"),
        ("акт\u202efdp.exe", ContentKind.DOCUMENT, "акт fdp.exe"),
        ("я" * 200 + ".pdf", ContentKind.DOCUMENT, "я" * 96 + ".pdf"),
        ("a\r\nContent-Type: x.pdf", ContentKind.DOCUMENT, "a Content-Type x.pdf"),
    ],
)
def test_names_are_not_trusted(name: str | None, kind: ContentKind, expected: str) -> None:
    """A file's name is fit for a header, a folder and a line."""
    assert name_of(Outgoing(ContentKind.DOCUMENT, Attachment(kind, name=name))) == expected
