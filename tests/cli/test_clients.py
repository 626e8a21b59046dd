"""`liniya clients`: organisations and contracts from a terminal."""

import csv
import io
import os
import zipfile
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from bot.cli.application import run

A, B, C = "7707083893", "500100732259", "0278000003"
HEADER = "ИНН;Организация;Статус договора;Действует до;Задолженность;Менеджер;Почта менеджера;ФИО;E-mail;Телефон"
ANNA = f"{A};ООО Первая;сопровождается;31.12.2027;;Ольга;o@centre.example;Анна;anna@first.example;8 495 000 00 01"
MARIA = f"{B};Вторая;приостановлен;бессрочно;1 234,56;Ольга;o@centre.example;Мария;maria@second.example;"


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No `liniya.toml` of the developer's takes part; the database is this folder's."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def clients(capsys: pytest.CaptureFixture[str]) -> "Clients":
    """The command line."""
    return Clients(capsys)


class Clients:
    """`liniya clients …`, and what it says."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str]:
        """The exit code, and what was said on either stream."""
        code = run(["clients", *arguments])
        said = self._capsys.readouterr()
        assert "Traceback" not in said.err
        return code, said.out + said.err

    def imports(self, *lines: str, options: Sequence[str] = (), encoding: str = "utf-8") -> tuple[int, str]:
        """A CSV file of these lines."""
        Path("crm.csv").write_text("\n".join(lines), encoding=encoding)
        return self("import", "crm.csv", *options)


def test_a_file_is_imported_shown_and_laid_over_again(clients: Clients) -> None:
    """New, unchanged, changed by field, missing (kept and marked), and back again."""
    code, said = clients.imports(HEADER, ANNA, MARIA)
    assert (code, "новых 2, изменено 0" in said, "Новые персональные менеджеры: Ольга." in said) == (0, True, True)
    code, said = clients("show", A)
    assert said.splitlines() == [
        f"{A} ООО Первая",
        "Договор: сопровождается до 31.12.2027",
        "Менеджер: Ольга",
        "Люди:",
        "  Анна · anna@first.example · +74950000001",
    ]
    assert "без изменений 2" in clients.imports(HEADER, ANNA, MARIA)[1]
    changed = ANNA.replace("31.12.2027", "31.12.2028").replace("anna@", "a@").replace("Ольга;o@", "Ирина;i@")
    code, said = clients.imports(HEADER, changed)
    assert (
        f"~ {A} ООО Первая: действует до: 31.12.2027 → 31.12.2028; менеджер: Ольга → Ирина; "
        "люди: добавлено 1, убрано 1" in said
    )
    assert f"- {B} Вторая: в файле её нет; не удаляется, отмечена" in said
    listed = clients("list")[1]
    assert f"{B}  Вторая  приостановлен долг 1\u00a0234,56\u00a0₽ (нет в файле с {datetime.now():%d.%m.}" in listed  # noqa: DTZ005
    assert listed.endswith("2 организации\n")
    assert f"~ {B} Вторая: снова есть в файле" in clients.imports(HEADER, changed, MARIA)[1]


def test_a_part_of_the_organisations_marks_nobody(clients: Clients) -> None:
    """`--partial`: what the file does not name stays as it is."""
    clients.imports(HEADER, ANNA, MARIA)
    assert "нет в файле 0" in clients.imports(HEADER, ANNA, options=["--partial"])[1]


def test_columns_that_are_not_there_change_nothing(clients: Clients) -> None:
    """Names in another order, other words for them, and only some of them; unknown ones are told."""
    clients.imports(HEADER, ANNA)
    code, said = clients.imports("Состояние договора,Код,Наименование,инн", f"Расторгнут,17,ООО Первая,{A}")
    assert code == 0
    assert "Столбец «Код» не читается." in said
    assert f"~ {A} ООО Первая: договор: сопровождается → расторгнут\n" in said


def test_several_lines_of_one_organisation(clients: Clients) -> None:
    """People gather; what only the first line says need not be repeated, and must not be contradicted."""
    code, said = clients.imports(HEADER, ANNA, f"{A};;;;;;;Мария;m@first.example;")
    assert (code, "Людей добавлено 2" in said) == (0, True)
    code, said = clients.imports(HEADER, ANNA, f"{A};ООО Иная;;;;;;Мария;m@first.example;")
    assert code == 1
    assert "строка 3, «Организация»: не сходится со строкой 2" in said


BAD = [
    f"{B[:-1]}8;Вторая;сопровождается;;;;;;;",
    f"{C};Третья;№ 17;32.13.2026;1,234;;o@centre.example;Анна;нет;спросить",
    f"{C};;;;;;;;;;лишнее",
]


def test_every_bad_line_is_told_and_nothing_is_saved(clients: Clients) -> None:
    """Line, column, what is wrong and what to do; exit code 1; the database is as it was."""
    code, said = clients.imports(HEADER, ANNA, *BAD)
    assert code == 1
    assert said.startswith("crm.csv: ошибки в 3 строках, ничего не загружено.")
    for place in (
        "строка 3, «ИНН»: в ИНН «500100732258» ошибка",
        "строка 4, «Статус договора»: состояние «№ 17» неизвестно",
        "строка 4, «Действует до»: «32.13.2026» не дата",
        "строка 4, «Задолженность»: «1,234» можно понять двояко",
        "строка 4, «Менеджер»: есть почта или телефон менеджера, но нет имени",
        "строка 4, «ФИО»: «нет» не адрес почты",
        "строка 5: значений больше, чем столбцов",
    ):
        assert place in said
    assert clients("list")[1].strip() == "0 организаций"


def test_good_lines_are_saved_if_that_is_wanted(clients: Clients) -> None:
    """`--skip-bad`: an organisation with a bad line stays as it was, and is not taken for missing."""
    clients.imports(HEADER, ANNA, f"{C};Третья;сопровождается;;;;;;;")
    code, said = clients.imports(HEADER, ANNA, MARIA, *BAD, options=["--skip-bad", "--report", "report.csv"])
    assert (code, "Пропущены 3 строки с ошибками" in said, "новых 1, изменено 0" in said) == (0, True, True)
    assert "нет в файле 0" in said
    rows = list(csv.reader(io.StringIO(Path("report.csv").read_text(encoding="utf-8-sig")), delimiter=";"))
    assert ["3", "", B, "Вторая", "новая организация"] in rows
    assert [row[0] for row in rows[1:8]] == ["4", "5", "5", "5", "5", "5", "6"]


def test_a_trial_changes_nothing(clients: Clients) -> None:
    """`--dry-run` tells the same and makes no database."""
    code, said = clients.imports(HEADER, ANNA, options=["--dry-run"])
    assert (code, "новых 1" in said, "ничего не загружено" in said) == (0, True, True)
    assert not Path("data").exists()


def test_a_file_that_lacks_most_of_the_organisations_is_asked_about(clients: Clients) -> None:
    """Somebody may have exported a part only: neither is guessed."""
    numbers = [f"{number}" for number in range(770000001, 770000040)]
    lines = [f"{_whole(number)};Фирма {number};сопровождается;;;;;;;" for number in numbers]
    clients.imports(HEADER, *lines)
    code, said = clients.imports(HEADER, lines[0])
    assert (code, "нет 38 из 39 известных" in said, "--partial" in said) == (1, True, True)
    assert "нет в файле 38" in clients.imports(HEADER, lines[0], options=["--full"])[1]


def _whole(number: str) -> str:
    from operators.inn import is_inn

    return next(f"{number}{digit}" for digit in range(10) if is_inn(f"{number}{digit}"))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
def test_encodings(clients: Clients, encoding: str) -> None:
    """Whatever the CRM writes."""
    assert clients.imports(HEADER, ANNA, encoding=encoding)[0] == 0
    assert "ООО Первая" in clients("list")[1]


def test_a_file_in_two_encodings_is_told_by_line(clients: Clients) -> None:
    """The lines that are not written as most of them are named; so are texts that were spoilt before."""
    lines = [HEADER.encode(), ANNA.encode(), MARIA.encode("cp1251"), f"{C};РћРћРћ Р’РµРєС‚РѕСЂ;да;;;;;;;".encode()]
    Path("crm.csv").write_bytes(b"\n".join(lines))
    code, said = clients("import", "crm.csv")
    assert code == 1
    assert "строка 3: строка записана в кодировке cp1251, а большая часть файла в другой" in said
    assert "строка 4, «Организация»: текст испорчен" in said


def test_a_workbook_with_its_own_numbers_and_dates(clients: Clients) -> None:
    """An INN that lost its zero, a date and a sum as Excel keeps them; what was put right is told."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["ИНН", "Организация", "Договор", "Окончание", "Долг"])
    sheet.append([278000003, "Третья", "действует", datetime(2027, 5, 31), 1234.5])  # noqa: DTZ001
    book.save("crm.xlsx")
    code, said = clients("import", "crm.xlsx")
    assert code == 0
    assert "строка 2, «ИНН»: таблица потеряла ноль в начале ИНН, читаем 0278000003" in said
    assert f"{C}    Третья  сопровождается до 31.05.2027 долг 1\u00a0234,50\u00a0₽" in clients("list")[1]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_exported_comes_back_as_it_was(clients: Clients, kind: str) -> None:
    """Every organisation with its people, and no file is replaced unasked."""
    clients.imports(HEADER, ANNA, f"{A};;;;;;;Мария;m@first.example;", MARIA.replace("Вторая", "=1+1"))
    code, said = clients("export", f"out.{kind}")
    assert (code, said.strip()) == (0, f"Выгружены 2 организации: out.{kind}")
    assert "без изменений 2" in clients("import", f"out.{kind}")[1]
    assert clients("export", f"out.{kind}")[0] == 1
    if kind == "xlsx":
        assert load_workbook("out.xlsx").worksheets[0]["B4"].data_type == "s"


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (300 << 20))


