"""The sandbox's mail server: what is sent by SMTP can be read, and nothing that comes breaks it."""

from __future__ import annotations

import asyncio
import smtplib
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.sandbox.mail.box import KEPT, Mailbox
from bot.sandbox.mail.server import receiving


def _letter(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in ({"From": "Линия <line@example.org>", "To": "Дежурный <duty@example.org>"} | headers).items():
        message[name] = value
    message.set_content("Обращение ждёт.\n")
    return message


async def _send(url: str, message: EmailMessage) -> None:
    at = urlsplit(url)

    def send() -> None:
        with smtplib.SMTP(at.hostname or "", at.port or 0) as smtp:
            smtp.send_message(message)

    await asyncio.to_thread(send)


async def test_a_mail_is_received_with_its_words_decoded() -> None:
    """Names, subject, text, HTML and the names of attachments, all of them Cyrillic."""
    mailbox = Mailbox()
    message = _letter(Subject="Обращение № 7 ждёт ответа")
    message.add_alternative("<p>Обращение <b>ждёт</b>.</p>", subtype="html")
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="Акт сверки.pdf")
    async with receiving(mailbox) as url:
        await _send(url, message)
    (letter,) = mailbox.letters.values()
    assert (letter.sender, letter.recipients) == ("Линия <line@example.org>", ("Дежурный <duty@example.org>",))
    assert (letter.subject, letter.text) == ("Обращение № 7 ждёт ответа", "Обращение ждёт.\n")
    assert letter.html.strip() == "<p>Обращение <b>ждёт</b>.</p>"
    assert letter.to_view()["attachments"] == [{"name": "Акт сверки.pdf", "mime": "application/pdf", "size": 8}]


async def test_a_mail_is_told_of() -> None:
    """Who follows the mailbox gets each mail as it comes."""
    mailbox = Mailbox()
    async with receiving(mailbox) as url:
        await _send(url, _letter(Subject="Первое"))
        await _send(url, _letter(Subject="Второе"))
        assert [event.data["subject"] for event in mailbox.events.since(0)] == ["Первое", "Второе"]
    assert [view["id"] for view in mailbox.snapshot()["letters"]] == [1, 2]


def test_without_headers_the_envelope_speaks() -> None:
    """A mail needs neither `From` nor `To`."""
    letter = Mailbox().put("line@example.org", ["one@example.org", "two@example.org"], b"Subject: x\r\n\r\ntext")
    assert (letter.sender, letter.recipients) == ("line@example.org", ("one@example.org", "two@example.org"))
    assert (letter.subject, letter.text) == ("x", "text")


@pytest.mark.parametrize("charset", ["nonsense", "koi8-r"])
def test_any_charset_is_read(charset: str) -> None:
    """One that nobody knows too."""
    body = "текст".encode("koi8-r" if charset == "koi8-r" else "utf-8")
    letter = Mailbox().put("", [], b"Content-Type: text/plain; charset=%b\r\n\r\n%b" % (charset.encode(), body))
    assert letter.text == "текст"


def test_the_oldest_are_forgotten() -> None:
    """The mailbox of a sandbox that is left alone stays small."""
    mailbox = Mailbox()
    for _ in range(KEPT + 2):
        mailbox.put("", [], b"")
    assert list(mailbox.letters) == list(range(3, KEPT + 3))


@given(st.binary(max_size=400))
def test_whatever_comes_is_a_mail(data: bytes) -> None:
    """Broken headers, broken parts, no mail at all."""
    head = b"From: =?utf-8?q?\xff?= <\r\nContent-Type: multipart/mixed; boundary=x\r\nSubject: "
    for content in (data, head + data, head + b"a\r\n\r\n--x\r\n" + data + b"\r\n--x--"):
        assert Mailbox().put("a", ["b"], content).to_view()["id"] == 1
