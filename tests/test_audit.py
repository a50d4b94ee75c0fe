"""The rules told to the solver are the rules that are checked: rules that lie on purpose are found out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given

from optimiser.audit import Disagreement, broken, check_all, prove_agreement
from optimiser.choice import Choice
from optimiser.faults import Refused
from optimiser.grid import Grid
from optimiser.plan import Plan
from optimiser.rule import Finding, Row, Rule
from optimiser.rules import KINDS
from tests.worlds import MLN, World, rule, world, worlds

Change = Callable[[Row], Row | None]
HONEST = {
    "balance": {"exactly": 1, "carry_over": "1/10"},
    "earmark": {"lines": "fonds", "select": {"space": "nieuw"}, "of": "spent", "at_least": "1/4"},
    "limit": {"select": {"space": "nieuw"}, "at_most": 30 * MLN},
    "share": {"select": {"space": "nieuw"}, "whole": {"spent": {}}, "at_least": "2/3"},
    "step": {"select": {"space": "nieuw"}, "at_most": 3},
    "gate": {"each": "instrument", "key": "absorption", "open": "minimum", "at_most": "3/4"},
    "parity": {"each": "instrument", "key": "absorption", "at_least": "1/2"},
    "cofinancing": {"base": "total", "at_least": "2/5"},
    "effect-cap": {"select": {"space": "nieuw"}, "at_most": 500},
    "effect-floor": {"at_least": "1/3"},
}


def scaled(row: Row, by: Any, term: int = 0) -> Row:
    """The row with one factor multiplied."""
    terms = list(row.terms)
    terms[term] = (terms[term][0] * by, terms[term][1])
    return replace(row, terms=tuple(terms))


def without_a_cell(row: Row) -> Row:
    """The row with one column forgotten."""
    factor, columns = row.terms[0]
    return replace(row, terms=((factor, columns[1:]), *row.terms[1:]))


def with_a_cell_twice(row: Row) -> Row:
    """The row with one column counted twice."""
    factor, columns = row.terms[0]
    return replace(row, terms=((factor, np.append(columns, columns[:1])), *row.terms[1:]))


def as_float(row: Row) -> Row:
    """The row with every factor as a float, even those that a float can hold."""
    return replace(row, terms=tuple((float(factor), columns) for factor, columns in row.terms))  # type: ignore[misc]


LIES: dict[str, Change] = {
    "a halved coefficient": lambda row: scaled(row, Fraction(1, 2)),
    "a coefficient off by one in a million": lambda row: scaled(row, Fraction(1_000_001, 1_000_000)),
    "a flipped sign": lambda row: scaled(row, -1),
    "a flipped sense": lambda row: replace(row, sense={"<=": ">=", ">=": "<=", "=": "<="}[row.sense]),
    "another bound": lambda row: replace(row, bound=row.bound + 1),
    "a bound off by a millionth of a euro": lambda row: replace(row, bound=row.bound + Fraction(1, 10**6)),
    "a forgotten cell": without_a_cell,
    "a cell counted twice": with_a_cell_twice,
    "a float that crept in": lambda row: scaled(row, 0.1),
    "floats throughout": as_float,
    "another year": lambda row: replace(row, year="2031"),
    "another member": lambda row: replace(row, member="nobody"),
    "another rule": lambda row: replace(row, rule="nobody"),
    "called given": lambda row: replace(row, given=not row.given),
    "a missing row": lambda row: None,
}


def lying(honest: Rule, change: Change, at: int = 0) -> Rule:
    """The same rule, of a kind that tells the solver something else in its row number `at`."""
    kind = type(honest)

    class Liar(kind):  # type: ignore[valid-type, misc]
        """Tells the auditor the truth."""

        def rows(self, grid: Grid) -> Iterator[Row]:
            for position, row in enumerate(super().rows(grid)):
                told = change(row) if position == at else row
                if told is not None:
                    yield told

    return Liar.model_validate({name: getattr(honest, name) for name in kind.model_fields if getattr(honest, name) is not None})  # type: ignore[no-any-return]


def it(kind: str) -> World:
    """A world with one rule of a kind, called `it`."""
    if kind == "balance":
        return world(balance={**HONEST["balance"], "id": "it"})
    return world(rule(kind, "it", **HONEST[kind]))


@pytest.mark.parametrize("kind", HONEST)
def test_an_honest_rule_agrees_with_itself(kind: str) -> None:
    case = it(kind)
    prove_agreement(case.grid, case.rules)
    prove_agreement(case.grid, [lying(case.rule("it"), lambda row: row)])


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("kind", HONEST)
def test_a_lying_rule_is_found_out_and_named(kind: str, lie: str) -> None:
    case = it(kind)
    with pytest.raises(Disagreement, match="^(it|nobody)"):
        prove_agreement(case.grid, [lying(case.rule("it"), LIES[lie])])


def test_a_lie_in_the_last_row_of_the_last_rule_is_found_out() -> None:
    case = world(rule("limit", "one", at_most=5), rule("limit", "two", each="instrument", at_most=5))
    last = len(list(case.rule("two").rows(case.grid))) - 1
    with pytest.raises(Disagreement, match="two 2025 techniek"):
        prove_agreement(case.grid, [*case.rules[:-1], lying(case.rules[-1], LIES["a halved coefficient"], at=last)])


def test_a_wrong_whole_is_found_out() -> None:
    """Checked against the budget without fonds, told with the whole budget."""
    case = world(rule("share", "it", select={"space": "nieuw"}, whole={"budget": {"except": {"source": "fonds"}}}, at_least="2/3"))
    wide = world(rule("share", "it", select={"space": "nieuw"}, whole={"budget": {}}, at_least="2/3"))
    rows = list(wide.rule("it").rows(wide.grid))
    with pytest.raises(Disagreement, match="it 2023"):
        prove_agreement(case.grid, [lying(case.rule("it"), lambda row: rows[0])])


def test_a_row_too_many_is_found_out() -> None:
    case = it("limit")

    class Talker(KINDS["limit"]):  # type: ignore[name-defined, misc]
        """Says everything twice."""

        def rows(self, grid: Grid) -> Iterator[Row]:
            for row in super().rows(grid):
                yield from (row, row)

    talker = Talker.model_validate(
        {name: getattr(case.rule("it"), name) for name in KINDS["limit"].model_fields if getattr(case.rule("it"), name) is not None}
    )
    with pytest.raises(Disagreement, match="6 rows, 3 findings"):
        prove_agreement(case.grid, [talker])


def test_a_check_in_floats_is_found_out() -> None:
    case = it("limit")

    class Rounded(KINDS["limit"]):  # type: ignore[name-defined, misc]
        """Checks with floats that happen to be exact."""

        def check(self, plan: Plan) -> Iterator[Finding]:
            for finding in super().check(plan):
                yield replace(finding, excess=float(finding.excess))  # type: ignore[arg-type]

    rounded = Rounded.model_validate(
        {name: getattr(case.rule("it"), name) for name in KINDS["limit"].model_fields if getattr(case.rule("it"), name) is not None}
    )
    with pytest.raises(Disagreement, match="it 2023"):
        prove_agreement(case.grid, [rounded])


@given(worlds())
def test_every_rule_of_a_random_world_agrees_with_itself(case: World) -> None:
    try:
        rules = case.rules
    except Refused:
        return
    prove_agreement(case.grid, rules)


def test_the_shipped_kinds_are_all_tried_here_or_in_random_worlds() -> None:
    assert set(HONEST) | set(WHOLE) | {"period"} == set(KINDS)


def moved(choice: Choice, to: int) -> Choice:
    """The choice in which the first cell belongs to another member, or to nobody (-1)."""
    of = choice.of.copy()
    of[int(np.flatnonzero(of >= 0)[0])] = to
    return replace(choice, of=of)


WHOLE = {"minimum": {"each": "instrument", "at_least": 10**4}, "count": {"each": "instrument", "at_most": 2}}
CHOICE_LIES: dict[str, Callable[[Choice], Choice | None]] = {
    "a forgotten cell": lambda choice: moved(choice, -1),
    "a cell with another member": lambda choice: moved(choice, len(choice.members) - 1),
    "another member's name": lambda choice: replace(choice, members=(*choice.members[1:], choice.members[0])),
    "another minimum": lambda choice: replace(choice, least=choice.least + 1),
    "another number": lambda choice: replace(choice, most=3 if choice.most is None else choice.most + 1),
    "another year": lambda choice: replace(choice, year="2031"),
    "another rule": lambda choice: replace(choice, rule="nobody"),
    "a missing choice": lambda choice: None,
}


@pytest.mark.parametrize("lie", CHOICE_LIES)
@pytest.mark.parametrize("kind", WHOLE)
def test_a_choice_that_is_not_what_is_checked_is_found_out(kind: str, lie: str) -> None:
    case = world(rule(kind, "it", **WHOLE[kind]))
    it = case.rule("it")

    class Lying(type(it)):  # type: ignore[misc]
        def choices(self, grid: Grid) -> Iterator[Choice]:
            changed = (CHOICE_LIES[lie](one) if place == 0 else one for place, one in enumerate(super().choices(grid)))
            yield from (one for one in changed if one is not None)

    prove_agreement(case.grid, [it])
    with pytest.raises(Disagreement):
        prove_agreement(case.grid, [Lying.model_construct(**{name: getattr(it, name) for name in type(it).model_fields})])


@pytest.mark.parametrize("kind", WHOLE)
def test_an_all_or_nothing_rule_with_something_in_its_row_is_found_out(kind: str) -> None:
    case = world(rule(kind, "it", **WHOLE[kind]))
    it = case.rule("it")

    class Lying(type(it)):  # type: ignore[misc]
        def rows(self, grid: Grid) -> Iterator[Row]:
            for row in super().rows(grid):
                yield replace(row, terms=((Fraction(1), grid.select(self.select)),), bound=Fraction(10**9))

    with pytest.raises(Disagreement):
        prove_agreement(case.grid, [Lying.model_construct(**{name: getattr(it, name) for name in type(it).model_fields})])


def test_broken_names_hard_rules_only() -> None:
    case = world(
        rule("limit", "hard", select={"space": "nieuw"}, at_least=5),
        rule("limit", "wish", select={"space": "nieuw"}, at_least=5, soft={"priority": 1}),
        balance={"at_most": 1},
    )
    findings = check_all(case.plan({("rijk", "techniek", "2024"): 5}), case.rules)
    assert [(one.rule, one.year) for one in broken(findings, case.rules)] == [("hard", "2023"), ("hard", "2025")]
    assert [one.rule for one in findings if not one.holds] == ["hard", "hard", "wish", "wish"]
