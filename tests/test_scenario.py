"""A named change: every form of key, what it changes, and what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any

import pytest

from optimiser.build import active_rules, make_grid
from optimiser.exact import TypedFloat
from optimiser.faults import Fault, Refused
from optimiser.figures import Mark
from optimiser.scenario import Changed, apply, read_set
from tests.worlds import INSTRUMENTS, MLN, Ins, World, both, figure, rule, world

BUDGETS = {"fonds": 40 * MLN, "rijk": {"2023": 60 * MLN, "2024": 61 * MLN, "2025": Mark.PM}}
COLUMNS = {"committed": {"2023": 4, "2024": 6}, "maximum": 50}
BASE = world(
    rule("limit", "new.floor", select={"space": "nieuw"}, at_least={"2023": 10, "2024": 20}),
    rule("share", "path", select={"space": "nieuw"}, whole={"budget": {}}, at_least="1/2", active=False),
    rule("limit", "absorption", each="instrument", at_most={"figure": "absorption"}),
    budgets=BUDGETS,
    instruments={**INSTRUMENTS, "techniek": Ins("nieuw", rate=10, adds=False, columns=COLUMNS)},
)


def scenario(id: str, **changes: Any) -> dict[str, Any]:
    """A scenario as its TOML table; keys with `__` for a dot."""
    return {"id": id, "name": both(id), "reason": both(f"omdat {id}"), "set": {key.replace("__", "."): value for key, value in changes.items()}}


def told(*scenarios: dict[str, Any]) -> World:
    """The base world with scenarios."""
    return World({**BASE.data, "scenario": list(scenarios)}, BASE.figures)


def changed(*sets: tuple[str, Any], it: World = BASE, names: tuple[str, ...] = ()) -> Changed:
    """A world under overrides."""
    return apply(it.source, it.programme, it.figures, names, sets, "een reden")


def refused(*sets: tuple[str, Any], it: World = BASE, names: tuple[str, ...] = ()) -> tuple[Fault, ...]:
    """The faults of overrides that should not pass."""
    with pytest.raises(Refused) as caught:
        changed(*sets, it=it, names=names)
    return caught.value.faults


def numbers(case: Changed, id: str) -> dict[str, Fraction]:
    """A rule's numbers."""
    return dict(next(one for one in case.programme.rule if one.id == id).number.by_year)


def money(case: Changed) -> dict[str, list[Any]]:
    """The budgets by line."""
    return {line: [case.figures.budgets[line, year].value for year in ("2023", "2024", "2025")] for line in ("fonds", "rijk")}


# ------------------------------------------------------------------------------------------------------------------- rules


@pytest.mark.parametrize(
    ("key", "value", "after"),
    [
        ("rule.new.floor.2024", 7, {"2023": 10, "2024": 7}),
        ("rule.new.floor.2025", 7, {"2023": 10, "2024": 20, "2025": 7}),
        ("rule.new.floor", 7, {"*": 7}),
        ("rule.new.floor.2024", "*1.5", {"2023": 10, "2024": 30}),
        ("rule.new.floor.2023", "1/3", {"2023": Fraction(1, 3), "2024": 20}),
        ("rule.new.floor.2023", TypedFloat("0.25"), {"2023": Fraction(1, 4), "2024": 20}),
        ("rule.new.floor.2023", 0, {"2023": 0, "2024": 20}),
        ("rule.path", "*0.5", {"*": Fraction(1, 4)}),
        ("rule.path.2025", "2/3", {"*": Fraction(1, 2), "2025": Fraction(2, 3)}),
        ("rule.new.floor.at_least", 3, {"*": 3}),
    ],
)
def test_a_rules_number(key: str, value: Any, after: dict[str, Any]) -> None:
    case = changed((key, value))
    assert numbers(case, ".".join(key.split(".")[1:3]) if "new" in key else "path") == after


