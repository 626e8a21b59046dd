"""The upload servers: photos and documents that wait to be saved."""

from __future__ import annotations

import json
import secrets
from typing import Any

from bot.sandbox.http import HungUp
from bot.sandbox.uploads import Upload
from bot.sandbox.vk import files
from bot.sandbox.vk.api import meet, recorded
from bot.sandbox.vk.faults import UPLOAD
from bot.sandbox.vk.limits import DOC_BYTES, PHOTO_BYTES
from bot.sandbox.vk.world import World

JSON = dict[str, Any]


async def upload(world: World, kind: str, form: JSON) -> JSON:
    """What the upload server answers, to be handed to the method that saves. Raises `HungUp` and `Broken`."""
    given = [(name, value) for name, value in form.items() if isinstance(value, Upload)]
    with recorded(world, UPLOAD, {"kind": kind} | dict(given)) as call:
        after = await meet(world.faults.meet(UPLOAD))
        body = _photos(world, given) if kind == "photo" else _doc(world, kind, dict(given).get("file"))
        if after:
            raise HungUp
        call.finish(200, body)
    return body


def _photos(world: World, given: list[tuple[str, Upload]]) -> JSON:
    """What is no picture is not in the list; nothing in the list is what `photos.saveMessagesPhoto` refuses."""
    kept = [one for _, one in given if files.is_picture(one.blob.head()) and one.blob.size <= PHOTO_BYTES]
    photos = [{"photo": _keep(world, "photo", one)} for one in kept]
    return {"server": 1, "photo": json.dumps(photos), "hash": secrets.token_hex(8)}


def _doc(world: World, kind: str, given: Upload | None) -> JSON:
    """The words of the refusals are ours: VK does not document them."""
    if given is None:
        return {"error": "no_file", "error_descr": "file is undefined"}
    if given.blob.size > DOC_BYTES:
        return {"error": "too_big", "error_descr": "file is too big"}
    if kind == "audio_message" and not files.is_voice(given.blob.head()):
        return {"error": "wrong_format", "error_descr": "audio message should be in ogg opus"}
    if files.is_refused(given.name):
        return {"error": "wrong_extension", "error_descr": "invalid file extension"}
    return {"file": f"{world.community.id}|0|0|1|doc|{given.blob.size}|{_keep(world, kind, given)}"}


def _keep(world: World, kind: str, given: Upload) -> str:
    token = secrets.token_hex(12)
    world.uploads[token] = (kind, given)
    return token
