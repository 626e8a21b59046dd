"""What was sent, through the page's own origin: shown where that is harmless, saved otherwise."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from bot.sandbox.telegram.pictures import png
from tests.sandbox.page.conftest import Page

SCRIPT = b"<script>alert(1)</script>"


async def _telegram(page: Page, kind: str, name: str, data: bytes) -> str:
    world = page.scene.world
    world.people.start(page.client, page.bot)
    world.people.send(page.client, page.bot, kind, name=name, data=data)
    content = page.messages()[-1].content
    assert content is not None
    return f"/sandbox/files/telegram/{content.unique_id}"


def _vk(page: Page, kind: str, name: str, data: bytes) -> str:
    world = page.stage.vk.world
    world.people.send(page.vk_client, kind, name=name, data=data)
    (message,) = world.dialogues[page.vk_client].messages.values()
    file = message.attachments[0].file
    assert file is not None
    return f"/sandbox/files/vk/{file.key}"


async def test_pictures_and_sounds_are_shown(page: Page) -> None:
    """With their bytes and their type."""
    for path, kind in (
        (await _telegram(page, "photo", "Экран.png", png(4, 3)), "image/png"),
        (_vk(page, "photo", "Экран.jpg", png(4, 3)), "image/png"),
    ):
        response = await page.http.get(path)
        assert response.content == png(4, 3)
        assert response.headers["content-type"] == kind
        assert response.headers["content-disposition"].startswith("inline")


@pytest.mark.parametrize("name", ["Страница.html", "Рисунок.svg", "Документ.pdf", "без имени"])
async def test_all_else_is_saved(page: Page, name: str) -> None:
    """Whatever it calls itself: nothing that somebody sent acts in the page's name."""
    for path in (await _telegram(page, "document", name, SCRIPT), _vk(page, "doc", name, SCRIPT)):
        response = await page.http.get(path)
        assert response.content == SCRIPT
        assert response.headers["content-disposition"].startswith("attachment")
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["content-security-policy"].startswith("sandbox; default-src 'none'")


async def test_a_mail_lies_in_a_cage(page: Page) -> None:
    """Its HTML may have styles, and may fetch, run and send nothing; what is enclosed is saved."""
    message = EmailMessage()
    message.set_content("текст")
    message.add_alternative(SCRIPT.decode(), subtype="html")
    message.add_attachment(SCRIPT, maintype="text", subtype="html", filename="Акт.html")
    page.stage.mail.put("a", ["b"], message.as_bytes())
    html = await page.http.get("/sandbox/files/mail/1/html")
    assert html.content.strip() == SCRIPT
    policy = html.headers["content-security-policy"].split("; ")
    assert policy[:2] == ["sandbox", "default-src 'none'"]
    assert not any(part.startswith("script-src") for part in policy)
    enclosed = await page.http.get("/sandbox/files/mail/1/0")
    assert enclosed.content == SCRIPT
    assert enclosed.headers["content-type"] == "application/octet-stream"
    assert enclosed.headers["content-disposition"] == "attachment"


@pytest.mark.parametrize("path", ["telegram/x", "vk/x", "mail/1/html", "mail/1/0", "mail/x/0"])
async def test_what_is_not_there_is_not_found(page: Page, path: str) -> None:
    """Nobody sent it."""
    assert (await page.http.get(f"/sandbox/files/{path}")).status_code == 404
