"""Kinds × channels: how each kind of content travels on each messenger: as itself, as another kind, or in words.

The table is `TRAITS`; whoever wants to know what becomes of a voice message on VK looks it up here. Limits are those of
the platforms' documentation (platforms.md: limits); sizes in bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.content import ContentKind

_MB = 1024 * 1024

WORDS = None
"""The kind cannot be sent there: a sentence says what it was (a sticker's emoji, a poll's question and answers)."""

Way = ContentKind | None
"""As which kind it leaves; `WORDS` for none."""

_K = ContentKind


@dataclass(frozen=True, slots=True)
class Traits:
    """What a messenger does with content.

    - `ways`: the row of the table: each kind's way.
    - `together`: which kinds may share one message or album, at most `most_together` of them and
      `together_bytes` (an album is one request).
    - `captioned`: the kinds whose message may carry a text, of at most `caption_limit` units.
    - `upload`: how many bytes of a kind it takes; a photo that is larger leaves as a document.
    - `download`: how many bytes can be fetched from it.
    - `edits_whole`: an edit has to say the whole message again, attachments included.
    - `one_message`: several attachments are one message (VK), not an album of messages.
    - `forgets_keys_after`: seconds after which a repeated `Call.key` is no longer recognised; None: it never is.
    - `too_large`: why a file beyond `upload` is not sent (a key of `REFUSALS`).
    - `reactions`: the emoji that a bot may set on a message.
    - `asks_contact`: it has a button by which a person shares their own phone.
    """

    ways: Mapping[ContentKind, Way]
    together: tuple[frozenset[ContentKind], ...]
    captioned: frozenset[ContentKind]
    caption_limit: int
    upload: Mapping[ContentKind, int]
    download: int
    most_together: int = 10
    together_bytes: int = 50 * _MB
    edits_whole: bool = False
    one_message: bool = False
    forgets_keys_after: float | None = None
    too_large: str = "upload_too_large"
    reactions: frozenset[str] = frozenset()
    asks_contact: bool = False

    def settable(self, emoji: str) -> str | None:
        """The emoji as it may be set on a message there; None when it may not. The mark that asks for a coloured
        picture (U+FE0F) is no part of it."""
        bare = emoji.replace("\ufe0f", "")
        return bare if bare in self.reactions else None


_TELEGRAM: Mapping[ContentKind, Way] = {
    _K.PHOTO: _K.PHOTO,
    _K.DOCUMENT: _K.DOCUMENT,
    _K.VOICE: _K.VOICE,
    _K.AUDIO: _K.AUDIO,
    _K.VIDEO: _K.VIDEO,
    _K.ANIMATION: _K.ANIMATION,
    _K.VIDEO_NOTE: _K.VIDEO_NOTE,
    _K.STICKER: _K.STICKER,
    _K.LOCATION: _K.LOCATION,
    _K.CONTACT: _K.CONTACT,
    _K.POLL: WORDS,  # A copy of a poll would collect votes of its own.
    _K.OTHER: WORDS,
}

_VK: Mapping[ContentKind, Way] = {
    _K.PHOTO: _K.PHOTO,
    _K.DOCUMENT: _K.DOCUMENT,
    _K.VOICE: _K.VOICE,
    _K.AUDIO: _K.DOCUMENT,  # A community may not upload audio. It refuses .mp3 as a document too: then words.
    _K.VIDEO: _K.DOCUMENT,  # Videos are uploaded on behalf of a person only.
    _K.ANIMATION: _K.DOCUMENT,
    _K.VIDEO_NOTE: _K.DOCUMENT,
    _K.STICKER: WORDS,  # Stickers of another messenger: their emoji.
    _K.LOCATION: _K.LOCATION,
    _K.CONTACT: WORDS,
    _K.POLL: WORDS,
    _K.OTHER: WORDS,
}

TELEGRAM_REACTIONS = frozenset(
    "❤👍👎🔥🥰👏😁🤔🤯😱🤬😢🎉🤩🤮💩🙏👌🕊🤡🥱🥴😍🐳🌚🌭💯🤣⚡🍌🏆💔🤨😐🍓🍾💋🖕😈😴😭🤓👻👀🎃🙈😇😨🤝✍🤗🫡🎅🎄☃💅🤪🗿🆒💘🙉🦄😘💊🙊😎👾🤷😡"
) | {"❤\u200d🔥", "👨\u200d💻", "🤷\u200d♂", "🤷\u200d♀"}
"""What a bot may set (Bot API 10.3: ReactionTypeEmoji)."""

TELEGRAM = Traits(
    ways=_TELEGRAM,
    together=(frozenset({_K.PHOTO, _K.VIDEO}), frozenset({_K.DOCUMENT}), frozenset({_K.AUDIO})),
    captioned=frozenset({_K.PHOTO, _K.VIDEO, _K.DOCUMENT, _K.AUDIO, _K.VOICE, _K.ANIMATION}),
    caption_limit=1024,
    upload=dict.fromkeys(ContentKind, 50 * _MB) | {_K.PHOTO: 10 * _MB, _K.STICKER: _MB // 2},
    download=20 * _MB,
    reactions=TELEGRAM_REACTIONS,
    asks_contact=True,
)

VK_REACTIONS = {
    1: "❤", 2: "🔥", 3: "🤣", 4: "👍", 5: "💩", 6: "🤷", 7: "😭", 8: "😡",
    9: "👎", 10: "👌", 11: "😁", 12: "🤔", 13: "🙏", 14: "😘", 15: "😍", 16: "🎉",
}  # fmt: skip
"""VK's reactions by number, as the emoji of Telegram's that is nearest (not documented; as VK's clients show them)."""

VK = Traits(
    ways=_VK,
    together=(frozenset({_K.PHOTO, _K.DOCUMENT, _K.LOCATION}),),
    captioned=frozenset({_K.PHOTO, _K.DOCUMENT, _K.LOCATION}),
    caption_limit=4096,
    upload=dict.fromkeys(ContentKind, 200 * _MB) | {_K.PHOTO: 50 * _MB},
    download=200 * _MB,
    edits_whole=True,
    one_message=True,
    together_bytes=2_000 * _MB,
    forgets_keys_after=3000,
    reactions=frozenset(VK_REACTIONS.values()),
)

EMAIL = Traits(
    ways=dict.fromkeys(ContentKind, _K.DOCUMENT) | dict.fromkeys((_K.LOCATION, _K.CONTACT, _K.POLL, _K.OTHER), WORDS),
    together=(frozenset({_K.DOCUMENT}),),
    captioned=frozenset({_K.DOCUMENT}),
    caption_limit=500_000,
    upload=dict.fromkeys(ContentKind, 18 * _MB),
    download=25 * _MB,
    most_together=50,
    together_bytes=18 * _MB,
    one_message=True,
    forgets_keys_after=2 * 24 * 3600,
    too_large="mail_too_large",
)
"""Mail has files of one kind only. Most mailboxes take 25 MB, and a letter's files grow by a third on the way.
`forgets_keys_after` is how long a letter that is put off is tried: two days (RFC 5321, 4.5.4.1 speaks of four or five;
a client should hear sooner)."""

TRAITS: Mapping[str, Traits] = {"telegram": TELEGRAM, "desk": TELEGRAM, "vk": VK, "email": EMAIL}
"""By channel; the desk is Telegram's group."""

REFUSALS: Mapping[str, str] = {
    "too_large": "file-too-large",
    "failed": "file-failed",
    "expired": "file-expired",
    "too_slow": "file-too-slow",
    "upload_too_large": "file-upload-too-large",
    "empty": "file-empty",
    "not_taken": "file-not-taken",
    "not_accepted": "file-not-accepted",
    "mail_too_large": "file-mail-too-large",
    "vk_type": "file-vk-type",
    "vk_refused": "file-vk-refused",
}
"""Why a file could not be carried across, and the text that says so."""
