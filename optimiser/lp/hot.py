"""The same program solved many times with some numbers moved, always from one base basis.

Because every solve starts from the same basis and is handed the whole program, its answer depends neither on the order of the questions nor on
how many cores answer, to the last digit. Wishes are served before the goal in one solve, by costs that outweigh everything less urgent. Every
answer is checked: the prices of its basis must prove, wish by wish and then for the goal, that nothing is better; one that fails is solved
again from scratch.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import cast

import numpy as np
from numpy.typing import NDArray

from optimiser.choice import cannot_move
from optimiser.faults import Refused
from optimiser.lp import highs, pooling
from optimiser.lp.chooser import Chooser, Closeness
from optimiser.lp.cores import each, here
from optimiser.lp.direction import Block, Directions, prepare
from optimiser.lp.program import THOUSAND, Arrays, Floats, build
from optimiser.problem import WISHES, Problem
from optimiser.slope import Slope

# A bound this close to the objective (relative) proves it.
CLOSED = 1e-9
# A wish missed by no more than this (thousand euros or persons) is met.
MET = 1e-9
# Room for the last digit of what a wish reached (relative); a solver's own tolerance is far wider.
DIGIT = 1e-12
# Missing the least urgent wish costs this many times the dearest euro of the goal, the next one this many times that, and so on.
OUTWEIGHS = 100.0
DEAREST = 100.0
# Undisturbed it could go round in circles: after so many steps a row or column it is solved from scratch.
STEPS = 20
# The solver does not factorise its last basis once more to see how exact the solution is: here every answer is held against its own bound.
UNCHECKED = {"rebuild_refactor_solution_error_tolerance": -1.0}
# So many questions at a time: what they prove is then added up in one go. Large programs go by their entries instead.
FEW = 64
ENTRIES = 2_000_000
# With fewer blocks than this for every core, making a copy of the process takes longer than it saves.
EACH = 2
# Proofs that there is no plan that are tried on the next question without one.
RAYS = 20


@dataclass(frozen=True)
class Answer:
    """One optimum: `value` of the objective (maximisation form, goal unit), `cells` in euros (cells,); `cold`: it was solved from scratch.

    The cells are those of some best plan; of the one that comes first when closeness was given.
    """

    value: float
    cells: Floats
    cold: bool = False


@dataclass(frozen=True)
class Wish:
    """One priority: `missed` @ values is its weighted shortfall (EUR or persons), which `row` keeps.

    `weight` makes it outweigh whatever is less urgent; `above` (columns,) is the cost of missing this wish and the more urgent ones.
    """

    row: int
    missed: Floats
    weight: float
    above: Floats


@dataclass(frozen=True)
class Proved:
    """An optimum with its program, which keeps what the wishes reached, and the prices that prove it (solver units)."""

    program: Arrays
    values: Floats
    prices: Floats


class Hot:
    """A solved problem whose numbers can be moved. `optimum` is its own objective (maximisation form), exact value of the solver's float."""

    def __init__(self, problem: Problem, closeness: Sequence[Closeness] | None = None) -> None:
        """Loads and solves once; with `closeness` every answer is the plan that comes first. Raises ValueError when there is no optimum.

        Raises `Refused` for a problem with choices: moving numbers would answer for a case without its all-or-nothing rules.
        """
        if problem.choices:
            raise Refused([cannot_move(problem.choices)])
        self.problem = problem
        self._arrays, self._scales = build(problem)
        self._wishes = _wishes(problem, self._arrays, self._scales.column)
        self._rays: list[Floats] = []
        self._own = threading.local()
        self._chooser: Chooser | None = None
        base, first = self.directions([]).along(np.zeros((1, 0))), highs.Model()
        if first.solve(self._weighed(base).program(0)) is None:
            raise ValueError("no optimum")
        self._base = first.basis
        proved, _ = self._optima(base, self._model)[0]
        if proved is None:
            raise ValueError("no optimum")
        self.optimum = Fraction(self._value(proved))
        if closeness is not None:
            self._chooser = Chooser(proved.program, problem.grid, closeness)
            self._chooser.start_at(proved.program, proved.prices)

    def directions(self, slopes: Sequence[Slope]) -> Directions:
        """Slopes of this problem as its solver sees them; prepare once, ask often."""
        return prepare(slopes, self._arrays, self._scales)

    def optima(self, slopes: Sequence[Slope]) -> list[Fraction | None]:
        """The optimum one unit along each slope by itself; None where no plan exists."""
        answers = self.many(slopes, np.eye(len(slopes)))
        return [None if answer is None else Fraction(answer.value) for answer in answers]

    def answer(self, directions: Directions, amounts: Floats) -> Answer | None:
        """The optimum with so much of each slope (slopes,); None when no plan exists then. The wishes are served first, as in every solve."""
        return self._answers(directions.along(amounts[None]), self._model)[0]

    def many(self, slopes: Sequence[Slope], amounts: Floats, cores: int | None = None) -> list[Answer | None]:
        """One answer a row of `amounts` (questions, slopes), whatever the number of cores; by default all that there are."""
        directions, size = self.directions(slopes), max(1, min(FEW, ENTRIES // max(1, len(self._arrays.value))))
        blocks = [amounts[first : first + size] for first in range(0, len(amounts), size)]
        worth = max(1, len(blocks) // EACH)
        answered = each(lambda block: self._answers(directions.along(block), self._model), blocks, min(cores or here(), worth))
        return [answer for answers in answered for answer in answers]

    @property
    def _model(self) -> highs.Model:
        """This thread's own: a solver's object is not to be shared."""
        if not hasattr(self._own, "model"):
            steps = STEPS * (self._arrays.rows + self._arrays.columns)
            # Where several lines pay one group so many plans are alike that primal steps without disturbance go on for minutes.
            near = {} if pooling.fits(self.problem) else highs.NEARBY
            self._own.model = highs.Model({**near, **UNCHECKED, "simplex_iteration_limit": steps})
        return cast("highs.Model", self._own.model)

    def _answers(self, block: Block, model: highs.Model) -> list[Answer | None]:
        answers: list[Answer | None] = []
        for proved, cold in self._optima(block, model):
            if proved is None:
                answers.append(None)
                continue
            values = proved.values if self._chooser is None else self._chooser.choose(model, proved.program, proved.prices)
            answers.append(Answer(self._value(proved), values[: self.problem.grid.size] * THOUSAND, cold))
        return answers

    def _value(self, proved: Proved) -> float:
        return -float(proved.program.cost @ proved.values) / self._scales.cost

    def _optima(self, block: Block, model: highs.Model) -> list[tuple[Proved | None, bool]]:
        """Per question its optimum (None: no plan), and whether it was solved from scratch."""
        weighed, count = self._weighed(block), len(block)
        values, prices = np.zeros((count, self._arrays.columns)), np.zeros((count, self._arrays.rows))
        missed, wish_prices = np.zeros((len(self._wishes), count)), np.zeros((len(self._wishes), *prices.shape))
        solved = np.zeros(count, dtype=bool)
        for question in range(count):
            found = model.solve(weighed.program(question), self._base)
            if found is None:
                continue
            solved[question], (values[question], prices[question]) = True, found
            for rank, wish in enumerate(self._wishes):
                missed[rank, question] = max(0.0, float(wish.missed @ found[0]))
                if missed[rank, question] > MET:
                    wish_prices[rank, question] = model.prices_of(wish.above)
        reached, prices, good = self._proved(weighed, block.cost, values, prices, missed, wish_prices)
        optima: list[tuple[Proved | None, bool]] = []
        for question in range(count):
            if solved[question] and good[question]:
                optima.append((Proved(reached.program(question), values[question], prices[question]), False))
            elif not solved[question] and self._known_to_have_none(weighed.part(np.array([question]))):
                optima.append((None, False))
            else:
                optima.append((self._from_scratch(block.program(question)), True))
        return optima

    def _weighed(self, block: Block) -> Block:
        """The programs that serve the wishes by what it costs to miss them."""
        if not self._wishes:
            return block
        upper = block.row_upper.copy()
        upper[:, [wish.row for wish in self._wishes]] = np.inf
        return replace(block, row_upper=upper, cost=block.cost + self._wishes[-1].above)

    def _proved(
        self, weighed: Block, cost: Floats, values: Floats, prices: Floats, missed: Floats, wish_prices: Floats
    ) -> tuple[Block, Floats, NDArray[np.bool_]]:
        """(the programs that keep what the wishes reached, their prices, which questions these prove): wish by wish, then for the goal."""
        upper, prices, good = weighed.row_upper.copy(), prices.copy(), np.ones(len(weighed), dtype=bool)
        for wish, short, other in zip(self._wishes, missed, wish_prices, strict=True):
            asked = np.flatnonzero(short > MET)
            if asked.size:
                # All of them, for to take some out is to copy them.
                above = replace(weighed, row_upper=upper, cost=np.broadcast_to(wish.above, weighed.cost.shape))
                gaps = above.gaps(values, above.signed(other))
                good[asked] &= (np.abs(gaps) <= CLOSED * wish.weight * np.maximum(1.0, short))[asked]
            # No more is to be missed from here on; the price of the row says what that is worth.
            upper[:, wish.row] = short * self._scales.row[wish.row]
            prices[:, wish.row] = -wish.weight / self._scales.row[wish.row]
        reached = replace(weighed, row_upper=upper, cost=cost)
        prices = reached.signed(prices)
        # Better than the bound is no answer either: such values keep the rows only nearly.
        good &= np.abs(reached.gaps(values, prices)) <= CLOSED * np.maximum(1.0, np.abs((cost * values).sum(axis=1)))
        return reached, prices, good

    def _from_scratch(self, arrays: Arrays) -> Proved | None:
        """The same without a head start, priority by priority; None when there is no plan."""
        upper = arrays.row_upper.copy()
        upper[[wish.row for wish in self._wishes]] = np.inf
        for wish in self._wishes:
            reached = self._cold(replace(arrays, row_upper=upper, cost=wish.missed))
            if reached is None:
                return None
            upper = upper.copy()
            missed = max(0.0, float(wish.missed @ reached.values))
            upper[wish.row] = (missed + DIGIT * max(1.0, missed)) * self._scales.row[wish.row]
        return self._cold(replace(arrays, row_upper=upper))

    def _cold(self, program: Arrays) -> Proved | None:
        outcome = highs.solve(program)
        if outcome.status == "optimal" and outcome.prices is not None:
            return Proved(program, outcome.values, outcome.prices)
        if outcome.ray is not None:
            self._rays[:0] = [outcome.ray, -outcome.ray]
        return None

    def _known_to_have_none(self, one: Block) -> bool:
        """True when a proof that another question has no plan holds for this one as well; that saves time and changes no answer."""
        nothing = replace(one, cost=np.zeros_like(one.cost))
        ends = one.row_lower[np.isfinite(one.row_lower)]
        noise = CLOSED * max(1.0, float(np.abs(ends).max(initial=0.0)))
        for ray in self._rays[:RAYS]:
            signed = one.signed(ray[None])
            if nothing.gaps(np.zeros_like(one.cost), signed)[0] < -noise * float(np.abs(signed).max(initial=0.0)):
                return True
        return False


def _wishes(problem: Problem, arrays: Arrays, scale: Floats) -> list[Wish]:
    """The priorities whose reached shortfall the problem keeps, most urgent first."""
    rows = [(row, int(one.member or 0)) for row, one in enumerate(problem.rows) if one.rule == WISHES]
    found, above = list[Wish](), np.zeros(arrays.columns)
    for rank, (row, priority) in enumerate(rows):
        missed = np.zeros(arrays.columns)
        for position, one in enumerate(problem.shortfalls):
            if one.priority == priority:
                column = problem.shortfall_column(position)
                missed[column] = float(one.weight) * scale[column]
        weight = DEAREST * OUTWEIGHS ** (len(rows) - rank) / float(missed[missed > 0].min())
        above = above + weight * missed
        found.append(Wish(row, missed, weight, above))
    return found
