"""Who gets money where rules are all or nothing: tried against all plans of tiny worlds, and words when nothing fits."""

from __future__ import annotations

import pytest

from optimiser.deciding import NothingFits
from optimiser.lp.stages import NoPlan
from optimiser.rounding import NotRepaired
from tests.brute import tried_whole
from tests.worlds import MLN, Ins, rule, world

WORLDS = tried_whole(250, 77)


def test_a_plan_is_found_exactly_where_trying_all_plans_finds_one() -> None:
    judged = missed = 0
    for it, best in WORLDS:
        try:
            answer = it.answer(unit=1000)
        except NothingFits:
            assert best.value is None, it.data["rule"]
            continue
        except NotRepaired:
            # Amounts that exist between the whole units, but not in them.
            assert best.value is None
            continue
        if isinstance(answer, NoPlan):
            assert best.value is None
            continue
        if answer.unit < 1000 or best.value is None:
            continue
        judged += 1
        assert answer.value <= best.value <= answer.certificate.bound
        # The decision is the best there is when amounts need not be whole units.
        assert float(answer.optimum) >= float(best.value) - 1e-6
        missed += answer.value < best.value
    assert judged > 60
    assert missed < judged // 10


def test_every_plan_found_keeps_the_rules_and_says_so() -> None:
    kept = broken = 0
    for it, _ in WORLDS:
        try:
            answer = it.answer(unit=1000)
        except (NothingFits, NotRepaired):
            broken += 1
            continue
        if not isinstance(answer, NoPlan):
            kept += 1
            assert all(choice.kept(answer.plan.amounts) for rule_ in it.rules for choice in rule_.choices(it.grid))
            assert answer.held is not None
    assert kept > 60
    assert broken > 2


def test_nothing_fits_is_told_in_words_with_the_rule_that_is_enough_to_drop() -> None:
    # 100 million must be spent, one instrument may get money, and none can take more than 60.
    it = world(
        rule("count", "one", each="instrument", at_most=1),
        rule("minimum", "small", each="instrument", at_least=5),
        rule("limit", "most", each="instrument", at_most=60 * MLN),
    )
    with pytest.raises(NothingFits) as refused:
        it.solved()
    (fault,) = refused.value.faults
    values = dict(fault.values)
    assert (fault.code, fault.found, values["alone"], values["rule"]) == ("nothing-fits", "one, small", "one", "one")
    assert "alle combinaties" in fault.expected.nl
    assert refused.value.sentence.nl.startswith("Geen plan gevonden dat one, small ook houdt; een ervan laten vervallen")


def test_many_members_are_decided_by_the_guide_alone() -> None:
    # 2 100 applicants in two statements: 4 200 decisions; each asks 50 to 149 thousand, a quarter of that money is there.
    names = {f"a{n:04d}": Ins(absorption=(50 + n * 37 % 100) * 1000, rate=1 + n * 13 % 47) for n in range(2100)}
    it = world(
        rule("minimum", "least", each="instrument", at_least=50_000),
        rule("count", "few", each="instrument", at_most=700),
        rule("limit", "asked", each="instrument", at_most={"figure": "absorption"}),
        instruments=names,
        budgets={"rijk": 50 * MLN},
        years=(2024,),
        balance={"at_most": 1},
    )
    solved = it.solved()
    spends = solved.plan.group_spend
    assert int((spends > 0).sum()) <= 700
    assert int(spends[spends > 0].min()) >= 50_000
    assert solved.value >= solved.certificate.bound * 19 / 20
