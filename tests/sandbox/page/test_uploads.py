"""Files that are dropped on a pane."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bot.sandbox.page.uploads import LARGEST
from bot.sandbox.telegram.pictures import png
from tests.sandbox.page.conftest import Page

Files = list[tuple[str, bytes]]

PHOTO, OTHER = ("Экран.png", png(40, 30)), ("Стол.png", png(30, 40))
ACT, LIST = ("Акт сверки.pdf", b"%PDF-1.4"), ("Список.txt", "раз, два".encode())
MARK = {"X-Liniya-Sandbox": "1"}


async def _drop(page: Page, messenger: str, files: Files, /, mark: Any = MARK, **where: Any) -> httpx.Response:
    parts = [(f"file{number}", file) for number, file in enumerate(files)]
    form = {"arguments": json.dumps(where)}
    return await page.http.post(f"/sandbox/upload/{messenger}", data=form, files=parts, headers=mark)


async def _started(page: Page) -> dict[str, int]:
    await page.act("start", user=page.client, bot=page.bot)
    return {"user": page.client, "peer": page.bot}


async def test_pictures_are_an_album_in_telegram(page: Page) -> None:
    """In their order, with their bytes, the caption at the first."""
    who = await _started(page)
    response = await _drop(page, "telegram", [PHOTO, OTHER], **who, caption="Вот")
    first, second = page.messages()[1:]
    assert response.json()["result"] == [first.id, second.id]
    assert first.album is not None
    assert first.album == second.album
    assert [message.text for message in (first, second)] == ["Вот", ""]
    assert first.content is not None
    assert second.content is not None
    assert (first.content.kind, first.content.data, second.content.data) == ("photo", PHOTO[1], OTHER[1])


async def test_pictures_and_documents_do_not_mix_in_telegram(page: Page) -> None:
    """Photos go together and documents go together; what only looks like a picture is a document."""
    who = await _started(page)
    await _drop(page, "telegram", [ACT, PHOTO, LIST, ("Битая.png", PHOTO[1][:20])], **who, caption="Вот")
    contents = [message.content for message in page.messages()[1:]]
    assert [(content.kind, content.name) for content in contents if content] == [
        ("photo", "Экран.png"),
        ("document", "Акт сверки.pdf"),
        ("document", "Список.txt"),
        ("document", "Битая.png"),
    ]
    assert [message.text for message in page.messages()[1:]] == ["Вот", "", "", ""]


async def test_an_operator_drops_into_a_topic(page: Page) -> None:
    """By the topic's thread, in answer to a message."""
    topic = page.scene.world.people.create_topic(page.operator, page.group, "Анна")
    asked = await page.act("say", user=page.operator, peer=page.group, thread=topic, text="?")
    await _drop(page, "telegram", [ACT], user=page.operator, peer=page.group, thread=topic, reply_to=asked)
    sent = list(page.scene.group.messages.values())[-1]
    assert (sent.topic, sent.reply_to and sent.reply_to.id) == (topic, asked)


async def test_everything_is_one_message_in_vk(page: Page) -> None:
    """Pictures and documents together, with their bytes; more than ten are two messages."""
    await _drop(page, "vk", [PHOTO, ACT], user=page.vk_client, caption="Вот")
    world = page.stage.vk.world
    (message,) = world.dialogues[page.vk_client].messages.values()
    assert message.text == "Вот"
    files = [item.file for item in message.attachments]
    assert [item.kind for item in message.attachments] == ["photo", "doc"]
    assert [(file.name, file.blob.read()) for file in files if file] == [PHOTO, ACT]
    await _drop(page, "vk", [PHOTO] * 11, user=page.vk_client)
    assert [len(message.attachments) for message in world.dialogues[page.vk_client].messages.values()] == [2, 10, 1]


async def test_too_much_at_once_is_told_in_a_sentence(page: Page) -> None:
    """Above 50 MB nothing is sent."""
    who = await _started(page)
    response = await _drop(page, "telegram", [("a.bin", bytes(LARGEST + 1_000_000))], **who)
    assert (response.status_code, response.json()["error"]) == (413, "За один раз — не больше 50 МБ.")
    assert len(page.messages()) == 1


@pytest.mark.parametrize(("files", "where"), [([], {}), ([ACT], {"user": "x"}), ([ACT], {}), ([ACT], {"user": 5})])
async def test_nonsense_is_refused(page: Page, files: Files, where: dict[str, Any]) -> None:
    """No files, nobody who sends them, nowhere to send them."""
    response = await _drop(page, "telegram", files, **where)
    assert response.status_code in (400, 403)


async def test_another_site_cannot_send(page: Page) -> None:
    """A form cannot have the page's own header."""
    who = await _started(page)
    assert (await _drop(page, "telegram", [ACT], mark={}, **who)).status_code == 403
    foreign = MARK | {"Origin": "http://example.org"}
    assert (await _drop(page, "telegram", [ACT], mark=foreign, **who)).status_code == 403
