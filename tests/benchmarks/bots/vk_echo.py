"""vk_api's bare echo. `… <API's URL> <key> <community's number> <"delay", as the library ships it, or "no-delay">`."""

import sys
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from vk_api import VkApiGroup
from vk_api.bot_longpoll import VkBotEventType, VkBotLongPoll

PREFIX = "https://api.vk.ru/method/"


class Elsewhere(HTTPAdapter):
    """To the emulated VK: the library has its address written into it."""

    def send(self, request: requests.PreparedRequest, *args: Any, **options: Any) -> requests.Response:
        """As requests wants it."""
        request.url = f"{url}/method/" + str(request.url).removeprefix(PREFIX)
        return super().send(request, *args, **options)


if __name__ == "__main__":
    url, token, group_id, delay = sys.argv[1:]
    session = requests.Session()
    session.mount(PREFIX, Elsewhere())
    vk = VkApiGroup(token=token, api_version="5.199", session=session)
    if delay == "no-delay":
        vk.RPS_DELAY = 0
    for event in VkBotLongPoll(vk, int(group_id)).listen():
        if event.type == VkBotEventType.MESSAGE_NEW:
            message = event.message
            vk.method("messages.send", {"peer_id": message.peer_id, "random_id": message.id, "message": message.text})
