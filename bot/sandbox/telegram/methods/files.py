"""Files: sending one with a caption, and looking one up for download."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.forms import Upload
from bot.sandbox.telegram import contents
from bot.sandbox.telegram.limits import check_caption
from bot.sandbox.telegram.methods.request import METHODS, Request, method
from bot.sandbox.telegram.methods.sending import compose, given_text, publish
from bot.sandbox.telegram.model import StoredFile
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]


@method("getFile")
def get_file(ask: Request) -> JSON:
    """Where to fetch a file; not one of another bot, not one above 20 MB (platforms.md: limits)."""
    file = _known(ask, ask.params.text("file_id"))
    if file.size > contents.DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return file.to_json(ask.bot.id) | {"file_path": f"{file.kind}s/{file.unique_id}"}


def _sender(kind: str) -> Callable[[Request], JSON]:
    def send(ask: Request) -> JSON:
        chat = ask.chat()
        file = _given(ask, kind)
        text, found = given_text(ask, "caption", "caption_entities")
        check_caption(text)
        message = compose(ask, chat)
        message.content, message.details = file, contents.KINDS[kind][2]
        message.text, message.entities = text, found
        return publish(ask, message)

    return send


METHODS.update({f"send{kind}".replace("_", ""): _sender(kind) for kind in contents.KINDS})


def _given(ask: Request, kind: str) -> StoredFile:
    """The file of a request: uploaded now, or known by its id."""
    given = ask.params.file(kind)
    if given is None:
        raise bad_request(f"there is no {kind} in the request")
    if isinstance(given, str):
        return _known(ask, given)
    return _uploaded(ask, kind, given)


def _uploaded(ask: Request, kind: str, upload: Upload) -> StoredFile:
    if len(upload.data) > contents.UPLOAD_LIMIT:
        raise bad_request("file is too big")
    if not upload.data:
        raise bad_request("file must be non-empty")
    file = contents.stored(kind, upload.data, upload.name, mime=upload.mime)
    ask.world.files[file.unique_id] = file
    return file


def _known(ask: Request, file_id: str) -> StoredFile:
    file = ask.world.files.get(file_id.rpartition("_")[2])
    if file is None or file.id_for(ask.bot.id) != file_id:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    return file
