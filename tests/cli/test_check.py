"""`liniya check`: a line each, fine or what to do, against a Bot API on loopback."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from bot.cli.application import run
from bot.cli.checks.finding import Mark
from bot.cli.checks.local import check_complaints, check_database, check_folder, check_listening
from bot.settings import Listen, Settings
from tests.cli.bot_api import CannedBotApi, Error, served

CLIENTS = "111111111:AAE_this-is-not-a-real-token_0123456789"
DESK = "222222222:AAE_this-is-not-a-real-token_0123456789"
GROUP = -1001234567890
ADMIN = {"status": "administrator"} | dict.fromkeys(
    ("can_manage_topics", "can_delete_messages", "can_pin_messages"), True
)


@pytest.fixture
def api() -> Iterator[CannedBotApi]:
    """Two bots and a group where all is well."""
    with served() as api:
        for token, name in ((CLIENTS, "clients_bot"), (DESK, "desk_bot")):
            api.answers[token, "getMe"] = {"id": int(token[:9]), "username": name, "can_read_all_group_messages": False}
            api.answers[token, "getWebhookInfo"] = {"url": ""}
        api.answers[DESK, "getChat"] = {"id": GROUP, "type": "supergroup", "title": "Операторы", "is_forum": True}
        api.answers[DESK, "getChatMember"] = dict(ADMIN)
        yield api


@pytest.fixture
def configured(api: CannedBotApi, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a `liniya.toml` for that API."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "liniya.toml").write_text(
        f'[telegram]\ntoken = "{CLIENTS}"\napi_url = "{api.url}"\n[web]\nlisten = "127.0.0.1:0"\n'
        f'[desk]\ntoken = "{DESK}"\napi_url = "{api.url}"\nchat_id = {GROUP}\n'
    )
    return tmp_path


def _wrong(capsys: pytest.CaptureFixture[str], expected: int = 1) -> list[str]:
    """Runs the check; returns the lines of what is wrong."""
    assert run(["check"]) == expected
    captured = capsys.readouterr()
    assert CLIENTS[10:] not in captured.out + captured.err
    return [line for line in captured.out.splitlines() if line.startswith("✗")]


def test_all_is_well(configured: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every line is fine or off, and the exit code is 0."""
    assert run(["check"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line[0] for line in lines[:-1]} == {"✓", "–"}
    assert lines[-1] == "Всё в порядке."
    assert "✓ telegram.token: бот @clients_bot на связи." in lines
    assert "✓ Группа «Операторы» (desk.chat_id) — с темами." in lines
    assert "– ВКонтакте выключен (vk.token)." in lines


def test_without_tokens_channels_are_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A channel that is not configured is no fault; with none at all nobody could write, and that is told."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINIYA_WEB__LISTEN", "127.0.0.1:0")
    assert run(["check"]) == 0
    said = capsys.readouterr().out
    assert "– Telegram для клиентов выключен" in said
    assert "ни один канал не включён" in said.splitlines()[-1]


