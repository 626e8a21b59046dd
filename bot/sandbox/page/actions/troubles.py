"""The troubles that the page orders; what belongs to the state of a messenger (a block, a topic) is an action there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from bot.sandbox.page.actions.base import Action
from bot.sandbox.stage import Stage

TELEGRAM_PAUSE = 5
"""Seconds for which Telegram asks to wait."""

DROPS = 3
"""Requests left without an answer."""


class Order(Action):
    """A trouble for the next requests of one messenger."""

    name = "fault"
    messenger: Literal["telegram", "vk"] = "telegram"
    kind: Literal["limit", "drop", "outage", "file", "flood", "history"]

    def run(self, stage: Stage) -> None:
        order = _ORDERS[self.messenger, self.kind]
        order(stage)


class Clear(Action):
    """A trouble ends before it was met; all end where none is named."""

    name = "clear-fault"
    messenger: Literal["telegram", "vk"] = "telegram"
    fault: int | None = None

    def run(self, stage: Stage) -> None:
        scene = stage.telegram if self.messenger == "telegram" else stage.vk
        scene.world.faults.clear(self.fault)


def _telegram_limit(stage: Stage) -> None:
    for bot in (stage.telegram.clients_bot, stage.telegram.desk_bot):
        stage.telegram.world.faults.order("retry_after", bot=bot.id, seconds=TELEGRAM_PAUSE)


def _telegram_drop(stage: Stage) -> None:
    stage.telegram.world.faults.order("drop_after", times=DROPS)


def _telegram_outage(stage: Stage) -> None:
    """Nothing comes and nothing goes, until it is cleared."""
    faults = stage.telegram.world.faults
    faults.order("drop_before", times=None)
    faults.order("drop_before", method="getUpdates", times=None)


def _telegram_file(stage: Stage) -> None:
    stage.telegram.world.faults.order("file_refused")


def _vk_limit(stage: Stage) -> None:
    stage.vk.world.faults.order("error", code=6, times=DROPS)


def _vk_flood(stage: Stage) -> None:
    stage.vk.world.faults.order("error", code=9, method="messages.send")


def _vk_drop(stage: Stage) -> None:
    stage.vk.world.faults.order("drop_after", times=DROPS)


def _vk_outage(stage: Stage) -> None:
    stage.vk.world.faults.order("outage")


def _vk_history(stage: Stage) -> None:
    """Both the events so far and the key are gone."""
    stage.vk.world.faults.order("failed", failed=3)


_ORDERS: dict[tuple[str, str], Callable[[Stage], None]] = {
    ("telegram", "limit"): _telegram_limit,
    ("telegram", "drop"): _telegram_drop,
    ("telegram", "outage"): _telegram_outage,
    ("telegram", "file"): _telegram_file,
    ("vk", "limit"): _vk_limit,
    ("vk", "flood"): _vk_flood,
    ("vk", "drop"): _vk_drop,
    ("vk", "outage"): _vk_outage,
    ("vk", "history"): _vk_history,
}

OFFERED: tuple[type[Action], ...] = (Order, Clear)
"""All of them."""
