"""What is wrong in something a person wrote: where, what was found, what was expected, how to mend it.

Faults are values. Readers gather all of them and show them together, sorted; nothing a person writes ends in a traceback.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from optimiser.language import Lang, Text, say


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, or (with `warning=True`) something worth knowing that stops nothing.

    `code` is stable and can be looked up with `optimiser explain CODE`; `sheet` and `cell` (or a TOML `line`) say where;
    `found` is quoted as typed; `expected` and `mend` are sentences whose fields stand in `values`.
    """

    code: str
    file: str
    sheet: str = ""
    cell: str = ""
    line: int | None = None
    found: str = ""
    expected: Text = field(default_factory=lambda: Text("", ""))
    mend: Text = field(default_factory=lambda: Text("", ""))
    values: tuple[tuple[str, Any], ...] = ()
    warning: bool = False

    @property
    def place(self) -> str:
        """`file, Sheet!B4` or `file, line 12`."""
        if self.sheet:
            return f"{self.file}, {self.sheet}" + (f"!{self.cell}" if self.cell else "")
        return f"{self.file}:{self.line}" if self.line is not None else self.file

    def order(self) -> tuple[Any, ...]:
        """Sorts by file, sheet, row, column, code."""
        letters, digits = split_cell(self.cell)
        return (self.warning, self.file, self.sheet, self.line or 0, digits, len(letters), letters, self.code, self.found)

    def as_json(self, lang: Lang) -> dict[str, Any]:
        """Stable keys; sentences in the language asked for."""
        values = dict(self.values)
        return {
            "code": self.code,
            "file": self.file,
            "sheet": self.sheet,
            "cell": self.cell,
            "line": self.line,
            "found": self.found,
            "expected": say(self.expected, lang, **values),
            "mend": say(self.mend, lang, **values),
        }


class Refused(Exception):
    """Carries the gathered faults up to the one who shows them; raised only at the end of a reading step."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults), key=Fault.order))
        super().__init__("; ".join(f"{f.place}: {f.code} {f.found}" for f in self.faults[:5]))


def refuse_if_any(faults: Sequence[Fault]) -> None:
    """Raises `Refused` when at least one of the faults is not just a warning."""
    if any(not fault.warning for fault in faults):
        raise Refused(faults)


def split_cell(cell: str) -> tuple[str, int]:
    """`"AB12"` -> `("AB", 12)`; parts that are missing become `""` and 0."""
    match = re.match(r"([A-Z]*)([0-9]*)", cell)
    return (match[1], int(match[2] or 0)) if match else ("", 0)


LONGEST = 100


def short(text: str) -> str:
    """What was typed, as much of it as anybody reads.

    >>> short("abc"), len(short("x" * 10**6))
    ('abc', 103)
    """
    return text if len(text) <= LONGEST else text[:LONGEST] + "..."


@lru_cache(maxsize=4096)
def key_of(text: str) -> str:
    """The one form in which names are compared: NFKC, inner spaces single, trimmed, case-folded.

    >>> key_of(" Breed  Pakket ")
    'breed pakket'
    """
    normal = unicodedata.normalize("NFKC", text)
    visible = "".join(ch for ch in normal if unicodedata.category(ch) != "Cf")
    return " ".join(visible.split()).casefold()


def nearest(name: str, known: Iterable[str], strict: bool = False) -> str | None:
    """The known name that was probably meant, or None; `strict`: only one that is nearly the same.

    >>> nearest("inovatie", ["innovatie", "behoud"])
    'innovatie'
    """
    from difflib import get_close_matches

    table = {key_of(option): option for option in known}
    found = get_close_matches(key_of(name), list(table), n=1, cutoff=0.8 if strict else 0.6)
    return table[found[0]] if found else None


DID_YOU_MEAN = Text("bedoelt u '{meant}'?", "did you mean '{meant}'?")
ONE_OF = Text("een van: {known}", "one of: {known}")


NONE_HERE = Text("niets: hier zijn er geen", "nothing: there are none here")
LEAVE_OUT = Text("laat het weg", "leave it out")


def unknown(code: str, found: str, known: Iterable[str], **place: Any) -> Fault:
    """A fault for a name that does not exist, with the nearest known name as the mend."""
    options = sorted(known)
    if not options:
        return Fault(code, found=short(found), expected=NONE_HERE, mend=LEAVE_OUT, **place)
    meant = nearest(found, options)
    mend = DID_YOU_MEAN if meant else Text("kies een bestaande naam", "choose an existing name")
    shown = ", ".join(options[:30]) + (", ..." if len(options) > 30 else "")
    return Fault(code, found=short(found), expected=ONE_OF, mend=mend, values=(("known", shown), ("meant", meant)), **place)
