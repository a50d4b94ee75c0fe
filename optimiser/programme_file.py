"""The file of a programme, `models/<programme>.toml`: read, validated, or refused with all its faults."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from optimiser.exact import TypedFloat
from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.programme import Programme
from optimiser.programme_faults import faults_between, unknown_kinds
from optimiser.toml_faults import faults_of

SAVE_UTF8 = Text("sla het bestand op als UTF-8", "save the file as UTF-8")
CHECK_PATH = Text("controleer het pad en de rechten", "check the path and its permissions")
DROP_DOUBLE = Text("haal de tweede weg ({message})", "remove the second one ({message})")


@dataclass(frozen=True)
class Source:
    """A programme's raw data with its text, so that a scenario can change it and validate it again."""

    path: Path
    text: str
    data: Mapping[str, Any]


def read_toml(path: Path) -> Source:
    """The TOML of a programme, floats kept as typed. Raises `Refused`."""
    name = path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused([Fault("toml-encoding", name, expected=Text("tekst in UTF-8", "UTF-8 text"), mend=SAVE_UTF8)]) from None
    except OSError as error:
        found = error.strerror or type(error).__name__
        raise Refused(
            [Fault("file-unreadable", name, found=found, expected=Text("een leesbaar bestand", "a readable file"), mend=CHECK_PATH)]
        ) from None
    try:
        data = tomllib.loads(text, parse_float=TypedFloat)
    except (ValueError, RecursionError) as error:
        message = str(error)
        line = int(message.split("at line ")[1].split(",")[0]) if "at line " in message else len(text.splitlines())
        code = "toml-duplicate-key" if any(word in message for word in ("overwrite", "twice", "already", "Duplicate")) else "toml-syntax"
        quoted = (text.splitlines() or [""])[min(line, len(text.splitlines())) - 1 : line]
        expected = Text("elke sleutel één keer", "every key once") if code == "toml-duplicate-key" else Text("geldige TOML", "valid TOML")
        mend = DROP_DOUBLE if code == "toml-duplicate-key" else Text("herstel deze regel ({message})", "mend this line ({message})")
        raise Refused(
            [Fault(code, name, line=line, found="".join(quoted).strip(), expected=expected, mend=mend, values=(("message", message),))]
        ) from None
    return Source(path, text, data)


def build(source: Source, data: Mapping[str, Any] | None = None) -> Programme:
    """A validated programme from raw data (`data` replaces the file's own, e.g. under a scenario). Raises `Refused` with all faults."""
    raw = source.data if data is None else data
    faults = unknown_kinds(raw, source.path.name, source.text)
    if faults:
        raise Refused(faults)
    try:
        programme = Programme.model_validate(raw)
    except ValidationError as error:
        raise Refused(faults_of(error, source.path.name, source.text, raw, Programme)) from None
    faults = faults_between(programme, source.path.name, source.text)
    if faults:
        raise Refused(faults)
    return programme


def read_programme(path: Path) -> Programme:
    """A programme from its file. Raises `Refused`."""
    return build(read_toml(path))
