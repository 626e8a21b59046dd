"""The numbers that Telegram documents, and the checks against them."""

from bot.richtext import utf16_length
from bot.sandbox.telegram.refusals import bad_request

TEXT = 4096
"""UTF-16 units of a message, after entities (platforms.md: limits)."""

CAPTION = 1024
"""UTF-16 units of a caption (platforms.md: limits)."""

ALBUM = (2, 10)
"""Files of one album, at least and at most (platforms.md: limits)."""

CALLBACK_DATA = 64
"""Bytes (platforms.md: limits)."""

CALLBACK_ANSWER = 200
"""Characters (platforms.md: limits)."""

DELETE_SECONDS = 48 * 3600
"""`deleteMessage` only under 48 h (platforms.md: limits)."""

MANY_MESSAGES = 100
"""Messages of one `deleteMessages` (platforms.md: limits)."""

TOPIC_NAME = 128
"""Characters of a topic's name, at least 1 (platforms.md: forum topics)."""

TOPIC_COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
"""Colours of a topic's icon (platforms.md: forum topics)."""

GENERAL = 1
"""General's thread id, which must be omitted when sending (platforms.md: forum topics)."""

BUTTONS = 100
"""Buttons of one keyboard; not documented, seen."""

_EMOJI = """
    ❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤\u200d🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨
    😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨\u200d💻 👀 🎃 🙈 😇 😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾
    🤷\u200d♂ 🤷 🤷\u200d♀ 😡
"""

REACTIONS = frozenset(_EMOJI.split())
"""Emoji that a reaction may be (Bot API, `ReactionTypeEmoji`)."""


def check_text(text: str) -> None:
    """Refuses an empty or too long text, which is stripped already."""
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT // 2 and utf16_length(text) > TEXT:
        raise bad_request("message is too long")


def check_caption(text: str) -> None:
    """Refuses too long a caption."""
    if utf16_length(text) > CAPTION:
        raise bad_request("message caption is too long")
