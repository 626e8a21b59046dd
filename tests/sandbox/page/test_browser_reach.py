"""Everything on the page can be reached: by the keyboard in a few steps, by a mouse with one wheel, by Back."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, Locator, expect

from bot.sandbox.telegram.pictures import png
from tests.sandbox.page.browsing import NARROW, WIDE, Gate, Walk, walking
from tests.sandbox.page.conftest import BotApi, Page

pytestmark = pytest.mark.browser

KEYS = {"inline_keyboard": [[{"text": "Да", "callback_data": "yes"}, {"text": "Нет", "callback_data": "no"}]]}

_STEP = "[document.activeElement.dataset.testid ?? '', document.activeElement.textContent]"


async def _fill(page: Page, api: BotApi) -> None:
    """Pictures, files, links and buttons."""
    await page.act("start", user=page.client, bot=page.bot)
    for number in range(12):
        await page.act("send", user=page.client, peer=page.bot, kind="photo", caption=f"снимок {number}")
        await page.act("send", user=page.client, peer=page.bot, kind="document", caption="")
        text = f"ответ {number}: https://example.org/"
        await api(page.scene.clients_bot, "sendMessage", chat_id=page.client, text=text, reply_markup=KEYS)


async def _tabs_to(walk: Walk, testid: str) -> list[str]:
    """Where Tab goes on its way there: hooks, or the words of what has none."""
    passed: list[str] = []
    while True:
        await walk.tab.keyboard.press("Tab")
        hook, text = await walk.tab.evaluate(_STEP)
        if hook == testid:
            return passed
        passed.append(hook or text)
        assert len(passed) < 30, passed


async def test_tab_passes_the_log_in_a_few_steps(browser: Browser, page: Page, api: BotApi) -> None:
    """Only the current message's links, buttons and pictures are stops, wherever one has walked."""
    await _fill(page, api)
    async with walking(browser, page, WIDE) as walk:
        log = walk.at("client-log")
        await expect(walk.message("client-log", "ответ 11")).to_be_visible()
        await walk.at("client-block").focus()
        assert await _tabs_to(walk, "client-attach") == [
            "message",
            "https://example.org/",
            "tool-reply",
            "tool-react",
            "inline-button",
            "inline-button",
        ]
        await walk.at("message", log).last.focus()
        for _ in range(2):
            await walk.tab.keyboard.press("ArrowUp")
        await expect(walk.message("client-log", "снимок 11")).to_be_focused()
        await walk.tab.keyboard.press("Tab")
        assert "picture" in str(await walk.tab.evaluate("document.activeElement.className"))
        await _tabs_to(walk, "client-input")
        await page.act("say", user=page.client, peer=page.bot, text="ещё")
        await expect(walk.message("client-log", "ещё")).to_be_visible()
        assert await log.locator("[tabindex='0']").count() == 1


async def _point_at(walk: Walk, message: Locator) -> None:
    """Pictures that come late may move the log away from under the pointer."""
    for _ in range(20):
        await message.hover()
        if await walk.at("tool-reply", message).count():
            return


async def test_a_message_in_which_one_presses_is_the_current_one(browser: Browser, page: Page, api: BotApi) -> None:
    """A click makes another message the one whose controls Tab reaches; the pointer alone does not."""
    await _fill(page, api)
    async with walking(browser, page, WIDE) as walk:
        earlier, last = walk.message("client-log", "ответ 10"), walk.message("client-log", "ответ 11")
        await expect(last).to_be_visible()
        await _point_at(walk, earlier)
        await expect(walk.at("tool-reply", earlier)).to_have_attribute("tabindex", "-1")
        await walk.at("inline-button", earlier).first.click()
        await expect(earlier).to_have_attribute("tabindex", "0")
        await expect(last).to_have_attribute("tabindex", "-1")
        await expect(walk.at("inline-button", last).first).to_have_attribute("tabindex", "-1")
        await expect(walk.at("inline-button", earlier).last).to_have_attribute("tabindex", "0")


async def _scrolled(row: Locator) -> float:
    return float(await row.evaluate("row => row.scrollLeft"))


