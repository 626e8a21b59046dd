"""The lexicon: groups, names of several words, concepts, a centre's own file, and what its author is told."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from bot.cli.kb import app
from bot.richtext import RichText
from knowledge.articles import Article
from knowledge.lexicon import Lexicon, load_lexicon
from knowledge.lexicon_file import Group, LexiconError
from knowledge.search import Search


def found(lexicon: Lexicon, query: str, *titles: str) -> list[str]:
    base = [Article(str(number), title, RichText("Ответ.")) for number, title in enumerate(titles)]
    return [hit.article.title for hit in Search(base, lexicon=lexicon).search(query, 3)]


@pytest.mark.parametrize("typed", ["ватсап", "whats app", "Вотсап?", "напишите в ватс-ап"])
def test_a_name_is_found_however_it_is_written(typed: str) -> None:
    """As one word or apart, in Russian letters or Latin ones."""
    titles = "Есть ли у вас WhatsApp", "Как заказать документ"
    assert found(load_lexicon(), typed, *titles)[:1] == [titles[0]]


@pytest.mark.parametrize("typed", ["тех. поддержка", "техпод", "телефон тех поддержки"])
def test_an_abbreviation_is_read_as_the_word(typed: str) -> None:
    """Also beside an article that has one of its parts by chance."""
    titles = "Техподдержка: куда звонить", "Кого поддержка не обслуживает: тех, у кого долг"
    assert found(load_lexicon(), typed, *titles)[:1] == [titles[0]]


def test_words_that_the_base_has_stay_words() -> None:
    """«Горячая линия» of the base is not read as «горячка», though that is in its group."""
    lexicon = Lexicon(["горячка горячая_линия"])
    assert found(lexicon, "горячая линия", "Горячая линия", "Горячка")[:1] == ["Горячая линия"]
    assert lexicon.joined(["горяч", "лин"], {"горячк"}) == [(2, "горячк")]
    assert lexicon.joined(["горяч", "лин"], set()) == [(1, "горяч"), (1, "лин")]


def test_a_concept_leads_one_way() -> None:
    """«Ватсап» finds the messengers; who asks for messengers does not ask for that one."""
    lexicon = Lexicon([Group("concepts", "вайбер > мессенджер")])
    assert found(lexicon, "вайбер", "Мессенджер") == ["Мессенджер"]
    assert found(lexicon, "мессенджер", "Вайбер") == []


def test_groups_that_never_fire() -> None:
    """Those to none of whose words anything could lead; of a concept the broader words count."""
    groups = [
        Group("synonyms", "прога программа", 2),
        Group("synonyms", "стрим эфир", 3),
        Group("concepts", "программа > трансляция", 7),
    ]
    assert [group.place for group in Lexicon(groups).idle({"программ"})] == [3, 7]


def test_a_centres_own_words_are_added(tmp_path: Path) -> None:
    """The shipped ones stay."""
    own = tmp_path / "own.toml"
    own.write_text('synonyms = ["кубик система"]\n', encoding="utf-8")
    lexicon = load_lexicon(own)
    assert "систем" in lexicon.alike("кубик")
    assert "программ" in lexicon.alike("прог")
    assert "кубик" not in load_lexicon().alike("систем")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('synonyms = [\n  "а б",\n  "в г\n]\n', "own.toml, строка 3: файл не читается"),
        ('synonym = ["а б"]\n', "own.toml, строка 1: раздел «synonym» неизвестен"),
        ('\nsynonyms = "а б"\n', "own.toml, строка 2: раздел «synonyms» должен быть списком"),
        ('concepts = ["а > б", 5]\n', "own.toml, строка 1: раздел «concepts» должен быть списком"),
        ('synonyms = [\n  "а б",\n  "",\n]\n', "own.toml, строка 3: в группе меньше двух слов"),
        ('synonyms = [\n  "прога",\n]\n', "own.toml, строка 2: в группе меньше двух слов"),
        ('synonyms = [\n  "а б",\n  "в г В",\n]\n', "own.toml, строка 3: слово «в» повторяется"),
        ('synonyms = [\n  "а > б",\n]\n', "own.toml, строка 2: уберите знак «>»"),
        ('concepts = [\n  "а б",\n]\n', "own.toml, строка 2: поставьте один знак «>»"),
        ('concepts = [\n  "а > ",\n]\n', "own.toml, строка 2: в группе меньше двух слов"),
    ],
)
def test_faults_are_named_by_line(tmp_path: Path, text: str, said: str) -> None:
    """A sentence that says where, and what to do."""
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(LexiconError) as fault:
        load_lexicon(own)
    assert str(fault.value).startswith(said)


def test_no_such_file(tmp_path: Path) -> None:
    """Said in a sentence, as well as what is no text."""
    with pytest.raises(LexiconError, match="файл не читается"):
        load_lexicon(tmp_path / "none.toml")
    (tmp_path / "photo.toml").write_bytes(b"\xff\xd8\xff")
    with pytest.raises(LexiconError, match="UTF-8"):
        load_lexicon(tmp_path / "photo.toml")


@given(st.text() | st.from_regex(r'(synonyms|concepts) = \["[а-д >_]*"(, "[а-д >_]*")*\]', fullmatch=True))
def test_any_file_is_read_or_refused_with_a_sentence(text: str) -> None:
    """Nothing else is raised, and what was read can be used."""

    class File(type(Path())):  # type: ignore[misc]
        def read_text(self, *_: object, **__: object) -> str:
            return text

    with suppress(LexiconError):
        assert load_lexicon(File("own.toml")).joined(["а", "б", "в"], {"а"})


def test_the_command_tells_what_never_fires(tmp_path: Path) -> None:
    """How many groups there are, and each idle one with its line; all of a base that has no words of the groups."""
    base, own = tmp_path / "base.jsonl", tmp_path / "own.toml"
    base.write_text('{"id": "a", "title": "Прога", "answer": "Ответ"}\n', encoding="utf-8")
    own.write_text('synonyms = [\n  "прога кубик",\n  "стрим эфир",\n]\n', encoding="utf-8")
    told = CliRunner().invoke(app, ["lexicon", "--base", str(base), "--file", str(own)])
    assert told.exit_code == 0
    assert "own.toml, строка 3 (synonyms): стрим эфир" in told.stdout
    assert "прога кубик" not in told.stdout
    assert f"В словаре {len(load_lexicon()) + 2} " in told.stdout
