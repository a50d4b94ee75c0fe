"""The one door to LibreOffice: a workbook as ODS or as PDF for the archive, where it is installed.

Every call has a profile of its own (two processes on one profile wait for each other). LibreOffice's exit code is 0 even when it failed, so the
written file is what is looked at.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from optimiser.faults import Fault, Refused
from optimiser.files import replace_file
from optimiser.language import Text

# Seconds. A cold start on a busy machine takes ten.
PATIENCE = 180
USUAL = (
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
)
# PDF/A-2b: text stays text, fonts are inside, nothing depends on this machine.
PDF_A = 'pdf:calc_pdf_Export:{"SelectPdfVersion":{"type":"long","value":"2"}}'
FILTERS: Mapping[str, str] = {"ods": "ods:calc8", "pdf": PDF_A}
# Always calculate formulas on loading, whatever values the file carries.
PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
  <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
INSTALLED = Text("LibreOffice op deze machine", "LibreOffice on this machine")
INSTALL = Text(
    "installeer LibreOffice (libreoffice.org), of open het werkboek in Excel en kies daar Opslaan als",
    "install LibreOffice (libreoffice.org), or open the workbook in Excel and choose Save As there",
)
A_FILE = Text("een goed {suffix}-bestand van LibreOffice", "a sound {suffix} file from LibreOffice")
TRY_AGAIN = Text(
    "open het werkboek zelf in LibreOffice; lukt dat, probeer het dan opnieuw, en anders in Excel Opslaan als",
    "open the workbook in LibreOffice yourself; if that works try again, otherwise use Save As in Excel",
)


def find_office() -> str | None:
    """The program's path, or None."""
    known = (shutil.which("soffice"), shutil.which("libreoffice"), *(path for path in USUAL if Path(path).is_file()))
    return next((path for path in known if path), None)


def convert(book: Path, target: Path) -> None:
    """A workbook as `target`, whose suffix (`.ods`, `.pdf`) says how; placed whole. LibreOffice writes the moment into it.

    Raises `Refused`: `office-missing`, `office-failed` (nothing sound was written in time) or `target-unwritable`.
    """
    suffix = target.suffix.removeprefix(".")
    with tempfile.TemporaryDirectory(prefix="office-", ignore_cleanup_errors=True) as own:
        made = run_office(book, Path(own), FILTERS[suffix], suffix)
        wrong = CHECKS[suffix](made)
        if wrong:
            raise _failed(book, suffix, wrong)
        replace_file(target, partial(shutil.copyfile, made))


def run_office(book: Path, folder: Path, filter: str, suffix: str) -> Path:
    """The file that LibreOffice writes into `folder`, which holds its profile too. Raises `Refused`: `office-missing`, `office-failed`."""
    office = find_office()
    if office is None:
        raise Refused([Fault("office-missing", book.name, expected=INSTALLED, mend=INSTALL)])
    profile, written = folder / "profile", folder / "out" / f"{book.stem}.{suffix}"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE, encoding="utf-8")
    command = [office, f"-env:UserInstallation={profile.resolve().as_uri()}", "--headless", "--norestore"]
    command += ["--convert-to", filter, "--outdir", str(written.parent), str(book.resolve())]
    try:
        said = _run(command)
    except OSError as error:
        said = str(error)
    if not written.is_file() or written.stat().st_size == 0:
        raise _failed(book, suffix, said)
    return written


def _run(command: list[str]) -> str:
    """What the program said; it and all it started are ended when it takes too long."""
    own_group = os.name != "nt"
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=own_group) as process:  # noqa: S603
        try:
            return process.communicate(timeout=PATIENCE)[0].decode(errors="replace").strip()
        except subprocess.TimeoutExpired:
            if own_group:
                os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            return f"> {PATIENCE} s"


def _failed(book: Path, suffix: str, said: str) -> Refused:
    found = said.splitlines()[-1][:200] if said else ""
    return Refused([Fault("office-failed", book.name, found=found, expected=A_FILE, mend=TRY_AGAIN, values=(("suffix", suffix),))])


def _no_pdf_a(path: Path) -> str:
    """Why a file is no PDF/A-2b by its own metadata, or ""."""
    data = path.read_bytes()
    marks = (rb"<pdfaid:part>2</pdfaid:part>", rb"<pdfaid:conformance>B</pdfaid:conformance>")
    good = data.startswith(b"%PDF-") and data.rstrip().endswith(b"%%EOF") and all(mark in data for mark in marks)
    return "" if good else "PDF/A-2b"


def _no_ods(path: Path) -> str:
    """Why a file is no ODS, or ""."""
    try:
        with zipfile.ZipFile(path) as parts:
            return "" if parts.read("mimetype") == b"application/vnd.oasis.opendocument.spreadsheet" and parts.testzip() is None else "mimetype"
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        return str(error)


CHECKS: Mapping[str, Callable[[Path], str]] = {"pdf": _no_pdf_a, "ods": _no_ods}
