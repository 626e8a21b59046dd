"""Letters over a real SMTP server: what of the channels' contract holds for mail, and what only mail has."""

from __future__ import annotations

import itertools
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from bot.calls import DeleteCall, Destination, EditCall, ReactCall, SendCall
from bot.channels.email.channel import EmailChannel
from bot.channels.email.composing import Sender
from bot.channels.email.server import MailServer
from bot.content import FILES, NAMED, Attachment, ContentKind
from bot.delivery.layout import laid_out
from bot.errors import Alarm, DeliveryError, FileRefused, Rejected, RetryLater, Unreachable
from bot.files import FileState, Kept
from bot.outgoing import LetterHead, Send, Typing
from bot.richtext import RichText, bold, link, rich
from tests.channels.email.post_office import PostOffice, serving
from tests.channels.table import ARRIVES
from tests.channels.things import THINGS, documents, laid, outgoing
from tests.fakes import FakeClock

CLIENT = Destination("anna@example.org")
_keys = itertools.count(64)


@dataclass
class Line:
    """A channel and the office that it brings its letters to."""

    office: PostOffice
    channel: EmailChannel

    async def send(self, text: RichText | str = "Здравствуйте!", to: Destination = CLIENT, **rest: Any) -> EmailMessage:
        """A letter as it arrived."""
        await self.channel.perform(SendCall(to=to, key=next(_keys), text=rich(text), **rest))
        return self.office.messages()[-1]

    async def fails(self, **rest: Any) -> DeliveryError:
        """A letter that does not arrive."""
        with pytest.raises(DeliveryError) as caught:
            await self.send(**rest)
        assert self.office.letters == []
        return caught.value


def channel_at(port: int, name: str | None = None, password: str | None = None) -> EmailChannel:
    """The channel over the office at `port`."""
    server = MailServer("127.0.0.1", port, encrypted=False, name=name, password=password)
    return EmailChannel(server, Sender("line@example.org", "Центр «Поддержка»"), FakeClock(), timeout=1)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    """An office that takes everything."""
    office = PostOffice()
    async with serving(office, size=300_000) as port:
        yield Line(office, channel_at(port))


def plain(letter: EmailMessage) -> str:
    """The words."""
    part = letter.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n").strip()


def html(letter: EmailMessage) -> str:
    """The words with their marks."""
    part = letter.get_body(("html",))
    assert part is not None
    return str(part.get_content())


# --- the contract, as far as it holds -----------------------------------------------------------------------------


async def test_sent_text_arrives(line: Line) -> None:
    """As plain text and as HTML; it is taken for no markup; the letter's id is its Message-ID."""
    call = SendCall(to=CLIENT, key=64, text=rich("<b>Здравствуйте!</b> *1 < 2*"))
    done = await line.channel.perform(call)
    (letter,) = line.office.messages()
    assert plain(letter) == "<b>Здравствуйте!</b> *1 < 2*"
    assert "&lt;b&gt;Здравствуйте!&lt;/b&gt; *1 &lt; 2*" in html(letter)
    assert done.ids == (letter["Message-ID"],)


async def test_formatting_arrives_where_it_was(line: Line) -> None:
    """Spans cover the same characters, emoji before and inside them."""
    letter = await line.send(rich("🙂🙂 ") + bold("важно 👩‍👩‍👧") + " " + link("тут", "https://example.org/?a=1&b=2"))
    assert '🙂🙂 <b>важно 👩‍👩‍👧</b> <a href="https://example.org/?a=1&amp;b=2">тут</a>' in html(letter)
    assert plain(letter) == "🙂🙂 важно 👩‍👩‍👧 тут (https://example.org/?a=1&b=2)"


async def test_reply_is_kept(line: Line) -> None:
    """A mail program puts it below what it answers; what is no Message-ID is left out."""
    head = LetterHead("Ответ", in_reply_to="<b@example.org>", references=("<a@example.org>", "x\r\nBcc: y"))
    letter = await line.send(head=head)
    assert (letter["In-Reply-To"], letter["References"]) == ("<b@example.org>", "<a@example.org> <b@example.org>")
    assert (await line.send())["In-Reply-To"] is None


async def test_what_has_left_stays(line: Line) -> None:
    """A letter is neither edited nor taken back nor marked: told at once, and for good."""
    for call in (
        EditCall(to=CLIENT, key=1, message_id="<a@b>", text=rich("!")),
        DeleteCall(to=CLIENT, key=2, message_id="<a@b>"),
        ReactCall(to=CLIENT, key=3, message_id="<a@b>", emoji="👍"),
    ):
        with pytest.raises(Rejected):
            await line.channel.perform(call)
    await line.channel.signal(Typing("email", CLIENT.chat))


