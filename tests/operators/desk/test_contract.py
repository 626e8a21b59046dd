"""The desk keeps the channels' contract: python-telegram-bot over the emulated Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from telegram import InputFile, Update

from bot.calls import Destination, DropTopicCall, OpenTopicCall, PinCall, ReopenTopicCall, SendCall
from bot.content import ContentKind
from bot.errors import ChatMoved, Rejected, RightsLost, TopicClosed, TopicLost
from bot.messages import Raw
from bot.richtext import mention, rich
from bot.sandbox.telegram.scene import DESK_BOT, set_scene
from bot.sandbox.telegram.server import serving
from operators.desk import media
from operators.desk.connection import desk_bot
from operators.desk.content import content_of, emoji_of
from operators.desk.files import DeskFiles
from operators.desk.sender import DeskSender
from operators.desk.source import DeskSource
from tests.channels.stage import PATIENCE, Heard
from tests.channels.telegram.contract import TelegramContract
from tests.channels.telegram.stage import TelegramStage
from tests.channels.things import THINGS, outgoing


class DeskStage(TelegramStage):
    """The stage with its topic."""

    @property
    def topic(self) -> tuple[int, int]:
        """The group's and the thread's id."""
        return self.peer, int(self.to.thread or "")


def heard(payload: Raw) -> Heard | None:
    """How the desk reads an update."""
    update = Update.de_json(dict(payload), None)
    if update.message_reaction is not None:
        return Heard(emoji=emoji_of(update.message_reaction))
    content = content_of(update.effective_message) if update.effective_message and not update.callback_query else None
    if content is None:
        return None
    return Heard(content.text, content.attachments, content.forwarded, content.album, content.reply_to)


@pytest.fixture
async def stage() -> AsyncIterator[DeskStage]:
    """An operator in a client's topic."""
    scene = set_scene()
    people, group = scene.world.people, scene.group
    operator = people.add_operator("Ольга Смирнова")
    async with serving(scene.world) as url:
        bot = desk_bot(scene.desk_bot.token, url, seconds=PATIENCE)
        sender = DeskSender(bot, timeout=PATIENCE)
        (thread,) = (await sender.perform(OpenTopicCall(to=Destination(str(group.id)), key=1, name="Анна Петрова"))).ids
        yield DeskStage(
            world=scene.world,
            channel=sender,
            source=DeskSource(bot, poll_seconds=1),
            files=DeskFiles(bot),
            to=Destination(str(group.id), thread),
            chat=group,
            person=operator,
            peer=group.id,
            bot=scene.desk_bot.id,
            listen=heard,
            conversation=f"desk:{group.id}:{thread}",
            cutting=lambda: people.kick(group.id, scene.desk_bot.id),
            cut_off_error=RightsLost,
            scope=f"desk:group:{group.id}",
        )
        await sender.close()


