"""Whether what came of a spoilt workbook is right: exit code, named codes, and every figure either as it stands in the file or a fault."""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import re
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from fractions import Fraction
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

from optimiser import cli
from optimiser.codes import CODES
from optimiser.faults import Refused
from optimiser.figures import Figure, Figures
from optimiser.programme import Programme
from optimiser.programme_file import read_programme
from optimiser.workbook import read_figures
from tests.fuzz.corpus import Base
from tests.fuzz.parts import CELL, Parts
from tests.fuzz.spoil import Done

Flat = dict[str, Figure]


@dataclass(frozen=True)
class Verdict:
    """`outcome` is what happened (`ok`, `faults`, `conflict`, `refuted`, ...); `wrong` says why that is not right, or is empty."""

    outcome: str
    codes: tuple[str, ...] = ()
    wrong: str = ""


@cache
def programme_of(path: Path) -> Programme:
    """A programme, read once."""
    return read_programme(path)


@cache
def before(base: Base) -> Flat:
    """The figures of a workbook before it is spoilt."""
    return flat(read_figures(base.path, programme_of(base.programme))[0])


def flat(figures: Figures) -> Flat:
    """Every figure by a key made of ids, never of places."""

    def walk(thing: Any, key: str) -> Iterator[tuple[str, Figure]]:
        if isinstance(thing, Figure):
            yield key, thing
        elif is_dataclass(thing):
            for one in fields(thing):
                yield from walk(getattr(thing, one.name), f"{key}.{one.name}")
        elif isinstance(thing, Mapping):
            for name, value in thing.items():
                yield from walk(value, f"{key}.{name}")

    return dict(walk(figures, ""))


def judge(base: Base, path: Path, did: list[Done], dice: random.Random) -> Verdict:
    """Runs the commands that take this workbook; the first that goes wrong counts."""
    programme = str(base.programme)
    if base.input is not None:
        scored = ["score", str(path), "--programme", programme, "--input", str(base.input), "--json"]
        commands = [["verify", str(path), "--json"], scored]
        return run(dice.choice(commands))
    said = run(["check", programme, "--input", str(path), "--json"])
    if said.wrong or said.outcome != "ok":
        return said
    if wrong := lies(base, path, did):
        return Verdict("ok", (), wrong)
    if dice.random() < 0.25:
        out = str(path.parent / "out")
        choices = [["solve", programme, "--input", str(path), "--out", out, "--json"], ["score", str(path), "--programme", programme, "--json"]]
        return run(dice.choice(choices))
    return said


def run(words: list[str]) -> Verdict:
    """One command in this process, as `--json` tells it."""
    out, err = io.StringIO(), io.StringIO()
    os.environ["OPTIMISER_DEBUG"] = "1"
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = cli.main(words)
    except Exception:
        return Verdict("traceback", (), f"{words[0]}: {traceback.format_exc()}")
    try:
        said = json.loads(out.getvalue())
    except ValueError:
        return Verdict("no-json", (), f"{words[0]}: exit {code}, no JSON: {out.getvalue()[:200]} {err.getvalue()[:300]}")
    codes = tuple(one["code"] for one in [*said.get("faults", ()), *said.get("warnings", ())] if "code" in one)
    if unnamed := sorted(set(codes) - set(CODES)):
        return Verdict("unnamed", codes, f"{words[0]}: codes without an explanation: {unnamed}")
    if code not in (0, 2, 3, 4) or (code == 2) != (said.get("status") == "faults"):
        return Verdict("exit", codes, f"{words[0]}: exit {code} with status {said.get('status')}")
    outcome = {0: "ok", 2: "faults", 3: "conflict", 4: "refuted"}[code]
    return Verdict(outcome if words[0] == "check" or code == 2 else f"{words[0]} {outcome}", codes)


def lies(base: Base, path: Path, did: list[Done]) -> str:
    """What a workbook without faults is read as that does not stand in it; empty when nothing."""
    try:
        after = flat(read_figures(path, programme_of(base.programme))[0])
    except Refused:
        return "check found no fault, reading does"
    old = before(base)
    kinds = {one.kind for one in did}
    if kinds == {"same"}:
        return differing(old, after)
    if len(did) == 1 and did[0].kind == "typed":
        return differing_typed(old, after, did[0])
    return not_standing(after, path)


def differing(old: Flat, new: Flat) -> str:
    """The first figure that is not as before."""
    for key in sorted({*old, *new}):
        one, two = old.get(key), new.get(key)
        if one is None or two is None or one.value != two.value or one.standing != two.standing:
            return f"{key}: was {one}, is {two}"
    return ""


def differing_typed(old: Flat, new: Flat, did: Done) -> str:
    """The first figure that is neither as before nor what was typed. An id or a heading takes its whole row or column with it."""
    assert did.typed is not None
    row, column = split(did.place)
    for key in sorted({*old, *new}):
        one, two = old.get(key), new.get(key)
        if one is not None and two is not None and one.value == two.value and two.place != did.place:
            continue
        if two is not None and two.place == did.place:
            if not did.typed.may_read_as(two.value):
                return f"{key}: typed {did.typed}, read {two}"
            continue
        along = [split(each.place) for each in (one, two) if each is not None]
        blank = did.typed.text is not None and not did.typed.text.strip()
        inside = any(each.place == did.place for each in (one, two) if each is not None)
        if inside and two is None and not blank and did.typed.text is None:
            return f"{key}: typed {did.typed}, read nothing"
        if not any(row in (each[0], 1) or column == each[1] for each in along):
            return f"{key}: was {one}, is {two}, though only {did.place} was typed over"
    return ""


def split(place: str) -> tuple[int, str]:
    """`Sheet!C4` -> (4, "C"); (0, "") for a figure without a cell."""
    match = re.fullmatch(r".*!([A-Z]+)([0-9]+)", place)
    return (int(match[2]), match[1]) if match else (0, "")


def not_standing(figures: Flat, path: Path) -> str:
    """The first figure whose number does not stand in its cell as the file has it."""
    try:
        book = Parts.open(path)
        sheets = book.sheets()
    except Exception:
        return ""
    cells: dict[str, dict[str, str]] = {}
    for key, figure in figures.items():
        sheet, _, where = figure.place.rpartition("!")
        if sheets.get(sheet) not in book.parts or not isinstance(figure.value, (int, Fraction)):
            continue
        if sheet not in cells:
            found = (re.search(r'\br="([A-Z]+[0-9]+)"', one) and one for one in CELL.findall(book.text(sheets[sheet])))
            cells[sheet] = {re.search(r'\br="([A-Z]+[0-9]+)"', one)[1]: one for one in found if one}  # type: ignore[index]
        xml = cells[sheet].get(where, "")
        digits = re.search(r"<v>([^<]*)</v>", xml)
        if digits is None or re.search(r'\bt="(?!n")', xml) or "<f" in xml:
            continue
        typed = unescape(digits[1])
        stands = Fraction(repr(float(typed))) if re.search("[.eE]", typed) else Fraction(int(typed))
        if abs(figure.value - stands) * 10**15 > abs(stands) * 2:
            return f"{key}: {figure} but the cell holds {xml}"
    return ""
