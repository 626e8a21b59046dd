"""Who there is in the emulated VK: people, and the community that the bot speaks for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]

_PICTURE = "https://vk.com/images/camera_100.png"


@dataclass(slots=True, eq=False)
class Person:
    """A user; their dialogue with the community has their id as `peer_id`."""

    id: int
    first_name: str
    last_name: str = ""
    screen_name: str | None = None
    deactivated: bool = False

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    @property
    def domain(self) -> str:
        """The address of their page."""
        return self.screen_name or f"id{self.id}"

    def to_json(self, fields: list[str] | None = None) -> JSON:
        """VK's user object with the `fields` that were asked for."""
        if self.deactivated:
            return {"id": self.id, "first_name": "DELETED", "last_name": "", "deactivated": "deleted"}
        known = {"screen_name": self.domain, "domain": self.domain, "photo_50": _PICTURE, "photo_100": _PICTURE}
        known |= {"photo_200": _PICTURE}
        data: JSON = {"id": self.id, "first_name": self.first_name, "last_name": self.last_name}
        data |= {"can_access_closed": True, "is_closed": False}
        return data | {name: known[name] for name in fields or () if name in known}


@dataclass(slots=True, eq=False)
class Community:
    """The community: `id` is positive, messages come from minus `id`; `token` is its access key."""

    id: int
    name: str
    screen_name: str
    token: str
    bots: bool = True
    """«Возможности ботов» in its settings: without them no keyboard may be sent (912)."""

    @property
    def owner_id(self) -> int:
        """Its id as an author or an owner."""
        return -self.id

    def to_json(self) -> JSON:
        """VK's group object."""
        pictures = {"photo_50": _PICTURE, "photo_100": _PICTURE, "photo_200": _PICTURE}
        return {"id": self.id, "name": self.name, "screen_name": self.screen_name, "is_closed": 0, "type": "group"} | {
            **pictures
        }
