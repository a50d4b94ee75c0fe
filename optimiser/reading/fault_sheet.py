"""The sheet on which `check` lists faults in a copy of somebody's workbook: how it is known again, so that it is never read as input."""

from __future__ import annotations

import re
from collections.abc import Sequence

from optimiser.faults import key_of
from optimiser.language import LANGS, Text

NAME = Text("Fouten", "Faults")
HEADS = (
    Text("soort", "kind"),
    Text("waar", "where"),
    Text("gevonden", "found"),
    Text("verwacht", "expected"),
    Text("zo herstelt u het", "how to mend it"),
    Text("code", "code"),
)
_NAME = re.compile(rf"({NAME.nl}|{NAME.en})(?: ?[(_]?[0-9]+\)?)?", re.IGNORECASE)


def is_fault_sheet(name: str, headers: Sequence[str]) -> bool:
    """True for a sheet of ours: by its name and all of its headers, in either language.

    >>> is_fault_sheet("Fouten", [head.nl for head in HEADS]), is_fault_sheet("Fouten", ["id", "naam"])
    (True, False)
    """
    typed = [key_of(header) for header in headers[: len(HEADS)]]
    return bool(_NAME.fullmatch(name)) and any(typed == [key_of(head[lang]) for head in HEADS] for lang in LANGS)
