"""The same program solved many times with some numbers moved: one model in memory, always restarted from one base basis.

Because every solve starts from the same basis and from nothing else, its answer depends neither on the order of the questions nor on how many
threads ask, to the last digit. Every answer is checked: its prices must prove a bound that closes on its objective; one that does not is
solved again from scratch.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np

from optimiser.grid import Index
from optimiser.lp import highs
from optimiser.lp.chooser import Chooser, Closeness
from optimiser.lp.direction import Directions, prepare
from optimiser.lp.program import THOUSAND, Arrays, Floats, build
from optimiser.problem import WISHES, Problem
from optimiser.slope import Slope

# A bound this close to the objective (relative) proves it.
CLOSED = 1e-9
# A wish may be missed by this much more than the best there is (thousand euros or persons): room for the solver's last digits.
AS_GOOD = 1e-9
# HiGHS' primal simplex: after a change of costs alone the base basis is still feasible, and the default would throw it away.
PRIMAL, CHOOSE = 4, 1
# Fewer questions than this are not worth another thread with its own copy of the program.
FEW = 64


@dataclass(frozen=True)
class Answer:
    """One optimum: `value` of the objective (maximisation form, goal unit), `cells` in euros (cells,); `cold`: it was solved from scratch.

    The cells are those of some best plan; of the one that comes first when closeness was given.
    """

    value: float
    cells: Floats
    cold: bool = False


class Hot:
    """A solved problem whose numbers can be moved. `optimum` is its own objective (maximisation form), exact value of the solver's float."""

    def __init__(self, problem: Problem, closeness: Sequence[Closeness] | None = None) -> None:
        """Loads and solves once; with `closeness` every answer is the plan that comes first. Raises ValueError when there is no optimum."""
        self.problem, self._closeness = problem, closeness
        self._arrays, self._scales = build(problem)
        self._model = highs.load(self._arrays, highs.OPTIONS)
        self._model.run()
        if not highs.is_optimal(self._model):
            raise ValueError("no optimum")
        self._base = self._model.getBasis()
        self.optimum = Fraction(-float(self._model.getInfo().objective_function_value) / self._scales.cost)
        self._all_rows = np.arange(self._arrays.rows, dtype=np.int32)
        self._all_columns = np.arange(self._arrays.columns, dtype=np.int32)
        # The rows that keep what the wishes reached, most urgent first, each with the objective that says how far they are missed.
        self._wishes = [(row, self._missed(int(one.member or 0))) for row, one in enumerate(problem.rows) if one.rule == WISHES]
        self._chooser: Chooser | None = None
        self._none_missed = all(problem.rows[row].bound == 0 for row, _ in self._wishes)

    def directions(self, slopes: Sequence[Slope]) -> Directions:
        """Slopes of this problem as its solver sees them; prepare once, ask often."""
        return prepare(slopes, self._arrays, self._scales)

    def moved(self, row: int, shift: Fraction, factors: Sequence[tuple[Fraction, Index]] = ()) -> Fraction | None:
        """The optimum with the bound of one row moved by `shift` (EUR, or persons) and the `factors` added to its columns; None: no plan."""
        slope = Slope({row: shift}, {row: list(factors)} if factors else {})
        answer = self.answer(self.directions([slope]), np.ones(1))
        return None if answer is None else Fraction(answer.value)

    def answer(self, directions: Directions, amounts: Floats) -> Answer | None:
        """The optimum with so much of each slope (slopes,); None when no plan exists then. The wishes are served first, as in every solve."""
        arrays, base = directions.along(amounts), directions.arrays
        if directions.moves_ends:
            self._model.changeColsBounds(arrays.columns, self._all_columns, arrays.lower, arrays.upper)
        self._set_factors(directions, arrays)
        self._model.setOptionValue("simplex_strategy", PRIMAL if directions.moves_rates else CHOOSE)
        found = self._first(arrays)
        self._set_factors(directions, base)
        if directions.moves_ends:
            self._model.changeColsBounds(base.columns, self._all_columns, base.lower, base.upper)
        return found

    def many(self, slopes: Sequence[Slope], amounts: Floats, threads: int = 2) -> list[Answer | None]:
        """One answer a row of `amounts` (questions, slopes), whatever the number of threads."""
        directions = self.directions(slopes)
        parts = [part for part in np.array_split(np.arange(len(amounts)), threads if len(amounts) >= FEW else 1) if part.size]
        if len(parts) <= 1:
            return [self.answer(directions, one) for one in amounts]
        # Each thread has its own model: a solver's object is not to be shared, and `run` lets other threads go on.
        models = [self, *(Hot(self.problem, self._closeness) for _ in parts[1:])]

        def ask(model: Hot, questions: Index) -> list[Answer | None]:
            return [model.answer(directions, amounts[one]) for one in questions.tolist()]

        with ThreadPoolExecutor(len(parts)) as pool:
            return [answer for answers in pool.map(ask, models, parts) for answer in answers]

    def _set_factors(self, directions: Directions, arrays: Arrays) -> None:
        values = arrays.value[directions.places]
        for row, column, value in zip(directions.rows.tolist(), directions.columns.tolist(), values.tolist(), strict=True):
            self._model.changeCoeff(row, column, value)

    def _first(self, arrays: Arrays) -> Answer | None:
        """Where every wish can be met that was met in the base, nothing can serve them better; else priority by priority."""
        if self._none_missed or not self._wishes:
            if self._solved(arrays):
                return self._checked(arrays)
            if not self._wishes:
                return None
        upper = arrays.row_upper.copy()
        upper[[row for row, _ in self._wishes]] = np.inf
        for row, cost in self._wishes:
            if not self._solved(replace(arrays, row_upper=upper, cost=cost)):
                return None
            missed = max(0.0, float(self._model.getInfo().objective_function_value))
            upper[row] = missed * self._scales.row[row] + AS_GOOD
        arrays = replace(arrays, row_upper=upper)
        return self._checked(arrays) if self._solved(arrays) else None

    def _solved(self, arrays: Arrays) -> bool:
        """Runs from the base basis with these bounds and costs; True at an optimum."""
        self._model.changeRowsBounds(arrays.rows, self._all_rows, arrays.row_lower, arrays.row_upper)
        self._model.changeColsCost(arrays.columns, self._all_columns, arrays.cost)
        # What the solver keeps of the question before (a factored basis) would change the last digits of this one.
        self._model.clearSolver()
        self._model.setBasis(self._base)
        self._model.run()
        return highs.is_optimal(self._model)

    def _checked(self, arrays: Arrays) -> Answer | None:
        """The last answer when its own prices prove it, else the same program from scratch; None when that has no optimum after all."""
        solution = self._model.getSolution()
        x, y = np.array(solution.col_value), _signed(np.array(solution.row_dual), arrays)
        objective = float(arrays.cost @ x)
        bound = _worth(y, arrays.row_lower, arrays.row_upper) + _worth(arrays.cost - arrays.product(y), arrays.lower, arrays.upper)
        if objective - bound <= CLOSED * max(1.0, abs(objective)):
            return self._told(arrays, objective, x, y)
        outcome = highs.solve(arrays)
        if outcome.status != "optimal" or outcome.prices is None:
            return None
        return self._told(arrays, float(arrays.cost @ outcome.values), outcome.values, outcome.prices, cold=True)

    def _told(self, arrays: Arrays, objective: float, x: Floats, prices: Floats, cold: bool = False) -> Answer:
        if self._closeness is not None:
            x = self._own_chooser(arrays).choose(arrays, prices)
        return Answer(-objective / self._scales.cost, x[: self.problem.grid.size] * THOUSAND, cold)

    def _own_chooser(self, arrays: Arrays) -> Chooser:
        """One chooser serves all questions that leave the matrix alone."""
        if arrays.value is not self._arrays.value:
            return Chooser(arrays, self.problem.grid, self._closeness or ())
        if self._chooser is None:
            self._chooser = Chooser(arrays, self.problem.grid, self._closeness or ())
        return self._chooser

    def _missed(self, priority: int) -> Floats:
        """The cost vector of one priority's weighted shortfall (EUR or persons)."""
        cost = np.zeros(self._arrays.columns)
        for position, one in enumerate(self.problem.shortfalls):
            if one.priority == priority:
                column = self.problem.shortfall_column(position)
                cost[column] = float(one.weight) * self._scales.column[column]
        return cost


def _signed(prices: Floats, arrays: Arrays) -> Floats:
    """A price that presses against an end that is not there is the solver's noise, and counts as zero."""
    nowhere = np.where(prices > 0, arrays.row_lower == -np.inf, arrays.row_upper == np.inf)
    return np.where(nowhere, 0.0, prices)


def _worth(prices: Floats, lower: Floats, upper: Floats) -> float:
    """Sum of each price times the end it presses against: a lower bound of a minimisation, whatever the prices."""
    ends = np.where(prices > 0, lower, upper)
    used = prices != 0
    return float((prices[used] * ends[used]).sum())
