"""The operators' group: topics, General, who hears whom, rights."""

from bot.sandbox.telegram.people import People
from bot.sandbox.telegram.scene import Scene
from tests.sandbox.telegram.conftest import Api, HandClock


async def test_topic_and_the_talk_in_it(desk: Api, people: People, scene: Scene, oleg: int) -> None:
    """The service message's id is the thread; what is said there is marked, and answers the service message when it
    answers nothing else."""
    group = scene.group.id
    topic = await desk.ok("createForumTopic", chat_id=group, name="Анна Ким", icon_color=7322096)
    thread = topic["message_thread_id"]
    assert topic == {"message_thread_id": thread, "name": "Анна Ким", "icon_color": 7322096}
    card = await desk.ok("sendMessage", chat_id=group, message_thread_id=thread, text="карточка")
    people.say(oleg, group, "вижу", thread=thread)
    people.say(oleg, group, "беру", thread=thread, reply_to=card["message_id"])
    made, said, replied = [update["message"] for update in await desk.updates()]
    assert made["message_id"] == thread
    assert made["forum_topic_created"] == {"name": "Анна Ким", "icon_color": 7322096}
    for message in (made, card, said, replied):
        assert (message["message_thread_id"], message["is_topic_message"]) == (thread, True)
    assert said["reply_to_message"]["message_id"] == thread
    assert replied["reply_to_message"]["message_id"] == card["message_id"]
    reply = await desk.ok("sendMessage", chat_id=group, text="а", reply_parameters={"message_id": card["message_id"]})
    assert reply["message_thread_id"] == thread


async def test_general_has_no_thread(desk: Api, people: People, scene: Scene, oleg: int) -> None:
    """In General nothing is marked as a topic's; thread 1 cannot be sent to, nor can the thread of a reply there."""
    group = scene.group.id
    sent = await desk.ok("sendMessage", chat_id=group, text="всем")
    people.say(oleg, group, "ясно", reply_to=sent["message_id"])
    said = (await desk.updates())[0]["message"]
    assert "message_thread_id" not in sent
    assert "is_topic_message" not in said
    assert said["message_thread_id"] == sent["message_id"]
    for thread in (1, said["message_thread_id"]):
        refusal = await desk.refused("sendMessage", chat_id=group, message_thread_id=thread, text="а")
        assert refusal == "Bad Request: message thread not found"


async def test_topics_are_changed(desk: Api, scene: Scene) -> None:
    """Another name, closed, deleted; each needs its right and says when nothing changes."""
    group = scene.group.id
    thread = (await desk.ok("createForumTopic", chat_id=group, name="Анна"))["message_thread_id"]
    where = {"chat_id": group, "message_thread_id": thread}
    await desk.ok("editForumTopic", **where, name="Анна Ким")
    assert await desk.refused("editForumTopic", **where, name="Анна Ким") == "Bad Request: TOPIC_NOT_MODIFIED"
    await desk.ok("closeForumTopic", **where)
    await desk.ok("deleteForumTopic", **where)
    assert await desk.refused("closeForumTopic", **where) == "Bad Request: message thread not found"
    assert "forum_topic_edited" in (await desk.updates())[1]["message"]
    assert len(await desk.ok("getForumTopicIconStickers")) >= 1


async def test_what_a_topic_cannot_be(desk: Api, people: People, scene: Scene, oleg: int) -> None:
    """No name, too long a name, an unknown colour, a group without topics."""
    group = scene.group.id
    assert "non-empty" in await desk.refused("createForumTopic", chat_id=group, name=" ")
    assert "too long" in await desk.refused("createForumTopic", chat_id=group, name="я" * 129)
    assert "color" in await desk.refused("createForumTopic", chat_id=group, name="а", icon_color=1)
    people.set_forum(group, forum=False)
    assert await desk.refused("createForumTopic", chat_id=group, name="а") == "Bad Request: the chat is not a forum"


