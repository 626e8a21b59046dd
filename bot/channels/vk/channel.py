"""The community as a channel: performs calls over vk_api, in the errors of `bot.errors`."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import structlog

from bot.calls import Call, DeleteCall, Done, EditCall, ReactCall, SendCall
from bot.carriage import VK
from bot.channels.vk import rendering, texts
from bot.channels.vk.connection import Vk
from bot.channels.vk.contents import JSON, objects, whole
from bot.channels.vk.errors import COMMUNITY_SCOPE, Refusal, is_captcha, translated
from bot.channels.vk.limits import ANSWER_SECONDS, PAGE, SNACKBAR_LENGTH, TEXT_LENGTH
from bot.channels.vk.mentions import joiners
from bot.channels.vk.rendering import Comment
from bot.channels.vk.uploads import Uploaded, Uploads
from bot.errors import Alarm, FileForgotten, Rejected, RetryLater
from bot.outgoing import Answer, Seen, Signal, Typing
from bot.richtext import RichText, utf16_length

log = structlog.get_logger(__name__)

_NO_SUCH_ATTACHMENT = frozenset({100, 15, 104, 200, 1150, 1153})
"""What VK may say of an attachment that it does not have, or does not have any more."""

_NO_SUCH_QUOTE = frozenset({100, 913, 921})
_GONE = frozenset({104})

_BOTS_ARE_OFF = 912
_BUTTONS = frozenset({911, _BOTS_ARE_OFF})
_NAMED = ("photo", "doc", "audio_message", "audio", "video", "wall")


class VkChannel:
    """VK as clients have it: dialogues with the community, and comments under its posts (`wall:<post>_<comment>`)."""

    name = "vk"
    text_limit = TEXT_LENGTH
    traits = VK

    def __init__(self, vk: Vk) -> None:
        self._vk = vk
        self._uploads = Uploads(vk)
        self._captchas: dict[str, int] = {}
        """How often VK asked for one in a chat since the last thing that passed there."""
        self.account = f"vk:{vk.group_id}"

    def measure(self, text: str) -> int:
        """UTF-16 units, with what keeps VK from reading markup into words."""
        return utf16_length(text) + joiners(text)

    def scopes(self, call: Call) -> Sequence[str]:
        """A dialogue's own pace is for what appears in it; the rest only counts for the community."""
        if isinstance(call, SendCall | EditCall) and not call.to.chat.startswith(rendering.WALL):
            return (f"vk:peer:{call.to.chat}", COMMUNITY_SCOPE)
        return (COMMUNITY_SCOPE,)

    async def perform(self, call: Call) -> Done:
        """Does it; a message sent gives its number within the dialogue."""
        chat = call.to.chat
        try:
            done = await self._perform(call)
        except Refusal as refusal:
            before = self._captchas.get(chat, 0)
            if is_captcha(refusal):
                self._captchas[chat] = before + 1
            raise translated(refusal, self.scopes(call)[0], before) from None
        self._captchas.pop(chat, None)
        return done

    async def _perform(self, call: Call) -> Done:
        match call:
            case SendCall():
                comment = rendering.comment_of(call.to.chat)
                return await (self._send(call) if comment is None else self._comment(call, comment))
            case EditCall():
                return await self._edit(call)
            case DeleteCall():
                return await self._delete(call)
            case ReactCall():
                return await self._react(call)
            case _:
                raise Rejected(f"{type(call).__name__} is not for the community")

    async def signal(self, signal: Signal) -> None:
        """Answers a press, shows that somebody writes, or marks as read; a failure is only a line in the log."""
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._signal(signal)
        except (Refusal, RetryLater) as error:
            log.info("vk.signal_failed", reason=error.reason)
        except (TimeoutError, Rejected) as error:
            log.info("vk.signal_failed", reason=type(error).__name__)

    async def _signal(self, signal: Signal) -> None:
        match signal:
            case Answer(callback_id=pressed, text=text):
                event, user, peer, *_ = [*pressed.rsplit(":", 2), "", ""]
                shown = {"type": "show_snackbar", "text": text[:SNACKBAR_LENGTH]} if text.strip() else None
                data = json.dumps(shown, ensure_ascii=False) if shown else None
                await self._vk.ask(
                    "messages.sendMessageEventAnswer", event_id=event, user_id=user, peer_id=peer, event_data=data
                )
            case Typing() | Seen() if self._vk.busy:
                return  # Words go before signs of life.
            case Typing(peer=peer):
                await self._vk.ask("messages.setActivity", peer_id=rendering.number_of(peer), type="typing")
            case Seen(peer=peer, message_id=number):
                up_to = rendering.number_of(number)
                await self._vk.ask("messages.markAsRead", peer_id=rendering.number_of(peer), up_to_cmid=up_to)

    async def close(self) -> None:
        """Closes the connections."""
        await self._vk.close()

    # --- messages -----------------------------------------------------------------------------------------------------

    async def _send(self, call: SendCall) -> Done:
        peer = rendering.peer_of(call)
        if call.doubtful and (earlier := await self._sent_before(peer, call.key)) is not None:
            return Done((earlier,))
        uploaded = await self._uploads.of(call.attachments, peer)
        alarm = None
        try:
            number = await self._deliver(rendering.send(call, uploaded.names), rendering.reply(call))
        except Refusal as refusal:
            if not _is_about_buttons(refusal, call.keyboard or call.menu):
                raise self._about_files(refusal, call, uploaded) from None
            alarm = _alarm(refusal)
            plain = rendering.send(call, uploaded.names, buttons=False)
            number = await self._deliver(plain, rendering.reply(call))
        return Done(() if number is None else (number,), tuple(uploaded.new), alarm)

    async def _deliver(self, values: rendering.Values, forward: str | None) -> str | None:
        """Sends; a message that cannot be quoted any more is answered all the same."""
        try:
            return _number_in(await self._vk.ask("messages.send", **values, forward=forward))
        except Refusal as refusal:
            if forward is None or refusal.code not in _NO_SUCH_QUOTE:
                raise
        return _number_in(await self._vk.ask("messages.send", **values))

    async def _sent_before(self, peer: int, key: int) -> str | None:
        """VK remembers a `random_id` for an hour and a hundred messages; the history tells for longer."""
        answer = await self._vk.ask("messages.getHistory", peer_id=peer, count=PAGE)
        for message in objects(answer.get("items") if isinstance(answer, dict) else None):
            if message.get("out") and message.get("random_id") == key:
                return str(message.get("conversation_message_id"))
        return None

    async def _edit(self, call: EditCall) -> Done:
        peer = rendering.peer_of(call)
        text = call.whole if call.text is None else call.text
        standing: list[str] = []
        if text is None:
            text, standing = _as_it_stands(await self._message(peer, rendering.number_of(call.message_id)))
        uploaded = await self._uploads.of(call.attachments, peer)
        attachment = ",".join(uploaded.names or standing) or None
        alarm = None
        try:
            await self._vk.ask("messages.edit", **rendering.edit(call, text, attachment))
        except Refusal as refusal:
            if not _is_about_buttons(refusal, call.keyboard):
                raise self._about_files(refusal, call, uploaded) from None
            alarm = _alarm(refusal)
            await self._vk.ask("messages.edit", **rendering.edit(call, text, attachment, buttons=False))
        return Done((), tuple(uploaded.new), alarm)

    async def _message(self, peer: int, number: int) -> JSON:
        answer = await self._vk.ask(
            "messages.getByConversationMessageId", peer_id=peer, conversation_message_ids=number
        )
        items = objects(answer.get("items") if isinstance(answer, dict) else None)
        if not items:
            raise Rejected("message not found")
        return items[0]

    def _about_files(self, refusal: Refusal, call: SendCall | EditCall, uploaded: Uploaded) -> Exception:
        """The refusal, or that files have to be uploaded anew which VK knew once."""
        if refusal.code not in _NO_SUCH_ATTACHMENT or not uploaded.old:
            return refusal
        self._uploads.forget(call.attachments)
        return FileForgotten(refusal.reason)

    async def _delete(self, call: DeleteCall) -> Done:
        number = rendering.number_of(call.message_id)
        answer = await self._vk.ask("messages.delete", peer_id=rendering.peer_of(call), cmids=number, delete_for_all=1)
        for result in objects(answer):
            if (refusal := _refusal_in(result)) is not None and refusal.code not in _GONE:
                raise refusal
        return Done()

    async def _react(self, call: ReactCall) -> Done:
        peer, number = rendering.peer_of(call), rendering.number_of(call.message_id)
        if call.emoji is None:
            await self._vk.ask("messages.deleteReaction", peer_id=peer, cmid=number)
        else:
            reaction = rendering.reaction(call.emoji)
            await self._vk.ask("messages.sendReaction", peer_id=peer, cmid=number, reaction_id=reaction)
        return Done()

    async def _comment(self, call: SendCall, to: Comment) -> Done:
        answer = await self._vk.ask("wall.createComment", **rendering.comment(call, to, self._vk.group_id))
        number = whole(answer.get("comment_id")) if isinstance(answer, dict) else None
        return Done((str(number),) if number else ())


