"""Clients' files on their way here: whole, within their limit, and from no address inside this network."""

from __future__ import annotations

import io

import httpx
import pytest

from bot.channels.vk.connection import Vk
from bot.channels.vk.contents import attachments as contents_of
from bot.channels.vk.files import VkFiles
from bot.content import ContentKind
from bot.errors import Rejected, RetryLater, TooLarge
from tests.channels.scripted import Drops, Says, scripted
from tests.channels.vk.talk import Talk


async def test_bytes_arrive_as_they_were(talk: Talk) -> None:
    """Streamed up and down, nothing is changed."""
    data = bytes(range(256)) * 1000
    number = await talk.send(attachments=(talk.file(ContentKind.DOCUMENT, data, "данные.bin"),))
    answer = await talk.vk.ask(
        "messages.getByConversationMessageId", peer_id=talk.anna, conversation_message_ids=number
    )
    (attachment,) = contents_of(answer["items"][0])
    assert attachment.remote is not None
    to = io.BytesIO()
    await VkFiles(talk.vk).download(attachment.remote.ref, to, len(data))
    assert to.getvalue() == data
    with pytest.raises(TooLarge):
        await VkFiles(talk.vk).download(attachment.remote.ref, io.BytesIO(), len(data) - 1)


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (Says(404, ""), Rejected),
        (Says(403, ""), Rejected),
        (Says(429, ""), RetryLater),
        (Says(503, ""), RetryLater),
        (Drops(), RetryLater),
    ],
)
async def test_file_that_does_not_come(step: Says | Drops, error: type[Exception]) -> None:
    """What may come later is told apart from what never will."""
    async with scripted(step) as api:
        vk = Vk("x", 1, api.url, timeout=1)
        with pytest.raises(error):
            await VkFiles(vk).download(f"{api.url}/file", io.BytesIO(), 10)
        await vk.close()


def pretended(*answers: httpx.Response) -> Vk:
    """The real VK's address, with these answers to plain requests."""
    steps = iter(answers)
    vk = Vk("x", 1)
    vk.http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: next(steps)))
    return vk


PUBLIC = "https://93.184.215.14/doc"


async def test_redirects_are_followed() -> None:
    """A document's address leads to the server that has it."""
    vk = pretended(httpx.Response(302, headers={"location": "/other"}), httpx.Response(200, content=b"abc"))
    to = io.BytesIO()
    await VkFiles(vk).download(PUBLIC, to, 3)
    assert to.getvalue() == b"abc"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/health",
        "http://[::1]/",
        "http://10.0.0.5/",
        "http://169.254.169.254/latest/meta-data",
        "http://192.168.1.1/",
        "http://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "ftp://93.184.215.14/",
        "//",
        "http://",
        "http://a..b/",
        f"http://{'a' * 70}.ru/",
        "http://[::1",
        "http://93.184.215.14:x/",
    ],
)
async def test_no_address_leads_into_this_network(url: str) -> None:
    """Neither at once nor by a redirect, where VK is the real one."""
    with pytest.raises(Rejected):
        await VkFiles(pretended()).download(url, io.BytesIO(), 10)
    away = httpx.Response(302, headers={"location": url})
    with pytest.raises(Rejected):
        await VkFiles(pretended(away, httpx.Response(404))).download(PUBLIC, io.BytesIO(), 10)


@pytest.mark.parametrize("status", [300, 301, 302, 303, 304, 307, 308])
async def test_redirect_to_nowhere(status: int) -> None:
    """What does not say where the file is has none."""
    with pytest.raises(Rejected):
        await VkFiles(pretended(httpx.Response(status))).download(PUBLIC, io.BytesIO(), 10)


@pytest.mark.parametrize("claimed", ["many", "-1", "9" * 5000, "²"])
async def test_odd_size(claimed: str) -> None:
    """A size that is none is not believed either: the bytes are counted."""
    told = httpx.Response(200, headers=[(b"content-length", claimed.encode())], content=b"x" * 99)
    with pytest.raises(TooLarge):
        await VkFiles(pretended(told)).download(PUBLIC, io.BytesIO(), 10)


async def test_endless_redirects_end() -> None:
    """After five."""
    vk = pretended(*[httpx.Response(302, headers={"location": "/again"})] * 10)
    with pytest.raises(Rejected):
        await VkFiles(vk).download(PUBLIC, io.BytesIO(), 10)


async def test_declared_size_is_not_believed() -> None:
    """More bytes than were told end the download."""
    told = httpx.Response(200, headers={"content-length": "99"}, content=b"x" * 99)
    with pytest.raises(TooLarge):
        await VkFiles(pretended(told)).download(PUBLIC, io.BytesIO(), 10)
