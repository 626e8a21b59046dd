"""The sandbox's page over the running service: a client in VK, an operator, pictures by drag and drop, mail, and
troubles that heal."""

from __future__ import annotations

import asyncio
import smtplib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Locator, async_playwright, expect
from playwright.async_api import Page as Tab

from bot.app import run_service
from bot.sandbox import cast
from bot.sandbox.mail.imap import mailbox
from bot.sandbox.mail.server import receiving
from bot.sandbox.page.routes import page_routes
from bot.sandbox.run import Addresses, derive
from bot.sandbox.stage import Stage, set_stage
from bot.sandbox.telegram.server import serving as serving_telegram
from bot.sandbox.vk.server import serving as serving_vk
from bot.settings import Listen, Settings
from bot.settings.keys import Dialogue, Web
from tests.e2e.line import QUESTION, free_port, logs_as_before
from tests.e2e.waiting import until

pytestmark = pytest.mark.browser

_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_PATIENCE = 20_000
"""Milliseconds."""

_PICTURE = """async ([name, colour]) => {
    const canvas = new OffscreenCanvas(60, 40);
    const ground = canvas.getContext("2d");
    ground.fillStyle = colour;
    ground.fillRect(0, 0, 60, 40);
    const data = new DataTransfer();
    data.items.add(new File([await canvas.convertToBlob()], name, { type: "image/png" }));
    return data;
}"""
"""A drag with one picture in it."""


@dataclass(frozen=True)
class Walk:
    """The open page, with what stands behind it."""

    tab: Tab
    stage: Stage
    smtp: str

    def at(self, testid: str, within: Locator | None = None) -> Locator:
        """An element by its hook."""
        return (within or self.tab).get_by_test_id(testid)

    def messages(self, log: str, text: str = "") -> Locator:
        """The messages of a log that contain a text."""
        return self.at("message", self.at(f"{log}-log")).filter(has_text=text)

    async def sees(self, log: str, text: str) -> None:
        """Waits until a log shows it."""
        await expect(self.messages(log, text).last).to_be_visible()

    async def writes(self, where: str, text: str) -> None:
        """Types and sends."""
        await self.at(f"{where}-input").fill(text)
        await self.at(f"{where}-send").click()

    async def presses(self, log: str, label: str) -> None:
        """A button under a message."""
        await self.at("inline-button", self.at(f"{log}-log")).filter(has_text=label).last.click()

    async def drops(self, where: str, name: str, colour: str, caption: str) -> None:
        """Drags a picture onto a pane, over its drop target, with a caption in the field."""
        await self.at(f"{where}-input").fill(caption)
        data = await self.tab.evaluate_handle(_PICTURE, [name, colour])
        log = self.at(f"{where}-log")
        await log.dispatch_event("dragenter", {"dataTransfer": data})
        await expect(self.at(f"{where}-drop")).to_be_visible()
        await log.dispatch_event("drop", {"dataTransfer": data})
        await expect(self.at(f"{where}-drop")).to_be_hidden()

    async def picture(self, log: str, caption: str) -> int:
        """Waits for a picture with this caption; its width in pixels, as the browser read it."""
        image = self.messages(log, caption).last.get_by_test_id("message-photo")
        await expect(image).to_be_visible()
        await expect(image).to_have_js_property("complete", True)
        return int(await image.evaluate("image => image.naturalWidth"))


@asynccontextmanager
async def _sandbox(folder: Path) -> AsyncIterator[tuple[str, Stage, str]]:
    """What `liniya sandbox` runs, in this process: the page's address, the stage, and where mail is taken."""
    stage, stop = set_stage(), asyncio.Event()
    cast.add_client(stage.telegram.world)
    cast.add_vk_client(stage.vk.world)
    cast.add_operator(stage.telegram.world)
    listen = Listen("127.0.0.1", free_port())
    own = Settings(web=Web(listen=listen), dialogue=Dialogue(burst_seconds=0.3))
    async with (
        serving_telegram(stage.telegram.world) as telegram,
        serving_vk(stage.vk.world) as vk,
        receiving(stage.mail) as smtp,
        mailbox(stage.inbox) as imap,
    ):
        settings = derive(own, stage, Addresses(telegram, vk, smtp, imap), folder)
        with logs_as_before():
            service = asyncio.create_task(run_service(settings, stop, routes=page_routes(stage, stop)))
            try:
                await until(lambda: stage.vk.world.calls.since() or service.done(), "the service asks VK", 60)
                yield f"http://{listen}/", stage, smtp
            finally:
                stop.set()
                assert await asyncio.wait_for(service, 15) == 0