@pytest.mark.parametrize("prefix", ["client", "vk", "group"])
async def test_a_wheel_reaches_everybody(browser: Browser, page: Page, prefix: str) -> None:
    """A row of many people goes sideways under a wheel and fades where there is more; one more is always in reach."""
    action = {"client": "add-client", "vk": "vk-add-client", "group": "add-operator"}[prefix]
    for _ in range(7):
        await page.act(action)
    async with walking(browser, page, WIDE) as walk:
        row = walk.at(f"{prefix}-people")
        people = walk.at("person", row)
        await expect(people).to_have_count(8)
        await expect(row).to_have_class("people-list after")
        await expect(people.last).not_to_be_in_viewport(ratio=1)
        await row.hover()
        await walk.tab.mouse.wheel(0, 200)
        await expect(row).to_contain_class("before after")
        await walk.tab.mouse.wheel(0, 3000)
        await expect(people.last).to_be_in_viewport(ratio=1)
        await expect(row).not_to_contain_class("after")
        await people.last.click()
        await expect(people.last).to_have_attribute("aria-pressed", "true")
        assert await _scrolled(row) > 0
        await expect(walk.at(f"{prefix}-add")).to_be_in_viewport(ratio=1)
        await walk.tab.reload()
        await expect(people.last).to_be_in_viewport(ratio=1)


async def test_back_returns_to_the_list_of_topics(browser: Browser, page: Page) -> None:
    """On a narrow screen a topic is a step that the browser's Back takes back, as the page's own arrow does; no step is
    left behind."""
    topic = page.scene.world.people.create_topic(page.operator, page.group, "Борис")
    async with walking(browser, page, NARROW) as walk:
        await walk.at("tab-operators").click()
        item = walk.tab.locator(f"[data-testid=topic-item][data-thread='{topic}']")
        await item.click()
        await expect(walk.at("topic-log")).to_be_visible()
        await walk.tab.go_back()
        await expect(walk.at("topic-list")).to_be_visible()
        await item.click()
        await walk.at("topic-back").click()
        await expect(walk.at("topic-list")).to_be_visible()
        await item.click()
        await expect(walk.at("topic-log")).to_be_visible()
        await walk.at("tab-client").click()
        await expect(walk.at("client-pane")).to_be_visible()
        await walk.at("tab-operators").click()
        await expect(walk.at("topic-log")).to_be_visible()
        await walk.tab.go_back()
        await expect(walk.at("topic-list")).to_be_visible()
        await item.click()
        await walk.at("topic-delete").click()
        await walk.at("dialog-ok").click()
        await expect(walk.at("topic-list")).to_be_visible()
        assert await walk.tab.evaluate("history.state") is None
        page.stage.mail.put("a", ["b"], b"Subject: x")
        await walk.at("tab-mail").click()
        await walk.at("mail-item").click()
        await expect(walk.at("mail-subject")).to_be_visible()
        await walk.tab.go_back()
        await expect(walk.at("mail-item")).to_be_visible()
        await walk.tab.go_back()
        assert walk.tab.url == "about:blank"


async def test_a_late_picture_leaves_the_log_at_its_end(browser: Browser, page: Page) -> None:
    """After a reload, too, whether it is a photo of unknown size, an album, or a sticker."""
    people, user = page.stage.vk.world.people, page.vk_client
    await page.act("vk-start", user=user)
    for number in range(12):
        people.write(user, f"строка {number}")
    people.write(user, "вот", attachments=[{"kind": "photo", "name": "а.png", "data": png(300, 900)}])
    async with walking(browser, page, WIDE) as walk:
        await expect(walk.message("vk-log", "вот")).to_be_in_viewport()
        for kind in ("photo", "sticker"):
            await page.act("vk-send", user=user, kind=kind)
            gate = Gate()
            await walk.tab.route("**/sandbox/files/**", gate)
            await walk.tab.reload()
            await expect(walk.message("vk-log", "вот")).to_be_attached()
            await walk.tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            gate.opened.set()
            log = walk.at("vk-log")
            image = log.locator("img").last
            await expect(image).to_have_js_property("complete", True)
            await expect(image).not_to_have_js_property("naturalWidth", 0)
            await walk.tab.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            left = await log.evaluate("log => log.scrollHeight - log.scrollTop - log.clientHeight")
            assert left <= 1, kind
            await walk.tab.unroute("**/sandbox/files/**")