def test_a_rule_is_switched_on_and_off_by_name() -> None:
    case = changed(("rule.path.active", True), ("rule.new.floor.active", False))
    assert {one.id: one.active for one in case.programme.rule} == {"balance": True, "new.floor": False, "path": True, "absorption": True}
    assert [one.id for one in active_rules(case.programme, make_grid(case.programme, case.figures))] == ["balance", "path", "absorption"]


def test_a_rule_may_change_its_sense_and_then_its_number() -> None:
    case = changed(("rule.new.floor.at_most", 30), ("rule.new.floor.2024", 40))
    it = next(one for one in case.programme.rule if one.id == "new.floor")
    assert (it.sense, it.number.by_year) == ("<=", {"*": 30, "2024": 40})


@pytest.mark.parametrize(
    ("field", "value", "after"),
    [
        ("whole", {"budget": {"except": {"source": "fonds"}}}, "(('source', ('fonds',)),)"),
        ("standing", "law", "law"),
        ("note", "x", "x"),
        ("soft", {"priority": 2}, "priority=2 weight=Fraction(1, 1)"),
    ],
)
def test_any_field_of_a_rule(field: str, value: Any, after: str) -> None:
    it = next(one for one in changed((f"rule.path.{field}", value)).programme.rule if one.id == "path")
    assert after in str(getattr(it, field))


@pytest.mark.parametrize(
    ("key", "value", "code", "found", "meant"),
    [
        ("rule.pth.2024", 5, "unknown-id", "pth", "path"),
        ("rule.path.activ", True, "unknown-key", "activ", "active"),
        ("rule.path.2031", 5, "unknown-key", "2031", "2023"),
        ("rule.path.id", "x", "unknown-key", "id", None),
        ("rule.path.2024.x", 5, "unknown-id", "path", "path"),
        ("rules.path.2024", 5, "unknown-key", "rules", "rule"),
        ("set", 5, "unknown-key", "set", None),
        ("unit.x", 5, "unknown-key", "unit", "unit"),
        ("sorce.rijk", 5, "unknown-key", "sorce", "source"),
        ("source.rjk", 5, "unknown-id", "rjk", "rijk"),
        ("source.rijk.2026", 5, "wrong-year", "2026", "2025"),
        ("source.rijk.2024.x", 5, "wrong-year", "2024.x", "2024"),
        ("instrument.technik.maximum", 5, "unknown-id", "technik", "techniek"),
        ("instrument.techniek.maxmum", 5, "unknown-key", "maxmum", "maximum"),
        ("instrument.techniek", 5, "unknown-key", "", None),
        ("instrument.techniek.maximum.2026", 5, "wrong-year", "2026", "2025"),
        ("instrument.techniek.lines", "rijk, fnds", "unknown-id", "fnds", "fonds"),
        ("estimate.technik", 5, "unknown-id", "technik", "techniek"),
        ("estimate.techniek.hgh", 5, "unknown-key", "hgh", "high"),
    ],
)
def test_an_unknown_name_is_a_fault_with_what_was_meant(key: str, value: Any, code: str, found: str, meant: str | None) -> None:
    (fault,) = refused((key, value))
    assert (fault.code, fault.found, dict(fault.values)["meant"]) == (code, found, meant)


# ------------------------------------------------------------------------------------------------------------------ budgets


