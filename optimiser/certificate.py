"""From the solver's prices to a bound that nobody has to believe: exact fractions, recomputable without a solver.

For the maximisation of c'x over rows Ax (<=, =, >=) b and 0 <= x <= u, any multipliers y with the right signs give
bound(y) = y'b + sum over columns of max((c - A'y) u, 0), and no plan has more effect (weak duality).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from optimiser.bounding import bound_of
from optimiser.problem import LARGE, Problem
from optimiser.tied import apart

# Prices are persons per euro; seen per million they are numbers near one with short denominators.
SCALE = 10**6
SIMPLE = 10**6
# A bound this close to the optimum (relative) is the optimum: the least precise solver prints eight digits.
CLOSED = Fraction(1, 10**7)


@dataclass(frozen=True)
class Certificate:
    """`multipliers` of `problem.rows` (zero ones included), and the bound they prove, in the goal's unit (maximisation form)."""

    problem: Problem
    multipliers: tuple[Fraction, ...]
    bound: Fraction


def certify(problem: Problem, multipliers: Sequence[Fraction]) -> Certificate:
    """The bound that these multipliers prove; a multiplier with the wrong sign counts as zero."""
    signed = signed_for(problem, multipliers)
    return Certificate(problem, signed, bound(problem, signed, problem.objective))


def tightest(problem: Problem, candidates: Iterable[tuple[Sequence[Fraction], Fraction]]) -> tuple[Certificate, Fraction] | None:
    """The first certificate that closes on the best optimum seen so far, with that optimum; None when no candidate closes.

    Candidates are (multipliers, the objective of the solve they come from). Each is tried as it is and with its prices taken to the
    simplest fraction nearby, which takes a solver's noise off.
    """
    best: Certificate | None = None
    optimum: Fraction | None = None
    for candidate, value in candidates:
        optimum = value if optimum is None else max(optimum, value)
        for prices in (tuple(candidate), tuple(_simplest(one) for one in candidate)):
            proved = certify(problem, prices)
            best = proved if best is None or proved.bound < best.bound else best
            if best.bound - optimum <= CLOSED * max(Fraction(1), abs(optimum)):
                return best, optimum
    return None


def _simplest(price: Fraction) -> Fraction:
    """The simplest fraction near a solver's price: prices are short fractions of typed rates, so this takes the solver's noise off."""
    return (price * SCALE).limit_denominator(SIMPLE) / SCALE


def refutes(problem: Problem, ray: Sequence[Fraction]) -> tuple[Fraction, ...] | None:
    """The ray with its signs put right when it proves that no plan exists (Farkas: the bound with a zero goal is negative), else None.

    A ray may have any length and either direction; it is scaled to a largest multiplier of one and tried in simple fractions first.
    """
    nothing = (Fraction(0),) * problem.width
    size = max((abs(one) for one in ray), default=Fraction(0))
    if size == 0:
        return None
    for simple in (True, False):
        for direction in (1, -1):
            scaled = (direction * one / size for one in ray)
            rounded = (one.limit_denominator(SIMPLE) if simple else one for one in scaled)
            signed = signed_for(problem, tuple(rounded))
            if bound(problem, signed, nothing) < 0:
                return signed
    return None


def bound(problem: Problem, multipliers: Sequence[Fraction], objective: Sequence[Fraction]) -> Fraction:
    """y'b + sum of max((c - A'y) u, 0), exact."""
    if problem.width >= LARGE and (found := bound_of(problem, multipliers, objective)) is not None:
        return found
    reduced = list(objective)
    total = Fraction(0)
    for row, y in zip(problem.rows, multipliers, strict=True):
        if y == 0:
            continue
        total += y * row.bound
        for factor, columns in row.terms:
            step = y * factor
            for column in columns.tolist():
                reduced[column] -= step
    return total + sum((gain * most for gain, most in zip(reduced, problem.upper, strict=True) if gain > 0), Fraction(0))


def signed_for(problem: Problem, multipliers: Sequence[Fraction]) -> tuple[Fraction, ...]:
    """Multipliers cut back to the signs that the rows of a problem allow; ties are <= rows."""
    if len(multipliers) != len(problem.rows):
        raise ValueError(f"{len(multipliers)} multipliers, {len(problem.rows)} rows")
    nothing, (rows, _, _) = Fraction(0), apart(problem.rows)
    signed = [one if one.numerator >= 0 else nothing for one in multipliers]
    for place, row in rows:
        signed[place] = _signed(row.sense, multipliers[place])
    return tuple(signed)


def _signed(sense: str, y: Fraction) -> Fraction:
    """A multiplier cut back to the sign its row allows."""
    if sense == "=":
        return y
    return max(y, Fraction(0)) if sense == "<=" else min(y, Fraction(0))
