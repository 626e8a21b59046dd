"""The page's VK in a browser: the dialogue with its keyboards and contents, and the wall."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from playwright.async_api import Browser, FilePayload, expect

from bot.sandbox.telegram.pictures import png
from tests.sandbox.page.browsing import NARROW, WIDE, walking
from tests.sandbox.page.conftest import Page, VkApi

pytestmark = pytest.mark.browser

_numbers = itertools.count(1)


def _button(kind: str, label: str, color: str | None = None, **more: Any) -> dict[str, Any]:
    action = {"type": kind, "label": label, **more}
    return {"action": action, "color": color} if color else {"action": action}


async def _says(page: Page, vk_api: VkApi, text: str, *rows: list[dict[str, Any]], inline: bool = True) -> Any:
    board = {"keyboard": {"inline": inline, "one_time": False, "buttons": list(rows)}} if rows else {}
    return await vk_api("messages.send", peer_id=page.vk_client, random_id=next(_numbers), message=text, **board)


async def test_buttons_of_every_kind(browser: Browser, page: Page, vk_api: VkApi) -> None:
    """A callback turns until it is answered with a snackbar; a text button says its words; a link is a link; the menu
    stands under the field."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("vk-start").click()
        await expect(walk.message("vk-log", "Начать")).to_be_visible()
        menu = [_button("text", "Мои обращения", "secondary")]
        await _says(page, vk_api, "Здравствуйте!", menu, inline=False)
        callback = _button("callback", "Взять", "positive", payload={"a": 1})
        text, link = _button("text", "Да", "primary"), _button("open_link", "Сайт", link="https://example.org/")
        await _says(page, vk_api, "Выберите", [callback, text], [link])
        message = walk.message("vk-log", "Выберите")
        pressed = walk.at("inline-button", message).get_by_text("Взять")
        await pressed.click()
        await expect(walk.at("inline-button", message).first).to_contain_class("waiting")
        ((event_id, waiting),) = page.stage.vk.world.pressed.items()
        snackbar = {"type": "show_snackbar", "text": "Готово"}
        where = {"user_id": page.vk_client, "peer_id": waiting.dialogue.peer}
        await vk_api("messages.sendMessageEventAnswer", event_id=event_id, event_data=snackbar, **where)
        await expect(walk.at("toast")).to_contain_text("Готово")
        await expect(walk.at("inline-button", message).first).not_to_contain_class("waiting")
        await walk.at("inline-button", message).get_by_text("Да").click()
        await expect(walk.message("vk-log", "Да").last).to_contain_class("own")
        await expect(message.get_by_role("link", name="Сайт")).to_have_attribute("href", "https://example.org/")
        await walk.at("vk-menu").get_by_text("Мои обращения").click()
        await expect(walk.message("vk-log", "Мои обращения")).to_be_visible()


