"""The document, its files and its words."""

from __future__ import annotations

import json
import re

import pytest

from bot.sandbox.page.routes import HERE
from bot.sandbox.page.words import together, words
from tests.sandbox.page.conftest import Page

SCRIPTS = sorted((HERE / "static/js").glob("*.js"))
FILES = sorted(path.relative_to(HERE) for path in (HERE / "static").rglob("*.*"))


async def test_the_document_brings_its_words_and_nothing_foreign(page: Page) -> None:
    """Texts come in a block of JSON, scripts and styles from here alone, and the policy says so."""
    response = await page.http.get("/")
    data = re.search(r'<script type="application/json" id="page-data">(.*?)</script>', response.text, re.DOTALL)
    assert data is not None
    assert json.loads(data[1])["words"] == words()
    assert re.findall(r'(?:src|href)="(?!/sandbox/static/)', response.text) == []
    assert "default-src 'self'" in response.headers["content-security-policy"]


@pytest.mark.parametrize("path", FILES, ids=str)
async def test_every_file_is_served_and_asked_about_again(page: Page, path: object) -> None:
    """A browser must not run half-old scripts after an update."""
    response = await page.http.get(f"/sandbox/{path}")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-cache"


def test_every_style_sheet_is_linked() -> None:
    """The template names the sheets one by one."""
    template = (HERE / "templates/page.html").read_text(encoding="utf-8")
    linked = re.search(r"for sheet in \(([^)]*)\)", template)
    assert linked is not None
    assert sorted(re.findall(r'"(\w+)"', linked[1])) == [
        path.stem for path in sorted((HERE / "static/css").glob("*.css"))
    ]


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_say_only_known_words_and_parse_no_markup(script: object) -> None:
    """A key without a text would be shown as it is; a client's text must never become markup."""
    code = script.read_text(encoding="utf-8")  # type: ignore[attr-defined]
    assert [key for key in re.findall(r'\bt\("(\w+)"', code) if key not in words()] == []
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write", code)


def test_no_word_is_defined_twice() -> None:
    """The second of two would silently stand where the first is meant."""
    assert together({"a": "1"}, {"b": "2"}) == {"a": "1", "b": "2"}
    with pytest.raises(ValueError, match="defined twice: a"):
        together({"a": "1"}, {"a": "2"})
