"""Finds the programme and the workbook that somebody named: in the working folder first, then among what was shipped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from optimiser.faults import Fault, Refused, unknown
from optimiser.folders import programmes, shipped
from optimiser.language import Text

PATH = Text(
    "kies een bestaande naam, of geef het pad naar het TOML-bestand, zoals map/jeugd.toml (bij een plan: --programme map/jeugd.toml)",
    "choose an existing name, or give the path of the TOML file, such as folder/youth.toml (with a plan: --programme folder/youth.toml)",
)


def find_programme(name: str) -> Path:
    """The TOML file of a programme: a path as it is, a name in ./models, the shipped ones, then in this folder. Raises `Refused`."""
    if name.endswith(".toml") or "/" in name or "\\" in name:
        path = Path(name)
        if path.is_file():
            return path
        expected = Text("een bestaand TOML-bestand", "an existing TOML file")
        mend = Text("controleer het pad, of noem een programma: {known}", "check the path, or name a programme: {known}")
        raise Refused([Fault("file-not-found", name, found=name, expected=expected, mend=mend, values=(("known", ", ".join(programmes())),))])
    for folder in (Path("models"), shipped("models"), Path()):
        if name and (path := folder / f"{name}.toml").is_file():
            return path
    fault = unknown("unknown-programme", name, programmes(), file=name)
    raise Refused([fault if dict(fault.values)["meant"] else replace(fault, mend=PATH)])


def find_input(programme: Path, file: str, given: str | None) -> Path:
    """The input workbook: as given, else `file` beside the model, in ../inputs, ./inputs, or the shipped one. Raises `Refused`."""
    if given is not None:
        return Path(given)
    folder = programme.resolve().parent
    for place in (folder / file, folder.parent / "inputs" / file, Path("inputs") / file, shipped("inputs") / file):
        if place.is_file():
            return place
    expected = Text("het invoerwerkboek {file} naast het model of in inputs/", "the input workbook {file} beside the model or in inputs/")
    mend = Text("geef het aan met --input, of maak het met `optimiser template`", "name it with --input, or make it with `optimiser template`")
    raise Refused([Fault("file-not-found", file, found=file, expected=expected, mend=mend, values=(("file", file),))])
