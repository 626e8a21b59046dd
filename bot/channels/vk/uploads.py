"""Files on their way into a message: uploaded (`upload_steps`) unless VK knows them already.

Contents that were uploaded and whose message failed later are not uploaded again by this process.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from weakref import WeakValueDictionary

from bot.calls import Outgoing
from bot.carriage import VK
from bot.channels.vk.connection import Vk
from bot.channels.vk.upload_steps import UploadSteps
from bot.content import FILES, ContentKind
from bot.errors import FileRefused, RetryLater

_NAMES = {
    ContentKind.PHOTO: "photo.jpg",
    ContentKind.VOICE: "voice.ogg",
    ContentKind.AUDIO: "audio.mp3",
    ContentKind.VIDEO: "video.mp4",
    ContentKind.VIDEO_NOTE: "video.mp4",
    ContentKind.ANIMATION: "animation.mp4",
    ContentKind.STICKER: "sticker.webp",
}
"""What a file is called that came without a name, by what it was."""

_NAME_LENGTH = 100
_UNSAFE = re.compile(r'[\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]+')

_MOST_KEPT = 500

_Key = tuple[str, ContentKind, str]


@dataclass(slots=True)
class Uploaded:
    """The attachments of a message as VK names them (`photo-1_2_key`); those that `bot.files` does not know yet; and
    whether some were uploaded earlier, so that VK may have forgotten them."""

    names: list[str] = field(default_factory=list)
    new: list[tuple[int, ContentKind, str]] = field(default_factory=list)
    old: bool = False


class Uploads:
    """The files of one community."""

    def __init__(self, vk: Vk) -> None:
        self._steps = UploadSteps(vk)
        self._kept: dict[_Key, str] = {}
        self._busy: WeakValueDictionary[_Key, asyncio.Lock] = WeakValueDictionary()

    async def of(self, attachments: Sequence[Outgoing], peer: int) -> Uploaded:
        """Every file under a name that VK knows. Raises `FileRefused` for one that VK will not take, `FileDelayed` for
        one that it did not take now, `Refusal` and `RetryLater`; a message is never half of what it should be."""
        uploaded = Uploaded()
        for one in attachments:
            if one.kind not in FILES:
                continue
            key = _key(one)
            uploaded.old |= one.known is not None or key in self._kept
            name = one.known or await self._upload(one, peer)
            uploaded.names.append(name)
            if one.known is None and one.attachment.file is not None:
                uploaded.new.append((one.attachment.file, one.kind, name))
        return uploaded

    def forget(self, attachments: Sequence[Outgoing]) -> None:
        """VK refused these: they are uploaded anew the next time."""
        for one in attachments:
            self._kept.pop(_key(one), None)

    async def _upload(self, one: Outgoing, peer: int) -> str:
        path, key = _checked(one), _key(one)
        async with self._busy.setdefault(key, asyncio.Lock()):
            if key not in self._kept:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[key] = await self._three_steps(one, path, peer)
            return self._kept[key]

    async def _three_steps(self, one: Outgoing, path: Path, peer: int) -> str:
        step = self._steps.photo if one.kind is ContentKind.PHOTO else self._steps.document
        try:
            return await step(one, path, name_of(one), peer)
        except RetryLater as error:
            error.doubtful = False  # Nothing was sent to anybody yet.
            raise


def name_of(one: Outgoing) -> str:
    """What the file is called, fit for a file's name; who sent it may have called it anything."""
    claimed = " ".join(_UNSAFE.sub(" ", one.attachment.name or "").split()).strip(" .")
    if not claimed:
        return _NAMES.get(one.attachment.kind, "file")
    stem, dot, ext = claimed.rpartition(".")
    if not dot or len(ext) > _NAME_LENGTH // 4:
        return claimed[:_NAME_LENGTH]
    return f"{stem[: _NAME_LENGTH - len(ext) - 1]}.{ext}"


def _checked(one: Outgoing) -> Path:
    """Where the bytes are, if they are such as VK takes."""
    size = None
    if one.path is not None:
        with suppress(OSError):
            size = one.path.stat().st_size
    if one.path is None or size is None:
        raise FileRefused(one.attachment.file, "failed")
    if size == 0:
        raise FileRefused(one.attachment.file, "empty")
    if size > VK.upload[one.kind]:
        raise FileRefused(one.attachment.file, "upload_too_large")
    return one.path


def _key(one: Outgoing) -> _Key:
    """Contents are kept under their hash, so that their path names them; a document is another under another name."""
    return str(one.path), one.kind, "" if one.kind is ContentKind.PHOTO else name_of(one)
