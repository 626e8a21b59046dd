"""A file that the platform does not take, however often it is tried, holds nobody up for ever."""

from __future__ import annotations

from bot.calls import SendCall
from bot.errors import FileDelayed, RetryLater
from bot.outbox import OutboxState
from bot.outgoing import Send
from bot.richtext import rich
from tests.delivery.gallery import Gallery
from tests.fakes import START


async def test_words_go_without_a_stuck_file(gallery: Gallery) -> None:
    """Four attempts within a minute, then the words say why; what was said next follows at once."""
    photo = await gallery.file("кот")
    gallery.channel.fail(FileDelayed(photo.file, "HTTP 502"), contains="смотрите", times=4)
    row = await gallery.put(Send(rich("смотрите"), attachments=(photo,)))
    await gallery.put("следом")
    await gallery.deliver()
    (first, things), (second, _) = gallery.shown()
    assert first == "смотрите\n[фото «кот» — не передано: мессенджер получателя не взял файл за несколько попыток]"
    assert (things, second) == ([], "следом")
    assert await gallery.state(row) is OutboxState.SENT
    assert len(gallery.channel.calls) == 6
    assert 50 <= (gallery.clock.now() - START).total_seconds() < 120


async def test_a_file_that_is_taken_at_last_arrives(gallery: Gallery) -> None:
    """A server's bad minute loses nothing."""
    photo = await gallery.file("кот")
    gallery.channel.fail(FileDelayed(photo.file, "HTTP 502"), contains="смотрите", times=3)
    await gallery.put(Send(rich("смотрите"), attachments=(photo,)))
    await gallery.deliver()
    assert gallery.shown() == [("смотрите", ["кот"])]


async def test_an_outage_is_no_attempt_for_a_file(gallery: Gallery) -> None:
    """However long the platform was away: the file has its own four attempts afterwards."""
    photo = await gallery.file("кот")
    gallery.channel.fail(RetryLater(None, None, "no connection"), contains="смотрите", times=6)
    gallery.channel.fail(FileDelayed(photo.file, "HTTP 502"), contains="смотрите", times=3)
    await gallery.put(Send(rich("смотрите"), attachments=(photo,)))
    await gallery.deliver()
    assert gallery.shown() == [("смотрите", ["кот"])]


async def test_an_album_has_one_minute(gallery: Gallery) -> None:
    """Where every file of it is stuck, they do not wait one after another: that would be five."""
    album = [await gallery.file(f"кот {number}") for number in range(5)]
    perform = gallery.channel.perform

    async def stuck(call: object) -> object:
        if isinstance(call, SendCall) and call.attachments:
            raise FileDelayed(call.attachments[0].attachment.file, "HTTP 502")
        return await perform(call)  # type: ignore[arg-type]

    gallery.channel.perform = stuck  # type: ignore[assignment]
    await gallery.put(Send(rich("смотрите"), attachments=tuple(album)))
    await gallery.put("следом")
    await gallery.deliver()
    (first, _), (second, _) = gallery.shown()
    assert first.count("не взял файл") == 5
    assert second == "следом"
    assert (gallery.clock.now() - START).total_seconds() < 120
