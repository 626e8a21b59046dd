"""The messengers in which a client can write to this line, as clients are told of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.texts import say

_PLACES = {"telegram": "linking-place-telegram", "vk": "linking-place-vk"}
"""The channels that people have accounts in, and where to write there."""

_WITHIN = {"telegram": "linking-in-telegram", "vk": "linking-in-vk"}


def elsewhere(on: Collection[str], here: Collection[str]) -> Sequence[str]:
    """The messengers that are on, but for those of `here`."""
    return [channel for channel in _PLACES if channel in on and channel not in here]


def places(channels: Sequence[str]) -> str:
    """«нашему боту в Telegram или сообществу ВКонтакте»."""
    return say("linking-or").join(say(_PLACES[channel]) for channel in channels)


def within(channel: str) -> str:
    """«в Telegram», «во ВКонтакте»."""
    return say(_WITHIN[channel])
