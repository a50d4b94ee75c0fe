"""Two sides against each other: every change found by id, the effect attributed step by step, adding up exactly."""

from __future__ import annotations

import shutil
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from openpyxl import load_workbook

import optimiser
from optimiser.case import best_value
from optimiser.difference import Difference
from optimiser.goals import GOALS
from optimiser.record import from_json, to_json
from optimiser.run import Case, read_case
from optimiser.template import write_book
from tests import small
from tests.commands.running import inside, small_case
from tests.commands.test_score import change
from tests.taz import PROGRAMME, WORKBOOK
from tests.test_shuffled import shuffled

Edits = dict[str, dict[tuple[str, str], object]]
# Sheet -> (id, heading) -> value.
BUDGET: Edits = {"Herkomst": {("breed-pakket", "2025 (EUR)"): 120_000_000}}
ESTIMATE: Edits = {"Effecten": {("werkgeverschap", "midden"): 9}}
RULE: Edits = {"Regels": {("growth-path", "2025"): 0.6}}


def edited(target: Path, *edits: Edits, source: Path = WORKBOOK) -> Path:
    """A copy of a workbook with some cells typed over, found by id and heading."""
    book = load_workbook(source)
    for sheets in edits:
        for name, cells in sheets.items():
            sheet = book[name]
            heads = {str(cell.value): cell.column for cell in sheet[1] if cell.value is not None}
            rows = {str(sheet.cell(row, heads["id"]).value): row for row in range(2, sheet.max_row + 1)}
            for (id, head), value in cells.items():
                sheet.cell(rows[id], heads[head]).value = value  # type: ignore[assignment]
    book.save(target)
    return target


def best(case: Case) -> Fraction:
    """The optimum of a case, solved cold."""
    found = best_value(case.grid, case.rules, GOALS[case.programme.goal.kind])
    assert found is not None
    return found


def adds_up(told: Difference) -> bool:
    """Exactly: no rounding anywhere."""
    one = told.attribution
    assert one is not None
    return one.start + sum((step.difference for step in one.steps), Fraction(0)) == one.end


def by_key(told: Difference) -> dict[str, tuple[str, str]]:
    return {one.key: (one.was, one.now) for one in told.changed}


@pytest.fixture(scope="module")
def taz(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Difference]:
    """The shipped case with one budget, one estimate and one rule number changed."""
    folder = tmp_path_factory.mktemp("taz")
    new = edited(folder / "new.xlsx", BUDGET, ESTIMATE, RULE)
    return folder, optimiser.diff(WORKBOOK, new, programme=str(PROGRAMME))


def test_every_change_is_told_with_its_cells(taz: tuple[Path, Difference]) -> None:
    told = {one.key: one for one in taz[1].changed}
    assert by_key(taz[1]) == {
        "source.breed-pakket.2025": ("130000000", "120000000"),
        "estimate.werkgeverschap.central": ("8", "9"),
        "rule.growth-path.2025": ("2/3", "0.6"),
    }
    budget, rule = told["source.breed-pakket.2025"], told["rule.growth-path.2025"]
    assert (budget.difference, budget.place_was, budget.standing_was) == (-10_000_000, "Herkomst!E2", "sourced")
    assert (rule.difference, rule.place_was, rule.place_now) == (Fraction(-1, 15), "Regels!G9", "Regels!G9")


def test_each_step_is_the_difference_of_two_cold_optima(taz: tuple[Path, Difference]) -> None:
    folder, told = taz
    files = [WORKBOOK, *(edited(folder / f"{n}.xlsx", *(BUDGET, ESTIMATE, RULE)[:n]) for n in (1, 2, 3))]
    optima = [best(read_case(str(PROGRAMME), input=str(file))) for file in files]
    assert told.attribution is not None
    assert [step.id for step in told.attribution.steps] == ["budgets", "estimates", "rules"]
    assert [step.difference for step in told.attribution.steps] == [after - before for before, after in pairwise(optima)]
    assert (told.attribution.start, told.attribution.end) == (optima[0], optima[-1])
    assert adds_up(told)


def test_a_shuffled_copy_under_another_name_differs_in_nothing(tmp_path: Path) -> None:
    told = optimiser.diff(WORKBOOK, shuffled(4, tmp_path / "kopie.xlsx"), programme=str(PROGRAMME))
    assert (told.status, told.changed, told.renamed, told.attribution) == ("same", (), (), None)