@pytest.mark.parametrize(
    ("key", "value", "fonds", "rijk"),
    [
        ("source.rijk.2024", 5, [40 * MLN] * 3, [60 * MLN, 5, Mark.PM]),
        ("source.rijk", 5, [40 * MLN] * 3, [5, 5, 5]),
        ("source.rijk.2025", 7, [40 * MLN] * 3, [60 * MLN, 61 * MLN, 7]),
        ("source.rijk.2024", "PM", [40 * MLN] * 3, [60 * MLN, Mark.PM, Mark.PM]),
        ("source.fonds", "n.v.t.", [Mark.NOT_APPLICABLE] * 3, [60 * MLN, 61 * MLN, Mark.PM]),
        ("source.fonds", "N.V.T. ", [Mark.NOT_APPLICABLE] * 3, [60 * MLN, 61 * MLN, Mark.PM]),
        ("source.fonds.2023", 0, [0, 40 * MLN, 40 * MLN], [60 * MLN, 61 * MLN, Mark.PM]),
        # PM is no number: nothing to multiply
        ("source.*", "*0.86", [34_400_000] * 3, [51_600_000, 52_460_000, Mark.PM]),
        ("source.*.2023", "*0.5", [20 * MLN, 40 * MLN, 40 * MLN], [30 * MLN, 61 * MLN, Mark.PM]),
        ("source.*", "* 1/2", [20 * MLN] * 3, [30 * MLN, 30_500_000, Mark.PM]),
        ("source.*.2024", 9, [40 * MLN, 9, 40 * MLN], [60 * MLN, 9, Mark.PM]),
    ],
)
def test_a_budget(key: str, value: Any, fonds: list[Any], rijk: list[Any]) -> None:
    assert money(changed((key, value))) == {"fonds": fonds, "rijk": rijk}


def test_a_pm_line_with_a_value_becomes_money_that_can_be_spent() -> None:
    before = make_grid(BASE.programme, BASE.figures)
    case = changed(("source.rijk.2025", 30 * MLN))
    after = make_grid(case.programme, case.figures)
    assert ("rijk", "2025") not in before.budgets
    assert after.budgets["rijk", "2025"] == 30 * MLN
    assert after.size == before.size + len(INSTRUMENTS)


@pytest.mark.parametrize("value", ["veel", -5, "0.5", "1/3", True, "*0.33333333", "*", "*veel", 10**16, "nan", [5], {"a": 5}, "1e6"])
@pytest.mark.parametrize("key", ["source.fonds", "source.fonds.2024", "instrument.techniek.maximum"])
def test_money_that_is_no_whole_amount_of_euros_is_a_fault(key: str, value: Any) -> None:
    # 50 x 0.5 is whole, so it is no example here
    assert {one.code for one in refused((key, value))} == {"not-a-number"}


def test_multiplying_what_is_pm_is_a_fault_when_the_line_is_named() -> None:
    (fault,) = refused(("source.rijk.2025", "*0.86"))
    assert (fault.code, fault.found) == ("not-a-number", "*0.86")


# -------------------------------------------------------------------------------------------------------------- instruments


def column(case: Changed, instrument: str, name: str) -> list[Any]:
    """An instrument's figure in 2023, 2024, 2025."""
    found = [case.figures.column(instrument, name, year) for year in ("2023", "2024", "2025")]
    return [None if one is None else one.value for one in found]


@pytest.mark.parametrize(
    ("key", "value", "name", "after"),
    [
        ("instrument.techniek.maximum", 8, "maximum", [8, 8, 8]),
        ("instrument.techniek.maximum.2024", 8, "maximum", [50, 8, 50]),
        ("instrument.techniek.maximum", "*0.5", "maximum", [25, 25, 25]),
        ("instrument.techniek.committed", 9, "committed", [9, 9, 9]),
        ("instrument.techniek.committed.2024", "*0.5", "committed", [4, 3, None]),
        # a year keeps its own figure, and a year without one stays without
        ("instrument.techniek.committed", "*0.5", "committed", [2, 3, None]),
        ("instrument.techniek.minimum", 3, "minimum", [3, 3, 3]),
        ("instrument.techniek.cofinancing", "1/3", "cofinancing", [Fraction(1, 3)] * 3),
        ("instrument.*.maximum", 6, "maximum", [6, 6, 6]),
        # the other instruments have no maximum: nothing to multiply
        ("instrument.*.maximum", "*0.5", "maximum", [25, 25, 25]),
    ],
)
def test_an_instruments_figure(key: str, value: Any, name: str, after: list[Any]) -> None:
    assert column(changed((key, value)), "techniek", name) == after


