"""From a problem with all-or-nothing rules to the linear one that is left once it is decided who gets money.

The decision is a proposal; the plan that follows from it is checked exactly, and the bound is that of the problem without the choices.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np

from optimiser.faults import Fault, Refused
from optimiser.language import LANGS, Text, say
from optimiser.lp.picking import Picked, pick
from optimiser.plan import Amounts
from optimiser.problem import Problem
from optimiser.rule import Row
from optimiser.tied import Rows

ONE = Fraction(1)
SEARCHED = Text(
    "een plan dat ook de alles-of-nietsregels houdt; zonder die regels is er wel een plan ({rounds} stappen geprobeerd en alle combinaties van "
    "{decisions} keuzes doorzocht: er is er geen)",
    "a plan that keeps the all-or-nothing rules as well; without those rules there is one ({rounds} steps tried and all combinations of "
    "{decisions} choices searched: there is none)",
)
NOT_FOUND = Text(
    "een plan dat ook de alles-of-nietsregels houdt; zonder die regels is er wel een plan ({rounds} stappen geprobeerd voor {decisions} keuzes; "
    "dat er geen is, is niet bewezen)",
    "a plan that keeps the all-or-nothing rules as well; without those rules there is one ({rounds} steps tried for {decisions} choices; that "
    "there is none is not proved)",
)
MEND = Text(
    "verlaag het minimum, verhoog het aantal, of zet de regel uit: --set rule.{rule}.active=false",
    "lower the minimum, raise the number, or switch the rule off: --set rule.{rule}.active=false",
)
ONE_ENOUGH = Text(
    "een ervan laten vervallen of verruimen is genoeg: {alone}; bijvoorbeeld --set rule.{rule}.active=false",
    "dropping or easing one of them is enough: {alone}; for example --set rule.{rule}.active=false",
)
NONE = Text("Geen plan gevonden dat {rules} ook houdt; {mend}", "No plan found that keeps {rules} as well; {mend}")


class NothingFits(Refused):
    """The linear rules can be kept, but no plan was found that keeps the all-or-nothing rules too; the fault says what was tried."""

    @property
    def sentence(self) -> Text:
        """The same as one sentence, where a plan was asked for among others."""
        (fault,) = self.faults
        return Text(*(say(NONE, lang, rules=fault.found, mend=say(fault.mend, lang, **dict(fault.values))) for lang in LANGS))


def decided(problem: Problem, amounts: Amounts | None = None) -> tuple[Problem, Picked]:
    """The problem in which shut members get nothing and open ones their least, without choices; and the decision. Raises `NothingFits`.

    With the `amounts` (cells,) of a plan there is nothing to decide: who has money there is open.
    """
    bare = problem.with_wishes_met({})
    picked = pick(bare) if amounts is None else Picked(tuple(one.amounts(amounts) > 0 for one in bare.choices), searched=False, rounds=0, decisions=0)
    if picked.open is None:
        raise nothing_fits(problem, picked)
    rows: list[Row] = []
    upper = list(bare.upper)
    for choice, chosen in zip(bare.choices, picked.open, strict=True):
        order = np.argsort(choice.of, kind="stable")
        ends = np.searchsorted(choice.of[order], np.arange(len(choice.members) + 1))
        for position, name in enumerate(choice.members):
            cells = order[ends[position] : ends[position + 1]]
            if not chosen[position]:
                for cell in cells.tolist():
                    upper[cell] = 0
            elif choice.least[position] > 0:
                rows.append(Row(choice.rule, choice.year, name or None, ((ONE, cells),), ">=", Fraction(int(choice.least[position]))))
    told = Rows(bare.rows.told, bare.rows.tied, (*bare.rows.kept, *rows)) if isinstance(bare.rows, Rows) else (*bare.rows, *rows)
    return replace(bare, rows=told, upper=tuple(upper), choices=()), picked


def nothing_fits(problem: Problem, picked: Picked) -> NothingFits:
    """What was tried, as a fault."""
    rules = list(dict.fromkeys(choice.rule for choice in problem.choices))
    alone = [rule for rule in rules if len(rules) > 1 and _fits_without(problem, rule)]
    values = (("rounds", picked.rounds), ("decisions", picked.decisions), ("rule", (alone or rules)[0]), ("alone", ", ".join(alone)))
    expected, mend = SEARCHED if picked.searched else NOT_FOUND, ONE_ENOUGH if alone else MEND
    return NothingFits([Fault("nothing-fits", "", found=", ".join(rules), expected=expected, mend=mend, values=values)])


def _fits_without(problem: Problem, rule: str) -> bool:
    bare = problem.with_wishes_met({})
    return pick(replace(bare, choices=tuple(choice for choice in bare.choices if choice.rule != rule))).open is not None
