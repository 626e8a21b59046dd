"""Letters that come in, over a real IMAP connection: what is read, that nothing is read twice, and whatever comes."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from dataclasses import dataclass
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.email.mailbox import Mailbox
from bot.channels.email.parsing import said_in
from bot.channels.email.reading import read
from bot.channels.email.server import MailServer
from bot.channels.email.source import MailFiles, MailSource
from bot.errors import Rejected, RetryLater
from bot.messages import Batch
from bot.sandbox.mail.imap import Inbox, mailbox
from tests.fakes import FakeClock


def letter(text: str = "Спасибо", html: str = "", **headers: str) -> EmailMessage:
    """An answer of a client's."""
    message = EmailMessage()
    told = {"From": "Анна <Anna@Example.org>", "Message-ID": "<one@example.org>"}
    for name, value in (told | {name.replace("_", "-"): value for name, value in headers.items()}).items():
        message[name] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    return message


@dataclass
class Box:
    """The mailbox and who reads it."""

    inbox: Inbox
    server: MailServer
    source: MailSource


@pytest.fixture
async def box() -> AsyncIterator[Box]:
    """An empty one."""
    inbox = Inbox(password="line")
    async with mailbox(inbox) as url:
        server = MailServer.of(url)
        yield Box(inbox, server, MailSource(Mailbox(server), FakeClock(), poll_seconds=0.01))


async def test_letters_come_once_and_in_order(box: Box) -> None:
    """What lay there before the first look stays; the same cursor brings the same again."""
    box.inbox.put(letter("Старое").as_bytes())
    first = await box.source.fetch(None)
    assert (list(first.updates), first.cursor) == ([], "1:1")
    assert await box.source.fetch(first.cursor) == Batch((), None)
    box.inbox.put(letter("раз").as_bytes())
    box.inbox.put(letter("два", Message_ID="<two@example.org>").as_bytes())
    batch = await box.source.fetch(first.cursor)
    assert [one.external_id for one in batch.updates] == ["<one@example.org>", "<two@example.org>"]
    assert {one.conversation for one in batch.updates} == {"email:anna@example.org"}
    assert [one.payload["text"].strip() for one in batch.updates] == ["раз", "два"]
    assert batch == await box.source.fetch(first.cursor)
    assert await box.source.fetch(batch.cursor) == Batch((), None)


async def test_letters_that_are_numbered_anew(box: Box) -> None:
    """Those of the last days are read again; the inbox knows them by their Message-IDs."""
    box.inbox.put(letter().as_bytes())
    box.inbox.validity = 2
    batch = await box.source.fetch("1:500")
    assert [one.external_id for one in batch.updates] == ["<one@example.org>"]
    assert batch.cursor == "2:1"


async def test_files_are_fetched_by_their_place(box: Box) -> None:
    """With their Cyrillic names; a letter that is gone is told."""
    message = letter("Вот счёт")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="Счёт №7.pdf")
    box.inbox.put(message.as_bytes())
    (update,) = (await box.source.fetch("1:0")).updates
    (file,) = update.payload["files"]
    assert (file["name"], file["mime"], file["size"]) == ("Счёт №7.pdf", "application/pdf", 8)
    files, to = MailFiles(Mailbox(box.server)), io.BytesIO()
    await files.download(f"{update.payload['place']}:{file['place']}", to, 100)
    assert to.getvalue() == b"%PDF-1.7"
    with pytest.raises(Rejected):
        await files.download("1:99:1", to, 100)


async def test_troubles(box: Box) -> None:
    """A wrong password waits for a person, a server that is not there is tried again."""
    box.inbox.password = "other"
    with pytest.raises(RetryLater) as caught:
        await box.source.fetch(None)
    assert (caught.value.seconds, caught.value.reason) == (300.0, "imap login")
    nobody = MailServer("127.0.0.1", 1, encrypted=False)
    with pytest.raises(RetryLater):
        await MailSource(Mailbox(nobody), FakeClock()).fetch(None)


