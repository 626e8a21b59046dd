"""Settings: where they come from, what they refuse and in which words, and that they keep their secrets."""

from __future__ import annotations

import re
from datetime import time
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.errors import SettingsError
from bot.settings import Listen, Settings, load
from bot.settings.sentences import KEYS

DOCS = Path(__file__).parents[1] / "docs" / "settings.md"
TOKEN = "123456789:AAE_this-is-not-a-real-token_0123456789"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _load(folder: Path, toml: str) -> Settings:
    path = folder / "liniya.toml"
    path.write_text(toml, encoding="utf-8")
    return load(path)


def _refusal(folder: Path, toml: str) -> str:
    with pytest.raises(SettingsError) as caught:
        _load(folder, toml)
    return str(caught.value)


def test_without_a_file_everything_has_a_default(folder: Path) -> None:
    """No file, no environment: SQLite, no channels."""
    settings = load(None)
    assert settings.database.url.get_secret_value() == "sqlite+aiosqlite:///data/liniya.db"
    assert settings.web.listen == Listen("127.0.0.1", 8080)
    assert [settings.telegram.on, settings.desk.on, settings.vk.on] == [False] * 3
    assert settings == Settings()


def test_a_named_file_has_to_exist(folder: Path) -> None:
    """`--config` with a wrong path is no silent default."""
    with pytest.raises(SettingsError, match=r"other\.toml.*нет"):
        load(Path("other.toml"))


def test_the_file_in_the_current_folder_is_read(folder: Path) -> None:
    """`liniya.toml` needs no mention."""
    (folder / "liniya.toml").write_text(f'[telegram]\ntoken = "{TOKEN}"\n[centre]\nopens = 09:00:00\n')
    settings = load(None)
    assert settings.telegram.token == SecretStr(TOKEN)
    assert settings.centre.opens == time(9)


def test_the_environment_beats_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Key by key: the rest of a section still comes from the file."""
    monkeypatch.setenv("LINIYA_DESK__PER_MINUTE", "5")
    monkeypatch.setenv("LINIYA_WEB__LISTEN", "[::1]:80")
    monkeypatch.setenv("LINIYA_TELEGRAM__TOKEN", "")
    settings = _load(folder, f'[desk]\nper_minute = 10\ntoken = "{TOKEN}"\nchat_id = -100\n[telegram]\ntoken = "1:a"')
    assert settings.desk.per_minute == 5
    assert settings.desk.chat_id == -100
    assert settings.web.listen == Listen("::1", 80)
    assert settings.telegram.token == SecretStr("1:a")


@pytest.mark.parametrize(
    ("toml", "expected"),
    [
        ('data_dir = "/var/lib/liniya"', "sqlite+aiosqlite:////var/lib/liniya/liniya.db"),
        ('data_dir = "there"\n[database]\nurl = "sqlite+aiosqlite:///x.db"', "sqlite+aiosqlite:///x.db"),
    ],
)
def test_the_database_follows_the_data_folder(folder: Path, toml: str, expected: str) -> None:
    """Unless it has an address of its own."""
    assert _load(folder, toml).database.url.get_secret_value() == expected


def test_settings_made_in_code_ignore_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox must not pick up a real token that lies around."""
    monkeypatch.setenv("LINIYA_TELEGRAM__TOKEN", TOKEN)
    assert not Settings(data_dir=Path("elsewhere")).telegram.on


