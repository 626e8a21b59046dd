"""The community as a channel: every call and every file, over the emulated VK."""

from __future__ import annotations

import io
import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.calls import DeleteCall, Destination, Done, EditCall, OpenTopicCall, Outgoing, ReactCall, SendCall
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.connection import Vk
from bot.channels.vk.contents import attachments as contents_of
from bot.channels.vk.files import VkFiles
from bot.channels.vk.uploads import name_of
from bot.content import Attachment, ContentKind, Place
from bot.errors import FileForgotten, FileRefused, Rejected, RetryLater, TooLarge, TooOld, Unreachable
from bot.outgoing import Answer, Button, Menu, Seen, Typing
from bot.richtext import RichText, bold, rich
from bot.sandbox.vk.scene import Scene, set_scene
from bot.sandbox.vk.server import serving
from tests.channels.scripted import Drops, Says, scripted
from tests.channels.vk.test_connection import fine, refusal

JPEG = b"\xff\xd8\xff\xe0 a picture"
_keys = itertools.count(1)


@dataclass
class Stage:
    """The channel with Anna at its other end."""

    scene: Scene
    vk: Vk
    channel: VkChannel
    anna: int
    folder: Path

    def call(self, text: RichText | str = "", **more: Any) -> SendCall:
        """A message to Anna."""
        values = {"to": Destination(str(self.anna)), "key": next(_keys), **more}
        return SendCall(text=rich(text), **values)

    async def send(self, text: RichText | str = "", **more: Any) -> str:
        """Sends it; returns its number."""
        (number,) = (await self.channel.perform(self.call(text, **more))).ids
        return number

    def file(self, kind: ContentKind, data: bytes, name: str | None = None, row: int = 5, **more: Any) -> Outgoing:
        """A file on disk, about to leave."""
        path = self.folder / f"{abs(hash(data))}"
        path.write_bytes(data)
        return Outgoing(kind, Attachment(more.pop("was", kind), file=row, name=name), path, **more)

    def seen(self, number: str) -> dict[str, Any]:
        """A message as Anna sees it."""
        (chat,) = [chat for chat in self.scene.world.snapshot()["chats"] if chat["peer"] == self.anna]
        (found,) = [message for message in chat["messages"] if str(message["id"]) == number]
        return dict(found)

    def texts(self) -> list[str]:
        """Everything that is written there."""
        (chat,) = [chat for chat in self.scene.world.snapshot()["chats"] if chat["peer"] == self.anna]
        return [message["text"] for message in chat["messages"]]

    def asked(self, method: str) -> int:
        """How often VK was asked for something."""
        return sum(call.method == method for call in self.scene.world.calls.since())

    def edit(self, number: str, text: RichText | None, **more: Any) -> EditCall:
        """A correction."""
        return EditCall(to=Destination(str(self.anna)), key=next(_keys), message_id=number, text=text, **more)

    def react(self, number: str, emoji: str | None) -> ReactCall:
        """A mark."""
        return ReactCall(to=Destination(str(self.anna)), key=next(_keys), message_id=number, emoji=emoji)

    def delete(self, number: str) -> DeleteCall:
        """Takes a message back."""
        return DeleteCall(to=Destination(str(self.anna)), key=next(_keys), message_id=number)


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    """Anna has written, so that she may be answered."""
    scene = set_scene(budgets=False)
    anna = scene.world.people.add_user("Анна Петрова")
    scene.world.people.write(anna, "Здравствуйте!")
    async with serving(scene.world) as url:
        vk = Vk(scene.community.token, scene.community.id, url, per_second=10_000, timeout=5)
        channel = VkChannel(vk)
        yield Stage(scene, vk, channel, anna, tmp_path)
        await channel.close()


def kinds(message: dict[str, Any]) -> list[tuple[str, str | None]]:
    """What a message carries, and under which names."""
    return [(one["kind"], one.get("name")) for one in message["attachments"]]


