"""Files that are dropped on a pane: pictures go as photos, several as an album, all else as documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pydantic import BaseModel, ConfigDict
from starlette.requests import Request

from bot.sandbox.blobs import Blob, Blobs
from bot.sandbox.page.actions.base import Text
from bot.sandbox.stage import Stage
from bot.sandbox.telegram import pictures
from bot.sandbox.telegram.contents import PHOTO_LIMIT, check_photo
from bot.sandbox.telegram.limits import ALBUM
from bot.sandbox.telegram.refusals import ApiError
from bot.sandbox.uploads import Upload, form, pieces
from bot.sandbox.vk.files import is_picture
from bot.sandbox.vk.limits import ATTACHMENTS

LARGEST = 50 * 1024 * 1024
"""Bytes that the page sends at once."""

_AROUND = 256 * 1024
"""Bytes of the form beside the files."""


class Dropped(BaseModel):
    """Where the files go; `peer` and `thread` are Telegram's."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    user: int
    peer: int | None = None
    thread: int | None = None
    reply_to: int | None = None
    caption: Text = ""


async def received(request: Request, blobs: Blobs) -> tuple[Dropped, list[Upload]]:
    """What a form carries: `arguments`, and files in their order. Raises `TooLong`, `BrokenForm` or `ValueError`."""
    fields = await form(request.headers, pieces(request.receive, LARGEST + _AROUND), blobs)
    dropped = Dropped.model_validate_json(str(fields.pop("arguments", "")))
    files = [value for value in fields.values() if isinstance(value, Upload)]
    if not files:
        raise ValueError("no files")
    return dropped, files


def send_by_telegram(stage: Stage, dropped: Dropped, files: Sequence[Upload]) -> list[int]:
    """Photos together and documents together, as Telegram's applications do; the caption goes with the first."""
    if dropped.peer is None:
        raise ValueError("no peer")
    people, sent = stage.telegram.world.people, list[int]()
    where: dict[str, Any] = {"thread": dropped.thread, "reply_to": dropped.reply_to}
    for items in _albums(files):
        items[0]["caption"] = "" if sent else dropped.caption
        if len(items) > 1:
            sent += people.send_album(dropped.user, dropped.peer, items, **where)
        else:
            sent.append(people.send(dropped.user, dropped.peer, **items[0], **where))
    return sent


def _albums(files: Sequence[Upload]) -> Iterator[list[dict[str, Any]]]:
    ordered = sorted(files, key=lambda file: not _is_photo(file.blob))  # stable: the order within a kind is kept
    for photo, group in groupby(ordered, key=lambda file: _is_photo(file.blob)):
        kind = "photo" if photo else "document"
        items = [{"kind": kind, "data": file.blob, "name": file.name, "mime": file.mime} for file in group]
        yield from (items[at : at + ALBUM[1]] for at in range(0, len(items), ALBUM[1]))


def _is_photo(blob: Blob) -> bool:
    """Whether Telegram's applications send it as a photo; they make a large one smaller, which is not done here."""
    if blob.size > PHOTO_LIMIT or pictures.mime(blob.head()) in (None, "image/gif"):
        return False
    try:
        check_photo(blob)
    except ApiError:
        return False
    return True


def send_by_vk(stage: Stage, dropped: Dropped, files: Sequence[Upload]) -> list[int]:
    """One message with everything, more when there is more than a message takes."""
    people, sent = stage.vk.world.people, list[int]()
    for at in range(0, len(files), ATTACHMENTS):
        items = [_vk_item(file) for file in files[at : at + ATTACHMENTS]]
        text = "" if sent else dropped.caption
        sent.append(people.write(dropped.user, text, attachments=items, reply_to=dropped.reply_to))
    return sent


def _vk_item(file: Upload) -> dict[str, Any]:
    data = file.blob.read()
    return {"kind": "photo" if is_picture(data) else "doc", "name": file.name, "data": data}
