"""Raw events of VK as what the client did: every kind of event and attachment, and everything that is odd."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.vk import routing
from bot.channels.vk.parsing import parse
from bot.content import Attachment, ContactCard, ContentKind, Forwarded, Place, RemoteFile
from bot.messages import (
    Address,
    AnsweredElsewhere,
    Commented,
    Edited,
    Incoming,
    Left,
    Person,
    Pressed,
    Reacted,
    Returned,
    Said,
    Started,
)
from bot.richtext import RichText, Span, SpanKind, bold, link, rich

ANNA = 501
GROUP = 230_000_001
WHEN, LATER = 1_790_000_000, 1_790_000_060
PEOPLE = {
    str(ANNA): {"first_name": "Анна", "last_name": "Петрова", "screen_name": "anna"},
    "502": {"first_name": "Пётр", "last_name": ""},
}


def event(kind: str, body: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An event as the source keeps it."""
    ours = {"received_at": LATER, "people": PEOPLE}
    return {"type": kind, "object": body, "group_id": GROUP, "event_id": "abc", "v": "5.199", **ours, **more}


def message(**fields: Any) -> dict[str, Any]:
    """A message of Anna's."""
    base = {"peer_id": ANNA, "from_id": ANNA, "conversation_message_id": 7, "id": 70, "date": WHEN, "out": 0}
    return {**base, "text": "", "attachments": [], "fwd_messages": [], "version": 1, **fields}


def new(**fields: Any) -> dict[str, Any]:
    """`message_new`, which wraps its message."""
    return event("message_new", {"message": message(**fields), "client_info": {}})


def said(**fields: Any) -> Said:
    """A new message, understood."""
    incoming = parse(new(**fields))
    assert isinstance(incoming, Said)
    return incoming


def attached(kind: str, body: Any) -> Attachment:
    """The only attachment of a message, understood."""
    (found,) = said(attachments=[{"type": kind, kind: body}]).attachments
    return found


def test_who_what_and_when() -> None:
    """A message knows its dialogue, its author by the profile that the source added, its number there and its time."""
    incoming = said(text="Здравствуйте!", reply_message={"conversation_message_id": 5, "text": "?"})
    assert incoming == Said(
        address=Address("vk", "501"),
        person=Person("501", "Анна Петрова", "anna"),
        at=datetime.fromtimestamp(WHEN, UTC),
        message_ids=("7",),
        text=rich("Здравствуйте!"),
        reply_to="5",
    )


def test_nameless_person() -> None:
    """Whoever could not be asked for is named as their page is."""
    assert parse(new(text="?") | {"people": {}}) is not None
    incoming = parse(new(text="?") | {"people": None})
    assert incoming is not None
    assert incoming.person == Person("501", "id501")


def test_formatting() -> None:
    """Spans count UTF-16 units; what is not of VK's shape is left out, and the text stays."""
    items = [
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "url", "offset": 9, "length": 3, "url": "https://example.org/"},
        {"type": "blink", "offset": 0, "length": 2},
        {"type": "bold", "offset": "0", "length": 2},
        "nonsense",
    ]
    incoming = said(text="🙂 важно тут", format_data={"version": 1, "items": items})
    assert incoming.text == rich("🙂 ") + bold("важно") + " " + link("тут", "https://example.org/")
    assert said(text="да", format_data="bold").text == rich("да")


def test_mention_is_words() -> None:
    """VK's markup of mentions is for machines."""
    assert said(text="[club230000001|Линия], где акт? [id0|").text == rich("Линия, где акт? [id0|")


REMOTE = "https://sun1.userapi.com/x.jpg"

