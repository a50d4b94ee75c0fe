"""Options that several commands share, worded once."""

from __future__ import annotations

import argparse

from optimiser.language import Lang, Text

DEFAULT = "taz"
PROGRAMME = Text(
    "naam van een programma, of pad naar een TOML-bestand (standaard: taz)", "name of a programme, or path to a TOML file (default: taz)"
)
INPUT = Text("invoerwerkboek", "input workbook")
SCENARIO = Text("scenario, of meer met komma's", "scenario, or several with commas")
SET = Text(
    "wijzig een cijfer of regel, bijv. rule.growth-path.2025=0.60 (herhaalbaar)",
    "change a figure or rule, e.g. rule.growth-path.2025=0.60 (repeatable)",
)
BY = Text("wie deze berekening wil; komt in het verslag", "who wants this run; kept in the record")
REASON = Text("waarom deze wijziging; komt in het verslag", "why this change; kept in the record")
OUT = Text("map voor de uitvoer (standaard: reports/<programma>/<scenario>)", "folder for the output (default: reports/<programme>/<scenario>)")
SOLVER = Text("highs (standaard), cbc of een andere oplosser die PuLP vindt", "highs (default), cbc or another solver that PuLP finds")
UNIT = Text("kleinste betaalbare eenheid in euro", "smallest payable unit in euros")
PHASE = Text(
    "begrotingsfase tot en met welke mutaties en indexatie meetellen: owb, nvw, vjn, sept, njn of jv",
    "budget phase up to which mutations and indexation count: owb, nvw, vjn, sept, njn or jv",
)
BUDGET_YEAR = Text("begrotingsjaar van de fase", "budget year of the phase")
ADOPTED = Text(
    "map met vastgestelde plannen (standaard: reports/<programma>/adopted)", "folder with adopted plans (default: reports/<programme>/adopted)"
)
JSON = Text("uitvoer als JSON op stdout", "output as JSON on stdout")
QUIET = Text("toon alleen fouten", "show faults only")


MEMBERS = Text(
    "CSV-bestand in plaats van het blad van een dimensie, bijv. aanvrager=ronde.csv (herhaalbaar)",
    "CSV file instead of the sheet of a dimension, e.g. aanvrager=round.csv (repeatable)",
)
MEMBERS_FORM = Text("een dimensie, een = en een bestand", "a dimension, a = and a file")
MEMBERS_MEND = Text("bijvoorbeeld --members aanvrager=ronde.csv", "for example --members aanvrager=round.csv")


def add_members(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """--members."""
    parser.add_argument("--members", action="append", default=[], metavar="DIMENSION=FILE", help=MEMBERS[lang])


def read_members(options: argparse.Namespace, option: str = "--members") -> dict[str, str]:
    """The CSV file of every dimension named by --members, or by another option like it. Raises `Refused` (`members-option`)."""
    found: dict[str, str] = {}
    for text in getattr(options, option.removeprefix("--").replace("-", "_")):
        name, equals, path = text.partition("=")
        if not (name.strip() and equals and path.strip()) or name.strip() in found:
            from optimiser.faults import Fault, Refused

            raise Refused([Fault("members-option", option, found=text, expected=MEMBERS_FORM, mend=MEMBERS_MEND)])
        found[name.strip()] = path.strip()
    return found


def add_programme(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """PROGRAMME and --input."""
    parser.add_argument("programme", nargs="?", default=DEFAULT, metavar="PROGRAMME", help=PROGRAMME[lang])
    parser.add_argument("--input", metavar="FILE", help=INPUT[lang])


def add_changes(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """Which case: --scenario and --set."""
    parser.add_argument("--scenario", default="base", metavar="NAME", help=SCENARIO[lang])
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", help=SET[lang])


def add_case(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """What changes a case and how it is solved."""
    add_changes(parser, lang)
    parser.add_argument("--reason", default="", help=REASON[lang])
    parser.add_argument("--solver", default="highs", help=SOLVER[lang])
    parser.add_argument("--unit", type=int, metavar="EUR", help=UNIT[lang])


def add_phase(parser: argparse.ArgumentParser, lang: Lang, needed: bool = False) -> None:
    """--phase, --budget-year and where adopted plans stand."""
    parser.add_argument("--phase", default="", metavar="PHASE", required=needed, help=PHASE[lang])
    parser.add_argument("--budget-year", metavar="YEAR", help=BUDGET_YEAR[lang])
    parser.add_argument("--adopted", metavar="DIR", help=ADOPTED[lang])


def add_output(parser: argparse.ArgumentParser, lang: Lang) -> None:
    """--json and --quiet."""
    parser.add_argument("--json", action="store_true", help=JSON[lang])
    parser.add_argument("--quiet", action="store_true", help=QUIET[lang])
