"""What the page does in the emulated VK."""

from __future__ import annotations

from bot.sandbox.vk.model import Message
from tests.sandbox.page.conftest import Page


def _messages(page: Page) -> list[Message]:
    return [message for message in page.stage.vk.world.dialogues[page.vk_client].messages.values() if message.visible]


async def test_a_client_starts_writes_edits_reacts_and_deletes(page: Page) -> None:
    """Each action does the one thing that a person does in VK."""
    who = {"user": page.vk_client}
    await page.act("vk-start", **who)
    said = await page.act("vk-say", **who, text="Как закрыть смену?")
    answer = await page.act("vk-say", **who, text="И ещё", reply_to=said)
    await page.act("vk-edit", **who, message=said, text="Как открыть смену?")
    await page.act("vk-react", **who, message=answer, reaction=4)
    start, first, second = _messages(page)
    assert (start.payload, first.text, second.text) == ('{"command":"start"}', "Как открыть смену?", "И ещё")
    assert first.edited is not None
    assert second.reply_to is first
    assert second.reactions == {page.vk_client: 4}
    await page.act("vk-react", **who, message=answer)
    assert second.reactions == {}
    await page.act("vk-delete", **who, message=said)
    assert [message.text for message in _messages(page)] == ["Начать", "И ещё"]


async def test_samples_of_every_kind(page: Page) -> None:
    """The attach menu sends what VK has; a file may claim its size."""
    who = {"user": page.vk_client}
    for kind in ("photo", "doc", "audio_message", "sticker", "poll", "link"):
        await page.act("vk-send", **who, kind=kind)
    assert [message.attachments[0].kind for message in _messages(page)] == [
        "photo",
        "doc",
        "audio_message",
        "sticker",
        "poll",
        "link",
    ]
    await page.act("vk-send", **who, kind="location")
    await page.act("vk-send", **who, kind="forward")
    await page.act("vk-send", **who, kind="doc", file_name="Запись.mp4", size=26_214_400, text="вот")
    place, passed, large = _messages(page)[-3:]
    assert place.geo is not None
    assert passed.forwards[0].text
    file = large.attachments[0].file
    assert file is not None
    assert (large.text, file.name, file.size) == ("вот", "Запись.mp4", 26_214_400)


async def test_messages_are_allowed_and_forbidden(page: Page) -> None:
    """The community may write or not; typing and reading are told to it."""
    who = {"user": page.vk_client}
    await page.act("vk-start", **who)
    dialogue = page.stage.vk.world.dialogues[page.vk_client]
    allowed = []
    for may in (False, True):
        await page.act("vk-allow", **who, allowed=may)
        allowed.append(dialogue.allowed)
    assert allowed == [False, True]
    page.stage.vk.world.people.answer(page.vk_client, "Добрый день!")
    await page.act("vk-read", **who)
    assert dialogue.out_read == _messages(page)[-1].id
    await page.act("vk-typing", **who)


async def test_a_comment_under_a_post(page: Page) -> None:
    """On the wall of the community."""
    (post, *_) = page.stage.vk.posts
    made = await page.act("vk-comment", user=page.vk_client, post=post, text="А записаться можно?")
    assert page.stage.vk.world.posts[post].comments[made].text == "А записаться можно?"
    assert await page.refused("vk-comment", user=page.vk_client, post=999, text="?")


async def test_refusals_are_sentences(page: Page) -> None:
    """What VK's own application would not send is told in words."""
    who = {"user": page.vk_client}
    assert await page.refused("vk-say", **who, text="") == (409, "Пустое сообщение не отправляется.")
    long = (409, "Сообщение слишком длинное: больше 4096 знаков.")
    assert await page.refused("vk-say", **who, text="ы" * 4097) == long
    assert await page.refused("vk-edit", **who, message=77, text="?") == (409, "Этого здесь больше нет.")
    assert (await page.refused("vk-press", **who, message=77))[0] == 409
    assert (await page.refused("vk-press-text", **who, label="нет такой"))[0] == 409


async def test_troubles_of_vk_are_ordered_and_cleared(page: Page) -> None:
    """Each by its own code, the outage until it is cleared."""
    for kind in ("limit", "flood", "drop", "outage", "history"):
        await page.act("fault", messenger="vk", kind=kind)
    faults = page.stage.vk.world.faults
    assert [(fault["kind"], fault["code"], fault["times"]) for fault in faults.view()] == [
        ("error", 6, 3),
        ("error", 9, 1),
        ("drop_after", 10, 3),
        ("outage", 10, None),
        ("failed", 10, 1),
    ]
    await page.act("clear-fault", messenger="vk", fault=faults.view()[0]["id"])
    assert len(faults.view()) == 4
    await page.act("clear-fault", messenger="vk")
    assert faults.view() == []
    assert (await page.refused("fault", messenger="vk", kind="file"))[0] == 409
