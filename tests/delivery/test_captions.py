"""What edits and deletions do to messages with attachments."""

from __future__ import annotations

from bot.calls import DeleteCall, EditCall
from bot.carriage import VK
from bot.outgoing import Delete, Edit, Ref, Send
from bot.richtext import rich
from tests.delivery.gallery import Gallery


async def test_a_caption_is_edited_as_a_caption(gallery: Gallery) -> None:
    """Of an album, that of its first picture."""
    row = await gallery.put(Send(rich("раз"), attachments=(await gallery.file("кот"), await gallery.file("пёс"))))
    await gallery.deliver()
    await gallery.change(row, "два")
    await gallery.deliver()
    edit = gallery.channel.calls[-1]
    assert isinstance(edit, EditCall)
    assert (edit.caption, edit.message_id) == (True, "1")
    assert gallery.shown() == [("два", ["кот"]), ("", ["пёс"])]


async def test_a_caption_that_grows_too_long_goes_on_in_a_message(gallery: Gallery) -> None:
    """And comes back when it is short again."""
    row = await gallery.put(Send(rich("раз"), attachments=(await gallery.file("кот"),)))
    await gallery.deliver()
    await gallery.change(row, "длинно. " * 200)
    await gallery.deliver()
    first, second = gallery.shown()
    assert first[1] == ["кот"]
    assert (first[0] + " " + second[0]).split() == ["длинно."] * 200
    await gallery.change(row, "коротко")
    await gallery.deliver()
    assert gallery.shown() == [("коротко", ["кот"])]


async def test_words_before_an_album_are_edited_where_they_are(gallery: Gallery) -> None:
    """The pictures have no caption then, and get none."""
    row = await gallery.put(Send(rich("слово. " * 300), attachments=(await gallery.file("кот"),)))
    await gallery.deliver()
    await gallery.change(row, "коротко")
    await gallery.deliver()
    assert gallery.shown() == [("коротко", []), ("", ["кот"])]


async def test_an_album_is_taken_back_whole(gallery: Gallery) -> None:
    """Every message of it."""
    things = (await gallery.file("кот"), await gallery.file("пёс"))
    row = await gallery.put(Send(rich("раз"), attachments=things))
    await gallery.deliver()
    await gallery.put(Delete(Ref(outbox=row)))
    await gallery.deliver()
    assert gallery.shown() == []
    assert len([call for call in gallery.channel.calls if isinstance(call, DeleteCall)]) == 2


async def test_a_platform_that_edits_whole_is_told_all(gallery: Gallery) -> None:
    """VK: an edit repeats the attachments, an edit of the buttons the text as well."""
    gallery.channel.traits = VK
    photo = await gallery.file("кот")
    row = await gallery.put(Send(rich("раз"), attachments=(photo,)))
    await gallery.deliver()
    await gallery.change(row, "два")
    await gallery.put(Edit(Ref(outbox=row), None, page=1))
    await gallery.deliver()
    words, buttons = (call for call in gallery.channel.calls if isinstance(call, EditCall))
    assert [one.attachment for one in words.attachments] == [photo]
    assert words.attachments[0].known is not None
    assert (buttons.text, buttons.whole, buttons.page) == (None, rich("два"), 1)
    assert [one.attachment for one in buttons.attachments] == [photo]


async def test_a_correction_keeps_the_preview(gallery: Gallery) -> None:
    """A message whose link shows what it leads to goes on doing so, and no other begins to."""
    row = await gallery.put(Send(rich("https://example.org/"), preview=True))
    plain = await gallery.put(Send(rich("https://example.org/")))
    await gallery.deliver()
    await gallery.change(row, "https://example.org/2")
    await gallery.change(plain, "https://example.org/2")
    await gallery.deliver()
    assert [call.preview for call in gallery.channel.calls if isinstance(call, EditCall)] == [True, False]
