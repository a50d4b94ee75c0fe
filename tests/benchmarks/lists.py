"""Reading and writing a list of applicants against the floor of each: the csv module for CSV, calamine (where it is installed) for a workbook.

`python -m tests.benchmarks.lists [APPLICANTS]` prints processor seconds and the ratio to the floor. Reading is with all checks, up to figures;
the award list is that of the shipped example, every applicant many times over under ids of its own.
"""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimiser.awards import award_lines, awards_csv
from optimiser.places import find_input, find_programme
from optimiser.programme_file import read_programme
from optimiser.reading.sheets import read_book
from optimiser.record import Record
from optimiser.run import solve
from optimiser.workbook import figures_of, read_figures
from tests.rounds import write_round

NAME = "subsidieronde"


def seconds(work: Callable[[], Any], rounds: int = 3) -> float:
    """The least processor seconds of a few rounds."""
    taken = []
    for _ in range(rounds):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def calamine(path: Path) -> None:
    """Every cell of a workbook as calamine gives it, unchecked."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def many_awards(applicants: int) -> Record:
    """The shipped example, solved, with its applicants repeated."""
    record = solve(NAME)
    detail = record.detail
    assert detail is not None
    place, times = detail.dimensions.index(detail.applicants), -(-applicants // sum(one.dimension == detail.applicants for one in detail.members))
    members = [replace(one, id=f"{one.id}-{time}") for one in detail.members for time in range(times) if one.dimension == detail.applicants]
    others = [one for one in detail.members if one.dimension != detail.applicants]
    groups = [
        replace(one, members=tuple(f"{id}-{time}" if at == place else id for at, id in enumerate(one.members)))
        for one in detail.groups
        for time in range(times)
    ]
    return replace(record, detail=replace(detail, members=(*others, *members), groups=tuple(groups)))


def told(what: str, taken: float, floor: float | None) -> None:
    """One line of the table."""
    print(f"{what:<44} {taken:8.2f} s" + (f" {taken / floor:8.1f} x" if floor else ""))


def main(applicants: int) -> None:
    """Makes the lists, and prints the table."""
    programme = read_programme(find_programme(NAME))
    with tempfile.TemporaryDirectory() as name:
        listed = write_round(Path(name), applicants, 1)
        book = listed.with_name("subsidieronde.xlsx")
        text = listed.read_text(encoding="utf-8-sig")
        shipped = read_book(find_input(find_programme(NAME), programme.programme.input, None))
        floor = seconds(lambda: list(csv.reader(io.StringIO(text), delimiter=";")))
        told(f"csv module, {applicants} rows", floor, None)
        told("applicants from CSV, all checks", seconds(lambda: figures_of(shipped, programme, {"aanvrager": listed})), floor)
        try:
            floor = seconds(lambda: calamine(book))
            told(f"calamine, {applicants} rows", floor, None)
        except ImportError:
            print("calamine is not installed: pip install python-calamine")
            floor = 0.0
        told("applicants from a workbook, all checks", seconds(lambda: read_figures(book, programme)), floor)
    record = many_awards(applicants)
    rows = list(csv.reader(io.StringIO(awards_csv(record)[1:]), delimiter=";"))
    floor = seconds(lambda: csv.writer(io.StringIO(), delimiter=";").writerows(rows))
    told(f"csv module, {len(rows)} awards that are ready", floor, None)
    told("awards with their reasons", seconds(lambda: sum(map(len, award_lines(record)))), floor)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
