r"""Faults as a CSV file in one fixed dialect that opens in columns in a Dutch Excel, whatever the language.

UTF-8 with byte order mark, semicolons, `\r\n`, a header with the keys of `--json` and `kind` (fault or note) before them. A text that a
spreadsheet would take for a formula gets an apostrophe in front.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from optimiser.faults import Fault
from optimiser.language import Lang

COLUMNS = ("kind", "code", "file", "sheet", "cell", "line", "found", "expected", "mend")
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def fault_table(faults: Sequence[Fault], lang: Lang) -> bytes:
    """The bytes of the file: faults first, then notes, in the order given."""
    target = io.StringIO()
    writer = csv.DictWriter(target, COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    for fault in sorted(faults, key=lambda one: one.warning):
        row = {"kind": "note" if fault.warning else "fault", **fault.as_json(lang)}
        writer.writerow({name: harmless(value) if isinstance(value, str) else value for name, value in row.items()})
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def harmless(text: str) -> str:
    """The text as no spreadsheet takes it for a formula.

    >>> harmless("=1+1"), harmless("498,9")
    ("'=1+1", '498,9')
    """
    return f"'{text}" if text.startswith(FORMULA) else text
