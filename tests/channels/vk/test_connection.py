"""vk_api with its traps closed: time-outs, address, lock, error 6, and keys that are never quoted; over real HTTP."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.channels.vk.connection import Turns, Vk
from bot.channels.vk.errors import COMMUNITY_SCOPE, Refusal, translated
from bot.channels.vk.limits import CONNECTIONS
from bot.errors import Alarm, DeliveryError, Rejected, RetryLater, TooOld, Unreachable
from bot.pacing import Rate
from tests.channels.scripted import Drops, Hangs, Says, ScriptedApi, Step, scripted
from tests.channels.vk.answers import fine, refusal

TOKEN = "vk1.a.not-a-real-key"
PEER = "vk:peer:42"


@asynccontextmanager
async def vk_to(*steps: Step) -> AsyncIterator[tuple[Vk, ScriptedApi]]:
    """The community with a second of patience, against a server that goes through the steps."""
    async with scripted(*steps) as api:
        vk = Vk(TOKEN, 1, api.url, timeout=1)
        try:
            yield vk, api
        finally:
            await vk.close()


async def failure_of(*steps: Step) -> RetryLater:
    """How a question ends that gets no answer."""
    async with vk_to(*steps) as (vk, _):
        with pytest.raises(RetryLater) as caught:
            await vk.ask("users.get", user_ids=1)
    assert TOKEN not in repr(caught.value)
    return caught.value


async def test_question_and_answer() -> None:
    """The request goes to the address that is set, with key and version; None is not sent."""
    async with vk_to(fine([{"id": 1}])) as (vk, api):
        assert await vk.ask("users.get", user_ids="1,2", fields=None) == [{"id": 1}]
        assert api.asked == [("users.get", {"user_ids": "1,2", "v": "5.199", "access_token": TOKEN})]


@pytest.mark.parametrize("code", [6, 14, 17, 5, 901, -2])
async def test_library_handles_no_error_by_itself(code: int) -> None:
    """Neither a recursion at «too many requests» nor a question at a captcha, an incomplete one included: one request,
    and VK's words."""
    async with vk_to(refusal(code, f"said of {TOKEN}")) as (vk, api):
        with pytest.raises(Refusal) as caught:
            await vk.ask("messages.send")
        assert (caught.value.code, caught.value.words, len(api.asked)) == (code, "said of …", 1)


@pytest.mark.parametrize(
    "step",
    [Drops(), Hangs(), Says(502, "<html>"), Says(200, "<html>"), Says(200, {}), Says(200, "[1]"), Says(200, "null")],
)
async def test_no_answer_is_doubtful(step: Step) -> None:
    """Silence, a dropped connection, a 5xx and nonsense say neither when nor whether."""
    error = await failure_of(step)
    assert (error.seconds, error.scope, error.doubtful) == (None, None, True)


async def test_nobody_listening_is_not_doubtful() -> None:
    """Without a connection nothing was sent."""
    assert (await failure_of()).doubtful is False


async def test_calls_fly_at_once() -> None:
    """Each call has an object of the library to itself: they do not wait for each other's lock."""
    arrived = asyncio.Barrier(5)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await arrived.wait()
        body = json.dumps({"response": 1}).encode()
        writer.write(b"HTTP/1.1 200 X\r\nConnection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    vk = Vk(TOKEN, 1, f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", timeout=5)
    assert await asyncio.gather(*(vk.ask("utils.getServerTime") for _ in range(5))) == [1] * 5
    await vk.close()
    server.close()


async def test_given_up_call_leaves_nothing_behind() -> None:
    """Whoever waits may go: the object of the library comes back when its call has ended, and is used again."""
    async with vk_to(Says(200, {"response": 1})) as (vk, api):
        for _ in range(2 * CONNECTIONS):
            asking = asyncio.ensure_future(vk.ask("utils.getServerTime"))
            await asyncio.sleep(0)
            asking.cancel()
            await asyncio.gather(asking, return_exceptions=True)
        assert await vk.ask("utils.getServerTime") == 1
        assert len(api.asked) > CONNECTIONS


async def test_end_waits_for_nobody() -> None:
    """A call without an answer holds a shutdown up for two seconds at most; its thread ends by its time-out."""
    async with scripted(Hangs()) as api:
        vk = Vk(TOKEN, 1, api.url, timeout=4)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await vk.ask("utils.getServerTime")
        await vk.close()
        threads = [thread for thread in threading.enumerate() if thread.name.startswith("vk ")]
        assert len(threads) == 1
        assert threads[0].daemon
        await asyncio.to_thread(threads[0].join, 10)
        assert not threads[0].is_alive()


async def test_redirect_is_not_followed() -> None:
    """A key is carried nowhere but to the API."""
    async with scripted(fine("stolen")) as thief:
        away = Says(307, "")
        async with vk_to(away) as (vk, api):
            api.headers = f"Location: {thief.url}/method/users.get\r\n"
            with pytest.raises(RetryLater):
                await vk.ask("users.get")
        assert thief.asked == []


async def test_pace() -> None:
    """So many requests in a window, then one waits for the window to pass."""
    turns = Turns(Rate(3, 0.05))
    clock = asyncio.get_running_loop().time
    begun = clock()
    for _ in range(4):
        await turns.turn()
    assert clock() - begun >= 0.05


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (5, RetryLater(60.0, COMMUNITY_SCOPE, "token")),
        (27, RetryLater(60.0, COMMUNITY_SCOPE, "token")),
        (28, RetryLater(60.0, COMMUNITY_SCOPE, "token")),
        (6, RetryLater(1.0, COMMUNITY_SCOPE, "Why (6)")),
        (9, RetryLater(10.0, PEER, "Why (9)")),
        (29, RetryLater(60.0, COMMUNITY_SCOPE, "Why (29)")),
        (984, RetryLater(60.0, COMMUNITY_SCOPE, "Why (984)")),
        (14, RetryLater(5.0, COMMUNITY_SCOPE, "Why (14)", alarm=Alarm.VK_CAPTCHA)),
        (17, RetryLater(5.0, COMMUNITY_SCOPE, "Why (17)", alarm=Alarm.VK_CAPTCHA)),
        (10, RetryLater(None, None, "Why (10)", doubtful=True)),
        (1, RetryLater(None, None, "Why (1)", doubtful=True)),
        (18, Unreachable("Why (18)")),
        (900, Unreachable("Why (900)")),
        (901, Unreachable("Why (901)")),
        (902, Unreachable("Why (902)")),
        (936, Unreachable("Why (936)")),
        (1021, Unreachable("Why (1021)")),
        (909, TooOld("Why (909)")),
        (924, TooOld("Why (924)")),
        (100, Rejected("Why (100)")),
        (911, Rejected("Why (911)")),
        (912, Rejected("Why (912)")),
        (913, Rejected("Why (913)")),
        (914, Rejected("Why (914)")),
        (7, Rejected("Why (7)")),
        (777, Rejected("Why (777)")),
    ],
)
def test_refusals_are_translated(code: int, expected: DeliveryError) -> None:
    """Each code of the table becomes what delivery can act on."""
    error = translated(Refusal(code, "Why"), PEER)
    assert (type(error), vars(error)) == (type(expected), vars(expected))
