"""What a solver answered, in one form for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from optimiser.lp.program import Floats

Status = Literal["optimal", "infeasible", "stopped"]


@dataclass(frozen=True)
class Outcome:
    """`values` (columns,) and `prices` (rows,) are empty unless optimal; `prices` may be None when the solver gives none.

    `ray` (rows,): for an infeasible program, multipliers that prove it, when the solver gives them. `said` is the solver's own word.
    `basis`: (basic columns, tight rows), when the solver ends on one.
    """

    status: Status
    values: Floats
    prices: Floats | None
    said: str
    ray: Floats | None = None
    basis: tuple[tuple[int, ...], tuple[int, ...]] | None = None
