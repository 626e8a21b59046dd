"""Files: what was sent comes back byte for byte, under ids that belong to one bot and within the limits."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.sandbox.telegram.contents import KINDS, PHOTO_LIMIT, UPLOAD_LIMIT
from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.pictures import png
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api

MEGABYTE = 1024 * 1024
SPOKEN = bytes(range(256)) * 40


def method_for(kind: str) -> str:
    """The method that sends this kind."""
    return "send" + kind.title().replace("_", "")


def last(content: Any) -> dict[str, Any]:
    """The object of a file; of a photo the largest size."""
    found: dict[str, Any] = content[-1] if isinstance(content, list) else content
    return found


@pytest.mark.parametrize("kind", KINDS)
async def test_people_send_every_kind(api: Api, desk: Api, people: People, scene: Scene, anna: int, kind: str) -> None:
    """Every kind of file comes as itself, its bytes come back, and its id is good for one bot."""
    data = png(300, 200) if kind == "photo" else SPOKEN
    people.send(anna, scene.clients_bot.id, kind, data=data)
    message = (await api.updates())[0]["message"]
    file = last(message[kind])
    assert file["file_size"] == len(data)
    assert await api.download(file["file_id"]) == data
    assert await desk.refused("getFile", file_id=file["file_id"]) == (
        "Bad Request: wrong file_id or the file is temporarily unavailable"
    )
    assert ("document" in message) == (kind in ("document", "animation"))


@pytest.mark.parametrize("kind", KINDS)
async def test_bots_send_every_kind(api: Api, desk: Api, scene: Scene, anna: int, kind: str) -> None:
    """An upload comes back byte for byte; its id can be sent again, by this bot only."""
    data = png(300, 200) if kind == "photo" else SPOKEN
    sent = await api.sent(method_for(kind), {kind: ("имя файла.bin", data)}, chat_id=anna)
    file = last(sent[kind])
    assert await api.download(file["file_id"]) == data
    again = await api.ok(method_for(kind), chat_id=anna, **{kind: file["file_id"]})
    assert again[kind] == sent[kind]
    group = scene.group.id
    refusal = await desk.refused(method_for(kind), chat_id=group, **{kind: file["file_id"]})
    assert refusal == "Bad Request: wrong file identifier/HTTP URL specified"


async def test_document_keeps_its_name_and_type(api: Api, anna: int) -> None:
    """A Russian name, the type from the form, the caption with its entities."""
    sent = await api.sent(
        "sendDocument",
        {"document": ("Акт сверки №5.docx", b"\x00\r\n--text", "application/msword")},
        chat_id=anna,
        caption="Ваш акт",
        caption_entities=[{"type": "bold", "offset": 0, "length": 3}],
    )
    document = sent["document"]
    assert (document["file_name"], document["mime_type"]) == ("Акт сверки №5.docx", "application/msword")
    assert (sent["caption"], sent["caption_entities"][0]["type"]) == ("Ваш акт", "bold")
    assert (await api.ok("getFile", file_id=document["file_id"]))["file_path"].endswith(".docx")


async def test_photo_has_sizes(api: Api, anna: int) -> None:
    """At least two sizes in its proportions, the largest last; each can be fetched, any sends the whole photo."""
    sent = await api.sent("sendPhoto", {"photo": ("a.png", png(1000, 500))}, chat_id=anna)
    sizes = sent["photo"]
    assert [(size["width"], size["height"]) for size in sizes] == [(90, 45), (320, 160), (800, 400), (1000, 500)]
    assert len({size["file_unique_id"] for size in sizes}) == 4
    assert await api.download(sizes[0]["file_id"]) == png(90, 45)
    again = await api.ok("sendPhoto", chat_id=anna, photo=sizes[0]["file_id"])
    assert again["photo"] == sizes
    tiny = await api.sent("sendPhoto", {"photo": ("a.png", png(2, 1))}, chat_id=anna)
    assert len(tiny["photo"]) == 2


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"", "file must be non-empty"),
        (b"no picture at all", "IMAGE_PROCESS_FAILED"),
        (png(2100, 100), "PHOTO_INVALID_DIMENSIONS"),
        (png(9000, 1001), "PHOTO_INVALID_DIMENSIONS"),
        (
            png(9, 9).ljust(PHOTO_LIMIT + 1, b"\0"),
            f"file of size {PHOTO_LIMIT + 1} bytes is too big for a photo; the maximum size is {PHOTO_LIMIT} bytes",
        ),
    ],
)
async def test_what_no_photo_may_be(api: Api, scene: Scene, anna: int, data: bytes, refusal: str) -> None:
    """Each has Telegram's words, nothing is sent; as a document it passes, unless it is empty."""
    answer = await api.upload("sendPhoto", {"photo": ("a.png", data)}, chat_id=anna)
    assert answer["description"] == f"Bad Request: {refusal}"
    assert len(scene.world.snapshot()["chats"][0]["messages"]) == 1
    answer = await api.upload("sendDocument", {"document": ("a.png", data)}, chat_id=anna)
    assert answer["ok"] == bool(data)


