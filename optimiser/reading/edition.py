"""Which version of the input workbook's form a file follows: said by a property of the document and on the sheet Read me.

Version 1 has no mark. Version 2 has one, and sheets for the budget cycle. `RENAMED` lists what older versions called otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from optimiser.faults import Fault, key_of
from optimiser.language import LANGS, Text
from optimiser.layout import READ_ME

NOW = 2
PROPERTY = "optimiser-workbook-version"
ROW = Text("Versie", "Version")
SAYS = Text(
    "{number} (de vorm van dit werkboek; niet wijzigen. 'optimiser migrate' zet een ouder werkboek over.)",
    "{number} (the form of this workbook; do not change. 'optimiser migrate' brings an older workbook up to date.)",
)


@dataclass(frozen=True, slots=True)
class Renamed:
    """What one version called otherwise: old sheet name -> key of the table; (key of the table, old header) -> key of the column."""

    sheets: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[tuple[str, str], str] = field(default_factory=dict)


# By version: names that hold up to and including that version. Version 1 called everything as version 2 does.
RENAMED: Mapping[int, Renamed] = {1: Renamed()}


def version_of(mark: str | None, first_columns: Mapping[str, Mapping[int, tuple[str, str]]]) -> int:
    """The version by the document's property, else by Read me (sheet -> row -> its first two cells), else 1.

    >>> version_of(None, {"Leesmij": {3: ("Versie", "2 (de vorm van dit werkboek)")}}), version_of("3", {}), version_of(None, {})
    (2, 3, 1)
    """
    said = [mark or "", *(text for name, rows in first_columns.items() if is_read_me(name) for head, text in rows.values() if is_row(head))]
    numbers = (re.match(r"\s*([0-9]{1,4})(?![0-9])", text) for text in said)
    return next((int(match[1]) for match in numbers if match), 1)


def is_read_me(name: str) -> bool:
    """True for the sheet Read me, in either language."""
    return key_of(name) in {key_of(READ_ME[lang]) for lang in LANGS}


def is_row(head: str) -> bool:
    """True for the row of Read me that says the version."""
    return key_of(head) in {key_of(ROW[lang]) for lang in LANGS}


def too_new(file: str, version: int) -> Fault:
    """The fault of a workbook made by a later release."""
    expected = Text("een werkboek van versie {now} of ouder", "a workbook of version {now} or older")
    mend = Text("installeer een nieuwere versie van dit programma", "install a newer release of this program")
    return Fault("workbook-too-new", file, found=str(version), expected=expected, mend=mend, values=(("now", NOW),))


def outdated(file: str, version: int) -> Fault:
    """The note about a workbook of an older version, which reads all the same."""
    expected = Text("een werkboek van versie {now}; dit wordt gewoon gelezen", "a workbook of version {now}; this one is read all the same")
    mend = Text("zet het over met: optimiser migrate {file} --out nieuw.xlsx", "bring it up to date: optimiser migrate {file} --out new.xlsx")
    return Fault("workbook-older", file, found=str(version), expected=expected, mend=mend, values=(("file", file), ("now", NOW)), warning=True)
