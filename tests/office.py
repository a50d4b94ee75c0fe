"""LibreOffice without a screen, for tests and for looking: recalculate a workbook from scratch, or print it.

The product's own door, in which formulas are always recalculated on loading, whatever values the file carries.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from optimiser.office import find_office, run_office


def need_office() -> None:
    """Skips the running test where there is no LibreOffice; under CI (the variable `CI` is set) it goes on, and so fails."""
    if find_office() is None and not os.environ.get("CI"):
        pytest.skip("LibreOffice is not installed")


def recalculate(path: Path, outdir: Path) -> Path:
    """The same workbook with every formula computed afresh, in `outdir` (another folder than the workbook's own)."""
    if outdir.resolve() == path.parent.resolve():
        raise ValueError("outdir is the workbook's own folder")
    return convert(path, outdir, "xlsx:Calc MS Excel 2007 XML", "xlsx")


def to_pdf(path: Path, outdir: Path) -> Path:
    """The workbook as it prints."""
    return convert(path, outdir, "pdf", "pdf")


def convert(path: Path, outdir: Path, target: str, suffix: str) -> Path:
    """Runs LibreOffice once, with a fresh profile. Raises `Refused` when there is no new file afterwards."""
    outdir.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as own:
        return Path(shutil.copy(run_office(path, Path(own), target, suffix), outdir))
