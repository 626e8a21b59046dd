"""The clients' bot keeps the channels' contract: aiogram over the emulated Bot API."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.calls import Destination, SendCall
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.connection import telegram_bot
from bot.channels.telegram.files import TelegramFiles
from bot.channels.telegram.parsing import parse
from bot.channels.telegram.source import TelegramSource
from bot.content import ContentKind
from bot.errors import AS_DOCUMENT, FileRefused, Unreachable
from bot.messages import Left, Pressed, Raw, Returned, Said, Started
from bot.outgoing import Menu
from bot.richtext import rich
from bot.sandbox.telegram.scene import set_scene
from bot.sandbox.telegram.server import serving
from tests.channels.stage import PATIENCE, Heard, as_heard
from tests.channels.telegram.contract import TelegramContract
from tests.channels.telegram.stage import TelegramStage
from tests.channels.things import THINGS, outgoing


def heard(payload: Raw) -> Heard | None:
    """How the clients' side reads an update."""
    return as_heard(parse(payload))


@pytest.fixture
async def stage() -> AsyncIterator[TelegramStage]:
    """A client in their private chat with the clients' bot."""
    scene = set_scene()
    people, bot_id = scene.world.people, scene.clients_bot.id
    client = people.add_client("Анна Петрова", "anna")
    people.start(client, bot_id, "seminar")
    async with serving(scene.world) as url:
        bot = telegram_bot(scene.clients_bot.token, url)
        yield TelegramStage(
            world=scene.world,
            channel=(channel := TelegramChannel(bot, timeout=PATIENCE)),
            source=TelegramSource(bot, poll_seconds=1),
            files=TelegramFiles(bot, timeout=PATIENCE),
            to=Destination(str(client)),
            chat=scene.world.private[bot_id, client],
            person=client,
            peer=bot_id,
            bot=bot_id,
            listen=heard,
            conversation=f"telegram:{client}",
            cutting=lambda: people.block(client, bot_id),
            cut_off_error=Unreachable,
            scope=f"telegram:chat:{client}",
        )
        await channel.close()


class TestTelegram(TelegramContract):
    """The contract, and what only the clients' bot has."""

    async def test_menu_comes_and_goes(self, stage: TelegramStage) -> None:
        """The buttons under the input field stay until a menu without rows."""
        for menu, shown in ((Menu((("Вопрос",),)), True), (Menu(()), False)):
            await stage.channel.perform(SendCall(to=stage.to, key=1, text=rich("."), menu=menu))
            assert bool(stage.chat.menu) == shown

    async def test_what_people_do_is_understood(self, stage: TelegramStage) -> None:
        """What the emulated people do comes through aiogram as what it is."""
        people = stage.world.people
        people.send(stage.person, stage.peer, "photo", caption="акт")
        people.press(stage.person, stage.peer, int(await stage.send("?")), "forged")
        people.block(stage.person, stage.peer)
        people.unblock(stage.person, stage.peer)
        understood = [parse(row.payload) for row in (await stage.fetch()).updates]
        assert [type(incoming) for incoming in understood] == [Started, Said, Pressed, Left, Returned]
        assert isinstance(understood[0], Started)
        assert understood[0].payload == "seminar"
        assert isinstance(understood[1], Said)
        assert (understood[1].attachments[0].kind, understood[1].text.text) == (ContentKind.PHOTO, "акт")
        assert all(incoming and incoming.person.name == "Анна Петрова" for incoming in understood)

    async def test_who_never_wrote_is_unreachable(self, stage: TelegramStage) -> None:
        """A bot may not write first."""
        stranger = Destination(str(stage.world.people.add_client("Пётр")))
        with pytest.raises(Unreachable):
            await stage.channel.perform(SendCall(to=stranger, key=1, text=rich("?")))

    @pytest.mark.parametrize("kind", [ContentKind.VOICE, ContentKind.VIDEO_NOTE])
    async def test_who_takes_no_voice_messages(self, stage: TelegramStage, kind: ContentKind, tmp_path: Path) -> None:
        """Their setting forbids the kind, not the file."""
        stage.world.people.forbid_voice(stage.person)
        (voice,) = outgoing(tmp_path, stage.channel.traits, THINGS[kind])
        with pytest.raises(FileRefused) as caught:
            await stage.pass_on(voice)
        assert caught.value.reason == AS_DOCUMENT
        done = await stage.pass_on(replace(voice, kind=ContentKind.DOCUMENT))
        assert stage.views(done).things[0].data == THINGS[kind].data

    async def test_quoted_part(self, stage: TelegramStage) -> None:
        """The part that was picked out of an answered message comes with the answer."""
        sent = await stage.send("Акт и счёт готовы")
        await stage.fetch()
        stage.world.people.say(stage.person, stage.peer, "Где?", reply_to=int(sent), quote="счёт")
        (row,) = (await stage.fetch()).updates
        said = parse(row.payload)
        assert isinstance(said, Said)
        assert (said.reply_to, said.quote.text) == (sent, "счёт")
