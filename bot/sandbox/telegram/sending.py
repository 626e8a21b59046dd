"""What people send beside text: files, albums, another file in place of the first."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from typing import Any

from bot.sandbox.telegram import entities
from bot.sandbox.telegram.accounts import JSON
from bot.sandbox.telegram.contents import CAPTIONED, Item
from bot.sandbox.telegram.files import StoredFile
from bot.sandbox.telegram.limits import ALBUM, check_caption
from bot.sandbox.telegram.model import Message
from bot.sandbox.telegram.persons import Persons
from bot.sandbox.telegram.refusals import bad_request


class Sending(Persons):
    """The part of `People` that sends files. An `item` may be given as a dictionary of `Item`'s fields; bytes may be
    base64 in a string, as they come in JSON."""

    def send(
        self,
        user: int,
        peer: int,
        kind: str,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
        quote: str | None = None,
        **item: Any,
    ) -> int:
        """A file of one of the kinds of `contents.KINDS`; `item` are the fields of `Item`: `data`, `name`, `caption`…
        Without bytes it is a stub, of `size` bytes where that is said."""
        return self._send(user, peer, [{"kind": kind} | item], thread, reply_to, quote)[0].id

    def send_album(
        self,
        user: int,
        peer: int,
        items: Sequence[Item | JSON],
        *,
        thread: int | None = None,
        reply_to: int | None = None,
        quote: str | None = None,
    ) -> list[int]:
        """2 to 10 files: a message and an update for each, with one `media_group_id` and no mark of the end."""
        if not ALBUM[0] <= len(items) <= ALBUM[1]:
            raise bad_request("an album has 2 to 10 files")
        return [message.id for message in self._send(user, peer, items, thread, reply_to, quote)]

    def edit_media(self, user: int, peer: int, message: int, item: Item | JSON) -> None:
        """Another file, with its caption, in place of an own one."""
        own = self._own(user, peer, message)
        if own.content is None:
            raise bad_request("message can't be edited")
        self._put(own, as_item(item))
        self._world.edited(own)

    def _send(
        self,
        user: int,
        peer: int,
        items: Sequence[Item | JSON],
        thread: int | None,
        reply_to: int | None,
        quote: str | None = None,
        forward: JSON | None = None,
    ) -> list[Message]:
        album = self._world.new_album() if len(items) > 1 else None
        given = [as_item(item) for item in items]
        for item in given:
            check_caption(entities.clean(item.caption)[0])
        sent = []
        for item in given:
            message = self._compose(user, peer, thread, reply_to, quote)
            message.album, message.forward = album, forward
            self._put(message, item)
            sent.append(self._world.post(message))
        return sent

    def _put(self, message: Message, item: Item) -> None:
        message.content = item.stored(self._world.files)
        caption = item.caption if item.kind in CAPTIONED else ""
        message.text, message.entities = entities.clean(caption, item.formatting)
        check_caption(message.text)
        message.extra.pop("has_media_spoiler", None)
        if item.spoiler:
            message.extra["has_media_spoiler"] = True


def as_item(given: Item | JSON) -> Item:
    """An item as such."""
    if isinstance(given, Item):
        return given
    data, file = given.get("data"), given.get("file")
    if isinstance(data, str):
        given = given | {"data": base64.b64decode(data)}
    if isinstance(file, StoredFile):
        given = given | {"kind": file.kind}
    return Item(**given)
