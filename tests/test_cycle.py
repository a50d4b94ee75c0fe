"""The budget cycle: what takes part, in which order, what the wage index makes of it, and what is refused."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from optimiser.cycle import faults_of, find_moment, left_out, steps
from optimiser.faults import Fault, Refused
from optimiser.figures import Figures, Indexation, Mutation
from optimiser.language import LANGS, say
from optimiser.phases import PHASES, Moment, named_phase
from optimiser.programme import YearEndMargin
from optimiser.run import Inputs, read_inputs
from optimiser.stands import CycleTold
from optimiser.workbook import read_figures
from tests import small
from tests.small import MLN, figure

HEAD = ["id", "fase", "begrotingsjaar", "soort", "herkomstregel", "2024 (EUR)", "2025 (EUR)", "besluitdatum", "bron", "hardheid", "toelichting"]
INDEX_HEAD = ["id", "herkomstregels", "fase", "begrotingsjaar", "aandeel 2024", "aandeel 2025", "bron", "hardheid", "toelichting"]
CUT = ["vjn-1", "voorjaarsnota", 2024, "beleidsmatig", "breed", -10 * MLN, -20 * MLN, None, "Kamerbrief", "bron", "taakstelling"]
OVA = ["ova-1", "*", "voorjaarsnota", 2024, "5%", None, "CPB", "bron", "loonbijstelling"]
VJN = Moment("vjn", "2024")
IN_VJN = CycleTold("vjn", "2024")


def cycle(*changes: Mutation | Indexation) -> Figures:
    """The small figures with these changes, called a, b, c ..."""
    named = dict(zip("abcdefgh", changes, strict=False))
    return replace(
        small.figures(),
        mutations={id: one for id, one in named.items() if isinstance(one, Mutation)},
        indexations={id: one for id, one in named.items() if isinstance(one, Indexation)},
    )


def moved(phase: str, source: str = "breed", kind: str = "policy", year: str = "2024", **amounts: int) -> Mutation:
    return Mutation(phase, year, kind, source, {key.removeprefix("y"): figure(value) for key, value in amounts.items()})


def told(figures: Figures, until: Moment | None = None) -> list[tuple[str, str, str, int, int]]:
    return [(one.id, one.source, one.year, one.was, one.now) for one in steps(figures, until)]


def test_every_phase_is_found_by_its_key_and_its_name_in_both_languages() -> None:
    for key, text in PHASES:
        assert {named_phase(word) for word in (key, text.nl, text.en.upper())} == {key}


def test_phases_follow_the_calendar_not_the_budget_year() -> None:
    # the draft budget of 2025 is presented in September 2024, before the autumn memorandum of 2024 and the annual report over it
    order = [("vjn", "2024"), ("sept", "2024"), ("owb", "2025"), ("nvw", "2025"), ("njn", "2024"), ("jv", "2024"), ("vjn", "2025")]
    assert sorted((Moment(*one) for one in reversed(order)), key=Moment.order) == [Moment(*one) for one in order]


def test_only_what_falls_up_to_the_phase_asked_for_takes_part() -> None:
    figures = cycle(moved("vjn", y2024=-10 * MLN), moved("njn", y2024=-1), moved("owb", y2024=5))
    assert told(figures, Moment("owb", "2024")) == [("c", "breed", "2024", 100 * MLN, 100 * MLN + 5)]
    assert [one[0] for one in told(figures, VJN)] == ["c", "a"]
    assert [one[0] for one in told(figures)] == ["c", "a", "b"]


def test_the_wage_index_comes_after_the_mutations_of_its_phase_and_rounds_half_up() -> None:
    rise = Indexation("vjn", "2024", (), {"2024": figure(Fraction(1, 20), "1"), "2025": figure(Fraction(1, 8), "1")})
    figures = cycle(rise, moved("vjn", y2024=-10 * MLN + 10, y2025=4))
    # 5 % of 90 000 010 is 4 500 000.5; 12.5 % of 120 000 004 is 15 000 000.5; iza has no amount and gets nothing
    assert told(figures, VJN)[-4:] == [
        ("a", "breed", "2024", 90_000_010, 94_500_011),
        ("a", "breed", "2025", 120_000_004, 135_000_005),
        ("a", "vvt", "2024", 20 * MLN, 21 * MLN),
        ("a", "vvt", "2025", 20 * MLN, 22_500_000),
    ]


def test_two_indices_in_one_phase_count_over_the_same_budget() -> None:
    tenth = Indexation("vjn", "2024", ("vvt",), {"2024": figure(Fraction(1, 10), "1")})
    assert told(cycle(tenth, tenth)) == [("a", "vvt", "2024", 20 * MLN, 22 * MLN), ("b", "vvt", "2024", 22 * MLN, 24 * MLN)]


def test_the_order_of_rows_does_not_matter() -> None:
    figures = cycle(
        moved("vjn", y2024=-100 * MLN),
        moved("vjn", y2024=30 * MLN),
        moved("njn", y2025=1),
        Indexation("vjn", "2024", (), {"2024": figure(Fraction(1, 3), "1")}),
    )
    expected = told(figures)
    assert not list(faults_of(small.programme(), figures)), "a rise comes before a cut: nothing is below zero on the way"
    for seed in range(5):
        mixed = list(figures.mutations.items())
        random.Random(seed).shuffle(mixed)
        assert told(replace(figures, mutations=dict(mixed))) == expected


def test_a_budget_that_would_be_negative_is_refused_at_its_cell_and_zero_is_not() -> None:
    assert not list(faults_of(small.programme(), cycle(moved("vjn", y2024=-100 * MLN))))
    (fault,) = faults_of(small.programme(), cycle(moved("vjn", y2024=-100 * MLN - 1), moved("njn", y2024=-1)))
    assert (fault.code, dict(fault.values)["now"]) == ("budget-below-zero", -1)


def margin(share: str | None) -> Any:
    programme = small.programme()
    given = None if share is None else YearEndMargin.model_validate({"share": share, "source": {"document": "d", "place": "p"}})
    return programme.model_copy(update={"programme": programme.programme.model_copy(update={"year_end_margin": given})})


@pytest.mark.parametrize(
    ("share", "taken", "codes"),
    [
        ("1/100", 1_200_000, []),  # 1 % of 100 + 20 million
        ("1/100", 1_200_001, ["margin-exceeded"]),
        (None, 1, ["margin-undeclared"]),
        ("0", 1, ["margin-exceeded"]),
    ],
)
def test_no_more_is_taken_to_the_next_year_than_the_margin(share: str | None, taken: int, codes: list[str]) -> None:
    figures = cycle(
        moved("njn", "vvt", "year-end-margin", y2024=-1, y2025=1), moved("njn", "breed", "year-end-margin", y2024=1 - taken, y2025=taken - 1)
    )
    found = [fault.code for fault in faults_of(margin(share), figures)]
    assert sorted(set(found)) == codes


def test_a_budget_year_may_be_left_out_when_it_can_be_only_one() -> None:
    programme, figures = small.programme(), cycle(moved("vjn", year="2025", y2025=1))
    assert find_moment(programme, figures, "Voorjaarsnota", None) == Moment("vjn", "2025")
    assert find_moment(programme, figures, "njn", None, [Moment("owb", "2024")]) == Moment("njn", "2024")
    assert find_moment(programme, figures, "owb", "2024") == Moment("owb", "2024")
    wrong = [find_moment(programme, figures, *given) for given in (("njn", None), ("vjn", "2023"), ("zomernota", None))]
    assert [one.code for one in wrong if isinstance(one, Fault)] == ["budget-year-needed", "wrong-year", "unknown-phase"]


# ---------------------------------------------------------------------------------------------------------------- from the workbook


def inputs(tmp_path: Path, *rows: list[Any], index: list[list[Any]] | None = None) -> Inputs:
    sheets = small.rows() | {"Mutaties": [HEAD, *rows]} | ({"Indexatie": [INDEX_HEAD, *index]} if index else {})
    return read_inputs(str(small.TOML), str(small.write(tmp_path / "small.xlsx", sheets)))


def test_every_step_is_an_override_with_its_row_and_reason(tmp_path: Path) -> None:
    case = inputs(tmp_path, CUT, index=[OVA]).case(("base",), cycle=IN_VJN)
    assert [(one.key, one.was, one.now, one.origin, one.reason) for one in case.changed.overrides] == [
        ("source.breed.2024", "100000000", "90000000", "vjn-1", "taakstelling"),
        ("source.breed.2025", "120000000", "100000000", "vjn-1", "taakstelling"),
        ("source.breed.2024", "90000000", "94500000", "ova-1", "loonbijstelling (OVA 5 %)"),
        ("source.vvt.2024", "20000000", "21000000", "ova-1", "loonbijstelling (OVA 5 %)"),
    ]
    used = case.changed.figures.budgets["breed", "2025"]
    assert (used.value, used.place, used.standing, used.source) == (100 * MLN, "vjn-1, Mutaties!G2", "sourced", "Kamerbrief")


def test_a_scenario_works_on_what_the_phase_leaves(tmp_path: Path) -> None:
    case = inputs(tmp_path, CUT).case(("base",), [("source.breed", "*0.5")], cycle=IN_VJN)
    assert case.grid.budgets["breed", "2024"] == 45 * MLN


def test_without_a_phase_nothing_takes_part_and_the_run_says_so(tmp_path: Path) -> None:
    case = inputs(tmp_path, CUT).case(("base",))
    assert (case.grid.budgets["breed", "2024"], case.changed.overrides) == (100 * MLN, ())
    (note,) = case.warnings
    assert (note.code, note.found, note.warning) == ("mutations-left-out", "vjn-1", True)
    assert "voorjaarsnota 2024" in say(note.expected, "nl", **dict(note.values))
    assert left_out(case.changed.figures, VJN) == ()


GOOD = dict(zip(HEAD, CUT, strict=True))
SHIFT = {**GOOD, "soort": "kasschuif", "2024 (EUR)": -5, "2025 (EUR)": 5}
REFUSED = [
    ({"id": "1x"}, "step-id", "A2"),
    ({"id": "vjn 1"}, "step-id", "A2"),
    ({"fase": "lentenota"}, "unknown-choice", "B2"),
    ({"fase": None}, "empty-cell", "B2"),
    ({"begrotingsjaar": 2031}, "wrong-year", "C2"),
    ({"begrotingsjaar": None}, "empty-cell", "C2"),
    ({"soort": "kaschuif"}, "unknown-choice", "D2"),
    ({"soort": None}, "empty-cell", "D2"),
    ({"herkomstregel": "bred"}, "unknown-id", "E2"),
    ({"herkomstregel": None}, "empty-cell", "E2"),
    ({"herkomstregel": "iza"}, "mutation-on-mark", "F2"),
    ({"2024 (EUR)": None, "2025 (EUR)": None}, "empty-mutation", "F2"),
    ({"2024 (EUR)": "PM"}, "mark-not-allowed", "F2"),
    ({"2024 (EUR)": "-1.000"}, "ambiguous-number", "F2"),
    ({"2024 (EUR)": 0.5}, "not-whole", "F2"),
    ({"2024 (EUR)": -200 * MLN}, "budget-below-zero", "F2"),
    ({"begrotingsjaar": 2025}, "past-year", "F2"),
    ({**SHIFT, "2025 (EUR)": 4}, "shift-not-zero", "G2"),
    ({**SHIFT, "2025 (EUR)": None}, "shift-not-zero", "F2"),
    ({**SHIFT, "soort": "eindejaarsmarge"}, "margin-undeclared", "F2"),
    ({"hardheid": None}, "empty-cell", "J2"),
    ({"bron": None}, "missing-source", "I2"),
    ({"toelichting": None}, "empty-cell", "K2"),
]


@pytest.mark.parametrize(("change", "code", "cell"), REFUSED, ids=[f"{code}-{cell}-{place}" for place, (_, code, cell) in enumerate(REFUSED)])
def test_a_faulty_row_is_refused_at_its_cell_with_a_mend(tmp_path: Path, change: dict[str, Any], code: str, cell: str) -> None:
    with pytest.raises(Refused) as refused:
        inputs(tmp_path, list({**GOOD, **change}.values()))
    found = {(fault.code, fault.sheet, fault.cell) for fault in refused.value.faults}
    assert (code, "Mutaties", cell) in found
    for fault in refused.value.faults:
        assert all(say(fault.mend, lang, **dict(fault.values)) and say(fault.expected, lang, **dict(fault.values)) for lang in LANGS)


def test_ids_stand_once_over_both_sheets(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        inputs(tmp_path, CUT, ["VJN-1", *CUT[1:]], index=[["vjn-1", *OVA[1:]]])
    assert [(one.code, one.sheet, one.cell) for one in refused.value.faults] == [
        ("duplicate-id", "Indexatie", "A2"),
        ("duplicate-id", "Mutaties", "A3"),
    ]


def test_an_index_over_a_line_without_an_amount_must_not_name_it(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        inputs(tmp_path, CUT, index=[["ova-1", "vvt, iza", *OVA[2:]]])
    assert [(one.code, one.cell) for one in refused.value.faults] == [("mutation-on-mark", "E2")]


def test_a_sheet_of_ones_own_with_a_name_like_it_is_left_alone(tmp_path: Path) -> None:
    path = small.write(tmp_path / "small.xlsx", small.rows() | {"Notities": [["zomaar", "iets"]]})
    assert read_figures(path, small.programme())[0].mutations == {}
    with pytest.raises(Refused) as refused:
        read_figures(small.write(tmp_path / "small.xlsx", small.rows() | {"Mutatie": [HEAD, CUT]}), small.programme())
    assert [one.code for one in refused.value.faults] == ["missing-sheet"]
