"""A dialogue as a plain text file: what is done, and behind it everything that the client then sees.

    # What the dialogue shows
    Клиент: как заказать документ
    Бот: Как заказать документ…
         [Помогло] [Не помогло]
         [Позвать специалиста]

What the client sees has to be told in full and in order («…» stands for any text, line breaks too); of what stands in
the messenger that they are not writing in, its name is told («Бот в ВКонтакте: …»). What staff see is told where it
matters: `В теме: …` (`В теме 2: …`, the second that was made), `В теме исправлено: …`, `В общей теме: …`, `Письмо на
anna@example.org «Тема»: …`, `Карточка: …` (the card as it then is), `В теме: ничего`. The verbs are in
`tests.dialogues.actions`.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.outgoing import Keyboard
from operators.card_text import channel_name
from tests.dialogues.line import Line
from tests.dialogues.messenger import Happened, Shown

_INDENT = "     "
_SEEN = re.compile(r"(Бот|Специалист)\b")
_STAFF_SEES = re.compile(r"(В теме|В общей теме|На стене|Реакция в теме|Карточка|Письмо)\b")
NOTHING = "В теме: ничего"


@dataclass(slots=True)
class Step:
    """Something that is done, with what is to be seen behind it; blocks of lines."""

    action: str
    seen: list[str] = field(default_factory=list)
    staff_sees: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Transcript:
    """A file: its first line says what it shows."""

    name: str
    title: str
    steps: Sequence[Step]


def read(path: Path) -> Transcript:
    """The transcript of a file."""
    lines = path.read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# "), f"{path.name}: the first line says what the dialogue shows"
    steps: list[Step] = []
    for block in _blocks(lines[1:]):
        if _SEEN.match(block):
            steps[-1].seen.append(block)
        elif _STAFF_SEES.match(block):
            steps[-1].staff_sees.append(block)
        else:
            steps.append(Step(block))
    return Transcript(path.stem, lines[0][2:], steps)


def _blocks(lines: Sequence[str]) -> list[str]:
    blocks: list[str] = []
    for line in lines:
        if line.startswith(_INDENT):
            blocks[-1] += "\n" + line.strip()
        elif line.strip() and not line.startswith("#"):
            blocks.append(line.strip())
    return blocks


def seen_by_client(happened: Sequence[Happened], line: Line) -> list[str]:
    """What the client sees of it."""
    blocks = [f"Бот (всплывает): {answer.text}" for answer in line.answers if answer.text]
    return [*blocks, *(_block(one, line.channel) for one in happened if one.where == "client")]


def seen_by_staff(happened: Sequence[Happened], card: str) -> list[str]:
    """What staff see of it, the card last and always."""
    places = {"topic": "В теме", "general": "В общей теме", "wall": "На стене"}
    blocks = []
    for one in happened:
        if one.where == "topic" and one.what == "reacted":
            blocks.append(f"Реакция в теме на «{one.message.text}»: {one.emoji or 'нет'}")
        if one.where == "client" or one.what not in ("said", "edited"):
            continue
        if one.where == "mail":
            heading = f"Письмо на {one.message.peer} «{one.message.subject}»"
            blocks.append("\n".join([f"{heading}: {_words(one.message.words)}", *_rows(one.message.keyboard)]))
        elif one.message.text != card:
            how = " исправлено" if one.what == "edited" else ""
            number = one.message.peer.removeprefix("topic:") if one.where == "topic" else "1"
            place = places[one.where] if number == "1" else f"{places[one.where]} {number}"
            blocks.append(f"{place}{how}{_reply(one.message)}: {_words(one.message.words)}")
    return [*blocks, f"Карточка: {_words(card)}"]


def _block(one: Happened, channel: str) -> str:
    """Of what stands in the messenger that the client does not write in at the moment, its name is told."""
    message = one.message
    who = "Специалист" if message.from_staff else "Бот"
    who += "" if message.channel in ("", channel) else f" в {channel_name(message.channel)}"
    match one.what:
        case "buttons":
            rows = _rows(message.keyboard)
            return "\n".join([f"{who} меняет кнопки:", *rows]) if rows else f"{who} убирает кнопки"
        case "deleted":
            return f"{who} удаляет: {_words(message.words)}"
        case "reacted":
            return f"Специалист ставит {one.emoji or 'ничего'} на «{message.text}»"
        case "paged":
            return f"Бот листает кнопки: {message.page}"
        case "edited":
            who += " исправляет"
    labels = [label for row in (message.menu.rows if message.menu else ()) for label in row]
    contact = [message.menu.contact] if message.menu and message.menu.contact else []
    menu = [f"{{{label}}}" for label in (*contact, *labels)]
    return "\n".join([f"{who}{_reply(message)}: {_words(message.words)}", *_rows(message.keyboard), *menu])


def _reply(message: Shown) -> str:
    return f" (в ответ на «{message.answers}»)" if message.answers else ""


def _words(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


def _rows(keyboard: Keyboard) -> list[str]:
    return [" ".join(f"[{button.text}]" for button in row) for row in keyboard]


def agrees(expected: str, actual: str) -> bool:
    """Whether a block is as it was told, with «…» for any text."""
    pattern = ".*".join(re.escape(piece) for piece in re.split(r"\s*…\s*", expected))
    return re.fullmatch(pattern, actual, re.DOTALL) is not None


def compared(step: Step, seen: Sequence[str], staff_sees: Sequence[str]) -> tuple[list[str], list[str]]:
    """The step as told and as it came, line by line; blocks that agree look the same in both."""
    told = _lines(step.action)
    came = _lines(step.action)
    for number in range(max(len(step.seen), len(seen))):
        expected = step.seen[number] if number < len(step.seen) else None
        actual = seen[number] if number < len(seen) else None
        if expected is not None and actual is not None and agrees(expected, actual):
            actual = expected
        told += _lines(expected)
        came += _lines(actual)
    lines_in_topic = [block for block in staff_sees if block.startswith("В теме")]
    for expected in step.staff_sees:
        told_there = any(agrees(expected, actual) for actual in staff_sees)
        held = not lines_in_topic if expected == NOTHING else told_there
        told += _lines(expected)
        came += _lines(expected) if held else [line for block in staff_sees for line in _lines(block)]
    return told, came


def _lines(block: str | None) -> list[str]:
    if block is None:
        return []
    first, *rest = block.split("\n")
    return [first, *(_INDENT + line for line in rest)]


def difference(told: Sequence[str], came: Sequence[str]) -> str:
    """What differs, with what was said around it; empty when nothing does."""
    return "\n".join(difflib.unified_diff(told, came, "told", "came", lineterm="", n=6))
