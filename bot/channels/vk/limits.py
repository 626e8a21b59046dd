"""What VK documents as its limits, and how long we wait for it (platforms.md: VK; dev.vk.com where a page is named)."""

from __future__ import annotations

API_URL = "https://api.vk.ru"
"""The address that the documentation prescribes."""

VERSION = "5.199"
"""Of the API: vk_api's own default is 5.92."""

TEXT_LENGTH = 4096
"""Of a message. VK does not say in which units; UTF-16 units are the most that it can mean."""

ROW_BUTTONS = 5
"""Buttons side by side, in either kind of keyboard."""

INLINE_ROWS, INLINE_BUTTONS = 6, 10
MENU_ROWS, MENU_BUTTONS = 10, 40

LABEL_LENGTH = 40
"""Characters on a button."""

PAYLOAD_LENGTH = 255
"""Characters of a button's payload, as JSON."""

SNACKBAR_LENGTH = 90
"""Characters of what is shown to whoever pressed a button (dev.vk.com, callback buttons)."""

PAGE = 200
"""Dialogues or messages in one answer, at most (dev.vk.com, messages.getHistory)."""

PEOPLE = 1000
"""People asked for in one `users.get`, at most."""

REMEMBERED = 100
"""Messages of a dialogue within which VK recognises a `random_id`: where a doubtful one is looked for."""

CHATS_FROM = 2_000_000_000
"""Peers from here on are chats of several people; below zero they are communities."""

CONNECT_SECONDS = 5.0
"""Until a connection stands."""

CALL_SECONDS = 15.0
"""How long a call may take before it counts as doubtful."""

ANSWER_SECONDS = 5.0
"""How long a signal may take: it is worth nothing later."""

POLL_SECONDS = 25
"""How long a long poll waits; VK recommends 25."""

GRACE_SECONDS = 10.0
"""How much longer than that we wait for it."""

CONNECTIONS = 16
"""Objects of vk_api, each with a connection of its own: the deliveries under way, catching up and signals together."""
