"""Many questions to one model: every answer is the cold one, whatever the order, the number of cores or what was asked before."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from optimiser.case import at_best, closeness_to, prove
from optimiser.desk.dial import problem_of
from optimiser.lp import cores, stages
from optimiser.lp.hot import EACH, FEW, Answer, Hot
from optimiser.lp.stages import NoPlan
from optimiser.problem import TIERS, WISHES, Problem
from optimiser.run import read_inputs, score_references, targets
from optimiser.slope import Slope, between, moved
from tests import taz
from tests.worlds import Size, seeded_worlds

INPUTS = read_inputs(str(taz.PROGRAMME), str(taz.WORKBOOK))
BASE = problem_of(INPUTS.case(("base",)))
# Two values of a number lead to its slope: a rule's share, money, a limit that is also a tier, an estimate that a wish counts too.
NUMBERS = {
    "rule.growth-path.2025": ("0.4", "0.5"),
    "source.kipz.2025": ("200000000", "210000000"),
    "instrument.opschaling.absorption": ("100000000", "150000000"),
    "estimate.opschaling": ("10", "12"),
}


def slope_of(key: str) -> Slope:
    low, high = NUMBERS[key]
    first, last = (problem_of(INPUTS.case(("base",), [(key, value)])) for value in (low, high))
    found = between(first, last, Fraction(high) - Fraction(low))
    assert found is not None
    return found


def hot() -> Hot:
    found = at_best(BASE)
    assert not isinstance(found, NoPlan)
    return Hot(found.problem)


def cold(slopes: list[Slope], amounts: np.ndarray, problem: Problem = BASE) -> float | None:
    for slope, amount in zip(slopes, amounts.tolist(), strict=True):
        problem = moved(problem, slope, Fraction(amount))
    found = at_best(problem)
    return None if isinstance(found, NoPlan) else float(found.value)


@pytest.mark.parametrize("key", NUMBERS)
def test_one_number_turned_gives_the_cold_optimum(key: str) -> None:
    slope, size = slope_of(key), float(NUMBERS[key][1]) - float(NUMBERS[key][0])
    amounts = np.linspace(-2, 2, 9)[:, None] * size
    for amount, answer in zip(amounts, hot().many([slope], amounts), strict=True):
        expected = cold([slope], amount)
        assert (answer is None) == (expected is None)
        if answer is not None:
            assert answer.value == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("copies", [True, False], ids=["processes", "threads"])
def test_all_numbers_at_once_in_any_order_on_any_number_of_cores(copies: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cores, "COPIES", copies and cores.COPIES)
    slopes = [slope_of(key) for key in NUMBERS]
    sizes = np.array([float(high) - float(low) for low, high in NUMBERS.values()])
    amounts = np.random.default_rng(7).normal(0, 0.5, (2 * EACH * FEW, len(slopes))) * sizes
    one, two = hot().many(slopes, amounts, cores=1), hot().many(slopes, amounts, cores=2)
    backwards = hot().many(slopes, amounts[::-1], cores=1)[::-1]
    for first, second, third in zip(one, two, backwards, strict=True):
        assert (first is None, second is None, third is None) in ((True,) * 3, (False,) * 3)
        if first is not None and second is not None and third is not None:
            assert first.value == second.value == third.value
            assert (first.cells == second.cells).all()
            assert (first.cells == third.cells).all()
    for position in range(0, FEW, 8):
        expected, answer = cold(slopes, amounts[position]), one[position]
        assert (answer is None) == (expected is None)
        if answer is not None:
            assert answer.value == pytest.approx(expected, rel=1e-12)


def random_slopes(problem: Problem, dice: np.random.Generator) -> list[Slope]:
    """A limit, all worth of some tiers, a factor of a rule and an end, each moved by about as much as it is."""
    rows = [row for row, one in enumerate(problem.rows) if one.rule not in (WISHES, TIERS)]
    row, other = (int(one) for one in dice.choice(rows, 2))
    columns = [column for column, worth in enumerate(problem.objective) if worth and dice.random() < 0.5]
    column = int(dice.integers(problem.grid.size, len(problem.upper) - len(problem.shortfalls)))
    return [
        Slope({row: Fraction(round(dice.integers(-9, 10)) * 1000)}),
        Slope(objective={one: problem.objective[one] * Fraction(int(dice.integers(-9, 10)), 10) for one in columns}),
        Slope(terms={other: [(factor / 10, cells) for factor, cells in problem.rows[other].terms[:1]]}),
        Slope(upper={column: Fraction(problem.upper[column]) / 2}),
    ]


def test_in_random_worlds_every_answer_is_the_cold_one() -> None:
    """Wishes missed in the base or only on the way, potentials, the goal money, questions without a plan: all of them come by."""
    dice, seen = np.random.default_rng(5), dict.fromkeys(("missed", "none", "hot", "cold", "money", "cap"), 0)
    for world in seeded_worlds(60, Size(), seed=3, goals=("gap", "person-years", "labour-saving", "money")):
        found = at_best(world.problem) if world.accepted() else None
        if found is None or isinstance(found, NoPlan):
            continue
        slopes, amounts = random_slopes(found.problem, dice), dice.uniform(-1, 1, (6, 4))
        answers = Hot(found.problem).many(slopes, amounts, cores=1)
        assert [told(one) for one in Hot(found.problem).many(slopes, amounts[::-1], cores=2)[::-1]] == [told(one) for one in answers]
        for amount, answer in zip(amounts, answers, strict=True):
            expected = cold(slopes, amount, world.problem)
            assert (answer is None) == (expected is None)
            if answer is not None and expected is not None:
                assert answer.value == pytest.approx(expected, rel=1e-12, abs=1e-9)
            seen["none" if answer is None else "cold" if answer.cold else "hot"] += 1
            seen["missed"] += any(row.rule == WISHES and row.bound > 0 for row in found.problem.rows)
            seen["money"] += not world.goal.larger_is_better
            seen["cap"] += any(one.kind == "effect-cap" for one in world.rules)
    assert all(count > 5 for name, count in seen.items() if name != "cold"), seen
    assert seen["cold"] * 20 < seen["hot"], seen


def told(answer: Answer | None) -> tuple[float, bytes] | None:
    return None if answer is None else (answer.value, answer.cells.tobytes())


def test_an_answer_leaves_nothing_behind() -> None:
    model, slopes = hot(), [slope_of(key) for key in NUMBERS]
    directions = model.directions(slopes)
    before = model.answer(directions, np.zeros(len(slopes)))
    model.answer(directions, np.array([float(high) - float(low) for low, high in NUMBERS.values()]))
    after = model.answer(directions, np.zeros(len(slopes)))
    assert before is not None
    assert after is not None
    assert before.value == after.value == pytest.approx(float(model.optimum), rel=1e-12)


def test_where_no_plan_exists_there_is_no_answer() -> None:
    slope = slope_of("rule.growth-path.2025")
    assert hot().many([slope], np.array([[0.5]])) == [None]


def test_an_answer_whose_prices_prove_nothing_is_solved_from_scratch(monkeypatch: pytest.MonkeyPatch) -> None:
    model, slope = hot(), slope_of("source.kipz.2025")
    expected = model.many([slope], np.array([[1e6]]))[0]
    monkeypatch.setattr("optimiser.lp.hot.CLOSED", -1.0)
    again = model.many([slope], np.array([[1e6]]))[0]
    assert expected is not None
    assert again is not None
    assert (expected.cold, again.cold) == (False, True)
    assert again.value == pytest.approx(expected.value, rel=1e-12)


@pytest.mark.parametrize("key", NUMBERS)
def test_with_closeness_the_plan_is_the_cold_one_to_the_cent(key: str) -> None:
    case = INPUTS.case(("base",))
    references = score_references(case, 1000)
    closeness = [closeness_to(case.grid, split) for split in targets(case, references, 1000)]
    slope, size = slope_of(key), float(NUMBERS[key][1]) - float(NUMBERS[key][0])
    found = at_best(BASE)
    assert not isinstance(found, NoPlan)
    amounts = np.linspace(-1, 1, 5)[:, None] * size
    for amount, answer in zip(amounts, Hot(found.problem, closeness).many([slope], amounts), strict=True):
        again = at_best(moved(BASE, slope, Fraction(float(amount[0]))))
        assert (answer is None) == isinstance(again, NoPlan)
        if answer is not None and not isinstance(again, NoPlan):
            chosen = np.array(stages.choose(again.problem, prove(again)[0].multipliers, closeness)) / stages.MILLI
            assert np.abs(chosen - answer.cells).max() < 0.01
