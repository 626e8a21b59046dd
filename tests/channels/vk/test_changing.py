"""What becomes of a message that stands: corrections, pages of buttons, deletions, marks."""

from __future__ import annotations

import pytest

from bot.calls import Done, Outgoing
from bot.content import ContentKind
from bot.errors import Rejected, TooOld
from bot.outgoing import Button
from bot.richtext import bold, rich
from tests.channels.vk.talk import JPEG, Talk, kinds


async def test_edit_repeats_what_stays(talk: Talk) -> None:
    """VK changes a message as a whole: attachments are said again, buttons alone keep the text."""
    photo = talk.file(ContentKind.PHOTO, JPEG)
    done = await talk.channel.perform(talk.call("Раз", attachments=(photo,)))
    number = done.ids[0]
    known = Outgoing(photo.kind, photo.attachment, photo.path, done.uploads[0][2])
    assert await talk.channel.perform(talk.edit(number, bold("Два"), attachments=(known,), caption=True)) == Done()
    assert (talk.seen(number)["text"], kinds(talk.seen(number))[0][0]) == ("Два", "photo")
    keyboard = ((Button("Да", data="yes"),),)
    await talk.channel.perform(talk.edit(number, None, whole=bold("Два"), attachments=(known,), keyboard=keyboard))
    message = talk.seen(number)
    assert (message["text"], message["format"][0]["type"], len(message["keyboard"])) == ("Два", "bold", 1)
    assert kinds(message)[0][0] == "photo"


async def test_buttons_of_a_message_that_nobody_remembers(talk: Talk) -> None:
    """Its text and attachments are asked for."""
    photo = talk.file(ContentKind.PHOTO, JPEG)
    number = await talk.send(bold("Раз"), attachments=(photo,), keyboard=((Button("Да", data="yes"),),))
    await talk.channel.perform(talk.edit(number, None))
    message = talk.seen(number)
    assert (message["text"], message["format"][0]["type"], message["keyboard"]) == ("Раз", "bold", [])
    assert kinds(message)[0][0] == "photo"


async def test_pages_of_buttons(talk: Talk) -> None:
    """A press on «Ещё» asks for another page of the same message."""
    keyboard = tuple((Button(f"Вопрос {number}", data=f"q:{number}"),) for number in range(12))
    number = await talk.send("Что вас интересует?", keyboard=keyboard)
    assert [row[0]["label"] for row in talk.seen(number)["keyboard"]][-1] == "Ещё"
    await talk.channel.perform(talk.edit(number, None, whole=rich("Что вас интересует?"), keyboard=keyboard, page=1))
    assert talk.seen(number)["keyboard"][0][0]["label"] == "Вопрос 5"


async def test_long_labels_are_not_spelled_out_twice(talk: Talk) -> None:
    """Buttons of a message that nobody remembers: its text is read back with the lines in it."""
    keyboard = ((Button("Как восстановить доступ к личному кабинету клиента?", data="x"),),)
    number = await talk.send("Что?", keyboard=keyboard)
    before = talk.seen(number)["text"]
    await talk.channel.perform(talk.edit(number, None, keyboard=keyboard))
    assert talk.seen(number)["text"] == before


async def test_deletions(talk: Talk) -> None:
    """Taken back for both; again is a success; somebody else's is refused."""
    number = await talk.send("Ой")
    assert await talk.channel.perform(talk.delete(number)) == Done()
    assert "Ой" not in talk.texts()
    assert await talk.channel.perform(talk.delete(number)) == Done()
    with pytest.raises(Rejected):
        await talk.channel.perform(talk.edit(number, rich("Ай")))
    with pytest.raises(TooOld):
        await talk.channel.perform(talk.delete("1"))


async def test_reactions(talk: Talk) -> None:
    """By VK's numbers; what it has no number for is told apart."""
    await talk.channel.perform(talk.react("1", "👌"))
    assert talk.seen("1")["reactions"][0]["reaction"] == 10
    await talk.channel.perform(talk.react("1", None))
    assert talk.seen("1")["reactions"] == []
    with pytest.raises(Rejected, match="no such reaction"):
        await talk.channel.perform(talk.react("1", "🦄"))
