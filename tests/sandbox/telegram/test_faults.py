"""Troubles that a test orders, and the states of the world that refuse a bot."""

import time

import httpx
import pytest

from bot.sandbox.telegram.faults import FaultKind
from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api


def _texts(scene: Scene, chat: str) -> list[str]:
    chats = {chat["key"]: chat for chat in scene.world.snapshot()["chats"]}
    return [message["text"] for message in chats[chat]["messages"]]


async def test_ordered_429_meets_one_chat_as_often_as_said(api: Api, people: People, scene: Scene, anna: int) -> None:
    """`retry_after` of any length, for one chat only, then over."""
    other = people.add_client("Борис")
    people.start(other, scene.clients_bot.id)
    scene.world.faults.order(FaultKind.RETRY_AFTER, chat=anna, seconds=2282, times=2)
    for _ in range(2):
        refusal = await api("sendMessage", chat_id=anna, text="раз")
        assert refusal["parameters"] == {"retry_after": 2282}
        await api.ok("sendMessage", chat_id=other, text="раз")
    await api.ok("sendMessage", chat_id=anna, text="раз")


async def test_server_error_until_cleared_spares_polling(api: Api, scene: Scene, anna: int) -> None:
    """A 5xx lasts until it is cleared; `getUpdates` goes on unless it is named."""
    scene.world.faults.order("server_error", status=503, times=None)
    for _ in range(2):
        assert (await api("sendMessage", chat_id=anna, text="раз"))["error_code"] == 503
    assert await api.updates() == []
    scene.world.faults.clear()
    await api.ok("sendMessage", chat_id=anna, text="раз")


@pytest.mark.parametrize(("kind", "done"), [("drop_before", 0), ("drop_after", 1)])
async def test_dropped_connection_before_or_after_the_work(
    api: Api, scene: Scene, anna: int, kind: str, done: int
) -> None:
    """The client sees a dead connection both times; only the later one has left a message."""
    scene.world.faults.order(kind, method="sendMessage")
    with pytest.raises(httpx.TransportError):
        await api("sendMessage", chat_id=anna, text="раз")
    assert _texts(scene, f"{scene.clients_bot.id}:{anna}")[1:] == ["раз"] * done
    assert [call.answer for call in scene.world.calls.since()] == [None]
    await api.ok("sendMessage", chat_id=anna, text="два")


async def test_delay_comes_before_everything(api: Api, scene: Scene, anna: int) -> None:
    """The answer takes at least so long, and the log says how long it took."""
    scene.world.faults.order("delay", seconds=0.2)
    before = time.monotonic()
    await api.ok("sendMessage", chat_id=anna, text="раз")
    assert time.monotonic() - before >= 0.2
    assert scene.world.calls.since()[-1].took >= 0.2


async def test_fault_for_one_bot_leaves_the_other(api: Api, desk: Api, scene: Scene) -> None:
    """A trouble may be ordered for one bot."""
    scene.world.faults.order("server_error", bot=scene.clients_bot.id, times=None)
    assert (await api("getMe"))["error_code"] == 502
    await desk.ok("getMe")


