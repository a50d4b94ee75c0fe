"""A file is replaced whole or not at all."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from optimiser.faults import Refused
from optimiser.files import digest, make_folder, replace_file


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    replace_file(path, lambda target: target.write_bytes(b"one") and None)
    replace_file(path, lambda target: target.write_bytes(b"two") and None)
    assert path.read_bytes() == b"two"
    assert os.listdir(tmp_path) == ["plan.xlsx"]  # noqa: PTH208


def test_a_failure_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")

    def half(target: Path) -> None:
        target.write_bytes(b"ha")
        raise RuntimeError("stopped")

    with pytest.raises(RuntimeError):
        replace_file(path, half)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["absent/plan.xlsx", "file/plan.xlsx", "folder"])
def test_a_target_that_cannot_be_written_is_a_fault(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused) as refused:
        replace_file(tmp_path / name, lambda target: target.write_bytes(b"x") and None)
    assert [fault.code for fault in refused.value.faults] == ["target-unwritable"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["file", "folder"]


def test_a_target_that_is_open_elsewhere_is_a_fault_that_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_bytes(b"old")

    def locked(self: Path, target: Path) -> Path:
        raise PermissionError(13, "used by another process")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(Refused) as refused:
        replace_file(path, lambda target: target.write_bytes(b"new") and None)
    told = refused.value.faults[0].as_json("nl")
    assert "used by another process" in told["mend"]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_rights_are_kept(tmp_path: Path) -> None:
    real, link = tmp_path / "real.xlsx", tmp_path / "link.xlsx"
    real.write_bytes(b"old")
    real.chmod(0o640)
    link.symlink_to(real)
    replace_file(link, lambda target: target.write_bytes(b"new") and None)
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        replace_file(pipe, lambda target: target.write_bytes(b"all of it") and None)
        assert read.result() == b"all of it"
    assert pipe.is_fifo()
    assert os.listdir(tmp_path) == ["pipe"]  # noqa: PTH208


def test_a_folder_is_made_or_is_a_fault(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(Refused):
        make_folder(tmp_path / "file" / "b")


def test_the_digest_is_sha_256(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    assert digest(tmp_path / "x") == hashlib.sha256(b"abc").hexdigest()