FILES: list[tuple[str, dict[str, Any], Attachment]] = [
    (
        "photo",
        {
            "id": 1,
            "owner_id": ANNA,
            "sizes": [
                {"type": "z", "width": 1280, "height": 960, "url": REMOTE},
                {"type": "s", "width": 75, "height": 56, "url": "https://sun1.userapi.com/s.jpg"},
                {"type": "broken"},
            ],
        },
        Attachment(ContentKind.PHOTO, RemoteFile("vk", REMOTE, "photo501_1"), mime="image/jpeg"),
    ),
    (
        "photo",
        {"id": 1, "owner_id": ANNA, "sizes": [], "orig_photo": {"width": 9, "height": 9, "url": REMOTE}, "text": "Акт"},
        Attachment(ContentKind.PHOTO, RemoteFile("vk", REMOTE, "photo501_1"), mime="image/jpeg", words="Акт"),
    ),
    (
        "doc",
        {"id": 2, "owner_id": ANNA, "title": "Счёт № 5", "ext": "pdf", "size": 10, "url": REMOTE, "type": 1},
        Attachment(
            ContentKind.DOCUMENT, RemoteFile("vk", REMOTE, "doc501_2", 10), name="Счёт № 5.pdf", mime=None, size=10
        ),
    ),
    (
        "doc",
        {"id": 2, "owner_id": ANNA, "title": "Счёт.PDF", "ext": "pdf", "size": -1, "url": REMOTE, "type": 1},
        Attachment(ContentKind.DOCUMENT, RemoteFile("vk", REMOTE, "doc501_2", -1), name="Счёт.PDF", size=-1),
    ),
    (
        "doc",
        {"id": 3, "owner_id": ANNA, "title": "кот.gif", "ext": "gif", "size": 10, "url": REMOTE, "type": 3},
        Attachment(ContentKind.ANIMATION, RemoteFile("vk", REMOTE, "doc501_3", 10), name="кот.gif", size=10),
    ),
    (
        "doc",
        {"id": 4, "owner_id": ANNA, "url": "", "preview": {"audio_msg": {"link_ogg": REMOTE, "duration": 4}}},
        Attachment(ContentKind.VOICE, RemoteFile("vk", REMOTE, "audio_message501_4"), mime="audio/ogg", duration=4),
    ),
    (
        "audio_message",
        {"id": 5, "owner_id": ANNA, "duration": 12, "link_ogg": REMOTE, "link_mp3": "https://x.ru/1.mp3"},
        Attachment(ContentKind.VOICE, RemoteFile("vk", REMOTE, "audio_message501_5"), mime="audio/ogg", duration=12),
    ),
    (
        "audio",
        {"id": 6, "owner_id": 9, "artist": "Гимн", "title": "Бухгалтера", "duration": 60, "url": REMOTE},
        Attachment(
            ContentKind.AUDIO,
            RemoteFile("vk", REMOTE, "audio9_6"),
            name="Гимн — Бухгалтера.mp3",
            mime="audio/mpeg",
            duration=60,
            words="Гимн — Бухгалтера",
        ),
    ),
    (
        "audio",
        {"id": 6, "owner_id": 9, "artist": "Гимн", "title": "", "duration": 60, "url": ""},
        Attachment(ContentKind.AUDIO, mime="audio/mpeg", duration=60, words="Гимн"),
    ),
    (
        "sticker",
        {
            "sticker_id": 163,
            "product_id": 7,
            "images": [
                {"url": "https://x.ru/64", "width": 64, "height": 64},
                {"url": REMOTE, "width": 512, "height": 512},
            ],
        },
        Attachment(ContentKind.STICKER, RemoteFile("vk", REMOTE, "sticker7_163"), mime="image/png"),
    ),
    (
        "graffiti",
        {"id": 8, "owner_id": ANNA, "url": REMOTE, "width": 1, "height": 1},
        Attachment(ContentKind.PHOTO, RemoteFile("vk", REMOTE, "graffiti501_8"), mime="image/png"),
    ),
]

