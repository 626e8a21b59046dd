"""Writing on the page while the sandbox is slow, refuses, or is away: no line is lost, and nobody's field takes the
keyboard from another's."""

from __future__ import annotations

import asyncio

import pytest
from playwright.async_api import Browser, Route, expect

from tests.sandbox.page.browsing import WIDE, Gate, Walk, walking
from tests.sandbox.page.conftest import Page

pytestmark = pytest.mark.browser

PANES = ("client", "vk", "topic")


async def _types(walk: Walk, text: str) -> None:
    """By the keyboard, wherever it is now."""
    await walk.tab.keyboard.type(text)
    await walk.tab.keyboard.press("Enter")


async def _open(page: Page) -> None:
    await page.act("start", user=page.client, bot=page.bot)
    await page.act("vk-start", user=page.vk_client)


async def test_an_answer_takes_no_focus_from_another_pane(browser: Browser, page: Page) -> None:
    """Whoever has gone on to another field by the time a line has arrived goes on writing there."""
    await _open(page)
    async with walking(browser, page, WIDE) as walk:
        gate = Gate()
        await walk.tab.route("**/sandbox/do/say", gate)
        await walk.at("client-input").click()
        await _types(walk, "от клиента")
        await gate.held.wait()
        await walk.at("vk-input").click()
        await walk.tab.keyboard.type("начало ")
        async with walk.tab.expect_response("**/sandbox/do/say"):
            gate.opened.set()
        await expect(walk.message("client-log", "от клиента")).to_be_visible()
        await _types(walk, "и конец")
        await expect(walk.message("vk-log", "начало и конец")).to_be_visible()
        await expect(walk.at("client-input")).to_have_value("")


async def test_starting_takes_no_focus_from_another_pane(browser: Browser, page: Page) -> None:
    """The field that comes in the big button's place takes the keyboard only from the button."""
    await page.act("vk-start", user=page.vk_client)
    async with walking(browser, page, WIDE) as walk:
        gate = Gate()
        await walk.tab.route("**/sandbox/do/start", gate)
        await walk.at("client-start").click()
        await gate.held.wait()
        await walk.at("vk-input").click()
        gate.opened.set()
        await expect(walk.message("client-log", "/start")).to_be_visible()
        await expect(walk.at("vk-input")).to_be_focused()
        await walk.at("client-add").click()
        await walk.at("client-start").click()
        await expect(walk.at("client-input")).to_be_focused()


async def test_lines_written_quickly_all_arrive_in_order(browser: Browser, page: Page) -> None:
    """Four in each of three panes, before the first has been answered."""
    await _open(page)
    async with walking(browser, page, WIDE) as walk:
        gate = Gate()
        for action in ("say", "vk-say"):
            await walk.tab.route(f"**/sandbox/do/{action}", gate)
        for round_ in range(4):
            for pane in PANES:
                await walk.at(f"{pane}-input").click()
                await _types(walk, f"строка {round_} {pane}")
        gate.opened.set()
        for pane in PANES:
            own = walk.at(f"{pane}-log").locator(".own").get_by_test_id("message-text").filter(has_text="строка")
            await expect(own).to_have_text([f"строка {round_} {pane}" for round_ in range(4)])
            await expect(walk.at(f"{pane}-input")).to_have_value("")


async def test_what_was_not_taken_is_given_back(browser: Browser, page: Page) -> None:
    """Lines that could not be sent stand in the field again, above what has been written since; the toast says who does
    not answer."""
    await _open(page)
    async with walking(browser, page, WIDE) as walk:
        gate = asyncio.Event()

        async def cut(route: Route) -> None:
            await gate.wait()
            await route.abort()

        await walk.tab.route("**/sandbox/do/say", cut)
        await walk.at("client-input").click()
        await _types(walk, "первая")
        await _types(walk, "вторая")
        await walk.tab.keyboard.type("третья")
        gate.set()
        await expect(walk.at("client-input")).to_have_value("первая\nвторая\nтретья")
        await expect(walk.at("toast")).to_contain_text("Не получилось: песочница не отвечает")
        await walk.tab.unroute("**/sandbox/do/say")
        await walk.tab.keyboard.press("Enter")
        await expect(walk.message("client-log", "первая")).to_be_visible()
        walk.complaints[:] = [said for said in walk.complaints if "ERR_FAILED" not in said]


async def test_a_line_goes_where_it_was_written(browser: Browser, page: Page) -> None:
    """One that waits for another to arrive is still its author's when somebody else has been chosen meanwhile."""
    await _open(page)
    second = await page.act("add-client")
    await page.act("start", user=second, bot=page.bot)
    async with walking(browser, page, WIDE) as walk:
        gate = Gate()
        await walk.tab.route("**/sandbox/do/say", gate)
        await walk.at("client-input").click()
        await _types(walk, "первая")
        await _types(walk, "вторая")
        await walk.at("person", walk.at("client-people")).last.click()
        gate.opened.set()
        await walk.at("person", walk.at("client-people")).first.click()
        await expect(walk.message("client-log", "вторая")).to_be_visible()
    said = [message.text for message in page.scene.world.private[page.bot, second].messages.values()]
    assert said == ["/start"]
