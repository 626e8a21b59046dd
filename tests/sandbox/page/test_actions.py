"""What the page may ask for, and what it is told when it may not."""

from __future__ import annotations

import pytest

from bot.sandbox.page.actions import ACTIONS
from tests.sandbox.page.conftest import Page


async def test_a_client_starts_the_bot_writes_edits_reacts_and_deletes(page: Page) -> None:
    """Each action does the one thing that a person does in Telegram."""
    who = {"user": page.client, "peer": page.bot}
    await page.act("start", user=page.client, bot=page.bot)
    said = await page.act("say", **who, text="Как закрыть смену?")
    answer = await page.act("say", **who, text="И ещё", reply_to=said)
    await page.act("edit", **who, message=said, text="Как открыть смену?")
    await page.act("react", **who, message=answer, emoji="👍")
    start, first, second = page.messages()
    assert (start.text, first.text, second.text) == ("/start", "Как открыть смену?", "И ещё")
    assert first.edit_date is not None
    assert second.reply_to is first
    assert second.reactions == {page.client: "👍"}
    await page.act("delete", **who, message=said)
    assert [message.text for message in page.messages()] == ["/start", "И ещё"]


async def test_a_sample_file_claims_its_size(page: Page) -> None:
    """The attach menu sends stubs, so that refusals of large files can be tried."""
    await page.act("start", user=page.client, bot=page.bot)
    sample = {"kind": "document", "file_name": "Запись.mp4", "size": 26_214_400}
    await page.act("send", user=page.client, peer=page.bot, **sample)
    file = page.messages()[-1].content
    assert file is not None
    assert (file.kind, file.name, file.size) == ("document", "Запись.mp4", 26_214_400)


async def test_a_client_blocks_the_bot_and_comes_back(page: Page) -> None:
    """While the bot is blocked nothing can be written to it."""
    await page.act("start", user=page.client, bot=page.bot)
    await page.act("block", user=page.client, bot=page.bot, blocked=True)
    assert (await page.refused("say", user=page.client, peer=page.bot, text="эй"))[0] == 409
    await page.act("block", user=page.client, bot=page.bot, blocked=False)
    await page.act("say", user=page.client, peer=page.bot, text="я вернулась")


async def test_new_people_have_names_of_their_own(page: Page) -> None:
    """«+ Клиент» and «+ Оператор» need no form to fill in; an operator is in the group at once."""
    client, operator = await page.act("add-client"), await page.act("add-operator")
    users = page.scene.world.users
    assert len({users[user].name for user in (page.client, page.operator, client, operator)}) == 4
    assert page.scene.group.members[operator].inside


async def test_a_topic_is_closed_opened_and_deleted(page: Page) -> None:
    """What an administrator of the group does."""
    topic = page.scene.world.people.create_topic(page.operator, page.group, "Анна")
    where = {"group": page.group, "thread": topic}
    await page.act("close-topic", user=page.operator, **where, closed=True)
    assert page.scene.group.topics[topic].closed
    await page.act("close-topic", user=page.operator, **where, closed=False)
    assert not page.scene.group.topics[topic].closed
    await page.act("delete-topic", **where)
    assert page.scene.group.topics[topic].gone
    assert await page.refused("say", user=page.operator, peer=page.group, text="эй", thread=topic) == (
        409,
        "Этого здесь больше нет.",
    )


async def test_faults_are_ordered_and_cleared(page: Page) -> None:
    """The limit is ordered for each bot, the dropped connection for three requests; both can be taken back."""
    await page.act("fault", kind="limit")
    await page.act("fault", kind="drop")
    faults = page.scene.world.faults.view()
    assert [(fault["kind"], fault["times"]) for fault in faults] == [
        ("retry_after", 1),
        ("retry_after", 1),
        ("drop_after", 3),
    ]
    for fault in faults:
        await page.act("clear-fault", fault=fault["id"])
    assert page.scene.world.faults.view() == []


async def test_the_desk_loses_its_rights_and_the_group_its_id(page: Page) -> None:
    """Both are states of the group, not faults of requests."""
    group, desk, number = page.scene.group, page.scene.desk_bot.id, page.group
    await page.act("rights", given=False)
    assert group.members[desk].status == "member"
    await page.act("rights", given=True)
    assert group.members[desk].may("can_manage_topics")
    assert await page.act("upgrade") == page.group != number


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("   ", "Пустое сообщение не отправляется."), ("ы" * 4097, "Сообщение слишком длинное: больше 4096 знаков.")],
)
async def test_a_refusal_is_a_sentence(page: Page, text: str, sentence: str) -> None:
    """What Telegram's own application would not send is told in words."""
    await page.act("start", user=page.client, bot=page.bot)
    assert await page.refused("say", user=page.client, peer=page.bot, text=text) == (409, sentence)


async def test_nonsense_is_refused(page: Page) -> None:
    """Unknown actions, missing and unknown fields, somebody who does not exist, no JSON at all."""
    assert (await page.refused("dance"))[0] == 404
    assert (await page.refused("say", user=page.client))[0] == 400
    assert (await page.refused("add-client", name="Анна"))[0] == 400
    assert (await page.refused("start", user=1, bot=page.bot))[0] == 409
    assert (await page.refused("say", user=page.client, peer=page.bot, text="ы" * 60_000))[0] == 413
    broken = await page.http.post("/sandbox/do/start", content=b"{", headers={"Content-Type": "application/json"})
    assert broken.status_code == 400


async def test_another_site_cannot_act(page: Page) -> None:
    """A form of another site has another content type, and a script of it another origin."""
    form = await page.http.post("/sandbox/do/add-client", data={})
    foreign = {"Origin": "http://example.org"}
    script = await page.http.post("/sandbox/do/add-client", json={}, headers=foreign)
    cross = await page.http.post("/sandbox/do/add-client", json={}, headers={"Sec-Fetch-Site": "cross-site"})
    assert [form.status_code, script.status_code, cross.status_code] == [403, 403, 403]
    own = await page.http.post("/sandbox/do/add-client", json={}, headers={"Origin": page.url})
    assert own.status_code == 200


def test_every_action_is_asked_for_by_the_scripts() -> None:
    """Nothing is offered that no button does."""
    from bot.sandbox.page.routes import HERE

    scripts = "".join(path.read_text(encoding="utf-8") for path in (HERE / "static/js").glob("*.js"))
    assert [name for name in ACTIONS if f'"{name}"' not in scripts] == []
