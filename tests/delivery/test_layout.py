"""From what is said to the messages of a platform: captions, albums, words in place of what it does not take."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.carriage import TELEGRAM, TRAITS, VK, Traits
from bot.content import FILES, Attachment, ContactCard, ContentKind, Place
from bot.delivery.layout import Part, laid_out
from bot.files import FileState, Kept
from bot.outgoing import Button, Send
from bot.richtext import RichText, bold, rich

_K = ContentKind
_MB = 1024 * 1024
BUTTONS = ((Button("Да", data="yes"),),)


@dataclass
class Channel:
    """What a layout has to know of one."""

    traits: Traits = TELEGRAM
    text_limit: int = 4096

    def measure(self, text: str) -> int:
        """In characters."""
        return len(text)


def attachment(kind: ContentKind, number: int = 1, **more: object) -> Attachment:
    """One of a kind, with bytes where it has any."""
    place = Place(55.75, 37.61) if kind is _K.LOCATION else None
    contact = ContactCard("Ольга", "+7") if kind is _K.CONTACT else None
    file = number if kind in FILES else None
    return Attachment(kind, file=file, place=place, contact=contact, **more)  # type: ignore[arg-type]


def kept(*numbers: int, size: int = 100) -> dict[int, Kept]:
    """These files are on disk."""
    return {number: Kept(FileState.KEPT, None, f"{number:064x}", size, number) for number in numbers}


def shape(parts: list[Part]) -> list[tuple[str, list[str]]]:
    """Each part's words and kinds."""
    return [(part.text.text, [piece.kind.value for piece in part.pieces]) for part in parts]


def test_words_are_the_caption_of_a_picture() -> None:
    """One message, formatting included."""
    parts = laid_out(Send(bold("Смотрите"), attachments=(attachment(_K.PHOTO),)), Channel(), kept(1))
    assert shape(parts) == [("Смотрите", ["photo"])]
    assert parts[0].text == bold("Смотрите")


def test_an_album_stays_together_in_order() -> None:
    """Up to ten, photos and videos mixed; files beside them are another message."""
    kinds = [_K.PHOTO, _K.VIDEO, _K.PHOTO, _K.DOCUMENT, _K.DOCUMENT]
    things = tuple(attachment(kind, number) for number, kind in enumerate(kinds, 1))
    parts = laid_out(Send(rich("акты"), attachments=things), Channel(), kept(*range(1, 6)))
    assert shape(parts) == [("акты", ["photo", "video", "photo"]), ("", ["document", "document"])]
    assert [piece.attachment.file for part in parts for piece in part.pieces] == [1, 2, 3, 4, 5]


def test_the_eleventh_picture_begins_another_album() -> None:
    """An album has ten at most."""
    things = tuple(attachment(_K.PHOTO, number) for number in range(1, 13))
    parts = laid_out(Send(rich("всё"), attachments=things), Channel(), kept(*range(1, 13)))
    assert [len(part.pieces) for part in parts] == [10, 2]


def test_a_text_too_long_for_a_caption_comes_before() -> None:
    """Nothing is cut: the text is a message of its own, then the pictures."""
    long = "слово " * 300
    parts = laid_out(Send(rich(long), attachments=(attachment(_K.PHOTO),)), Channel(), kept(1))
    assert shape(parts) == [(long.strip(), []), ("", ["photo"])]


def test_what_has_no_caption_comes_after_the_words() -> None:
    """Stickers, round videos, places."""
    for kind in (_K.STICKER, _K.VIDEO_NOTE, _K.LOCATION):
        parts = laid_out(Send(rich("тут"), attachments=(attachment(kind),)), Channel(), kept(1))
        assert shape(parts) == [("тут", []), ("", [kind.value])]


def test_a_sticker_that_is_a_picture_leaves_as_a_photo() -> None:
    """VK's stickers are PNG, which Telegram takes for no sticker."""
    send = Send(RichText(), attachments=(attachment(_K.STICKER, mime="image/png"),))
    assert shape(laid_out(send, Channel(), kept(1))) == [("", ["photo"])]


