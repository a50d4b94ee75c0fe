"""The same program solved many times with some limits moved: one model in memory, always restarted from one base basis.

Because every solve starts from the same basis, its answer depends neither on the order of the questions nor on what was asked before.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from optimiser.grid import Index
from optimiser.lp import highs
from optimiser.lp.program import build
from optimiser.problem import Problem


class Hot:
    """A solved problem whose rows can be moved. `optimum` is its own objective (maximisation form), exact value of the solver's float."""

    def __init__(self, problem: Problem) -> None:
        """Loads and solves once. Raises ValueError when the problem itself has no optimum."""
        self._arrays, self._scales = build(problem)
        self._model = highs.load(self._arrays, highs.OPTIONS)
        self._model.run()
        self._base = self._model.getBasis()
        found = self._objective()
        if found is None:
            raise ValueError("no optimum")
        self.optimum = found

    def moved(self, row: int, shift: Fraction, factors: Sequence[tuple[Fraction, Index]] = ()) -> Fraction | None:
        """The optimum with the bound of one row moved by `shift` (EUR, or persons) and the `factors` added to its columns; None: no plan."""
        arrays, scale = self._arrays, float(self._scales.row[row])
        step = float(shift) * scale
        self._model.changeRowBounds(row, arrays.row_lower[row] + step, arrays.row_upper[row] + step)
        inside = slice(arrays.start[row], arrays.start[row + 1])
        old = dict(zip(arrays.index[inside].tolist(), arrays.value[inside].tolist(), strict=True))
        new = dict(old)
        for factor, columns in factors:
            for column in columns.tolist():
                new[column] = new.get(column, 0.0) + float(factor) * scale * float(self._scales.column[column])
        changed = [column for column in new if new[column] != old.get(column, 0.0)]
        for column in changed:
            self._model.changeCoeff(row, column, new[column])
        self._model.setBasis(self._base)
        self._model.run()
        found = self._objective()
        for column in changed:
            self._model.changeCoeff(row, column, old.get(column, 0.0))
        self._model.changeRowBounds(row, arrays.row_lower[row], arrays.row_upper[row])
        return found

    def _objective(self) -> Fraction | None:
        if not highs.is_optimal(self._model):
            return None
        return Fraction(-float(self._model.getInfo().objective_function_value) / self._scales.cost)
