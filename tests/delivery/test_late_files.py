"""Files that are still being fetched: words go ahead of a slow one, a quick one is waited for."""

from __future__ import annotations

from pathlib import Path

from bot import outbox
from bot.calls import EditCall
from bot.content import ContentKind
from bot.database import Database
from bot.errors import FileRefused, Rejected
from bot.outbox import OutboxState
from bot.outgoing import Send
from bot.pacing import Paces, Rate
from bot.richtext import rich
from tests.delivery.gallery import Gallery
from tests.fakes import until
from tests.memory import Shown


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


async def test_a_late_file_answers_its_words(gallery: Gallery) -> None:
    """Each of several is a reply to its own line, in whatever order they come; then the line speaks no more of it."""
    slow = {name: await gallery.file(name, here=False) for name in ("раз", "два", "три")}
    rows = {name: await gallery.put(Send(rich(f"подпись {name}"), attachments=(one,))) for name, one in slow.items()}
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 3)
        for number, name in enumerate(("три", "раз", "два"), 4):
            await gallery.arrives(slow[name], name)
            await until(lambda wanted=number: len(gallery.channel.sent) == wanted)  # type: ignore[misc]
        await until(lambda: not any("загружается" in text for text in gallery.channel.texts("a")))
    chat = gallery.channel.chats["a"]
    pairs = {shown.attachments[0].attachment.name: chat[shown.reply_to or ""].text for shown in _photos(gallery)}
    assert pairs == {name: f"подпись {name}" for name in slow}
    assert [await gallery.state(row) for row in rows.values()] == [OutboxState.SENT] * 3
    assert len(_edits(gallery)) == 3


async def test_a_late_file_beside_ready_ones(gallery: Gallery) -> None:
    """Without words of its own the caption says what was to follow; that is what stays of it."""
    ready, slow = await gallery.file("тут"), await gallery.file("там", here=False)
    await gallery.put(Send(rich(""), attachments=(ready, slow)))
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 1)
        await gallery.arrives(slow, "там")
        await until(lambda: len(_edits(gallery)) == 1)
    assert [shown[0] for shown in gallery.shown()] == ["[фото «там»]", ""]
    assert _photos(gallery)[1].reply_to == _photos(gallery)[0].id


async def test_several_late_files_of_one_message(gallery: Gallery) -> None:
    """What leaves as several messages answers the line with each of them; one edit takes all the words out."""
    photo = await gallery.file("фото", here=False)
    document = await gallery.file("акт", ContentKind.DOCUMENT, here=False)
    await gallery.put(Send(rich("вот"), attachments=(photo, document)))
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 1)
        await gallery.arrives(photo, "фото")
        await gallery.arrives(document, "акт")
        await until(lambda: len(_edits(gallery)) == 1)
    assert gallery.channel.texts("a")[0] == "вот"
    assert len({shown.reply_to for shown in _photos(gallery)}) == 1
    assert None not in {shown.reply_to for shown in _photos(gallery)}


async def test_a_late_file_that_never_comes(gallery: Gallery) -> None:
    """Its place is taken by words, as an answer to the line; the line promises nothing any more."""
    slow = await gallery.file("кот", here=False)
    await gallery.put(Send(rich("вот"), attachments=(slow,)))
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 1)
        await gallery.fails(slow)
        await until(lambda: gallery.channel.texts("a")[0] == "вот")
    assert "не передан" in gallery.channel.texts("a")[1]


async def test_a_late_file_that_is_refused(gallery: Gallery) -> None:
    """The platform will have nothing of it: the line itself says so."""
    slow = await gallery.file("кот", here=False)
    await gallery.put(Send(rich("вот"), attachments=(slow,)))
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 1)
        gallery.channel.fail(Rejected("нельзя"))
        await gallery.arrives(slow, "кот")
        await until(lambda: len(_edits(gallery)) == 1)
    first, second = gallery.channel.texts("a")[0].split("\n")
    assert first == "вот"
    assert "не передан" in second


async def test_a_correction_stays(gallery: Gallery) -> None:
    """Whoever corrects the line meanwhile has the last word: nothing is edited over it."""
    slow = await gallery.file("кот", here=False)
    row = await gallery.put(Send(rich("вот"), attachments=(slow,)))
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 1)
        await gallery.change(row, "нет, вот")
        await until(lambda: gallery.channel.texts("a") == ["нет, вот"])
        await gallery.arrives(slow, "кот")
        await until(lambda: len(gallery.channel.sent) == 2)
    await gallery.deliver()
    assert gallery.channel.texts("a") == ["нет, вот", ""]
    assert len(_edits(gallery)) == 1


async def test_a_busy_group_is_not_tidied(database: Database, tmp_path: Path) -> None:
    """Where an edit costs what words may need, the words about the file stay; the file is a reply all the same."""
    gallery = Gallery(database, tmp_path, spare=3)
    gallery.paces = Paces({"memory:chat:": Rate(4, 3600)}, "memory:bot")
    gallery.delivery = gallery.delivery_again()
    slow = await gallery.file("кот", here=False)
    await gallery.put(Send(rich("вот"), attachments=(slow,)))
    async with gallery.working(time_flies=True):
        await until(lambda: len(gallery.channel.sent) == 1)
        await gallery.arrives(slow, "кот")
        await until(lambda: len(gallery.channel.sent) == 2)
    await gallery.deliver()
    assert "загружается" in gallery.channel.texts("a")[0]
    assert _photos(gallery)[0].reply_to == "1"


def _photos(gallery: Gallery) -> list[Shown]:
    return [shown for shown in gallery.channel.chats["a"].values() if shown.attachments]


def _edits(gallery: Gallery) -> list[EditCall]:
    return [call for call in gallery.channel.calls if isinstance(call, EditCall)]


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