async def test_bot_knows_the_group_and_its_rights(desk: Api, people: People, scene: Scene, oleg: int) -> None:
    """Enough for a check of the settings: forum, administrator, rights, privacy mode."""
    group, me = scene.group.id, await desk.ok("getMe")
    assert me["can_read_all_group_messages"] is True
    assert (await desk.ok("getChat", chat_id=group))["is_forum"] is True
    member = await desk.ok("getChatMember", chat_id=group, user_id=me["id"])
    assert (member["status"], member["can_manage_topics"]) == ("administrator", True)
    assert (await desk.ok("getChatMember", chat_id=group, user_id=oleg))["status"] == "member"
    assert (await desk.ok("getChatMember", chat_id=group, user_id=scene.clients_bot.id))["status"] == "left"
    people.promote(group, me["id"], ["can_delete_messages"])
    member = await desk.ok("getChatMember", chat_id=group, user_id=me["id"])
    assert (member["can_manage_topics"], member["can_delete_messages"]) == (False, True)
    assert [admin["user"]["id"] for admin in await desk.ok("getChatAdministrators", chat_id=group)] == [me["id"]]
    assert await desk.ok("getChatMemberCount", chat_id=group) == 2


async def test_privacy_mode_hides_the_talk_from_a_plain_member(
    desk: Api, people: People, scene: Scene, oleg: int
) -> None:
    """With privacy mode on a bot that is no administrator hears only commands and answers to itself."""
    group, bot = scene.group.id, scene.desk_bot
    sent = await desk.ok("sendMessage", chat_id=group, text="всем")
    people.demote(group, bot.id)
    people.set_privacy(bot.id, reads_all=False)
    await desk.updates(offset=-1)
    bot.updates.forget()
    for text in ("разговор", "/take", "/take@other_bot", f"/take@{bot.username}"):
        people.say(oleg, group, text)
    people.say(oleg, group, "тебе", reply_to=sent["message_id"])
    heard = [update["message"]["text"] for update in await desk.updates()]
    assert heard == ["/take", f"/take@{bot.username}", "тебе"]


async def test_edits_and_reactions_of_operators(desk: Api, people: People, scene: Scene, oleg: int) -> None:
    """An edit comes as `edited_message`, a reaction as `message_reaction` when it was asked for; a deletion is
    silent."""
    group = scene.group.id
    await desk.updates(allowed_updates=["message", "edited_message", "message_reaction"])
    said = people.say(oleg, group, "отвте")
    people.edit(oleg, group, said, "ответ")
    people.react(oleg, group, said, "🔥")
    people.delete(oleg, group, said)
    first, edited, reaction = await desk.updates()
    assert (first["message"]["text"], edited["edited_message"]["text"]) == ("отвте", "ответ")
    assert edited["edited_message"]["edit_date"]
    assert reaction["message_reaction"]["user"]["id"] == oleg


async def test_pins(desk: Api, scene: Scene, oleg: int) -> None:
    """A pin shows in the chat and leaves a service message; taking it off leaves none."""
    group = scene.group.id
    sent = await desk.ok("sendMessage", chat_id=group, text="важно")
    await desk.ok("pinChatMessage", chat_id=group, message_id=sent["message_id"])
    assert (await desk.updates())[0]["message"]["pinned_message"]["text"] == "важно"
    assert (await desk.ok("getChat", chat_id=group))["pinned_message"]["message_id"] == sent["message_id"]
    await desk.ok("unpinChatMessage", chat_id=group, message_id=sent["message_id"])
    assert scene.group.pinned == []


async def test_foreign_messages_need_the_right_to_delete(
    desk: Api, people: People, scene: Scene, oleg: int, clock: HandClock
) -> None:
    """An administrator with the right deletes an operator's line; without it, only its own; never a topic's head."""
    group, bot = scene.group.id, scene.desk_bot.id
    first, second = people.say(oleg, group, "раз"), people.say(oleg, group, "два")
    await desk.ok("deleteMessage", chat_id=group, message_id=first)
    people.promote(group, bot, ["can_manage_topics"])
    refusal = await desk.refused("deleteMessage", chat_id=group, message_id=second)
    assert refusal == "Bad Request: message can't be deleted"


async def test_bots_hear_no_bots_and_leave(desk: Api, scene: Scene) -> None:
    """What a bot writes comes to no bot; one that left is out."""
    group = scene.group.id
    scene.world.join(scene.group, scene.clients_bot)
    await desk.ok("sendMessage", chat_id=group, text="раз")
    assert await desk.updates() == []
    assert scene.clients_bot.updates.waiting() == []
    await desk.ok("leaveChat", chat_id=group)
    assert await desk.refused("sendMessage", chat_id=group, text="раз") == (
        "Forbidden: bot is not a member of the supergroup chat"
    )
