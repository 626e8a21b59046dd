"""What people send that is neither text nor file, and what they pass on from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from bot.sandbox.telegram import entities, facts
from bot.sandbox.telegram.accounts import JSON
from bot.sandbox.telegram.contents import Item
from bot.sandbox.telegram.limits import check_text
from bot.sandbox.telegram.origins import origin_json
from bot.sandbox.telegram.refusals import bad_request
from bot.sandbox.telegram.sending import Sending


class Telling(Sending):
    """The part of `People` for places, contacts, polls, dice and forwards."""

    def send_location(
        self,
        user: int,
        peer: int,
        latitude: float,
        longitude: float,
        *,
        live_period: int | None = None,
        accuracy: float | None = None,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A place; `live_period` (seconds): one that can be moved, see `move_location`."""
        place = facts.location(latitude, longitude, live_period=live_period, horizontal_accuracy=accuracy)
        return self._tell(user, peer, place, thread, reply_to)

    def move_location(self, user: int, peer: int, message: int, latitude: float, longitude: float) -> None:
        """A live location is elsewhere now: `edited_message`."""
        own = self._own(user, peer, message)
        if "live_period" not in own.facts.get("location", {}):
            raise bad_request("message can't be edited")
        own.facts = facts.location(**own.facts["location"] | {"latitude": latitude, "longitude": longitude})
        self._world.edited(own)

    def stop_location(self, user: int, peer: int, message: int) -> None:
        """A live location stands still from now on: `edited_message` without `live_period`."""
        own = self._own(user, peer, message)
        if "live_period" not in own.facts.get("location", {}):
            raise bad_request("message can't be edited")
        own.facts = facts.location(**own.facts["location"] | {"live_period": None})
        self._world.edited(own)

    def send_venue(
        self,
        user: int,
        peer: int,
        latitude: float,
        longitude: float,
        title: str,
        address: str,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A place with a name and an address."""
        return self._tell(user, peer, facts.venue(latitude, longitude, title, address), thread, reply_to)

    def send_contact(
        self,
        user: int,
        peer: int,
        phone: str,
        first_name: str,
        *,
        last_name: str | None = None,
        user_id: int | None = None,
        vcard: str | None = None,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """Somebody's phone; `user_id` where Telegram knows whose it is."""
        what = facts.contact(phone, first_name, last_name=last_name, user_id=user_id, vcard=vcard)
        return self._tell(user, peer, what, thread, reply_to)

    def share_contact(self, user: int, peer: int, phone: str) -> int:
        """Presses a reply keyboard's button with `request_contact`: the person's own phone, as their account has it."""
        person = self._person(user)
        return self.send_contact(user, peer, phone, person.first_name, last_name=person.last_name, user_id=user)

    def send_poll(
        self,
        user: int,
        peer: int,
        question: str,
        options: Sequence[str],
        *,
        quiz: bool = False,
        anonymous: bool = True,
        multiple: bool = False,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A poll."""
        what = facts.poll(question, options, quiz=quiz, anonymous=anonymous, multiple=multiple)
        return self._tell(user, peer, what, thread, reply_to)

    def send_dice(
        self,
        user: int,
        peer: int,
        emoji: str = "🎲",
        value: int | None = None,
        *,
        thread: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A throw of one of `facts.DICE`."""
        return self._tell(user, peer, facts.dice(emoji, value), thread, reply_to)

    def send_other(
        self, user: int, peer: int, kind: str, *, thread: int | None = None, reply_to: int | None = None
    ) -> int:
        """One of `facts.OTHERS`: kinds that no bot is written for."""
        chat = {"id": user, "type": "private", "first_name": self._person(user).first_name}
        return self._tell(user, peer, facts.other(kind, chat, self._world.timestamp()), thread, reply_to)

    def forward(
        self,
        user: int,
        peer: int,
        origin: str,
        name: str,
        *,
        text: str = "",
        formatting: list[JSON] | None = None,
        item: Item | JSON | None = None,
        author: int | None = None,
        message_id: int | None = None,
        thread: int | None = None,
    ) -> int:
        """Passes on a text, or a file (`item`), of somebody else: see `origins.origin_json`."""
        source = origin_json(origin, name, self._world.timestamp(), author, message_id)
        if item is not None:
            return self._send(user, peer, [item], thread, None, forward=source)[0].id
        cleaned, found = entities.clean(text, formatting)
        check_text(cleaned)
        message = self._compose(user, peer, thread, None)
        message.text, message.entities, message.forward = cleaned, found, source
        return self._world.post(message).id

    def forward_album(
        self,
        user: int,
        peer: int,
        origin: str,
        name: str,
        items: Sequence[Item | JSON],
        *,
        author: int | None = None,
        message_id: int | None = None,
        thread: int | None = None,
    ) -> list[int]:
        """Passes on an album of somebody else."""
        source = origin_json(origin, name, self._world.timestamp(), author, message_id)
        return [message.id for message in self._send(user, peer, items, thread, None, forward=source)]

    def forward_message(self, user: int, peer: int, from_peer: int, message: int, *, thread: int | None = None) -> int:
        """Passes on a message that the person sees, from one chat to another or within one."""
        source = self._message(self._chat(user, from_peer), message)
        if source.service is not None or source.extra.get("has_protected_content"):
            raise bad_request("message can't be forwarded")
        made = self._compose(user, peer, thread, None)
        made.take(source)
        made.forward = source.origin
        return self._world.post(made).id

    def _tell(self, user: int, peer: int, what: JSON, thread: int | None, reply_to: int | None) -> int:
        message = self._compose(user, peer, thread, reply_to)
        message.facts = what
        return self._world.post(message).id
