"""`liniya centres`: the network's centres from a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from bot.cli.application import run

TOML = """
[[centre]]
key = "msk"
name = "Центр в Москве"
region = "Москва"
aliases = ["мск"]
address = "Примерная улица, 1"
map = "https://maps.example.org/1"
phones = ["8 (495) 000-00-01", "+7 495 000 00 02 доб. 12"]
emails = ["Msk@Example.org"]
sites = ["example.org"]
time_zone = "Europe/Moscow"
hours = "пн-пт 08:00-18:00"

[centre.exceptions]
2026-12-31 = "закрыто"
"30.12.2026" = "09:00-15:00"

[centre.desks]
hotline = -1001111111111
seniors = -1002222222222

[[centre]]
key = "ekb"
name = "Центр в Екатеринбурге"
region = "Свердловская область"
aliases = ["Екатеринбург", "Екб"]
time_zone = "Asia/Yekaterinburg"
hours = { "пн-пт" = "09:00-18:00", "сб" = "10-14" }
"""
HEADER = ["Ключ", "Название", "Регион", "Часовой пояс", "Часы работы", "Телефоны", "Исключения"]
ROW = ["msk", "Центр в Москве", "Москва", "Europe/Moscow", "пн-пт 8-18", "+7 495 000-00-01", "31.12.2026 закрыто"]


@pytest.fixture
def centres(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Centres:
    """The command line, with a new database in this folder."""
    monkeypatch.chdir(tmp_path)
    assert run(["migrate"]) == 0
    capsys.readouterr()
    return Centres(capsys)


class Centres:
    """`liniya centres …`, and what it says."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """The exit code, and what was said on either stream."""
        code = run(["centres", *arguments])
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out + said.err

    def toml(self, text: str, *options: str, encoding: str = "utf-8") -> tuple[int, str]:
        """A file of these tables."""
        Path("centres.toml").write_text(text, encoding=encoding)
        return self("import", "centres.toml", *options)

    def rows(self, *rows: list[str]) -> tuple[int, str]:
        """A workbook of these rows."""
        book = Workbook()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save("centres.xlsx")
        return self("import", "centres.xlsx")

    def exported(self, name: str) -> str:
        """The file as it is written."""
        code, said = self("export", name, "--force")
        assert (code, "Выгружено центров: " in said) == (0, True)
        return Path(name).read_text(encoding="utf-8") if name.endswith(".toml") else ""


def test_a_file_is_imported_laid_over_again_and_exported(centres: Centres) -> None:
    """Added, unchanged, changed field by field, missing (kept, or switched off when that was asked for), back again."""
    code, said = centres.toml(TOML)
    assert (code, said.splitlines()[0]) == (0, "+ msk (Центр в Москве): добавлен")
    assert "+ ekb (Центр в Екатеринбурге): добавлен" in said
    assert centres.toml(TOML)[1].splitlines() == [
        "= msk (Центр в Москве): без изменений",
        "= ekb (Центр в Екатеринбурге): без изменений",
        "Центры загружены.",
    ]
    code, said = centres("list")
    assert said.splitlines()[0].startswith(
        "ekb — Центр в Екатеринбурге (Свердловская область): пн-пт 09:00-18:00, сб 10:00-14:00. Сейчас "
    )
    only = TOML.partition('[[centre]]\nkey = "ekb"')[0].replace("08:00-18:00", "08:00-17:00")
    only = only.replace("hotline = -1001111111111", "hotline = 0").replace('2026-12-31 = "закрыто"', "")
    only = only.replace('"30.12.2026" = "09:00-15:00"', '"30.12.2026" = "как обычно"')
    code, said = centres.toml(only)
    assert said.splitlines() == [
        "~ msk (Центр в Москве): изменён",
        "    часы работы (hours): пн-пт 08:00-18:00 → пн-пт 08:00-17:00",
        "    30.12.2026: 09:00-15:00 → как обычно",
        "    группа горячей линии (hotline): -1001111111111 → общая группа",
        "! ekb (Центр в Екатеринбурге): в файле его нет, он остаётся как есть (выключить: --disable-missing)",
        "Центры загружены.",
    ]
    assert "- ekb (Центр в Екатеринбурге): в файле его нет, выключен" in centres.toml(only, "--disable-missing")[1]
    assert "Сейчас" not in centres("list")[1].splitlines()[0]
    assert "включён: нет → да" in centres.toml(TOML, "--dry-run")[1]
    assert "включён: нет → да" in centres.toml(TOML)[1]


@pytest.mark.parametrize("name", ["again.toml", "again.xlsx"])
def test_what_is_exported_is_imported_as_it_was(centres: Centres, name: str) -> None:
    """Phones in one form, days, groups and lists survive both kinds of files."""
    centres.toml(TOML)
    before = centres.exported("before.toml")
    assert 'phones = ["+74950000001", "+74950000002 доб. 12"]' in before
    assert '2026-12-30 = "09:00-15:00"' in before
    assert "seniors = -1002222222222" in before
    centres.exported(name)
    assert centres("import", name)[1].count("без изменений") == 2
    centres.toml(TOML.replace("Примерная", "Новая"))
    assert "адрес (address): Новая улица, 1 → Примерная улица, 1" in centres("import", name)[1]
    assert centres.exported("after.toml") == before
    code, said = centres("export", name)
    assert (code, "--force" in said) == (1, True)


FAULTY = {
    "hours": ('hours = "пн-пт 08:00-18:00"', 'hours = "пн-пт 18-8"', "строка 2: часы работы (hours): в часах"),
    "zone": ("Europe/Moscow", "Europe/Moskow", "возможно, вы имели в виду «Europe/Moscow»"),
    "field": ("phones =", "phone =", "неизвестное поле «phone», возможно, вы имели в виду «phones»"),
    "phone": ("8 (495) 000-00-01", "звоните", "«звоните» — не телефон"),
    "email": ("Msk@Example.org", "почта", "«почта» — не адрес почты"),
    "url": ("https://maps.example.org/1", "javascript:alert(1)", "не адрес страницы"),
    "key": ('key = "ekb"', 'key = "MSK"', "строка 23: такой же ключ уже есть в строке 2"),
    "no key": ('key = "ekb"', "", "строка 23: у центра нет ключа"),
    "bad key": ('key = "ekb"', 'key = "два слова"', "ключ — одно слово"),
    "needed": ('region = "Москва"\n', "", "центр «msk» новый, ему нужны регион (region)"),
    "day": ("2026-12-31", "31-12", "не дата"),
    "group": ("-1001111111111", "12", "отрицательное число"),
    "purpose": ("hotline = -", "hotlin = -", "неизвестное поле «hotlin»"),
    "seniors": ("-1002222222222", "-1001111111111", "только для старших"),
    "type": ('name = "Центр в Москве"', "name = ['а']", "нужен текст в кавычках"),
    "empty": ('name = "Центр в Москве"', 'name = "  "', "название (name): значение пустое"),
    "long": ("Примерная улица", "ы" * 10_000, "длиннее 500"),
    "flag": ('key = "ekb"', 'key = "ekb"\nenabled = "может быть"', "нужно «да» или «нет»"),
    "table": ('[[centre]]\nkey = "msk"', '[other]\n[[centre]]\nkey = "msk"', "раздел «other» не нужен"),
    "one bracket": ('[[centre]]\nkey = "msk"', '[centre]\nkey = "msk"', "centres.toml"),
    "broken": ('name = "Центр в Москве"', 'name = "Центр', "записан с ошибкой в строке 4"),
}


def test_a_faulty_file_is_told_by_the_line_and_changes_nothing(centres: Centres) -> None:
    """Whatever else in it is sound."""
    for right, wrong, told in FAULTY.values():
        assert right in TOML
        code, said = centres.toml(TOML.replace(right, wrong, 1))
        assert (code, told in said) == (1, True), said
    assert "Центров пока нет" in centres("list")[1]


def test_files_that_are_none_are_told_in_a_sentence(centres: Centres) -> None:
    """Another encoding, another kind, nothing in it, nothing there."""
    assert "не в кодировке UTF-8" in centres.toml(TOML, encoding="cp1251")[1]
    assert "нет ни одного центра" in centres.toml("")[1]
    assert "такого файла или папки нет" in centres("import", "none.toml")[1]
    Path("centres.csv").write_text("key", encoding="utf-8")
    assert "*.toml или *.xlsx" in centres("import", "centres.csv")[1]
    Path("broken.xlsx").write_bytes(b"PK\x03\x04 and no more")
    code, said = centres("import", "broken.xlsx")
    assert (code, "broken.xlsx" in said) == (1, True)
    assert centres("export", "centres.doc")[0] == 1


def test_a_workbook_is_read_by_its_columns(centres: Centres) -> None:
    """In any order, by Russian or English names; faults name their row, unknown and missing columns are told."""
    assert centres.rows(HEADER, ROW, [""] * 7)[0] == 0
    code, said = centres.rows(HEADER, [*ROW[:4], "пн-пт 9-18", "+74950000003; 84950000004", "30.12.2026 9-15"])
    assert "часы работы (hours): пн-пт 08:00-18:00 → пн-пт 09:00-18:00" in said
    assert "телефоны (phones): +74950000001 → +74950000003, +74950000004" in said
    assert "30.12.2026: как обычно → 09:00-15:00" in said
    code, said = centres.rows([*HEADER[:4], "hours", "Телефакс"], ROW)
    assert (code, "строка 1: неизвестные столбцы: «Телефакс»" in said) == (1, True)
    code, said = centres.rows(HEADER[:3], ROW[:3])
    assert (code, "не хватает столбцов: «часовой пояс», «часы работы»" in said) == (1, True)
    code, said = centres.rows(HEADER, ROW, [*ROW, "лишнее"])
    assert (code, "строка 3: такой же ключ уже есть в строке 2" in said, "вне столбцов" in said) == (1, True, True)