def write(path: Path, figures: object = None) -> Path:
    """The small programme's workbook."""
    write_book(path, small.programme(), figures or small.figures(), "nl")  # type: ignore[arg-type]
    return path


@pytest.mark.parametrize(
    ("edits", "key", "was", "now"),
    [
        ({"Herkomst": {("iza", "2025 (EUR)"): 5_000_000}}, "source.iza.2025", "PM", "5000000"),
        ({"Herkomst": {("iza", "2025 (EUR)"): 0}}, "source.iza.2025", "PM", "0"),
        ({"Instrumenten": {("taken", "minimum (EUR)"): 6_000_000}}, "instrument.taken.minimum", "5000000", "6000000"),
        ({"Instrumenten": {("taken", "minimum (EUR)"): None}}, "instrument.taken.minimum", "5000000", ""),
        ({"Instrumenten": {("taken", "cofinanciering"): 0.25}}, "instrument.taken.cofinancing", "1/3", "0.25"),
        ({"Instrumenten": {("scholing", "betaald uit"): "breed"}}, "instrument.scholing.lines", "breed, vvt", "breed"),
        ({"Instrumenten": {("taken", "grondslag"): "totale kosten"}}, "instrument.taken.base", "subsidy", "total"),
        ({"Instrumenten": {("scholing", "vastgelegd 2024 (EUR)"): 11_000_000}}, "instrument.scholing.committed.2024", "10000000", "11000000"),
        ({"Effecten": {("taken", "soort"): "voegt medewerkers toe"}}, "estimate.taken.direction", "lowers", "adds"),
        ({"Effecten": {("taken", "start na jaren"): 1}}, "estimate.taken.lag", "0", "1"),
        ({"Referentie": {("leren", "2025 (EUR)"): 44_000_000}}, "reference.leren.2025", "45000000", "44000000"),
        ({"Regels": {("growth-path", "actief"): "nee"}}, "rule.growth-path.active", "true", "false"),
        ({"Regels": {("training-floor", "elk jaar"): 15_000_000}}, "rule.training-floor", "20000000", "15000000"),
        ({"Regels": {("training-floor", "2025"): 15_000_000}}, "rule.training-floor.2025", "20000000", "15000000"),
    ],
)
def test_one_changed_cell_is_one_change(edits: Edits, key: str, was: str, now: str, tmp_path: Path) -> None:
    old = write(tmp_path / "oud.xlsx")
    told = optimiser.diff(old, edited(tmp_path / "nieuw.xlsx", edits, source=old), programme=str(small.TOML))
    assert by_key(told) == {key: (was, now)}
    if told.attribution is not None:
        assert adds_up(told)


def test_what_holds_for_every_year_and_the_same_year_by_year_is_no_change(tmp_path: Path) -> None:
    figures = small.figures()
    columns = {key: one for key, one in figures.columns.items() if key[:2] != ("scholing", "maximum")}
    columns |= {("scholing", "maximum", year): figures.columns["scholing", "maximum", None] for year in ("2024", "2025", "2026")}
    old, new = write(tmp_path / "oud.xlsx"), write(tmp_path / "nieuw.xlsx", replace(figures, columns=columns))
    assert optimiser.diff(old, new, programme=str(small.TOML)).same


def test_a_change_of_source_or_standing_alone_is_told_once_for_the_row(tmp_path: Path) -> None:
    old = write(tmp_path / "oud.xlsx")
    edits: Edits = {"Herkomst": {("breed", "bron"): "voorbeeld, p. 2", ("breed", "hardheid"): "aanname"}}
    told = optimiser.diff(old, edited(tmp_path / "nieuw.xlsx", edits, source=old), programme=str(small.TOML))
    assert [(one.key, one.how, one.standing_was, one.standing_now) for one in told.changed] == [("source.breed", "origin", "sourced", "assumed")]
    assert (told.changed[0].source_was, told.changed[0].source_now) == ("voorbeeld, p. 1", "voorbeeld, p. 2")


