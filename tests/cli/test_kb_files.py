"""`liniya kb import`, `export` and the commands over single articles: whole or not at all, and told entry by entry."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.cli.application import run

ONE = {"id": "Заказ/№1", "title": "Заказ", "answer": "Позвоните **нам**", "format": "markdown", "owner": "Анна"}
OTHER = {"id": "../b", "title": "Борщ", "answer": "Варите свёклу", "valid_until": "2020-01-31", "enabled": False}


@pytest.fixture(autouse=True)
def _own_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder and a database, not there yet, of the test's own; without the shipped articles."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LINIYA_DATABASE__URL", f"sqlite+aiosqlite:///{tmp_path / 'data' / 'liniya.db'}")
    monkeypatch.setenv("LINIYA_KNOWLEDGE__SHIPPED", "false")


def base(*articles: dict[str, Any], name: str = "base.jsonl") -> str:
    Path(name).write_text("".join(json.dumps(one) + "\n" for one in articles), encoding="utf-8")
    return name


def kb(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    """What `liniya kb …` says, on either stream."""
    assert run(["kb", *arguments]) == code
    said = capsys.readouterr()
    return said.out + said.err


def test_a_dry_run_only_tells(capsys: pytest.CaptureFixture[str]) -> None:
    """Not even the database is made."""
    told = kb(capsys, "import", base(ONE, OTHER), "--dry-run")
    assert "+ Заказ/№1: новая\n+ ../b: новая (выключится)\nНовых: 2, изменённых: 0" in told
    assert "ничего не загружено" in told
    assert not Path("data").exists()


def test_an_import_and_the_same_again(capsys: pytest.CaptureFixture[str]) -> None:
    """The second time there is nothing to do, and the history has one state."""
    assert kb(capsys, "import", base(ONE, OTHER)).endswith("Загружено.\n")
    told = kb(capsys, "import", base(ONE, OTHER))
    assert "= Заказ/№1: без изменений\n= ../b: без изменений" in told
    assert "загружать нечего" in told
    assert kb(capsys, "history", "../b").count("\n") == 1
    assert "добавлена · base.jsonl" in kb(capsys, "history", "../b")


def test_changed_fields_are_named_and_the_author_kept(capsys: pytest.CaptureFixture[str]) -> None:
    """What the file does not say of an article's state stays as it was."""
    kb(capsys, "import", base(ONE, OTHER))
    silent = {name: value for name, value in OTHER.items() if name != "enabled"}
    told = kb(capsys, "import", base(ONE | {"answer": "Иначе", "owner": "Олег"}, silent), "--author", "Ольга")
    assert "~ Заказ/№1: изменится (ответ, ответственный)\n= ../b: без изменений" in told
    assert "изменена · Ольга" in kb(capsys, "history", "Заказ/№1")


