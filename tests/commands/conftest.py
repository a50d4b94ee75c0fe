"""A folder with the small programme, made once."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.commands.running import small_case


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small programme with its workbook; to copy, not to change."""
    return small_case(tmp_path_factory.mktemp("shelf") / "small")


@pytest.fixture
def case(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of one's own, and the folder one stands in."""
    folder = tmp_path / "small"
    shutil.copytree(shelf, folder)
    monkeypatch.chdir(folder)
    return folder