FILES = {
    "folder": Path.mkdir,
    "empty.csv": Path.touch,
    "blank.csv": lambda path: path.write_text("\n\n;;\n"),
    "header.csv": lambda path: path.write_text(HEADER),
    "binary.csv": lambda path: path.write_bytes(bytes(range(256)) * 40),
    "photo.xlsx": lambda path: path.write_bytes(b"\xff\xd8\xff" + b"\0" * 999),
    "half.xlsx": lambda path: path.write_bytes(b"PK\x03\x04" + b"\1" * 999),
    "old.xls": lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 999),
    "bomb.xlsx": _bomb,
    "other.csv": lambda path: path.write_text("a;b;c\n1;2;3\n"),
    "twice.csv": lambda path: path.write_text("ИНН;ИНН;Организация;Договор\n1;2;3;4\n"),
    "quotes.csv": lambda path: path.write_text(f'{HEADER}\n"{A};Первая\n'),
    "absent.csv": lambda _path: None,
    "pipe": os.mkfifo,
}


@pytest.mark.parametrize("name", FILES)
def test_no_file_whatever_gives_a_traceback(clients: Clients, name: str) -> None:
    """One sentence, exit code 1."""
    FILES[name](Path(name))  # type: ignore[operator]
    code, said = clients("import", name)
    assert code == 1
    assert said.startswith(f"{name}")
    assert len(said.strip().splitlines()) <= 2


def test_an_organisation_that_is_not_there(clients: Clients) -> None:
    """Said in a sentence."""
    assert clients("show", "1\x1b[31m") == (1, "Организации с ИНН 1\\x1b[31m нет. Список: liniya clients list.\n")
