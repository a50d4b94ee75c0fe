"""`optimiser start`: a working copy of the shipped case, for the first five minutes."""

from __future__ import annotations

import argparse
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from optimiser.commands.options import DEFAULT, PROGRAMME
from optimiser.exits import DONE
from optimiser.language import Lang, Text, say

if TYPE_CHECKING:
    from optimiser.programme import Programme

FOLDER = Text("map (standaard: deze map)", "folder (default: this one)")
MAKE_WAY = Text("kies een andere map, of verplaats wat er staat", "choose another folder, or move what is there")
NOTHING_THERE = Text("een map waarin {name} nog niet staat", "a folder without a {name}")
GUIDE = Text(
    """Begin hier

1. Open {workbook} en verander een geel vakje op het blad Herkomst, Instrumenten, Effecten of Regels.
2. Controleer:            optimiser check{named}
3. Maak het plan:         optimiser solve{named}
4. Bekijk:                reports/{programme}/base/plan.xlsx
5. Wat als:               optimiser solve{named} --scenario {scenario}
                          optimiser solve{named} --set {change}
6. Naast elkaar:          optimiser compare{option} base {scenario}
7. Eigen verdeling:       verander de kolom plan in plan.xlsx, zet de reden ernaast en bewaar het; dan:
                          optimiser score reports/{programme}/base/plan.xlsx
                          optimiser repair reports/{programme}/base/plan.xlsx
8. Wat verschilt:         optimiser diff reports/{programme}/base reports/{programme}/base-repair
9. Verslag:               optimiser report{named}

De regels staan in {model}, elk met zijn bron. Uitleg van een regel of lijn: optimiser explain{option} {rule}
""",
    """Start here

1. Open {workbook} and change a yellow cell on the sheet Herkomst, Instrumenten, Effecten or Regels.
2. Check:                 optimiser check --lang en{named}
3. Make the plan:         optimiser solve --lang en{named}
4. Look:                  reports/{programme}/base/plan.xlsx
5. What if:               optimiser solve --lang en{named} --scenario {scenario}
                          optimiser solve --lang en{named} --set {change}
6. Side by side:          optimiser compare --lang en{option} base {scenario}
7. A split of your own:   change the plan column in plan.xlsx, put the reason beside it and save it; then:
                          optimiser score --lang en reports/{programme}/base/plan.xlsx
                          optimiser repair --lang en reports/{programme}/base/plan.xlsx
8. What differs:          optimiser diff --lang en reports/{programme}/base reports/{programme}/base-repair
9. Report:                optimiser report --lang en{named}

The rules are in {model}, each with its source. About a rule or line: optimiser explain --lang en{option} {rule}
""",
)
READY = Text("Klaar: {files}. Lees {guide}.", "Ready: {files}. Read {guide}.")
BASE, GROWTH, GROWTH_YEAR = "base", "growth-path", 2025
GUIDE_NAME = Text("LEESMIJ.txt", "README.txt")


def add(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """The options of `start`."""
    parser.add_argument("folder", nargs="?", default=".", metavar="DIR", help=FOLDER[lang])
    parser.add_argument("--programme", default=DEFAULT, metavar="PROGRAMME", help=PROGRAMME[lang])


def run(options: argparse.Namespace, lang: Lang) -> int:
    """Copies model and workbook and writes the guide; never over something that is there. Raises `Refused`."""
    from optimiser.faults import Fault, Refused
    from optimiser.files import make_folder, replace_file, replace_text
    from optimiser.folders import shipped
    from optimiser.places import find_input, find_programme
    from optimiser.programme_file import read_programme

    # As it was shipped, whatever the copy in this folder looks like by now.
    own = shipped("models") / f"{options.programme}.toml"
    model = own if own.is_file() else find_programme(options.programme)
    programme = read_programme(model)
    workbook = find_input(model, programme.programme.input, None)
    folder = Path(options.folder)
    targets = {model: folder / "models" / model.name, workbook: folder / "inputs" / workbook.name}
    guide = folder / GUIDE_NAME[lang]
    standing = [path for path in (*targets.values(), guide) if path.exists()]
    if standing:
        raise Refused([Fault("target-exists", str(path), expected=NOTHING_THERE, mend=MAKE_WAY, values=(("name", path.name),)) for path in standing])
    names = {
        "workbook": targets[workbook].relative_to(folder).as_posix(),
        "model": targets[model].relative_to(folder).as_posix(),
        "programme": programme.id,
        **_examples(programme, "" if options.programme == DEFAULT else f" {model.stem}"),
    }
    for source, target in targets.items():
        make_folder(target.parent)
        replace_file(target, partial(_copy, source))
    replace_text(guide, say(GUIDE, lang, **names))
    print(say(READY, lang, files=", ".join(path.as_posix() for path in targets.values()), guide=guide.as_posix()))
    return DONE


def _examples(programme: Programme, named: str) -> dict[str, str]:
    """What the guide suggests to try: the growth path where the programme has one, else something every programme has."""
    scenarios = [one.id for one in programme.scenario if one.id != BASE]
    rules = [one.id for one in programme.rule]
    grows = GROWTH in rules and GROWTH_YEAR in programme.programme.years
    return {
        "named": named,
        "option": f" --programme{named}" if named else "",
        "scenario": next((id for id in scenarios if GROWTH in id), next(iter(scenarios), BASE)),
        "change": f"rule.{GROWTH}.{GROWTH_YEAR}=0.60" if grows else f"source.{programme.source[0].id}=*0.9",
        "rule": GROWTH if GROWTH in rules else next(iter(rules), "balance"),
    }


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
