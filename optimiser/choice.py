"""A statement that is all or nothing: which members get money at all. No linear row can say it, so it is told apart from the rows.

The solver's program leaves it out; who gets money is decided afterwards (`deciding.py`) and every plan is checked exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimiser.faults import Fault
from optimiser.grid import Grid, Index, Where
from optimiser.language import Text
from optimiser.plan import Amounts

OUTSIDE = -1
EXPECTED = Text(
    "een vraag zonder regels die alles of niets zijn: zulke regels kunnen hierin niet meebewegen",
    "a question without rules that are all or nothing: such rules cannot be moved along in it",
)
MEND = Text(
    "reken elk punt apart met optimiser sweep, of laat ze hier buiten met {settings}",
    "solve each point apart with optimiser sweep, or leave them out here with {settings}",
)

SAME_MEMBERS = Text(
    "Dit geldt zolang dezelfde leden geld krijgen als in het beste plan: regels die alles of niets zijn ({rules}) bewegen niet mee. Wat er "
    "gebeurt als anderen geld krijgen, zegt alleen een nieuwe berekening (solve, of sweep voor een reeks).",
    "This holds as long as the same members get money as in the best plan: rules that are all or nothing ({rules}) do not move along. What happens "
    "when others get money only a new solve tells (solve, or sweep for a range).",
)


@dataclass(frozen=True, eq=False)
class Choice:
    """One rule and year: every member with money gets at least its `least`, and no more than `most` members get money.

    `of` (cells,): the position in `members` of the member that a cell belongs to, -1 outside the selection. `least` (members,): EUR, 0 where
    nothing is asked. `most`: None where any number may get money.
    """

    rule: str
    year: str | None
    members: tuple[str, ...]
    of: Index
    least: Index
    most: int | None = None

    def amounts(self, amounts: Amounts) -> Index:
        """Euros per member, shape (members,)."""
        inside = self.of != OUTSIDE
        totals = np.zeros(len(self.members), dtype=np.int64)
        np.add.at(totals, self.of[inside], amounts[inside])
        return totals

    def kept(self, amounts: Amounts) -> bool:
        """True when a plan's amounts (cells,) keep it exactly."""
        totals = self.amounts(amounts)
        few = self.most is None or int((totals > 0).sum()) <= self.most
        return few and bool(((totals <= 0) | (totals >= self.least)).all())


def cannot_move(choices: Sequence[Choice]) -> Fault:
    """For an analysis that moves the numbers of a linear program: it would answer for a case without these rules."""
    rules = list(dict.fromkeys(choice.rule for choice in choices))
    settings = " ".join(f"--set rule.{rule}.active=false" for rule in rules)
    return Fault("all-or-nothing", "", found=", ".join(rules), expected=EXPECTED, mend=MEND, values=(("settings", settings),))


def members_of(grid: Grid, where: Where, each: str | None) -> tuple[tuple[str, ...], Index]:
    """The members of an attribute with cells in a selection, in the grid's order, and per cell the position of its member (-1 outside).

    Without an attribute the whole selection is one member, without a name.
    """
    of = np.full(grid.size, OUTSIDE, dtype=np.int64)
    cells = grid.select(where)
    if each is None:
        of[cells] = 0
        return ("",), of
    dimension = grid.dimension_of(each)
    assert dimension is not None
    values = grid.values(each)
    place = {value: position for position, value in enumerate(values)}
    named = [member.id if each == dimension else member.attributes.get(each, "") for member in grid.dimensions[dimension]]
    positions = np.array([place.get(one, OUTSIDE) for one in named], dtype=np.int64)[grid.codes[dimension][cells]]
    kept = np.unique(positions[positions != OUTSIDE])
    # Only members that the selection reaches, numbered anew.
    again = np.full(len(values) + 1, OUTSIDE, dtype=np.int64)
    again[kept] = np.arange(len(kept))
    of[cells] = again[positions]
    return tuple(values[position] for position in kept.tolist()), of
