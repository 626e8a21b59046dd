"""Typer made to speak Russian: headings of the help, and faults of usage as one sentence.

These few words and the commands' help stand in the code, not in the Fluent files: reading those would take a third of
the half second that `liniya --help` may take.
"""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_HEADINGS = (
    (re.compile(r"^Usage:", re.MULTILINE), "Использование:"),
    (re.compile(r"^Options:", re.MULTILINE), "Параметры:"),
    (re.compile(r"^Arguments:", re.MULTILINE), "Что указать:"),
    (re.compile(r"^Commands:", re.MULTILINE), "Команды:"),
    (re.compile(r"\[OPTIONS\]"), "[ПАРАМЕТРЫ]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "КОМАНДА …"),
    (re.compile(r"Show this message and exit\."), "Показать эту справку."),
    (re.compile(r"\[required\]"), "[обязательно]"),
    (re.compile(r"\[default: "), "[по умолчанию: "),
)


def in_russian(text: str) -> str:
    """A help text with Typer's own words in Russian."""
    for pattern, words in _HEADINGS:
        text = pattern.sub(words, text)
    return text


class RussianCommand(TyperCommand):
    """A command whose help is Russian throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return in_russian(super().get_help(ctx))


class RussianGroup(TyperGroup):
    """A group of commands whose help is Russian throughout."""

    def get_help(self, ctx: Any) -> str:
        """The help text."""
        return in_russian(super().get_help(ctx))


def spoken(app: typer.Typer) -> typer.Typer:
    """The same application with every group and command of it speaking Russian."""
    # rich takes half a second to import for its frames around the help.
    app.rich_markup_mode = None
    app.info.cls = RussianGroup
    app.pretty_exceptions_enable = False
    for command in app.registered_commands:
        command.cls = RussianCommand
    for group in app.registered_groups:
        if group.typer_instance is not None:
            group.cls = RussianGroup
            spoken(group.typer_instance)
    return app


def sentence(error: typer.TyperException) -> str:
    """What was wrong with the command line."""
    kind = type(error).__name__
    if kind == "NoArgsIsHelpError":
        return error.format_message()
    if kind == "NoSuchOption":
        return f"Параметра {getattr(error, 'option_name', '')} нет: посмотрите --help."
    parameter = getattr(error, "param", None)
    name = parameter.get_error_hint() if parameter is not None else ""
    if kind == "MissingParameter":
        return f"Не указано {name}: посмотрите --help."
    if name:
        need = "нужно число" if "integer" in error.message else "такое значение не подходит"
        return f"{name}: {need}, посмотрите --help."
    unknown = re.search(r"No such command ('.*?')", error.message)
    if unknown:
        near = re.search(r"Did you mean (.*)\?", error.message)
        advice = f"возможно, вы имели в виду {near[1]}" if near else "посмотрите liniya --help"
        return f"Команды {unknown[1]} нет: {advice}."
    return "Команда записана неверно: посмотрите --help."
