"""`liniya check` for the VK community, against the emulated VK."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest
from pydantic import SecretStr

from bot.channels.vk.limits import VERSION as ASKED_FOR
from bot.cli.checks.finding import Finding, Mark
from bot.cli.checks.vk import VERSION, check_vk
from bot.sandbox.vk.scene import Scene, set_scene
from bot.sandbox.vk.server import serving
from bot.settings import Settings
from bot.settings.keys import Vk
from tests.channels.scripted import Drops, Says, Step, scripted

TOKEN = "vk1.a.not-a-real-key"


@dataclass
class Checked:
    """An emulated community, and the settings that are checked."""

    scene: Scene
    url: str

    async def lines(self, **changes: object) -> list[Finding]:
        """What is found."""
        community = self.scene.community
        values = {"token": SecretStr(community.token), "group_id": community.id, "api_url": self.url, **changes}
        return await findings(Settings(vk=Vk.model_validate(values)))

    async def wrong(self, **changes: object) -> list[str]:
        """What has to be mended."""
        return [line.words for line in await self.lines(**changes) if line.mark is Mark.WRONG]


async def findings(settings: Settings) -> list[Finding]:
    """Every line; none shows a key."""
    found = [finding async for finding in check_vk(settings)]
    assert TOKEN not in str(found)
    return found


@pytest.fixture
async def checked() -> AsyncIterator[Checked]:
    """A community where all is well."""
    scene = set_scene(budgets=False)
    async with serving(scene.world) as url:
        yield Checked(scene, url)


async def test_all_is_well(checked: Checked) -> None:
    """The community by its name, its rights, the long poll, and each event; what VK does not tell is said."""
    lines = [str(line) for line in await checked.lines()]
    assert lines[:3] == [
        "✓ vk.token: сообщество «Линия» на связи.",
        "✓ У ключа сообщества есть нужные права.",
        "✓ Long Poll API включён.",
    ]
    assert "✓ Событие «Входящее сообщение» включено." in lines
    assert [line for line in lines if not line.startswith("✓")] == [
        "– Включено ли событие «Действие с сообщением», ВКонтакте не говорит: посмотрите сами в «Типы событий».",
        "– Включены ли «Сообщения сообщества» и «Возможности ботов», ВКонтакте ключу сообщества не говорит: "
        "посмотрите сами в «Управление» → «Сообщения».",
    ]


async def test_off() -> None:
    """No key is no fault."""
    assert [str(line) for line in await findings(Settings())] == ["– ВКонтакте выключен (vk.token)."]


async def test_another_community(checked: Checked) -> None:
    """The number that belongs to the key is told; events are refused for the other one."""
    first, second = await checked.wrong(group_id=5)
    assert (
        first
        == "vk.token — от сообщества «Линия»: укажите vk.group_id = 230000001 или возьмите ключ нужного сообщества."
    )
    assert second.startswith("ВКонтакте отказал")


async def test_wrong_key(checked: Checked) -> None:
    """What to do, without the key."""
    (line,) = await checked.wrong(token=SecretStr(TOKEN))
    assert line.startswith("vk.token: ВКонтакте не принимает ключ")


async def test_long_poll_off(checked: Checked) -> None:
    """Nothing would come."""
    checked.scene.world.people.enable_long_poll(on=False)
    (line,) = await checked.wrong()
    assert line.startswith("Long Poll API выключен")


async def test_old_version_and_events(checked: Checked) -> None:
    """What is needed is wrong when it is off; what is useful is told."""
    checked.scene.world.long_poll.api_version = "5.92"
    checked.scene.world.long_poll.events = {"message_new", "message_edit", "message_allow"}
    lines = [str(line) for line in await checked.lines()]
    assert "✗ Версия Long Poll API не та: выберите 5.199 в «Работа с API» → «Long Poll API»." in lines
    assert "✗ Событие «Запрет на получение» выключено: включите его в «Long Poll API» → «Типы событий»." in lines
    assert "– Событие «Комментарий на стене: добавление» выключено: о нём операторы не узнают." in lines
    assert sum(line.startswith("✗") for line in lines) == 2


FINE = Says(200, {"response": {"groups": [{"id": 1, "name": "Центр"}]}})


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ([Drops()], "не отвечает"),
        ([Says(200, "<html>")], "отвечает не так, как ВКонтакте"),
        ([Says(200, {"hello": "world"})], "отвечает не так, как ВКонтакте"),
        ([Says(200, {"response": []})], "отвечает не так, как ВКонтакте"),
        ([Says(200, {"error": {"error_code": 27, "error_msg": "?"}})], "не принимает ключ"),
        ([Says(200, {"error": {"error_code": 6, "error_msg": "?"}})], "просит подождать"),
        ([Says(200, {"error": {"error_code": 14, "error_msg": "Captcha needed"}})], "просит капчу"),
        ([FINE, Says(200, {"error": {"error_code": 7, "error_msg": "No rights"}})], "ВКонтакте отказал (No rights)"),
    ],
)
async def test_trouble(steps: list[Step], words: str) -> None:
    """Each in words that say what to do."""
    async with scripted(*steps) as api:
        vk = Vk(token=SecretStr(TOKEN), group_id=1, api_url=api.url)
        (line,) = [line.words for line in await findings(Settings(vk=vk)) if line.mark is Mark.WRONG]
    assert words in line


async def test_missing_rights() -> None:
    """Each by name; the wall's only where comments are answered."""
    rights = Says(200, {"response": {"mask": 0, "permissions": [{"name": "messages", "setting": 4096}]}})
    off = Says(200, {"response": {"is_enabled": True, "api_version": "5.199", "events": {}}})
    for pointer, count in ((False, 3), (True, 4)):
        async with scripted(FINE, rights, off) as api:
            vk = Vk(token=SecretStr(TOKEN), group_id=1, api_url=api.url, comment_pointer=pointer)
            lines = [line.words for line in await findings(Settings(vk=vk)) if line.mark is Mark.WRONG]
        assert len(lines) == count
        assert all("нет права" in line for line in lines)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ({"response": {"bots_capabilities": 1}}, "✓ «Возможности ботов» включены."),
        ({"response": {"bots_capabilities": 0}}, "✗ «Возможности ботов» выключены, клиенты не увидят кнопок"),
        ({"response": {}}, "– Включены ли"),
        ({"response": []}, "– Включены ли"),
        ({"error": {"error_code": 15, "error_msg": "Access denied"}}, "– Включены ли"),
        ({"error": {"error_code": 14, "error_msg": "Captcha needed"}}, "✗ ВКонтакте просит капчу"),
    ],
)
async def test_buttons(answer: dict[str, Any], line: str) -> None:
    """Where VK tells whether they may be sent; a key that may not ask is no fault."""
    rights = Says(200, {"response": {"permissions": []}})
    events = Says(200, {"response": {"is_enabled": True, "api_version": "5.199", "events": {}}})
    async with scripted(FINE, rights, events, Says(200, answer)) as api:
        vk = Vk(token=SecretStr(TOKEN), group_id=1, api_url=api.url)
        lines = [str(found) for found in await findings(Settings(vk=vk))]
    assert lines[-1].startswith(line)


def test_version_is_the_one_that_is_asked_for() -> None:
    """Two modules that may not know each other say the same."""
    assert VERSION == ASKED_FOR