def test_a_scenario_column_that_came_is_told_by_key(tmp_path: Path) -> None:
    old = write(tmp_path / "oud.xlsx")
    extra = {"minder": {"source.breed.2025": small.figure(110_000_000)}}
    new = write(tmp_path / "nieuw.xlsx", replace(small.figures(), scenarios=extra))
    told = optimiser.diff(old, new, programme=str(small.TOML))
    assert [(one.part, one.how, one.key, one.now) for one in told.changed] == [
        ("scenarios", "added", "scenario.minder.source.breed.2025", "110000000")
    ]


# 120 + 70 = 190 million: two thirds is 126 2/3, and only the 120 of breed may go to innovation; half of 190 is 95.
CUT: Edits = {"Herkomst": {("vvt", "2025 (EUR)"): 70_000_000}}
EASE: Edits = {"Regels": {("growth-path", "2025"): 0.5}}
# 75 for training and half of the old 140 for innovation is 145: too much for the old budgets, not for the new ones.
MORE: Edits = {
    "Regels": {("growth-path", "2025"): 0.5, ("training-floor", "2025"): 75_000_000},
    "Instrumenten": {("scholing", "maximum (EUR)"): 90_000_000, ("scholing", "absorptie (EUR)"): 90_000_000},
}


def test_where_a_step_leaves_no_plan_another_goes_first(tmp_path: Path) -> None:
    old, between = write(tmp_path / "oud.xlsx"), tmp_path / "tussen.xlsx"
    new = edited(tmp_path / "nieuw.xlsx", CUT, EASE, source=old)
    told = optimiser.diff(old, new, programme=str(small.TOML))
    edited(between, EASE, source=old)
    optima = [best(read_case(str(small.TOML), input=str(file))) for file in (old, old, between, new)]
    assert told.attribution is not None
    assert [step.id for step in told.attribution.steps] == ["estimates", "rules", "budgets"]
    assert [step.difference for step in told.attribution.steps] == [after - before for before, after in pairwise(optima)]
    assert adds_up(told)
    assert any("in deze volgorde" in note.nl for note in told.notes)


def test_where_no_order_leaves_a_plan_steps_are_taken_together(tmp_path: Path) -> None:
    old = write(tmp_path / "oud.xlsx")
    told = optimiser.diff(old, edited(tmp_path / "nieuw.xlsx", CUT, MORE, source=old), programme=str(small.TOML))
    assert told.attribution is not None
    assert [step.id for step in told.attribution.steps] == ["estimates", "budgets+rules"]
    assert adds_up(told)
    assert any("samen één stap" in note.nl for note in told.notes)


def toml(folder: Path, *changes: tuple[str, str]) -> Path:
    """The small programme with some text replaced, beside nothing."""
    text = small.TOML.read_text(encoding="utf-8")
    for was, now in changes:
        assert was in text
        text = text.replace(was, now)
    folder.mkdir(exist_ok=True)
    path = folder / "small.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("changes", "rename", "why"),
    [
        ([('id = "taken"', 'id = "taakherschikking"')], ("instrument", "taken", "taakherschikking"), "same name"),
        ([('"vvt"', '"vvt-akkoord"'), ("source.vvt.", "source.vvt-akkoord.")], ("source", "vvt", "vvt-akkoord"), "same name"),
        (
            [('"vvt"', '"opleiding"'), ("source.vvt.", "source.opleiding."), ('en = "Training agreement" }', 'en = "Schooling" }'),
             ('nl = "Opleidingsakkoord",', 'nl = "Scholingsgeld",')],
            ("source", "vvt", "opleiding"), "same content",
        ),
        ([('id = "training-floor"', 'id = "floor"')], ("rule", "training-floor", "floor"), "same name"),
        (
            [('id = "taken"', 'id = "taken2"'), ('nl = "Taken anders verdelen"', 'nl = "Taken beter verdelen"'), ('en = "Sharing tasks', 'en = "Dividing tasks')],
            ("instrument", "taken", "taken2"), "same space",
        ),
    ],
)  # fmt: skip
def test_a_rename_is_told_as_one(changes: list[tuple[str, str]], rename: tuple[str, str, str], why: str, tmp_path: Path) -> None:
    new_model = toml(tmp_path / "new", *changes)
    old = write(tmp_path / "oud.xlsx")
    figures = small.figures()
    _, was, now = rename
    new = tmp_path / "nieuw.xlsx"
    extra = 1 if why == "same space" else 0

    def spelled(id: str) -> str:
        return now if id == was else id

    figures = replace(
        figures,
        budgets={(spelled(id), year): one for (id, year), one in figures.budgets.items()},
        lines={spelled(id): tuple(spelled(line) for line in lines) for id, lines in figures.lines.items()},
        columns={
            (spelled(id), column, year): replace(one, value=one.value + extra) if (id, column) == ("taken", "minimum") else one  # type: ignore[operator]
            for (id, column, year), one in figures.columns.items()
        },
        responses={spelled(id): one for id, one in figures.responses.items()},
        bases={spelled(id): one for id, one in figures.bases.items()},
    )
    from optimiser.programme_file import read_programme

    write_book(new, read_programme(new_model), figures, "nl")
    told = optimiser.diff(old, new, programme=str(new_model), old_programme=str(small.TOML))
    assert [(one.table, one.was, one.now) for one in told.renamed] == [rename]
    assert why in told.renamed[0].why.en
    assert not [one for one in told.changed if one.how != "changed"]
    assert {one.field for one in told.changed} <= {"name", "minimum"}