def test_settings_are_frozen() -> None:
    """Nobody changes them under another's feet."""
    with pytest.raises(ValidationError):
        Settings().data_dir = Path("other")  # type: ignore[misc]


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ('[telegram]\ntokn = "x"', "«telegram.tokn»: возможно, вы имели в виду «telegram.token»"),
        ('[telegramm]\ntoken = "x"', "«telegramm»: возможно, вы имели в виду «telegram»"),
        ("qwerty = 1", "Неизвестная настройка «qwerty»: уберите её"),
        ("telegram = 5", "пишите [telegram] отдельной строкой"),
        ('[knowledge.semantic]\nulr = "http://a.b"', "«knowledge.semantic.ulr»: возможно, вы имели в виду «knowledge"),
        ('[knowledge.semantic]\nurl = "127.0.0.1:80"', "«knowledge.semantic.url» задана неверно"),
        ('[knowledge]\nsemantic = "http://a.b"', "пишите [knowledge.semantic] отдельной строкой"),
        ("data_dir = 5", "«data_dir» задана неверно: нужна строка"),
        ('[web]\nlisten = "8080"', "«web.listen» задана неверно: нужны адрес и порт"),
        ('[web]\nlisten = "host:99999"', "«web.listen» задана неверно"),
        (
            '[web]\npublic_url = "liniya.example"',
            "«web.public_url» задана неверно: нужен адрес, который начинается с http",
        ),
        ('[telegram]\napi_url = "ftp://x"', "«telegram.api_url» задана неверно"),
        ('[telegram]\nproxy = "x:80"', "«telegram.proxy» задана неверно"),
        ("[telegram]\nper_second = 0", "«telegram.per_second» задана неверно: нужно число больше 0"),
        ('[telegram]\nper_second = "fast"', "«telegram.per_second» задана неверно: нужно число."),
        ("[telegram]\nper_second = inf", "«telegram.per_second» задана неверно"),
        ('[desk]\nchat_id = "@group"', "«desk.chat_id» задана неверно: нужно целое число"),
        ("[desk]\nchat_id = 100", "«desk.chat_id» задана неверно: нужно число меньше 0"),
        ("[desk]\nchat_id = -100", "добавьте «desk.token»"),
        (f'[desk]\ntoken = "{TOKEN}"', "добавьте «desk.chat_id»"),
        ("[desk]\nseniors_chat_id = -100", "добавьте «desk.token»"),
        (
            f'[desk]\ntoken = "{TOKEN}"\nchat_id = -1\nexperts_chat_id = -2\nseniors_chat_id = -2',
            "«desk.seniors_chat_id» занята ещё и другим",
        ),
        ("[desk]\nadministrators = [-5]", "нужно число больше 0"),
        ("[vk]\ngroup_id = 5", "добавьте «vk.token»"),
        ('[vk]\ntoken = "vk1.a.s3cret"', "добавьте «vk.group_id»"),
        ('[vk]\ntoken = "vk1.a.s3cret\\n"\ngroup_id = 5', "«vk.token» задана неверно: в ключе сообщества только"),
        ('[vk]\ntoken = "vk1.a s3cret"\ngroup_id = 5', "«vk.token» задана неверно"),
        ('[vk]\ntoken = "vk1.а.s3cret"\ngroup_id = 5', "«vk.token» задана неверно"),
        ('[telegram]\ntoken = "١٢٣:s3cret"', "«telegram.token» задана неверно"),
        ('[telegram]\nproxy = "http://u:s3cret @h:1"', "«telegram.proxy» задана неверно: в адресе не может быть"),
        ('[smtp]\nurl = "smtp://u:s3cret\\n@h:25"', "«smtp.url» задана неверно: в адресе не может быть"),
        ('[smtp]\nurl = "smtp://почта:s3cret@h:25"', "«smtp.url» задана неверно: в адресе не может быть"),
        (f'[telegram]\ntoken = "{TOKEN}"\n[desk]\ntoken = "{TOKEN}"\nchat_id = -1', "нужны два разных"),
        ('[centre]\nopens = "8"', "«centre.opens» задана неверно: нужно время вида"),
        ('[centre]\nopens = "19:00"', "«centre.opens» должно быть раньше"),
        ('[centre]\ntime_zone = "Moscow"', "«centre.time_zone» задана неверно: нужен часовой пояс"),
        ('[centre]\nname = ""', "«centre.name» задана неверно: значение не может быть пустым"),
        ("[knowledge]\nanswer_from = 2", "«knowledge.answer_from» задана неверно: нужно число не больше 1"),
        ("[knowledge]\nanswer_from = 0.1", "«knowledge.offer_from» не может быть больше"),
        ('[logs]\nlevel = "loud"', "нужно одно из значений 'debug', 'info', 'warning', 'error'"),
        ('[database]\nurl = "postgres://u:s3cret@h/d"', "«database.url» задана неверно: нужен адрес"),
        ('[smtp]\nurl = "mail.example"', "«smtp.url» задана неверно: нужен адрес вида smtp://"),
        ("[desk\n", "с ошибкой в строке 1"),
    ],
)
def test_a_bad_setting_is_one_sentence_that_names_it(folder: Path, toml: str, sentence: str) -> None:
    """What to mend, in Russian, without a traceback."""
    refusal = _refusal(folder, toml)
    assert sentence in refusal
    assert "\n" not in refusal
    assert refusal.endswith(".")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("LINIYA_DATABASE_URL", "возможно, вы имели в виду LINIYA_DATABASE__URL"),
        ("LINIYA_DATABASE__URI", "возможно, вы имели в виду LINIYA_DATABASE__URL"),
        ("LINIYA_WEB", "LINIYA_WEB__ИМЯ"),
        ("LINIYA_DESK__CHAT_ID", "«desk.chat_id» задана неверно: нужно целое число"),
    ],
)
def test_a_bad_variable_is_one_sentence_that_names_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, sentence: str
) -> None:
    """The environment is as strict as the file."""
    monkeypatch.setenv(name, "here")
    with pytest.raises(SettingsError) as caught:
        load(None)
    assert sentence in str(caught.value)