@pytest.mark.parametrize("kind", list(ContentKind))
async def test_what_arrives_of_every_kind(line: Line, kind: ContentKind, tmp_path: Path) -> None:
    """Each kind of file with its bytes and its (Cyrillic) name, the text with it in one letter; the rest in words."""
    expected, thing = ARRIVES["email"][kind], THINGS[kind]
    for text, things in laid(tmp_path, line.channel, thing, "1 < 2"):
        await line.send(text, attachments=things)
    (letter,) = line.office.messages()
    files = list(letter.iter_attachments())
    if kind not in FILES:
        assert (plain(letter), files) == (f"1 < 2\n{expected}", [])
        return
    (file,) = files
    assert (plain(letter), file.get_payload(decode=True)) == ("1 < 2", thing.data)
    if kind in NAMED:
        assert file.get_filename() == thing.attachment.name


@pytest.mark.parametrize("name", ["../../etc/passwd", "C:\\папка\\отчёт.txt", 'а"б\r\nX-Evil: 1.txt', "", "…" * 300])
async def test_names_are_not_trusted(line: Line, name: str, tmp_path: Path) -> None:
    """Whatever a file is called, it arrives, under a name that is no path and breaks no header."""
    letter = await line.send(attachments=tuple(outgoing(tmp_path, line.channel.traits, *documents(name))))
    (file,) = letter.iter_attachments()
    assert file.get_payload(decode=True) == documents(name)[0].data
    assert file.get_filename()
    assert not set(file.get_filename() or "") & set("/\\\r\n")
    assert "X-Evil" not in {*letter.keys(), *file.keys()}


async def test_bytes_that_are_gone(line: Line, tmp_path: Path) -> None:
    """A file that has vanished from the disk is refused, and no letter goes without it unsaid."""
    (one,) = outgoing(tmp_path, line.channel.traits, THINGS[ContentKind.DOCUMENT])
    assert one.path is not None
    one.path.unlink()
    error = await line.fails(attachments=(one,))
    assert isinstance(error, FileRefused)
    assert error.file == 1


@pytest.mark.parametrize(("hang_up", "arrived"), [("before", 0), ("after", 1)])
async def test_dropped_connection_is_doubtful(line: Line, hang_up: str, arrived: int) -> None:
    """Nobody can tell whether the letter was taken; the next try has the same Message-ID."""
    call = SendCall(to=CLIENT, key=64, text=rich("Раз"))
    line.office.hang_up = hang_up
    with pytest.raises(RetryLater) as caught:
        await line.channel.perform(call)
    assert (caught.value.seconds, caught.value.doubtful) == (None, True)
    assert len(line.office.letters) == arrived
    await line.channel.perform(call)
    assert len({letter["Message-ID"] for letter in line.office.messages()}) == 1


async def test_silence_ends(line: Line) -> None:
    """A call ends by itself when no answer comes."""
    line.office.slow = 1.5
    with pytest.raises(RetryLater) as caught:
        await line.send()
    assert caught.value.doubtful


async def test_nobody_there() -> None:
    """A server that is not there has done nothing."""
    with pytest.raises(RetryLater) as caught:
        await channel_at(1).perform(SendCall(to=CLIENT, key=1, text=rich("!")))
    assert (caught.value.seconds, caught.value.doubtful) == (None, False)


# --- only mail ----------------------------------------------------------------------------------------------------


async def test_headers(line: Line) -> None:
    """Names and subjects in Cyrillic, the date of the clock; a confirmation says that nobody wrote it, a mailing how it
    ends."""
    head = LetterHead("Ответ № 7", reply_to="ask@example.org", automatic=True, unsubscribe="https://example.org/u/1")
    letter = await line.send(head=head)
    assert (letter["Subject"], letter["To"]) == ("Ответ № 7", "anna@example.org")
    assert letter["From"].addresses[0].display_name == "Центр «Поддержка»"
    assert (letter["Reply-To"], letter["Auto-Submitted"]) == ("ask@example.org", "auto-generated")
    assert letter["Date"].datetime == FakeClock().now()
    assert letter["List-Unsubscribe"] == "<https://example.org/u/1>"
    assert (await line.send(head=LetterHead("Ответ")))["Auto-Submitted"] is None


@pytest.mark.parametrize(
    "evil", ["Тема\r\nBcc: all@example.org", "Тема\n\nтело", "а\u2028Bcc: x", "\0\x1b[2J", "т" * 900]
)
async def test_nobody_adds_a_header(line: Line, evil: str) -> None:
    """Line breaks in a subject or in an address make no header and no second recipient."""
    letter = await line.send(head=LetterHead(evil, unsubscribe=f"https://example.org/{evil}"))
    assert letter["Bcc"] is None
    assert "\n" not in letter["Subject"]
    assert line.office.to == [CLIENT.chat]
    assert plain(letter) == "Здравствуйте!"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "a b@example.org",
        "a@x\r\nRCPT TO:<b@y>",
        "a@b@",
        "анна@example.org",
        "@example.org",
        "a,b@example.org",
    ],
)
async def test_addresses_that_are_none(line: Line, address: str) -> None:
    """Refused for good before anybody is asked."""
    error = await line.fails(to=Destination(address))
    assert (type(error), getattr(error, "reason", "")) == (Rejected, "mail_bad_address")


