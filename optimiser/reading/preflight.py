"""What a file is by its first bytes, before any library opens it: each thing that is not a workbook gets its own message."""

from __future__ import annotations

import re
from pathlib import Path

from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.reading.package import check_package

LARGEST_FILE = 100_000_000
WORKBOOK = Text("een Excel-werkmap (.xlsx)", "an Excel workbook (.xlsx)")
SAVE_AS = Text(
    "open het in Excel, kies Opslaan als en dan 'Excel-werkmap (*.xlsx)'",
    "open it in Excel, choose Save As and then 'Excel Workbook (*.xlsx)'",
)
EMPTY = Text(
    "het bestand is leeg (0 bytes); haal het opnieuw op of maak een lege met 'optimiser template'",
    "the file is empty (0 bytes); fetch it again or make a new one with 'optimiser template'",
)
UNLOCK = Text(
    "haal in Excel het wachtwoord weg (Bestand > Info > Werkmap beveiligen) en sla op",
    "remove the password in Excel (File > Info > Protect Workbook) and save",
)
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")


def preflight(path: Path) -> tuple[bytes, tuple[Fault, ...]]:
    """The bytes of a workbook that is safe to open, with warnings. Raises `Refused` with the reason it is not."""
    data = _bytes_of(path)
    name = path.name
    if data.startswith(b"PK"):
        return data, check_package(data, name)
    raise Refused([_ole(data, name) if data.startswith(_OLE) else _other(data, name)])


def _bytes_of(path: Path) -> bytes:
    name, size = path.name, 0
    if name.startswith("~$"):
        mend = Text("kies het bestand zelf: '{real}'", "choose the file itself: '{real}'")
        raise Refused([Fault("lock-file", name, found=name, expected=WORKBOOK, mend=mend, values=(("real", name[2:]),))])
    if not path.exists():
        mend = Text("controleer het pad: {path}", "check the path: {path}")
        raise Refused([Fault("file-missing", name, found=name, expected=WORKBOOK, mend=mend, values=(("path", str(path)),))])
    if not path.is_file():
        mend = Text("noem een bestand in die map", "name a file in that folder")
        raise Refused([Fault("file-is-folder", name, found=str(path), expected=WORKBOOK, mend=mend)])
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        found = error.strerror or type(error).__name__
        mend = Text("sluit het bestand elders en controleer de rechten", "close the file elsewhere and check its permissions")
        raise Refused([Fault("file-unreadable", name, found=found, expected=Text("een leesbaar bestand", "a readable file"), mend=mend)]) from None
    if size > LARGEST_FILE:
        expected = Text("ten hoogste {limit:num} bytes", "at most {limit:num} bytes")
        mend = Text("haal afbeeldingen en bladen weg die niet nodig zijn", "remove pictures and sheets that are not needed")
        raise Refused([Fault("file-too-large", name, found=str(size), expected=expected, mend=mend, values=(("limit", LARGEST_FILE),))])
    if not data:
        raise Refused([Fault("empty-file", name, found="0 bytes", expected=WORKBOOK, mend=EMPTY)])
    return data


def _ole(data: bytes, name: str) -> Fault:
    """An OLE container: a workbook behind a password, or the format of before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Fault(
            "encrypted", name, found="EncryptedPackage", expected=Text("een werkmap zonder wachtwoord", "a workbook without a password"), mend=UNLOCK
        )
    if any(part.encode("utf-16-le") in data for part in ("Workbook", "Book")):
        return Fault("old-xls", name, found=".xls (Excel 97-2003)", expected=WORKBOOK, mend=SAVE_AS)
    return Fault("not-a-workbook", name, found="OLE", expected=WORKBOOK, mend=SAVE_AS)


def _other(data: bytes, name: str) -> Fault:
    """Something else under the name of a workbook."""
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta")):
        return Fault("html-renamed", name, found="HTML", expected=WORKBOOK, mend=SAVE_AS)
    if start.startswith((b"<?xml", b"<workbook")):
        return Fault("xml-renamed", name, found="XML", expected=WORKBOOK, mend=SAVE_AS)
    if _is_table(data[:4096]):
        mend = Text(
            "open het in Excel via Gegevens > Uit tekst/CSV en sla op als .xlsx", "open it in Excel by Data > From Text/CSV and save as .xlsx"
        )
        return Fault("csv-renamed", name, found="CSV", expected=WORKBOOK, mend=mend)
    return Fault("not-a-workbook", name, found=data[:8].hex(" "), expected=WORKBOOK, mend=SAVE_AS)


def _is_table(start: bytes) -> bool:
    """Printable lines with a separator in the first of them."""
    plain = start.replace(b"\0", b"")
    if start.startswith(b"%PDF") or re.search(rb"[\x01-\x08\x0e-\x1f]", plain):
        return False
    first = plain.splitlines()[0] if plain.splitlines() else b""
    return any(mark in first for mark in (b";", b",", b"\t"))
