"""VK's three steps of an upload: ask where to, send the bytes, have them saved; and what a failure of each says.

A refusal that speaks of the file, or of what the key may do with files, is the file's: the message goes without it.
Once VK has said where to, whatever fails is the file's as well (the API answers, so words would go), and is tried
again for a while only.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from bot.calls import Outgoing
from bot.channels.vk.connection import Vk
from bot.channels.vk.errors import Refusal, later, translated
from bot.channels.vk.limits import CONNECT_SECONDS
from bot.content import ContentKind
from bot.errors import AS_DOCUMENT, FileDelayed, FileRefused, Rejected, RetryLater

_PIECE_SECONDS = 30.0
"""How long a piece of a file may take on its way, and the answer after the last one."""

_NO_METHOD = 27
"""«Method is unavailable with group auth»: of an upload's method this does not mean that the key is worth nothing."""

_PASSING = frozenset({408, 425, 429})
"""The 4xx that do not speak of what was sent."""


class UploadSteps:
    """The steps, for one community."""

    def __init__(self, vk: Vk) -> None:
        self._vk = vk

    async def photo(self, one: Outgoing, path: Path, name: str, peer: int) -> str:
        """The name of a photo that was saved. Raises `FileRefused`, `FileDelayed`, `Refusal` and `RetryLater`."""
        url = await self._where_to(one, "photos.getMessagesUploadServer", peer_id=peer)
        sent = await self._post(one, url, "photo", path, name)
        if not _has(sent, "photo") or sent["photo"] == "[]":
            raise _not_taken(one, sent, sent.get("error"))
        saving = {key: sent.get(key) for key in ("photo", "server", "hash")}
        return _name(one, "photo", await self._saved(one, "photos.saveMessagesPhoto", **saving))

    async def document(self, one: Outgoing, path: Path, name: str, peer: int) -> str:
        """The name of a document, or of a voice message."""
        kind = "audio_message" if one.kind is ContentKind.VOICE else "doc"
        url = await self._where_to(one, "docs.getMessagesUploadServer", type=kind, peer_id=peer)
        sent = await self._post(one, url, "file", path, name)
        if not _has(sent, "file"):
            raise _not_taken(one, sent, sent.get("error_descr") or sent.get("error"))
        title = name if kind == "doc" else None
        return _name(one, kind, await self._saved(one, "docs.save", file=sent["file"], title=title))

    async def _where_to(self, one: Outgoing, method: str, **values: Any) -> str:
        try:
            server = await self._vk.ask(method, **values)
        except Refusal as refusal:
            raise _told(one, refusal) from None
        if not isinstance(server, dict) or not _has(server, "upload_url"):
            raise FileDelayed(one.attachment.file, "strange answer")
        return str(server["upload_url"])

    async def _post(self, one: Outgoing, url: str, field_name: str, path: Path, name: str) -> dict[str, Any]:
        """The bytes, piece by piece, to where VK said: no key goes there."""
        number, timeout = one.attachment.file, httpx.Timeout(_PIECE_SECONDS, connect=CONNECT_SECONDS)
        try:
            with path.open("rb") as file:
                response = await self._vk.http.post(url, files={field_name: (name, file)}, timeout=timeout)
            answer = response.raise_for_status().json()
        except httpx.HTTPStatusError as error:
            status = error.response.status_code
            final = error.response.is_client_error and status not in _PASSING
            raise (refused(one, f"HTTP {status}") if final else FileDelayed(number, f"HTTP {status}")) from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise FileDelayed(number, later(error).reason) from None
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise FileDelayed(number, "strange answer")
        return answer

    async def _saved(self, one: Outgoing, method: str, **values: Any) -> Any:
        try:
            return await self._vk.ask(method, **values)
        except Refusal as refusal:
            raise _told(one, refusal) from None
        except RetryLater as error:
            raise FileDelayed(one.attachment.file, error.reason) from None


def refused(one: Outgoing, said: str) -> FileRefused:
    """What is no picture to VK, and a voice it cannot play, may still be a document."""
    if one.kind in (ContentKind.PHOTO, ContentKind.VOICE):
        return FileRefused(one.attachment.file, AS_DOCUMENT, said)
    return FileRefused(one.attachment.file, "vk_type" if "extension" in said.lower() else "vk_refused", said)


def _told(one: Outgoing, refusal: Refusal) -> Exception:
    """Whom the API's refusal of a step concerns: everybody, the person, or this file."""
    error = translated(refusal, None)
    if isinstance(error, Rejected) or refusal.code == _NO_METHOD:
        return refused(one, refusal.reason)
    if isinstance(error, RetryLater) and error.seconds is None:
        return FileDelayed(one.attachment.file, refusal.reason)
    return refusal


def _not_taken(one: Outgoing, sent: dict[str, Any], words: object) -> FileRefused | FileDelayed:
    """An answer that says nothing at all is no refusal."""
    if not words and "photo" not in sent:
        return FileDelayed(one.attachment.file, "strange answer")
    return refused(one, str(words or "not a photo"))


def _has(answer: dict[str, Any], key: str) -> bool:
    return isinstance(answer.get(key), str) and bool(answer[key])


def _name(one: Outgoing, kind: str, saved: Any) -> str:
    """`photo-1_2_key`, of what was saved. VK saves photos in a list, documents under their kind."""
    body = saved[0] if isinstance(saved, list) and saved else saved
    if isinstance(body, dict) and isinstance(inner := body.get(str(body.get("type"))), dict):
        body = inner
    try:
        parts = (f"{body['owner_id']}", f"{body['id']}", body.get("access_key"))
    except (KeyError, TypeError, AttributeError):
        raise FileDelayed(one.attachment.file, "strange answer") from None
    return kind + "_".join(part for part in parts if part)
