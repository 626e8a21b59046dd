"""Albums: several files in one request, a message for each."""

from __future__ import annotations

from typing import Any

from bot.sandbox.telegram.faults import Fault, FaultKind
from bot.sandbox.telegram.limits import ALBUM
from bot.sandbox.telegram.methods.media import input_media
from bot.sandbox.telegram.methods.request import Request, method
from bot.sandbox.telegram.methods.sending import compose_many, publish
from bot.sandbox.telegram.refusals import ApiError, bad_request, dead_server, too_many_requests

JSON = dict[str, Any]


@method("sendMediaGroup")
def send_media_group(ask: Request) -> list[JSON]:
    """2 to 10 files as one album: photos and videos together, documents and audios each by themselves. Nothing is sent
    when one of them is refused."""
    chat = ask.chat()
    given = ask.params.array("media") or []
    _check_number(len(given))
    album = [input_media(ask, item, album=True) for item in given]
    check_kinds({media.file.kind for media in album})
    messages, name = compose_many(ask, chat, len(album)), ask.world.new_album()
    fault = ask.trouble(FaultKind.HALF_ALBUM)
    sent: list[JSON] = []
    for message, media in zip(messages, album, strict=True):
        if fault is not None and len(sent) == len(album) // 2:
            raise _broken_off(fault, len(sent) + 1)
        media.put_into(message)
        message.album = name
        sent.append(publish(ask, message))
    return sent


def check_kinds(kinds: set[str]) -> None:
    """Refuses what cannot be in one album."""
    for kind in ("document", "audio"):
        if kind in kinds and len(kinds) > 1:
            raise bad_request(f"{kind} can't be mixed with other media types")


def _check_number(count: int) -> None:
    """The limits: platforms.md. The text for a single item is ours: the documentation wants two, what the server says
    is not known."""
    if count == 0:
        raise bad_request("there are no messages to send")
    if count < ALBUM[0]:
        raise bad_request("too few messages to send as an album")
    if count > ALBUM[1]:
        raise bad_request("too many messages to send as an album")


def _broken_off(fault: Fault, number: int) -> ApiError:
    if fault.seconds:
        return too_many_requests(int(fault.seconds))
    if fault.reason:
        return bad_request(f'failed to send message #{number} with the error message "{fault.reason}"')
    return dead_server(fault.status)