def test_every_instrument_at_once() -> None:
    case = changed(("instrument.*.absorption", "*0.5"))
    assert {name: column(case, name, "absorption")[0] for name in INSTRUMENTS} == dict.fromkeys(INSTRUMENTS, 50 * MLN)
    assert [one.key for one in case.overrides] == [f"instrument.{name}.absorption" for name in INSTRUMENTS]


def test_multiplying_a_figure_that_is_not_there_is_a_fault_when_the_instrument_is_named() -> None:
    (fault,) = refused(("instrument.steun.maximum", "*0.5"))
    assert (fault.code, fault.found) == ("not-a-number", "*0.5")


@pytest.mark.parametrize("value", ["1", "-1/2", "veel", True, 2])
def test_cofinancing_is_a_share_below_one(value: Any) -> None:
    assert [one.code for one in refused(("instrument.techniek.cofinancing", value))] == ["not-a-number"]


@pytest.mark.parametrize(("value", "lines"), [("rijk", ("rijk",)), ("rijk, fonds", ("rijk", "fonds")), (["fonds"], ("fonds",))])
def test_the_lines_that_may_pay_an_instrument(value: Any, lines: tuple[str, ...]) -> None:
    case = changed(("instrument.techniek.lines", value))
    assert case.figures.lines["techniek"] == lines
    assert case.figures.lines["steun"] == ("fonds", "rijk")


@pytest.mark.parametrize("value", [5, "", [], True])
def test_lines_that_are_no_list_of_ids_are_a_fault(value: Any) -> None:
    assert "unknown-id" in {one.code for one in refused(("instrument.techniek.lines", value))}


@pytest.mark.parametrize("name", ["opens", "closes"])
def test_when_an_instrument_opens_or_closes(name: str) -> None:
    case = changed((f"instrument.techniek.{name}", date(2024, 9, 1)))
    assert column(case, "techniek", name) == [date(2024, 9, 1)] * 3
    assert column(case, "steun", name) == [None] * 3
    assert [(one.key, one.was, one.now) for one in case.overrides] == [(f"instrument.techniek.{name}", "", "2024-09-01")]


@pytest.mark.parametrize("value", ["2024-09-01", 2024, True, datetime(2024, 9, 1, 12), "september"])
def test_a_moment_that_is_no_date_is_a_fault(value: Any) -> None:
    assert [one.code for one in refused(("instrument.techniek.opens", value))] == ["not-a-date"]


def test_a_date_does_not_differ_by_year() -> None:
    assert [one.code for one in refused(("instrument.techniek.opens.2024", date(2024, 9, 1)))] == ["unknown-key"]


# ---------------------------------------------------------------------------------------------------------------- estimates


@pytest.mark.parametrize(
    ("key", "value", "after"),
    [
        ("estimate.techniek", "low", (5, 5, 20)),
        ("estimate.techniek", "high", (5, 20, 20)),
        ("estimate.techniek", 7, (5, 7, 20)),
        ("estimate.techniek", "*0.1", (5, 1, 20)),
        ("estimate.techniek.high", "*2", (5, 10, 40)),
        ("estimate.techniek.low", "2/3", (Fraction(2, 3), 10, 20)),
        ("estimate.*", "low", (5, 5, 20)),
        ("estimate.*.high", 0, (5, 10, 0)),
    ],
)
def test_an_estimate(key: str, value: Any, after: tuple[Any, ...]) -> None:
    found = changed((key, value)).figures.responses["techniek"].estimates
    assert tuple(found[name].value for name in ("low", "central", "high")) == after


def test_an_estimate_changes_the_column_that_the_goal_uses() -> None:
    case = changed(("goal.estimate", "high"), ("estimate.techniek", 7))
    assert case.figures.responses["techniek"].estimates["high"].value == 7


@pytest.mark.parametrize("value", ["veel", -1, True, [1, 2], {"a": 1}, "middle", 10**16])
def test_an_estimate_that_is_no_number_is_a_fault(value: Any) -> None:
    assert [one.code for one in refused(("estimate.techniek", value))] == ["not-a-number"]


