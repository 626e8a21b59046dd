"""A person at a place: what every action of people begins with."""

from __future__ import annotations

from bot.sandbox.telegram import quotes
from bot.sandbox.telegram.accounts import User
from bot.sandbox.telegram.groups import Groups
from bot.sandbox.telegram.model import Chat, Message, PrivateChat
from bot.sandbox.telegram.refusals import bad_request, forbidden


class Persons(Groups):
    """Who acts, in which chat, on which message."""

    def _compose(
        self, user: int, peer: int, thread: int | None, reply_to: int | None, quote: str | None = None
    ) -> Message:
        """An empty message of this person at this place, not yet in the chat; `quote` is a part of what it answers."""
        person, chat = self._person(user), self._chat(user, peer)
        if isinstance(chat, PrivateChat) and chat.blocked:
            raise forbidden("unblock the bot first")
        answered = self._message(chat, reply_to) if reply_to is not None else None
        if thread is not None:
            self._topic(self._group(peer), thread)
        elif answered is not None:
            thread = answered.topic
        message = Message(chat, chat.next_message_id(), person, self._world.timestamp(), topic=thread)
        message.reply_to = answered
        if quote and answered is not None:
            message.quote = quotes.find(answered.text, quote, by_hand=True)
        return message

    def _own(self, user: int, peer: int, message: int) -> Message:
        own = self._message(self._chat(user, peer), message)
        if own.sender.id != user or own.service is not None:
            raise bad_request("message can't be edited")
        return own

    def _person(self, user: int) -> User:
        person = self._world.users.get(user)
        if person is None or person.is_bot or person.deactivated:
            raise bad_request("user not found")
        return person

    def _chat(self, user: int, peer: int) -> Chat:
        if peer < 0:
            group = self._group(peer)
            if user not in group.members or not group.members[user].inside:
                raise forbidden("not a member of the chat")
            return group
        chat = self._world.private.get((peer, user))
        if chat is None:
            raise forbidden("say /start first")
        return chat

    @staticmethod
    def _message(chat: Chat, message: int) -> Message:
        try:
            return chat.messages[message]
        except KeyError:
            raise bad_request("message not found") from None