def test_variables_of_others_are_left_alone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A variable of no section of ours is somebody else's."""
    monkeypatch.setenv("LINIYA_SHARED", "/somewhere")
    load(None)


def test_secrets_stay_secret(folder: Path) -> None:
    """Neither the text of the settings nor the chain of a refusal holds a token or a password."""
    settings = _load(
        folder,
        f'[telegram]\ntoken = "{TOKEN}"\nproxy = "http://u:s3cret@h:1"\n[vk]\ntoken = "vk1.a.s3cret"\ngroup_id = 1\n'
        '[smtp]\nurl = "smtp://u:s3cret@h:25"\n[database]\nurl = "postgresql+psycopg://u:s3cret@h/d"\n',
    )
    for shown in (repr(settings), str(settings), str(settings.model_dump())):
        assert "s3cret" not in shown
        assert TOKEN not in shown


@pytest.mark.parametrize(
    "toml",
    [
        '[telegram]\ntoken = "s3cret"',
        '[telegram]\ntoken = ["s3cret"]',
        '[smtp]\nurl = "s3cret"',
        '[database]\nurl = "mysql://u:s3cret@h/d"',
        'token = "s3cret"',
    ],
)
def test_a_refusal_shows_no_value(folder: Path, toml: str) -> None:
    """The value may be the secret itself, put in the wrong place; pydantic's own error is not even in the chain."""
    with pytest.raises(SettingsError) as caught:
        _load(folder, toml)
    assert "s3cret" not in str(caught.value)
    assert caught.value.__context__ is None
    assert caught.value.__cause__ is None


def _documented() -> dict[str, str]:
    rows = re.findall(r"^\| `([a-z_.]+)` \| (.*?) \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    return {key: default.strip("`") for key, default in rows}


def _default(key: str) -> str:
    value: object = Settings()
    for part in key.split("."):
        named = {field.alias: name for name, field in type(value).model_fields.items()}  # type: ignore[attr-defined]
        value = getattr(value, named.get(part, part))
    match value:
        case None | "":
            return "—"
        case SecretStr():
            return value.get_secret_value()
        case time():
            return f"{value:%H:%M}"
        case bool():
            return str(value).lower()
        case tuple():
            return str(list(value))
        case _:
            return str(value)


def test_every_setting_is_documented() -> None:
    """`docs/settings.md` has a line for each key, with its true default, and for nothing else."""
    assert _documented() == {key: _default(key) for key in KEYS}


def test_a_section_within_a_section_comes_from_the_environment_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside what the file says of it."""
    monkeypatch.setenv("LINIYA_KNOWLEDGE__SEMANTIC__URL", "http://127.0.0.1:8081/v1")
    semantic = _load(folder, '[knowledge.semantic]\nmodel = "small"').knowledge.semantic
    assert (semantic.url, semantic.model, semantic.on) == ("http://127.0.0.1:8081/v1", "small", True)
