"""Attachments in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.carriage import REFUSALS
from bot.content import Attachment, ContactCard, ContentKind, Place
from bot.describing import described, human_size, reason, refusal

_MB = 1024 * 1024
_VK = ("vk_type", "vk_refused")


@pytest.mark.parametrize(
    ("attachment", "words"),
    [
        (Attachment(ContentKind.PHOTO, size=4000), "[фото]"),
        (Attachment(ContentKind.DOCUMENT, name="договор.pdf", size=120 * 1024), "[файл «договор.pdf», 120 КБ]"),
        (Attachment(ContentKind.VOICE, duration=75), "[голосовое сообщение, 1:15]"),
        (Attachment(ContentKind.AUDIO, words="Кино — Звезда", duration=4000), "[аудио, Кино — Звезда, 1:06:40]"),
        (Attachment(ContentKind.STICKER, words="👍", size=9), "[стикер 👍]"),
        (Attachment(ContentKind.POLL, words="Когда? — утром / вечером"), "[опрос: Когда? — утром / вечером]"),
        (
            Attachment(ContentKind.LOCATION, place=Place(55.751244, 37.618423, "Кремль")),
            "[место на карте, Кремль, 55.751244, 37.618423]",
        ),
        (Attachment(ContentKind.CONTACT, contact=ContactCard("Анна", "+79990000000")), "[контакт, Анна, +79990000000]"),
        (
            Attachment(ContentKind.VIDEO, name="Обзор", url="https://vk.com/video1_2"),
            "[видео «Обзор», https://vk.com/video1_2]",
        ),
        (Attachment(ContentKind.OTHER, words="запись «Новости»", url="https://vk.com/wall1_2"),
         "[запись «Новости», https://vk.com/wall1_2]"),
        (Attachment(ContentKind.OTHER), "[вложение]"),
    ],
)  # fmt: skip
def test_each_kind_is_told_in_words(attachment: Attachment, words: str) -> None:
    """What a reader of the card needs: kind, name, length or size, what it says, where it can be seen."""
    assert described(attachment) == words


@pytest.mark.parametrize(
    ("size", "words"),
    [(0, "0 Б"), (1023, "1023 Б"), (1024, "1 КБ"), (1536, "1,5 КБ"), (int(1.2 * _MB), "1,2 МБ"), (25 * _MB, "25 МБ")],
)
def test_sizes_are_told_as_people_say_them(size: int, words: str) -> None:
    """Small ones with a fraction, and a comma in it."""
    assert human_size(size) == words


@pytest.mark.parametrize("why", [*(why for why in REFUSALS if why not in _VK), "Bad Request: wrong file"])
def test_a_refusal_names_file_size_and_reason(why: str) -> None:
    """In Russian; a platform's own words, of which rows of earlier versions have some, are for the log."""
    words = refusal(Attachment(ContentKind.DOCUMENT, name="база.zip", size=25 * _MB, refused=why))
    assert words.startswith("[файл «база.zip», 25 МБ — не передан: ")
    assert why not in words
    assert refusal(Attachment(ContentKind.DOCUMENT, name="база.zip", size=25 * _MB), why) == words


@pytest.mark.parametrize("why", _VK)
def test_what_vk_refuses_by_its_kind(why: str) -> None:
    """A client reads what to do; the reason by itself is for staff."""
    refused = Attachment(ContentKind.DOCUMENT, name="setup.exe", refused=why)
    assert refusal(refused).startswith("[файл «setup.exe» ВКонтакте не принимает: попросите, пожалуйста, специалиста")
    assert reason(refused).startswith("ВКонтакте не принимает")


def test_a_name_cannot_turn_itself_around() -> None:
    """U+202E would show «pdf.exe» the other way round."""
    assert described(Attachment(ContentKind.DOCUMENT, name="отчёт\u202efdp\n.exe")) == "[файл «отчёт fdp .exe»]"


@given(st.text(max_size=3000), st.text(max_size=3000))
def test_whatever_a_name_says_the_words_are_one_line(name: str, words: str) -> None:
    """Names are somebody's claim: never a second line, never without an end."""
    told = described(Attachment(ContentKind.DOCUMENT, name=name, words=words))
    assert len(told.splitlines()) == 1
    assert len(told) < 700