async def test_own_messages_are_edited_answered_marked_and_deleted(browser: Browser, page: Page, vk_api: VkApi) -> None:
    """The bar on a message does in VK what it does in Telegram; a read message has its second tick."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("vk-start").click()
        await walk.write("vk", "первая")
        own = walk.message("vk-log", "первая")
        await own.hover()
        await walk.at("tool-edit", own).click()
        await walk.write("vk", "поправленная")
        own = walk.message("vk-log", "поправленная")
        await expect(own).to_contain_text("изменено")
        await expect(walk.at("message-read", own)).to_have_attribute("data-read", "false")
        await vk_api("messages.markAsRead", peer_id=page.vk_client)
        await expect(walk.at("message-read", own)).to_have_attribute("data-read", "true")
        await vk_api("messages.setActivity", peer_id=page.vk_client, type="typing")
        await expect(walk.at("vk-status")).to_have_text("печатает…")
        await _says(page, vk_api, "Ответ")
        answer = walk.message("vk-log", "Ответ")
        await answer.hover()
        await walk.at("tool-react", answer).click()
        await walk.tab.locator("[data-testid=palette-emoji][data-emoji='🔥']").click()
        await expect(walk.at("message-reactions", answer)).to_contain_text("🔥")
        await own.hover()
        await walk.at("tool-delete", own).click()
        await expect(own).to_have_count(0)


async def test_contents_of_every_kind(browser: Browser, page: Page) -> None:
    """Pictures are pictures, sounds have a player, documents are saved, the rest is told in words."""
    people, user = page.stage.vk.world.people, page.vk_client
    people.write(user, "вот", attachments=[{"kind": "photo", "name": "а.png", "data": png(60, 40)}] * 3)
    people.send(user, "doc", name="Акт сверки.pdf", size=2048)
    people.send(user, "audio_message", fields={"duration": 7})
    people.send(user, "gift")
    people.send(user, "poll", fields={"question": "Когда?", "answers": [{"text": "Утром"}, {"text": "Днём"}]})
    people.send(user, "poll")
    people.send(user, "link", fields={"url": "https://example.org/", "title": "Памятка"})
    people.write(user, "", geo=(55.75, 37.61))
    people.write(user, "", forward=[{"from_id": 5, "text": "чужие слова"}])
    async with walking(browser, page, WIDE) as walk:
        log = walk.at("vk-log")
        photos = walk.at("message-photo", walk.message("vk-log", "вот"))
        await expect(photos).to_have_count(3)
        await expect(photos.first).to_have_js_property("naturalWidth", 60)
        await photos.first.click()
        await expect(walk.at("viewer")).to_be_visible()
        await walk.tab.keyboard.press("Escape")
        await expect(walk.at("viewer")).to_have_count(0)
        async with walk.tab.expect_download() as download:
            await walk.at("message-file", log).click()
        assert (await download.value).suggested_filename == "Акт сверки.pdf"
        await expect(walk.at("message-play", log)).to_be_visible()
        answers = walk.message("vk-log", "Когда?").get_by_role("listitem")
        await expect(answers).to_have_text(["Утром", "Днём"])
        await expect(walk.message("vk-log", "Вопрос").get_by_role("listitem")).to_have_text(["Да", "Нет"])
        for words in ("Подарок", "Памятка", "55.7500, 37.6100", "чужие слова"):
            await expect(walk.message("vk-log", words)).to_be_visible()


async def test_a_comment_on_the_wall_is_answered(browser: Browser, page: Page, vk_api: VkApi) -> None:
    """The wall takes the dialogue's place; the community's answer appears under the comment."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("vk-wall-open").click()
        post = walk.at("wall-post").first
        await walk.at("wall-comment-input", post).fill("А записаться можно?")
        await walk.at("wall-comment-send", post).click()
        await expect(walk.at("wall-comment", post)).to_contain_text("А записаться можно?")
        number = int(await post.get_attribute("data-post") or 0)
        owner = page.stage.vk.community.owner_id
        await vk_api("wall.createComment", owner_id=owner, post_id=number, message="Напишите нам в сообщения")
        await expect(walk.at("wall-comment", post).last).to_contain_text("Напишите нам в сообщения")
        await walk.at("vk-wall-open").click()
        await expect(walk.at("vk-start")).to_be_visible()


async def test_files_are_chosen_with_the_attach_button(browser: Browser, page: Page) -> None:
    """Several at once, with the words of the field as their caption."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("vk-start").click()
        await walk.at("vk-input").fill("посмотрите")
        await walk.at("vk-attach").click()
        async with walk.tab.expect_file_chooser() as chooser:
            await walk.at("vk-attach-files").click()
        picture: FilePayload = {"name": "Экран.png", "mimeType": "image/png", "buffer": png(30, 20)}
        text: FilePayload = {"name": "Список.txt", "mimeType": "text/plain", "buffer": b"1"}
        await (await chooser.value).set_files([picture, text])
        message = walk.message("vk-log", "посмотрите")
        await expect(walk.at("message-photo", message)).to_be_visible()
        await expect(message).to_contain_text("Список.txt")
        await expect(walk.at("vk-input")).to_have_value("")


async def test_messages_are_forbidden_and_allowed(browser: Browser, page: Page) -> None:
    """From the head of the dialogue and from the panel of troubles."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("vk-start").click()
        await walk.at("vk-deny").click()
        await expect(walk.at("vk-status")).to_have_text("сообщения запрещены")
        await walk.at("vk-allow").click()
        await walk.at("faults-open").click()
        await walk.at("fault-vk-deny").click()
        await expect(walk.at("fault-vk-deny")).to_be_disabled()


async def test_four_tabs_on_a_narrow_screen(browser: Browser, page: Page, vk_api: VkApi) -> None:
    """One pane at a time; what comes into another is counted on its tab."""
    page.stage.vk.world.people.start(page.vk_client)
    async with walking(browser, page, NARROW) as walk:
        await expect(walk.at("client-pane")).to_be_visible()
        await expect(walk.at("vk-pane")).to_be_hidden()
        await _says(page, vk_api, "Здравствуйте!")
        page.stage.mail.put("a", ["b"], b"Subject: x")
        badge = walk.at("tab-vk").locator(".badge")
        await expect(badge).to_have_text("1")
        await expect(walk.at("tab-mail").locator(".badge")).to_have_text("1")
        await walk.at("tab-vk").click()
        await expect(badge).to_be_hidden()
        await expect(walk.message("vk-log", "Здравствуйте!")).to_be_in_viewport()
        await walk.write("vk", "вопрос")
        await expect(walk.message("vk-log", "вопрос")).to_be_in_viewport()
        await walk.at("tab-mail").click()
        await expect(walk.at("vk-pane")).to_be_hidden()
        await walk.at("mail-item").click()
        await expect(walk.at("mail-subject")).to_have_text("x")