TOLD: list[tuple[str, dict[str, Any], Attachment]] = [
    (
        "video",
        {"id": 5, "owner_id": -1, "title": "Вебинар", "duration": 90},
        Attachment(ContentKind.VIDEO, words="Вебинар", duration=90, url="https://vk.com/video-1_5"),
    ),
    (
        "poll",
        {"id": 5, "owner_id": -1, "question": "Когда?", "answers": [{"text": "Утром"}, {"text": "Днём"}, "?"]},
        Attachment(ContentKind.POLL, words="Когда?\nУтром\nДнём", url="https://vk.com/poll-1_5"),
    ),
    (
        "contact",
        {"name": "Ольга", "phone": "+7 900", "user_id": 5},
        Attachment(ContentKind.CONTACT, contact=ContactCard("Ольга", "+7 900"), url="https://vk.com/id5"),
    ),
    (
        "wall",
        {"id": 5, "owner_id": -1, "text": "Новость"},
        Attachment(ContentKind.OTHER, words="запись «Новость»", url="https://vk.com/wall-1_5"),
    ),
    (
        "wall_reply",
        {"id": 6, "owner_id": -1, "post_id": 5, "text": ""},
        Attachment(ContentKind.OTHER, words="комментарий", url="https://vk.com/wall-1_5?reply=6"),
    ),
    (
        "market",
        {"id": 5, "owner_id": -1, "title": "Курс", "price": {"text": "100 ₽"}},
        Attachment(ContentKind.OTHER, words="товар «Курс, 100 ₽»", url="https://vk.com/market-1_5"),
    ),
    ("market_album", {"title": "Курсы"}, Attachment(ContentKind.OTHER, words="подборка товаров «Курсы»")),
    ("gift", {"id": 1, "thumb_256": REMOTE}, Attachment(ContentKind.OTHER, words="подарок")),
    (
        "story",
        {"id": 5, "owner_id": 1},
        Attachment(ContentKind.OTHER, words="история", url="https://vk.com/story1_5"),
    ),
    ("call", {"initiator_id": 1, "state": "reached"}, Attachment(ContentKind.OTHER, words="звонок")),
    (
        "article",
        {"title": "О налогах", "url": "https://vk.com/@a"},
        Attachment(ContentKind.OTHER, words="статья «О налогах»", url="https://vk.com/@a"),
    ),
    ("podcast", {"title": "Эфир"}, Attachment(ContentKind.OTHER, words="подкаст «Эфир»")),
    ("video_playlist", {"title": "Эфиры"}, Attachment(ContentKind.OTHER, words="плейлист «Эфиры»")),
    ("mini_app", {"url": "https://vk.com/app1"}, Attachment(ContentKind.OTHER, words="вложение ВКонтакте (mini_app)", url="https://vk.com/app1")),
    ("hologram", {"title": "Чудо"}, Attachment(ContentKind.OTHER, words="Чудо")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "body", "expected"), FILES + TOLD, ids=lambda value: value if isinstance(value, str) else ""
)
def test_every_kind_of_attachment(kind: str, body: dict[str, Any], expected: Attachment) -> None:
    """What has bytes is a file to fetch; the rest is words and an address."""
    assert attached(kind, body) == expected


def test_file_keeps_its_name_when_its_address_changes() -> None:
    """A file is known by its owner and number, or by its address without the signature."""
    first, second = (attached("graffiti", {"url": f"https://x.ru/a.png?sign={sign}"}) for sign in (1, 2))
    assert first.remote is not None
    assert second.remote is not None
    assert first.remote.unique == second.remote.unique
    assert attached("graffiti", {"url": "javascript:alert(1)"}).remote is None


@pytest.mark.parametrize("body", [None, 5, "x", [], {}, {"sizes": "x"}, {"price": 5, "answers": 7, "images": None}])
@pytest.mark.parametrize("kind", [kind for kind, _, _ in FILES + TOLD])
def test_attachment_of_no_shape_stops_nothing(kind: str, body: Any) -> None:
    """Whatever VK sends, the message arrives."""
    incoming = said(text="см.", attachments=[{"type": kind, kind: body}, "nonsense", {"type": 5}, {}])
    assert incoming.text == rich("см.")
    assert len(incoming.attachments) == 3


def test_place() -> None:
    """A point on the map, with the name of the place."""
    geo = {"type": "point", "coordinates": {"latitude": 55.5, "longitude": 37}, "place": {"title": "Офис"}}
    assert said(geo=geo).attachments == (Attachment(ContentKind.LOCATION, place=Place(55.5, 37.0, "Офис")),)
    assert said(text="?", geo={"coordinates": {"latitude": "x"}}).attachments == ()


def test_link_shows_what_it_leads_to() -> None:
    """A link that stands in the text is only shown; another is told."""
    attachment = {"type": "link", "link": {"url": "https://example.org/a/", "title": "Пример"}}
    shown = said(text="см. example.org/a", attachments=[attachment])
    assert (shown.preview, shown.attachments) == (True, ())
    told = said(text="см.", attachments=[attachment])
    assert told.attachments == (Attachment(ContentKind.OTHER, words="Пример", url="https://example.org/a/"),)


def test_forwarded_messages_are_unfolded() -> None:
    """Messages in messages come in reading order, each with its author; what they carry stands with the rest."""
    photo = {"type": "photo", "photo": {"id": 1, "owner_id": 1, "sizes": [{"url": REMOTE, "width": 1, "height": 1}]}}
    inner = {"from_id": -9, "text": "в глубине", "attachments": [photo]}
    outer = {"from_id": 502, "text": "снаружи", "fwd_messages": [inner]}
    incoming = said(fwd_messages=[outer, {"from_id": 777, "text": "рядом"}])
    assert incoming.forwarded == (
        Forwarded("Пётр", rich("снаружи")),
        Forwarded("club9", rich("в глубине")),
        Forwarded("id777", rich("рядом")),
    )
    assert [one.kind for one in incoming.attachments] == [ContentKind.PHOTO]