def test_another_goal_cannot_be_subtracted(tmp_path: Path) -> None:
    new = toml(tmp_path / "new", ('kind = "gap"', 'kind = "person-years"'))
    book = write(tmp_path / "small.xlsx")
    told = optimiser.diff(book, book, programme=str(new), old_programme=str(small.TOML))
    assert by_key(told) == {"goal.kind": ("gap", "person-years")}
    assert told.attribution is None
    assert "kunnen niet van elkaar worden afgetrokken" in told.notes[-1].nl


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two solved runs of the small programme, the second with other figures and rules."""
    folder = small_case(tmp_path_factory.mktemp("runs") / "small")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        assert inside("solve", "small", "--quiet").code == 0
        words = ["--set", "rule.growth-path.2025=0.60", "--set", "source.breed.2025=110000000", "--set", "estimate.taken=9"]
        assert inside("solve", "small", "--quiet", "--out", "ander", *words).code == 0
        assert inside("solve", "small", "--quiet", "--scenario", "longer").code == 0
    return folder


@pytest.fixture
def at(runs: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of one's own."""
    shutil.copytree(runs, tmp_path / "small")
    monkeypatch.chdir(tmp_path / "small")
    return tmp_path / "small"


BASE, OTHER = Path("reports/small/base"), Path("ander")


@pytest.mark.parametrize(
    ("old", "new"),
    [(BASE, OTHER), (BASE / "record.json", OTHER / "plan.xlsx"), (BASE / "plan.xlsx", OTHER / "plan.xlsx"), (BASE / "plan.xlsx", OTHER)],
)
def test_plans_and_records_tell_the_same_differences(old: Path, new: Path, at: Path) -> None:
    told = optimiser.diff(old, new)
    assert by_key(told) == {
        "source.breed.2025": ("120000000", "110000000"),
        "estimate.taken.central": ("8", "9"),
        "rule.growth-path.2025": ("2/3", "0.6"),
    }
    assert [step.id for step in told.attribution.steps] == ["budgets", "estimates", "rules", "choice"]  # type: ignore[union-attr]
    assert adds_up(told)
    records = [from_json((folder / "record.json").read_text(encoding="utf-8")) for folder in (BASE, OTHER)]
    one = told.attribution
    assert one is not None
    assert [one.start, one.end] == [record.total for record in records]
    # exact here, the nearest float there
    assert [float(one.optimum_was), float(one.optimum_now)] == pytest.approx([float(record.optimum) for record in records], rel=1e-12)
    assert sum(amount.difference for amount in told.at("line")) == -10_000_000
    assert sum(amount.difference for amount in told.at("flow")) == sum(amount.difference for amount in told.at("space")) == -10_000_000


def test_a_plan_changed_by_hand_differs_in_choice_alone(at: Path) -> None:
    shutil.copy(BASE / "plan.xlsx", "eigen.xlsx")
    change(Path("eigen.xlsx"), {("opschaling", 2025): 40_000_000, ("taken", 2025): 30_000_000, ("scholing", 2025): 70_000_000})
    told = optimiser.diff(BASE / "plan.xlsx", "eigen.xlsx")
    assert told.changed == ()
    assert {(one.instrument, one.year) for one in told.at("line")} == {("opschaling", "2025"), ("taken", "2025"), ("scholing", "2025")}
    one = told.attribution
    assert one is not None
    assert [step.difference for step in one.steps[:-1]] == [0, 0, 0]
    assert one.steps[-1].difference == one.difference != 0
    assert optimiser.score("eigen.xlsx").total == one.end


