"""What comes out of estimates between low, central and high, as plain data: tornado, draws, robust plans, break-even. Reports are made from this.

Exact numbers are fractions; floats stand where a solver's last digits or chance come in, and are never more exact than those. None of the
estimates is a measured cost, and distributions and correlation are declared, not measured: they say what follows if one believes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optimiser.language import Text
from optimiser.record import Record, Table

Floats = NDArray[np.float64]
Shape = Literal["triangular", "uniform", "pert"]
SHAPES: tuple[Shape, ...] = ("triangular", "uniform", "pert")
PERCENTILES = (5, 25, 50, 75, 95)
CLOSE = (Fraction(1, 100), Fraction(2, 100), Fraction(5, 100))
# A plan is called as good as the best of a draw within this part of it: room for the solver's last digits.
AS_GOOD = 1e-9


@dataclass(frozen=True)
class Declared:
    """What was assumed about the estimates: the shape between low, central and high, the correlation (0..1) between all of them, seed and count.

    `groups`: a higher correlation among the instruments of a space. Correlation is that of the normal numbers behind the shapes.
    """

    shape: Shape
    correlation: Fraction
    seed: int
    count: int
    groups: tuple[tuple[str, Fraction], ...] = ()


@dataclass(frozen=True)
class EstimateTold:
    """One estimate (persons per EUR 1 million, net): its range, the one in use, how firm it is, and what of the plan's effect rests on it.

    `widened`: a change set it beyond the range of the workbook, which was widened to hold it.
    """

    instrument: str
    low: Fraction
    central: Fraction
    high: Fraction
    used: Fraction
    standing: str
    effect: Fraction
    widened: bool = False


@dataclass(frozen=True)
class LineMove:
    """A line that another plan gives EUR more (or less)."""

    instrument: str
    year: str
    difference: int


@dataclass(frozen=True)
class Bar:
    """One end of one estimate, in the goal's unit: this plan as it is, the best plan there would be (None: none exists), the lines it changes.

    `missed`: persons by which this plan falls short of targets (`effect-floor`) at this estimate.
    """

    estimate: Fraction
    plan: Fraction
    best: float | None
    lines: tuple[LineMove, ...]
    missed: Fraction = Fraction(0)


@dataclass(frozen=True)
class Swing:
    """One instrument's estimate low and high.

    `knowing`: what it is worth on average to know it before deciding (goal's unit); None where the estimate acts through a rule, so that
    the average is not one plan's.
    """

    instrument: str
    standing: str
    low: Bar
    high: Bar
    knowing: float | None

    @property
    def width(self) -> Fraction:
        """How far the outcome of this plan swings."""
        return abs(self.high.plan - self.low.plan)

    @property
    def width_best(self) -> float | None:
        """How far the outcome of the best plan swings; None when there is none at one end."""
        return None if self.low.best is None or self.high.best is None else abs(self.high.best - self.low.best)


@dataclass(frozen=True)
class BreakEven:
    """`forced`: EUR over all years that the best plan gives an instrument when its estimate is 0; it gets more from `estimate` up.

    `estimate` is None with `why` "never" (at no estimate up to four times the high one) or "rules" (at 0 no plan exists). `now`: EUR in this plan.
    """

    instrument: str
    used: Fraction
    high: Fraction
    estimate: Fraction | None
    forced: int
    now: int
    why: Literal["", "never", "rules"] = ""


@dataclass(frozen=True)
class Presence:
    """How often (0..1) a line has money in the best plan of a draw, how much on average (EUR), and what this plan gives it.

    `counts` False: the line brings the goal nothing at any estimate, so it gets what is left, and how often says nothing.
    """

    instrument: str
    year: str
    often: float
    mean: int
    amount: int
    counts: bool = True

    @property
    def chosen(self) -> bool:
        """Whether this plan gives it money."""
        return self.amount > 0


@dataclass(frozen=True)
class OneDraw:
    """One draw, numbered from 1: the outcome of this plan, of the best plan, the regret, and persons missed of targets."""

    number: int
    plan: float
    best: float | None
    regret: float | None
    missed: float


@dataclass(frozen=True)
class Spread:
    """One quantity over the draws: its mean with the standard error that so many draws leave, its 5, 25, 50, 75 and 95 % points, and its ends."""

    count: int
    mean: float
    error: float
    percentiles: Mapping[int, float]
    least: float
    most: float


def spread_of(values: Floats) -> Spread | None:
    """None without values."""
    if not values.size:
        return None
    error = float(values.std(ddof=1)) / sqrt(values.size) if values.size > 1 else 0.0
    points = {one: float(np.percentile(values, one)) for one in PERCENTILES}
    return Spread(values.size, float(values.mean()), error, points, float(values.min()), float(values.max()))


@dataclass(frozen=True)
class Drawn:
    """The outcome of every draw (draws,) in the goal's unit: this plan, the best plan (NaN: none exists), and persons missed of targets.

    `declared.count` draws were asked for; fewer are here when the work was broken off.
    """

    declared: Declared
    plan: Floats
    best: Floats
    missed: Floats
    presence: tuple[Presence, ...]
    larger_is_better: bool = True

    @property
    def count(self) -> int:
        """Draws that were answered."""
        return len(self.plan)

    @property
    def possible(self) -> NDArray[np.bool_]:
        """The draws in which a plan exists (draws,)."""
        found: NDArray[np.bool_] = ~np.isnan(self.best)
        return found

    @property
    def kept(self) -> NDArray[np.bool_]:
        """The draws in which this plan reaches every target (draws,)."""
        found: NDArray[np.bool_] = self.missed <= AS_GOOD
        return found

    @property
    def regret(self) -> Floats:
        """What knowing the draw beforehand would have brought, or saved (draws,): NaN where no plan exists or this plan misses a target."""
        behind = self.best - self.plan if self.larger_is_better else self.plan - self.best
        return np.where(self.possible & self.kept, np.maximum(behind, 0.0), np.nan)

    @property
    def regrets(self) -> Floats:
        """The regret of the draws that have one."""
        regret = self.regret
        found: Floats = regret[~np.isnan(regret)]
        return found

    def within(self, part: Fraction) -> float:
        """The chance (0..1) that this plan keeps every target and is within this part of the best plan."""
        regret = self.regret
        near = regret <= (float(part) + AS_GOOD) * np.abs(self.best)
        return float(near.mean()) if near.size else 0.0

    @cached_property
    def table(self) -> Table:
        """One row a draw."""
        regret = self.regret
        rows = [
            OneDraw(number, float(p), _number(b), _number(r), float(m))
            for number, (p, b, r, m) in enumerate(zip(self.plan, self.best, regret, self.missed, strict=True), start=1)
        ]
        return Table(tuple(rows), ("number", "plan", "best", "regret", "missed"))


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


@dataclass(frozen=True)
class RobustTold:
    """`gamma` estimates may fall to their low value at once (`every`: all of them): what this plan and the robust one have left then.

    In the goal's unit. `exact` False: they have at least that. `central`: with the estimates in use. `bound`: no plan has a better worst case
    (None: not proved, because a potential limits what counts). `moves`: what the robust plan does otherwise.
    """

    gamma: Fraction
    every: bool
    this_worst: Fraction
    this_central: Fraction
    worst: Fraction
    central: Fraction
    bound: Fraction | None
    moves: tuple[LineMove, ...]
    exact: bool = True

    @property
    def price(self) -> Fraction:
        """What the robust plan costs when nothing falls."""
        return self.this_central - self.central

    @property
    def gain(self) -> Fraction:
        """What it saves in the worst case."""
        return self.worst - self.this_worst


@dataclass(frozen=True)
class CarefulTold:
    """The plan for (1 - `weight`) x mean + `weight` x mean of the worst `tail` of the first `scenarios` draws, and this plan beside it."""

    weight: Fraction
    tail: Fraction
    scenarios: int
    this_mean: Fraction
    this_worst: Fraction
    mean: Fraction
    worst: Fraction
    central: Fraction
    bound: Fraction
    moves: tuple[LineMove, ...]


@dataclass(frozen=True)
class StandingShare:
    """What of the plan's effect (or money, for the goal `money`) rests on estimates of one standing."""

    standing: str
    amount: Fraction
    share: Fraction
    instruments: int


@dataclass(frozen=True)
class PlanTold:
    """The plan that is stressed: "best" (that of the case) or "given" (`file`), its value, the best value, and hard rules it breaks."""

    kind: Literal["best", "given"]
    file: str
    value: Fraction
    best: Fraction
    broken: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Stressed:
    """Everything asked about the estimates of one case. `about` is the case without a plan; parts not asked for are empty or None.

    `notes` say what was not possible and why. `cluster`, `resumed` and `pieces` say who answered the draws, how many were finished before, and
    under which name they are kept; they change no number. `plans`: whole records of robust and careful plans that were asked for, by name.
    """

    about: Record
    plan: PlanTold
    estimates: tuple[EstimateTold, ...]
    standings: tuple[StandingShare, ...]
    swings: tuple[Swing, ...] = ()
    breaks: tuple[BreakEven, ...] = ()
    drawn: Drawn | None = None
    robust: tuple[RobustTold, ...] = ()
    careful: CarefulTold | None = None
    notes: tuple[Text, ...] = ()
    larger_is_better: bool = True
    broken_off: bool = False
    cluster: str = ""
    resumed: int = 0
    pieces: str = ""
    plans: tuple[tuple[str, Record], ...] = ()

    @property
    def money(self) -> bool:
        """True when the outcome is counted in euros."""
        return self.about.goal == "money"

    @cached_property
    def tornado(self) -> Table:
        """One row an end of an estimate."""
        rows = [TornadoRow.of(swing, end, bar) for swing in self.swings for end, bar in (("low", swing.low), ("high", swing.high))]
        return Table(tuple(rows), ("instrument", "standing", "end", "estimate", "plan", "best", "missed", "lines", "knowing"))

    @cached_property
    def draws(self) -> Table:
        """One row a draw; empty when none were asked for."""
        return self.drawn.table if self.drawn is not None else Table((), ("number", "plan", "best", "regret", "missed"))

    @cached_property
    def presence(self) -> Table:
        """One row a line."""
        return Table(self.drawn.presence if self.drawn is not None else (), ("instrument", "year", "often", "mean", "amount", "chosen", "counts"))

    @cached_property
    def robust_table(self) -> Table:
        """One row a gamma."""
        columns = ("gamma", "every", "this_worst", "this_central", "worst", "central", "bound", "gain", "price", "exact")
        return Table(self.robust, columns)

    @cached_property
    def break_even(self) -> Table:
        """One row an instrument."""
        return Table(self.breaks, ("instrument", "used", "high", "estimate", "forced", "now", "why"))

    @cached_property
    def standing(self) -> Table:
        """One row a standing."""
        return Table(self.standings, ("standing", "amount", "share", "instruments"))

    @cached_property
    def ranges(self) -> Table:
        """One row an estimate."""
        return Table(self.estimates, ("instrument", "low", "central", "high", "used", "standing", "effect"))


@dataclass(frozen=True)
class TornadoRow:
    """One end of one estimate as a row; `lines` counts those the best plan changes."""

    instrument: str
    standing: str
    end: str
    estimate: Fraction
    plan: Fraction
    best: float | None
    missed: Fraction
    lines: int
    knowing: float | None

    @classmethod
    def of(cls, swing: Swing, end: str, bar: Bar) -> TornadoRow:
        """A bar as a row."""
        return cls(swing.instrument, swing.standing, end, bar.estimate, bar.plan, bar.best, bar.missed, len(bar.lines), swing.knowing)
