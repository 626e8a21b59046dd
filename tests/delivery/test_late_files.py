"""Files that are still being fetched: words go ahead of a slow one, a quick one is waited for."""

from __future__ import annotations

from bot import outbox
from bot.content import ContentKind
from bot.errors import FileRefused
from bot.outbox import OutboxState
from bot.outgoing import Send
from bot.richtext import rich
from tests.delivery.gallery import Gallery
from tests.fakes import until


async def test_words_do_not_wait_for_a_slow_file(gallery: Gallery) -> None:
    """After some seconds they go ahead with a word on the file, which follows by itself; what is said later does not
    wait for it either."""
    slow = await gallery.file("отчёт", ContentKind.DOCUMENT, here=False)
    row = await gallery.put(Send(rich("вот отчёт"), attachments=(slow,)))
    await gallery.put("вторая строка")
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 2)
        first, second = (text for _, text in gallery.channel.sent)
        assert first.startswith("вот отчёт\n")
        assert "отчёт" in first.split("\n")[1]
        assert second == "вторая строка"
        await gallery.arrives(slow, "байты")
        await until(lambda: len(gallery.channel.sent) == 3)
    assert gallery.shown()[2] == ("", ["байты"])
    assert await gallery.state(row) is OutboxState.SENT


async def test_a_file_alone_steps_aside(gallery: Gallery) -> None:
    """It comes when it has come, once; nobody waits behind it."""
    slow = await gallery.file("голос", ContentKind.VOICE, here=False)
    await gallery.put(Send(rich(""), attachments=(slow,)))
    await gallery.put("текст")
    async with gallery.working(time_flies=True):
        await until(lambda: gallery.channel.texts("a") == ["текст"])
        await gallery.arrives(slow, "звук")
        await until(lambda: len(gallery.channel.sent) == 2)
    await gallery.deliver()
    assert gallery.shown() == [("текст", []), ("", ["звук"])]


async def test_a_quick_file_is_waited_for(gallery: Gallery) -> None:
    """Then it comes in its place."""
    quick = await gallery.file("кот", here=False)
    await gallery.put(Send(rich("смотрите"), attachments=(quick,)))
    await gallery.put("и ещё")
    async with gallery.working():
        await gallery.arrives(quick, "кот")
        gallery.clock.move(1)
        gallery.delivery.wake()
        await until(lambda: len(gallery.channel.sent) == 2)
    assert gallery.shown() == [("смотрите", ["кот"]), ("и ещё", [])]


async def test_pieces_that_were_set_apart_are_known(gallery: Gallery) -> None:
    """Whoever takes the message back finds the file that came after it, also what was set apart from that."""
    slow = [await gallery.file(name, ContentKind.DOCUMENT, here=False) for name in ("раз", "два")]
    row = await gallery.put(Send(rich("вот"), attachments=tuple(slow)))
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 1)
        gallery.channel.fail(FileRefused(None, "?"))
        await gallery.arrives(slow[0], "раз")
        await gallery.arrives(slow[1], "два")
        await until(lambda: len(gallery.channel.sent) == 3)
    async with gallery.database.read() as session:
        apart = await outbox.apart_from(session, row)
    assert len(apart) == 2
    assert sorted(things[0] for _, things in gallery.shown()[1:]) == ["два", "раз"]
