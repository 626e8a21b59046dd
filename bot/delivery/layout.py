"""From what is to be said to messages of a platform: pure, by the traits of the channel.

A text that fits is the caption of the first attachments; else it comes before them (or behind, when it has buttons: an
album has none). What the platform cannot take stands in words in the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.carriage import Traits
from bot.content import FILES, Attachment, ContentKind
from bot.describing import described, refusal
from bot.files import Kept
from bot.outgoing import Send
from bot.richtext import RichText, joined, split

_PICTURE = "image/png"


class Limits(Protocol):
    """What a layout has to know of a channel."""

    text_limit: int
    traits: Traits

    def measure(self, text: str) -> int:
        """The length of a text as the platform counts it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """An attachment and as which kind it leaves."""

    attachment: Attachment
    kind: ContentKind


@dataclass(frozen=True, slots=True)
class Part:
    """One call: a text, or attachments with (or without) the text as their caption."""

    text: RichText = field(default_factory=RichText)
    pieces: tuple[Piece, ...] = ()


def laid_out(send: Send, channel: Limits, kept: Mapping[int, Kept]) -> list[Part]:
    """The messages that a row becomes, in order; at least one. `kept` says how large its files really are."""
    traits = channel.traits
    pieces, words = _divided(send.attachments, traits, kept)
    text = joined([*([send.text] if send.text else []), *words])
    groups = _grouped(pieces, traits, kept)
    if not groups:
        return [Part(part) for part in split(text, channel.text_limit, channel.measure)]
    buttons = bool(send.keyboard or send.menu)
    if not text or _fits_as_caption(text, groups, buttons, channel):
        return [Part(text, groups[0]), *(Part(pieces=group) for group in groups[1:])]
    texts = [Part(part) for part in split(text, channel.text_limit, channel.measure)]
    media = [Part(pieces=group) for group in groups]
    return [*media, *texts] if buttons else [*texts, *media]


def takes_caption(pieces: Sequence[Piece], traits: Traits) -> bool:
    """Whether the message (or the first of the album) that these become can carry a text."""
    return pieces[0].kind in traits.captioned


def way_of(attachment: Attachment, traits: Traits, kept: Kept | None) -> tuple[ContentKind | None, str | None]:
    """As which kind an attachment leaves, or None and (where words alone will not do) the reason."""
    if attachment.refused is not None:
        return None, attachment.refused
    kind = traits.ways[attachment.kind]
    if kind is None or kind not in FILES:
        return kind, None
    if attachment.file is None or kept is None:
        return None, None  # a kind of bytes without bytes: VK tells of audios and videos but does not give them
    if kind is ContentKind.STICKER and attachment.mime == _PICTURE:
        kind = ContentKind.PHOTO  # VK's stickers are PNG; Telegram's are not, and PNG is refused there.
    size = kept.size or 0
    if kind is ContentKind.PHOTO and size > traits.upload[kind]:
        kind = ContentKind.DOCUMENT
    return (kind, None) if size <= traits.upload[kind] else (None, traits.too_large)


def _divided(
    attachments: Iterable[Attachment], traits: Traits, kept: Mapping[int, Kept]
) -> tuple[list[Piece], list[str]]:
    pieces, words = [], []
    for attachment in attachments:
        known = kept.get(attachment.file) if attachment.file is not None else None
        kind, reason = way_of(attachment, traits, known)
        if kind is not None:
            pieces.append(Piece(attachment, kind))
        else:
            words.append(refusal(attachment, reason) if reason else described(attachment))
    return pieces, words


def _grouped(pieces: Sequence[Piece], traits: Traits, kept: Mapping[int, Kept]) -> list[tuple[Piece, ...]]:
    """Neighbours that may share a message; order is kept."""
    groups: list[list[Piece]] = []
    room = 0
    for piece in pieces:
        size = _size(piece, kept)
        if groups and size <= room and len(groups[-1]) < traits.most_together and _may_share(groups[-1], piece, traits):
            groups[-1].append(piece)
            room -= size
        else:
            groups.append([piece])
            room = traits.together_bytes - size
    return [tuple(group) for group in groups]


def _size(piece: Piece, kept: Mapping[int, Kept]) -> int:
    one = kept.get(piece.attachment.file) if piece.attachment.file is not None else None
    return (one.size or 0) if one is not None else 0


def _may_share(group: Sequence[Piece], piece: Piece, traits: Traits) -> bool:
    kinds = {one.kind for one in group} | {piece.kind}
    if ContentKind.LOCATION in {one.kind for one in group} and piece.kind is ContentKind.LOCATION:
        return False  # a message is at one place
    return any(kinds <= allowed for allowed in traits.together)


def _fits_as_caption(text: RichText, groups: Sequence[Sequence[Piece]], buttons: bool, channel: Limits) -> bool:
    traits = channel.traits
    if buttons and (len(groups) > 1 or (len(groups[0]) > 1 and not traits.one_message)):
        return False
    return takes_caption(groups[0], traits) and channel.measure(text.text) <= traits.caption_limit