def test_what_a_letter_answers() -> None:
    """Headers that name letters, the words of HTML where there are no others, and programs that answer."""
    message = letter(In_Reply_To="<b@line>", References="<a@line> <b@line>", Auto_Submitted="auto-replied")
    told = read(message.as_bytes(), "1:1")
    assert (told["from"], told["name"]) == ("anna@example.org", "Анна")
    assert (told["answers"], told["references"], told["automatic"]) == (["<b@line>"], ["<a@line>", "<b@line>"], True)
    html = b"From: a@b.ru\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + (
        "<style>x</style><p>Да,&nbsp;<b>верно</b></p><blockquote>Было</blockquote>".encode()
    )
    assert read(html, "1:1")["text"] == "Да, верно\n\n> Было"


def test_bounces() -> None:
    """RFC 3464: the status, and the letter of ours that came back."""
    raw = (
        b"From: mailer-daemon@example.org\r\n"
        b"Content-Type: multipart/report; report-type=delivery-status; boundary=x\r\n"
        b"\r\n--x\r\nContent-Type: text/plain\r\n\r\nno such user\r\n"
        b"--x\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n"
        b"Final-Recipient: rfc822; anna@example.org\r\nAction: failed\r\nStatus: 5.1.1\r\n"
        b"--x\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <liniya.64.ab@line>\r\nSubject: x\r\n\r\ntext\r\n"
        b"--x--\r\n"
    )
    bounce = read(raw, "1:1")["bounce"]
    assert (bounce["status"], bounce["failed"], bounce["about"]) == ("5.1.1", True, ["<liniya.64.ab@line>"])
    assert not read(raw.replace(b"failed", b"delayed"), "1:1")["bounce"]["failed"]


@pytest.mark.parametrize(
    "quote",
    [
        "вт, 3 мар. 2026 г. в 12:00, Линия <line@example.org>:\n> Добрый день\n> ещё",
        '02.03.2026, 12:00, "Линия" <line@example.org>:\nДобрый день без знаков',
        "Понедельник, 2 марта 2026, 12:00 +03:00 от Линия <line@example.org>:\n>Добрый день",
        "On Mon, Mar 2, 2026 at 12:00 PM Line <line@example.org>\nwrote:\n\n> Добрый день",
        "-----Original Message-----\nFrom: Line\nSent: Monday\nTo: Anna\nSubject: x\n\nДобрый день",
        "________________________________\nОт: Линия\nОтправлено: 2 марта\nКому: Анна\nТема: x\nДобрый",
        "От: Линия <line@example.org>\nОтправлено: 2 марта 2026 г.\nКому: Анна\nТема: x\n\nДобрый день",
        "> Добрый день\n> ещё",
        "-- \nАнна, бухгалтер\n+7 000 000-00-00",
        "С уважением,\nАнна",
        "Отправлено из мобильной Почты",
    ],
)
def test_what_is_new_in_a_letter(quote: str) -> None:
    """Without what it answers and without the signature."""
    assert said_in(f"Спасибо!\n\nА если счёт потерян?\n\n{quote}\n") == "Спасибо!\n\nА если счёт потерян?"


def test_answers_between_the_lines() -> None:
    """Stay; and where all seems to be quoted, rather too much than nothing."""
    between = "Линия пишет:\n> Какой год?\n2025\n> Какой счёт?\n№ 7"
    assert said_in(between).endswith("2025\n№ 7")
    assert said_in("> только это") == "> только это"
    assert said_in("Срок: 3 дня, сумма @ 5:\nи ещё слова") != ""


@given(st.binary(max_size=300), st.text(max_size=200))
def test_whatever_comes_is_a_row(data: bytes, text: str) -> None:
    """Broken headers, broken parts, no letter at all."""
    head = b"From: =?utf-8?q?\xff?= <\r\nContent-Type: multipart/report; boundary=x\r\nSubject: "
    for content in (data, head + data, head + b"a\r\n\r\n--x\r\n" + data + b"\r\n--x--"):
        assert read(content, "1:1")["id"]
    assert isinstance(said_in(text), str)
