"""Files on their way into a message: VK's three steps (ask where to, send the bytes, have them saved), streamed.

Contents that were uploaded and whose message failed later are not uploaded again by this process.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

import httpx

from bot.calls import Outgoing
from bot.carriage import VK
from bot.channels.vk.connection import Vk
from bot.channels.vk.errors import Refusal, later
from bot.channels.vk.limits import CONNECT_SECONDS
from bot.content import FILES, ContentKind
from bot.errors import AS_DOCUMENT, FileRefused, RetryLater

_PIECE_SECONDS = 30.0
"""How long a piece of a file may take on its way, and the answer after the last one."""

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

_REFUSED_AT_SAVING = frozenset({100, 105, 118, 121, 122, 129})
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
        self._vk = vk
        self._kept: dict[_Key, str] = {}
        self._busy: WeakValueDictionary[_Key, asyncio.Lock] = WeakValueDictionary()

    async def of(self, attachments: Sequence[Outgoing], peer: int) -> Uploaded:
        """Every file under a name that VK knows. Raises `FileRefused` for one that VK will not take, `Refusal` and
        `RetryLater`; a message is never half of what it should be."""
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
        try:
            photo = one.kind is ContentKind.PHOTO
            return await (self._photo(one, path, peer) if photo else self._document(one, path, peer))
        except RetryLater as error:
            error.doubtful = False  # Nothing was sent to anybody yet.
            raise

    async def _photo(self, one: Outgoing, path: Path, peer: int) -> str:
        server = await self._vk.ask("photos.getMessagesUploadServer", peer_id=peer)
        sent = await self._post(server, "photo", path, name_of(one))
        if not isinstance(sent.get("photo"), str) or sent["photo"] in ("", "[]"):
            raise _refused(one, str(sent.get("error", "not a photo")))
        saving = {key: sent.get(key) for key in ("photo", "server", "hash")}
        return _name("photo", await self._saved(one, "photos.saveMessagesPhoto", saving))

    async def _document(self, one: Outgoing, path: Path, peer: int) -> str:
        kind = "audio_message" if one.kind is ContentKind.VOICE else "doc"
        name = name_of(one)
        server = await self._vk.ask("docs.getMessagesUploadServer", type=kind, peer_id=peer)
        sent = await self._post(server, "file", path, name)
        if not isinstance(sent.get("file"), str) or not sent["file"]:
            raise _refused(one, str(sent.get("error_descr") or sent.get("error") or "not a file"))
        saving = {"file": sent["file"], "title": name if kind == "doc" else None}
        return _name(kind, await self._saved(one, "docs.save", saving))

    async def _saved(self, one: Outgoing, method: str, values: dict[str, Any]) -> Any:
        try:
            return await self._vk.ask(method, **values)
        except Refusal as refusal:
            if refusal.code in _REFUSED_AT_SAVING:
                raise _refused(one, refusal.reason) from None
            raise

    async def _post(self, server: Any, field_name: str, path: Path, name: str) -> dict[str, Any]:
        """The bytes, piece by piece, to where VK said: no key goes there."""
        url = server.get("upload_url") if isinstance(server, dict) else None
        timeout = httpx.Timeout(_PIECE_SECONDS, connect=CONNECT_SECONDS)
        try:
            with path.open("rb") as file:
                response = await self._vk.http.post(str(url), files={field_name: (name, file)}, timeout=timeout)
            answer = response.raise_for_status().json()
        except httpx.HTTPStatusError as error:
            raise RetryLater(None, None, f"HTTP {error.response.status_code}") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise later(error) from None
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            raise RetryLater(None, None, "strange answer")
        return answer


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


def _refused(one: Outgoing, reason: str) -> FileRefused:
    """What is no picture to VK, and a voice it cannot play, may still be a document."""
    again = one.kind in (ContentKind.PHOTO, ContentKind.VOICE)
    return FileRefused(one.attachment.file, AS_DOCUMENT if again else reason)


def _key(one: Outgoing) -> _Key:
    """Contents are kept under their hash, so that their path names them; a document is another under another name."""
    return str(one.path), one.kind, "" if one.kind is ContentKind.PHOTO else name_of(one)


def _name(kind: str, saved: Any) -> str:
    """`photo-1_2_key`, of what was saved. VK saves photos in a list, documents under their kind."""
    body = saved[0] if isinstance(saved, list) and saved else saved
    if isinstance(body, dict) and isinstance(inner := body.get(str(body.get("type"))), dict):
        body = inner
    try:
        parts = (f"{body['owner_id']}", f"{body['id']}", body.get("access_key"))
    except (KeyError, TypeError, AttributeError):
        raise RetryLater(None, None, "strange answer") from None
    return kind + "_".join(part for part in parts if part)