_COVERED = """(toast) => {
    const box = toast.getBoundingClientRect();
    const crosses = (other) =>
        other.left < box.right && other.right > box.left && other.top < box.bottom && other.bottom > box.top;
    const ground = toast.closest(".faults") ?? document;
    return [...ground.querySelectorAll("button, a[href], textarea, input, .message")]
        .filter((node) => !toast.contains(node) && node.checkVisibility())
        .filter((node) => crosses(node.getBoundingClientRect()))
        .filter((node) => {
            const log = node.closest(".log")?.getBoundingClientRect();
            return !log || crosses(log);
        })
        .map((node) => node.outerHTML.slice(0, 120));
}"""
"""The controls and messages that a toast lies over."""


@pytest.mark.parametrize("size", [(1600, 900), WIDE, (1024, 768), (768, 1024), NARROW])
async def test_a_toast_covers_nothing(browser: Browser, page: Page, echo: None, size: tuple[int, int]) -> None:
    """It stands between the head of its pane and the messages, which keep their end in sight; in the panel of troubles,
    where its first words are."""
    await page.act("start", user=page.client, bot=page.bot)
    for number in range(6):
        await page.act("say", user=page.client, peer=page.bot, text=f"строка {number}")
    async with walking(browser, page, size) as walk:
        answer = walk.message("client-log", "Вы сказали: строка 5")
        await walk.at("inline-button", answer).get_by_text("Да").click()
        toast = walk.at("toast", walk.at("client-pane"))
        await expect(toast).to_contain_text("Принято")
        assert await toast.evaluate(_COVERED) == []
        await expect(walk.at("inline-button", answer).last).to_be_in_viewport(ratio=1)
        await walk.at("faults-open").click()
        await expect(walk.at("fault-limit")).to_be_visible()
        before = await walk.at("fault-limit").bounding_box()
        await walk.at("fault-file").click()
        told = walk.at("toast", walk.at("faults-panel"))
        await expect(told).to_contain_text("Следующий файл Telegram не узнает.")
        assert await told.evaluate(_COVERED) == []
        await walk.at("fault-clear").click()
        await expect(walk.at("faults-now")).to_contain_text("Всё исправно")
        assert await walk.at("fault-limit").bounding_box() == before


async def test_a_toast_of_the_group_stands_above_the_open_topic(browser: Browser, page: Page, api: BotApi) -> None:
    """Not in the list beside it, which on a middling width is a rail; on a narrow screen above whichever is shown."""
    topic = page.scene.world.people.create_topic(page.operator, page.group, "Борис")
    async with walking(browser, page, (1024, 768)) as walk:
        item = walk.tab.locator(f"[data-testid=topic-item][data-thread='{topic}']")
        await item.click()
        copied = {"inline_keyboard": [[{"text": "Адрес", "copy_text": {"text": "https://example.org/"}}]]}
        where = {"chat_id": page.group, "message_thread_id": topic}
        await api(page.scene.desk_bot, "sendMessage", **where, text="Карточка", reply_markup=copied)
        await walk.at("inline-button", walk.at("topic-log")).click()
        toast = walk.at("toast", walk.tab.locator(".topic"))
        await expect(toast).to_contain_text("Скопировано")
        box = await toast.bounding_box()
        assert box is not None
        assert box["width"] > 200


async def test_initials_fit_their_circles(browser: Browser, page: Page) -> None:
    """On the wall and in the rows of people, also two wide letters."""
    wide = page.stage.vk.world.people.add_user("Шура Щукина-Жмых")
    await page.act("vk-start", user=wide)
    (post, *_) = page.stage.vk.world.snapshot()["posts"]
    await page.act("vk-comment", user=wide, post=post["id"], text="Можно?")
    async with walking(browser, page, WIDE) as walk:
        await walk.at("vk-wall-open").click()
        await expect(walk.at("wall-comment")).to_be_visible()
        widths = """(avatar) => {
            const letters = document.createRange();
            letters.selectNodeContents(avatar);
            return letters.getBoundingClientRect().width / avatar.getBoundingClientRect().width;
        }"""
        for avatar in await walk.tab.locator(".avatar:visible").all():
            assert await avatar.evaluate(widths) <= 0.75