# ------------------------------------------------------------------------------------------------------- goal, unit and years


def test_the_goal_and_its_parts() -> None:
    goal = changed(("goal", "person-years"), ("goal.target", 2024), ("goal.estimate", "low"), ("goal.horizon", [2024, 2026])).programme.goal
    assert (goal.kind, goal.target, goal.estimate, goal.horizon) == ("person-years", 2024, "low", (2024, 2026))


def test_the_unit() -> None:
    assert changed(("unit", 100)).programme.programme.unit == 100


def test_fewer_years() -> None:
    case = changed(("years", [2023, 2024]))
    assert make_grid(case.programme, case.figures).years == ("2023", "2024")


def test_a_year_without_budgets_is_a_fault_for_every_line() -> None:
    further = told(scenario("verder", years=[2023, 2024, 2025, 2026], source__fonds__2026=5))
    found = refused(it=further, names=("verder",))
    assert [(one.code, one.found) for one in found] == [("missing-budget", "rijk 2026")]


def test_a_further_year_with_all_its_budgets() -> None:
    further = told(scenario("verder", years=[2023, 2024, 2025, 2026], source__fonds__2026=5, source__rijk__2026="PM"))
    case = changed(it=further, names=("verder",))
    assert make_grid(case.programme, case.figures).years == ("2023", "2024", "2025", "2026")


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("goal", "gab", "invalid-value"),
        ("goal.trget", 2024, "unknown-key"),
        ("goal.target", "laat", "invalid-value"),
        ("unit", 0, "invalid-value"),
        ("unit", "x", "invalid-value"),
        ("years", 5, "invalid-value"),
        ("years", [], "invalid-value"),
        ("rule.path.2024", 0.5, "not-a-number"),
        ("rule.path.2024", TypedFloat("0.667"), "inexact-number"),
        ("rule.path.2024", "veel", "not-a-number"),
        ("rule.path.select", {"space": "niew"}, "unknown-id"),
        ("rule.path.soft", True, "invalid-value"),
        ("rule.absorption.2024", 5, "not-a-number"),
        ("rule.new.floor.2024", 10**16, "not-a-number"),
        ("rule.new.floor.at_least", {"2024": 10**16}, "not-a-number"),
    ],
)
def test_what_would_be_a_fault_in_the_file_is_a_fault_here(key: str, value: Any, code: str) -> None:
    assert {one.code for one in refused((key, value))} == {code}


def test_a_years_entry_of_a_scenario_that_is_no_list_is_a_fault_when_the_scenario_is_used() -> None:
    broken = told(scenario("kapot", years=5))
    assert changed(it=broken).overrides == ()
    assert [one.code for one in refused(it=broken, names=("kapot",))] == ["invalid-value"]


# ---------------------------------------------------------------------------------------------------------- several together


def test_without_changes_the_programme_is_the_same_object() -> None:
    case = changed()
    assert case.programme is BASE.programme
    assert (case.figures, case.overrides) == (BASE.figures, ())


def test_nothing_of_the_base_case_moves() -> None:
    before = (dict(BASE.figures.budgets), BASE.programme.model_dump_json(), repr(BASE.data))
    changed(("source.*", "*0.5"), ("rule.new.floor.2023", 1), ("goal.target", 2023), ("unit", 1), ("estimate.*", "low"))
    assert (dict(BASE.figures.budgets), BASE.programme.model_dump_json(), repr(BASE.data)) == before


def test_every_change_is_kept_with_what_was_what_is_and_why() -> None:
    it = told(scenario("krap", source__fonds__2023=1, rule__path__active=True))
    case = changed(("rule.path.2024", "0.6"), it=it, names=("krap",))
    assert [(one.key, one.was, one.now, one.origin, one.reason) for one in case.overrides] == [
        ("source.fonds.2023", "40000000", "1", "krap", "omdat krap"),
        ("rule.path.active", "false", "true", "krap", "omdat krap"),
        ("rule.path.2024", "1/2", "0.6", "--set", "een reden"),
    ]


