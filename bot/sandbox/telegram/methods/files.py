"""Files: sending one with a caption, and looking one up for download."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from bot.sandbox.telegram import contents
from bot.sandbox.telegram.limits import check_caption
from bot.sandbox.telegram.methods.media import Media, media_of
from bot.sandbox.telegram.methods.request import METHODS, Request, method
from bot.sandbox.telegram.methods.sending import compose, given_text, publish
from bot.sandbox.telegram.model import Chat, PrivateChat
from bot.sandbox.telegram.refusals import bad_request

JSON = dict[str, Any]


@method("getFile")
def get_file(ask: Request) -> JSON:
    """Where to fetch a file; not one of another bot, not one above 20 MB (platforms.md: limits)."""
    file = ask.world.files.known(ask.params.text("file_id"), ask.bot.id)
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > contents.DOWNLOAD_LIMIT:
        raise bad_request("file is too big")
    return file.reference(ask.bot.id) | {"file_path": ask.world.files.grant(ask.bot.id, file)}


def _sender(kind: str) -> Callable[[Request], JSON]:
    def send(ask: Request) -> JSON:
        chat = ask.chat()
        _check_voice(chat, kind)
        given = ask.params.file(kind)
        if given is None:
            raise bad_request(f"there is no {kind} in the request")
        media = media_of(ask, kind, given, ask.params)
        if kind in contents.CAPTIONED:
            media.text, media.entities = given_text(ask, "caption", "caption_entities")
            check_caption(media.text)
        return _published(ask, chat, media)

    return send


def _published(ask: Request, chat: Chat, media: Media) -> JSON:
    message = compose(ask, chat)
    media.put_into(message)
    return publish(ask, message)


def _check_voice(chat: Chat, kind: str) -> None:
    """A person may take no voice and no video messages (seen: `VOICE_MESSAGES_FORBIDDEN`, of Telegram's own API)."""
    if kind in ("voice", "video_note") and isinstance(chat, PrivateChat) and chat.user.no_voice:
        raise bad_request("VOICE_MESSAGES_FORBIDDEN")


METHODS.update({f"send{kind}".replace("_", ""): _sender(kind) for kind in contents.KINDS})
