"""The page in a browser, wide and narrow, against the emulated Telegram with a bot that says everything back."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from tests.sandbox.page.browsing import NARROW, WIDE, walking
from tests.sandbox.page.conftest import BotApi, Page

pytestmark = pytest.mark.browser


async def test_a_client_talks_to_the_bot(browser: Browser, page: Page, echo: None) -> None:
    """Start, a question, its answer with quote, bold and buttons; the answers to the buttons; the menu's words."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("client-start").click()
        await expect(walk.message("client-log", "Здравствуйте!")).to_be_visible()
        await walk.write("client", "Где <b>акт</b>?")
        answer = walk.message("client-log", "Вы сказали: Где <b>акт</b>?")
        await expect(answer.locator("strong")).to_have_text("Вы сказали:")
        await expect(walk.at("message-quote", answer)).to_contain_text("Где <b>акт</b>?")
        await walk.at("inline-button", answer).get_by_text("Да").click()
        await expect(walk.at("toast")).to_contain_text("Принято")
        await walk.at("inline-button", answer).get_by_text("Нет").click()
        await expect(walk.at("dialog")).to_contain_text("Принято")
        await walk.at("dialog-ok").click()
        await walk.at("client-menu").get_by_text("Помощь").click()
        await expect(walk.message("client-log", "Вы сказали: Помощь")).to_be_visible()


async def test_own_messages_are_edited_answered_marked_and_deleted(browser: Browser, page: Page, echo: None) -> None:
    """The bar on a message does what it says, by mouse and by keyboard."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("client-start").click()
        await walk.write("client", "первая")
        answer = walk.message("client-log", "Вы сказали: первая")
        own = walk.message("client-log", "первая").first
        await own.hover()
        await walk.at("tool-edit", own).click()
        await walk.write("client", "поправленная")
        await expect(walk.message("client-log", "поправленная").first).to_contain_text("изменено")
        await answer.focus()
        await walk.at("tool-react", answer).press("Enter")
        await walk.tab.locator("[data-testid=palette-emoji][data-emoji='🔥']").press("Enter")
        await expect(walk.at("message-reactions", answer)).to_contain_text("🔥")
        await answer.hover()
        await walk.at("tool-reply", answer).click()
        await expect(walk.at("client-banner")).to_contain_text("Ответ: Линия")
        await walk.tab.keyboard.press("Escape")
        await expect(walk.at("client-banner")).to_be_hidden()
        gone = walk.message("client-log", "поправленная").first
        await gone.hover()
        await walk.at("tool-delete", gone).click()
        await expect(walk.message("client-log", "поправленная")).to_have_count(0)
        await expect(walk.at("message-quote", answer)).to_contain_text("Сообщение удалено")


async def test_the_keyboard_walks_the_messages(browser: Browser, page: Page, echo: None) -> None:
    """One message of the log is reached by Tab, the others by the arrows."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("client-start").click()
        await expect(walk.message("client-log", "Здравствуйте!")).to_be_visible()
        last = walk.at("message", walk.at("client-log")).last
        await expect(last).to_have_attribute("tabindex", "0")
        await last.focus()
        await walk.tab.keyboard.press("ArrowUp")
        await expect(walk.message("client-log", "/start")).to_be_focused()
        await walk.tab.keyboard.press("Tab")
        await expect(walk.at("tool-reply")).to_be_focused()