async def test_same_key_sends_once(stage: Stage) -> None:
    """A call that is made again is known by its key."""
    call = stage.call("Раз")
    assert (await stage.channel.perform(call)).ids == (await stage.channel.perform(call)).ids
    assert stage.texts().count("Раз") == 1


async def test_doubtful_call_is_looked_for_first(stage: Stage) -> None:
    """What VK has forgotten the key of is found in the history; what never left is sent."""
    call = stage.call("Раз")
    sent = await stage.channel.perform(call)
    doubtful = stage.call("Раз", key=call.key, doubtful=True)
    for _ in range(110):  # beyond the hundred messages that VK remembers
        stage.scene.world.people.write(stage.anna, "?")
    assert await stage.channel.perform(doubtful) == sent
    assert stage.texts().count("Раз") == 1
    assert (await stage.channel.perform(stage.call("Два", doubtful=True))).ids
    assert stage.texts().count("Два") == 1


async def test_reply(stage: Stage) -> None:
    """A reply shows what it answers; where that has vanished the words still arrive."""
    said = str(stage.scene.world.people.write(stage.anna, "Где акт?"))
    assert stage.seen(await stage.send("Тут.", reply_to=said))["reply_to"]["id"] == int(said)
    assert stage.seen(await stage.send("Тут.", reply_to="777"))["reply_to"] is None
    assert stage.texts().count("Тут.") == 2


async def test_several_attachments_are_one_message(stage: Stage) -> None:
    """Photos, a document with its Cyrillic name, a place and the caption, in their order; the uploads are told."""
    place = Outgoing(ContentKind.LOCATION, Attachment(ContentKind.LOCATION, place=Place(55.5, 37.5)))
    files = (
        stage.file(ContentKind.PHOTO, JPEG, row=1),
        stage.file(ContentKind.DOCUMENT, b"%PDF", "Счёт № 5.pdf", row=2),
        place,
        stage.file(ContentKind.PHOTO, JPEG + b"2", row=3),
    )
    done = await stage.channel.perform(stage.call("Вот они", attachments=files))
    message = stage.seen(done.ids[0])
    assert [kind for kind, _ in kinds(message)] == ["photo", "doc", "photo"]
    assert kinds(message)[1] == ("doc", "Счёт № 5.pdf")
    assert (message["text"], message["geo"]["latitude"]) == ("Вот они", 55.5)
    assert [(row, kind) for row, kind, _ in done.uploads] == [
        (1, ContentKind.PHOTO),
        (2, ContentKind.DOCUMENT),
        (3, ContentKind.PHOTO),
    ]
    assert done.uploads[0][2].startswith(f"photo-{stage.scene.community.id}_")


async def test_voice(stage: Stage) -> None:
    """A voice message is one on VK too."""
    message = stage.seen(await stage.send(attachments=(stage.file(ContentKind.VOICE, b"OggS voice"),)))
    assert [kind for kind, _ in kinds(message)] == ["audio_message"]


async def test_bytes_arrive_as_they_were(stage: Stage) -> None:
    """Streamed up and down, nothing is changed."""
    data = bytes(range(256)) * 1000
    number = await stage.send(attachments=(stage.file(ContentKind.DOCUMENT, data, "данные.bin"),))
    answer = await stage.vk.ask(
        "messages.getByConversationMessageId", peer_id=stage.anna, conversation_message_ids=number
    )
    (attachment,) = contents_of(answer["items"][0])
    assert attachment.remote is not None
    to = io.BytesIO()
    await VkFiles(stage.vk).download(attachment.remote.ref, to, len(data))
    assert to.getvalue() == data
    with pytest.raises(TooLarge):
        await VkFiles(stage.vk).download(attachment.remote.ref, io.BytesIO(), len(data) - 1)