def test_a_longer_horizon_comes_in_with_the_rules(at: Path) -> None:
    told = optimiser.diff(BASE, "reports/small/longer")
    assert {"programme.years", "source.breed.2026"} <= set(by_key(told))
    assert [step.difference for step in told.attribution.steps][:2] == [0, 0]  # type: ignore[union-attr]
    assert adds_up(told)


def test_a_workbook_against_the_plan_that_was_made_from_it(at: Path) -> None:
    assert by_key(optimiser.diff(BASE, "inputs/small.xlsx")) == {}
    told = optimiser.diff(OTHER / "plan.xlsx", "inputs/small.xlsx")
    assert set(by_key(told)) == {"source.breed.2025", "estimate.taken.central", "rule.growth-path.2025"}
    assert adds_up(told)


def test_without_the_model_all_differences_are_told_and_what_is_missing_is_said(at: Path) -> None:
    model = Path("models/small.toml")
    model.write_text(model.read_text(encoding="utf-8") + "\n# later\n", encoding="utf-8")
    told = optimiser.diff(BASE / "plan.xlsx", OTHER / "plan.xlsx")
    assert {"source.breed.2025", "estimate.taken.central", "rule.growth-path.limit.2025"} <= set(by_key(told))
    assert told.attribution is None
    assert any("--old-programme" in note.nl for note in told.notes)
    shutil.copy(small.TOML, "toen.toml")
    again = optimiser.diff(BASE / "plan.xlsx", OTHER / "plan.xlsx", programme="toen.toml")
    assert adds_up(again)


def test_an_older_record_takes_what_it_does_not_tell_from_its_workbook(at: Path) -> None:
    for folder in (BASE, OTHER):
        record = from_json((folder / "record.json").read_text(encoding="utf-8"))
        old = tuple(one for one in record.figures if one.key.split(".")[-1] not in ("lines", "base", "direction", "tiers"))
        (folder / "record.json").write_text(to_json(replace(record, figures=old)), encoding="utf-8")
    assert adds_up(optimiser.diff(BASE, OTHER))
    Path("inputs/small.xlsx").unlink()
    told = optimiser.diff(BASE, OTHER)
    assert told.attribution is None
    assert any("--old-input" in note.nl and "instrument.opschaling.lines" in note.nl for note in told.notes)
    assert {"source.breed.2025", "estimate.taken.central", "rule.growth-path.limit.2025"} <= set(by_key(told))


def test_faults_of_both_sides_come_together_with_the_files_as_typed(at: Path) -> None:
    for name in ("een", "twee"):
        Path(name).mkdir()
        edits: Edits = {"Herkomst": {("breed", "2025 (EUR)"): "veel"}}
        edited(Path(name) / "small.xlsx", edits, source=Path("inputs/small.xlsx"))
    with pytest.raises(optimiser.Refused) as refused:
        optimiser.diff("een/small.xlsx", "twee/small.xlsx", programme="small")
    assert [(fault.file, fault.code) for fault in refused.value.faults] == [
        ("een/small.xlsx", "text-not-number"),
        ("twee/small.xlsx", "text-not-number"),
    ]


@pytest.mark.parametrize("given", ["nergens.xlsx", "models", "models/small.toml", "reports/small/base/certificate.json", "nergens.json"])
def test_what_is_no_side_is_a_fault(given: str, at: Path) -> None:
    with pytest.raises(optimiser.Refused):
        optimiser.diff(BASE, given)


def test_frames_for_people_who_work_in_python(at: Path) -> None:
    told = optimiser.diff(BASE, OTHER)
    assert list(told.changes.frame()["key"]) == list(by_key(told))
    assert set(told.plan.frame()["level"]) == {"line", "space", "flow"}
    assert abs(told.steps.frame()["difference"].sum() - float(told.attribution.difference)) < 1e-9  # type: ignore[union-attr]
    assert told.renames.frame().empty
