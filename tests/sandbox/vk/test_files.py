"""Files both ways: what people send, what the community uploads, and their bytes."""

from __future__ import annotations

import base64
from typing import Any

import httpx
import pytest

from bot.sandbox.vk.attachments import BODIES, OTHERS
from bot.sandbox.vk.files import STUBS
from bot.sandbox.vk.limits import PHOTO_BYTES
from bot.sandbox.vk.people import People
from bot.sandbox.vk.refusals import ApiError
from bot.sandbox.vk.scene import Scene, set_scene
from tests.sandbox.vk.conftest import Api, Poll

JSON = dict[str, Any]

PICTURE = STUBS["photo"][1]


async def incoming(poll: Poll) -> JSON:
    """The one attachment of the newest message."""
    ((_, what),) = await poll.events()
    (item,) = what["message"]["attachments"]
    found: JSON = item[item["type"]]
    return found


async def uploaded(api: Api, server: str, **files: tuple[str, bytes]) -> JSON:
    """The answer of the upload server."""
    answer: JSON = (await api.http.post(server, files=files)).json()
    return answer


@pytest.mark.parametrize("kind", sorted(set(BODIES) - set(OTHERS)))
async def test_every_kind_comes_as_vk_has_it(api: Api, people: People, anna: int, poll: Poll, kind: str) -> None:
    """Each attachment has the object of its kind (the description is the judge), in the event and read back."""
    cmid = people.send(anna, kind)
    ((_, what),) = await poll.events()
    assert [item["type"] for item in what["message"]["attachments"]] == [kind]
    read = await api.ok("messages.getByConversationMessageId", peer_id=anna, conversation_message_ids=str(cmid))
    assert read["items"][0]["attachments"] == what["message"]["attachments"]


@pytest.mark.parametrize(
    ("kind", "link"),
    [
        ("photo", lambda item: item["sizes"][-1]["url"]),
        ("doc", lambda item: item["url"]),
        ("audio_message", lambda item: item["link_ogg"]),
        ("audio", lambda item: item["url"]),
        ("graffiti", lambda item: item["url"]),
        ("sticker", lambda item: item["images"][0]["url"]),
    ],
)
async def test_what_people_send_can_be_fetched(
    http: httpx.AsyncClient, people: People, anna: int, poll: Poll, kind: str, link: Any
) -> None:
    """The addresses are on this server and give the bytes that were sent."""
    people.send(anna, kind, data=b"bytes of " + kind.encode())
    response = await http.get(link(await incoming(poll)))
    assert (response.status_code, response.content) == (200, b"bytes of " + kind.encode())


async def test_a_document_has_name_size_and_ending(
    http: httpx.AsyncClient, people: People, anna: int, poll: Poll
) -> None:
    """A Russian name stays; a claimed size is what is given out; bytes may come as base64."""
    people.send(anna, "doc", name="Счёт № 5.PDF", data=base64.b64encode(b"%PDF").decode(), size=3000)
    doc = await incoming(poll)
    assert (doc["title"], doc["ext"], doc["size"]) == ("Счёт № 5.PDF", "pdf", 3000)
    response = await http.get(doc["url"])
    assert (response.headers["content-type"], len(response.content)) == ("application/pdf", 3000)
    assert response.content.startswith(b"%PDF")


async def test_kinds_without_an_object_of_their_own() -> None:
    """A story, a podcast and the like come with a name and little else, so this world is not checked."""
    people = (world := set_scene().world).people
    user = people.add_user("Анна Ким")
    for kind in OTHERS:
        people.send(user, kind, text="это")
    items = [event["object"]["message"]["attachments"][0] for event in world.long_poll.history()]
    assert [item["type"] for item in items] == list(OTHERS)
    assert all(item[item["type"]]["owner_id"] == user for item in items)
    with pytest.raises(ApiError, match="smell"):
        people.send(user, "smell")


async def test_own_fields_of_an_attachment(people: People, anna: int, poll: Poll) -> None:
    """What a test or the page wants to be different stands over what the kind has."""
    people.send(anna, "link", fields={"url": "https://example.ru/a", "title": "Статья"})
    assert (await incoming(poll))["url"] == "https://example.ru/a"


async def test_a_video_gives_no_bytes(people: People, anna: int, poll: Poll) -> None:
    """A community's key does not see the files of a video."""
    people.send(anna, "video", name="поломка.mp4")
    video = await incoming(poll)
    assert (video["title"], "files" in video, "player" in video) == ("поломка.mp4", False, False)


async def test_an_album_a_place_and_forwards(people: People, anna: int, poll: Poll) -> None:
    """Several attachments in one message; a place is no attachment; forwards from elsewhere carry their own."""
    elsewhere = {"from_id": 5, "text": "смотри", "attachments": [{"kind": "photo"}]}
    people.write(anna, attachments=[{"kind": "photo"}, {"kind": "doc"}], geo=(55.7, 37.6), forward=[1, elsewhere])
    ((_, what),) = await poll.events()
    message = what["message"]
    assert [item["type"] for item in message["attachments"]] == ["photo", "doc"]
    assert message["geo"]["coordinates"]["latitude"] == 55.7
    assert [item["text"] for item in message["fwd_messages"]] == ["Здравствуйте!", "смотри"]
    assert message["fwd_messages"][1]["attachments"][0]["type"] == "photo"


