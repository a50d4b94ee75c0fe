"""The sheet of effects: what a euro is estimated to bring, when, and how that fades as an instrument fills up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

from optimiser.figures import Figure, Response
from optimiser.language import Text
from optimiser.programme import Programme
from optimiser.reading.entries import RATE, SHARE, YEARS, Trail, read_trail
from optimiser.reading.headers import Head
from optimiser.reading.tables import Located, Row, rows_by_id


def read_responses(located: Located, programme: Programme) -> Mapping[str, Response]:
    """Every instrument's effect estimates, with the programme's tiers and realisation where the sheet gives none."""
    rows = rows_by_id(located, [one.id for one in programme.instrument])
    found = {one.id: _response(located, rows[one.id], programme) for one in programme.instrument if one.id in rows}
    return {id: response for id, response in found.items() if response is not None}


def _response(located: Located, row: Row, programme: Programme) -> Response | None:
    trail = read_trail(located, row)
    estimates = {key: figure for key in ("low", "central", "high") if (figure := _needed(located, row, key, RATE, trail))}
    lag, duration = (_needed(located, row, key, YEARS, trail) for key in ("lag", "duration"))
    located.need(row, "direction")
    direction = located.read(row, "direction")
    _check_estimates(located, row, estimates)
    if duration is not None and duration.value == 0:
        mend = Text("typ ten minste 1", "type at least 1")
        located.faults.fault("out-of-range", row.cells[Head("duration")], Text("ten minste één jaar", "at least one year"), mend)
    value = located.read(row, "realisation")
    if value is None:
        realisation = Figure(programme.effect.realisation, SHARE, "models", "assumed", "", programme.effect.note)
    else:
        realisation = trail.figure(located, row, Head("realisation"), value, SHARE)
    tiers = tuple(_tiers(located, row)) or programme.effect.tiers
    if len(estimates) < 3 or lag is None or duration is None or direction is None:
        return None
    return Response(estimates, realisation, lag, duration, direction == "adds", tiers)


def _needed(located: Located, row: Row, key: str, unit: str, trail: Trail) -> Figure | None:
    located.need(row, key)
    value = located.read(row, key)
    return None if value is None else trail.figure(located, row, Head(key), value, unit)


def _check_estimates(located: Located, row: Row, estimates: Mapping[str, Figure]) -> None:
    numbers = [figure.value for figure in estimates.values() if isinstance(figure.value, (int, Fraction))]
    if len(numbers) == 3 and sorted(numbers) != numbers:
        expected = Text("laag ≤ midden ≤ hoog", "low ≤ central ≤ high")
        mend = Text("zet de drie schattingen in volgorde", "put the three estimates in order")
        shown = " / ".join(row.cells[Head(key)].shown for key in estimates)
        located.faults.fault("estimate-order", row.cells[Head("central")], expected, mend, found=shown)


def _tiers(located: Located, row: Row) -> Iterator[tuple[Fraction, Fraction]]:
    """(part of the absorption, part of the full rate) from the best down; nothing when the row gives no tiers."""
    filled = [n for n in (1, 2, 3) if Head(f"width{n}") in row.cells or Head(f"rate{n}") in row.cells]
    pairs: list[tuple[Fraction, Fraction]] = []
    for n in filled:
        width, rate = (located.read(row, f"{key}{n}") for key in ("width", "rate"))
        missing = [key for key in ("width", "rate") if Head(f"{key}{n}") not in row.cells]
        if missing or filled != list(range(1, len(filled) + 1)):
            expected = Text("deel en tarief van elke trede, vanaf trede 1", "part and rate of every tier, from tier 1 on")
            mend = Text("vul de trede aan of maak hem leeg", "complete the tier or empty it")
            located.faults.fault("tier-incomplete", located.address(row, Head(f"{(missing or ['width'])[0]}{n}")), expected, mend)
            return
        if isinstance(width, Fraction) and isinstance(rate, Fraction):
            pairs.append((width, rate))
    if pairs and len(pairs) == len(filled):
        _check_tiers(located, row, pairs)
        yield from pairs


def _check_tiers(located: Located, row: Row, pairs: list[tuple[Fraction, Fraction]]) -> None:
    whole = sum(width for width, _ in pairs)
    if whole != 1:
        mend = Text("maak de delen samen 1; een derde typt u als '1/3", "make the parts add up to 1; a third is typed as '1/3")
        expected = Text("delen die samen precies 1 zijn", "parts that add up to exactly 1")
        located.faults.fault("tier-parts", row.cells[Head("width1")], expected, mend, found=" + ".join(str(width) for width, _ in pairs))
    rates = [rate for _, rate in pairs]
    if sorted(rates, reverse=True) != rates:
        mend = Text("zet het hoogste tarief in trede 1", "put the highest rate in tier 1")
        expected = Text("tarieven die niet stijgen", "rates that do not rise")
        located.faults.fault("tier-rates", row.cells[Head("rate1")], expected, mend, found=" / ".join(str(rate) for rate in rates))
