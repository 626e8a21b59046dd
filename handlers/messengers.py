"""The messengers in which a client can write to this line, as clients are told of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from bot.texts import say

_PLACES = {"telegram": "linking-place-telegram", "vk": "linking-place-vk"}
"""The channels that people have accounts in, and where to write there."""

_WITHIN = {"telegram": "linking-in-telegram", "vk": "linking-in-vk"}


def elsewhere(on: Collection[str], here: Collection[str]) -> Sequence[str]:
    """The messengers that are on, but for those of `here`."""
    return [channel for channel in _PLACES if channel in on and channel not in here]


def places(channels: Sequence[str], addresses: Mapping[str, str]) -> str:
    """«нашему боту в Telegram (t.me/…) или нашему сообществу ВКонтакте»."""
    return say("linking-or").join(_place(channel, addresses.get(channel)) for channel in channels)


def _place(channel: str, address: str | None) -> str:
    place = say(_PLACES[channel])
    return say("linking-place-at", place=place, address=address) if address else place


def within(channel: str) -> str:
    """«в Telegram», «во ВКонтакте»."""
    return say(_WITHIN[channel])
