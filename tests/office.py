"""LibreOffice without a screen, for tests and for looking: recalculate a workbook from scratch, or print it.

Every call has a profile of its own (two processes on one profile wait for each other), in which formulas are always recalculated on
loading, whatever values the file carries. LibreOffice's exit code is 0 even when it failed, so the written file is what is looked at.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
# Seconds. A cold start on a busy machine takes ten.
PATIENCE = 180

_ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


class OfficeFailed(RuntimeError):
    """LibreOffice wrote no file; the message is what it said."""


def need_office() -> None:
    """Skips the running test where there is no LibreOffice; under CI (the variable `CI` is set) it goes on, and so fails."""
    if SOFFICE is None and not os.environ.get("CI"):
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
    """Runs LibreOffice once, with a fresh profile. Raises `OfficeFailed` when there is no new file afterwards."""
    if SOFFICE is None:
        raise OfficeFailed("LibreOffice is not installed")
    outdir.mkdir(parents=True, exist_ok=True)
    written = outdir / f"{path.stem}.{suffix}"
    written.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as profile:
        user = Path(profile) / "user"
        user.mkdir()
        (user / "registrymodifications.xcu").write_text(_ALWAYS_RECALCULATE, encoding="utf-8")
        command = [SOFFICE, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore"]
        command += ["--convert-to", target, "--outdir", str(outdir), str(path)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    if not written.is_file() or written.stat().st_size == 0:
        raise OfficeFailed(f"{path.name} -> {suffix}: {done.stdout} {done.stderr}".strip())
    return written
