"""vk_api's bare echo: `VkBotLongPoll.check` in a loop, and `messages.send`. `… <API's URL> <token> <group's id>
[--no-delay]`; without it the library waits 0.05 s between calls, as `VkApiGroup` does."""

import random
import sys
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from vk_api.bot_longpoll import VkBotEventType, VkBotLongPoll
from vk_api.vk_api import VkApiGroup

_WRITTEN_IN_VK_API = "https://api.vk.ru/method/"


class Elsewhere(HTTPAdapter):
    """Takes calls to the emulated VK: the address is fixed in the library (platforms.md)."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """As requests wants it."""
        request.url = str(request.url).replace(_WRITTEN_IN_VK_API, f"{self._url}/method/")
        return super().send(request, *args, **options)


def echo(vk: VkApiGroup, group: int) -> None:
    """Says the same, for ever."""
    poll = VkBotLongPoll(vk, group)
    poll.session.trust_env = False
    api = vk.get_api()
    while True:
        for event in poll.check():
            if event.type == VkBotEventType.MESSAGE_NEW:
                text, peer = event.message["text"], event.message["peer_id"]
                api.messages.send(peer_id=peer, message=text, random_id=random.randrange(1, 2**31))


if __name__ == "__main__":
    url, token, group, *options = sys.argv[1:]
    session = requests.Session()
    session.trust_env = False
    session.mount(_WRITTEN_IN_VK_API, Elsewhere(url))
    vk = VkApiGroup(token=token, api_version="5.199", session=session)
    if "--no-delay" in options:
        vk.RPS_DELAY = 0
    echo(vk, int(group))
