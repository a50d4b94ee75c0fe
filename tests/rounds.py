"""Realistic grant rounds from a seed: applicants of many sizes who together ask more than there is, as CSV and as workbook.

    python -m tests.rounds 3700 --seed 1 --out map

writes `aanvragers.csv` and, unless `--csv` is given, `subsidieronde.xlsx`. The same number and seed give the same bytes.

Participants of an applicant are log-normal (many small, few large); the size class follows from them. What one participant costs lies around
the norm of EUR 1,882 (000:451-453) and is log-normal too; most ask for one or two of the three instruments in the proportion of
004:145-150, some (since retention may be asked) for more retention than half. The own contribution lies around 50 %. The ceiling is
three fifths of what all ask.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from optimiser.csv_text import csv_text
from optimiser.figures import Figure, Figures, MemberFigures, Response
from optimiser.files import replace_text
from optimiser.places import find_programme
from optimiser.programme import Programme
from optimiser.programme_file import read_programme
from optimiser.template import write_book

REGIONS = (
    "Groningen", "Friesland", "Drenthe", "Zwolle", "Twente", "Stedendriehoek", "Achterhoek", "Gelderse Vallei", "Rijn-Gouwe", "Rivierenland",
    "Arnhem-Nijmegen", "Utrecht", "Amersfoort", "Gooi en Vechtstreek", "Flevoland", "Groot Amsterdam", "Zaanstreek", "Noord-Holland Noord",
    "Kennemerland", "Haaglanden", "Holland Rijnland", "Rijnmond", "Drechtsteden", "Zeeland", "West-Brabant", "Midden-Brabant",
    "Noordoost-Brabant", "Limburg",
)  # fmt: skip
BRANCHES = ("ziekenhuizen", "umc", "vvt", "ghz", "ggz", "jeugdzorg", "sociaal werk", "huisartsenzorg", "kinderopvang")
BRANCH_SHARES = (0.08, 0.01, 0.34, 0.14, 0.10, 0.09, 0.10, 0.12, 0.02)
EVIDENCE = ("bewezen", "veelbelovend", "nieuw")
NORM = 1882
HEADS = ("id", "naam", "organisatie", "regio", "branche", "grootte", "bewijs", "deelnemers", "eigen bijdrage")
HEADS += ("gevraagd instroom", "gevraagd opscholing", "gevraagd behoud", "bron", "hardheid", "toelichting")
INSTRUMENTS = ("instroom", "opscholing", "behoud")
ASKED = slice(9, 12)
CEILING = Fraction(3, 5)
# Net persons per EUR 1 million: trajectories per million at the norm x what is additional x what is still there after two years.
EFFECTS = {
    "instroom": ((17, 60, 136), "531 trajecten per mln x aanvullend 5/15/30 % x nog in de zorg 65/75/85 %"),
    "opscholing": ((11, 27, 53), "531 trajecten per mln x 2/5/10 % die anders vertrokken was"),
    "behoud": ((8, 21, 42), "531 deelnemers per mln x 1,5/4/8 % die anders vertrokken was"),
}

Row = tuple[str | int, ...]


def applicants(count: int, seed: int) -> list[Row]:
    """The rows of a round, cells in the order of `HEADS`."""
    random = np.random.default_rng(seed)
    people = np.maximum(2, np.exp(random.normal(3.2, 1.1, count))).astype(np.int64)
    branches = random.choice(len(BRANCHES), count, p=BRANCH_SHARES).tolist()
    regions = random.integers(0, len(REGIONS), count).tolist()
    # Some organisations ask in several regions; none asks twice in one.
    organisations = random.integers(0, max(1, count * 9 // 10), count).tolist()
    proof = random.choice(3, count, p=(0.3, 0.45, 0.25)).tolist()
    cost = NORM * np.exp(random.normal(0, 0.35, count))
    own = random.integers(35, 71, count).tolist()
    parts = _parts(random, count)
    asked = np.rint(parts * (people * cost)[:, None] / 10).astype(np.int64) * 10
    rows: list[Row] = []
    taken: set[tuple[int, int]] = set()
    for number in range(count):
        organisation, region = organisations[number], regions[number]
        while (organisation, region) in taken:
            organisation += 1
        taken.add((organisation, region))
        size = "klein" if people[number] < 20 else "middel" if people[number] < 70 else "groot"
        rows.append(
            (
                f"a{number + 1:06d}",
                f"Zorgorganisatie {organisation + 1} {REGIONS[region]}",
                f"Zorgorganisatie {organisation + 1}",
                REGIONS[region],
                BRANCHES[branches[number]],
                size,
                EVIDENCE[proof[number]],
                int(people[number]),
                f"{own[number]}%",
                *(max(10, one) if share else one for one, share in zip(asked[number].tolist(), parts[number] > 0, strict=True)),
                f"aanvraag {number + 1}",
                "bron",
                "",
            )
        )
    return rows


def _parts(random: np.random.Generator, count: int) -> Any:
    """How an applicant's request falls apart over the instruments, shape (applicants, 3); every row adds up to 1."""
    weights = random.gamma((1.6, 0.8, 0.6), size=(count, 3))
    weights[random.random((count, 3)) < (0.15, 0.35, 0.45)] = 0
    # Nobody asks for retention alone: it may be half of a grant at most.
    nothing = weights[:, :2].sum(axis=1) == 0
    weights[nothing, 0] = 1
    return weights / weights.sum(axis=1, keepdims=True)