async def test_entities_and_folded_quotes(browser: Browser, page: Page, api: BotApi) -> None:
    """Every kind of span is a node of its own; a long expandable quotation is folded, a spoiler covered."""
    kinds = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "blockquote"]
    text = "".join(f"{kind[:4]}😀\n" for kind in kinds) + "строка\n" * 9
    at = 0
    entities = []
    for kind in kinds:
        entities.append(
            {"type": kind, "offset": at, "length": 6, **({"url": "https://e.org/"} if kind == "text_link" else {})}
        )
        at += 7
    entities.append({"type": "expandable_blockquote", "offset": at, "length": 7 * 9 - 1})
    await page.act("start", user=page.client, bot=page.bot)
    await api(page.scene.clients_bot, "sendMessage", chat_id=page.client, text=text, entities=entities)
    async with walking(browser, page, WIDE) as walk:
        words = walk.at("message-text", walk.at("client-log")).last
        for selector in ("strong", "em", "u", "s", ".spoiler", "code >> nth=0", "pre", "a", "blockquote >> nth=0"):
            await expect(words.locator(selector)).to_contain_text("😀")
        await words.locator(".spoiler").click()
        await expect(words.locator(".spoiler")).to_have_class("spoiler shown")
        quote = words.locator("blockquote").last
        folded = await quote.bounding_box()
        await quote.get_by_text("Показать полностью").click()
        unfolded = await quote.bounding_box()
        assert folded is not None
        assert unfolded is not None
        assert unfolded["height"] > folded["height"] + 60


async def test_a_senior_goes_from_group_to_group(browser: Browser, page: Page) -> None:
    """Each group has its topics; one that only some are in is shown to those alone."""
    people, seniors = page.scene.world.people, page.scene.seniors
    people.invite(page.operator, seniors.id)
    people.create_topic(page.operator, seniors.id, "Жалоба")
    async with walking(browser, page, WIDE) as walk:
        groups = walk.at("group-item")
        await expect(groups).to_have_text(["Операторы", "Старшие"])
        await groups.nth(1).click()
        await expect(walk.at("topic-list")).to_contain_text("Жалоба")
        await walk.write("topic", "Разберусь")
        await expect(walk.message("topic-log", "Разберусь")).to_contain_class("own")
        assert [one.text for one in seniors.messages.values()][-1] == "Разберусь"
        await walk.at("group-add").click()
        await expect(walk.at("group-list")).to_be_hidden()
        await expect(walk.at("topic-list")).not_to_contain_text("Жалоба")


async def test_operators_work_in_topics(browser: Browser, page: Page, api: BotApi) -> None:
    """Empty words at first; then a topic with its counter, an answer by a second operator, closing and deleting."""
    async with walking(browser, page, WIDE) as walk:
        await expect(walk.tab.get_by_text("Здесь появятся темы клиентов")).to_be_visible()
        desk = page.scene.desk_bot
        topic = await api(desk, "createForumTopic", chat_id=page.group, name="Анна")
        thread = topic["message_thread_id"]
        await api(desk, "sendMessage", chat_id=page.group, message_thread_id=thread, text="Обращение № 1")
        item = walk.tab.locator(f"[data-testid=topic-item][data-thread='{thread}']")
        await expect(walk.at("topic-unread", item)).to_have_text("1")
        await item.click()
        await expect(walk.at("topic-unread")).to_have_count(0)
        await expect(walk.at("topic-title")).to_have_text("Анна")
        await walk.at("group-add").click()
        await expect(walk.at("person", walk.at("group-people"))).to_have_count(2)
        await walk.write("topic", "Беру в работу")
        await expect(walk.message("topic-log", "Беру в работу")).to_contain_class("own")
        await walk.at("topic-close").click()
        await expect(walk.at("topic-input")).to_be_hidden()
        await walk.at("topic-reopen").click()
        await expect(walk.at("topic-input")).to_be_visible()
        await walk.at("topic-delete").click()
        await walk.at("dialog-ok").click()
        await expect(item).to_have_count(0)
        await expect(walk.at("topic-title")).to_have_text("Общая тема")