def test_endless_forwarding_ends() -> None:
    """Nobody forwards deeper than VK lets them, and no more is read."""
    deep: dict[str, Any] = {"from_id": 1, "text": "дно"}
    for _ in range(200):
        deep = {"from_id": 1, "text": "", "fwd_messages": [deep]}
    assert len(said(fwd_messages=[deep]).forwarded) == 50
    assert len(said(fwd_messages=[{"from_id": 1, "text": "x"}] * 300).forwarded) == 100


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"text": "Начать", "payload": '{"command":"start"}'}, ""),
        ({"text": "Start", "payload": '{"command":"start"}', "ref": "seminar", "ref_source": "x"}, "seminar"),
    ],
)
def test_start(fields: dict[str, Any], expected: str) -> None:
    """The button «Начать», with what the link carried that led here."""
    incoming = parse(new(**fields))
    assert isinstance(incoming, Started)
    assert (incoming.payload, incoming.message_id) == (expected, "7")


@pytest.mark.parametrize(
    "payload", ['{"command":"start"}', '{"d":"take:1"}', "{", "5", "", None, 7, {"command": "start"}]
)
def test_payload_hides_no_words(payload: Any) -> None:
    """Payloads may be forged: what a person says is what counts."""
    assert said(text="Не могу начать работу", payload=payload).text == rich("Не могу начать работу")


def test_edited() -> None:
    """A correction has the time of the correction."""
    incoming = parse(event("message_edit", message(text="Акт сверки", update_time=LATER)))
    assert isinstance(incoming, Edited)
    assert (incoming.message_id, incoming.text.text) == ("7", "Акт сверки")
    assert incoming.at == datetime.fromtimestamp(LATER, UTC)


def test_answered_elsewhere() -> None:
    """An administrator's answer in VK's own interface is one; what services send is not."""
    own = {"from_id": -GROUP, "out": 1, "text": "Перезвоним", "random_id": 0}
    incoming = parse(event("message_reply", message(**own, admin_author_id=1)))
    assert isinstance(incoming, AnsweredElsewhere)
    assert (incoming.address, incoming.person.name, incoming.text.text) == (
        Address("vk", "501"),
        "Анна Петрова",
        "Перезвоним",
    )
    assert parse(event("message_reply", message(**own))) is None


def press(**fields: Any) -> Incoming | None:
    """A pressed button."""
    base = {"user_id": ANNA, "peer_id": ANNA, "event_id": "e1", "payload": {"d": "faq:1"}, "conversation_message_id": 9}
    return parse(event("message_event", {**base, **fields}))


def test_pressed() -> None:
    """A press has no time of its own; what its answer needs is one word."""
    incoming = press()
    assert isinstance(incoming, Pressed)
    assert (incoming.data, incoming.callback_id, incoming.message_id) == ("faq:1", "e1:501:501", "9")
    assert incoming.at == datetime.fromtimestamp(LATER, UTC)


@pytest.mark.parametrize("payload", [None, 5, [], "{", '"x"', {}, {"d": 5}, {"d": {"d": "x"}}, "[]"])
def test_forged_press(payload: Any) -> None:
    """A payload of another shape is a press that says nothing; it is answered all the same."""
    incoming = press(payload=payload)
    assert isinstance(incoming, Pressed)
    assert incoming.data == ""


@pytest.mark.parametrize(("reaction", "emoji"), [(1, "❤"), (4, "👍"), (None, None)])
def test_reacted(reaction: int | None, emoji: str | None) -> None:
    """Reactions are numbers; none is one taken away."""
    body = {"reacted_id": ANNA, "peer_id": ANNA, "cmid": 9}
    incoming = parse(event("message_reaction_event", body | ({"reaction_id": reaction} if reaction else {})))
    assert isinstance(incoming, Reacted)
    assert (incoming.message_id, incoming.emoji) == ("9", emoji)


def test_reactions_that_are_none() -> None:
    """One that the table does not know, and the community's own."""
    body = {"reacted_id": ANNA, "peer_id": ANNA, "cmid": 9, "reaction_id": 60}
    assert parse(event("message_reaction_event", body)) is None
    assert parse(event("message_reaction_event", body | {"reacted_id": -GROUP, "reaction_id": 1})) is None


@pytest.mark.parametrize(("kind", "expected"), [("message_allow", Returned), ("message_deny", Left)])
def test_permissions(kind: str, expected: type[Incoming]) -> None:
    """Allowed and forbidden messages."""
    incoming = parse(event(kind, {"user_id": ANNA, "key": ""}))
    assert isinstance(incoming, expected)
    assert (incoming.address.peer, incoming.person.name) == ("501", "Анна Петрова")


