"""The database's shape: up, down, up again, and the same as the code's tables, on SQLite and on PostgreSQL."""

from __future__ import annotations

import ast
import importlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

import migrations
from bot import schema
from bot.database import Base

ROOT = Path(migrations.__file__).parent.parent
PACKAGES = ("bot", "handlers", "knowledge", "operators")


def _owners_named_by_env() -> set[str]:
    tree = ast.parse((ROOT / "migrations" / "env.py").read_text(encoding="utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "OWNERS":
            return set(ast.literal_eval(node.value))
    raise AssertionError("env.py names no OWNERS")


def _modules_with_tables() -> set[str]:
    found = set()
    for package in PACKAGES:
        for path in (ROOT / package).rglob("*.py"):
            if re.search(r"^class \w+\(.*\bBase\b.*\):", path.read_text(encoding="utf-8"), re.MULTILINE):
                found.add(".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"))
    return found


def _tables(url: str) -> set[str]:
    with schema.connected(url) as connection:
        return set(inspect(connection).get_table_names()) - {"alembic_version"}


def test_env_imports_every_owner_of_tables() -> None:
    """A module with tables that env.py does not import would be missing from the next revision."""
    assert _owners_named_by_env() == _modules_with_tables()


def test_up_down_and_up_again(empty_database: str) -> None:
    """An empty database gets every table, gives them all back, and gets them again."""
    todo = schema.pending(empty_database)
    assert todo
    assert schema.upgrade(empty_database) == todo
    assert schema.pending(empty_database) == []
    tables = _tables(empty_database)
    schema.downgrade(empty_database)
    assert _tables(empty_database) == set()
    assert schema.pending(empty_database) == todo
    assert schema.upgrade(empty_database) == todo
    assert _tables(empty_database) == tables


def test_nothing_is_done_twice(empty_database: str) -> None:
    """A database that is up to date is left alone."""
    schema.upgrade(empty_database)
    assert schema.upgrade(empty_database) == []


def test_no_drift_between_the_code_and_the_database(empty_database: str) -> None:
    """What the migrations build is what the models declare."""
    for owner in _owners_named_by_env():
        importlib.import_module(owner)
    schema.upgrade(empty_database)
    with schema.connected(empty_database) as connection:
        options = {"compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), Base.metadata) == []


def test_two_processes_may_start_at_once(empty_database: str) -> None:
    """Upgrades side by side wait for each other; one of them does the work."""
    program = "import sys; from bot import schema; print(len(schema.upgrade(sys.argv[1])))"
    command = [sys.executable, "-c", program, empty_database]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) for _ in range(2)]  # noqa: S603
    done = sorted(int(process.communicate(timeout=60)[0]) for process in both)
    assert done[0] == 0
    assert done[1] > 0
    assert schema.pending(empty_database) == []


def test_looking_makes_no_file(sqlite_url: str, tmp_path: Path) -> None:
    """`pending` on a database that does not exist yet leaves none behind."""
    assert schema.pending(sqlite_url)
    assert list(tmp_path.iterdir()) == []


def test_a_newer_database_is_refused_in_a_sentence(empty_database: str) -> None:
    """A revision that this version does not know is not touched."""
    schema.upgrade(empty_database)
    with schema.connected(empty_database) as connection, connection.begin():
        connection.execute(text("UPDATE alembic_version SET version_num = 'from_the_future'"))
    for action in (schema.pending, schema.upgrade):
        with pytest.raises(schema.SchemaError, match="новее"):
            action(empty_database)


def test_an_unreachable_database_is_a_sentence_without_the_password() -> None:
    """A server that is not there is named, its password is not."""
    url = "postgresql+psycopg://liniya:s3cret@127.0.0.1:1/liniya"
    with pytest.raises(schema.SchemaError, match=r"недоступна") as caught:
        schema.pending(url)
    assert "s3cret" not in str(caught.value)
