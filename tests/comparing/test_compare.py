"""Plans side by side: every difference attributed so that it adds exactly, between plans and between years of one plan."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import optimiser
from optimiser.case import best_value
from optimiser.comparing.columns import letters
from optimiser.comparing.years import between_years
from optimiser.comparison import Comparison, YearChange
from optimiser.goals import GOALS
from optimiser.record import Record, to_json
from optimiser.run import read_case, solve
from optimiser.template import write_book
from tests import small, taz
from tests.commands.running import inside, small_case
from tests.commands.test_score import change
from tests.test_shuffled import shuffled

ESTIMATE = "estimate.taken.central=12"
RULE = "rule.growth-path.2025=0.60"
BUDGET = "source.breed.2025=110000000"


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The small programme with its workbook, and the run of its base case."""
    folder = small_case(tmp_path_factory.mktemp("shelf") / "small")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert inside("solve", "small", "--quiet").code == 0
        yield folder


@cache
def optimum(*changes: str) -> Fraction:
    """The optimum of the small case under changes, solved cold and apart."""
    case = read_case("small", overrides=[tuple(one.split("=")) for one in changes])
    found = best_value(case.grid, case.rules, GOALS[case.programme.goal.kind])
    assert found is not None
    return found


def steps(told: Comparison, column: str) -> dict[str, Fraction]:
    made = told.differences[column].attribution
    assert made is not None
    return {step.id: step.difference for step in made.steps}


def test_every_step_is_the_difference_of_two_cold_cases_and_they_add_up(shelf: Path) -> None:
    told = optimiser.compare("base", f"base:{BUDGET}:{ESTIMATE}:{RULE}", programme="small")
    first, second = told.plans
    found = steps(told, "B")
    optima = [optimum(), optimum(BUDGET), optimum(BUDGET, ESTIMATE), optimum(BUDGET, ESTIMATE, RULE)]
    assert [found[key] for key in ("budgets", "estimates", "rules")] == [b - a for a, b in pairwise(optima)]
    assert first.total is not None
    assert second.total is not None
    # the choice: what whole payable units cost more in the one than in the other
    assert found["choice"] == (second.total - optima[-1]) - (first.total - optima[0])
    assert sum(found.values()) == second.total - first.total


@settings(max_examples=8, deadline=None)
@given(st.sampled_from([80, 90, 97, 110]), st.sampled_from([4, 8, 13]), st.sampled_from(["0.2", "0.5", "2/3", "0.9"]))
def test_whatever_is_changed_the_steps_add_exactly_or_there_is_no_plan(budget: int, estimate: int, share: str) -> None:
    base = small_root()
    sets = f"base:source.breed.2025={budget * small.MLN}:estimate.taken.central={estimate}:rule.growth-path.2025={share}"
    told = optimiser.compare("base", sets, programme=str(base / "models" / "small.toml"), input=str(base / "inputs" / "small.xlsx"))
    second = told.plans[1]
    if second.conflict is None:
        assert second.total is not None
        assert sum(steps(told, "B").values()) == second.total - (told.plans[0].total or 0)
    else:
        assert second.spent == {}
        assert told.differences["B"].attribution is None


@cache
def small_root() -> Path:
    import tempfile

    return small_case(Path(tempfile.mkdtemp(prefix="small-")) / "small")


def test_a_scenario_without_a_plan_in_the_middle_says_why_and_the_others_stand() -> None:
    told = optimiser.compare("base", "share-of-grand-total", "no-growth-path", programme=str(taz.PROGRAMME), input=str(taz.WORKBOOK))
    first, none, last = told.plans
    assert (first.status, none.status, last.status, told.status) == ("optimal", "infeasible", "optimal", "compared")
    assert none.conflict is not None
    assert "€ 13,05 mln" in none.conflict.nl
    assert none.conflict.nl in none.sentence.nl
    assert none.conflict.en in none.sentence.en
    assert (none.total, none.spent, none.binding) == (None, {}, None)
    assert {row.amounts[1] for row in told.line_rows} == {None}
    assert {row.found[1] for row in told.rule_rows} == {None}
    assert "B" not in set(told.amounts.frame()["column"])
    assert sum(steps(told, "C").values()) == (last.total or 0) - (first.total or 0)
    assert not any("share-of-grand-total" in note.nl for note in told.notes)


def test_where_the_reference_has_no_plan_the_baselines_still_stand() -> None:
    told = optimiser.compare("share-of-grand-total", "base", programme=str(taz.PROGRAMME), input=str(taz.WORKBOOK))
    assert [one.key for one in told.columns] == ["A", "B", "published", "last-shares"]
    assert told.differences["B"].attribution is None
    assert told.columns[2].total is not None


