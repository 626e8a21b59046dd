"""One thing of every kind of content, with its bytes: what people send and what the line passes on."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from bot.calls import Outgoing
from bot.carriage import Traits
from bot.content import FILES, Attachment, ContactCard, ContentKind, Place
from bot.delivery.layout import Limits, laid_out
from bot.files import FileState, Kept
from bot.outgoing import Send
from bot.richtext import RichText, rich


@dataclass(frozen=True)
class Thing:
    """`attachment` is how the line names it (`file` is its row); `data` its bytes, where it has any."""

    attachment: Attachment
    data: bytes = b""

    @property
    def kind(self) -> ContentKind:
        """What it is."""
        return self.attachment.kind


def png(width: int, height: int, grey: int = 0x80) -> bytes:
    """A plain picture; whoever carries pictures looks into them."""
    rows = (b"\0" + bytes([grey]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, body) for name, body in parts)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


_K = ContentKind

_ALL = (
    Thing(Attachment(_K.PHOTO, mime="image/png"), png(64, 48)),
    Thing(Attachment(_K.DOCUMENT, name="Акт сверки №7.pdf", mime="application/pdf"), b"%PDF-1.7 \xd0\xb0\xd0\xba"),
    Thing(Attachment(_K.VOICE, mime="audio/ogg", duration=4), b"OggS voice"),
    Thing(Attachment(_K.AUDIO, name="Совещание.mp3", mime="audio/mpeg", words="Отдел — Совещание"), b"ID3 audio"),
    Thing(Attachment(_K.VIDEO, name="Ошибка.mp4", mime="video/mp4", duration=3), b"\0\0\0 ftypmp42 video"),
    Thing(Attachment(_K.ANIMATION, name="Кот.mp4", mime="video/mp4", duration=1), b"\0\0\0 ftypmp42 cat"),
    Thing(Attachment(_K.VIDEO_NOTE, mime="video/mp4", duration=2), b"\0\0\0 ftypmp42 note"),
    Thing(Attachment(_K.STICKER, mime="image/webp", words="👍"), b"RIFF\x10\0\0\0WEBPVP8 "),
    Thing(Attachment(_K.LOCATION, place=Place(55.75, 37.61))),
    Thing(Attachment(_K.CONTACT, contact=ContactCard("Пётр Ильин", "+79990000000"))),
    Thing(Attachment(_K.OTHER, words="Игра «Тетрис»")),
    Thing(Attachment(_K.POLL, words="Когда? — Сегодня / Завтра")),
)
THINGS: Mapping[ContentKind, Thing] = {thing.kind: thing for thing in _ALL}

VENUE = Thing(Attachment(_K.LOCATION, place=Place(55.75, 37.61, "Офис, Тверская, 1"), words="Офис, Тверская, 1"))


def photos(count: int) -> list[Thing]:
    """Pictures that differ."""
    return [Thing(Attachment(_K.PHOTO, mime="image/png"), png(60 + number, 40, number)) for number in range(count)]


def documents(*names: str) -> list[Thing]:
    """Files with these names."""
    return [Thing(Attachment(_K.DOCUMENT, name=name, mime="text/plain"), f"в файле {name}".encode()) for name in names]


def outgoing(folder: Path, traits: Traits, *things: Thing) -> Iterator[Outgoing]:
    """The things as delivery hands them over: each as the kind that it is on the channel, its bytes in a file that is
    not called as it is, its row a number from 1 on."""
    for number, thing in enumerate(things, start=1):
        kind = traits.ways[thing.kind]
        assert kind is not None
        attachment = thing.attachment
        path = None
        if thing.kind in FILES:
            path = folder / f"{number:02}cdef"
            path.write_bytes(thing.data)
            attachment = replace(attachment, file=number, size=len(thing.data))
        yield Outgoing(kind, attachment, path)


def laid(folder: Path, channel: Limits, thing: Thing, text: str) -> Iterator[tuple[RichText, tuple[Outgoing, ...]]]:
    """A text with the thing, as the messages that delivery makes of it: each one's words and what is with them."""
    attachment, kept = thing.attachment, {}
    path = folder / "01cdef"
    if thing.kind in FILES:
        path.write_bytes(thing.data)
        attachment = replace(attachment, file=1)
        kept = {1: Kept(FileState.KEPT, sha256="0" * 64, size=len(thing.data), content=1)}
    for part in laid_out(Send(rich(text), attachments=(attachment,)), channel, kept):
        yield (
            part.text,
            tuple(
                Outgoing(piece.kind, piece.attachment, path if thing.kind in FILES else None) for piece in part.pieces
            ),
        )
