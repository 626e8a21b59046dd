"""Letters over TLS: from the first byte, by STARTTLS, and never with a password in the clear."""

from __future__ import annotations

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from bot.calls import Destination, SendCall
from bot.channels.email.channel import EmailChannel
from bot.channels.email.composing import Sender
from bot.channels.email.server import MailServer
from bot.errors import Alarm, RetryLater
from bot.richtext import rich
from tests.channels.email.post_office import PostOffice, serving
from tests.fakes import FakeClock

CALL = SendCall(to=Destination("anna@example.org"), key=1, text=rich("Здравствуйте!"))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine's, that nobody has signed."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("нет openssl")
    place = tmp_path_factory.mktemp("tls") / "both.pem"
    about = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1", "-days", "2"]
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", *about, "-keyout", str(place), "-out", f"{place}.crt"]
    subprocess.run([openssl, *made], check=True, capture_output=True)  # noqa: S603
    place.write_bytes(place.read_bytes() + Path(f"{place}.crt").read_bytes())
    return place


def _served(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


class FarServer(MailServer):
    """A server that counts as far away."""

    @property
    def is_near(self) -> bool:
        """It is not."""
        return False


def _channel(server: MailServer, trusted: Path | None) -> EmailChannel:
    trust = ssl.create_default_context(cafile=f"{trusted}.crt") if trusted else None
    return EmailChannel(server, Sender("line@example.org"), FakeClock(), timeout=2, trust=trust)


@pytest.mark.parametrize("from_the_first", [True, False])
async def test_over_tls(certificate: Path, from_the_first: bool) -> None:
    """`smtps://`, and `smtp://` where the server offers STARTTLS; the password goes inside."""
    office = PostOffice(passwords={b"line": b"right"})
    async with serving(office, tls=_served(certificate), from_the_first=from_the_first) as port:
        server = FarServer("127.0.0.1", port, from_the_first, "line", "right")
        await _channel(server, certificate).perform(CALL)
    assert len(office.letters) == 1


async def test_unknown_certificate(certificate: Path) -> None:
    """A server that anybody may pretend to be gets nothing; a person of the centre has to look."""
    office = PostOffice()
    async with serving(office, tls=_served(certificate), from_the_first=True) as port:
        with pytest.raises(RetryLater) as caught:
            await _channel(MailServer("127.0.0.1", port, encrypted=True), None).perform(CALL)
    assert (office.letters, caught.value.alarm) == ([], Alarm.MAIL_LOGIN)


async def test_no_password_in_the_clear() -> None:
    """A far server without TLS is told no password."""
    office = PostOffice(passwords={b"line": b"right"})
    async with serving(office) as port:
        server = FarServer("127.0.0.1", port, encrypted=False, name="line", password="right")
        with pytest.raises(RetryLater) as caught:
            await _channel(server, None).perform(CALL)
    assert (office.letters, caught.value.alarm) == ([], Alarm.MAIL_LOGIN)
