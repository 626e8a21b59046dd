"""What every channel does alike, over its real library and a real HTTP server: inherit `ChannelContract` and give it a
fixture `stage` (`tests.channels.stage`)."""

from __future__ import annotations

import pytest

from bot.errors import Rejected, RetryLater
from bot.messages import Batch
from bot.outgoing import Answer, Button, Typing
from bot.richtext import bold, link, rich
from tests.channels.contract_content import ContentContract
from tests.channels.contract_heard import HeardContract
from tests.channels.contract_names import NamesContract
from tests.channels.stage import Stage, Trouble

TAKE = Button("Взять", data="take:1")


class TextContract:
    """Texts, marks and troubles."""

    async def test_sent_text_arrives(self, stage: Stage) -> None:
        """A message's id is the platform's; its text is taken for no markup."""
        sent = await stage.send("<b>Здравствуйте!</b> *1 < 2*")
        assert stage.view(sent).text == "<b>Здравствуйте!</b> *1 < 2*"

    async def test_longest_text(self, stage: Stage) -> None:
        """The limit is what the channel says, counted as it measures; one more is refused for good."""
        room = stage.channel.text_limit - stage.channel.measure("🙂")
        longest = "🙂" + "я" * room
        assert stage.channel.measure(longest) == stage.channel.text_limit
        assert stage.view(await stage.send(longest)).text == longest
        with pytest.raises(Rejected):
            await stage.send(longest + "я")

    async def test_formatting_arrives_where_it_was(self, stage: Stage) -> None:
        """Spans cover the same characters at the other end, emoji before and inside them."""
        text = rich("🙂🙂 ") + bold("важно 👩‍👩‍👧") + " " + link("тут", "https://example.org/")
        view = stage.view(await stage.send(text))
        assert view.text == text.text
        assert view.formatting == {"bold": "важно 👩‍👩‍👧", "text_link": "тут"}

    async def test_messages_keep_their_order(self, stage: Stage) -> None:
        """What is performed one after another appears in that order."""
        before = len(stage.texts())
        for number in range(4):
            await stage.send(f"строка {number}")
        assert stage.texts()[before:] == [f"строка {number}" for number in range(4)]

    async def test_reply_is_kept(self, stage: Stage) -> None:
        """A reply shows what it answers; when that has vanished the words still arrive."""
        said = stage.says("Где взять акт?")
        assert stage.view(await stage.send("Вот тут.", reply_to=said)).reply_to == said
        stage.deletes(said)
        assert stage.view(await stage.send("Нашли?", reply_to=said)).reply_to is None

    async def test_edits(self, stage: Stage) -> None:
        """Text and buttons change; an edit that changes nothing is a success; buttons alone go and come."""
        sent = await stage.send("Раз", keyboard=(TAKE,))
        await stage.edit(sent, bold("Два"), keyboard=(TAKE,))
        await stage.edit(sent, bold("Два"), keyboard=(TAKE,))
        assert stage.view(sent).text == "Два"
        assert stage.view(sent).buttons == ("Взять",)
        await stage.edit(sent, None, whole=bold("Два"))
        await stage.edit(sent, None, whole=bold("Два"))
        assert stage.view(sent).buttons == ()
        await stage.edit(sent, None, keyboard=(TAKE,), whole=bold("Два"))
        view = stage.view(sent)
        assert (view.text, view.formatting, view.buttons) == ("Два", {"bold": "Два"}, ("Взять",))

    async def test_deletions(self, stage: Stage) -> None:
        """A message is taken back; taking it back again is a success, editing it is not."""
        sent = await stage.send("Ой")
        await stage.delete(sent)
        assert "Ой" not in stage.texts()
        await stage.delete(sent)
        with pytest.raises(Rejected):
            await stage.edit(sent, "Ай")

    async def test_reactions(self, stage: Stage) -> None:
        """A mark is set on a person's message and taken away; what is no emoji is refused."""
        said = stage.says("Спасибо")
        await stage.react(said, "👌")
        assert stage.view(said).reactions == ("👌",)
        await stage.react(said, None)
        assert stage.view(said).reactions == ()
        with pytest.raises(Rejected):
            await stage.react(said, "ок")

    async def test_unreachable(self, stage: Stage) -> None:
        """Who cannot be written to any more is told apart from what may pass."""
        stage.cut_off()
        with pytest.raises(stage.cut_off_error):
            await stage.send("Вы здесь?")

    async def test_refused_pace(self, stage: Stage) -> None:
        """The platform's wait comes with the narrowest scope of the call; nothing was done; the next try passes."""
        seconds = stage.trouble(Trouble.SLOW_DOWN)
        with pytest.raises(RetryLater) as caught:
            await stage.send("Раз")
        assert (caught.value.seconds, caught.value.scope, caught.value.doubtful) == (seconds, stage.scope, False)
        await stage.send("Раз")
        assert stage.texts().count("Раз") == 1

    async def test_platform_s_own_trouble(self, stage: Stage) -> None:
        """A 5xx says nothing about when, and the work may have been done."""
        stage.trouble(Trouble.BROKEN)
        with pytest.raises(RetryLater) as caught:
            await stage.send("Раз")
        assert (caught.value.seconds, caught.value.scope, caught.value.doubtful) == (None, None, True)

    @pytest.mark.parametrize(("trouble", "arrived"), [(Trouble.LOST_BEFORE, 0), (Trouble.LOST_AFTER, 1)])
    async def test_dropped_connection_is_doubtful(self, stage: Stage, trouble: Trouble, arrived: int) -> None:
        """Nobody can tell whether a request was done whose answer never came; it is not repeated by itself."""
        stage.trouble(trouble)
        with pytest.raises(RetryLater) as caught:
            await stage.send("Раз")
        assert (caught.value.seconds, caught.value.doubtful) == (None, True)
        assert stage.texts().count("Раз") == arrived

    async def test_silence_is_doubtful(self, stage: Stage) -> None:
        """A call ends by itself when no answer comes."""
        stage.trouble(Trouble.SILENCE)
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
        assert _texts(stage, first) == ["раз", "два"]
        assert {row.conversation for row in first.updates} == {stage.conversation}
        stage.says("три")
        assert _texts(stage, await stage.source.fetch(first.cursor)) == ["три"]

    async def test_quiet_platform_is_no_error(self, stage: Stage) -> None:
        """A poll that ends with nothing is an empty batch with nothing to save."""
        await stage.fetch()
        assert await stage.source.fetch(stage.cursor) == Batch((), None)

    async def test_pressed_button_is_answered(self, stage: Stage) -> None:
        """A press comes as an update and is answered; answering too late is no error."""
        sent = await stage.send("Взять?", keyboard=(TAKE,))
        await stage.fetch()
        pressed = stage.presses(sent, "take:1")
        (row,) = (await stage.fetch()).updates
        assert row.conversation == stage.conversation
        await stage.channel.signal(Answer(stage.channel.name, pressed, "Готово"))
        assert stage.pressed_answers(pressed) == ["Готово"]
        await stage.channel.signal(Answer(stage.channel.name, "12345", "Поздно"))

    async def test_typing_is_never_an_error(self, stage: Stage) -> None:
        """It is worth nothing a moment later, so its failure is nobody's trouble."""
        await stage.channel.signal(Typing(stage.channel.name, stage.to.chat))
        stage.trouble(Trouble.LOST_BEFORE)
        await stage.channel.signal(Typing(stage.channel.name, stage.to.chat))


class ChannelContract(TextContract, ContentContract, HeardContract, NamesContract):
    """The suite."""


def _texts(stage: Stage, batch: Batch) -> list[str]:
    return [heard.text.text for row in batch.updates if (heard := stage.hear(row)) is not None]
