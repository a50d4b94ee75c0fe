"""Faults as a CSV file in the house's one dialect: the keys of `--json`, with `kind` (fault or note) before them."""

from __future__ import annotations

from collections.abc import Sequence

from optimiser.csv_text import csv_text
from optimiser.faults import Fault
from optimiser.language import Lang

COLUMNS = ("kind", "code", "file", "sheet", "cell", "line", "found", "expected", "mend")


def fault_table(faults: Sequence[Fault], lang: Lang) -> bytes:
    """The bytes of the file: faults first, then notes, in the order given."""
    told = [{"kind": "note" if one.warning else "fault", **one.as_json(lang)} for one in sorted(faults, key=lambda one: one.warning)]
    return csv_text(COLUMNS, [[one[name] for name in COLUMNS] for one in told]).encode()