async def test_cyrillic_domains(line: Line) -> None:
    """«пример.рф» goes by its ASCII name."""
    await line.send(to=Destination("anna@пример.рф"))
    assert line.office.to == ["anna@xn--e1afmkfd.xn--p1ai"]


@pytest.mark.parametrize(
    ("answer", "kind", "reason"),
    [
        ("550 5.1.1 <anna@example.org>: no such user", Unreachable, "mail_no_mailbox (550 5.1.1)"),
        ("553 sorry", Unreachable, "mail_no_mailbox (553)"),
        ("552 5.2.2 mailbox full", Rejected, "mail_full (552 5.2.2)"),
        ("550 5.7.1 you are spam", Rejected, "mail_refused (550 5.7.1)"),
        ("450 4.2.0 greylisted", RetryLater, "mail_deferred (450 4.2.0)"),
        ("421 4.7.0 too busy", RetryLater, "mail_busy (421 4.7.0)"),
    ],
)
async def test_refused_recipients(line: Line, answer: str, kind: type[DeliveryError], reason: str) -> None:
    """5xx is for good, 4xx is tried again; what the server says of the address is kept out of the reason."""
    line.office.recipients = [answer]
    error = await line.fails()
    assert (type(error), getattr(error, "reason", "")) == (kind, reason)


async def test_put_off_for_days(line: Line) -> None:
    """A letter that nobody has taken for two days is not tried for ever."""
    line.office.recipients = ["450 4.2.0 greylisted"]
    assert isinstance(await line.fails(doubtful=True), Rejected)


async def test_sender_refused(line: Line) -> None:
    """That is the centre's own trouble: all letters wait, and staff are told."""
    line.office.sender = ["550 5.7.1 not yours"]
    error = await line.fails()
    assert isinstance(error, RetryLater)
    assert (error.scope, error.alarm) == ("email:server", Alarm.MAIL_SENDER)


async def test_login() -> None:
    """Name and password are used; wrong ones are an alarm, and every letter waits."""
    office = PostOffice(passwords={b"line": b"right"})
    async with serving(office) as port:
        await channel_at(port, "line", "right").perform(SendCall(to=CLIENT, key=1, text=rich("!")))
        with pytest.raises(RetryLater) as caught:
            await channel_at(port, "line", "wrong").perform(SendCall(to=CLIENT, key=2, text=rich("!")))
    assert len(office.letters) == 1
    assert (caught.value.scope, caught.value.alarm) == ("email:server", Alarm.MAIL_LOGIN)


async def test_letters_that_are_too_large(line: Line, tmp_path: Path) -> None:
    """The largest file is refused, so that the letter goes with a sentence in its place; a server that finds out only
    when it has the letter says the same."""
    small, large = outgoing(tmp_path, line.channel.traits, *documents("а", "б"))
    assert large.path is not None
    large.path.write_bytes(b"x" * 400_000)
    error = await line.fails(attachments=(small, large))
    assert (getattr(error, "file", None), getattr(error, "reason", "")) == (2, "mail_too_large")
    line.office.data = ["552 5.3.4 too big"]
    assert isinstance(await line.fails(attachments=(small,)), FileRefused)
    line.office.data = ["552 5.3.4 too big"]
    assert isinstance(await line.fails(), Rejected)


def test_what_does_not_fit_is_said_in_the_letter() -> None:
    """A file that no mailbox takes stands in words; files that do not fit together follow in a second letter."""
    size = 12 * 1024 * 1024
    files = tuple(
        Attachment(ContentKind.DOCUMENT, file=number, name=f"{number}.pdf", size=size) for number in (1, 2, 3)
    )
    kept = {
        number: Kept(FileState.KEPT, None, "0" * 64, size * (2 if number == 3 else 1), number) for number in (1, 2, 3)
    }
    channel = channel_at(1)
    first, second = laid_out(Send(rich("Вот"), attachments=files), channel, kept)
    assert first.text.text == "Вот\n[файл «3.pdf», 12 МБ — не передан: для письма файл слишком большой]"
    assert ([one.attachment.file for one in first.pieces], [one.attachment.file for one in second.pieces]) == ([1], [2])


def test_passwords_go_over_no_open_network() -> None:
    """Without TLS a password is used on this machine only; the URL's escapes are read."""
    far = MailServer.of("smtp://line%40example.org:p%3Ass@mail.example.org")
    assert (far.needs_tls, far.port, far.name, far.password) == (True, 587, "line@example.org", "p:ss")
    assert not MailServer.of("smtp://a:b@127.0.0.1:25").needs_tls
    assert MailServer.of("smtps://a:b@mail.example.org").encrypted
    assert "p:ss" not in repr(far)
