"""What every channel does alike, over its real library and a real HTTP server: inherit `ChannelContract` and set the
`stage`. Telegram's two bots stand on the sandbox's emulated Bot API."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bot.calls import Channel, DeleteCall, Destination, Done, EditCall, ReactCall, SendCall
from bot.errors import DeliveryError, Rejected, RetryLater
from bot.messages import Answer, Batch, Button, Source
from bot.richtext import RichText, bold, link, rich, utf16_length
from bot.sandbox.telegram.model import Chat, Message
from bot.sandbox.telegram.world import World

PATIENCE = 1
"""Seconds that the staged channel waits for an answer."""

_keys = itertools.count(1)


@dataclass
class Stage:
    """A channel with somebody at its other end. `chat` is where `to` is, as the emulator keeps it; `person` speaks
    there, their updates are of `conversation`; `cut_off` makes `to` unreachable, which the channel calls
    `cut_off_error`."""

    world: World
    channel: Channel
    source: Source
    to: Destination
    chat: Chat
    person: int
    peer: int
    conversation: str
    cut_off: Callable[[], None]
    cut_off_error: type[DeliveryError]
    scope: str
    cursor: str | None = None

    async def send(self, text: RichText | str, reply_to: str | None = None, keyboard: tuple[Button, ...] = ()) -> str:
        """Sends a message; returns its id."""
        rows = (keyboard,) if keyboard else ()
        call = SendCall(to=self.to, key=next(_keys), text=rich(text), reply_to=reply_to, keyboard=rows)
        (sent,) = (await self.channel.perform(call)).ids
        return sent

    async def edit(self, message: str, text: RichText | str | None, keyboard: tuple[Button, ...] = ()) -> None:
        """Edits a message."""
        rows = (keyboard,) if keyboard else ()
        body = None if text is None else rich(text)
        call = EditCall(to=self.to, key=next(_keys), message_id=message, text=body, keyboard=rows)
        assert await self.channel.perform(call) == Done()

    async def delete(self, message: str) -> None:
        """Takes a message back."""
        assert await self.channel.perform(DeleteCall(to=self.to, key=next(_keys), message_id=message)) == Done()

    async def react(self, message: str, emoji: str | None) -> None:
        """Marks a message."""
        call = ReactCall(to=self.to, key=next(_keys), message_id=message, emoji=emoji)
        assert await self.channel.perform(call) == Done()

    async def fetch(self) -> Batch:
        """The next updates, kept as intake would."""
        batch = await self.source.fetch(self.cursor)
        self.cursor = batch.cursor or self.cursor
        return batch

    def says(self, text: str) -> str:
        """The person writes; returns the message's id."""
        thread = int(self.to.thread) if self.to.thread else None
        return str(self.world.people.say(self.person, self.peer, text, thread=thread))

    def message(self, number: str) -> Message:
        """A message as the person sees it."""
        return self.chat.messages[int(number)]

    def texts(self) -> list[str]:
        """What there is to read in the chat."""
        return [message.text for message in self.chat.messages.values() if message.service is None]


