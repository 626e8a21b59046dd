"""`groups.*`, `users.get` and `utils.*`: who the bot is, who writes to it, and its long poll."""

from __future__ import annotations

from bot.sandbox.vk.accounts import Person
from bot.sandbox.vk.longpoll import KINDS
from bot.sandbox.vk.methods.request import JSON, Request, method
from bot.sandbox.vk.refusals import invalid, refused

_PERMISSIONS = {"photos": 4, "docs": 131072, "messages": 4096, "manage": 262144, "wall": 8192, "stories": 64}
"""The rights of the community's key, with their bits (dev.vk.com, rights of community keys)."""

_OTHER_KINDS = (
    *("audio_new", "board_post_delete", "board_post_edit", "board_post_new", "board_post_restore"),
    *("group_change_photo", "group_change_settings", "group_join", "group_leave", "group_officers_edit"),
    *("lead_forms_new", "market_comment_delete", "market_comment_edit", "market_comment_new"),
    *("market_comment_restore", "market_order_new", "market_order_edit", "photo_comment_delete"),
    *("photo_comment_edit", "photo_comment_new", "photo_comment_restore", "photo_new", "poll_vote_new"),
    *("video_comment_delete", "video_comment_edit", "video_comment_new", "video_comment_restore", "video_new"),
    *("wall_reply_delete", "wall_reply_edit", "wall_reply_restore", "wall_repost", "wall_schedule_post_new"),
    *("wall_schedule_post_delete", "donut_subscription_create", "donut_subscription_prolonged"),
    *("donut_subscription_cancelled", "donut_subscription_expired", "donut_subscription_price_changed"),
    *("donut_money_withdraw", "donut_money_withdraw_error", "like_add", "like_remove"),
)
"""Events that the settings know and the sandbox never makes."""


@method("groups.getById")
def get_by_id(ask: Request) -> JSON:
    """The community itself, also when nobody is named."""
    community = ask.world.community
    named = ask.params.words("group_ids") or ask.params.words("group_id")
    if any(name.removeprefix("club") not in (str(community.id), community.screen_name) for name in named):
        raise refused(100, "group_ids is undefined or invalid")
    return {"groups": [community.to_json()], "profiles": []}


@method("groups.getTokenPermissions")
def get_token_permissions(_: Request) -> JSON:
    """What the key may do."""
    permissions = [{"name": name, "setting": setting} for name, setting in _PERMISSIONS.items()]
    return {"mask": sum(_PERMISSIONS.values()), "permissions": permissions}


@method("groups.getSettings")
def get_settings(_: Request) -> JSON:
    """A user's method, says VK's description: not for the community's key."""
    raise refused(27, "method is unavailable with group auth.")


@method("groups.getLongPollServer")
def get_long_poll_server(ask: Request) -> JSON:
    """Address, key and the number of the last event: whoever begins with it skips all earlier (platforms.md: VK)."""
    _own_group(ask)
    poll = ask.world.long_poll
    if not poll.enabled:
        raise invalid("longpoll for this group is not enabled")
    address = f"{ask.world.base_url}/lp/{ask.world.community.id}/{poll.address}"
    return {"key": poll.key, "server": address, "ts": str(poll.ts)}


@method("groups.getLongPollSettings")
def get_long_poll_settings(ask: Request) -> JSON:
    """Which events are on."""
    _own_group(ask)
    poll = ask.world.long_poll
    events = {kind: int(kind in poll.events) for kind in (*KINDS, *_OTHER_KINDS) if not kind.startswith("like_")}
    del events["message_event"]
    return {"is_enabled": poll.enabled, "api_version": poll.api_version, "events": events}


@method("groups.setLongPollSettings")
def set_long_poll_settings(ask: Request) -> int:
    """Switches on and off what is named; the rest stays."""
    _own_group(ask)
    poll = ask.world.long_poll
    if ask.params.has("enabled"):
        poll.enabled = ask.params.flag("enabled")
    if ask.params.has("api_version"):
        poll.api_version = ask.params.text("api_version")
    for kind in (*KINDS, *_OTHER_KINDS):
        if ask.params.has(kind):
            (poll.events.add if ask.params.flag(kind) else poll.events.discard)(kind)
    return 1


@method("users.get")
def users_get(ask: Request) -> list[JSON]:
    """The people named, by id or address; who is not there is left out. Nobody for a community's own key."""
    names = ask.params.words("user_ids")
    found = [person for name in names if (person := _person(ask, name))]
    return [person.to_json(ask.params.words("fields")) for person in found]


@method("utils.resolveScreenName")
def resolve_screen_name(ask: Request) -> JSON | list[JSON]:
    """What stands behind an address of vk.com; an empty array for nothing."""
    name = ask.params.text("screen_name")
    if name == ask.world.community.screen_name:
        return {"type": "group", "object_id": ask.world.community.id}
    person = _person(ask, name)
    return {"type": "user", "object_id": person.id} if person else []


def _own_group(ask: Request) -> None:
    ask.params.required("group_id")
    ask.check_group()


def _person(ask: Request, name: str) -> Person | None:
    people = ask.world.persons
    if name.isdecimal():
        return people.get(int(name))
    return next((person for person in people.values() if person.domain == name), None)