def test_commented() -> None:
    """A comment under a post, with the address that opens it; its author's private address is theirs."""
    body = {"id": 31, "from_id": ANNA, "post_id": 3, "owner_id": -GROUP, "date": WHEN, "text": "[id1|Пётр], где акт?"}
    incoming = parse(event("wall_reply_new", body))
    assert isinstance(incoming, Commented)
    assert (incoming.message_id, incoming.text.text) == ("3_31", "Пётр, где акт?")
    assert incoming.url == "https://vk.com/wall-230000001_3?reply=31"
    assert incoming.address == Address("vk", "501")
    assert parse(event("wall_reply_new", body | {"from_id": -GROUP})) is None
    assert parse(event("wall_reply_new", body | {"deleted": True})) is None


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"type": "message_new"},
        {"type": "message_new", "object": None},
        {"type": "message_new", "object": {"message": 5}},
        event("message_typing_state", {"from_id": ANNA, "to_id": -GROUP, "state": "typing"}),
        event("message_read", {"peer_id": ANNA, "from_id": ANNA}),
        event("user_block", {"user_id": ANNA}),
        event("wall_post_new", {"id": 5}),
        new(text="в беседе", peer_id=2_000_000_001),
        new(text="от сообщества", peer_id=-5, from_id=-5),
        new(text="", action={"type": "chat_pin_message"}),
        new(text="наше", from_id=-GROUP, out=1),
    ],
)
def test_nothing_to_the_line(odd: dict[str, Any]) -> None:
    """Chats, communities, signs of life and what has no shape."""
    assert parse(odd) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    (
        *("peer_id", "from_id", "user_id", "text", "attachments", "date", "geo", "payload", "fwd_messages", "id"),
        *("conversation_message_id", "update_time", "reply_message", "format_data", "cmid", "reacted_id", "event_id"),
        "post_id",
    )
)


@given(
    kind=st.sampled_from([*sorted(routing.MESSAGES), "message_event", "message_reaction_event", "wall_reply_new", "x"]),
    body=JSON | st.dictionaries(KEYS, JSON | st.just(ANNA), max_size=8),
    wrapped=st.booleans(),
)
def test_no_event_is_too_odd(kind: str, body: Any, wrapped: bool) -> None:
    """Whatever comes is kept under a name that fits its column, and read without a fault."""
    odd = event(kind, {"message": body} if wrapped else body)
    assert 0 < len(routing.external_id(odd)) <= 200
    assert routing.conversation(odd).startswith("vk:")
    routing.is_noise(odd)
    parse(json.loads(json.dumps(odd)))


@pytest.mark.parametrize(
    ("raw", "key", "name"),
    [
        (new(), "vk:501", "m:501:7"),
        (event("message_reply", message(out=1, admin_author_id=1)), "vk:501", "m:501:7"),
        (event("message_edit", message(text="а", update_time=5)), "vk:501", "e:501:7:5:0b80646c"),
        (event("message_edit", message(text="а")), "vk:501", "v:abc"),
        (event("message_event", {"peer_id": ANNA}), "vk:501", "v:abc"),
        (event("message_allow", {"user_id": ANNA}), "vk:501", "v:abc"),
        (event("wall_reply_new", {"from_id": ANNA, "id": 31, "post_id": 3}), "vk:501", "w:3_31"),
        (event("wall_reply_new", {"from_id": -GROUP, "id": 32, "post_id": 3}), "vk:ignored", "w:3_32"),
        (new(peer_id=2_000_000_001), "vk:ignored", "m:2000000001:7"),
        (event("wall_post_new", {"id": 1, "from_id": 5}), "vk:unknown", "v:abc"),
    ],
)
def test_routing(raw: dict[str, Any], key: str, name: str) -> None:
    """A thing has one name wherever it comes from, and a person one order."""
    assert (routing.conversation(raw), routing.external_id(raw)) == (key, name)


def test_noise() -> None:
    """Signs of life and the echo of our own messages are not kept; an administrator's answer is."""
    assert routing.is_noise(event("message_typing_state", {"from_id": ANNA}))
    assert routing.is_noise(event("message_reply", message(out=1)))
    assert not routing.is_noise(event("message_reply", message(out=1, admin_author_id=1)))
    assert not routing.is_noise(new())


def test_spans_outside_of_the_text() -> None:
    """Formatting that covers nothing is none."""
    items = [{"type": "bold", "offset": 50, "length": 5}, {"type": "italic", "offset": 0, "length": 99}]
    text = said(text="да", format_data={"items": items}).text
    assert text == RichText("да", (Span(SpanKind.ITALIC, 0, 2),))
