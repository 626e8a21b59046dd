"""A call as a letter: headers that nobody can add to, the words as HTML and as plain text, the files under their names.

The Message-ID is the same at every attempt of the same part, so a repeat is recognised wherever letters are compared.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from bot.bot_api.uploads import check_files, file_name
from bot.calls import Outgoing, SendCall
from bot.channels.email.words import to_html, to_plain
from bot.errors import Rejected
from bot.outgoing import LetterHead
from bot.richtext import rich
from bot.texts import say

SUBJECT_LENGTH = 200
"""Characters of a subject; longer ones are cut."""

BAD_ADDRESS = "mail_bad_address"
"""The reason of a letter whose address is none."""

_DOMAIN_LENGTH = 50
"""What is kept of the domain in a Message-ID: it has to fit `bot.links`."""

_MIME = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*")
_NOT_AS_IT_IS = ("message", "multipart")
"""Kinds that a reader would take for a part of the letter itself."""
_ID = re.compile(r"<[!-;=?-~]+@[!-;=?-~]+>")
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True, slots=True)
class Sender:
    """Whom the letters come from."""

    address: str
    name: str = ""

    @property
    def domain(self) -> str:
        """Where their Message-IDs are unique."""
        return _mailbox(self.address)[1]


def composed(call: SendCall, sender: Sender, now: datetime) -> EmailMessage:
    """The letter. Raises `Rejected` for an address that is none, `FileRefused` for a file that is gone."""
    check_files(call)
    head = call.head or LetterHead("")
    letter = EmailMessage(policy=SMTP)
    letter["From"] = _address(sender.address, sender.name)
    letter["To"] = _address(call.to.chat)
    letter["Subject"] = one_line(head.subject)[:SUBJECT_LENGTH] or say("mail-subject")
    letter["Date"] = format_datetime(now)
    letter["Message-ID"] = message_id(call, sender)
    _thread(letter, head, call.reply_to)
    if head.reply_to:
        letter["Reply-To"] = _address(head.reply_to)
    if head.automatic:
        letter["Auto-Submitted"] = "auto-generated"
    if head.unsubscribe:
        letter["List-Unsubscribe"] = f"<{_url(head.unsubscribe)}>"
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    words = call.text or rich(say("mail-more-files"))
    letter.set_content(to_plain(words, call.keyboard))
    letter.add_alternative(to_html(words, call.keyboard), subtype="html")
    for one in call.attachments:
        _attach(letter, one)
    return letter


def message_id(call: SendCall, sender: Sender) -> str:
    """«<liniya.64.0123456789abcdef@example.org>»: from the row and its part; what it says keeps two databases apart."""
    subject = call.head.subject if call.head else ""
    seed = f"{call.key}\n{call.to.chat}\n{subject}\n{call.text.text}"
    place = sender.domain[-_DOMAIN_LENGTH:].lstrip(".-")
    return f"<liniya.{call.key}.{hashlib.sha256(seed.encode()).hexdigest()[:16]}@{place}>"


def one_line(text: str) -> str:
    """Without line breaks, controls and whatever turns a line around: a header is one line."""
    seen = "".join(" " if unicodedata.category(one) in _UNSEEN else one for one in text)
    return " ".join(seen.split())


def envelope(address: str) -> str:
    """An address as SMTP takes it (a Cyrillic domain in its ASCII form). Raises `Rejected` when it is none."""
    name, domain = _mailbox(address)
    return f"{name}@{domain}"


def _thread(letter: EmailMessage, head: LetterHead, reply_to: str | None) -> None:
    """Mail programs put letters together by these; whatever is no Message-ID stays out."""
    answered = head.in_reply_to or reply_to
    known = [number for number in (*head.references, answered) if number and _ID.fullmatch(number)]
    if answered and _ID.fullmatch(answered):
        letter["In-Reply-To"] = answered
    if known:
        letter["References"] = " ".join(dict.fromkeys(known))


def _address(address: str, name: str = "") -> Address:
    local, domain = _mailbox(address)
    return Address(one_line(name), local, domain)


def _mailbox(address: str) -> tuple[str, str]:
    local, _, domain = address.strip().rpartition("@")
    try:
        domain = domain.encode("idna").decode()
        Address(username=local, domain=domain)
    except (ValueError, IndexError):  # UnicodeError among them; the library's parser trips over an empty string
        raise Rejected(BAD_ADDRESS) from None
    placed = "." in domain or domain == "localhost"
    if not (local and placed and local.isascii()) or re.search(r"[\s<>,]", local):
        raise Rejected(BAD_ADDRESS)
    return local, domain


def _url(url: str) -> str:
    return re.sub(r"[\s<>,]", "", url)


def _attach(letter: EmailMessage, one: Outgoing) -> None:
    """A file that lies on the disk (`check_files` has seen it there)."""
    if one.path is None:
        return
    mime = (one.attachment.mime or "").lower()
    kind, _, subtype = mime.partition("/") if _MIME.fullmatch(mime) else ("application", "/", "octet-stream")
    if kind in _NOT_AS_IT_IS:
        kind, subtype = "application", "octet-stream"
    letter.add_attachment(one.path.read_bytes(), maintype=kind, subtype=subtype, filename=file_name(one))