async def test_sizes_and_marks_are_kept(api: Api, anna: int) -> None:
    """What the bot says of a file is in the answer; a thumbnail is the bot's own."""
    sent = await api.sent(
        "sendVideo",
        {"video": ("a.mp4", SPOKEN), "thumbnail": ("t.png", png(30, 20))},
        chat_id=anna,
        width="640",
        height="360",
        duration="7",
        has_spoiler="true",
    )
    video = sent["video"]
    assert (video["width"], video["height"], video["duration"]) == (640, 360, 7)
    assert (video["thumbnail"]["width"], sent["has_media_spoiler"]) == (30, True)
    assert await api.download(video["thumbnail"]["file_id"]) == png(30, 20)
    audio = await api.sent("sendAudio", {"audio": ("a.mp3", SPOKEN)}, chat_id=anna, performer="Кино", title="Группа")
    assert (audio["audio"]["performer"], audio["audio"]["title"]) == ("Кино", "Группа")


async def test_gif_as_document_becomes_an_animation(api: Api, anna: int) -> None:
    """The answer has `animation`, and `document` for old bots; the bot can ask for the document it sent."""
    gif = b"GIF89a" + bytes([10, 0, 20, 0]) + SPOKEN
    sent = await api.sent("sendDocument", {"document": ("a.gif", gif)}, chat_id=anna)
    assert sent["animation"]["file_id"] == sent["document"]["file_id"]
    plain = {"chat_id": anna, "disable_content_type_detection": True}
    sent = await api.sent("sendDocument", {"document": ("a.gif", gif)}, **plain)
    assert "animation" not in sent


async def test_ids_keep_their_kind(api: Api, people: People, scene: Scene, anna: int) -> None:
    """A film can be sent as a document and stays a film; as a photo it is refused, like a made-up id or an address."""
    video = (await api.sent("sendVideo", {"video": ("a.mp4", SPOKEN)}, chat_id=anna))["video"]["file_id"]
    assert "video" in await api.ok("sendDocument", chat_id=anna, document=video)
    assert await api.refused("sendPhoto", chat_id=anna, photo=video) == (
        "Bad Request: can't use file of type Video as Photo"
    )
    photo = (await api.sent("sendPhoto", {"photo": ("a.png", png(9, 9))}, chat_id=anna))["photo"][-1]["file_id"]
    assert await api.refused("sendDocument", chat_id=anna, document=photo) == (
        "Bad Request: can't use file of type Photo as Document"
    )
    for unknown in ("AgACAgIAAx", f"photo_{scene.clients_bot.id}_none"):
        refusal = await api.refused("sendPhoto", chat_id=anna, photo=unknown)
        assert refusal == "Bad Request: wrong file identifier/HTTP URL specified"
    assert "HTTP URL" in await api.refused("sendPhoto", chat_id=anna, photo="https://example.org/a.png")
    assert await api.refused("sendPhoto", chat_id=anna) == "Bad Request: there is no photo in the request"
    assert await api.refused("sendPhoto", chat_id=anna, photo="attach://nowhere") == (
        "Bad Request: there is no photo in the request"
    )


async def test_download_limit(api: Api, people: People, scene: Scene, anna: int) -> None:
    """Above 20 MB nothing can be fetched; up to it everything."""
    people.send(anna, scene.clients_bot.id, "document", size=20 * MEGABYTE + 1)
    people.send(anna, scene.clients_bot.id, "document", size=20 * MEGABYTE, data=None)
    big, fits = [update["message"]["document"] for update in await api.updates()]
    assert await api.refused("getFile", file_id=big["file_id"]) == "Bad Request: file is too big"
    assert len(await api.download(fits["file_id"])) == 20 * MEGABYTE