def test_vk_key_needs_its_community(
    configured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence says which setting is missing."""
    monkeypatch.setenv("LINIYA_VK__TOKEN", "vk1.a.key")
    assert _wrong(capsys) == [
        "✗ Задан «vk.token», но не задано сообщество: добавьте «vk.group_id» (номер сообщества, без минуса)."
    ]


def test_vk_is_checked(configured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside the two bots; where VK does not answer it is said."""
    monkeypatch.setenv("LINIYA_VK__TOKEN", "vk1.a.key")
    monkeypatch.setenv("LINIYA_VK__GROUP_ID", "1")
    monkeypatch.setenv("LINIYA_VK__API_URL", "http://127.0.0.1:9")
    assert _wrong(capsys) == ["✗ сервер 127.0.0.1:9 не отвечает: проверьте интернет и vk.api_url."]


def test_a_setting_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first line says which; nothing else can be checked."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "liniya.toml").write_text('[telegram]\ntokn = "x"')
    assert _wrong(capsys) == ["✗ Неизвестная настройка «telegram.tokn»: возможно, вы имели в виду «telegram.token»."]


@pytest.mark.parametrize(
    ("method", "answer", "words"),
    [
        ("getMe", Error(401, "Unauthorized"), "desk.token: Telegram не знает такого токена"),
        ("getMe", Error(404, "Not Found"), "desk.token: Telegram не знает такого токена"),
        ("getMe", Error(429, "Too Many Requests", {"retry_after": 7}), "просит подождать 7 с"),
        ("getMe", Error(500, "Internal Server Error"), "отказал (Internal Server Error)"),
        ("getMe", [], "отвечает не так, как Telegram: проверьте desk.api_url"),
        ("getWebhookInfo", {"url": "https://old.example"}, "deleteWebhook"),
        ("getChat", Error(400, "Bad Request: chat not found"), f"Группа {GROUP} не видна боту @desk_bot"),
        ("getChat", Error(403, "Forbidden: bot was kicked"), "добавьте бота в группу"),
        ("getChat", Error(400, "upgraded", {"migrate_to_chat_id": -1009}), "desk.chat_id = -1009"),
        ("getChat", Error(500, "Internal Server Error"), "не удалось проверить"),
        ("getChat", {"type": "supergroup", "title": "Операторы"}, "нет тем: включите"),
        ("getChat", {"type": "group", "title": "Операторы"}, "нет тем: включите"),
        ("getChatMember", {"status": "left"}, "Бота @desk_bot нет в группе"),
        ("getChatMember", ADMIN | {"can_manage_topics": False}, "«Управление темами»"),
        ("getChatMember", ADMIN | {"can_delete_messages": False}, "«Удаление сообщений»"),
        ("getChatMember", ADMIN | {"can_pin_messages": False}, "«Закрепление сообщений»"),
    ],
)
def test_what_is_wrong_with_the_desk(
    configured: Path, api: CannedBotApi, capsys: pytest.CaptureFixture[str], method: str, answer: Any, words: str
) -> None:
    """One line says what to do, and the exit code is 1."""
    api.answers[DESK, method] = answer
    (line,) = _wrong(capsys)
    assert words in line
    assert line.endswith(".")


def test_a_bot_that_is_no_administrator_reads_only_without_privacy(
    configured: Path, api: CannedBotApi, capsys: pytest.CaptureFixture[str]
) -> None:
    """A plain member needs the rights, and sees the group only when its privacy mode is off."""
    api.answers[DESK, "getChatMember"] = {"status": "member"}
    assert [("не администратор" in line, "приватности" in line) for line in _wrong(capsys)] == [
        (True, False),
        (False, True),
    ]
    api.answers[DESK, "getMe"]["can_read_all_group_messages"] = True
    (line,) = _wrong(capsys)
    assert "не администратор" in line


def test_a_server_that_does_not_answer(
    configured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A dead line is said without the address that holds the token."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    monkeypatch.setenv("LINIYA_TELEGRAM__API_URL", f"http://127.0.0.1:{port}")
    (line,) = _wrong(capsys)
    assert f"telegram: сервер 127.0.0.1:{port} не отвечает" in line


def test_two_tokens_of_one_bot(
    configured: Path, api: CannedBotApi, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An old and a new token of the same bot are the same bot."""
    other = f"{CLIENTS[:9]}:another-part-of-the-token-0123456789"
    monkeypatch.setenv("LINIYA_DESK__TOKEN", other)
    for method in ("getMe", "getWebhookInfo", "getChat", "getChatMember"):
        api.answers[other, method] = api.answers[DESK, method]
    (line,) = _wrong(capsys)
    assert "нужны два разных" in line


def test_a_database_that_is_not_there() -> None:
    """The server is named, the password is not."""
    (finding,) = check_database("postgresql+psycopg://u:s3cret@127.0.0.1:1/liniya")
    assert finding.mark is Mark.WRONG
    assert "s3cret" not in finding.words


def test_postgres_has_to_be_migrated_by_hand(empty_postgres: str) -> None:
    """An empty PostgreSQL is reachable and behind; SQLite catches up at start by itself."""
    _, behind = check_database(empty_postgres)
    assert behind.mark is Mark.WRONG
    assert "liniya migrate" in behind.words


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    """A file stands where the folder should be."""
    (tmp_path / "data").write_text("")
    assert check_folder(tmp_path / "data").mark is Mark.WRONG
    assert check_folder(tmp_path / "new" / "data").mark is Mark.FINE


def test_a_free_address() -> None:
    """Any port of loopback that nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert check_listening(Listen("127.0.0.1", port)).mark is Mark.FINE


@pytest.mark.parametrize(("body", "mark"), [(b'{"status":"ok"}', Mark.FINE), (b"hello", Mark.WRONG)])
def test_an_address_in_use(body: bytes, mark: Mark) -> None:
    """This very service is fine, another program is not."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        assert check_listening(Listen("127.0.0.1", server.server_address[1])).mark is mark
        server.shutdown()


def test_every_group_of_the_desk_is_checked(
    configured: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each under the setting that names it; a group of two purposes once, under the first."""
    monkeypatch.setenv("LINIYA_DESK__EXPERTS_CHAT_ID", str(GROUP))
    monkeypatch.setenv("LINIYA_DESK__SENIORS_CHAT_ID", "-1007")
    assert run(["check"]) == 0
    lines = [line for line in capsys.readouterr().out.splitlines() if "с темами" in line]
    assert [line.rpartition("(")[2].split(")")[0] for line in lines] == ["desk.chat_id", "desk.seniors_chat_id"]


def test_complaints_need_somewhere_to_go() -> None:
    """Without addresses those about seniors are lost, without a group all of them."""
    base: dict[str, Any] = {"telegram": {"token": CLIENTS}, "desk": {"token": DESK, "chat_id": GROUP}}
    lost = Settings.model_validate(base)
    grouped = Settings.model_validate(base | {"desk": {**base["desk"], "seniors_chat_id": GROUP - 1}})
    mail = {"smtp": {"url": "smtp://mail.example.org", "from": "line@example.org"}}
    mailed = Settings.model_validate(base | mail | {"complaints": {"email": ["chief@example.org"]}})
    assert "desk.seniors_chat_id" in check_complaints(lost).words
    assert "Жалобы на старших передать некуда" in check_complaints(grouped).words
    assert check_complaints(mailed).mark is Mark.FINE
