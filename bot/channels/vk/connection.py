"""The community's key as objects of vk_api, with that library's traps closed; and plain HTTP for what it leaves out.

vk_api is synchronous, holds a lock over its pause and its request, knows no time-out and calls itself without an end
when VK asks to slow down (error 6). So every call has an object of a bounded pool to itself, in a thread, through an
adapter that sets the time-outs and the address; no error has a handler, and the pace is ours.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections import deque
from typing import Any

import httpx
import jconfig
import requests
from requests.adapters import HTTPAdapter
from vk_api import ApiError, ApiHttpError, VkApi

from bot.channels.vk.errors import Refusal, later
from bot.channels.vk.limits import API_URL, CALL_SECONDS, CONNECT_SECONDS, CONNECTIONS, VERSION
from bot.errors import RetryLater
from bot.pacing import Rate, steady

_WRITTEN_IN_VK_API = "https://api.vk.ru/method/"
"""Where `VkApi.method` sends everything, whatever one would like."""

_CLOSING_SECONDS = 2.0


class _Wire(HTTPAdapter):
    """Takes vk_api's requests to the address that is set, with time-outs."""

    def __init__(self, api_url: str, timeout: float) -> None:
        super().__init__(pool_connections=1, pool_maxsize=1)
        self._methods, self._timeout = f"{api_url}/method/", (min(CONNECT_SECONDS, timeout), timeout)

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """As requests wants it."""
        request.url = self._methods + str(request.url).removeprefix(_WRITTEN_IN_VK_API)
        return super().send(request, *args, **options | {"timeout": self._timeout})


def vk_object(token: str, api_url: str = API_URL, timeout: float = CALL_SECONDS) -> VkApi:
    """An object of vk_api that goes nowhere but to the API (not even by a redirect), and keeps no file."""
    session = requests.Session()
    session.trust_env = False
    session.adapters.clear()
    session.mount(_WRITTEN_IN_VK_API, _Wire(api_url, timeout))
    api = VkApi(token=token, api_version=VERSION, session=session, config=jconfig.MemoryConfig)
    api.RPS_DELAY = 0.0
    api.error_handlers = {}
    return api


class Turns:
    """So many requests in any second, in the order in which they were asked for."""

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._taken: deque[float] = deque(maxlen=rate.limit)

    def delay(self) -> float:
        """Seconds until the next one's turn."""
        if len(self._taken) < self._rate.limit:
            return 0.0
        return max(0.0, self._taken[0] + self._rate.seconds - asyncio.get_running_loop().time())

    async def turn(self) -> None:
        """Returns when it is the next one's turn."""
        delay = self.delay()
        self._taken.append(asyncio.get_running_loop().time() + delay)
        if delay:
            await asyncio.sleep(delay)


class Vk:
    """The community, as this service asks VK: `ask` for methods of the API, `http` for everything else."""

    def __init__(
        self,
        token: str,
        group_id: int,
        api_url: str = API_URL,
        *,
        per_second: float = 20,
        timeout: float = CALL_SECONDS,
    ) -> None:
        """Connects to nothing yet. `per_second` requests are made, by whomever (platforms.md: 20 for a community's
        key); each takes at most `timeout` seconds. The environment's proxies are not looked at."""
        self.group_id, self.api_url, self.timeout = group_id, api_url, timeout
        self.http = httpx.AsyncClient(trust_env=False, timeout=httpx.Timeout(timeout, connect=CONNECT_SECONDS))
        self._token = token
        self._turns = Turns(steady(per_second))
        self._room = asyncio.Semaphore(CONNECTIONS)
        self._free: list[VkApi] = []
        self._flying: set[asyncio.Future[Any]] = set()
        self._closed = False

    @property
    def busy(self) -> bool:
        """Whether requests have to wait for their turn: then none should be made that can be done without."""
        return self._turns.delay() > 0

    async def ask(self, method: str, **values: str | float | None) -> Any:
        """The method's response; None among the values is not sent. Raises `Refusal` and `RetryLater`."""
        await self._turns.turn()
        await self._room.acquire()
        answer = self._start(method, {name: value for name, value in values.items() if value is not None})
        try:
            async with asyncio.timeout(self.timeout + CONNECT_SECONDS):
                return await asyncio.shield(answer)
        except ApiError as error:
            raise Refusal(int(error.code), self._quiet(str(error.error.get("error_msg", "")))) from None
        except ApiHttpError as error:
            raise RetryLater(None, None, f"HTTP {error.response.status_code}", doubtful=True) from None
        except TimeoutError:
            raise RetryLater(None, None, "TimeoutError", doubtful=True) from None
        except requests.RequestException as error:
            raise later(error) from None
        except (KeyError, TypeError, AttributeError, ValueError):  # vk_api makes nothing of the answer
            raise RetryLater(None, None, "strange answer", doubtful=True) from None
        except RuntimeError:
            raise RetryLater(None, None, "no thread") from None

    async def close(self) -> None:
        """Lets the connections go. A call that is still under way ends by its time-out and holds nothing up."""
        self._closed = True
        await self.http.aclose()
        if self._flying:
            await asyncio.wait(self._flying, timeout=_CLOSING_SECONDS)
        while self._free:
            self._free.pop().http.close()

    def _start(self, method: str, values: dict[str, Any]) -> asyncio.Future[Any]:
        """The call in a thread of its own. Whoever waits may be cancelled; the object comes back when the call ends."""
        loop = asyncio.get_running_loop()
        api = self._free.pop() if self._free else vk_object(self._token, self.api_url, self.timeout)
        future: asyncio.Future[Any] = loop.create_future()
        self._flying.add(future)

        def land(result: Any, error: Exception | None) -> None:
            self._flying.discard(future)
            self._give_back(api)
            if error is None:
                future.set_result(result)
                return
            future.set_exception(error)
            future.exception()  # Whoever waited may be gone.

        def fly() -> None:
            result, error = None, None
            try:
                result = api.method(method, values)
            except Exception as raised:  # noqa: BLE001  (it is raised again where it is waited for)
                error = raised
            try:
                loop.call_soon_threadsafe(land, result, error)
            except RuntimeError:  # the loop has ended meanwhile
                api.http.close()

        try:
            threading.Thread(target=fly, name=f"vk {method}", daemon=True).start()
        except RuntimeError as error:  # the machine has no thread left
            land(None, error)
        return future

    def _give_back(self, api: VkApi) -> None:
        self._room.release()
        if self._closed:
            with contextlib.suppress(OSError):
                api.http.close()
        else:
            self._free.append(api)

    def _quiet(self, words: str) -> str:
        """VK's words, without the key in case they quote it."""
        return words.replace(self._token, "…") if self._token else words
