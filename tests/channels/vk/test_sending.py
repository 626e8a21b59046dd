"""Messages to clients: once, as replies, with a menu, under a post; and to whom nothing can be sent."""

from __future__ import annotations

import pytest

from bot.calls import Destination, Done, OpenTopicCall, ReactCall, SendCall
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.connection import Vk
from bot.errors import Alarm, Rejected, RetryLater, Unreachable
from bot.outgoing import Button, Menu
from bot.richtext import rich
from tests.channels.scripted import scripted
from tests.channels.vk.answers import fine, refusal
from tests.channels.vk.talk import Talk


async def test_same_key_sends_once(talk: Talk) -> None:
    """A call that is made again is known by its key."""
    call = talk.call("Раз")
    assert (await talk.channel.perform(call)).ids == (await talk.channel.perform(call)).ids
    assert talk.texts().count("Раз") == 1


async def test_doubtful_call_is_looked_for_first(talk: Talk) -> None:
    """What VK has forgotten the key of is found in the history; what never left is sent."""
    call = talk.call("Раз")
    sent = await talk.channel.perform(call)
    doubtful = talk.call("Раз", key=call.key, doubtful=True)
    for _ in range(110):  # beyond the hundred messages that VK remembers
        talk.scene.world.people.write(talk.anna, "?")
    assert await talk.channel.perform(doubtful) == sent
    assert talk.texts().count("Раз") == 1
    assert (await talk.channel.perform(talk.call("Два", doubtful=True))).ids
    assert talk.texts().count("Два") == 1


async def test_reply(talk: Talk) -> None:
    """A reply shows what it answers; where that has vanished the words still arrive."""
    said = str(talk.scene.world.people.write(talk.anna, "Где акт?"))
    assert talk.seen(await talk.send("Тут.", reply_to=said))["reply_to"]["id"] == int(said)
    assert talk.seen(await talk.send("Тут.", reply_to="777"))["reply_to"] is None
    assert talk.texts().count("Тут.") == 2


async def test_menu(talk: Talk) -> None:
    """The buttons under the input field stay until a menu without rows."""
    for menu, shown in ((Menu((("Вопрос",),)), 1), (Menu(()), 0)):
        await talk.send(".", menu=menu)
        (chat,) = [chat for chat in talk.scene.world.snapshot()["chats"] if chat["peer"] == talk.anna]
        assert len(chat["keyboard"] or []) == shown


async def test_pointer_under_a_post(talk: Talk) -> None:
    """A public answer to a comment, by the community; once."""
    people, post = talk.scene.world.people, talk.scene.posts[0]
    comment = people.comment(talk.anna, post, "Где мой акт?")
    to = Destination(f"wall:{post}_{comment}")
    call = talk.call("Напишите нам в сообщения.", to=to)
    assert talk.channel.scopes(call) == ("vk:community",)
    (number,) = (await talk.channel.perform(call)).ids
    answer = next(one for one in talk.scene.world.posts[post].comments.values() if str(one.id) == number)
    assert (answer.text, answer.from_id, answer.parent and answer.parent.id) == (
        "Напишите нам в сообщения.",
        -talk.scene.community.id,
        comment,
    )


@pytest.mark.parametrize("code", [18, 900, 901, 902, 936, 1021])
async def test_unreachable(talk: Talk, code: int) -> None:
    """Whoever cannot be written to; the answer has the error of its only peer."""
    talk.scene.world.faults.order("error", code=code, method="messages.send", peer=talk.anna)
    with pytest.raises(Unreachable):
        await talk.send("Вы здесь?")


async def test_nothing_but_calls_for_clients(talk: Talk) -> None:
    """Topics are the desk's; what is no id is refused before anything is asked."""
    with pytest.raises(Rejected):
        await talk.channel.perform(OpenTopicCall(to=Destination("1"), key=1, name="?"))
    with pytest.raises(Rejected):
        await talk.send("?", to=Destination("x"))


async def test_sent_message_with_an_unknown_shape_is_sent() -> None:
    """An answer that nobody understands is no reason to send twice."""
    for answer in (5, [], [{"peer_id": 1}], {"hello": "world"}, None):
        async with scripted(fine(answer)) as api:
            channel = VkChannel(Vk("x", 1, api.url, timeout=1))
            assert await channel.perform(SendCall(to=Destination("42"), key=1, text=rich("да"))) == Done()
            assert len(api.asked) == 1
            await channel.close()