def test_later_layers_win_workbook_then_scenario_then_set() -> None:
    figures = replace(
        BASE.figures,
        rules={("new.floor", "2023"): figure(1), ("new.floor", "2024"): figure(2), ("path", "*"): figure(Fraction(1, 5))},
        switched={"path": True},
    )
    it = World({**BASE.data, "scenario": [scenario("s", rule__new__floor__2024=3)]}, figures)
    case = changed(("rule.path", "1/4"), it=it, names=("s",))
    assert numbers(case, "new.floor") == {"2023": 1, "2024": 3}
    assert numbers(case, "path") == {"*": Fraction(1, 4)}
    assert next(one for one in case.programme.rule if one.id == "path").active
    assert [one.origin for one in case.overrides] == ["workbook", "workbook", "workbook", "workbook", "s", "--set"]


def test_a_number_in_the_workbook_that_is_the_programmes_own_changes_nothing() -> None:
    figures = replace(BASE.figures, rules={("new.floor", "2023"): figure(10), ("path", "2024"): figure(Fraction(1, 2))}, switched={"path": False})
    assert changed(it=World(BASE.data, figures)).overrides == ()


def test_two_scenarios_join() -> None:
    it = told(scenario("a", source__fonds__2023=1), scenario("b", source__fonds__2024=2))
    assert money(changed(it=it, names=("a", "b")))["fonds"] == [1, 2, 40 * MLN]


def test_two_scenarios_may_say_the_same() -> None:
    it = told(scenario("a", source__fonds__2023=1), scenario("b", source__fonds__2023=1))
    assert money(changed(it=it, names=("a", "b")))["fonds"][0] == 1


def test_two_scenarios_that_contradict_each_other_are_refused() -> None:
    it = told(scenario("a", source__fonds__2023=1), scenario("b", source__fonds__2023=2))
    (fault,) = refused(it=it, names=("a", "b"))
    assert (fault.code, fault.found, fault.file) == ("scenario-clash", "source.fonds.2023", "a,b")


@pytest.mark.parametrize(
    ("one", "other", "disputed"),
    [
        # every line against one line; a cut against an amount, whichever is named first
        ({"source.*": 5}, {"source.rijk.2024": 6}, "source.rijk.2024"),
        ({"source.*": "*0.5"}, {"source.rijk.2024": 6}, "source.rijk.2024"),
        ({"source.rijk": 5}, {"source.rijk.2024": 6}, "source.rijk.2024"),
        ({"source.*": "n.v.t."}, {"source.fonds.2025": 1}, "source.fonds.2025"),
        # a rule's number for all years against one year, or against another sense
        ({"rule.new.floor": 7}, {"rule.new.floor.2024": 8}, "rule.new.floor.2024"),
        ({"rule.new.floor.at_most": 7}, {"rule.new.floor.2024": 8}, "rule.new.floor.2024"),
        ({"rule.new.floor.2024": "*2"}, {"rule.new.floor": 8}, "rule.new.floor.2024"),
        # figures of instruments and estimates
        ({"instrument.techniek.maximum": 7}, {"instrument.techniek.maximum.2024": 8}, "instrument.techniek.maximum.2024"),
        ({"instrument.*.absorption": "*0.5"}, {"instrument.steun.absorption": 8}, "instrument.steun.absorption.2023"),
        ({"estimate.*": "low"}, {"estimate.techniek": 3}, "estimate.techniek.central"),
        ({"goal.estimate": "low"}, {"estimate.techniek": 3}, "estimate.techniek.central"),
    ],
)
def test_scenarios_whose_order_would_matter_are_refused_in_either_order(one: dict[str, Any], other: dict[str, Any], disputed: str) -> None:
    it = told({**scenario("a"), "set": one}, {**scenario("b"), "set": other})
    for names in (("a", "b"), ("b", "a")):
        (fault,) = refused(it=it, names=names)
        assert (fault.code, fault.file) == ("scenario-clash", ",".join(names))
        assert disputed in fault.found.split(", ")