async def test_known_file_is_not_uploaded(stage: Stage) -> None:
    """Once for a community: by the id that delivery remembers."""
    photo = stage.file(ContentKind.PHOTO, JPEG)
    (upload,) = (await stage.channel.perform(stage.call(attachments=(photo,)))).uploads
    known = Outgoing(photo.kind, photo.attachment, photo.path, upload[2])
    assert (await stage.channel.perform(stage.call(attachments=(known,)))).uploads == ()
    assert stage.asked("upload") == 1


async def test_upload_in_hand_is_not_repeated(stage: Stage) -> None:
    """Where the message fails after the upload, the next attempt uses it, and tells of it."""
    photo = stage.file(ContentKind.PHOTO, JPEG)
    stage.scene.world.faults.order("error", code=6, method="messages.send")
    with pytest.raises(RetryLater):
        await stage.channel.perform(stage.call(attachments=(photo,)))
    assert len((await stage.channel.perform(stage.call(attachments=(photo,)))).uploads) == 1
    assert stage.asked("upload") == 1


async def test_forgotten_upload(stage: Stage) -> None:
    """VK does not know the file any more: it is uploaded anew at the next attempt."""
    photo = stage.file(ContentKind.PHOTO, JPEG)
    lost = Outgoing(photo.kind, photo.attachment, photo.path, "photo-1_404_gone")
    with pytest.raises(FileForgotten):
        await stage.channel.perform(stage.call("см.", attachments=(lost,)))
    assert "см." not in stage.texts()
    assert await stage.send("см.", attachments=(photo,))


@pytest.mark.parametrize(
    ("kind", "data", "name", "reason"),
    [
        (ContentKind.DOCUMENT, b"ID3", "песня.mp3", "invalid file extension"),
        (ContentKind.DOCUMENT, b"", "пусто.txt", "empty"),
        (ContentKind.PHOTO, b"no picture", "фото.jpg", "as_document"),
        (ContentKind.VOICE, b"RIFF", None, "as_document"),
    ],
)
async def test_refused_file(stage: Stage, kind: ContentKind, data: bytes, name: str | None, reason: str) -> None:
    """Which file it was and why; a photo and a voice may still go as documents. Nothing was sent."""
    with pytest.raises(FileRefused) as caught:
        await stage.channel.perform(stage.call("см.", attachments=(stage.file(kind, data, name, row=9),)))
    assert (caught.value.file, caught.value.reason) == (9, reason)
    assert "см." not in stage.texts()


async def test_file_that_is_too_large_or_lost(stage: Stage) -> None:
    """Known before anything is sent."""
    large = stage.file(ContentKind.PHOTO, JPEG)
    assert large.path is not None
    with large.path.open("r+b") as file:
        file.truncate(51 * 1024 * 1024)
    with pytest.raises(FileRefused) as caught:
        await stage.send(attachments=(large,))
    assert caught.value.reason == "upload_too_large"
    large.path.unlink()
    with pytest.raises(FileRefused) as caught:
        await stage.send(attachments=(large,))
    assert caught.value.reason == "failed"


@pytest.mark.parametrize("method", ["upload", "photos.saveMessagesPhoto", "photos.getMessagesUploadServer"])
async def test_trouble_during_an_upload_is_not_doubtful(stage: Stage, method: str) -> None:
    """Nothing was sent to anybody."""
    stage.scene.world.faults.order("drop_after", method=method)
    with pytest.raises(RetryLater) as caught:
        await stage.send(attachments=(stage.file(ContentKind.PHOTO, JPEG),))
    assert not caught.value.doubtful
    assert stage.texts() == ["Здравствуйте!"]


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [
        (None, ContentKind.VIDEO_NOTE, "video.mp4"),
        ("..", ContentKind.DOCUMENT, "file"),
        ("../../etc/passwd", ContentKind.DOCUMENT, "etc passwd"),
        ("акт\u202efdp.exe", ContentKind.DOCUMENT, "акт fdp.exe"),
        ("я" * 200 + ".pdf", ContentKind.DOCUMENT, "я" * 96 + ".pdf"),
        ("a\r\nContent-Type: x.pdf", ContentKind.DOCUMENT, "a Content-Type x.pdf"),
    ],
)
def test_names_are_not_trusted(name: str | None, kind: ContentKind, expected: str) -> None:
    """A file's name is fit for a header, a folder and a line."""
    assert name_of(Outgoing(ContentKind.DOCUMENT, Attachment(kind, name=name))) == expected


