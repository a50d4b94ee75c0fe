"""The real workbooks that are spoilt: the shipped one, filled templates, what other programs saved, and plans made by solve."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from optimiser.faults import Refused
from optimiser.office import find_office
from optimiser.programme_file import read_programme
from optimiser.template import write_book
from optimiser.workbook import read_figures
from tests import office, small, taz
from tests.commands.running import inside


@dataclass(frozen=True)
class Base:
    """A workbook that reads without faults, or a plan made by solve from `input`."""

    path: Path
    programme: Path
    input: Path | None = None


def make(folder: Path, with_office: bool) -> list[Base]:
    """Every workbook, made afresh in a folder; LibreOffice's copies where it is there and wanted."""
    folder.mkdir(parents=True, exist_ok=True)
    bases = [Base(Path(shutil.copy(taz.WORKBOOK, folder / "taz.xlsx")), taz.PROGRAMME)]
    figures = read_figures(taz.WORKBOOK, read_programme(taz.PROGRAMME))[0]
    for name, programme, filled in (("taz", taz.PROGRAMME, figures), ("small", small.TOML, small.figures())):
        for lang in ("nl", "en"):
            write_book(folder / f"{name}-{lang}.xlsx", read_programme(programme), filled, lang)  # type: ignore[arg-type]
            bases.append(Base(folder / f"{name}-{lang}.xlsx", programme))
    small.write(folder / "typed.xlsx", small.rows())
    bases.append(Base(folder / "typed.xlsx", small.TOML))
    bases += [Base(by_openpyxl(base.path, folder), base.programme) for base in (bases[0], bases[4])]
    if with_office and find_office():
        bases += [Base(by_office(base.path, folder), base.programme) for base in (bases[0], bases[3])]
    for name, base in (("plan-small", bases[3]), ("plan-small-en", bases[4]), ("plan-taz", bases[0])):
        lang = ("--lang", "en") if name.endswith("-en") else ()
        inside("solve", str(base.programme), "--input", str(base.path), "--out", str(folder / name), "--quiet", *lang)
        bases.append(Base(folder / name / "plan.xlsx", base.programme, base.path))
    return bases


def by_openpyxl(path: Path, folder: Path) -> Path:
    """The workbook as openpyxl saves it."""
    import openpyxl

    made = folder / f"{path.stem}-openpyxl.xlsx"
    openpyxl.load_workbook(path).save(made)
    return made


def by_office(path: Path, folder: Path) -> Path:
    """The workbook as LibreOffice saves it."""
    return office.recalculate(path, folder / "office").rename(folder / f"{path.stem}-office.xlsx")


def reads(base: Base) -> bool:
    """True for a workbook that reads without faults, as a base must."""
    try:
        read_figures(base.path, read_programme(base.programme))
    except Refused:
        return base.input is not None
    return True
