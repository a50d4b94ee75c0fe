"""The zip inside a workbook, checked with the standard library in one pass over its parts before anything is parsed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from optimiser.faults import Fault, Refused
from optimiser.language import Text

MOST_PARTS = 5_000
MOST_BYTES = 150_000_000
# Ordinary sheets shrink 5 to 60 times; only repetition made on purpose goes beyond this.
MOST_RATIO = 300
SMALL_PART = 1_000_000

SAFE = Text("een werkmap zoals Excel die schrijft", "a workbook as Excel writes it")
RESAVE = Text("open het in Excel, sla het op als nieuwe .xlsx en probeer die", "open it in Excel, save it as a new .xlsx and try that")
BREAK_LINKS = Text(
    "verbreek de koppelingen (Gegevens > Koppelingen bewerken); gelezen wordt wat Excel het laatst bewaarde",
    "break the links (Data > Edit Links); what Excel saved last is read",
)
_WORKBOOK_TYPE = re.compile(rb"spreadsheetml\.(?:sheet|template)\.main\+xml|sheet\.macroEnabled\.main\+xml|template\.macroEnabled\.main\+xml")
_DECLARED = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


def check_package(data: bytes, name: str) -> tuple[Fault, ...]:
    """Warnings about a zip that is a sound workbook. Raises `Refused` with every reason it is not."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = list(_entries(archive, name))
            for look in (_kind, _parts):
                if not any(not fault.warning for fault in found):
                    found += look(archive, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError, IndexError) as error:
        expected = Text("een heel bestand", "a whole file")
        mend = Text(
            "het bestand is beschadigd of afgebroken ({reason}); haal het opnieuw op", "the file is damaged or cut off ({reason}); fetch it again"
        )
        found = [Fault("broken-zip", name, found=f"{len(data)} bytes", expected=expected, mend=mend, values=(("reason", str(error)),))]
    if any(not fault.warning for fault in found):
        raise Refused(found)
    return tuple(found)


def _limit(code: str, name: str, found: str, limit: int, expected: Text, mend: Text, **values: Any) -> Fault:
    return Fault(code, name, found=found, expected=expected, mend=mend, values=(("limit", limit), *sorted(values.items())))


def _entries(archive: zipfile.ZipFile, name: str) -> Iterator[Fault]:
    """What the list of parts says, before one of them is unpacked."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    total = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS:
        yield _limit(
            "zip-too-many-parts", name, str(len(parts)), MOST_PARTS, Text("ten hoogste {limit:num} onderdelen", "at most {limit:num} parts"), RESAVE
        )
    if total > MOST_BYTES:
        expected = Text("uitgepakt ten hoogste {limit:num} bytes", "at most {limit:num} bytes when unpacked")
        yield _limit("zip-too-large", name, f"{total} bytes", MOST_BYTES, expected, RESAVE)
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            expected = Text("onderdelen die ten hoogste {limit:num} keer zo groot worden", "parts that grow at most {limit:num} times")
            yield _limit("zip-bomb", name, f"{part.filename} ({part.file_size} bytes)", MOST_RATIO, expected, RESAVE)
        if _is_odd(part):
            yield Fault(
                "odd-path",
                name,
                found=repr(part.filename),
                expected=Text("gewone namen in de werkmap", "ordinary names inside the workbook"),
                mend=RESAVE,
            )
        if part.flag_bits & 1:
            yield Fault(
                "encrypted", name, found=part.filename, expected=Text("een werkmap zonder wachtwoord", "a workbook without a password"), mend=RESAVE
            )
    folded = [each.casefold() for each in names]
    for double in sorted({each for each in folded if folded.count(each) > 1} if len(set(folded)) < len(folded) else ()):
        yield Fault("duplicate-part", name, found=double, expected=Text("elk onderdeel één keer", "every part once"), mend=RESAVE)


def _is_odd(part: zipfile.ZipInfo) -> bool:
    path = part.orig_filename
    return path.startswith("/") or ".." in path.split("/") or bool(re.search(r"[\x00-\x1f\\]|^[A-Za-z]:", path))


def _kind(archive: zipfile.ZipFile, name: str) -> Iterator[Fault]:
    """Whether the zip is a workbook at all, and one that we read."""
    names = archive.namelist()
    expected = Text("een Excel-werkmap (.xlsx)", "an Excel workbook (.xlsx)")
    save_as = Text("kies in Excel Opslaan als 'Excel-werkmap (*.xlsx)'", "choose Save As 'Excel Workbook (*.xlsx)' in Excel")
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200 and b"opendocument" in archive.read("mimetype"):
        yield Fault(
            "ods-file",
            name,
            found="OpenDocument",
            expected=expected,
            mend=Text("sla het op als 'Excel 2007-365 (.xlsx)'", "save it as 'Excel 2007-365 (.xlsx)'"),
        )
    elif "xl/workbook.bin" in names:
        yield Fault("binary-workbook", name, found=".xlsb", expected=expected, mend=save_as)
    elif "[Content_Types].xml" not in names or not _WORKBOOK_TYPE.search(archive.read("[Content_Types].xml")) or not _has_workbook(names):
        yield Fault("no-workbook-part", name, found=", ".join(names[:3]), expected=expected, mend=save_as)
    if any(each.casefold().endswith("vbaproject.bin") for each in names):
        mend = Text("sla het op als 'Excel-werkmap (*.xlsx)': zonder macro's", "save it as 'Excel Workbook (*.xlsx)': without macros")
        yield Fault("macros", name, found="vbaProject.bin", expected=Text("een werkmap zonder macro's", "a workbook without macros"), mend=mend)
    if any(each.startswith("xl/externalLinks/") for each in names):
        inside = Text("cijfers in de werkmap zelf", "figures in the workbook itself")
        yield Fault("external-links", name, found="xl/externalLinks", expected=inside, mend=BREAK_LINKS, warning=True)


def _has_workbook(names: list[str]) -> bool:
    return any(each.casefold().endswith(".xml") and "workbook" in each.casefold() for each in names)


def _parts(archive: zipfile.ZipFile, name: str) -> Iterator[Fault]:
    """What stands in the parts: nothing that expands, nothing too long. Every part is unpacked once, which also checks its sum."""
    for part in archive.infolist():
        if part.is_dir():
            continue
        data = archive.read(part)
        # An XML part in UTF-16 hides its markup between zero bytes.
        plain = data.replace(b"\0", b"") if b"\0" in data[:8] else data
        if _DECLARED.search(plain):
            yield Fault(
                "xml-entity", name, found=part.filename, expected=Text("XML zonder DOCTYPE of ENTITY", "XML without DOCTYPE or ENTITY"), mend=RESAVE
            )
        if part.filename.endswith("workbook.xml"):
            yield from _settings(plain, name)


def _settings(data: bytes, name: str) -> Iterator[Fault]:
    if b"purl.oclc.org/ooxml" in data:
        mend = Text(
            "kies in Excel Opslaan als 'Excel-werkmap (*.xlsx)', niet de strikte soort",
            "choose Save As 'Excel Workbook (*.xlsx)', not the strict kind",
        )
        yield Fault(
            "strict-workbook", name, found="Strict Open XML", expected=Text("een gewone Excel-werkmap", "an ordinary Excel workbook"), mend=mend
        )
    if re.search(rb"calcMode=[\"']manual[\"']", data):
        mend = Text("zet Formules > Berekeningsopties op Automatisch en sla op", "set Formulas > Calculation Options to Automatic and save")
        yield Fault(
            "manual-calculation", name, found="manual", expected=Text("automatisch rekenen", "automatic calculation"), mend=mend, warning=True
        )
