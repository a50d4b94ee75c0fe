"""What was asked to compare: a file, or scenarios with changes of their own (`cut-14+iza-100:rule.growth-path.2025=0.60`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.scenario import read_set

FILES = (".xlsx", ".xlsm", ".json", ".ods", ".xls", ".csv")
NEXT = re.compile(r":(?=\s*[A-Za-z][\w.*-]*\s*=)")
BETWEEN = re.compile(r"[+,]")
THERE = Text(
    "een bestand of map die er is, of de naam van een scenario",
    "a file or folder that is there, or the name of a scenario",
)
LOOK = Text(
    "controleer het pad; een scenario heeft geen / en geen .xlsx in zijn naam", "check the path; a scenario has no / and no .xlsx in its name"
)


@dataclass(frozen=True)
class Spec:
    """One thing to compare: a `file`, or (file "") `scenarios` with changes that only this one has."""

    text: str
    file: str = ""
    scenarios: tuple[str, ...] = ()
    sets: tuple[tuple[str, Any], ...] = ()


def read_spec(text: str) -> Spec:
    """What one argument means. Raises `Refused` for a file that is not there, or a change without a value.

    >>> read_spec("cut-14+iza-100:rule.growth-path.2025=0.60").scenarios
    ('cut-14', 'iza-100')
    >>> read_spec("base:goal=money:source.*=*0.9").sets
    (('goal', 'money'), ('source.*', '*0.9'))
    """
    if _is_there(text):
        return Spec(text, text)
    names, *changes = NEXT.split(text)
    if _looks_like_a_file(names):
        raise Refused([Fault("no-such-variant", text, expected=THERE, mend=LOOK)])
    scenarios = tuple(dict.fromkeys(part.strip() for part in BETWEEN.split(names)))
    return Spec(text, "", scenarios, tuple(read_set(change) for change in changes))


def _is_there(text: str) -> bool:
    try:
        path = Path(text)
        return path.is_file() or (path / "record.json").is_file()
    except (OSError, ValueError):
        return False


def _looks_like_a_file(text: str) -> bool:
    return "/" in text or "\\" in text or PurePath(text).suffix.lower() in FILES
