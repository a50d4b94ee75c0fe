"""The wheel, in an empty environment outside the repository: shipped models and inputs are in it and work."""

from __future__ import annotations

import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


def test_models_and_inputs_are_inside_and_tests_are_not(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert "optimiser/shipped/models/taz.toml" in names
    assert "optimiser/shipped/inputs/taz-2023-2025.xlsx" in names
    assert not [name for name in names if name.startswith(("tests/", "reports/"))]


def test_start_and_solve_work_from_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=False)
    site = next((tmp_path / "env").glob("lib/python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    # The libraries are those of this environment; the package is only the wheel's.
    libraries = [path for path in sys.path if path.endswith("site-packages")]
    (site / "libraries.pth").write_text("\n".join(libraries) + "\n")
    python = str(tmp_path / "env" / "bin" / "python")

    def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([python, "-m", "optimiser", *words], cwd=cwd, capture_output=True, text=True, check=False)

    where = subprocess.run([python, "-c", "import optimiser; print(optimiser.__file__)"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert str(tmp_path) in where.stdout
    started = run("start", "work", cwd=tmp_path)
    assert started.returncode == 0, started.stderr
    assert (tmp_path / "work" / "models" / "taz.toml").is_file()
    solved = run("solve", "--quiet", cwd=tmp_path / "work")
    assert solved.returncode == 0, solved.stderr
    assert (tmp_path / "work" / "reports" / "taz" / "base" / "plan.xlsx").is_file()
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert run("solve", "--json", cwd=elsewhere).returncode == 0