class ChannelContract:
    """The suite."""

    async def test_sent_text_arrives(self, stage: Stage) -> None:
        """A message's id is the platform's; its text is taken for no markup."""
        sent = await stage.send("<b>Здравствуйте!</b> *1 < 2*")
        assert stage.message(sent).text == "<b>Здравствуйте!</b> *1 < 2*"

    async def test_longest_text(self, stage: Stage) -> None:
        """The limit is what the channel says, counted as it measures; one more is refused for good."""
        longest = "🙂" + "я" * (stage.channel.text_limit - 2)
        assert stage.channel.measure(longest) == stage.channel.text_limit
        assert stage.message(await stage.send(longest)).text == longest
        with pytest.raises(Rejected):
            await stage.send(longest + "я")

    async def test_formatting_arrives_where_it_was(self, stage: Stage) -> None:
        """Spans cover the same characters at the other end, emoji before and inside them."""
        text = rich("🙂🙂 ") + bold("важно 👩‍👩‍👧") + " " + link("тут", "https://example.org/")
        message = stage.message(await stage.send(text))
        units = message.text.encode("utf-16-le")
        shown = {
            mark["type"]: units[2 * mark["offset"] : 2 * (mark["offset"] + mark["length"])].decode("utf-16-le")
            for mark in message.entities
        }
        assert shown == {"bold": "важно 👩‍👩‍👧", "text_link": "тут"}
        assert utf16_length(message.text) == len(units) // 2

    async def test_messages_keep_their_order(self, stage: Stage) -> None:
        """What is performed one after another appears in that order."""
        before = len(stage.texts())
        for number in range(4):
            await stage.send(f"строка {number}")
        assert stage.texts()[before:] == [f"строка {number}" for number in range(4)]

    async def test_reply_is_kept(self, stage: Stage) -> None:
        """A reply shows what it answers; when that has vanished the words still arrive."""
        said = stage.says("Где взять акт?")
        answered = stage.message(await stage.send("Вот тут.", reply_to=said)).reply_to
        assert answered is not None
        assert str(answered.id) == said
        stage.world.people.delete(stage.person, stage.peer, int(said))
        assert stage.message(await stage.send("Нашли?", reply_to=said)).reply_to is None

    async def test_edits(self, stage: Stage) -> None:
        """Text and buttons change; an edit that changes nothing is a success; buttons alone go and come."""
        button = Button("Взять", data="take:1")
        sent = await stage.send("Раз", keyboard=(button,))
        await stage.edit(sent, bold("Два"), keyboard=(button,))
        await stage.edit(sent, bold("Два"), keyboard=(button,))
        assert stage.message(sent).text == "Два"
        assert stage.message(sent).keyboard
        await stage.edit(sent, None)
        await stage.edit(sent, None)
        assert not stage.message(sent).keyboard
        await stage.edit(sent, None, keyboard=(button,))
        assert stage.message(sent).keyboard

    async def test_deletions(self, stage: Stage) -> None:
        """A message is taken back; taking it back again is a success, editing it is not."""
        sent = await stage.send("Ой")
        await stage.delete(sent)
        assert "Ой" not in stage.texts()
        await stage.delete(sent)
        with pytest.raises(Rejected):
            await stage.edit(sent, "Ай")

    async def test_reactions(self, stage: Stage) -> None:
        """A mark is set on a person's message and taken away."""
        said = stage.says("Спасибо")
        await stage.react(said, "👌")
        assert list(stage.message(said).reactions.values()) == ["👌"]
        await stage.react(said, None)
        assert not stage.message(said).reactions

    async def test_unreachable(self, stage: Stage) -> None:
        """Who cannot be written to any more is told apart from what may pass."""
        stage.cut_off()
        with pytest.raises(stage.cut_off_error):
            await stage.send("Вы здесь?")

    async def test_refused_pace(self, stage: Stage) -> None:
        """The platform's wait comes with the narrowest scope of the call; nothing was done; the next try passes."""
        stage.world.faults.order("retry_after", seconds=7)
        with pytest.raises(RetryLater) as caught:
            await stage.send("Раз")
        assert (caught.value.seconds, caught.value.scope, caught.value.doubtful) == (7, stage.scope, False)
        await stage.send("Раз")
        assert stage.texts().count("Раз") == 1

    async def test_platform_s_own_trouble(self, stage: Stage) -> None:
        """A 5xx says nothing about when, and the work may have been done."""
        stage.world.faults.order("server_error", status=500)
        with pytest.raises(RetryLater) as caught:
            await stage.send("Раз")
        assert (caught.value.seconds, caught.value.scope, caught.value.doubtful) == (None, None, True)

    @pytest.mark.parametrize(("kind", "arrived"), [("drop_before", 0), ("drop_after", 1)])
    async def test_dropped_connection_is_doubtful(self, stage: Stage, kind: str, arrived: int) -> None:
        """Nobody can tell whether a request was done whose answer never came; it is not repeated by itself."""
        stage.world.faults.order(kind)
        with pytest.raises(RetryLater) as caught:
            await stage.send("Раз")
        assert (caught.value.seconds, caught.value.doubtful) == (None, True)
        assert stage.texts().count("Раз") == arrived

    async def test_silence_is_doubtful(self, stage: Stage) -> None:
        """A call ends by itself when no answer comes."""
        stage.world.faults.order("delay", seconds=PATIENCE + 0.5)
        with pytest.raises(RetryLater) as caught:
            await stage.send("Раз")
        assert caught.value.doubtful

    async def test_updates_come_until_they_are_confirmed(self, stage: Stage) -> None:
        """Updates come in order with the cursor after them; the same cursor brings what was not confirmed."""
        await stage.fetch()
        stage.says("раз")
        stage.says("два")
        first = await stage.source.fetch(stage.cursor)
        again = await stage.source.fetch(stage.cursor)
        assert [row.external_id for row in first.updates] == [row.external_id for row in again.updates]
        assert [row.payload["message"]["text"] for row in first.updates] == ["раз", "два"]
        assert {row.conversation for row in first.updates} == {stage.conversation}
        stage.says("три")
        assert [row.payload["message"]["text"] for row in (await stage.source.fetch(first.cursor)).updates] == ["три"]

    async def test_quiet_platform_is_no_error(self, stage: Stage) -> None:
        """A poll that ends with nothing is an empty batch with nothing to save."""
        await stage.fetch()
        assert await stage.source.fetch(stage.cursor) == Batch((), None)

    async def test_pressed_button_is_answered(self, stage: Stage) -> None:
        """A press comes as an update and is answered; answering too late is no error."""
        sent = await stage.send("Взять?", keyboard=(Button("Взять", data="take:1"),))
        await stage.fetch()
        pressed = stage.world.people.press(stage.person, stage.peer, int(sent), "take:1")
        (row,) = (await stage.fetch()).updates
        assert row.payload["callback_query"]["data"] == "take:1"
        assert row.conversation == stage.conversation
        await stage.channel.signal(Answer(stage.channel.name, pressed, "Готово"))
        answered = stage.world.calls.since()[-1]
        assert (answered.method, answered.status) == ("answerCallbackQuery", 200)
        await stage.channel.signal(Answer(stage.channel.name, "12345", "Поздно"))
        assert stage.world.calls.since()[-1].status == 400
