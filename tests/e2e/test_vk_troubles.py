"""What VK does to a line, over real HTTP: files it will not take, buttons it does not show, a captcha. No words are
lost, nobody else waits, and staff are told."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.line import QUESTION, Line
from tests.e2e.people import Operator
from tests.e2e.vk_people import VkClient
from tests.e2e.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")

NOT_TAKEN = "см.\n[файл «акт.pdf» ВКонтакте не принимает: попросите, пожалуйста, специалиста отправить его иначе"


def _hands_over(line: Line, client: VkClient, operator: Operator, data: bytes) -> None:
    file: dict[str, Any] = {"caption": "см.", "data": data, "name": "акт.pdf", "thread": client.topic.thread}
    line.world.people.send(operator.id, line.group, "document", **file)
    operator.says(client.topic, "Приедем в 10")


@pytest.mark.parametrize(
    "trouble",
    [
        {"kind": "server_error", "method": "upload", "status": 413},
        {"kind": "error", "method": "docs.getMessagesUploadServer", "code": 27},
        {"kind": "error", "method": "docs.save", "code": 22},
    ],
)
async def test_a_file_that_vk_will_not_take(both: Line, trouble: dict[str, Any]) -> None:
    """The words go with a sentence, what was said next follows, and the operator knows."""
    client, operator = await both.taken_on_vk()
    faults = both.vk_scene.world.faults
    fault = faults.order(**trouble, times=None)
    _hands_over(both, client, operator, str(trouble).encode())
    await client.hears(NOT_TAKEN)
    await client.hears("Приедем в 10")
    await client.topic.shows("Клиент не получит файл «акт.pdf»: ВКонтакте не принимает этот файл.")
    faults.clear(fault)


@pytest.mark.parametrize(
    "trouble",
    [
        {"kind": "strange", "method": "upload"},
        {"kind": "server_error", "method": "upload"},
        {"kind": "strange", "method": "docs.save", "body": '{"response": []}'},
    ],
)
async def test_a_file_that_vk_does_not_take_for_a_minute(both: Line, trouble: dict[str, Any]) -> None:
    """The same, once that minute is over."""
    client, operator = await both.taken_on_vk()
    faults = both.vk_scene.world.faults
    fault = faults.order(**trouble, times=None)
    _hands_over(both, client, operator, str(trouble).encode())
    before = len(client.texts())

    def passes() -> bool:
        both.clock.forward(seconds=2)
        return len(client.texts()) >= before + 2

    await until(passes, "the words without the file")
    assert "не взял файл за несколько попыток" in client.texts()[-2]
    assert client.texts()[-1] == "Приедем в 10"
    await client.topic.shows("Клиент не получит файл «акт.pdf»")
    faults.clear(fault)


async def test_a_community_that_may_not_show_buttons(both: Line) -> None:
    """Its clients read what they can answer, and staff which setting it is; told once."""
    people = both.vk_scene.world.people
    people.enable_bots(on=False)
    for _ in range(2):
        client = both.vk_client()
        client.says(QUESTION)
        told = await client.hears("Можно написать:")
        assert "— Позвать специалиста" in told.text
        client.says("Позвать специалиста")
        await client.hears("согласие")
    people.enable_bots(on=True)
    await until(lambda: any("«Возможности ботов»" in one.text for one in both.general()), "staff are told")
    assert sum("«Возможности ботов»" in one.text for one in both.general()) == 1


async def test_a_captcha(both: Line) -> None:
    """Who meets it waits a little, others hardly at all; staff are told once, and the words arrive by themselves."""
    client, operator = await both.taken_on_vk()
    other = both.vk_client()
    both.vk_scene.world.faults.order("error", code=14, method="messages.send", peer=client.id, times=2)
    operator.says(client.topic, "раз")
    await until(lambda: any("капча" in one.text for one in both.general()), "staff are told")
    other.says(QUESTION)
    await other.hears("парол", 20)
    await client.hears("раз")
    assert sum("капча" in one.text for one in both.general()) == 1
