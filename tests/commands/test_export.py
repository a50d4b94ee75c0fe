"""`optimiser export`: a plan out of the house as CSV, ODS, PDF/A or an archive that proves itself without the product."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from optimiser import office, verify
from optimiser.csv_text import read_csv
from optimiser.language import LANGS
from optimiser.reports.csv_tables import PLAN_TABLES, guide
from optimiser.verify import NEEDED, judge
from tests.commands.running import Ran, inside, optimiser, small_case
from tests.office import need_office

BASE = Path("reports/small/base")


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small programme with a plan, and one scenario in which no plan exists."""
    folder = small_case(tmp_path_factory.mktemp("planned") / "small")
    assert optimiser("solve", "small", "--quiet", "--by", "=1+1", "--reason", "@cmd", "--unit", "1000", cwd=folder).code == 0
    assert optimiser("solve", "small", "--quiet", "--set", "source.breed.2025=0", "--out", "reports/none", cwd=folder).code == 3
    return folder


@pytest.fixture
def work(planned: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of one's own, as the working folder."""
    shutil.copytree(planned, tmp_path / "small")
    monkeypatch.chdir(tmp_path / "small")
    return tmp_path / "small"


def export(*words: str) -> Ran:
    return inside("export", str(BASE), *words)


def archived(*words: str, out: str = "archive") -> Path:
    ran = export("--to", "archive", "--out", out, *words)
    assert ran.code == 0, ran
    return Path(out)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def summed(folder: Path) -> None:
    """What a careful forger does last: SHA256SUMS made to fit."""
    names = [name for name in content(folder) if name != "SHA256SUMS"]
    lines = [f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names]
    (folder / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


# ----------------------------------------------------------------------------------------------------------------- csv


def test_csv_has_every_table_with_stable_columns_and_a_page_that_explains_them(work: Path) -> None:
    ran = inside("uitvoer", str(BASE / "plan.xlsx"), "--to", "csv", "--json")
    assert ran.code == 0
    names = [Path(name).name for name in ran.json["files"]["csv"]]
    assert {f"{one.name}.csv" for one in PLAN_TABLES} | {f"proof-{name}.csv" for name in NEEDED} | {"LEESMIJ.txt", "README.txt"} == set(names)
    for one in PLAN_TABLES:
        text = (BASE / "csv" / f"{one.name}.csv").read_bytes().decode("utf-8-sig")
        assert text.split("\r\n")[0].split(";") == list(one.columns)
    for lang in LANGS:
        for one in PLAN_TABLES:
            assert all(f"  {column}" in guide(lang, [(each.name, each.columns) for each in PLAN_TABLES]) for column in one.columns)


def test_amounts_are_whole_and_the_terms_of_the_bound_add_up(work: Path) -> None:
    assert export("--to", "csv", "--out", "csv").code == 0
    tables = {path.stem: read_csv(path.read_bytes().decode("utf-8-sig")) for path in Path("csv").glob("*.csv")}
    plan = {row["line"]: int(row["amount"]) for row in tables["plan"]}
    flows: dict[str, int] = {}
    for row in tables["flows"]:
        line = f"{row['instrument']}.{row['year']}"
        flows[line] = flows.get(line, 0) + int(row["amount"])
    assert plan == flows
    facts = {row["key"]: row["value"] for row in tables["run"]}
    assert sum(Fraction(row["product"]) for row in tables["bound"]) == Fraction(facts["bound"])
    assert sum(Fraction(row["effect"]) for row in tables["plan"]) == Fraction(facts["total"])
    assert facts["by"] == "=1+1"
    assert tables["changes"] == [{"key": "unit", "was": "1000", "now": "1000", "origin": "--set", "reason": "@cmd"}] or not tables["changes"]


def test_texts_that_look_like_formulas_stay_texts(work: Path) -> None:
    assert export("--to", "csv", "--out", "csv").code == 0
    assert "by;'=1+1\r\n" in (work / "csv" / "run.csv").read_bytes().decode("utf-8-sig")


def test_the_same_run_gives_the_same_bytes_in_every_language(work: Path) -> None:
    for lang, name in (("nl", "a"), ("en", "b")):
        assert export("--to", "csv", "--to", "archive", "--out", name, "--lang", lang).code == 0
    assert content(work / "a") == content(work / "b")


def test_a_case_without_a_plan_goes_out_with_its_proof(work: Path) -> None:
    assert inside("export", "reports/none", "--to", "archive", "--out", "none", "--lang", "en").code == 0
    said = inside("verify", "none", "--json")
    assert (said.code, said.json["no_plan"]) == (0, True)
    tables = {path.stem: read_csv(path.read_bytes().decode("utf-8-sig")) for path in Path("none/csv").glob("*.csv")}
    assert tables["conflict"]
    assert sum(Fraction(row["product"]) for row in tables["bound"]) < 0
    assert "No plan exists" in (work / "none" / "README.txt").read_text(encoding="utf-8")
    assert (work / "none" / "conflict.xlsx").read_bytes() == (work / "reports" / "none" / "conflict.xlsx").read_bytes()


# ------------------------------------------------------------------------------------------------------------- archive


def test_an_archive_is_proved_by_plain_python_in_a_process_of_its_own(work: Path) -> None:
    folder = archived()
    done = subprocess.run([sys.executable, "-I", "-S", "verify.py", "."], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    by_product = inside("verify", "archive", "--json").json
    assert json.loads(done.stdout) == by_product == judge(str(BASE / "plan.xlsx"))[1]
    assert by_product["only_best"] in ("yes", "no", "unknown")


def test_an_archive_holds_what_the_run_was_made_from_byte_for_byte(work: Path) -> None:
    folder = archived()
    pairs = {"model.toml": "models/small.toml", "input.xlsx": "inputs/small.xlsx", "plan.xlsx": "reports/small/base/plan.xlsx"}
    pairs |= {"record.json": "reports/small/base/record.json", "certificate.json": "reports/small/base/certificate.json"}
    for kept, path in pairs.items():
        assert (folder / kept).read_bytes() == Path(path).read_bytes()
    assert (folder / "verify.py").read_bytes() == Path(verify.__file__).read_bytes()
    assert (folder / "journal.jsonl").read_text(encoding="utf-8") in Path("reports/small/runs.jsonl").read_text(encoding="utf-8")
    cells = read_csv((folder / "csv" / "input.csv").read_bytes().decode("utf-8-sig"))
    assert {"sheet": "Herkomst", "cell": "A2", "value": "breed", "formula": ""} in cells


@pytest.mark.parametrize("name", ["LEESMIJ.txt", "README.txt"])
def test_the_page_names_every_file_and_column(work: Path, name: str) -> None:
    folder = archived()
    page = (folder / name).read_text(encoding="utf-8")
    assert all(file.removesuffix(".csv") in page for file in content(folder))
    claims = {row["claim"]: row["value"] for row in read_csv((folder / "csv" / "proof-claims.csv").read_bytes().decode("utf-8-sig"))}
    assert all(claims[key] in page for key in ("run", "goal", "value", "bound", "gap"))
    assert all(f"  {column}" in page for keys in NEEDED.values() for column in keys)
    assert "bound(y)" in page


def test_sha256sum_agrees(work: Path) -> None:
    folder = archived()
    lines = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert dict(reversed(line.split("  ", 1)) for line in lines) == {
        name: hashlib.sha256(data).hexdigest() for name, data in content(folder).items() if name != "SHA256SUMS"
    }


def test_every_digit_of_every_table_of_the_proof_counts(work: Path) -> None:
    """The marks and sums find it, whatever cell it stands in; `run` is checked against the record beside the tables."""
    tables, _ = judge(str(archived()))
    every = list(forgeries(tables))
    for place, forged in every:
        assert verify.verify(forged)["status"] == "refuted", place
    assert len(every) > 200


def forgeries(tables: dict[str, verify.Table]) -> Iterator[tuple[str, dict[str, verify.Table]]]:
    """(place, the tables with one digit changed) for every cell that has a digit, but the name of the run: that one stands in the record."""
    for name, rows in tables.items():
        for position, row in enumerate(rows):
            for key, text in row.items():
                places = [place for place, sign in enumerate(text) if sign.isdigit()]
                if places and row.get("claim") != "run":
                    place = places[(position + len(key)) % len(places)]
                    changed = {**row, key: f"{text[:place]}{(int(text[place]) + 1) % 10}{text[place + 1 :]}"}
                    yield f"{name} {position} {key}", {**tables, name: [*rows[:position], changed, *rows[position + 1 :]]}


def test_a_digit_anywhere_in_the_real_case_counts_too(work: Path) -> None:
    assert inside("solve", "taz", "--quiet").code == 0
    assert inside("export", "reports/taz/base", "--to", "archive", "--out", "taz").code == 0
    tables, said = judge("taz")
    assert said["status"] == "proved"
    every = list(forgeries(tables))
    for place, forged in random.Random(3).sample(every, 60):
        assert verify.verify(forged)["status"] == "refuted", place
    assert len(every) > 3000


@pytest.mark.parametrize("name", sorted(NEEDED))
def test_a_changed_table_is_refuted_though_the_sums_were_made_to_fit(work: Path, name: str) -> None:
    path = archived() / "csv" / f"proof-{name}.csv"
    head, *lines = path.read_bytes().decode("utf-8-sig").split("\r\n")
    if not lines[0]:
        lines = ["1;1;1;0;1" if name != "wishes" else "1;1;0;0", ""]
    else:
        digit = next(place for place in range(len(lines[0]) - 1, -1, -1) if lines[0][place].isdigit())
        lines[0] = f"{lines[0][:digit]}{(int(lines[0][digit]) + 1) % 10}{lines[0][digit + 1 :]}"
    path.write_bytes("\r\n".join([head, *lines]).encode())
    assert inside("verify", "archive", "--quiet").code in ((2, 4) if name == "exchange" else (4,))
    summed(Path("archive"))
    assert inside("verify", "archive", "--quiet").code in ((2, 4) if name == "exchange" else (4,))


@pytest.mark.parametrize("name", ["record.json", "certificate.json", "journal.jsonl", "plan.xlsx", "model.toml", "input.xlsx"])
def test_a_file_of_another_run_is_refuted_though_the_sums_were_made_to_fit(work: Path, name: str) -> None:
    folder = archived()
    assert inside("solve", "small", "--quiet", "--set", "source.breed.2025=90000000", "--out", "other").code == 0
    other = {"record.json": "other/record.json", "certificate.json": "other/certificate.json", "journal.jsonl": "other/runs.jsonl"}
    other |= {"plan.xlsx": "other/plan.xlsx", "model.toml": "inputs/small.xlsx", "input.xlsx": "models/small.toml"}
    shutil.copy(other[name], folder / name)
    summed(folder)
    ran = inside("verify", "archive", "--json")
    assert ran.code == 4
    assert any(text.startswith(name) for text in ran.json["refutations"]) or name == "journal.jsonl"


SPOILS: dict[str, Callable[[Path], object]] = {
    "one more file": lambda folder: (folder / "extra.txt").write_text("x"),
    "a file less": lambda folder: (folder / "model.toml").unlink(),
    "no sums": lambda folder: (folder / "SHA256SUMS").unlink(),
    "the page altered": lambda folder: (folder / "README.txt").write_text("all is well"),
    "the checker altered": lambda folder: (folder / "verify.py").write_text("print('proved')"),
    "no record": lambda folder: (folder / "record.json").unlink(),
    "a record that is none": lambda folder: (folder / "record.json").write_text("[]"),
    "no journal": lambda folder: (folder / "journal.jsonl").write_text(""),
    "a plan that is none": lambda folder: (folder / "plan.xlsx").write_text(""),
}


@pytest.mark.parametrize("spoil", SPOILS)
def test_whatever_happened_to_an_archive_is_named(work: Path, spoil: str) -> None:
    SPOILS[spoil](archived())
    assert inside("verify", "archive", "--json").code == 4


def test_a_table_that_is_gone_or_no_table_is_no_archive(work: Path) -> None:
    folder = archived()
    path = folder / "csv" / "proof-rules.csv"
    for text in ("", "no;rule\r\n1\r\n", 'no;rule\r\n"1', None):
        if text is None:
            path.unlink()
        else:
            path.write_text(text, encoding="utf-8")
        ran = inside("verify", "archive", "--json")
        assert (ran.code, ran.codes) == (2, ["not-a-plan"])


def test_a_model_or_workbook_that_changed_since_is_not_the_runs_own(work: Path) -> None:
    old = (work / "inputs" / "small.xlsx").read_bytes()
    shutil.copy("inputs/small.xlsx", "then.xlsx")
    assert inside("template", "small", "--out", "inputs/new.xlsx").code == 0
    shutil.move("inputs/new.xlsx", "inputs/small.xlsx")
    (work / "models" / "small.toml").unlink()
    ran = export("--to", "archive", "--out", "archive", "--json")
    assert (ran.code, ran.codes) == (2, ["not-the-runs-file"] * 2)
    assert all("SHA-256" in one["expected"] for one in ran.json["faults"])
    assert not Path("archive").exists()
    ran = export("--to", "archive", "--out", "archive", "--input", "then.xlsx", "--json")
    assert (ran.code, [one["file"] for one in ran.json["faults"]]) == (2, ["small.toml"])
    folder = archived("--input", "then.xlsx", "--without-inputs")
    assert (folder / "input.xlsx").read_bytes() == old
    assert not (folder / "model.toml").exists()
    assert "NIET in dit archief" in (folder / "LEESMIJ.txt").read_text(encoding="utf-8")
    assert "NOT in this archive" in (folder / "README.txt").read_text(encoding="utf-8")
    assert inside("verify", "archive", "--quiet").code == 0


def test_an_archive_is_never_written_over_anything(work: Path) -> None:
    Path("full").mkdir()
    Path("full/mine.txt").write_text("mine")
    Path("file").write_text("mine")
    Path("link").symlink_to("full")
    before = content(work)
    for out in ("full", "file", "link", "models", "file/below"):
        assert export("--to", "archive", "--out", out).code == 2
    assert content(work) == before
    Path("empty").mkdir()
    assert archived(out="empty") == Path("empty")
    assert export("--to", "archive", "--out", "empty", "--json").codes == ["target-exists"]


def test_an_archive_that_fails_half_way_leaves_nothing(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(work)
    written = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "run.csv":
            raise OSError(28, "No space left on device")
        return written(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    assert export("--to", "archive", "--out", "archive", "--json").codes == ["target-unwritable"]
    assert content(work) == before
    assert not list(work.glob(".archive*"))


# --------------------------------------------------------------------------------------------------- what is no export


def test_a_plan_changed_by_hand_is_not_taken_out_as_proved(work: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(BASE / "plan.xlsx")
    book["Plan"]["F5"].value += 1000
    book.save(BASE / "plan.xlsx")
    for kind in ("csv", "archive"):
        ran = export("--to", kind, "--out", "out")
        assert (ran.code, "verify" in ran.err, Path("out").exists()) == (4, True, False)


@pytest.mark.parametrize("given", ["nope.xlsx", "nope", "inputs", "inputs/small.xlsx", "models/small.toml", "reports/nope/plan.xlsx", ""])
def test_what_is_no_plan(work: Path, given: str) -> None:
    ran = inside("export", given, "--to", "csv", "--out", "out", "--json")
    assert (ran.code, ran.codes) == (2, ["not-a-plan"])
    assert not Path("out").exists()


def test_a_plan_away_from_its_record_says_where_it_belongs(work: Path) -> None:
    Path("mail").mkdir()
    shutil.copy(BASE / "plan.xlsx", "mail/plan.xlsx")
    ran = inside("export", "mail/plan.xlsx", "--to", "csv", "--json")
    assert (ran.code, ran.codes) == (2, ["record-missing"])
    (work / BASE / "record.json").write_text("{}")
    assert export("--to", "csv", "--out", "csv").code == 0  # the journal keeps it too
    shutil.rmtree(work / "reports" / "small" / "runs")
    assert export("--to", "csv", "--out", "csv", "--json").codes == ["record-missing"]


# --------------------------------------------------------------------------------------------------------- ods and pdf


def test_without_libreoffice_it_is_said_what_to_do(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "find_office", lambda: None)
    ran = export("--to", "pdf", "--json")
    assert (ran.code, ran.codes) == (2, ["office-missing"])
    assert not (BASE / "plan.pdf").exists()


@pytest.mark.parametrize("script", ["exit 0", "sleep 60", "exit 1"])
def test_a_libreoffice_that_writes_nothing_is_a_fault(work: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> None:
    false = work / "soffice"
    false.write_text(f"#!/bin/sh\n{script}\n")
    false.chmod(0o755)
    monkeypatch.setattr(office, "find_office", lambda: str(false))
    monkeypatch.setattr(office, "PATIENCE", 1)
    assert export("--to", "pdf", "--json").codes == ["office-failed"]
    assert not (BASE / "plan.pdf").exists()


def test_a_pdf_that_is_no_pdf_a_is_not_kept(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    need_office()
    monkeypatch.setattr(office, "FILTERS", {"pdf": "pdf"})
    assert export("--to", "pdf", "--json").codes == ["office-failed"]
    assert not (BASE / "plan.pdf").exists()


@pytest.mark.parametrize("lang", LANGS)
def test_pdf_a_and_an_ods_that_calculates_the_same_verdict(work: Path, tmp_path: Path, lang: str) -> None:
    from openpyxl import load_workbook

    from tests.office import convert

    need_office()
    assert inside("solve", "small", "--quiet", "--lang", lang, "--out", "out").code == 0
    kinds = ("ods", "pdf") if lang == "nl" else ("ods",)
    ran = inside("export", "out", *(word for kind in kinds for word in ("--to", kind)), "--lang", lang, "--json")
    assert ran.json["files"] == {kind: [f"out/plan.{kind}"] for kind in kinds}
    if "pdf" in kinds:
        data = Path("out/plan.pdf").read_bytes()
        assert b"<pdfaid:part>2</pdfaid:part>" in data
        assert b"<pdfaid:conformance>B</pdfaid:conformance>" in data
    again = load_workbook(convert(Path("out/plan.ods"), tmp_path / "again", "xlsx:Calc MS Excel 2007 XML", "xlsx"), data_only=True)
    ours = load_workbook("out/plan.xlsx", data_only=True)
    assert again.worksheets[0]["A3"].value == ours.worksheets[0]["A3"].value
    assert again.sheetnames == ours.sheetnames
