"""429 where Telegram is known to say so, and the seconds that it asks to wait."""

import pytest

from bot.sandbox.telegram.budgets import CHAT_BURST, PER_BOT_SECOND, PER_GROUP_MINUTE
from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api, HandClock


@pytest.fixture(autouse=True)
def _budgets(scene: Scene) -> None:
    scene.world.budgets.on = True


async def test_private_chat_takes_a_burst_and_then_one_a_second(api: Api, anna: int, clock: HandClock) -> None:
    """A short burst passes, then `retry_after` 1; after a second one more passes."""
    for number in range(CHAT_BURST):
        await api.ok("sendMessage", chat_id=anna, text=f"строка {number}")
    refusal = await api("sendMessage", chat_id=anna, text="лишняя")
    assert refusal["error_code"] == 429
    assert refusal["description"] == "Too Many Requests: retry after 1"
    assert refusal["parameters"] == {"retry_after": 1}
    clock.move(1)
    await api.ok("sendMessage", chat_id=anna, text="теперь можно")


async def test_group_takes_twenty_a_minute_of_sends_edits_and_topics(desk: Api, scene: Scene, clock: HandClock) -> None:
    """Sends, edits and new topics share one budget; reactions and deletions are free; the wait is what is left."""
    group = scene.group.id
    sent = await desk.ok("sendMessage", chat_id=group, text="первая")
    await desk.ok("createForumTopic", chat_id=group, name="Анна")
    await desk.ok("editMessageText", chat_id=group, message_id=sent["message_id"], text="правка")
    for number in range(PER_GROUP_MINUTE - 3):
        clock.move(1)
        await desk.ok("sendMessage", chat_id=group, text=str(number))
    for method, params in (
        ("sendMessage", {"text": "лишняя"}),
        ("createForumTopic", {"name": "Лишняя"}),
        ("editMessageText", {"message_id": sent["message_id"], "text": "ещё правка"}),
    ):
        refusal = await desk(method, chat_id=group, **params)
        assert refusal["parameters"] == {"retry_after": 60 - (PER_GROUP_MINUTE - 3)}
    emoji = [{"type": "emoji", "emoji": "👍"}]
    await desk.ok("setMessageReaction", chat_id=group, message_id=sent["message_id"], reaction=emoji)
    await desk.ok("deleteMessage", chat_id=group, message_id=sent["message_id"])
    clock.move(60 - (PER_GROUP_MINUTE - 3))
    await desk.ok("sendMessage", chat_id=group, text="теперь можно")


async def test_bot_takes_thirty_a_second_over_all_chats(
    api: Api, people: People, scene: Scene, clock: HandClock
) -> None:
    """The thirty-first message within a second is refused, whoever it is for."""
    clients = [people.add_client(f"Клиент {number}") for number in range(PER_BOT_SECOND + 1)]
    for client in clients:
        people.start(client, scene.clients_bot.id)
    for client in clients[:-1]:
        await api.ok("sendMessage", chat_id=client, text="новость")
    refusal = await api("sendMessage", chat_id=clients[-1], text="новость")
    assert refusal["parameters"] == {"retry_after": 1}
    clock.move(1)
    await api.ok("sendMessage", chat_id=clients[-1], text="новость")


async def test_budgets_can_be_switched_off(api: Api, scene: Scene, anna: int) -> None:
    """Without budgets nothing is refused."""
    scene.world.budgets.on = False
    for number in range(CHAT_BURST * 3):
        await api.ok("sendMessage", chat_id=anna, text=f"строка {number}")


async def test_another_bot_has_a_budget_of_its_own(
    desk: Api, api: Api, people: People, scene: Scene, anna: int
) -> None:
    """One bot's refusal is not another's."""
    people.start(anna, scene.desk_bot.id)
    for number in range(CHAT_BURST):
        await api.ok("sendMessage", chat_id=anna, text=f"строка {number}")
    await api.refused("sendMessage", chat_id=anna, text="лишняя")
    await desk.ok("sendMessage", chat_id=anna, text="от пульта")
