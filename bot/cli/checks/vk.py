"""Checks of the VK community: its key, what the key may do, the long poll and the events that it tells of.

Plain HTTP, as for Telegram: a question needs no library.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any
from urllib.parse import urlsplit

import httpx
from pydantic import SecretStr

from bot.cli.checks.finding import Finding, fine, off, wrong
from bot.settings import Settings
from bot.texts import say

VERSION = "5.199"
"""Of the API: what the service asks for, and what the events have to be in."""

_PATIENCE = 10.0
"""Seconds to wait for one answer."""

_RIGHTS = {
    "messages": "check-vk-right-messages",
    "manage": "check-vk-right-manage",
    "photos": "check-vk-right-photos",
    "docs": "check-vk-right-docs",
}
"""What the key may not do without, as `groups.getTokenPermissions` names it."""

_NEEDED = {
    "message_new": "check-vk-event-new",
    "message_edit": "check-vk-event-edit",
    "message_allow": "check-vk-event-allow",
    "message_deny": "check-vk-event-deny",
    "message_event": "check-vk-event-press",
}
_USEFUL = {
    "message_reply": "check-vk-event-reply",
    "message_reaction_event": "check-vk-event-reaction",
    "wall_reply_new": "check-vk-event-comment",
}
"""Events, and how VK's settings call them; without the useful ones the line works and knows less."""

_WRONG_KEY = frozenset({5, 27, 28})
_WAIT = frozenset({6, 9, 10, 29})
_CAPTCHA = frozenset({14, 17, 3300})


class _Silent(Exception):
    """VK could not be asked; the words say what to do."""


class _Refused(Exception):
    """VK answered with an error: its code and its words."""

    def __init__(self, code: int, words: str) -> None:
        super().__init__(words)
        self.code, self.words = code, words


class _Community:
    """The community, as far as a check needs it."""

    def __init__(self, client: httpx.AsyncClient, url: str, token: SecretStr) -> None:
        self._client, self._url, self._token = client, url, token

    async def ask(self, method: str, **values: object) -> Any:
        """The method's response. Raises `_Silent` or `_Refused`."""
        host = urlsplit(self._url).netloc.rpartition("@")[2]
        data = {**values, "v": VERSION, "access_token": self._token.get_secret_value()}
        try:
            answer = (await self._client.post(f"{self._url}/method/{method}", data=data)).json()
        except httpx.HTTPError:
            raise _Silent(say("check-vk-silent", host=host)) from None
        except ValueError:
            answer = None
        if isinstance(answer, dict) and isinstance(error := answer.get("error"), dict):
            raise _Refused(int(error.get("error_code", 0)), str(error.get("error_msg", "")))
        if not isinstance(answer, dict) or "response" not in answer:
            raise _Silent(say("check-vk-strange", host=host))
        return answer["response"]


async def check_vk(settings: Settings) -> AsyncIterator[Finding]:
    """The community from its key to its events."""
    vk = settings.vk
    if vk.token is None or vk.group_id is None:
        yield off(say("check-vk-off"))
        return
    async with httpx.AsyncClient(timeout=_PATIENCE, trust_env=False) as client:
        community = _Community(client, vk.api_url, vk.token)
        try:
            yield await _key(community, vk.group_id)
            for finding in await _rights(community, wall=vk.comment_pointer):
                yield finding
            for finding in await _long_poll(community, vk.group_id):
                yield finding
            yield await _bots(community, vk.group_id)
        except _Silent as error:
            yield wrong(str(error))
        except _Refused as error:
            yield wrong(_refusal(error))
        except (KeyError, TypeError, AttributeError, ValueError):
            yield wrong(say("check-vk-answer"))


def _refusal(error: _Refused) -> str:
    if error.code in _WRONG_KEY:
        return say("check-vk-token-wrong")
    if error.code in _CAPTCHA:
        return say("check-vk-captcha")
    return say("check-vk-wait") if error.code in _WAIT else say("check-vk-refused", reason=error.words)


async def _key(community: _Community, group_id: int) -> Finding:
    answer = await community.ask("groups.getById")
    (own, *_) = answer["groups"] if isinstance(answer, dict) else answer
    if own["id"] != group_id:
        return wrong(say("check-vk-other-community", name=own["name"], number=str(own["id"])))
    return fine(say("check-vk-fine", name=own["name"]))


async def _rights(community: _Community, *, wall: bool) -> list[Finding]:
    answer = await community.ask("groups.getTokenPermissions")
    given = {permission["name"] for permission in answer["permissions"]}
    needed = _RIGHTS | ({"wall": "check-vk-right-wall"} if wall else {})
    missing = [wrong(say(words)) for right, words in needed.items() if right not in given]
    return missing or [fine(say("check-vk-rights-fine"))]


async def _long_poll(community: _Community, group_id: int) -> list[Finding]:
    settings = await community.ask("groups.getLongPollSettings", group_id=group_id)
    if not settings["is_enabled"]:
        return [wrong(say("check-vk-long-poll-off"))]
    found = [fine(say("check-vk-long-poll-on"))]
    if settings.get("api_version") != VERSION:
        found.append(wrong(say("check-vk-long-poll-version", version=VERSION)))
    return [*found, *_events(settings["events"])]


async def _bots(community: _Community, group_id: int) -> Finding:
    """Whether keyboards may be sent. VK describes the method as a user's: a community's key may be refused.
    Nothing at all tells a community whether its messages are on."""
    try:
        settings = await community.ask("groups.getSettings", group_id=group_id)
    except _Refused as error:
        if error.code in _WAIT | _CAPTCHA:
            raise
        return off(say("check-vk-bots-untold"))
    told = settings.get("bots_capabilities") if isinstance(settings, dict) else None
    if told is None:
        return off(say("check-vk-bots-untold"))
    return fine(say("check-vk-bots-on")) if told else wrong(say("check-vk-bots-off"))


def _events(events: dict[str, Any]) -> Iterator[Finding]:
    """What VK does not tell the state of (callback buttons' event, for one) has to be looked at by a person."""
    for event, name in (_NEEDED | _USEFUL).items():
        if event not in events:
            yield off(say("check-vk-event-untold", event=say(name)))
        elif events[event]:
            yield fine(say("check-vk-event-on", event=say(name)))
        elif event in _NEEDED:
            yield wrong(say("check-vk-event-off", event=say(name)))
        else:
            yield off(say("check-vk-event-unused", event=say(name)))