async def test_a_photo_is_uploaded_and_sent(api: Api, scene: Scene, anna: int) -> None:
    """Address, upload, save, send; the person has the bytes."""
    server = await api.ok("photos.getMessagesUploadServer", peer_id=anna)
    answer = await uploaded(api, server["upload_url"], photo=("снимок.jpg", PICTURE))
    (photo,) = await api.ok("photos.saveMessagesPhoto", **answer)
    await api.send(anna, "", attachment=f"photo{photo['owner_id']}_{photo['id']}_{photo['access_key']}")
    (shown,) = scene.world.snapshot()["chats"][0]["messages"][-1]["attachments"]
    assert (shown["kind"], shown["name"]) == ("photo", "снимок.jpg")
    assert (await api.http.get(shown["path"])).content == PICTURE


@pytest.mark.parametrize(
    ("kind", "name", "data"),
    [("doc", "Счёт № 5.pdf", b"%PDF-1.7"), ("audio_message", "голос.ogg", b"OggS..."), ("graffiti", "g.png", PICTURE)],
)
async def test_a_document_is_uploaded_and_sent(
    api: Api, scene: Scene, anna: int, kind: str, name: str, data: bytes
) -> None:
    """The same for documents, voice messages and graffiti, each also under the name of a document."""
    server = await api.ok("docs.getMessagesUploadServer", peer_id=anna, type=kind)
    answer = await uploaded(api, server["upload_url"], file=(name, data))
    saved = await api.ok("docs.save", **answer)
    assert saved["type"] == kind
    item = saved[kind]
    await api.send(anna, "", attachment=f"doc{item['owner_id']}_{item['id']}_{item['access_key']}")
    (shown,) = scene.world.snapshot()["chats"][0]["messages"][-1]["attachments"]
    assert (shown["kind"], shown["name"]) == (kind, name)


async def test_a_title_stands_in_for_the_name(api: Api, anna: int) -> None:
    """The ending stays the file's."""
    server = await api.ok("docs.getMessagesUploadServer", peer_id=anna)
    answer = await uploaded(api, server["upload_url"], file=("a.pdf", b"%PDF"))
    doc = (await api.ok("docs.save", title="Договор", **answer))["doc"]
    assert (doc["title"], doc["ext"]) == ("Договор", "pdf")


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("doc", {"file": ("звук.mp3", b"ID3")}),
        ("doc", {"file": ("setup.exe", b"MZ")}),
        ("doc", {"other": ("a.pdf", b"%PDF")}),
        ("audio_message", {"file": ("голос.mp3", b"ID3")}),
    ],
)
async def test_uploads_that_are_refused(api: Api, anna: int, kind: str, files: dict[str, tuple[str, bytes]]) -> None:
    """Music, programs, another field, a voice that is no Ogg: an error in the place of the file."""
    server = await api.ok("docs.getMessagesUploadServer", peer_id=anna, type=kind)
    assert "error" in await uploaded(api, server["upload_url"], **files)


async def test_what_is_no_picture_is_no_photo(api: Api, anna: int) -> None:
    """The upload has nothing to save, and saving says so."""
    server = await api.ok("photos.getMessagesUploadServer", peer_id=anna)
    answer = await uploaded(api, server["upload_url"], photo=("снимок.heic", b"ftypheic"))
    assert (await api.refused("photos.saveMessagesPhoto", **answer))[0] == 100


async def test_a_photo_may_be_too_large(api: Api, anna: int) -> None:
    """Over 50 MB it is not in the list of what was uploaded."""
    server = await api.ok("photos.getMessagesUploadServer", peer_id=anna)
    answer = await uploaded(api, server["upload_url"], photo=("a.jpg", PICTURE.ljust(PHOTO_BYTES + 1)))
    assert (await api.refused("photos.saveMessagesPhoto", **answer))[0] == 100


async def test_an_upload_that_is_no_form(api: Api, anna: int) -> None:
    """There is no file in it."""
    server = await api.ok("docs.getMessagesUploadServer", peer_id=anna)
    assert "error" in (await api.http.post(server["upload_url"], content=b"%PDF")).json()


async def test_an_upload_is_saved_once(api: Api, anna: int) -> None:
    """What was made up or saved before is refused."""
    server = await api.ok("docs.getMessagesUploadServer", peer_id=anna)
    answer = await uploaded(api, server["upload_url"], file=("a.pdf", b"%PDF"))
    await api.ok("docs.save", **answer)
    assert (await api.refused("docs.save", **answer))[0] == 105
    assert (await api.refused("photos.saveMessagesPhoto", photo="да", server=1, hash="a"))[0] == 100


async def test_an_upload_needs_somebody_to_send_to(api: Api, people: People, anna: int) -> None:
    """Whoever may not be written to, gets no address to upload to."""
    people.deny(anna)
    assert (await api.refused("docs.getMessagesUploadServer", peer_id=anna))[0] == 901
    assert (await api.refused("photos.getMessagesUploadServer", peer_id=anna))[0] == 901
    assert (await api.refused("docs.getMessagesUploadServer", peer_id=anna, type="song"))[0] == 100


async def test_attachments_with_a_wrong_key_or_kind(api: Api, people: People, anna: int, poll: Poll) -> None:
    """A person's photo can be sent on with its key only; the kind has to be its own."""
    people.send(anna, "photo")
    photo = await incoming(poll)
    name = f"{photo['owner_id']}_{photo['id']}"
    await api.send(anna, "", attachment=f"photo{name}_{photo['access_key']}")
    for wrong in (f"photo{name}", f"photo{name}_abc", f"doc{name}", "photo", "photo-1_1"):
        given = {"peer_id": anna, "message": "", "random_id": 0, "attachment": wrong}
        assert (await api.refused("messages.send", **given))[0] == 100


async def test_a_file_that_is_not_there(http: httpx.AsyncClient, anna: int) -> None:
    """404, as from any file server."""
    assert (await http.get("/file/none/a.pdf")).status_code == 404