@pytest.fixture
async def walk(chromium: str, tmp_path: Path) -> AsyncIterator[Walk]:
    """The page in a browser, with the service behind it; its console stays empty."""
    complaints: list[str] = []
    async with _sandbox(tmp_path) as (url, stage, smtp), async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        tab = await browser.new_page(viewport={"width": 1280, "height": 800})
        tab.set_default_timeout(_PATIENCE)
        expect.set_options(timeout=_PATIENCE)
        tab.on("pageerror", lambda error: complaints.append(str(error)))
        await tab.goto(url)
        yield Walk(tab, stage, smtp)
        await browser.close()
    assert complaints == []


async def _taken(walk: Walk) -> None:
    """The client in VK asks, gets an answer, calls for a specialist, consents; the operator takes the ticket."""
    await walk.at("vk-start").click()
    await walk.sees("vk", "Здравствуйте")
    await walk.writes("vk", QUESTION)
    await walk.sees("vk", "парол")
    await walk.presses("vk", "Позвать специалиста")
    await walk.presses("vk", "Даю согласие")
    await walk.sees("vk", "принято")
    await walk.tab.locator("[data-testid=topic-item]:not([data-thread=general])").click()
    await walk.sees("topic", QUESTION)
    await walk.presses("topic", "Взять")
    await walk.sees("vk", "Вам отвечает")


async def test_a_client_in_vk_and_an_operator_show_each_other_pictures(walk: Walk) -> None:
    """By drag and drop, both ways, with captions; what the operator writes is marked as sent, what the client writes as
    read."""
    await _taken(walk)
    await walk.drops("vk", "Экран.png", "#a33", "Вот что я вижу")
    assert await walk.picture("topic", "Вот что я вижу") == 60
    await walk.drops("topic", "Ответ.png", "#3a3", "А должно быть так")
    assert await walk.picture("vk", "А должно быть так") == 60
    await expect(walk.at("message-reactions", walk.messages("topic", "А должно быть так"))).to_contain_text("👌")
    own = walk.messages("vk", "Вот что я вижу")
    await expect(walk.at("message-read", own)).to_have_attribute("data-read", "true")


async def test_what_is_ordered_on_the_page_heals(walk: Walk) -> None:
    """VK is out of reach while both sides write; afterwards each has what the other wrote, once."""
    await _taken(walk)
    await walk.at("faults-open").click()
    await walk.at("fault-vk-outage").click()
    await walk.at("fault-limit").click()
    await expect(walk.at("faults-now")).to_contain_text("ВКонтакте недоступен")
    await walk.tab.keyboard.press("Escape")
    await walk.writes("vk", "пишу без связи")
    await walk.writes("topic", "отвечаю без связи")
    await walk.at("faults-open").click()
    outage = walk.at("faults-now").locator("li").filter(has_text="недоступен")
    await walk.at("fault-clear", outage).click()
    await walk.tab.keyboard.press("Escape")
    await walk.sees("topic", "пишу без связи")
    await walk.sees("vk", "отвечаю без связи")
    await expect(walk.messages("vk", "отвечаю без связи")).to_have_count(1)
    await expect(walk.messages("topic", "пишу без связи")).to_have_count(1)
    await walk.at("faults-open").click()
    await expect(walk.at("faults-now")).not_to_contain_text("ВКонтакте")
    await expect(walk.at("faults-now")).not_to_contain_text("Пульт")


async def test_mail_is_shown_in_its_tab(walk: Walk) -> None:
    """Empty words at first; then a mail with its counter, its HTML in a frame where nothing runs, its attachment."""
    await walk.at("tab-mail").click()
    await expect(walk.at("mail-empty")).to_contain_text("Писем пока нет")
    await walk.at("tab-operators").click()
    message = EmailMessage()
    message["From"], message["To"] = "Линия <line@example.org>", "Дежурный <duty@example.org>"
    message["Subject"] = "Обращение № 7 ждёт"
    message.set_content("Обращение ждёт.")
    message.add_alternative("<p>Обращение <b>ждёт</b></p><script>parent.x = 1</script>", subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Акт.pdf")
    await asyncio.to_thread(_send, walk.smtp, message)
    await expect(walk.at("tab-mail").locator(".badge")).to_have_text("1")
    await walk.at("tab-mail").click()
    await expect(walk.at("mail-subject")).to_have_text("Обращение № 7 ждёт")
    await expect(walk.at("mail-from")).to_have_text("Линия <line@example.org>")
    await expect(walk.at("mail-to")).to_have_text("Дежурный <duty@example.org>")
    await expect(walk.tab.frame_locator("[data-testid=mail-html]").locator("b")).to_have_text("ждёт")
    async with walk.tab.expect_download() as download:
        await walk.at("mail-attachment").click()
    assert (await download.value).suggested_filename == "Акт.pdf"
    assert await walk.tab.evaluate("window.x") is None


def _send(url: str, message: EmailMessage) -> None:
    at = urlsplit(url)
    with smtplib.SMTP(at.hostname or "", at.port or 0) as smtp:
        smtp.send_message(message)