async def test_edit_repeats_what_stays(stage: Stage) -> None:
    """VK changes a message as a whole: attachments are said again, buttons alone keep the text."""
    photo = stage.file(ContentKind.PHOTO, JPEG)
    done = await stage.channel.perform(stage.call("Раз", attachments=(photo,)))
    number = done.ids[0]
    known = Outgoing(photo.kind, photo.attachment, photo.path, done.uploads[0][2])
    assert await stage.channel.perform(stage.edit(number, bold("Два"), attachments=(known,), caption=True)) == Done()
    assert (stage.seen(number)["text"], kinds(stage.seen(number))[0][0]) == ("Два", "photo")
    keyboard = ((Button("Да", data="yes"),),)
    await stage.channel.perform(stage.edit(number, None, whole=bold("Два"), attachments=(known,), keyboard=keyboard))
    message = stage.seen(number)
    assert (message["text"], message["format"][0]["type"], len(message["keyboard"])) == ("Два", "bold", 1)
    assert kinds(message)[0][0] == "photo"


async def test_buttons_of_a_message_that_nobody_remembers(stage: Stage) -> None:
    """Its text and attachments are asked for."""
    photo = stage.file(ContentKind.PHOTO, JPEG)
    number = await stage.send(bold("Раз"), attachments=(photo,), keyboard=((Button("Да", data="yes"),),))
    await stage.channel.perform(stage.edit(number, None))
    message = stage.seen(number)
    assert (message["text"], message["format"][0]["type"], message["keyboard"]) == ("Раз", "bold", [])
    assert kinds(message)[0][0] == "photo"


async def test_pages_of_buttons(stage: Stage) -> None:
    """A press on «Ещё» asks for another page of the same message."""
    keyboard = tuple((Button(f"Вопрос {number}", data=f"q:{number}"),) for number in range(12))
    number = await stage.send("Что вас интересует?", keyboard=keyboard)
    assert [row[0]["label"] for row in stage.seen(number)["keyboard"]][-1] == "Ещё"
    await stage.channel.perform(stage.edit(number, None, whole=rich("Что вас интересует?"), keyboard=keyboard, page=1))
    assert stage.seen(number)["keyboard"][0][0]["label"] == "Вопрос 5"


async def test_long_labels_are_not_spelled_out_twice(stage: Stage) -> None:
    """Buttons of a message that nobody remembers: its text is read back with the lines in it."""
    keyboard = ((Button("Как восстановить доступ к личному кабинету клиента?", data="x"),),)
    number = await stage.send("Что?", keyboard=keyboard)
    before = stage.seen(number)["text"]
    await stage.channel.perform(stage.edit(number, None, keyboard=keyboard))
    assert stage.seen(number)["text"] == before


async def test_menu(stage: Stage) -> None:
    """The buttons under the input field stay until a menu without rows."""
    for menu, shown in ((Menu((("Вопрос",),)), 1), (Menu(()), 0)):
        await stage.send(".", menu=menu)
        (chat,) = [chat for chat in stage.scene.world.snapshot()["chats"] if chat["peer"] == stage.anna]
        assert len(chat["keyboard"] or []) == shown


async def test_deletions(stage: Stage) -> None:
    """Taken back for both; again is a success; somebody else's is refused."""
    number = await stage.send("Ой")
    assert await stage.channel.perform(stage.delete(number)) == Done()
    assert "Ой" not in stage.texts()
    assert await stage.channel.perform(stage.delete(number)) == Done()
    with pytest.raises(Rejected):
        await stage.channel.perform(stage.edit(number, rich("Ай")))
    with pytest.raises(TooOld):
        await stage.channel.perform(stage.delete("1"))


