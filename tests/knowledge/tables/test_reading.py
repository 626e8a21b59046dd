"""Tables as people make them: in Russian or English, in any encoding, with gaps, dates and numbers."""

from __future__ import annotations

import zipfile
from csv import reader
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook

from bot.richtext import rich
from knowledge.articles import Article, SourceLink
from knowledge.entries import Entry, KnowledgeError, all_or_none
from knowledge.files import Kind, load_base, read_base
from knowledge.saving import writing

HEADER = "ид;Заголовок;Ответ;Формулировки;Метки;Источники;Ответственный;Действует до;Центр\n"
ROW = 'a;Тема;"Первая строка\nвторая; ""так""";раз | два;м;"Закон: https://a.ru/1\nhttps://a.ru/2";Анна;31.01.2027;Северный\n'


def csv(folder: Path, content: str | bytes) -> Path:
    path = folder / "base.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def xlsx(folder: Path, *rows: list[Any]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    path = folder / "base.xlsx"
    book.save(path)
    return path


def read(path: Path) -> tuple[Entry, ...]:
    entries: tuple[Entry, ...] = all_or_none(read_base(path))
    return entries


def refused(path: Path) -> str:
    with pytest.raises(KnowledgeError) as caught:
        read(path)
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_csv_of_any_make_is_read(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    """Encoding, separator and line ends are recognised; line ends and quotes inside of a cell are text."""
    row = ROW.replace(";", separator).replace(f"вторая{separator}", "вторая;")
    text = (HEADER.replace(";", separator) + row).replace("\n", end)
    (entry,) = read(csv(tmp_path, text.encode(encoding)))
    article = entry.article
    second = 'вторая; "так"'
    assert (article.id, article.title, article.answer.text) == ("a", "Тема", f"Первая строка\n{second}")
    assert (article.questions, article.tags) == (("раз", "два"), ("м",))
    assert article.sources == (SourceLink("Закон", "https://a.ru/1"), SourceLink("https://a.ru/2", "https://a.ru/2"))
    assert (article.owner, article.valid_until, article.centre) == ("Анна", date(2027, 1, 31), "Северный")
    assert entry.enabled is None


def test_english_columns_in_any_order(tmp_path: Path) -> None:
    """Only id, title and answer are needed; a row without anything is passed over."""
    path = csv(tmp_path, "\n\nAnswer,ID,Title,Enabled\nО,a,Т,нет\n,,,\nО,b,,\n")
    assert [(entry.article.id, entry.enabled, entry.line) for entry in read(path)] == [("a", False, 4), ("b", None, 6)]
    assert [article.id for article in load_base(path)] == ["b"]


def test_markdown_where_the_column_says_so(tmp_path: Path) -> None:
    """Answers are plain text otherwise."""
    path = csv(tmp_path, "id;title;answer;format\na;т;**о**;markdown\nb;т;**о**;\n")
    assert [entry.article.answer.text for entry in read(path)] == ["о", "**о**"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "id;title;answer\na;т;о\nb;т;\na;т;о\n",
            ["строка 3: в столбце «ответ» пусто", "строка 4: id «a» уже был в строке 2"],
        ),
        (
            "id;тема;answer\n",
            ["строка 1: столбец «тема» неизвестен", "нет столбца «заголовок (title)»", "Столбцы таблицы:"],
        ),
        ("id;title;answer;ответ\n", ["столбец «ответ» есть дважды"]),
        ("id;title;answer\na;т;о;лишнее\n", ["строка 2: есть значение там, где нет столбца"]),
        ("id;title;answer;sources\na;т;о;на сайте\n", ["строка 2: источники не поняты"]),
        ("id;title;answer;valid_until\na;т;о;31.02.2027\n", ["строка 2: срок «2027-02-31» не понят"]),
        ("id;title;answer;enabled\na;т;о;может\n", ["строка 2: в столбце «включена» стоит «может»"]),
        ("id;title;answer\na;т;#REF!\n", ["строка 2: в ячейке ошибка формулы"]),
        ('id;title;answer\na;т;"о\nb;т;о\n', ["строка 2: таблица не читается, кавычки"]),
        (b"\x98\xff", ["кодировка не распознана"]),
        ("", ["нет ни одной статьи"]),
    ],
)
def test_faults_are_named_by_row(tmp_path: Path, content: str | bytes, said: list[str]) -> None:
    """All of them at once, each with what to do."""
    told = refused(csv(tmp_path, content))
    assert all(part in told for part in said), told


def test_numbers_dates_and_gaps_of_a_workbook(tmp_path: Path) -> None:
    """What a person sees in the cells; hidden and empty rows are fine."""
    header = ["id", "title", "answer", "valid_until", "tags"]
    path = xlsx(
        tmp_path,
        [],
        header,
        [7, 44.0, 1.5, datetime.combine(date(2027, 1, 31), time()), None],
        [],
        ["b", None, True, date(2027, 2, 1)],
    )
    one, other = read(path)
    assert (one.article.id, one.article.title, one.article.answer.text) == ("7", "44", "1.5")
    assert (one.article.valid_until, other.article.valid_until) == (date(2027, 1, 31), date(2027, 2, 1))
    assert (other.line, other.article.title, other.article.answer.text) == (5, "", "да")


def test_formulas_are_their_saved_values(tmp_path: Path) -> None:
    """One that was never worked out is an empty cell."""
    assert "строка 2: в столбце «ответ» пусто" in refused(xlsx(tmp_path, ["id", "title", "answer"], ["a", "т", "=1+1"]))


@pytest.mark.parametrize("kind", [Kind.CSV, Kind.XLSX])
@pytest.mark.parametrize("text", ["=1+1", "+7", "-1", "@A1", " =1", "'=1", "\t=1", "＝1"])
def test_no_text_becomes_a_formula(tmp_path: Path, kind: Kind, text: str) -> None:
    """As a spreadsheet would read the file: no cell of it begins as a formula does, or it is marked as text."""
    path = tmp_path / f"base.{kind}"
    with writing(path, kind) as writer:
        writer.add(Article(text, text, rich(text), (text,), (text,), owner=text, centre=text), enabled=True)
    if kind is Kind.CSV:
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells = [cell for row in reader(file, delimiter=";") for cell in row]
        assert cells
        assert not any(cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for cell in cells)
    else:
        with zipfile.ZipFile(path) as archive:
            assert b"<f" not in archive.read("xl/worksheets/sheet1.xml").replace(b"<freeze", b"")
    assert read(path)[0].article.id == text


def test_what_is_no_workbook_gets_a_sentence(tmp_path: Path) -> None:
    """Another file under its name, a broken one, one that unpacks into more than a machine bears."""
    path = tmp_path / "base.xlsx"
    path.write_bytes(b"PK\x03\x04 no")
    assert "это не книга Excel" in refused(path)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    assert "это не книга Excel" in refused(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(520):
                part.write(bytes(1 << 20))
    assert "слишком большая" in refused(path)
    assert "не читается" in refused(tmp_path / "absent.xlsx")
    assert "сохраните её как .xlsx" in refused(tmp_path / "old.xls")