async def test_blocked_bot(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Blocking and unblocking come as `my_chat_member`; between them every message is refused."""
    bot = scene.clients_bot.id
    people.block(anna, bot)
    assert await api.refused("sendMessage", chat_id=anna, text="раз") == "Forbidden: bot was blocked by the user"
    people.unblock(anna, bot)
    await api.ok("sendMessage", chat_id=anna, text="раз")
    blocked, unblocked = [update["my_chat_member"] for update in await api.updates()]
    assert (blocked["old_chat_member"]["status"], blocked["new_chat_member"]["status"]) == ("member", "kicked")
    assert (unblocked["old_chat_member"]["status"], unblocked["new_chat_member"]["status"]) == ("kicked", "member")
    assert blocked["chat"]["id"] == anna


async def test_people_who_cannot_be_written_to(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Never wrote, deleted account, unknown id, another bot: each has its text."""
    stranger = people.add_client("Борис")
    assert await api.refused("sendMessage", chat_id=stranger, text="раз") == (
        "Forbidden: bot can't initiate conversation with a user"
    )
    people.deactivate(anna)
    assert await api.refused("sendMessage", chat_id=anna, text="раз") == "Forbidden: user is deactivated"
    assert await api.refused("sendMessage", chat_id=999, text="раз") == "Bad Request: chat not found"
    assert await api.refused("sendMessage", chat_id=-999, text="раз") == "Bad Request: chat not found"
    assert (await api.refused("sendMessage", chat_id=scene.desk_bot.id, text="раз")).startswith("Forbidden: bot can't")


@pytest.mark.parametrize("error", ["message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"])
async def test_deleted_topic_refuses_with_the_ordered_text(
    desk: Api, people: People, scene: Scene, oleg: int, error: str
) -> None:
    """A deleted topic takes its messages along and refuses with any of Telegram's texts."""
    group = scene.group.id
    thread = (await desk.ok("createForumTopic", chat_id=group, name="Анна"))["message_thread_id"]
    sent = await desk.ok("sendMessage", chat_id=group, message_thread_id=thread, text="карточка")
    people.delete_topic(group, thread, error)
    refusal = await desk.refused("sendMessage", chat_id=group, message_thread_id=thread, text="раз")
    assert refusal == f"Bad Request: {error}"
    refusal = await desk.refused("editMessageText", chat_id=group, message_id=sent["message_id"], text="раз")
    assert refusal == "Bad Request: message to edit not found"


async def test_closed_topic_takes_nothing_until_it_is_reopened(
    desk: Api, people: People, scene: Scene, oleg: int
) -> None:
    """`TOPIC_CLOSED`, and after `reopenForumTopic` messages pass."""
    group = scene.group.id
    thread = people.create_topic(oleg, group, "Анна")
    people.close_topic(oleg, group, thread)
    refusal = await desk.refused("sendMessage", chat_id=group, message_thread_id=thread, text="раз")
    assert refusal == "Bad Request: TOPIC_CLOSED"
    await desk.ok("reopenForumTopic", chat_id=group, message_thread_id=thread)
    await desk.ok("sendMessage", chat_id=group, message_thread_id=thread, text="раз")
    refusal = await desk.refused("reopenForumTopic", chat_id=group, message_thread_id=thread)
    assert refusal == "Bad Request: TOPIC_NOT_MODIFIED"
    kinds = [next(key for key in update["message"] if key.startswith("forum")) for update in await desk.updates()]
    assert kinds == ["forum_topic_created", "forum_topic_closed", "forum_topic_reopened"]


async def test_lost_right_and_kick(desk: Api, people: People, scene: Scene) -> None:
    """A plain member may write but make no topic; muted, not even write; kicked, nothing."""
    group, bot = scene.group.id, scene.desk_bot.id
    people.demote(group, bot)
    assert await desk.refused("createForumTopic", chat_id=group, name="Анна") == (
        "Bad Request: not enough rights to create a topic"
    )
    await desk.ok("sendMessage", chat_id=group, text="раз")
    people.mute(group, bot)
    assert await desk.refused("sendMessage", chat_id=group, text="раз") == (
        "Bad Request: not enough rights to send text messages to the chat"
    )
    people.kick(group, bot)
    assert await desk.refused("sendMessage", chat_id=group, text="раз") == (
        "Forbidden: bot was kicked from the supergroup chat"
    )
    people.promote(group, bot)
    await desk.ok("createForumTopic", chat_id=group, name="Анна")
    statuses = [
        update["my_chat_member"]["new_chat_member"]["status"]
        for update in await desk.updates()
        if "my_chat_member" in update
    ]
    assert statuses == ["member", "restricted", "kicked", "administrator"]


async def test_group_upgraded_to_another_id(desk: Api, people: People, scene: Scene, oleg: int) -> None:
    """The old id answers with the new one; both sides of the move are told; topics keep their ids."""
    old = scene.group.id
    thread = people.create_topic(oleg, old, "Анна")
    new = people.upgrade(old)
    refusal = await desk("sendMessage", chat_id=old, message_thread_id=thread, text="раз")
    assert refusal["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert refusal["parameters"] == {"migrate_to_chat_id": new}
    await desk.ok("sendMessage", chat_id=new, message_thread_id=thread, text="раз")
    *_, left, came = [update["message"] for update in await desk.updates()]
    assert (left["chat"]["id"], left["migrate_to_chat_id"]) == (old, new)
    assert (came["chat"]["id"], came["migrate_from_chat_id"]) == (new, old)


async def test_ordered_refusal_in_any_words(api: Api, scene: Scene, anna: int) -> None:
    """400 unless said otherwise, with the reason as Telegram would give it; nothing is done."""
    scene.world.faults.order("refusal", method="sendMessage", reason="CHAT_RESTRICTED")
    assert await api.refused("sendMessage", chat_id=anna, text="раз") == "Bad Request: CHAT_RESTRICTED"
    scene.world.faults.order("refusal", status=403, reason="bot was kicked from the group chat")
    refusal = await api("sendMessage", chat_id=anna, text="раз")
    assert (refusal["error_code"], refusal["description"]) == (403, "Forbidden: bot was kicked from the group chat")
    assert _texts(scene, f"{scene.clients_bot.id}:{anna}") == ["/start"]


async def _take(api: Api, path: str, taken: list[bytes]) -> None:
    async with api.http.stream("GET", path) as response:
        async for piece in response.aiter_raw():
            taken.append(piece)  # noqa: PERF401  # what came before the end is wanted


@pytest.mark.parametrize(("kind", "got"), [("drop_before", b""), ("drop_after", b"12345"), ("server_error", b"")])
async def test_troubled_download(api: Api, scene: Scene, anna: int, kind: str, got: bytes) -> None:
    """Fetching a file may fail at once, in the middle, or with 5xx, when `download` is named; a trouble for everything
    leaves it alone."""
    sent = await api.sent("sendDocument", {"document": ("a.txt", b"1234567890")}, chat_id=anna)
    file = await api.ok("getFile", file_id=sent["document"]["file_id"])
    path = f"/file/bot{api.token}/{file['file_path']}"
    scene.world.faults.order("server_error", times=None)
    scene.world.faults.order(kind, method="download")
    if kind == "server_error":
        assert (await api.http.get(path)).status_code == 502
    else:
        taken: list[bytes] = []
        with pytest.raises(httpx.TransportError):
            await _take(api, path, taken)
        assert b"".join(taken) == got
    assert (await api.http.get(path)).content == b"1234567890"
