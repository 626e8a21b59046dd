"""Bytes on disk: whole or not at all, known by their contents."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bot.file_store import FileStore


def test_what_is_kept_can_be_read_again(tmp_path: Path) -> None:
    """Under its SHA-256, however it was written."""
    store = FileStore(tmp_path)
    with store.incoming() as incoming:
        incoming.write("Дого".encode())
        incoming.write("вор".encode())
        sha256 = incoming.keep()
    assert sha256 == hashlib.sha256("Договор".encode()).hexdigest()
    assert store.path(sha256).read_text() == "Договор"
    assert incoming.size == len("Договор".encode())


def test_the_same_contents_lie_there_once(tmp_path: Path) -> None:
    """Also when they come a second time."""
    store = FileStore(tmp_path)
    for _ in range(2):
        with store.incoming() as incoming:
            incoming.write(b"x")
            incoming.keep()
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_what_is_given_up_leaves_nothing(tmp_path: Path) -> None:
    """A failed download is no file; what a killed process left is swept away."""
    store = FileStore(tmp_path)
    with store.incoming() as incoming:
        incoming.write(b"half")
    assert not any(path.is_file() for path in tmp_path.rglob("*"))
    (tmp_path / "incoming" / "leftover").write_bytes(b"half")
    store.sweep()
    assert not any(path.is_file() for path in tmp_path.rglob("*"))


@pytest.mark.parametrize("name", ["../../etc/passwd", "", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_hash_names_a_place(tmp_path: Path, name: str) -> None:
    """Nothing that a person wrote becomes a path."""
    with pytest.raises(ValueError, match="SHA-256"):
        FileStore(tmp_path).path(name)


def test_removing_twice_is_fine(tmp_path: Path) -> None:
    """What is gone is gone."""
    store = FileStore(tmp_path)
    with store.incoming() as incoming:
        incoming.write(b"x")
        sha256 = incoming.keep()
    store.remove(sha256)
    store.remove(sha256)
    assert not store.path(sha256).exists()