async def test_upload_limit(api: Api, anna: int) -> None:
    """50 MB pass and come back by id; more is 413, as is an album that is larger together."""
    sent = await api.sent("sendDocument", {"document": ("a.bin", b"x" * UPLOAD_LIMIT)}, chat_id=anna)
    assert sent["document"]["file_size"] == UPLOAD_LIMIT
    await api.ok("sendDocument", chat_id=anna, document=sent["document"]["file_id"])
    answer = await api.upload("sendDocument", {"document": ("a.bin", b"x" * (UPLOAD_LIMIT + 1))}, chat_id=anna)
    assert (answer["error_code"], answer["description"]) == (413, "Request Entity Too Large")
    media = [{"type": "document", "media": f"attach://{name}"} for name in "ab"]
    files = {name: (f"{name}.bin", b"x" * (30 * MEGABYTE)) for name in "ab"}
    answer = await api.upload("sendMediaGroup", files, chat_id=anna, media=media)
    assert answer["error_code"] == 413


async def test_path_is_for_who_asked(http: httpx.AsyncClient, api: Api, desk: Api, scene: Scene, anna: int) -> None:
    """A path works for the bot that called `getFile`, not for another, nor a path that was not told."""
    sent = await api.sent("sendDocument", {"document": ("a.txt", b"a")}, chat_id=anna)
    (file,) = scene.world.files
    path = f"/file/bot{{}}/{file.file_path}"
    assert (await http.get(path.format(api.token))).status_code == 404
    await api.ok("getFile", file_id=sent["document"]["file_id"])
    assert (await http.get(path.format(api.token))).content == b"a"
    assert (await http.get(path.format(desk.token))).json()["error_code"] == 404
    assert (await http.get(path.format("1:wrong"))).status_code == 404


async def test_caption_limit(api: Api, anna: int) -> None:
    """1024 UTF-16 units of a caption pass, more are refused."""
    files = {"document": ("a.txt", b"a")}
    await api.sent("sendDocument", files, chat_id=anna, caption="👍" * 512)
    answer = await api.upload("sendDocument", files, chat_id=anna, caption="👍" * 512 + "я")
    assert answer["description"] == "Bad Request: message caption is too long"


async def test_file_id_that_is_refused(api: Api, scene: Scene, anna: int) -> None:
    """A known id is refused as often as ordered, an upload is not: what was remembered must be renewed."""
    files = {"document": ("a.txt", b"a")}
    known = (await api.sent("sendDocument", files, chat_id=anna))["document"]["file_id"]
    scene.world.faults.order("file_refused", chat=anna)
    await api.ok("sendMessage", chat_id=anna, text="раз")
    await api.sent("sendDocument", files, chat_id=anna)
    assert await api.refused("sendDocument", chat_id=anna, document=known) == (
        "Bad Request: wrong file identifier/HTTP URL specified"
    )
    await api.ok("sendDocument", chat_id=anna, document=known)


async def test_voice_that_is_not_wanted(api: Api, people: People, scene: Scene, anna: int) -> None:
    """A person may take no voice messages; the same refusal can be ordered for once."""
    files = {"voice": ("a.ogg", SPOKEN)}
    people.forbid_voice(anna)
    answer = await api.upload("sendVoice", files, chat_id=anna)
    assert answer["description"] == "Bad Request: VOICE_MESSAGES_FORBIDDEN"
    people.forbid_voice(anna, forbidden=False)
    scene.world.faults.order("refusal", method="sendVoice", reason="VOICE_MESSAGES_FORBIDDEN")
    answer = await api.upload("sendVoice", files, chat_id=anna)
    assert answer["description"] == "Bad Request: VOICE_MESSAGES_FORBIDDEN"
    await api.sent("sendVoice", files, chat_id=anna)


def test_bytes_are_on_disk_and_go_with_the_world(scene: Scene, people: People, anna: int) -> None:
    """One content is kept once; a stub takes no room but is as long as it claims."""
    bot = scene.clients_bot.id
    for _ in range(2):
        people.send(anna, bot, "document", data=b"same")
    people.send(anna, bot, "video", size=MEGABYTE)
    first, second, film, _ = scene.world.files
    assert first.path == second.path
    assert (film.size, film.path.stat().st_size, film.path.stat().st_blocks * 512 < MEGABYTE) == (
        MEGABYTE,
        MEGABYTE,
        True,
    )