def _is_about_buttons(refusal: Refusal, buttons: object) -> bool:
    """Whether the same words may pass without the buttons that they had."""
    return bool(buttons) and (refusal.code in _BUTTONS or "keyboard" in refusal.words.lower())


def _alarm(refusal: Refusal) -> Alarm | None:
    """A setting of the community is staff's to mend; a keyboard that VK does not like is ours."""
    log.warning("vk.no_buttons", reason=refusal.reason)
    return Alarm.VK_BUTTONS if refusal.code == _BOTS_ARE_OFF else None


def _number_in(answer: Any) -> str | None:
    """The number of what was sent, within its dialogue. Raises the `Refusal` of the only peer; an answer of a shape
    that nobody knows means all the same that it was sent."""
    for result in objects(answer):
        if (refusal := _refusal_in(result)) is not None:
            raise refusal
        number = whole(result.get("conversation_message_id"))
        return str(number) if number else None
    return None


def _refusal_in(result: JSON) -> Refusal | None:
    """The error of one peer or one message among several."""
    error = result.get("error")
    if not isinstance(error, dict):
        return None
    return Refusal(whole(error.get("code")) or 1, str(error.get("description", "")))


def _as_it_stands(message: JSON) -> tuple[RichText, list[str]]:
    """Text and attachments of a message, to be said again."""
    names = []
    for item in objects(message.get("attachments")):
        kind = item.get("type")
        body = item.get(kind) if isinstance(kind, str) else None
        if isinstance(body, dict) and kind in _NAMED:
            key = f"_{body['access_key']}" if body.get("access_key") else ""
            names.append(f"{kind}{body.get('owner_id')}_{body.get('id')}{key}")
    return texts.read(message.get("text"), message.get("format_data")), names