def test_an_album_has_no_buttons_so_the_words_with_them_come_last() -> None:
    """On VK all of that is one message, buttons included."""
    things = (attachment(_K.PHOTO, 1), attachment(_K.PHOTO, 2))
    send = Send(rich("Выберите"), BUTTONS, attachments=things)
    assert shape(laid_out(send, Channel(), kept(1, 2))) == [("", ["photo", "photo"]), ("Выберите", [])]
    assert shape(laid_out(send, Channel(VK), kept(1, 2))) == [("Выберите", ["photo", "photo"])]


def test_a_photo_that_is_too_large_leaves_as_a_document() -> None:
    """Telegram takes photos up to 10 MB and documents up to 50."""
    send = Send(RichText(), attachments=(attachment(_K.PHOTO),))
    assert shape(laid_out(send, Channel(), kept(1, size=11 * _MB))) == [("", ["document"])]
    ((words, kinds),) = shape(laid_out(send, Channel(), kept(1, size=51 * _MB)))
    assert not kinds
    assert "фото" in words


def test_what_was_refused_stands_in_words_after_the_text() -> None:
    """The rest goes as it is."""
    things = (attachment(_K.PHOTO, 1), attachment(_K.DOCUMENT, 2, name="база.zip", size=25 * _MB, refused="too_large"))
    ((words, kinds),) = shape(laid_out(Send(rich("смотрите"), attachments=things), Channel(), kept(1, 2)))
    assert kinds == ["photo"]
    assert words.startswith("смотрите\n")
    assert "база.zip" in words
    assert "25 МБ" in words


@pytest.mark.parametrize("channel", sorted(TRAITS))
@pytest.mark.parametrize("kind", list(ContentKind))
def test_every_cell_of_the_table(channel: str, kind: ContentKind) -> None:
    """Each kind on each channel leaves as the table says, or in words that name it; never as nothing."""
    traits = TRAITS[channel]
    thing = attachment(kind, words="слова")
    parts = laid_out(Send(RichText(), attachments=(thing,)), Channel(traits), kept(1))
    way = traits.ways[kind]
    if way is None:
        ((words, kinds),) = shape(parts)
        assert not kinds
        assert "слова" in words
    else:
        assert shape(parts) == [("", [way.value])]


@given(
    kinds=st.lists(st.sampled_from(list(ContentKind)), max_size=25),
    length=st.integers(0, 9000),
    buttons=st.booleans(),
    channel=st.sampled_from([Channel(), Channel(VK)]),
)
def test_nothing_is_lost_and_every_limit_holds(
    kinds: list[ContentKind], length: int, buttons: bool, channel: Channel
) -> None:
    """Whatever is sent: each thing leaves once, in order, as itself or in words; no part is over a limit or empty."""
    things = tuple(attachment(kind, number, words=f"№{number};") for number, kind in enumerate(kinds, 1))
    text = rich("ф" * length)
    send = Send(text, BUTTONS if buttons else (), attachments=things)
    parts = laid_out(send, channel, kept(*range(1, len(kinds) + 1)))
    words = "\n".join(part.text.text for part in parts)
    left = [piece.attachment for part in parts for piece in part.pieces]
    assert left == [one for one in things if one in left]
    assert all(one in left or one.words in words for one in things)
    assert words.count("ф" * min(length, 100)) >= 1
    for part in parts:
        limit = channel.traits.caption_limit if part.pieces else channel.text_limit
        assert len(part.text) <= limit
        assert len(part.pieces) <= channel.traits.most_together
        assert part.text or part.pieces or not (length or things)


def test_an_album_is_one_request_of_fifty_megabytes() -> None:
    """What does not fit is another album."""
    things = tuple(attachment(_K.DOCUMENT, number) for number in (1, 2, 3))
    send = Send(RichText(), attachments=things)
    assert [len(part.pieces) for part in laid_out(send, Channel(), kept(1, 2, 3, size=20 * _MB))] == [2, 1]
