"""`liniya sandbox`: what it makes of the settings that it is given, its start and its end."""

import asyncio
import os
import socket
import sys
from pathlib import Path

import httpx
from pydantic import SecretStr

from bot.sandbox.run import Addresses, derive
from bot.sandbox.stage import set_stage
from bot.settings import Settings
from bot.settings.keys import Database, Telegram

API, VK_API, SMTP = "http://127.0.0.1:5000", "http://127.0.0.1:5001", "smtp://127.0.0.1:5002"
IMAP = "imap://line:line@127.0.0.1:5003"
AT = Addresses(API, VK_API, SMTP, IMAP)


def test_bots_community_and_mail_are_over_there(tmp_path: Path) -> None:
    """Real tokens are not used, the paces are kept."""
    stage = set_stage()
    scene = stage.telegram
    own = Settings(telegram=Telegram(token=SecretStr("1:real"), per_second=7))
    derived = derive(own, stage, AT, tmp_path)
    assert derived.telegram.token == SecretStr(scene.clients_bot.token)
    assert (derived.telegram.api_url, derived.desk.api_url, derived.telegram.per_second) == (API, API, 7)
    assert (derived.desk.chat_id, derived.desk.seniors_chat_id) == (scene.group.id, scene.seniors.id)
    community = stage.vk.community
    assert derived.vk.token == SecretStr(community.token)
    assert (derived.vk.api_url, derived.vk.group_id) == (VK_API, community.id)
    assert derived.smtp.url == SecretStr(SMTP)
    assert derived.imap.url == SecretStr(IMAP)


def test_a_database_that_nobody_named_is_temporary(tmp_path: Path) -> None:
    """It lies in the folder of this start."""
    derived = derive(Settings(), set_stage(), AT, tmp_path)
    assert derived.data_dir == tmp_path
    assert str(tmp_path) in derived.database.url.get_secret_value()


def test_a_database_that_was_named_is_kept(tmp_path: Path) -> None:
    """By its URL or by its folder."""
    url = SecretStr("sqlite+aiosqlite:////srv/liniya.db")
    assert derive(Settings(database=Database(url=url)), set_stage(), AT, tmp_path).database.url == url
    placed = Settings(data_dir=Path("elsewhere"))
    assert derive(placed, set_stage(), AT, tmp_path).database == placed.database


def _free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


async def test_it_starts_with_nothing_and_ends_on_sigterm(tmp_path: Path) -> None:
    """No tokens, no database, no file: one line with the page's address; then exit 0, an open stream or not."""
    address = f"127.0.0.1:{_free_port()}"
    environment = {**os.environ, "LINIYA_WEB__LISTEN": address}
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "sandbox", cwd=tmp_path, env=environment, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(60):
            line = (await process.stdout.readline()).decode()
        assert f"http://{address}/" in line
        async with httpx.AsyncClient(base_url=f"http://{address}", trust_env=False) as http:
            assert (await http.get("/")).status_code == 200
            async with http.stream("GET", "/sandbox/events"):
                process.terminate()
                async with asyncio.timeout(10):
                    assert await process.wait() == 0
        assert await asyncio.to_thread(os.listdir, tmp_path) == []
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
