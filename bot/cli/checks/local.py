"""Checks of this machine: the database, the data folder, the address to listen on, the mail server's setting."""

from __future__ import annotations

import errno
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from bot import schema
from bot.cli.checks.finding import Finding, fine, off, wrong
from bot.settings import Listen, Settings
from bot.texts import say

_PATIENCE = 3.0
"""Seconds to wait for an answer from this machine."""


def check_machine(settings: Settings) -> Iterator[Finding]:
    """Everything that can be said without the messengers."""
    yield from check_database(settings.database.url.get_secret_value())
    yield check_folder(settings.data_dir)
    yield check_listening(settings.web.listen)
    yield check_mail(settings)
    yield check_complaints(settings)
    yield check_lexicon(settings)


def check_database(url: str) -> Iterator[Finding]:
    """Whether the database answers, and whether its tables are those of this version."""
    try:
        missing = schema.pending(url)
    except schema.SchemaError as error:
        yield wrong(str(error))
        return
    yield fine(say("check-database-fine"))
    if not missing:
        yield fine(say("check-migrations-fine"))
    elif url.startswith("sqlite"):
        yield fine(say("check-migrations-at-start"))
    else:
        yield wrong(say("check-migrations-behind", count=len(missing)))


def check_folder(folder: Path) -> Finding:
    """Whether files can be written into the data folder."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return fine(say("check-folder-fine", path=str(folder)))
    except OSError:
        return wrong(say("check-folder-wrong", path=str(folder)))


def check_listening(listen: Listen) -> Finding:
    """Whether the address is free, or is answered by this very service."""
    family = socket.AF_INET6 if ":" in listen.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((listen.host, listen.port))
        except OSError as error:
            return _not_bound(listen, error)
    return fine(say("check-listen-free", listen=str(listen)))


def _not_bound(listen: Listen, error: OSError) -> Finding:
    if error.errno == errno.EACCES:
        return wrong(say("check-listen-forbidden", listen=str(listen)))
    if error.errno != errno.EADDRINUSE:
        return wrong(say("check-listen-foreign", listen=str(listen)))
    if _answers_as_ours(listen):
        return fine(say("check-listen-ours", listen=str(listen)))
    return wrong(say("check-listen-taken", listen=str(listen)))


def _answers_as_ours(listen: Listen) -> bool:
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(listen.host, listen.host)  # noqa: S104  (only compared)
    try:
        answer = httpx.get(f"http://{Listen(host, listen.port)}/health", timeout=_PATIENCE, trust_env=False).json()
    except (httpx.HTTPError, ValueError):
        return False
    return isinstance(answer, dict) and answer.get("status") in {"ok", "unavailable"}


def check_mail(settings: Settings) -> Finding:
    """What mail server is set; it is not asked."""
    if settings.smtp.url is None:
        return off(say("check-mail-off"))
    if settings.smtp.address is None:
        return wrong(say("check-mail-nobody"))
    return fine(say("check-mail-set", host=urlsplit(settings.smtp.url.get_secret_value()).hostname))


def check_complaints(settings: Settings) -> Finding:
    """Whether every complaint has somewhere to go; one that has not is told to the centre by phone alone."""
    if settings.complaints.email:
        return fine(say("check-complaints-fine"))
    return off(say("check-complaints-group" if settings.desk.seniors_chat_id is not None else "check-complaints-off"))


def check_lexicon(settings: Settings) -> Finding:
    """Whether the file of the centre's own words can be used; only one that is set has to be there."""
    from knowledge.lexicon_file import LexiconError
    from knowledge.own_lexicon import is_absent, own_groups

    path = settings.lexicon
    try:
        groups = own_groups(path)
    except LexiconError as error:
        return wrong(say("check-lexicon-wrong", path=str(path), why=str(error)))
    if not is_absent(path):
        return fine(say("check-lexicon-fine", path=str(path), count=len(groups)))
    is_set = settings.knowledge.lexicon is not None
    return wrong(say("check-lexicon-absent", path=str(path))) if is_set else off(say("check-lexicon-off"))
