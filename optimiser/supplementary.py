"""What changed since the budget was adopted (suppletoire): per article, year and scheme the columns (1) to (5), and which changes must be explained.

The change of a scheme is split over its causes as far as the mutations of its source lines say so: what a line loses (or gains) by mutations is
laid on the schemes that it pays less (or more) now, in proportion; all other change is reallocation between schemes and adds up to nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimiser.articles import BUDGET_KINDS
from optimiser.language import Text
from optimiser.phases import BY_CHOICE, NVW, OWB
from optimiser.printed import Path, printed
from optimiser.record import Record
from optimiser.stands import CycleTold, Paid, Stand, sums

# Columns: (1) base, (2) amendments, what was adopted after that, (4) the change of this phase.
BASE, AMENDED, EARLIER, CHANGE = range(4)
# Behind them: what of (4) is policy, and what is technical.
POLICY, TECHNICAL = 4, 5
MILLION_PRINTED = 1_000
# Size of the article below which (in thousands), then what needs an explanation: policy, technical (Rijksbegrotingsvoorschriften).
THRESHOLDS: tuple[tuple[int | None, int, int], ...] = (
    (50 * MILLION_PRINTED, 1 * MILLION_PRINTED, 2 * MILLION_PRINTED),
    (200 * MILLION_PRINTED, 2 * MILLION_PRINTED, 4 * MILLION_PRINTED),
    (1_000 * MILLION_PRINTED, 5 * MILLION_PRINTED, 10 * MILLION_PRINTED),
    (None, 10 * MILLION_PRINTED, 20 * MILLION_PRINTED),
)
# From this many euros in a year a change needs the fields of article 3.1 of the Comptabiliteitswet 2016.
LARGE = 20_000_000
UNPLACED = Text("zonder begrotingsartikel", "without a budget article")
Line = tuple[str, str]


@dataclass(frozen=True)
class ChangeRow:
    """One row: `depth` 0 total, 1 part, 2 kind, 3 scheme; `exact` EUR and `printed` thousands for the four columns, `stand` the printed (5).

    `policy` and `technical` are printed thousands of the change with that cause; the rest of it is reallocation.
    """

    depth: int
    id: str
    name: Text
    exact: tuple[int, ...]
    printed: tuple[int, ...]
    stand: int
    policy: int
    technical: int

    @property
    def moved(self) -> int:
        """Printed thousands of the change that no mutation explains."""
        return self.printed[CHANGE] - self.policy - self.technical


@dataclass(frozen=True)
class ChangeTable:
    """The table of one article (`name`) in one year."""

    name: Text
    year: str
    rows: tuple[ChangeRow, ...]


@dataclass(frozen=True)
class Built:
    """The adopted plans behind the columns; `later` is the plan started from, when that is not (1) or (2) itself."""

    base: Stand
    amended: Stand | None
    later: Stand | None

    @property
    def start(self) -> Stand:
        """The adopted plan that the change counts from."""
        return self.later or self.amended or self.base


def built_on(cycle: CycleTold) -> Built | None:
    """None when nothing was adopted before this phase."""
    if cycle.start is None:
        return None
    own = {one.phase: one for one in cycle.stands if one.year == cycle.budget_year}
    base = own.get(OWB) or own.get(NVW) or cycle.start
    amended = own.get(NVW) if base is not own.get(NVW) else None
    return Built(base, amended, cycle.start if cycle.start not in (base, amended) else None)


def thresholds(size: int) -> tuple[int, int]:
    """From how many thousands a change in an article of this size (in thousands) is explained: policy, technical.

    >>> thresholds(49_999), thresholds(50_000), thresholds(1_000_000)
    ((1000, 2000), (2000, 4000), (10000, 20000))
    """
    return next((policy, technical) for below, policy, technical in THRESHOLDS if below is None or size < below)


def change_tables(record: Record) -> tuple[ChangeTable, ...]:
    """For every article a table for the budget year and each later year of the programme; empty when nothing was adopted before."""
    cycle = record.cycle
    built = None if cycle is None else built_on(cycle)
    if cycle is None or built is None:
        return ()
    now = tuple(Paid(one.source, one.instrument, one.year, one.amount) for one in record.flows)
    causes = _causes(cycle, built.start, now)
    years = [year for year in record.years if year >= cycle.budget_year]
    articles = dict.fromkeys(one.article for one in record.schemes)
    return tuple(_table(record, article, year, built, sums(now), causes) for article in articles for year in years)


def large_changes(record: Record) -> dict[str, dict[str, int]]:
    """instrument -> year -> EUR of change, for every instrument that changes by `LARGE` or more in a year."""
    cycle = record.cycle
    built = None if cycle is None else built_on(cycle)
    if cycle is None or built is None:
        return {}
    changes: dict[str, dict[str, int]] = {}
    for line in record.lines:
        if line.year >= cycle.budget_year:
            changes.setdefault(line.instrument, {})[line.year] = line.amount - built.start.lines.get((line.instrument, line.year), 0)
    return {instrument: by_year for instrument, by_year in changes.items() if any(abs(one) >= LARGE for one in by_year.values())}


def _table(
    record: Record,
    article: str,
    year: str,
    built: Built,
    now: Mapping[Line, int],
    causes: Mapping[Line, tuple[int, int]],
) -> ChangeTable:
    schemes = [one for one in record.schemes if one.article == article]
    parts, kinds = list(dict.fromkeys(one.part for one in schemes)), list(BUDGET_KINDS)
    schemes.sort(key=lambda one: (parts.index(one.part), kinds.index(one.kind)))
    lines: dict[Path, tuple[int, ...]] = {}
    for one in schemes:
        line = (one.instrument, year)
        lines[one.part, one.kind, one.instrument] = (*_columns(built, now.get(line, 0), line), *causes.get(line, (0, 0)))
    said = printed(lines, over=[(BASE, AMENDED, EARLIER, CHANGE)])
    rows = []
    for path, numbers in said.cells.items():
        below = [line for line in lines if line[: len(path)] == path]
        exact = tuple(sum(lines[line][column] for line in below) for column in range(len(numbers)))
        shown = tuple(one or 0 for one in numbers)
        stand = said.totals[path][0] or 0
        name = _name(record, path)
        rows.append(ChangeRow(len(path), path[-1] if path else "", name, exact, shown[:POLICY], stand, shown[POLICY], shown[TECHNICAL]))
    return ChangeTable(record.names.get(article, UNPLACED), year, tuple(rows))


def _columns(built: Built, now: int, line: tuple[str, str]) -> tuple[int, ...]:
    """EUR for the four columns; they add up to what the plan has now."""
    base = built.base.lines.get(line, 0)
    amended = base if built.amended is None else built.amended.lines.get(line, 0)
    start = built.start.lines.get(line, 0)
    return base, amended - base, start - amended, now - start


def _name(record: Record, path: Path) -> Text:
    if not path:
        return Text("Uitgaven", "Outlays")
    if len(path) == 2:
        return BUDGET_KINDS[path[1]]
    key = path[0] if len(path) == 1 else f"instrument:{path[2]}"
    return record.names.get(key, Text(path[-1], path[-1]))


def _causes(cycle: CycleTold, start: Stand, now: Sequence[Paid]) -> dict[Line, tuple[int, int]]:
    """(instrument, year) -> EUR of its change that is policy, and that is technical."""
    before = {(one.source, one.instrument, one.year): one.amount for one in start.flows}
    after = {(one.source, one.instrument, one.year): one.amount for one in now}
    found: dict[Line, tuple[int, int]] = {}
    for source, year in sorted({(source, year) for source, _, year in (*before, *after)}):
        new = [one for one in cycle.steps if (one.source, one.year) == (source, year) and one.moment.order() > start.moment.order()]
        policy = sum(one.now - one.was for one in new if one.kind in BY_CHOICE)
        technical = sum(one.now - one.was for one in new if one.kind not in BY_CHOICE)
        names = sorted({name for line, name, when in (*before, *after) if (line, when) == (source, year)})
        held = {name: before.get((source, name, year), 0) for name in names}
        weights = _weights(held, {name: after.get((source, name, year), 0) for name in names}, policy + technical)
        for name, part, other in zip(names, laid(policy, weights), laid(technical, weights), strict=True):
            old = found.get((name, year), (0, 0))
            found[name, year] = (old[0] + part, old[1] + other)
    return found


def _weights(before: Mapping[str, int], after: Mapping[str, int], change: int) -> list[int]:
    """Who bears what a line loses or gains: the schemes that it pays less (or more) now; when there are none, everyone by what they had."""
    sign = 1 if change > 0 else -1
    along = [max(sign * (after[name] - before[name]), 0) if change else 0 for name in before]
    return along if any(along) else list(before.values()) if any(before.values()) else list(after.values())


def laid(amount: int, weights: Sequence[int]) -> list[int]:
    """An amount over weights in whole euros, by largest remainder; it adds up again. Without any weight it is laid on nobody.

    >>> laid(-10, [1, 1, 1]), laid(7, [0, 0])
    ([-4, -3, -3], [0, 0])
    """
    whole = sum(weights)
    if not whole:
        return [0] * len(weights)
    sign = 1 if amount >= 0 else -1
    parts = [divmod(abs(amount) * weight, whole) for weight in weights]
    extra = abs(amount) - sum(down for down, _ in parts)
    first = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))[:extra]
    return [sign * (down + (place in first)) for place, (down, _) in enumerate(parts)]