async def test_reactions(stage: Stage) -> None:
    """By VK's numbers; what it has no number for is told apart."""
    await stage.channel.perform(stage.react("1", "👌"))
    assert stage.seen("1")["reactions"][0]["reaction"] == 10
    await stage.channel.perform(stage.react("1", None))
    assert stage.seen("1")["reactions"] == []
    with pytest.raises(Rejected, match="no such reaction"):
        await stage.channel.perform(stage.react("1", "🦄"))


async def test_pointer_under_a_post(stage: Stage) -> None:
    """A public answer to a comment, by the community; once."""
    people, post = stage.scene.world.people, stage.scene.posts[0]
    comment = people.comment(stage.anna, post, "Где мой акт?")
    to = Destination(f"wall:{post}_{comment}")
    call = stage.call("Напишите нам в сообщения.", to=to)
    assert stage.channel.scopes(call) == ("vk:community",)
    (number,) = (await stage.channel.perform(call)).ids
    answer = next(one for one in stage.scene.world.posts[post].comments.values() if str(one.id) == number)
    assert (answer.text, answer.from_id, answer.parent and answer.parent.id) == (
        "Напишите нам в сообщения.",
        -stage.scene.community.id,
        comment,
    )


@pytest.mark.parametrize("code", [18, 900, 901, 902, 936, 1021])
async def test_unreachable(stage: Stage, code: int) -> None:
    """Whoever cannot be written to; the answer has the error of its only peer."""
    stage.scene.world.faults.order("error", code=code, method="messages.send", peer=stage.anna)
    with pytest.raises(Unreachable):
        await stage.send("Вы здесь?")


async def test_nothing_but_calls_for_clients(stage: Stage) -> None:
    """Topics are the desk's; what is no id is refused before anything is asked."""
    with pytest.raises(Rejected):
        await stage.channel.perform(OpenTopicCall(to=Destination("1"), key=1, name="?"))
    with pytest.raises(Rejected):
        await stage.send("?", to=Destination("x"))


async def test_press_is_answered(stage: Stage) -> None:
    """With words or without; an answer that comes too late is a line in the log."""
    number = await stage.send("Взять?", keyboard=((Button("Да", data="yes"),),))
    people = stage.scene.world.people
    for text, shown in (("Готово " * 20, ("Готово " * 20)[:90]), ("", None)):
        pressed = people.press_callback(stage.anna, int(number), {"d": "yes"})
        await stage.channel.signal(Answer("vk", f"{pressed}:{stage.anna}:{stage.anna}", text))
        assert stage.scene.world.snapshot()["toasts"][-1].get("text") == shown
    for forged in ("", "x", "a:b:c", "77:1:1"):
        await stage.channel.signal(Answer("vk", forged, "Поздно"))


async def test_signs_of_life(stage: Stage) -> None:
    """Typing, and read marks up to a message."""
    await stage.channel.signal(Typing("vk", str(stage.anna)))
    await stage.channel.signal(Seen("vk", str(stage.anna), "1"))
    await stage.channel.signal(Seen("vk", "x", "y"))
    assert [call.method for call in stage.scene.world.calls.since()] == ["messages.setActivity", "messages.markAsRead"]
    (chat,) = stage.scene.world.snapshot()["chats"]
    assert chat["in_read"] > 0


async def test_signs_of_life_give_way() -> None:
    """While requests have to wait for their turn, only answers to presses are sent."""
    async with scripted(fine(1)) as api:
        channel = VkChannel(Vk("x", 1, api.url, per_second=1, timeout=1))
        for signal in (Typing("vk", "42"), Typing("vk", "42"), Seen("vk", "42", "1"), Answer("vk", "e:42:42")):
            await channel.signal(signal)
        assert [method for method, _ in api.asked] == ["messages.setActivity", "messages.sendMessageEventAnswer"]
        await channel.close()