def test_the_baselines_are_those_of_the_record_and_stand_in_every_comparison(shelf: Path) -> None:
    record = solve("small")
    told = optimiser.compare(record, "no-growth", programme="small")
    published, last = told.columns[2:]
    assert {one.id: one.effect for one in record.references} == {published.key: published.total, last.key: last.total}
    assert {one.id: tuple(text for text, _ in one.broken) for one in record.references} == {published.key: published.broken, last.key: last.broken}
    assert {(one.space, one.year): one.reference for one in record.spaces} == published.spaces
    assert {(one.instrument, one.year): one.reference for one in record.lines} == published.spent
    # the first year keeps its own shares; 2025 has those of 2024, half and half, of 140 million
    assert (last.spaces["innovatie", "2025"], last.spaces["leren", "2025"]) == (70_000_000, 70_000_000)
    for column in told.plans:
        assert set(column.over) == {"published", "last-shares"}
    assert told.columns[0].over["published"] == record.total - (published.total or 0)


def test_a_record_whose_model_is_not_here_tells_what_it_holds(shelf: Path, tmp_path: Path) -> None:
    record = replace(solve("small"), made=replace(solve("small").made, programme_hash="0" * 64))
    told = optimiser.compare(record, record)
    assert [one.total for one in told.plans] == [record.total] * 2
    published, last = told.columns[2:]
    assert published.spaces == {(one.space, one.year): one.reference for one in record.spaces}
    assert (last.total, last.spent) == (next(one.effect for one in record.references if one.id == "last-shares"), {})
    assert any("is niet (meer) het model" in note.nl for note in told.notes)


def test_every_kind_of_thing_side_by_side_says_the_same_of_the_same_plan(shelf: Path) -> None:
    base = "reports/small/base"
    told = optimiser.compare("base", base, f"{base}/record.json", f"{base}/plan.xlsx", "inputs/small.xlsx", solve("small"), programme="small")
    assert [one.kind for one in told.plans] == ["scenario", "record", "record", "plan", "inputs", "record"]
    assert len({(one.total, one.adds, one.lowers, tuple(sorted(one.spent.items())), one.binding) for one in told.plans}) == 1
    assert [difference.amounts for difference in told.differences.values()] == [()] * 5
    assert {made.difference for one in told.differences.values() if (made := one.attribution) is not None} <= {0}
    assert not any(row.differs for row in told.line_rows if len({*row.amounts[:6]}) == 1 and len({*row.amounts}) == 1)


def test_a_plan_changed_by_hand_differs_by_choice_alone_and_its_broken_rules_are_told(shelf: Path, tmp_path: Path) -> None:
    mine = Path(shutil.copy("reports/small/base/plan.xlsx", tmp_path / "mijn.xlsx"))
    record = solve("small")
    spent = {(one.instrument, one.year): one.amount for one in record.lines}
    change(mine, {("taken", 2025): spent["taken", "2025"] - 30 * small.MLN, ("scholing", 2025): spent["scholing", "2025"] + 30 * small.MLN})
    told = optimiser.compare("base", mine, programme="small")
    second = told.plans[1]
    assert (second.status, bool(second.broken)) == ("scored", True)
    assert {key: bool(value) for key, value in steps(told, "B").items()} == {"budgets": False, "estimates": False, "rules": False, "choice": True}
    assert sum(steps(told, "B").values()) == (second.total or 0) - record.total
    assert "Zo is dit effect niet te halen" in second.sentence.nl
    assert any(not one.holds for one in told.rules if one.column == "B")


