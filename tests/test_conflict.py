"""No plan: the set of rules is minimal, what is missing is right, and every repair gives a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

import pytest

from optimiser.conflict import Conflict, find_conflict, sentence
from optimiser.exact import plain
from optimiser.goals import GOALS
from optimiser.language import say
from optimiser.lp import stages
from optimiser.lp.stages import NoPlan
from optimiser.problem import make_problem
from tests import taz
from tests.worlds import INSTRUMENTS, MLN, Size, World, rule, seeded_worlds, world

NEW = {"space": "nieuw"}
LEARN = {"space": "leren"}
ONE_YEAR: dict[str, Any] = {"years": (2024,)}
Member = tuple[str, str | None]


def conflict_of(it: World) -> Conflict:
    """The conflict of a world without a plan."""
    answer = stages.optimum(it.problem, "highs")
    assert isinstance(answer, NoPlan)
    return find_conflict(answer, it.rules)


def possible(it: World) -> bool:
    """True when a plan exists (in fractions of a euro)."""
    return not isinstance(stages.optimum(it.problem, "highs"), NoPlan)


def short(conflict: Conflict) -> dict[str, tuple[str | None, Fraction]]:
    """rule -> (year, its new number)."""
    return {one.rule.id: (one.year, one.to) for one in conflict.repairs}


# ------------------------------------------------------------------------------------------------------------------ by hand


def test_two_floors_that_ask_more_than_there_is() -> None:
    """70 + 50 of 100 million: 20 million too much."""
    it = world(rule("limit", "new", select=NEW, at_least=70 * MLN), rule("limit", "learn", select=LEARN, at_least=50 * MLN), **ONE_YEAR)
    conflict = conflict_of(it)
    assert conflict.members == (("learn", "2024"), ("new", "2024"))
    assert (conflict.shortfall, conflict.unit) == (20 * MLN, "EUR")
    assert short(conflict) == {"learn": ("2024", 30 * MLN), "new": ("2024", 50 * MLN)}


def test_a_rule_that_is_impossible_by_itself() -> None:
    it = world(rule("limit", "dream", select=NEW, at_least=130 * MLN), rule("limit", "other", select=LEARN, at_most=5 * MLN), **ONE_YEAR)
    conflict = conflict_of(it)
    assert conflict.members == (("dream", "2024"),)
    assert conflict.shortfall == 30 * MLN
    said = sentence(conflict, it.rules)
    assert (
        said.en
        == "INFEASIBLE 2024: dream (Rule ≥ € 130.0 million) is impossible by itself; shortfall € 30.0 million. Cheapest repair: dream → € 100.0 million."
    )
    assert (
        said.nl
        == "ONHAALBAAR 2024: dream (Regel ≥ € 130,0 mln) is op zichzelf onmogelijk; tekort € 30,0 mln. Goedkoopste herstel: dream → € 100,0 mln."
    )


def test_only_the_year_that_goes_wrong_is_named() -> None:
    it = world(
        rule("limit", "new", select=NEW, at_least={"2023": 10, "2024": 70 * MLN, "2025": 10}), rule("limit", "learn", select=LEARN, at_least=50 * MLN)
    )
    assert conflict_of(it).members == (("learn", "2024"), ("new", "2024"))


def test_ceilings_against_spending_in_full() -> None:
    """60 + 30 of 100 million: 10 million cannot be spent."""
    it = world(rule("limit", "new", select=NEW, at_most=60 * MLN), rule("limit", "learn", select=LEARN, at_most=30 * MLN), **ONE_YEAR)
    conflict = conflict_of(it)
    assert set(conflict.members) == {("balance", "2024"), ("new", "2024"), ("learn", "2024")}
    assert conflict.shortfall == 10 * MLN
    assert short(conflict)["new"] == ("2024", 70 * MLN)


def test_the_money_there_is_can_never_give() -> None:
    it = world(rule("limit", "dream", select=NEW, at_least=130 * MLN), balance={"at_most": 1}, **ONE_YEAR)
    assert [one.rule.id for one in conflict_of(it).repairs] == ["dream"]


def test_a_fixed_amount_on_a_line_is_no_budget() -> None:
    """An exact limit on each line stands in the way of spending in full and is named."""
    it = world(rule("limit", "half", each="source", exactly=30 * MLN), **ONE_YEAR)
    assert set(conflict_of(it).members) == {("balance", "2024"), ("half", "2024")}


def test_wishes_are_never_part_of_a_conflict() -> None:
    wish = rule("limit", "wish", select=NEW, at_least=90 * MLN, soft={"priority": 1})
    it = world(wish, rule("limit", "new", select=NEW, at_least=70 * MLN), rule("limit", "learn", select=LEARN, at_least=50 * MLN), **ONE_YEAR)
    assert {id for id, _ in conflict_of(it).members} == {"new", "learn"}


def test_a_share_of_the_budget_gives_way_to_an_exact_share() -> None:
    """2/3 of 100 million and a fixed 40 million: at most 3/5 is possible."""
    share = rule("share", "path", select=NEW, whole={"budget": {}}, at_least="2/3")
    conflict = conflict_of(world(share, rule("limit", "learn", select=LEARN, exactly=40 * MLN), **ONE_YEAR))
    path = next(one for one in conflict.repairs if one.rule.id == "path")
    assert (path.to, path.unit) == (Fraction(3, 5), "share")
    assert round(path.slack) == round(Fraction(20 * MLN, 3))


def test_what_is_missing_of_an_effect_is_told_in_persons() -> None:
    """All 100 million in the fastest instrument brings 2000 persons; 30 million must stay out of it, in one of half the rate."""
    floor = rule("effect-floor", "target", at_least=2000)
    it = world(floor, rule("limit", "new", select=NEW, at_least=30 * MLN), **ONE_YEAR)
    conflict = conflict_of(it)
    assert set(conflict.members) == {("target", None), ("new", "2024")}
    assert (conflict.unit, conflict.shortfall) == ("persons", 300)
    assert short(conflict)["target"] == (None, 1700)
    # 300 persons at 10 per million: the floor of 30 million has to go altogether
    assert short(conflict)["new"] == ("2024", 0)


def test_a_ratio_between_years_gives_way_to_what_is_reached() -> None:
    instruments = {name: INSTRUMENTS[name] for name in ("scholing", "techniek")}
    step = rule("step", "slow", select=NEW, at_most=2)
    first = rule("limit", "first", select=NEW, at_most={"2023": 10 * MLN})
    then = rule("limit", "then", select=NEW, at_least={"2024": 25 * MLN})
    conflict = conflict_of(world(step, first, then, years=(2023, 2024), instruments=instruments))
    assert set(conflict.members) == {("slow", "2024"), ("first", "2023"), ("then", "2024")}
    assert short(conflict)["slow"][1] == Fraction(5, 2)
    # the cheapest way is to let the first year grow: 2.5 million more there allow 5 million more a year later
    assert conflict.shortfall == Fraction(5, 2) * MLN


def test_repairs_are_ranked_by_who_may_change_them_and_members_by_weight() -> None:
    floors = [
        rule("limit", standing, select={"instrument": name}, at_least=40 * MLN, standing=standing)
        for standing, name in zip(("law", "assumption", "agreement"), INSTRUMENTS, strict=True)
    ]
    conflict = conflict_of(world(*floors, **ONE_YEAR))
    assert [one.rule.id for one in conflict.repairs] == ["assumption", "agreement", "law"]
    assert [id for id, _ in conflict.members] == ["law", "agreement", "assumption"]


def test_the_sentence_says_it_in_both_languages() -> None:
    it = world(
        rule("share", "path", select=NEW, whole={"budget": {}}, at_least="2/3"), rule("limit", "learn", select=LEARN, exactly=40 * MLN), **ONE_YEAR
    )
    said = sentence(conflict_of(it), it.rules)
    assert say(said, "en") == (
        "INFEASIBLE 2024: learn (Rule € 40.0 million) and path (Rule ≥ 66.67 %) cannot hold together; shortfall € 6.667 million."
        " Cheapest repair: learn → € 33.333 million, or path → 60.0 %."
    )
    assert say(said, "nl") == (
        "ONHAALBAAR 2024: learn (Regel € 40,0 mln) en path (Regel ≥ 66,67 %) kunnen niet samen; tekort € 6,667 mln."
        " Goedkoopste herstel: learn → € 33,333 mln, of path → 60,0 %."
    )


# ------------------------------------------------------------------------------------------------------------------- random


def said(it: World) -> list[Member]:
    """Every (rule, year) that says something hard."""
    return sorted({(row.rule, row.year) for one in it.rules if one.soft is None for row in one.rows(it.grid)}, key=str)


def restricted(it: World, members: Iterable[Member]) -> World:
    """The world in which only these (rule, year) speak; no more than the budget is ever spent."""
    kept: dict[str, set[str | None]] = {}
    for id, year in members:
        kept.setdefault(id, set()).add(year)
    rules: list[Mapping[str, Any]] = []
    for one in it.data["rule"]:
        years = kept.get(one["id"], set())
        if one["kind"] == "balance":
            rules += _balance(it, one, years)
        elif years and "soft" not in one:
            rules.append(one if None in years else _by_year(it, one, sorted(str(year) for year in years)))
    return World({**it.data, "rule": rules}, it.figures)


def _by_year(it: World, one: Mapping[str, Any], years: list[str]) -> dict[str, Any]:
    name = next(key for key in ("at_least", "at_most", "exactly") if key in one)
    number = one[name]
    if isinstance(number, Mapping) and "figure" in number:
        return {**one, "select": {**one.get("select", {}), "year": years}}
    table = number if isinstance(number, Mapping) else {"*": number}
    return {**one, name: {year: table.get(year, table.get("*")) for year in years}}


def _balance(it: World, one: Mapping[str, Any], years: set[str | None]) -> list[Mapping[str, Any]]:
    """`exactly` becomes a ceiling, and a floor for each line in the years that are kept."""
    if "exactly" not in one:
        return [one] if "soft" not in one else []
    ceiling = {key: value for key, value in one.items() if key not in ("exactly", "soft")}
    rules: list[Mapping[str, Any]] = [{**ceiling, "at_most": one["exactly"]}]
    for (line, year), amount in sorted(it.grid.budgets.items()):
        if year in years and any(cell[0] == line for cell in it.cells):
            rules.append(rule("limit", f"full.{line}.{year}", select={"source": line}, at_least={year: plain(Fraction(one["exactly"]) * amount)}))
    return rules


def repaired(it: World, conflict: Conflict, position: int) -> World | None:
    """The world with one repair made; None for a number that stands in the workbook."""
    one = conflict.repairs[position]
    table = next(two for two in it.data["rule"] if two["id"] == one.rule.id)
    if one.rule.number.figure or (one.rule.each and one.rule.sense == "="):
        return None
    if one.rule.kind == "balance":
        # The amount is one line's; together the lines spend so much less in that year.
        spent = sum(amount for (_, year), amount in it.grid.budgets.items() if year == one.year) - one.slack
        rest = restricted(it, [member for member in said(it) if member != (one.rule.id, one.year)])
        return rest.with_rules(rule("limit", "rest", at_least={str(one.year): plain(max(spent, Fraction(0)))}))
    name = next(key for key in ("at_least", "at_most", "exactly") if key in table)
    old = table[name] if isinstance(table[name], Mapping) else {"*": table[name]}
    rules = [{**two, name: {**old, one.year or "*": plain(one.to)}} if two is table else two for two in it.data["rule"]]
    return World({**it.data, "rule": rules}, it.figures)


CROWDED = Size(lines=2, instruments=3, years=2, money=20, rules=6, moves=False)


def infeasible(count: int) -> list[World]:
    """Random worlds without a plan."""
    return [it for it in seeded_worlds(count, CROWDED, seed=7) if it.accepted() and not possible(it)]


@pytest.fixture(scope="module")
def conflicts() -> list[tuple[World, Conflict]]:
    """Random worlds without a plan, each with its conflict."""
    return [(it, conflict_of(it)) for it in infeasible(400)]


def test_the_members_alone_allow_no_plan(conflicts: list[tuple[World, Conflict]]) -> None:
    assert len(conflicts) > 60
    for it, conflict in conflicts:
        assert conflict.members
        assert not possible(restricted(it, conflict.members)), conflict.members


def test_leaving_out_any_one_member_gives_a_plan(conflicts: list[tuple[World, Conflict]]) -> None:
    for it, conflict in conflicts:
        for member in conflict.members:
            assert possible(restricted(it, [one for one in conflict.members if one != member])), (conflict.members, member)


def test_every_repair_gives_a_plan(conflicts: list[tuple[World, Conflict]]) -> None:
    tried: Counter[str] = Counter()
    for it, conflict in conflicts:
        for position, one in enumerate(conflict.repairs):
            mended = repaired(it, conflict, position)
            if mended is not None:
                tried[one.rule.kind] += 1
                assert possible(mended), (conflict.members, one.rule.id, one.year, one.to)
    assert len(tried) >= 6, tried


def test_something_is_missing_and_the_sentence_names_every_member(conflicts: list[tuple[World, Conflict]]) -> None:
    for it, conflict in conflicts:
        assert conflict.shortfall > 0
        told = sentence(conflict, it.rules)
        assert all(id in told.nl and id in told.en for id, _ in conflict.members)
        assert all((year or "") in told.nl for _, year in conflict.members)


def test_the_order_of_lines_and_instruments_changes_nothing(conflicts: list[tuple[World, Conflict]]) -> None:
    for it, conflict in conflicts[:30]:
        again = conflict_of(it.turned())
        assert (again.members, again.shortfall, short(again)) == (conflict.members, conflict.shortfall, short(conflict))


# ------------------------------------------------------------------------------------------------------------ the shipped case


def test_two_thirds_of_the_grand_total_names_exactly_four_rules_in_2025() -> None:
    """2/3 x 528.9 = 352.6; 528.9 - 116 (Stagefonds) - 23.35 (execution) - 50 (VVT) = 339.55; 13.05 is missing."""
    case = taz.case("share-of-grand-total")
    answer = stages.optimum(make_problem(case.grid, case.rules, GOALS["gap"]), "highs")
    assert isinstance(answer, NoPlan)
    conflict = find_conflict(answer, case.rules)
    assert conflict.members == (("stagefonds", "2025"), ("vvt", "2025"), ("execution", "2025"), ("growth-path", "2025"))
    assert (conflict.shortfall, conflict.unit) == (13_050_000, "EUR")
    # 339.55 / 528.9; 50 - 13.05; 116 - 13.05; 23.35 - 13.05
    assert short(conflict) == {
        "growth-path": ("2025", Fraction(641_992, 10**6)),
        "vvt": ("2025", 36_950_000),
        "stagefonds": ("2025", 102_950_000),
        "execution": ("2025", 10_300_000),
    }
    ranks = ["assumption", "policy", "agreement", "law"]
    standings = [ranks.index(one.rule.standing) for one in conflict.repairs]
    assert standings == sorted(standings)
    said = sentence(conflict, case.rules).nl
    assert "tekort € 13,05 mln" in said
    assert "growth-path → 64,2 %" in said
    assert "vvt → € 36,95 mln" in said


@pytest.mark.parametrize(
    ("key", "enough", "too_little"),
    [
        ("rule.growth-path.2025", "33955/52890", "33956/52890"),
        ("rule.vvt.2025", 36_950_000, 36_951_000),
        ("rule.stagefonds.2025", 102_950_000, 102_951_000),
        ("rule.execution.2025", 10_300_000, 10_301_000),
    ],
)
def test_each_repair_of_the_grand_total_is_just_enough(key: str, enough: object, too_little: object) -> None:
    for value, exists in ((enough, True), (too_little, False)):
        case = taz.case("share-of-grand-total", ((key, value),))
        answer = stages.optimum(make_problem(case.grid, case.rules, GOALS["gap"]), "highs")
        assert isinstance(answer, NoPlan) != exists


def test_a_conflict_among_hundreds_of_rules_is_found_and_minimal() -> None:
    """300 harmless ceilings around one pair of floors that ask for more than there is."""
    from optimiser.case import solve_case
    from optimiser.goals import GOALS
    from tests.taz import case as shipped_case

    shipped = shipped_case()
    limit = type(next(rule for rule in shipped.rules if rule.kind == "limit"))

    def rule(number: int, **fields: object) -> object:
        common = {"kind": "limit", "name": {"nl": "x", "en": "x"}, "standing": "assumption", "owner": "-", "source": {"document": "-", "place": "-"}}
        return limit.model_validate({"id": f"extra-{number}", **common, **fields})

    ids = shipped.grid.values("instrument")
    extra = [rule(n, select={"instrument": ids[n % len(ids)]}, at_most=900_000_000 + n) for n in range(300)]
    extra.append(rule(1000, select={"space": "behoud"}, at_least={"2025": 30_000_000}))
    extra.append(rule(1001, select={"instrument": "sectorplanplus-instroom"}, at_least={"2025": 60_000_000}))
    rules = (*shipped.rules, *extra)
    answer = solve_case(shipped.grid, rules, GOALS["gap"], 1000, "highs")
    assert isinstance(answer, NoPlan)
    conflict = find_conflict(answer, rules)
    assert not any(rule.startswith("extra") and int(rule.split("-")[1]) < 1000 for rule, _ in conflict.members)
    for member in conflict.members:
        kept = [one for one in rules if one.id != member[0]]
        assert not isinstance(solve_case(shipped.grid, kept, GOALS["gap"], 1000, "highs"), NoPlan), member