def test_replacing_switches_the_others_off_and_those_that_return_on(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is deleted."""
    kb(capsys, "import", base(ONE, OTHER | {"enabled": True}))
    assert "- Заказ/№1: выключится, в файле её нет" in kb(
        capsys, "import", base(OTHER | {"enabled": True}), "--replace"
    )
    assert "Заказ [выключена]" in kb(capsys, "list")
    assert "~ Заказ/№1: изменится (включится)" in kb(capsys, "import", base(ONE), "--replace")


def test_one_fault_and_nothing_is_imported(capsys: pytest.CaptureFixture[str]) -> None:
    """Each is named, an id that no database keeps as well."""
    told = kb(capsys, "import", base(ONE, {"id": "x"}, ONE, OTHER | {"id": "a" * 201}), code=1)
    assert "строка 2: в поле «title»" in told
    assert "строка 3: id «Заказ/№1» уже был в строке 1" in told
    assert "строка 4: id «aaa" in told
    assert not Path("data").exists()


def test_links_that_no_client_will_get_are_named(capsys: pytest.CaptureFixture[str]) -> None:
    """By article, with what to mend; they are imported all the same, and shown without a link."""
    odd = [{"title": "Скрипт", "url": "javascript:alert(1)"}, {"title": "Чат", "url": "tg://x"}]
    good = [{"title": "Сайт", "url": "https://example.org/a"}]
    name = base(ONE | {"sources": good}, OTHER | {"sources": odd + good})
    for end in ("ничего не загружено.", "Загружено."):
        told = kb(capsys, "import", name, *(["--dry-run"] if end[0] == "н" else []))
        assert [line.split(": адрес")[0] for line in told.splitlines() if line.startswith("!")] == [
            "! ../b: javascript:alert(1)",
            "! ../b: tg://x",
        ]
        assert told.rstrip().endswith(end)
    assert "• Скрипт\n• Чат\n• Сайт (https://example.org/a)" in kb(capsys, "show", "../b")


def test_export_and_back(capsys: pytest.CaptureFixture[str]) -> None:
    """In every format nothing has changed; ids are no paths; what is there is not overwritten."""
    kb(capsys, "import", base(ONE, OTHER))
    for path in ("out", "out.jsonl", "out.csv", "out.xlsx"):
        kb(capsys, "export", path)
        told = kb(capsys, "import", path, "--dry-run", "--replace")
        assert "Новых: 0, изменённых: 0, без изменений: 2, выключенных: 0." in told
        assert "уже есть" in kb(capsys, "export", path, code=1)
        assert "Выгружены 2 статьи" in kb(capsys, "export", path, "--force")
    assert {path.name for path in Path().iterdir()} == {"base.jsonl", "data", "out", "out.jsonl", "out.csv", "out.xlsx"}
    assert len(list(Path("out").iterdir())) == 2


def test_a_folder_with_other_things_is_never_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    """Not even with --force."""
    Path("mine").mkdir()
    Path("mine/notes.txt").write_text("важно", encoding="utf-8")
    assert "не только статьи" in kb(capsys, "export", "mine", "--force", code=1)
    assert Path("mine/notes.txt").read_text(encoding="utf-8") == "важно"
    assert "не понять, какой нужен файл" in kb(capsys, "export", "base.xyz", code=2)


def test_an_article_is_switched_shown_and_taken_back(capsys: pytest.CaptureFixture[str]) -> None:
    """Each act is in the history."""
    kb(capsys, "import", base(ONE, OTHER))
    assert "выключена." in kb(capsys, "off", "Заказ/№1", "--author", "Анна")
    assert "и так выключена" in kb(capsys, "off", "Заказ/№1")
    shown = kb(capsys, "show", "Заказ/№1")
    assert "[выключена] · ответственный: Анна" in shown
    assert "Позвоните нам" in shown
    assert "возвращена к состоянию 1" in kb(capsys, "back", "Заказ/№1", "1")
    assert "нет состояния 7" in kb(capsys, "back", "Заказ/№1", "7", code=1)
    assert "включена." in kb(capsys, "on", "../b")
    assert "Борщ [срок вышел 31.01.2020]" in kb(capsys, "list")
    assert "нет: id показывает" in kb(capsys, "show", "нет", code=1)
    assert "2 · " in kb(capsys, "history", "Заказ/№1")


def test_the_database_is_asked_once_it_has_articles(capsys: pytest.CaptureFixture[str]) -> None:
    """Those that are off are not found; before that the shipped ones answer. Files are asked beside it."""
    assert json.loads(kb(capsys, "ask", "забыл пароль", "--json"))["hits"][0]["id"] == "login-problem"
    kb(capsys, "import", base(ONE, OTHER))
    assert [one["id"] for one in json.loads(kb(capsys, "ask", "заказ борща", "--json"))["hits"]] == ["Заказ/№1"]
    Path("base.csv").write_text("id;title;answer\nc;Рецепт супа;Варите\n", encoding="utf-8")
    assert json.loads(kb(capsys, "ask", "рецепт супа", "--json", "--base", "base.csv"))["hits"][0]["id"] == "c"


def test_what_is_stale_is_offered_at_most(capsys: pytest.CaptureFixture[str]) -> None:
    """It may be wrong by now, and people are told so."""
    kb(capsys, "import", base(OTHER | {"enabled": True}))
    assert " %) [срок вышел 31.01.2020]" in kb(capsys, "ask", "Борщ")
    assert "Сведения могли устареть" in kb(capsys, "show", "../b")
    assert json.loads(kb(capsys, "ask", "Борщ", "--json"))["outcome"] == "offer"


@pytest.mark.parametrize(("answer", "end", "code"), [("д", "Загружено.", 0), ("н", "Ничего не загружено.", 1)])
def test_a_person_at_a_terminal_is_asked(answer: str, end: str, code: int) -> None:
    """After the report, before anything is changed."""
    master, terminal = os.openpty()
    command = [sys.executable, "-m", "bot", "kb", "import", base(ONE)]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    process = subprocess.Popen(command, stdin=terminal, stdout=subprocess.PIPE, env=environment)  # noqa: S603
    os.write(master, f"{answer}\n".encode())
    told = process.communicate()[0].decode()
    os.close(master)
    os.close(terminal)
    assert "Загрузить? [д/н]" in told
    assert told.endswith(f"{end}\n")
    assert process.returncode == code