async def test_faults_are_ordered_on_the_page(browser: Browser, page: Page) -> None:
    """The panel shows what is broken now; a blocked bot is let in again where the input field was."""
    await page.act("start", user=page.client, bot=page.bot)
    async with walking(browser, page, WIDE) as walk:
        await walk.at("faults-open").click()
        await walk.at("fault-drop").click()
        await expect(walk.at("faults-now")).to_contain_text("ещё запросов: 3")
        await walk.at("fault-clear").click()
        await expect(walk.at("faults-now")).to_contain_text("Всё исправно")
        await expect(walk.at("fault-delete")).to_be_disabled()
        await walk.at("fault-rights").click()
        await expect(walk.at("fault-rights")).to_contain_text("Вернуть права")
        await walk.at("fault-upgrade").click()
        await walk.at("fault-block").click()
        await expect(walk.at("toast").last).to_contain_text("Анна блокирует бота.")
        await walk.tab.keyboard.press("Escape")
        await walk.at("client-unblock").click()
        await expect(walk.at("client-input")).to_be_visible()
        await expect(walk.at("service", walk.at("topic-log")).last).to_contain_text("новый номер")
        await walk.write("topic", "мы здесь")
        await expect(walk.message("topic-log", "мы здесь")).to_be_visible()


async def test_a_narrow_screen_shows_one_pane_at_a_time(browser: Browser, page: Page, echo: None) -> None:
    """Tabs below, the topics as a screen of their own, counters for what is not seen."""
    async with walking(browser, page, NARROW) as walk:
        await expect(walk.at("group-pane")).to_be_hidden()
        await walk.at("client-start").click()
        await walk.write("client", "Очень" + "длинное" * 30)
        await expect(walk.message("client-log", "Вы сказали: Очень")).to_be_visible()
        assert await walk.overflow() <= 0
        topic = page.scene.world.people.create_topic(page.operator, page.group, "Борис")
        second = await page.act("add-operator")
        await page.act("say", user=second, peer=page.group, thread=topic, text="Кто возьмёт?")
        await expect(walk.at("tab-operators").locator(".badge")).to_have_text("1")
        await walk.at("tab-operators").click()
        await expect(walk.at("client-pane")).to_be_hidden()
        await expect(walk.at("topic-log")).to_be_hidden()
        await walk.tab.locator(f"[data-thread='{topic}']").click()
        await expect(walk.message("topic-log", "Кто возьмёт?")).to_be_visible()
        await expect(walk.at("tab-operators").locator(".badge")).to_be_hidden()
        assert await walk.overflow() <= 0
        await walk.at("topic-back").click()
        await expect(walk.at("topic-list")).to_be_visible()


async def test_several_clients_and_sample_files(browser: Browser, page: Page, echo: None) -> None:
    """Each client has a chat and a draft of their own; the attach menu sends what the bot may refuse."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("client-start").click()
        await walk.at("client-input").fill("черновик")
        await walk.at("client-add").click()
        await expect(walk.at("client-start")).to_be_visible()
        await walk.at("person", walk.at("client-people")).first.click()
        await expect(walk.at("client-input")).to_have_value("черновик")
        for sample in ("photo", "document", "large", "voice", "sticker"):
            await walk.at("client-attach").click()
            await walk.at(f"sample-{sample}").click()
        await expect(walk.message("client-log", "Акт сверки.pdf")).to_be_visible()
        await expect(walk.message("client-log", "25 МБ")).to_be_visible()
        await expect(walk.message("client-log", "Вы сказали: что-то")).to_have_count(5)


async def test_a_lost_connection_comes_back(browser: Browser, page: Page) -> None:
    """A quiet line while the sandbox is out of reach, and then everything that was missed."""
    async with walking(browser, page, WIDE) as walk:
        await walk.at("client-start").click()
        await expect(walk.message("client-log", "/start")).to_be_visible()
        page.scene.world.events.close()
        await expect(walk.at("connection")).to_be_visible()
        page.scene.world.people.say(page.client, page.bot, "пока не слышно")
        await expect(walk.at("connection")).to_be_hidden()
        await expect(walk.message("client-log", "пока не слышно")).to_have_count(1)