def test_nothing_is_in_dispute_once_set_says_what_holds() -> None:
    it = told(scenario("a", **{"source.*": "*0.5"}), scenario("b", source__rijk__2024=6))
    for names in (("a", "b"), ("b", "a")):
        assert money(changed(("source.rijk.2024", 5), it=it, names=names))["rijk"] == [30 * MLN, 5, Mark.PM]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"source.*": 5}, {"source.rijk.2024": 5}),
        ({"source.*": "*0.5"}, {"source.fonds": "*0.5"}),
        ({"rule.new.floor": 7}, {"rule.new.floor.2024": "7.0"}),
        ({"rule.new.floor": 7}, {"rule.path.active": True}),
        ({"instrument.techniek.maximum": 7}, {"instrument.techniek.maximum.2024": 7}),
        ({"instrument.*.absorption": "*0.5"}, {"instrument.*.absorption": "*0.5"}),
    ],
)
def test_scenarios_that_give_the_same_in_any_order_join(one: dict[str, Any], other: dict[str, Any]) -> None:
    it = told({**scenario("a"), "set": one}, {**scenario("b"), "set": other})
    first, second = (changed(it=it, names=names) for names in (("a", "b"), ("b", "a")))
    assert money(first) == money(second)
    assert numbers(first, "new.floor")["2024" if "2024" in numbers(first, "new.floor") else "*"] == numbers(second, "new.floor").get(
        "2024", numbers(second, "new.floor").get("*")
    )


def test_a_factor_on_a_rule_multiplies_every_year_it_has() -> None:
    case = changed(("rule.new.floor", "*1.5"))
    assert numbers(case, "new.floor") == {"2023": 15, "2024": 30}
    assert [(one.was, one.now) for one in case.overrides] == [("2023: 10, 2024: 20", "2023: 15, 2024: 30")]


def test_one_number_for_every_year_tells_which_numbers_it_replaces() -> None:
    (override,) = changed(("rule.new.floor", 7)).overrides
    assert (override.was, override.now) == ("2023: 10, 2024: 20", "7")


@pytest.mark.parametrize(
    ("key", "value", "meant"),
    [("goal", "gpa", "gap"), ("goal.estimate", "lwo", "low"), ("estimate.techniek", "hgih", "high"), ("rule.path.standing", "lwa", "law")],
)
def test_a_word_that_is_nearly_a_choice_says_which_was_meant(key: str, value: str, meant: str) -> None:
    (fault,) = refused((key, value))
    assert (fault.found, dict(fault.values)["meant"]) == (value, meant)


@pytest.mark.parametrize(
    "typed",
    [
        "{key}=" + "9" * 5000,
        "{key}=0x" + "f" * 5000,
        "{key}=[0x" + "f" * 5000 + "]",
        "{key}={{ '2024' = 0x" + "f" * 5000 + " }}",
        "{key}=1/" + "9" * 5000,
        "{key}=*0." + "9" * 5000,
        "{key}=" + "[" * 5000 + "]" * 5000,
        "{key}=nan",
        "{key}=1e999999999",
        "{key}=٠٫٥",
        "{key}." + "x" * 100_000 + "=1",
        "{key}\u200b\u202e=1",
    ],
)
@pytest.mark.parametrize(
    "key", ["rule.path.2024", "source.rijk.2024", "instrument.techniek.maximum", "estimate.techniek", "unit", "goal.target", "years"]
)
def test_hostile_text_is_a_short_fault(key: str, typed: str) -> None:
    for fault in refused(read_set(typed.format(key=key))):
        assert len(fault.place) + len(fault.found) < 500