async def test_flood_control_pauses_the_dialogue() -> None:
    """The narrowest scope of the call; a mark's is the community's."""
    async with scripted(refusal(9)) as api:
        channel = VkChannel(Vk("x", 1, api.url, timeout=1))
        with pytest.raises(RetryLater) as caught:
            await channel.perform(SendCall(to=Destination("42"), key=1, text=rich("да")))
        assert caught.value.scope == "vk:peer:42"
        with pytest.raises(RetryLater) as caught:
            await channel.perform(ReactCall(to=Destination("42"), key=1, message_id="1", emoji=None))
        assert caught.value.scope == "vk:community"
        await channel.close()


async def test_captcha_holds_up_where_it_is_asked_for(talk: Talk) -> None:
    """Everybody for some seconds at first, then that dialogue alone, longer and longer; a message that passes ends it.
    Staff are to know of each."""
    talk.scene.world.faults.order("error", code=14, method="messages.send", peer=talk.anna, times=7)
    asked = []
    for _ in range(7):
        with pytest.raises(RetryLater) as caught:
            await talk.send("?")
        asked.append((caught.value.seconds, caught.value.scope == "vk:community"))
        assert caught.value.alarm is Alarm.VK_CAPTCHA
    assert asked == [(5, True), (15, False), (30, False), (60, False), (120, False), (300, False), (300, False)]
    await talk.send("!")
    talk.scene.world.faults.order("error", code=14, method="messages.send", peer=talk.anna)
    with pytest.raises(RetryLater) as caught:
        await talk.send("?")
    assert caught.value.seconds == 5


async def test_captcha_for_a_mark_holds_no_words_up(talk: Talk) -> None:
    """Beyond the first seconds it is only the mark that waits."""
    number = await talk.send("да")
    talk.scene.world.faults.order("error", code=14, method="messages.deleteReaction", times=2)
    scopes = []
    for _ in range(2):
        with pytest.raises(RetryLater) as caught:
            await talk.channel.perform(talk.react(number, None))
        scopes.append(caught.value.scope)
    assert scopes == ["vk:community", None]


BUTTONS = (
    (Button("Позвать специалиста", data="call"), Button("Наш сайт", url="https://example.org/")),
    (Button("Ещё", data="more"),),
)
IN_WORDS = "Выберите\n\nМожно написать:\n— Позвать специалиста\n— Ещё\nНаш сайт: https://example.org/"


async def test_no_buttons_no_loss(talk: Talk) -> None:
    """Where the community may show none («Возможности ботов» are off), the words arrive with what can be answered, and
    staff are to know; a message without buttons is as ever."""
    talk.scene.world.people.enable_bots(on=False)
    done = await talk.channel.perform(talk.call("Выберите", keyboard=BUTTONS))
    assert (talk.seen(done.ids[0])["text"], done.alarm) == (IN_WORDS, Alarm.VK_BUTTONS)
    done = await talk.channel.perform(talk.call("Спросите", menu=Menu((("Вопрос",), ("Горячая линия",)))))
    assert talk.seen(done.ids[0])["text"] == "Спросите\n\nМожно написать:\n— Вопрос\n— Горячая линия"
    assert (await talk.channel.perform(talk.call("Пока", menu=Menu(())))).ids
    done = await talk.channel.perform(talk.call("Просто"))
    assert (talk.seen(done.ids[0])["text"], done.alarm) == ("Просто", None)


async def test_no_buttons_in_a_correction(talk: Talk) -> None:
    """A message that was sent with buttons changes without them, when they have been switched off since."""
    number = await talk.send("Вопрос", keyboard=BUTTONS)
    talk.scene.world.people.enable_bots(on=False)
    done = await talk.channel.perform(talk.edit(number, rich("Выберите"), keyboard=BUTTONS))
    assert (talk.seen(number)["text"], done.alarm) == (IN_WORDS, Alarm.VK_BUTTONS)
    await talk.channel.perform(talk.edit(number, None, keyboard=BUTTONS))
    assert talk.seen(number)["text"] == IN_WORDS


async def test_keyboard_that_vk_does_not_like(talk: Talk) -> None:
    """That is our own mistake: no word is lost, and staff are not bothered with it."""
    talk.scene.world.faults.order("error", code=911, method="messages.send", peer=talk.anna)
    done = await talk.channel.perform(talk.call("Выберите", keyboard=BUTTONS))
    assert (talk.seen(done.ids[0])["text"], done.alarm) == (IN_WORDS, None)
    talk.scene.world.faults.order("error", code=911, method="messages.send", peer=talk.anna, times=2)
    with pytest.raises(Rejected):
        await talk.send("Выберите", keyboard=BUTTONS)


async def test_no_buttons_beside_a_full_text(talk: Talk) -> None:
    """There is no room for what can be answered; the text is whole."""
    talk.scene.world.people.enable_bots(on=False)
    assert talk.seen(await talk.send("ы" * 4096, keyboard=BUTTONS))["text"] == "ы" * 4096
