"""`optimiser tables`: the ministry's own tables of a written plan, as a workbook of their own, for the budget year asked for."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import add_output
from optimiser.exits import DONE, UNPROVED
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.record import Record

PLAN = Text("planwerkboek, de map waar het in staat, of record.json", "plan workbook, the folder it stands in, or record.json")
YEAR = Text(
    "begrotingsjaar t: de kolommen lopen van t-2 tot en met t+4 (standaard: het eerste jaar van het programma; herhaalbaar)",
    "budget year t: the columns run from t-2 up to t+4 (default: the first year of the programme; repeatable)",
)
OUT = Text("bestand op .xlsx (standaard: tables.xlsx naast het plan)", "file ending in .xlsx (default: tables.xlsx beside the plan)")
WROTE = Text("Geschreven: {path}", "Written: {path}")
OPEN_YEARS = Text("Begroting {year}: niet alles is bekend in {years} (n.b.)", "Budget {year}: not everything is known in {years} (n.b.)")
REFUTED = Text(
    "De controle weerlegt dit plan: {what}. Er is geen tabel van gemaakt. optimiser verify toont alles.",
    "The check refutes this plan: {what}. No table was made of it. optimiser verify shows it all.",
)
A_PLAN = Text("een berekening met een plan en zijn begrotingstabel", "a run with a plan and its budget table")
SOLVE_AGAIN = Text(
    "maak het plan met optimiser solve en geef de map of plan.xlsx", "make the plan with optimiser solve and give its folder or plan.xlsx"
)
A_RECORD = Text("record.json, zoals solve het schreef", "record.json as solve wrote it")
KNOWN_YEARS = Text("een jaar van {first} tot en met {last}", "a year from {first} up to {last}")
NOTHING = Text(
    "in {window} is geen enkel bedrag bekend; kies een jaar dichter bij het programma",
    "no amount is known in {window}; choose a year closer to the programme",
)
XLSX = Text("een bestandsnaam op .xlsx", "a file name ending in .xlsx")
NAME_IT = Text("bijvoorbeeld --out begroting-2024.xlsx", "for example --out budget-2024.xlsx")
FREE = Text("een nieuw bestand, of een eerder werkboek met deze tabellen", "a new file, or an earlier workbook of these tables")
MAKE_WAY = Text("kies met --out een ander bestand", "choose another file with --out")
NAME = "tables.xlsx"


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `tables`."""
    parser.add_argument("plan", metavar="PLAN|RECORD", help=PLAN[lang])
    parser.add_argument("--budget-year", action="append", type=int, metavar="YEAR", help=YEAR[lang])
    parser.add_argument("--out", metavar="FILE", help=OUT[lang])
    add_output(parser, lang)


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Writes the tables of every year asked for. Raises `Refused`; 4 when the plan is not what its run proved."""
    from optimiser.exporting import Refuted
    from optimiser.reports.plan_book import write_budget

    try:
        record, folder = _record(Path(options.plan))
    except Refuted as refuted:
        print(say(REFUTED, lang, what=str(refuted)), file=sys.stderr)
        return UNPROVED
    record = _for_years(record, options.budget_year or [int(record.budget[0].year)])
    target = Path(options.out) if options.out else folder / NAME
    _make_way(target)
    write_budget(record, target, lang)
    if options.json:
        from optimiser.views.json_view import tables_json

        print(tables_json(record, target, lang))
    elif not options.quiet:
        _tell(record, lang)
        print(say(WROTE, lang, path=target.as_posix()))
    return DONE


def _record(given: Path) -> tuple[Record, Path]:
    """The record of a proved plan, and where its tables go. Raises `Refused` (`not-a-plan`, `record-missing`, `no-budget-table`), `Refuted`."""
    from optimiser.exporting import find_book, find_run
    from optimiser.faults import Fault, Refused
    from optimiser.writing import RECORD

    if given.suffix.lower() == ".json" and given.name != RECORD:
        record, folder = _kept(given), given.parent
    else:
        book = find_book(given)
        record, folder = find_run(book).record, book.parent
    if not record.budget:
        raise Refused([Fault("no-budget-table", given.name or str(given), found=record.status, expected=A_PLAN, mend=SOLVE_AGAIN)])
    return record, folder


def _kept(path: Path) -> Record:
    """A record as the journal keeps it, under the id that follows from its text."""
    from dataclasses import replace

    from optimiser.faults import Fault, Refused
    from optimiser.record import from_json, run_id

    found = str(path)
    try:
        text = path.read_text(encoding="utf-8")
        record = replace(from_json(text), run=run_id(text))
        if path.stem == record.run:
            return record
        found = f"{path.name}: {record.run}"
    except (OSError, ValueError) as error:
        found = f"{path.name}: {type(error).__name__}"
    raise Refused([Fault("not-a-plan", path.name, found=found, expected=A_RECORD, mend=SOLVE_AGAIN)])


def _for_years(record: Record, years: list[int]) -> Record:
    """The record with the tables of these years; a year in whose columns nothing is known is a fault."""
    from optimiser.budget_table import AFTER, BEFORE, window
    from optimiser.faults import Fault, refuse_if_any

    known = [int(year) for scheme in record.schemes for flow in scheme.flows.values() for year in flow]
    first, last = min(known) - AFTER, max(known) + BEFORE
    faults = []
    for year in dict.fromkeys(years):
        if not set(window(year)) & {str(one) for one in known}:
            values = (("first", str(first)), ("last", str(last)), ("window", f"{year - BEFORE}-{year + AFTER}"))
            faults.append(Fault("budget-year", "--budget-year", found=str(year), expected=KNOWN_YEARS, mend=NOTHING, values=values))
    refuse_if_any(faults)
    return record.for_budget(*dict.fromkeys(years))


def _make_way(target: Path) -> None:
    """Never over anything but an earlier workbook of these tables."""
    from optimiser.faults import Fault, Refused
    from optimiser.files import make_folder

    if target.suffix.lower() != ".xlsx":
        raise Refused([Fault("tables-ending", "--out", found=str(target), expected=XLSX, mend=NAME_IT)])
    if target.exists() and not _ours(target):
        raise Refused([Fault("target-exists", str(target), found=target.name, expected=FREE, mend=MAKE_WAY)])
    make_folder(target.parent)


def _ours(path: Path) -> bool:
    """True for a workbook whose sheets are all of the ministry's tables."""
    from optimiser.faults import Refused
    from optimiser.reading.sheets import read_book
    from optimiser.reports.plan_book import SHEETS

    names = {name for page in SHEETS if page.budget for name in (page.name.nl, page.name.en)}
    try:
        return set(read_book(path).sheets) <= names
    except Refused:
        return False


def _tell(record: Record, lang: Lang) -> None:
    for table in record.budget:
        outlays = table.of("outlays")
        open_years = [year for year, one in zip(table.years, outlays.printed if outlays else (), strict=True) if one is None]
        if open_years:
            print(say(OPEN_YEARS, lang, year=table.year, years=", ".join(open_years)), file=sys.stderr)