async def test_sent_message_with_an_unknown_shape_is_sent() -> None:
    """An answer that nobody understands is no reason to send twice."""
    for answer in (5, [], [{"peer_id": 1}], {"hello": "world"}, None):
        async with scripted(fine(answer)) as api:
            channel = VkChannel(Vk("x", 1, api.url, timeout=1))
            assert await channel.perform(SendCall(to=Destination("42"), key=1, text=rich("да"))) == Done()
            assert len(api.asked) == 1
            await channel.close()


async def test_flood_control_pauses_the_dialogue() -> None:
    """The narrowest scope of the call; a mark's is the community's."""
    async with scripted(refusal(9)) as api:
        channel = VkChannel(Vk("x", 1, api.url, timeout=1))
        with pytest.raises(RetryLater) as caught:
            await channel.perform(SendCall(to=Destination("42"), key=1, text=rich("да")))
        assert caught.value.scope == "vk:peer:42"
        with pytest.raises(RetryLater) as caught:
            await channel.perform(ReactCall(to=Destination("42"), key=1, message_id="1", emoji=None))
        assert caught.value.scope == "vk:community"
        await channel.close()


# --- files --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "error"),
    [
        (Says(404, ""), Rejected),
        (Says(403, ""), Rejected),
        (Says(429, ""), RetryLater),
        (Says(503, ""), RetryLater),
        (Drops(), RetryLater),
    ],
)
async def test_file_that_does_not_come(step: Says | Drops, error: type[Exception]) -> None:
    """What may come later is told apart from what never will."""
    async with scripted(step) as api:
        vk = Vk("x", 1, api.url, timeout=1)
        with pytest.raises(error):
            await VkFiles(vk).download(f"{api.url}/file", io.BytesIO(), 10)
        await vk.close()


def pretended(*answers: httpx.Response) -> Vk:
    """The real VK's address, with these answers to plain requests."""
    steps = iter(answers)
    vk = Vk("x", 1)
    vk.http = httpx.AsyncClient(transport=httpx.MockTransport(lambda _: next(steps)))
    return vk


PUBLIC = "https://93.184.215.14/doc"


async def test_redirects_are_followed() -> None:
    """A document's address leads to the server that has it."""
    vk = pretended(httpx.Response(302, headers={"location": "/other"}), httpx.Response(200, content=b"abc"))
    to = io.BytesIO()
    await VkFiles(vk).download(PUBLIC, to, 3)
    assert to.getvalue() == b"abc"


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:8080/health",
        "http://[::1]/",
        "http://10.0.0.5/",
        "http://169.254.169.254/latest/meta-data",
        "http://192.168.1.1/",
        "http://[::ffff:127.0.0.1]/",
        "file:///etc/passwd",
        "ftp://93.184.215.14/",
        "//",
        "http://",
    ],
)
async def test_no_address_leads_into_this_network(url: str) -> None:
    """Neither at once nor by a redirect, where VK is the real one."""
    with pytest.raises(Rejected):
        await VkFiles(pretended()).download(url, io.BytesIO(), 10)
    away = httpx.Response(302, headers={"location": url})
    with pytest.raises(Rejected):
        await VkFiles(pretended(away, httpx.Response(404))).download(PUBLIC, io.BytesIO(), 10)


async def test_endless_redirects_end() -> None:
    """After five."""
    vk = pretended(*[httpx.Response(302, headers={"location": "/again"})] * 10)
    with pytest.raises(Rejected):
        await VkFiles(vk).download(PUBLIC, io.BytesIO(), 10)


async def test_declared_size_is_not_believed() -> None:
    """More bytes than were told end the download."""
    told = httpx.Response(200, headers={"content-length": "99"}, content=b"x" * 99)
    with pytest.raises(TooLarge):
        await VkFiles(pretended(told)).download(PUBLIC, io.BytesIO(), 10)
