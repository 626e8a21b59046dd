"""Reasons in Russian: staff never have to read a platform's English."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.carriage import REFUSALS
from bot.sandbox.vk.refusals import TEXTS
from operators.reasons import human_reason

_ENGLISH = re.compile(r"(?!Telegram)[A-Za-z]{3,}")


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("Forbidden: bot was blocked by the user", "клиент заблокировал бота"),
        ("Forbidden: user is deactivated", "аккаунт клиента удалён"),
        ("Forbidden: bot can't initiate conversation with a user", "клиент ещё не писал боту или удалил переписку"),
        (
            "Can't send messages for users without permission (901)",
            "клиент запретил сообщения во ВКонтакте или ещё не писал сообществу",
        ),
        ("Can't send messages for users from blacklist (900)", "клиент в чёрном списке сообщества"),
        (
            "Can't edit this message, because it's too old (909)",
            "сообщение слишком старое, мессенджер этого уже не даёт",
        ),
        ("User was deleted or banned (18)", "аккаунт клиента удалён"),
        ("Captcha needed (14)", "ВКонтакте просит капчу, попробуйте позже"),
        (
            "One of the parameters specified was missing or invalid: message is empty (100)",
            "ВКонтакте не принимает сообщение в таком виде, попробуйте отправить простым текстом",
        ),
        ("Message is too long (914)", "сообщение слишком длинное, разделите его на несколько"),
        ("Bad Request: message is too long", "сообщение слишком длинное, разделите его на несколько"),
        ("vk_type", "ВКонтакте не принимает файлы такого вида"),
        (
            "KeyError in the vk adapter",
            "ошибка программы, администратор найдёт её в журнале; попробуйте отправить текстом",
        ),
        ("Something new (777)", "мессенджер отказал (код 777), попробуйте отправить текстом"),
        ("Bad Request: STRANGE\nthing", "мессенджер отказал, попробуйте отправить текстом"),
        (None, "причина неизвестна"),
    ],
)
def test_reasons_are_told_in_russian(reason: str | None, words: str) -> None:
    """With what to do; what is not known has its code at most."""
    assert human_reason(reason) == words


@pytest.mark.parametrize("reason", [f"{words}: whatever it is ({code})" for code, words in TEXTS.items()])
def test_vk_s_errors_are_told_in_russian(reason: str) -> None:
    """Each that is documented, whatever it adds."""
    assert not _ENGLISH.search(human_reason(reason))


@pytest.mark.parametrize("code", [7, 14, 15, 22, 100, 911, 912, 914, 917, 925])
def test_usual_errors_have_a_sentence_of_their_own(code: int) -> None:
    """Not only their number."""
    assert "код" not in human_reason(f"{TEXTS.get(code, 'What')} ({code})")


@pytest.mark.parametrize("why", REFUSALS)
def test_refused_files(why: str) -> None:
    """The reasons of files are known here as well."""
    assert not _ENGLISH.search(human_reason(why))


@given(st.text())
def test_whatever_a_platform_says_is_not_quoted(reason: str) -> None:
    """One line of Russian."""
    told = human_reason(reason)
    assert len(told.splitlines()) == 1
    assert not _ENGLISH.search(told)
