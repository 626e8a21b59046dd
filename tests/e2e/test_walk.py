"""`liniya sandbox` as a newcomer meets it: one command, the page in a browser, a question, an answer from a person."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.e2e.line import QUESTION, free_port

pytestmark = pytest.mark.browser

_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE = 20_000
"""Milliseconds."""


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[str]:
    """The command in a process of its own; the page's address, as it says it."""
    settings = {"LINIYA_WEB__LISTEN": f"127.0.0.1:{free_port()}", "LINIYA_DIALOGUE__BURST_SECONDS": "0.3"}
    with (tmp_path / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "sandbox"],
            cwd=tmp_path,
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    assert process.stdout is not None
    try:
        address = re.search(r"http://\S+", process.stdout.readline())
        assert address is not None, (tmp_path / "log.txt").read_text()
        yield address[0]
        process.terminate()
        assert process.wait(15) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@pytest.fixture
async def page(chromium: str, sandbox: str) -> AsyncIterator[Page]:
    """The sandbox's page, opened."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        tab = await browser.new_page(viewport={"width": 1280, "height": 800})
        tab.set_default_timeout(_PATIENCE)
        await tab.goto(sandbox)
        yield tab
        await browser.close()


async def _write(page: Page, where: str, text: str) -> None:
    await page.get_by_test_id(f"{where}-input").fill(text)
    await page.get_by_test_id(f"{where}-send").click()


async def _sees(page: Page, log: str, text: str) -> None:
    message = page.get_by_test_id(log).get_by_test_id("message").filter(has_text=text)
    await expect(message.last).to_be_visible(timeout=_PATIENCE)


async def _presses(page: Page, log: str, label: str) -> None:
    await page.get_by_test_id(log).get_by_test_id("inline-button").filter(has_text=label).last.click()


async def test_a_client_asks_the_bot_answers_an_operator_takes_over(page: Page) -> None:
    """The walk: start, a question with its answer from the knowledge base, a specialist called; in the group the topic
    with its card, «Взять», an answer; the client gets it, and the operator's message its mark."""
    await page.get_by_test_id("client-start").click()
    await _sees(page, "client-log", "Здравствуйте")
    await _write(page, "client", QUESTION)
    await _sees(page, "client-log", "парол")
    await _presses(page, "client-log", "Позвать специалиста")
    await _presses(page, "client-log", "Даю согласие")
    await _sees(page, "client-log", "принято")

    await page.locator("[data-testid=topic-item]:not([data-thread=general])").click()
    await _sees(page, "topic-log", QUESTION)
    await _presses(page, "topic-log", "Взять")
    await _sees(page, "client-log", "Вам отвечает")
    await _write(page, "topic", "Добрый день! Сейчас пришлю ссылку.")
    await _sees(page, "client-log", "Добрый день! Сейчас пришлю ссылку.")
    answer = page.get_by_test_id("topic-log").get_by_test_id("message").filter(has_text="Сейчас пришлю")
    await expect(answer.get_by_test_id("message-reactions")).to_contain_text("👌", timeout=_PATIENCE)

    await _write(page, "client", "Спасибо, получилось!")
    await _sees(page, "topic-log", "Спасибо, получилось!")
