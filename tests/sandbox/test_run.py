"""What `liniya sandbox` makes of the settings that it is given."""

from pathlib import Path

from pydantic import SecretStr

from bot.sandbox.run import derive
from bot.sandbox.telegram.scene import set_scene
from bot.settings import Settings
from bot.settings.keys import Database, Telegram

API = "http://127.0.0.1:5000"


def test_both_bots_are_over_there(tmp_path: Path) -> None:
    """Real tokens are not used, the paces are kept."""
    scene = set_scene()
    own = Settings(telegram=Telegram(token=SecretStr("1:real"), per_second=7))
    derived = derive(own, scene, API, tmp_path)
    assert derived.telegram.token == SecretStr(scene.clients_bot.token)
    assert (derived.telegram.api_url, derived.desk.api_url, derived.telegram.per_second) == (API, API, 7)
    assert derived.desk.chat_id == scene.group.id
    assert not derived.vk.on


def test_a_database_that_nobody_named_is_temporary(tmp_path: Path) -> None:
    """It lies in the folder of this start."""
    derived = derive(Settings(), set_scene(), API, tmp_path)
    assert derived.data_dir == tmp_path
    assert str(tmp_path) in derived.database.url.get_secret_value()


def test_a_database_that_was_named_is_kept(tmp_path: Path) -> None:
    """By its URL or by its folder."""
    url = SecretStr("sqlite+aiosqlite:////srv/liniya.db")
    assert derive(Settings(database=Database(url=url)), set_scene(), API, tmp_path).database.url == url
    placed = Settings(data_dir=Path("elsewhere"))
    assert derive(placed, set_scene(), API, tmp_path).database == placed.database
