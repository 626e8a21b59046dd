"""What a client may write instead of pressing a form's buttons."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """The buttons that every form has, by what their data and typed words say."""

    CANCEL = "cancel"
    BACK = "back"
    SKIP = "skip"
    KEEP = "keep"
    READY = "ready"
    RIGHT = "right"
    CHANGE = "change"
    CLEAR = "clear"


_TYPED: dict[Act, frozenset[str]] = {
    Act.CANCEL: frozenset(
        (
            *("отмена", "отменить", "отмени", "отмените", "отменяю", "отменить заявку", "закрыть", "завершить", "стоп"),
            *("выйти", "выход", "передумал", "передумала", "не надо", "не нужно"),
            *("cancel", "stop", "/cancel", "/stop", "/отмена"),
        )
    ),
    Act.BACK: frozenset(("назад", "вернуться", "вернись", "шаг назад", "back", "/back")),
    Act.SKIP: frozenset(("пропустить", "пропусти", "пропускаю", "пропуск", "skip", "/skip", "-", "—", "–", "далее")),
    Act.KEEP: frozenset(("оставить", "оставь", "оставьте", "оставляю")),
    Act.READY: frozenset(("готово", "всё", "все", "это всё", "это все", "готов", "готова")),
    Act.RIGHT: frozenset(
        ("всё верно", "все верно", "верно", "всё правильно", "все правильно", "правильно", "отправить")
    ),
    Act.CHANGE: frozenset(("изменить", "исправить", "неверно", "не верно", "неправильно", "поменять", "ошибка")),
    Act.CLEAR: frozenset(("удалить", "удали", "удалите", "стереть", "сотри", "очистить", "убрать", "уберите")),
}


_KEEP = "оставить"


def act_of(text: str) -> Act | None:
    """The button that these words, and nothing else, stand for."""
    said = plain(text)
    if said.startswith(f"{_KEEP}:"):
        return Act.KEEP  # The button's whole label, where it stands under the input field.
    return next((act for act, words in _TYPED.items() if said in words), None)


def only_cancels(text: str) -> bool:
    """«Отмена» and its like: what nobody says but to take something back («закрыть», «не надо» mean more)."""
    return act_of(text) is Act.CANCEL and plain(text).startswith("отмен")


def plain(text: str) -> str:
    """For comparing: lower case, single spaces, nothing behind the last word."""
    return " ".join(text.split()).casefold().rstrip(".!")