def test_a_plan_without_its_model_shows_its_amounts_and_says_what_is_missing(shelf: Path, tmp_path: Path) -> None:
    plan = Path(shutil.copy("reports/small/base/plan.xlsx", tmp_path / "plan.xlsx"))
    other = tmp_path / "small.toml"
    other.write_text(small.TOML.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    told = optimiser.compare(plan, plan, programme=str(other))
    assert [(one.status, one.total, bool(one.spent)) for one in told.plans] == [("untold", None, True)] * 2
    assert "Alleen de bedragen zijn bekend" in told.plans[0].sentence.nl
    assert told.notes


def test_a_shuffled_copy_is_equal_in_everything(tmp_path: Path) -> None:
    copy = shuffled(6, tmp_path / "kopie.xlsx")
    told = optimiser.compare(taz.WORKBOOK, copy, programme=str(taz.PROGRAMME), years=(2023, 2025))
    first, second = told.plans
    assert (first.total, first.adds, first.lowers, first.spent, first.broken) == (
        second.total,
        second.adds,
        second.lowers,
        second.spent,
        second.broken,
    )
    assert told.differences["B"].same
    assert second.sentence.nl == "B (kopie.xlsx). Niets is anders dan bij A (taz-2023-2025.xlsx)."
    assert told.year_changes[0].lines == told.year_changes[1].lines


def test_the_order_of_the_others_changes_nothing_but_their_letters(shelf: Path) -> None:
    one = optimiser.compare("base", f"base:{RULE}", "no-growth", programme="small")
    other = optimiser.compare("base", "no-growth", f"base:{RULE}", programme="small")
    assert steps(one, "B") == steps(other, "C")
    assert steps(one, "C") == steps(other, "B")


def independent(record: Record, year: str) -> Fraction:
    """What the spending of a year buys, from the steps of the record as the solver filled them."""
    return sum((tier.filled * tier.base for line in record.lines if line.year == year for tier in line.tiers), Fraction(0))


def adds_up(told: YearChange, record: Record) -> None:
    start, end = independent(record, told.was), independent(record, told.now)
    assert told.effect("effect_was") == start
    assert told.effect("effect_now") == end
    assert start + sum(step.difference for step in told.steps) == end
    spent = {year: sum(line.amount for line in record.lines if line.year == year) for year in (told.was, told.now)}
    assert told.money("was") + told.money("money_growth") == told.money("at_shares")
    assert (told.money("was"), told.money("now")) == (spent[told.was], spent[told.now])
    assert told.money("money_moved") == (0 if spent[told.was] else spent[told.now])
    for one in told.lines:
        assert one.was + one.money_growth + one.money_moved == one.now


@pytest.mark.parametrize("years", [(2024, 2025), (2025, 2024)])
def test_between_two_years_growth_and_reallocation_add_exactly_line_by_line(shelf: Path, years: tuple[int, int]) -> None:
    record = solve("small")
    told = optimiser.compare(record, years=years)
    (change,) = told.year_changes
    adds_up(change, record)
    assert change.effect("moved", adds=True) + change.effect("moved", adds=False) == change.effect("moved")
    # 120 to 140 million: at the shares of the old year every line grows or shrinks by the same factor
    factor = Fraction(140, 120) if years == (2024, 2025) else Fraction(120, 140)
    assert {one.at_shares / one.was for one in change.lines if one.was} == {factor}
    # opschaling opens in September 2024: the same euros buy no less when the whole year is there
    room = {one.instrument: one.room for one in change.lines}
    assert (room["opschaling"] >= 0) is (years == (2024, 2025) or room["opschaling"] == 0)


def test_a_year_without_money_has_no_shares_to_grow_with(shelf: Path) -> None:
    record = solve("small")
    lines = tuple(replace(line, amount=0) if line.year == "2024" else line for line in record.lines)
    change = between_years(replace(record, lines=lines), "A", "2024", "2025")
    assert (change.money("was"), change.money("money_growth"), change.effect("growth")) == (0, 0, 0)
    assert change.effect("moved") == change.effect("effect_now") == independent(record, "2025")


def test_the_tables_are_frames(shelf: Path) -> None:
    told = optimiser.compare("base", "no-growth", programme="small", years=(2024, 2025))
    frame = told.amounts.frame()
    assert str(frame["amount"].dtype) == "int64"
    assert set(frame["column"]) == {"A", "B", "published", "last-shares"}
    by = frame[frame["level"] == "line"].groupby("column")["amount"].sum()
    assert by["A"] == by["B"] == 260_000_000
    assert list(told.effects.frame()["key"]) == ["A", "B", "published", "last-shares"]
    assert {"budgets", "estimates", "rules", "choice"} == set(told.steps.frame()["step"])
    assert len(told.years.frame()) == 2 * len(told.year_changes[0].lines)
    assert {"less", "more", "step"} <= set(told.rules.frame().columns)


def test_overrides_hold_for_every_scenario_and_not_for_files(shelf: Path) -> None:
    told = optimiser.compare("base", "reports/small/base", overrides={"source.breed.2025": "110000000"}, programme="small")
    first, second = told.plans
    assert sum(first.spent.values()) == 250_000_000
    assert sum(second.spent.values()) == 260_000_000
    assert steps(told, "B")["budgets"] == optimum() - optimum(BUDGET)


def test_two_records_compare_without_any_file(shelf: Path) -> None:
    one, other = solve("small"), solve("small", scenario="no-growth")
    told = optimiser.compare(one, other)
    assert sum(steps(told, "B").values()) == other.total - one.total
    assert to_json(one)  # nothing was changed in them


def test_another_language_of_the_workbook_makes_no_difference(shelf: Path, tmp_path: Path) -> None:
    write_book(tmp_path / "english.xlsx", small.programme(), small.figures(), "en")
    told = optimiser.compare("inputs/small.xlsx", tmp_path / "english.xlsx", programme="small")
    assert told.differences["B"].amounts == ()
    assert told.plans[0].total == told.plans[1].total


def test_letters_go_on_after_z() -> None:
    assert [letters(place) for place in (0, 25, 26, 27, 701, 702)] == ["A", "Z", "AA", "AB", "ZZ", "AAA"]
