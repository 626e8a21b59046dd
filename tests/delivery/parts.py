"""A text of several parts on a platform with short messages, and how it stands there."""

from __future__ import annotations

from bot import links
from bot.outgoing import Button
from tests.delivery.post import Post

BUTTONS = ((Button("Да", data="yes"),),)
LONG = "Первая строка.\nВторая строка.\nТретья строка."
PARTS = LONG.split("\n")


def lines_shown(post: Post) -> list[list[str]]:
    """The messages at the client, line by line."""
    return [text.split("\n") for text in post.channel.texts("a")]


async def stands(post: Post, row_id: int) -> list[str]:
    """Which messages of the platform are the row's."""
    async with post.database.read() as session:
        return await links.platform_ids(session, row_id)