class TestDesk(TelegramContract):
    """The contract, and what only the desk has."""

    async def test_words_go_to_their_topic_or_to_general(self, stage: DeskStage) -> None:
        """A destination with a thread is that topic, one without is General."""
        assert stage.message(await stage.send("В теме")).topic == stage.topic[1]
        stage.to = replace(stage.to, thread=None)
        assert stage.message(await stage.send("В General")).topic is None

    async def test_general_is_a_conversation_per_person(self, stage: DeskStage) -> None:
        """What is said in General belongs to who said it."""
        await stage.fetch()
        stage.world.people.say(stage.person, stage.peer, "Кто дежурит?")
        (row,) = (await stage.fetch()).updates
        assert row.conversation == f"desk:{stage.peer}:general:{stage.person}"

    @pytest.mark.parametrize("text", ["message thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID"])
    async def test_deleted_topic(self, stage: DeskStage, text: str) -> None:
        """Every text by which a deleted topic shows itself says that a new one is needed."""
        stage.world.people.delete_topic(*stage.topic, text)
        with pytest.raises(TopicLost):
            await stage.send("Вы здесь?")

    async def test_topic_is_dropped_with_what_stands_in_it(self, stage: DeskStage) -> None:
        """Whoever withdrew their consent is gone from the group; dropping what is gone is a success."""
        await stage.send("Телефон клиента")
        await stage.channel.perform(DropTopicCall(to=stage.to, key=1))
        await stage.channel.perform(DropTopicCall(to=stage.to, key=1))
        with pytest.raises(TopicLost):
            await stage.send("Вы здесь?")

    async def test_topic_is_opened_again(self, stage: DeskStage) -> None:
        """A closed topic opens; opening an open one is a success."""
        stage.world.people.close_topic(stage.person, *stage.topic)
        await stage.channel.perform(ReopenTopicCall(to=stage.to, key=1))
        await stage.channel.perform(ReopenTopicCall(to=stage.to, key=1))
        await stage.send("Снова тут")

    async def test_a_message_is_pinned(self, stage: DeskStage) -> None:
        """Without a notification; pinning what is pinned is a success, what was deleted is told apart."""
        stage.to = replace(stage.to, thread=None)
        number = await stage.send("Доска")
        for _ in range(2):
            await stage.channel.perform(PinCall(to=stage.to, key=1, message_id=number))
        assert stage.chat.pinned == [int(number)]
        with pytest.raises(Rejected, match=r"(?i)message to pin not found"):
            await stage.channel.perform(PinCall(to=stage.to, key=1, message_id="99999"))

    async def test_a_mention_notifies_a_person(self, stage: DeskStage) -> None:
        """The name carries the number of whoever is called."""
        sent = stage.message(await stage.send(mention("Ольга", str(stage.person)) + ", срок выходит"))
        (entity,) = sent.to_json(stage.bot)["entities"]
        assert (entity["type"], entity["user"]["id"]) == ("text_mention", stage.person)

    async def test_group_that_moved_tells_its_new_id(self, stage: DeskStage) -> None:
        """An upgraded group goes by another id from then on."""
        moved = stage.world.people.upgrade(stage.peer)
        with pytest.raises(ChatMoved) as caught:
            await stage.send("Куда?")
        assert caught.value.chat == str(moved)

    async def test_lost_rights(self, stage: DeskStage) -> None:
        """A bot that may not make topics any more says so, and likewise in a group that is no forum."""
        call = OpenTopicCall(to=stage.to, key=1, name="Пётр")
        desk = stage.world.bots[DESK_BOT].id
        stage.world.people.demote(stage.peer, desk)
        with pytest.raises(RightsLost):
            await stage.channel.perform(call)
        stage.world.people.mute(stage.peer, desk)
        with pytest.raises(RightsLost):
            await stage.channel.perform(SendCall(to=stage.to, key=1, text=rich("?")))
        stage.world.people.promote(stage.peer, desk)
        stage.world.people.set_forum(stage.peer, forum=False)
        with pytest.raises(RightsLost):
            await stage.channel.perform(call)

    async def test_closed_topic_refuses_a_member(self, stage: DeskStage) -> None:
        """Who is no administrator cannot write into a closed topic."""
        stage.world.people.close_topic(stage.person, *stage.topic)
        stage.world.people.demote(stage.peer, stage.world.bots[DESK_BOT].id)
        with pytest.raises(TopicClosed):
            await stage.send("Вы здесь?")

    async def test_files_are_not_read_into_memory(self, stage: DeskStage, tmp_path: Path) -> None:
        """The library reads what it is given as a path; an open file it streams."""
        (document,) = outgoing(tmp_path, stage.channel.traits, THINGS[ContentKind.DOCUMENT])
        with ExitStack() as opened:
            given = media.input_file(document, opened)
            assert isinstance(given, InputFile)
            assert not isinstance(given.input_file_content, bytes)
            assert given.filename == "Акт сверки №7.pdf"