def csv_of(rows: Sequence[Row]) -> str:
    """The round as a CSV file."""
    return csv_text(HEADS, ([one or None if place in range(9, 12) else one for place, one in enumerate(row)] for row in rows))


def figures_of(programme: Programme, rows: Sequence[Row]) -> Figures:
    """The whole workbook of a round: ceiling, instruments, effects and applicants."""
    year = str(programme.programme.years[0])
    everything = sum(int(one) for row in rows for one in row[ASKED])
    ceiling = int(everything * CEILING) // 1000 * 1000
    columns: dict[tuple[str, str, str | None], Figure] = {}
    for id in INSTRUMENTS:
        columns[id, "absorption", None] = _figure(everything, "EUR", "wat gevraagd wordt is de grens; dit getal telt niet")
        columns[id, "cofinancing", None] = _figure(Fraction(1, 2), "1", "de eigen bijdrage van elke aanvrager komt hiervoor in de plaats")
    return Figures(
        file=programme.programme.input,
        budgets={("subsidieplafond", year): _figure(ceiling, "EUR", "drie vijfde van wat gevraagd is")},
        lines=dict.fromkeys(INSTRUMENTS, ("subsidieplafond",)),
        columns=columns,
        responses={id: _response(id) for id in INSTRUMENTS},
        reference={},
        bases=dict.fromkeys(INSTRUMENTS, "total"),
        members={"aanvrager": tuple(_members(rows))},
    )


def _response(id: str) -> Response:
    (low, central, high), why = EFFECTS[id]
    unit = "persons per EUR 1 million"
    estimates = {name: _figure(number, unit, why) for name, number in (("low", low), ("central", central), ("high", high))}
    return Response(estimates, _figure(Fraction(7, 10), "1"), _figure(1, "years"), _figure(4, "years"), True, ((Fraction(1), Fraction(1)),))


def _members(rows: Sequence[Row]) -> Iterator[MemberFigures]:
    for row in rows:
        id, name, *texts = (str(one) for one in row[:7])
        source = str(row[12])
        keys = {("deelnemers", None): row[7], ("eigen-bijdrage", None): Fraction(str(row[8]).rstrip("%")) / 100}
        asked = {(instrument, None): amount for instrument, amount in zip(INSTRUMENTS, row[ASKED], strict=True) if amount}
        yield MemberFigures(
            id,
            name,
            dict(zip(HEADS[2:7], texts, strict=True)),
            {key: Figure(value, "", "", "sourced", source) for key, value in keys.items()},  # type: ignore[arg-type]
            {key: Figure(value, "EUR", "", "sourced", source) for key, value in asked.items()},
        )


def _figure(value: int | Fraction, unit: str, note: str = "") -> Figure:
    return Figure(value, unit, "", "assumed", "Eigen aanname", note)


def write_round(folder: Path, count: int, seed: int, book: bool = True) -> Path:
    """`aanvragers.csv` and, with `book`, `subsidieronde.xlsx` in a folder; the path of the first."""
    rows = applicants(count, seed)
    folder.mkdir(parents=True, exist_ok=True)
    replace_text(folder / "aanvragers.csv", csv_of(rows))
    if book:
        programme = read_programme(find_programme("subsidieronde"))
        write_book(folder / "subsidieronde.xlsx", programme, figures_of(programme, rows), "nl")
    return folder / "aanvragers.csv"


def main() -> None:
    """The command line: how many applicants, which seed, where to."""
    parser = argparse.ArgumentParser(description="A made-up grant round.")
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, default=Path())
    parser.add_argument("--csv", action="store_true", help="no workbook")
    options = parser.parse_args()
    print(write_round(options.out, options.count, options.seed, book=not options.csv))


if __name__ == "__main__":
    main()