def test_ten_thousand_unknown_names_are_told_at_once() -> None:
    assert len(refused(*((f"rule.x{n}.2024", 1) for n in range(10_000)))) == 10_000
    many = ",".join(f"x{n}" for n in range(10_000))
    assert 0 < len(refused(("instrument.*.lines", many))) < 200


def test_set_may_overrule_a_scenario() -> None:
    it = told(scenario("a", source__fonds__2023=1))
    assert money(changed(("source.fonds.2023", 5), it=it, names=("a",)))["fonds"][0] == 5


def test_a_scenario_of_the_workbook_joins_that_of_the_programme() -> None:
    figures = replace(BASE.figures, scenarios={"a": {"source.fonds.2024": figure("*0.5")}, "b": {"estimate.techniek": figure("low")}})
    it = World({**BASE.data, "scenario": [scenario("a", source__fonds__2023=1)]}, figures)
    assert money(changed(it=it, names=("a",)))["fonds"] == [1, 20 * MLN, 40 * MLN]
    assert changed(it=it, names=("b",)).figures.responses["techniek"].estimates["central"].value == 5


def test_an_unknown_scenario_is_a_fault_with_what_was_meant() -> None:
    (fault,) = refused(it=told(scenario("krap")), names=("krab",))
    assert (fault.code, fault.found, dict(fault.values)["meant"]) == ("unknown-scenario", "krab", "krap")


def test_base_is_always_a_scenario() -> None:
    assert changed(names=("base",)).overrides == ()


def test_all_faults_of_all_changes_are_told_at_once() -> None:
    found = refused(("rule.pth", 1), ("source.rjk", 2), ("estimate.techniek", "veel"))
    assert sorted(one.code for one in found) == ["not-a-number", "unknown-id", "unknown-id"]


def test_every_scenario_of_the_shipped_programme_reads_its_keys() -> None:
    from pathlib import Path

    from optimiser.programme_file import build, read_toml

    programme = build(read_toml(Path(__file__).parent.parent / "models" / "taz.toml"))
    heads = {key.split(".")[0] for one in programme.scenario for key in one.set}
    assert heads <= {"rule", "source", "instrument", "estimate", "goal", "unit", "years"}


# --------------------------------------------------------------------------------------------------------------- `--set` text


@pytest.mark.parametrize(
    ("typed", "key", "value"),
    [
        ("rule.path.2025=0.60", "rule.path.2025", "0.60"),
        ("rule.path.2025 = 2/3", "rule.path.2025", "2/3"),
        ('rule.path.2025="2/3"', "rule.path.2025", "2/3"),
        ("source.rijk=5_000", "source.rijk", 5000),
        ("source.*=*0.86", "source.*", "*0.86"),
        ("rule.path.active=false", "rule.path.active", False),
        ("rule.path.select={ space = 'nieuw' }", "rule.path.select", {"space": "nieuw"}),
        ("years=[2023, 2024]", "years", [2023, 2024]),
        ("source.rijk=n.v.t.", "source.rijk", "n.v.t."),
        ("goal=person-years", "goal", "person-years"),
        ("instrument.techniek.opens=2024-09-01", "instrument.techniek.opens", date(2024, 9, 1)),
        ("rule.path.note=a=b", "rule.path.note", "a=b"),
        ("rule.path.note=", "rule.path.note", ""),
        ("rule.path.2025=nan", "rule.path.2025", "nan"),
    ],
)
def test_a_change_typed_on_the_command_line(typed: str, key: str, value: Any) -> None:
    read = read_set(typed)
    assert read == (key, value)
    assert type(read[1]) in (str, TypedFloat, type(value))
    assert not isinstance(read[1], float)


@pytest.mark.parametrize("typed", ["rule.path.2025", "=5", " =5", ""])
def test_a_change_without_key_or_value_is_a_fault(typed: str) -> None:
    with pytest.raises(Refused) as caught:
        read_set(typed)
    assert [(one.code, one.found) for one in caught.value.faults] == [("set-form", typed)]
