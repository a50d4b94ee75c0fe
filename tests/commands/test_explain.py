"""`optimiser explain`: everything that has a name can be asked for."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from optimiser import programme_file as programmes
from optimiser import run
from optimiser.codes import CODES
from optimiser.commands.explain import TABLES
from optimiser.language import LANGS, Lang
from optimiser.places import find_programme
from optimiser.programme import Programme
from optimiser.programme_file import read_programme
from optimiser.rules import KINDS
from tests import small
from tests.commands.running import inside, optimiser, small_case

TAZ: Programme = read_programme(find_programme("taz"))
IDS = sorted({one.id for table in TABLES for one in getattr(TAZ, table)})


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three hundred questions about one programme read it once."""
    known = find_programme("taz")
    monkeypatch.setattr(programmes, "read_programme", lambda path: TAZ if path == known else read_programme(path))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_rule_kind_has_its_manual_with_an_example(kind: str, lang: Lang) -> None:
    ran = inside("explain", kind, "--lang", lang)
    assert ran.code == 0
    assert f'kind = "{kind}"' in ran.out
    first = (KINDS[kind].__doc__ or "") if lang == "en" else KINDS[kind].MANUAL_NL
    assert " ".join(first.split())[:60] in " ".join(ran.out.split())


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_is_explained(lang: Lang) -> None:
    for code in CODES:
        ran = inside("explain", code, "--lang", lang)
        assert ran.code == 0
        assert " ".join(ran.out.split()) == f"{code} {CODES[code][lang]}"
        assert max(map(len, ran.out.splitlines())) <= 100


@pytest.fixture
def solved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workbook and plan are the same for every id: read and solved once."""
    record = run.solve_record(run.read_case())
    monkeypatch.setattr(run, "read_inputs", cache(run.read_inputs))
    monkeypatch.setattr(run, "solve_record", lambda case: record)


@pytest.mark.usefixtures("solved_once")
@pytest.mark.parametrize("lang", LANGS)
def test_every_id_of_the_shipped_programme_is_explained(lang: Lang) -> None:
    assert len(IDS) > 100
    for id in IDS:
        ran = inside("explain", id, "--lang", lang)
        named = [one for table in TABLES for one in getattr(TAZ, table) if one.id == id]
        assert ran.code == 0
        assert all(f"{id} (" in ran.out and one.name[lang] in ran.out for one in named), id
        assert ran.out.count(f"\n{id} (") + ran.out.startswith(f"{id} (") == len(named)
        sources = [f"{one.source.document}, {one.source.place}" for one in named if one.source]
        assert all(source in ran.out for source in sources)


def test_an_id_of_several_things_tells_them_all() -> None:
    out = inside("explain", "stagefonds").out
    assert all(f"stagefonds ({sort}): " in out for sort in ("regel", "ruimte", "herkomstregel", "instrument"))
    # `balance` is a rule kind, and the rule of the programme that is of this kind
    out = inside("explain", "balance", "--lang", "en").out
    assert '[[rule]]\nid = "spend-in-full"' in out
    assert "balance (rule): Spend in full" in out


@pytest.mark.parametrize(
    ("id", "lang", "line"),
    [
        ("growth-path", "nl", "getallen: ten minste 0,1 (2023), 0,6 (2024), 2/3 (2025), 2/3 (2026)"),
        ("growth-path", "en", "numbers: at least 0.1 (2023), 0.6 (2024), 2/3 (2025), 2/3 (2026)"),
        ("growth-path", "nl", "hardheid: beleidskeuze"),
        ("stagefonds", "nl", "getallen: precies 116.000.000 (elk jaar)"),
        ("stagefonds", "en", "numbers: exactly 116,000,000 (every year)"),
        ("absorption", "nl", "getallen: ten hoogste wat op het blad Instrumenten staat, kolom absorptie"),
        ("published-leren", "en", "active: no"),
        ("execution-share", "nl", "wens met prioriteit: 1"),
        ("opschaling", "nl", "ruimte: innovatie"),
        ("afspraak-1", "nl", "opgave: opgave-1"),
        ("no-growth-path", "en", "changes: rule.growth-path.active = false; rule.innovation-never-back.active = false"),
        ("pm-never-zero", "nl", "toelichting: R07."),
    ],
)
def test_what_is_said_of_a_thing(id: str, lang: str, line: str) -> None:
    assert f"  {line}\n" in inside("explain", id, "--lang", lang).out


def test_without_an_id_everything_is_listed(tmp_path: Path) -> None:
    ran = optimiser("explain", cwd=tmp_path)
    assert ran.code == 0
    for id in (*KINDS, *IDS):
        assert id in ran.out
    assert "Regelsoorten (optimiser explain SOORT):" in ran.out


@pytest.mark.parametrize(
    ("typed", "lang", "said"),
    [
        ("growthpath", "nl", "herstel: bedoelt u 'growth-path'?"),
        ("unknwn-id", "en", "mend: did you mean 'unknown-id'?"),
        ("earmarkt", "nl", "herstel: bedoelt u 'earmark'?"),
        ("qqqqqqqqqqqq", "nl", "herstel: optimiser explain zonder id toont alles wat een id heeft"),
        ("", "en", "mend: optimiser explain without an id lists everything that has one"),
    ],
)
def test_an_unknown_id_is_a_fault_with_what_was_meant(typed: str, lang: str, said: str) -> None:
    ran = inside("explain", typed, "--lang", lang)
    assert (ran.code, ran.out) == (2, "")
    assert "[unknown-id]" in ran.err
    assert said in ran.err


def test_kinds_and_codes_need_no_programme_that_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.toml").write_text("[programme", encoding="utf-8")
    for id in ("toml-syntax", "share"):
        assert inside("explain", id, "--programme", "broken.toml").code == 0
    ran = inside("explain", "growth-path", "--programme", "broken.toml")
    assert (ran.code, "[toml-syntax]" in ran.err) == (2, True)


@pytest.mark.parametrize("lang", LANGS)
def test_without_an_id_every_scenario_is_there_with_its_reason(lang: Lang) -> None:
    told = inside("explain", "--lang", lang).out
    for one in TAZ.scenario:
        assert f"  {one.id}: {one.name[lang]}. {one.reason[lang].rstrip('.')}" in told
    assert "?." not in told


def test_scenarios_of_the_workbook_are_listed_and_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = small_case(tmp_path / "case")
    monkeypatch.chdir(folder)
    head = ["sleutel", "bron", "hardheid", "toelichting", "krap", "no-growth"]
    rows = [["source.breed.2025", None, "aanname", "minder geld", 90_000_000, None], ["goal.target", None, "aanname", "later", None, 2026]]
    sheets = {"Scenarios": [head, *rows]}
    small.write(folder / "inputs" / "own.xlsx", {**small.rows(), **sheets})
    words = ("--programme", "small", "--input", "inputs/own.xlsx")
    told = inside("explain", *words).out
    assert "  krap: op blad Scenarios van het werkboek, wijzigt 1 cijfer(s)" in told
    assert "Ook op blad Scenarios: wijzigt 1 cijfer(s)." in told
    told = inside("explain", "krap", *words).out
    assert "source.breed.2025 = 90000000 (minder geld, " in told
    told = inside("explain", "no-growth", *words).out
    assert "rule.growth-path.active = false" in told
    assert "goal.target = 2026" in told
    assert inside("explain", "krab", *words).code == 2
