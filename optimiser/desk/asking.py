"""Ranges as people ask for them: `sweep` and `frontier` of a programme's case. The Python API of the desk."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimiser.desk.dial import Span, make_dial, read_span
from optimiser.desk.sweep import EXACT, Asked, axes_of, numbers_of, sweep_cold
from optimiser.desk.sweep_hot import Where, rays, sweep_hot
from optimiser.desk.told import stepped, traced
from optimiser.exact import plain, read_exact
from optimiser.faults import Fault, Refused
from optimiser.language import Text
from optimiser.run import read_inputs
from optimiser.scenario import BASE
from optimiser.swept import Frontier, Sweep

# Points of a range without a step of its own; of two ranges each.
POINTS, OF_TWO = 13, 7
MOST = 10_001
BUDGET_FORM = Text("percentages van:tot, of van:tot:stap", "percentages from:to, or from:to:step")
FOR_EXAMPLE = Text("bijvoorbeeld --budget 80:120 of --budget 80:120:5", "for example --budget 80:120 or --budget 80:120:5")
ONE_OR_TWO = Text("één of twee reeksen: --set-range, of --budget", "one range or two: --set-range, or --budget")
GIVE_ONE = Text(
    "bijvoorbeeld --budget 90:110, of --set-range rule.REGEL.JAAR=0.40:0.75 met een regel en een jaar van dit programma",
    "for example --budget 90:110, or --set-range rule.RULE.YEAR=0.40:0.75 with a rule and a year of this programme",
)
JUST_ONE = Text("één reeks: --set-range of --budget", "one range: --set-range or --budget")
TWICE = Text("twee verschillende sleutels", "two different keys")
APART = Text("kies voor elke reeks een andere sleutel", "choose another key for each range")
COUNT = Text("2 tot {most:num} punten", "2 to {most:num} points")
FEWER = Text("neem minder punten of grotere stappen", "take fewer points or larger steps")
WITH_FACTOR = Text("een reeks met factoren op herkomstregels, zoals --budget 80:120", "a range of factors on source lines, such as --budget 80:120")
ADD_BUDGET = Text("geef --budget erbij, of laat --along weg", "add --budget, or leave --along out")


def spans_of(ranges: Sequence[str], budget: str | None = None, along: Sequence[str] = (), most: int = 2) -> tuple[Span, ...]:
    """The spans of `--set-range` and `--budget`; `along` goes with the factors on source lines. Raises `Refused`."""
    spans = [read_span(text) for text in ranges] + ([read_budget(budget)] if budget is not None else [])
    if not 1 <= len(spans) <= most:
        found = " ".join([*ranges, *([budget] if budget else [])])
        expected = ONE_OR_TWO if most > 1 else JUST_ONE
        raise Refused([Fault("range-count", "--set-range", found=found, expected=expected, mend=GIVE_ONE)])
    if len({span.key for span in spans}) < len(spans):
        raise Refused([Fault("range-count", "--set-range", found=spans[0].key, expected=TWICE, mend=APART)])
    if along:
        factors = [span for span in spans if span.scales and span.key.startswith("source.")]
        if len(factors) != 1:
            raise Refused([Fault("along-alone", "--along", found=", ".join(along), expected=WITH_FACTOR, mend=ADD_BUDGET)])
        rules = tuple(dict.fromkeys(part.strip().removeprefix("rule.") for one in along for part in one.split(",")))
        spans = [replace(span, along=rules) if span is factors[0] else span for span in spans]
    return tuple(spans)


def read_budget(text: str) -> Span:
    """`80:120:5` -> every source line times 0.80 to 1.20. Raises `Refused`."""
    numbers = [read_exact(part.strip().removesuffix("%")) for part in text.split(":")]
    if len(numbers) not in (2, 3) or None in numbers:
        raise Refused([Fault("range-form", "--budget", found=text, expected=BUDGET_FORM, mend=FOR_EXAMPLE)])
    low, high, *step = [plain(one / 100) for one in numbers if one is not None]
    try:
        return read_span(f"source.*=*{low}:*{high}" + "".join(f":{one}" for one in step))
    except Refused as refused:
        raise Refused([replace(fault, file="--budget", found=text, mend=FOR_EXAMPLE) for fault in refused.faults]) from None


def sweep(
    programme: str = "taz",
    ranges: Sequence[str] | str = (),
    *,
    budget: str | None = None,
    along: Sequence[str] = (),
    points: int | None = None,
    scenario: str | Sequence[str] = BASE,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    input: str | None = None,
    reason: str = "",
    unit: int | None = None,
    progress: Callable[[int, int], None] | None = None,
    kept: str | Path | None = None,
    resume: bool = False,
    cluster: str = "",
    members: Mapping[str, str | Path] | None = None,
) -> Sweep:
    """One or two numbers over a range: what comes out at every point.

    Args:
        programme: as for `solve`.
        ranges: `"key=from:to"` or `"key=from:to:step"`, one or two of them; the keys of `--set`, factors as `*0.8`.
        budget: `"80:120"` or `"80:120:5"`: every source line from 80 to 120 %.
        along: rules whose amounts move by the same factor as the budget, such as `["stagefonds"]`.
        points: how many points a range without a step gets, both ends included.
        scenario: as for `solve`.
        overrides: as for `solve`.
        input: as for `solve`.
        reason: as for `solve`.
        unit: as for `solve`.
        progress: called with (points done, points asked).
        kept: folder in which finished pieces of a large sweep are kept until it is done.
        resume: take the pieces that an earlier, interrupted sweep left in `kept`.
        cluster: address of a Dask scheduler whose workers answer the points of a large sweep.
        members: as for `solve`.

    Returns:
        A `Sweep`: `points` with effect, bound, lines and binding rules; `table.frame()` and `by_spaces.frame()` as pandas frames.

    Raises:
        Refused: faults in what was given. ProofFailed, NotRepaired, SolverStopped: as for `solve`.
    """
    wanted = [ranges] if isinstance(ranges, str) else ranges
    asked = ask(wanted, budget, along, points, programme, scenario, overrides, input, reason, unit, members=members)
    axes = axes_of(asked, asked.case())
    numbers = numbers_of(asked, axes)
    if not 2 <= len(numbers) <= MOST:
        raise Refused([Fault("range-points", "--points", found=str(len(numbers)), expected=COUNT, mend=FEWER, values=(("most", MOST),))])
    if cluster or len(numbers) > EXACT:
        lines = rays(asked, numbers)
        if lines is not None:
            return sweep_hot(asked, numbers, lines, Where(None if kept is None else Path(kept), resume, cluster), progress)
    return sweep_cold(asked, axes, numbers, progress)


def one_range(ranges: Sequence[str]) -> str | None:
    """The one range of a frontier; None when there is none. Raises `Refused` for more."""
    if len(ranges) > 1:
        spans_of(ranges, None, (), most=1)
    return ranges[0] if ranges else None


def frontier(
    programme: str = "taz",
    range: str | None = None,
    *,
    budget: str | None = None,
    along: Sequence[str] = (),
    points: int | None = None,
    scenario: str | Sequence[str] = BASE,
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]] = (),
    input: str | None = None,
    reason: str = "",
    progress: Callable[[int, int], None] | None = None,
    members: Mapping[str, str | Path] | None = None,
) -> Frontier:
    """The goal along one number: exact pieces with their price per step, breakpoints, and the parts where no plan exists.

    Args:
        programme: as for `solve`.
        range: `"key=from:to"`; the keys of `--set`.
        budget: `"80:120"` in the place of a range: every source line from 80 to 120 %.
        along: as for `sweep`.
        points: how many points are solved when the number does not go straight through the problem.
        scenario: as for `solve`.
        overrides: as for `solve`.
        input: as for `solve`.
        reason: as for `solve`.
        progress: as for `sweep`.
        members: as for `solve`.

    Returns:
        A `Frontier`; `table.frame()` has one row a stretch. With `exact` False breakpoints are only known to lie inside a stretch.

    Raises:
        Refused: faults in what was given. ProofFailed, NotRepaired, SolverStopped: as for `solve`.
    """
    asked = ask([range] if range is not None else [], budget, along, points, programme, scenario, overrides, input, reason, most=1, members=members)
    dial = make_dial(asked.inputs, asked.scenarios, asked.sets, asked.spans[0])
    return stepped(asked, progress) if dial.slope is None else traced(asked, dial)


def ask(
    ranges: Sequence[str],
    budget: str | None,
    along: Sequence[str],
    points: int | None,
    programme: str,
    scenario: str | Sequence[str],
    overrides: Mapping[str, Any] | Sequence[tuple[str, Any]],
    input: str | None,
    reason: str,
    unit: int | None = None,
    most: int = 2,
    members: Mapping[str, str | Path] | None = None,
) -> Asked:
    """What was asked for, read. Raises `Refused`."""
    spans = spans_of(ranges, budget, along, most)
    if points is not None and not 2 <= points <= MOST:
        raise Refused([Fault("range-points", "--points", found=str(points), expected=COUNT, mend=FEWER, values=(("most", MOST),))])
    names = tuple(dict.fromkeys(part.strip() for part in (scenario.split(",") if isinstance(scenario, str) else scenario)))
    sets = tuple(overrides.items()) if isinstance(overrides, Mapping) else tuple(overrides)
    return Asked(read_inputs(programme, input, members), names, sets, reason, spans, points or (POINTS if len(spans) == 1 else OF_TWO), unit)
