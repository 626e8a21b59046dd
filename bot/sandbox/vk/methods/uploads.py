"""Photos and documents on their way into a message: the address to upload to, and what was uploaded made an object."""

from __future__ import annotations

import json
import secrets

from bot.sandbox.vk.attachments import Attachment
from bot.sandbox.vk.files import named
from bot.sandbox.vk.methods.request import JSON, Request, method
from bot.sandbox.vk.refusals import invalid, refused

_DOC_KINDS = ("doc", "audio_message", "graffiti")


@method("photos.getMessagesUploadServer")
def photos_server(ask: Request) -> JSON:
    """Where to POST photos (field `photo`)."""
    if ask.params.integer("peer_id"):
        ask.open(ask.params.required("peer_id"))
    url = f"{ask.world.base_url}/upload/photo/{secrets.token_hex(8)}"
    return {"album_id": -64, "upload_url": url, "user_id": 0, "group_id": ask.world.community.id}


@method("photos.saveMessagesPhoto")
def save_photo(ask: Request) -> list[JSON]:
    """What the upload answered, made photos of the community."""
    try:
        tokens = [item["photo"] for item in json.loads(ask.params.text("photo"))]
    except (ValueError, TypeError, KeyError):
        raise invalid("photo is invalid") from None
    if not tokens:
        raise invalid("photos_list is invalid")
    if not (ask.params.has("server") and ask.params.has("hash")):
        raise refused(121 if ask.params.has("server") else 118, text="Invalid hash or server")
    return [_saved(ask, "photo", token).body(ask.world.base_url) for token in tokens]


@method("docs.getMessagesUploadServer")
def docs_server(ask: Request) -> JSON:
    """Where to POST a document (field `file`) of `type` doc, audio_message or graffiti."""
    kind = ask.params.text("type") or "doc"
    if kind not in _DOC_KINDS:
        raise invalid("type is invalid")
    ask.open(ask.params.required("peer_id"))
    return {"upload_url": f"{ask.world.base_url}/upload/{kind}/{secrets.token_hex(8)}"}


@method("docs.save")
def save_doc(ask: Request) -> JSON:
    """What the upload answered, made a document; `title` stands in for its name."""
    parts = ask.params.text("file").split("|")
    known = ask.world.uploads.get(parts[-1])
    if known is None:
        raise refused(105)
    item = _saved(ask, known[0], parts[-1])
    if item.kind == "doc" and ask.params.has("title"):
        item.fields["title"] = ask.params.text("title")
    return {"type": item.kind, item.kind: item.body(ask.world.base_url)}


def _saved(ask: Request, kind: str, token: str) -> Attachment:
    uploaded_as, upload = ask.world.uploads.pop(token, (None, None))
    if upload is None or uploaded_as != kind:
        raise invalid(f"{kind} is invalid")
    return ask.world.keep(kind, ask.world.community.owner_id, named(upload.name, upload.blob))
