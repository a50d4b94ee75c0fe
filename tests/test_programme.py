"""A programme file: what is read, and every fault with its line."""

from __future__ import annotations

import ast
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from optimiser.faults import Fault, Refused
from optimiser.programme import attribute_values, horizon_years
from optimiser.programme_file import build, read_programme, read_toml
from optimiser.rule import number_key
from optimiser.rules import KINDS
from optimiser.toml_faults import EXPECTED
from tests.worlds import rule, world

TEXT = """\
# A programme of two lines.
[programme]
id = "klein"
name = { nl = "Klein", en = "Small" }
years = [2024, 2025]
input = "klein.xlsx"
unit = 1000

[goal]
kind = "gap"
target = 2025
horizon = [2024, 2030]

[effect]
tiers = [["1/2", 1], ["1/2", 0.5]]
realisation = "0.70"

[[space]]
id = "leren"
name = { nl = "Leren", en = "Learning" }

[[source]]
id = "rijk"
name = { nl = "Rijk", en = "State" }

[[source]]
id = "fonds"
name = { nl = "Fonds", en = "Fund" }

[[instrument]]
id = "scholing"
name = { nl = "Scholing", en = "Training" }
space = "leren"
agreements = ["afspraak-1"]
indicators = ["instroom"]

[[challenge]]
id = "opgave-1"
name = { nl = "Opgave", en = "Challenge" }

[[agreement]]
id = "afspraak-1"
challenge = "opgave-1"
name = { nl = "Afspraak", en = "Agreement" }

[[indicator]]
id = "instroom"
name = { nl = "Instroom", en = "Inflow" }

[[rule]]
id = "balance"
kind = "balance"
name = { nl = "Alles", en = "All" }
exactly = 1
standing = "law"
owner = "VWS"
source = { document = "D", place = "1" }

[[rule]]
id = "pad"
kind = "share"
name = { nl = "Pad", en = "Path" }
select = { space = "leren" }
whole = { budget = { except = { source = "fonds" } } }
at_least = { 2024 = 0.6, 2025 = "2/3", 2026 = 1 }
standing = "policy"
owner = "VWS"
source = { document = "D", place = "2" }

[[scenario]]
id = "verder"
name = { nl = "Verder", en = "Further" }
reason = { nl = "Een jaar verder", en = "One year further" }
[scenario.set]
years = [2024, 2025, 2026]
"""


def written(tmp_path: Path, text: str | bytes) -> Path:
    """A programme file with this text."""
    path = tmp_path / "klein.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def changed(old: str, new: str, last: bool = False) -> str:
    """The text with one thing changed (the first or the last place where it stands)."""
    assert old in TEXT
    if last:
        head, _, tail = TEXT.rpartition(old)
        return head + new + tail
    return TEXT.replace(old, new, 1)


def faults(path: Path) -> tuple[Fault, ...]:
    """The faults of a file that should not pass."""
    with pytest.raises(Refused) as refused:
        read_programme(path)
    return refused.value.faults


def line(text: str, marker: str) -> int:
    """The line (from 1) on which a marker stands; it stands on one line only."""
    lines = [number for number, one in enumerate(text.splitlines(), start=1) if marker in one]
    assert len(lines) == 1, (marker, lines)
    return lines[0]


def test_a_good_file_is_read_as_it_stands(tmp_path: Path) -> None:
    programme = read_programme(written(tmp_path, TEXT))
    assert (programme.id, programme.programme.years, programme.programme.unit) == ("klein", (2024, 2025), 1000)
    assert programme.effect.tiers == ((Fraction(1, 2), Fraction(1)), (Fraction(1, 2), Fraction(1, 2)))
    assert programme.effect.realisation == Fraction(7, 10)
    assert [(one.id, type(one)) for one in programme.rule] == [("balance", KINDS["balance"]), ("pad", KINDS["share"])]
    assert programme.rule[1].number.by_year == {"2024": Fraction(3, 5), "2025": Fraction(2, 3), "2026": Fraction(1)}
    assert [one.name.en for one in programme.source] == ["State", "Fund"]
    assert programme.scenario_named("verder") is programme.scenario[0]
    assert programme.scenario_named("terug") is None


def test_the_horizon_includes_the_years_of_scenarios(tmp_path: Path) -> None:
    programme = read_programme(written(tmp_path, TEXT))
    assert horizon_years(programme) == (2024, 2025, 2026)
    assert attribute_values(programme)["year"] == ("2024", "2025", "2026")


def test_the_key_of_a_rules_number() -> None:
    it = world(rule("limit", "floor", at_least=1), rule("limit", "ceiling", at_most=1), rule("limit", "fixed", exactly=1))
    assert [number_key(it.rule(id)) for id in ("floor", "ceiling", "fixed")] == ["at_least", "at_most", "exactly"]


# (what stands there, what is typed instead, code, found, marker of the line, did you mean)
NAME = 'name = { nl = "x", en = "x" }'
ONE_FAULT: list[tuple[str, str, str, str, str, str | None]] = [
    (
        'owner = "VWS"\nsource = { document = "D", place = "2" }',
        'ownr = "VWS"\nowner = "VWS"\nsource = { document = "D", place = "2" }',
        "unknown-key",
        "ownr",
        "ownr",
        "owner",
    ),
    ("unit = 1000", "unit = 1000\nunits = 5", "unknown-key", "units", "units", "unit"),
    ("[effect]", "[effect]\ntier = 3", "unknown-key", "tier", "tier = 3", "tiers"),
    ('id = "rijk"', 'id = "rijk"\nnotes = "x"', "unknown-key", "notes", "notes", "note"),
    ("[goal]", "[goals]\na = 1\n[goal]", "unknown-key", "goals", "[goals]", "goal"),
    ('document = "D", place = "2"', 'documnt = "E", document = "D", place = "2"', "unknown-key", "documnt", "documnt", "document"),
    ('kind = "share"', 'kind = "shere"', "unknown-kind", "shere", "shere", "share"),
    ('kind = "share"\n', "", "unknown-kind", "", "[[rule]]#2", None),
    ('source = { document = "D", place = "2" }\n', "", "missing-source", "rule.pad.source", "[[rule]]#2", None),
    ('document = "D", place = "2"', 'document = "E"', "missing-key", "rule.pad.source.place", 'document = "E"', None),
    ("at_least = { 2024 = 0.6,", "at_least = { 2024 = 0.6667,", "inexact-number", "0.6667", "0.6667", "2/3"),
    ("0.6, 2025", "nan, 2025", "not-a-number", "nan", "nan", None),
    ("0.6, 2025", "inf, 2025", "not-a-number", "inf", "inf", None),
    ("0.6, 2025", "1e3, 2025", "not-a-number", "1e3", "1e3", None),
    ("0.6, 2025", '"zestig", 2025', "not-a-number", "zestig", "zestig", None),
    ("0.6, 2025", "true, 2025", "not-a-number", "True", "true, 2025", None),
    ("0.6, 2025", "2024-01-01, 2025", "not-a-number", "2024-01-01", "2024-01-01", None),
    ('realisation = "0.70"', "realisation = 0.667", "inexact-number", "0.667", "0.667", "2/3"),
    ('[[source]]\nid = "rijk"', f'[[space]]\nid = "LEREN"\n{NAME}\n[[source]]\nid = "rijk"', "duplicate-id", "LEREN", '"LEREN"', None),
    ('id = "pad"', 'id = "Balance"', "duplicate-id", "Balance", '"Balance"', None),
    ('space = "leren"\nagreements', 'space = "leeren"\nagreements', "unknown-id", "leeren", "leeren", "leren"),
    ('agreements = ["afspraak-1"]', 'agreements = ["afspraak-2"]', "unknown-id", "afspraak-2", "afspraak-2", "afspraak-1"),
    ('indicators = ["instroom"]', 'indicators = ["uitstroom"]', "unknown-id", "uitstroom", "uitstroom", "instroom"),
    ('challenge = "opgave-1"', 'challenge = "opgave-9"', "unknown-id", "opgave-9", "opgave-9", "opgave-1"),
    ('select = { space = "leren" }', 'select = { space = "leere" }', "unknown-id", "leere", "leere", "leren"),
    ('select = { space = "leren" }', 'select = { spaces = "leren" }', "unknown-id", "spaces", "spaces", "space"),
    ('source = "fonds" } } }', 'source = "fondsen" } } }', "unknown-id", "fondsen", "fondsen", "fonds"),
    ("2026 = 1", "2027 = 1", "unknown-id", "2027", "2027 = 1", "2026"),
    ("years = [2024, 2025]\n", "years = []\n", "invalid-value", "programme.years", "years = []", None),
    ("years = [2024, 2025]\n", 'years = [2024, "vier"]\n', "invalid-value", "vier", "vier", None),
    ("years = [2024, 2025]\n", "years = [2024, 2024]\n", "invalid-value", "programme.years", "2024, 2024", None),
    ("unit = 1000", "unit = 0", "invalid-value", "0", "unit = 0", None),
    ("unit = 1000", "unit = 0.5", "invalid-value", "0.5", "unit = 0.5", None),
    ('id = "rijk"', 'id = "1e lijn"', "invalid-value", "1e lijn", "1e lijn", None),
    ('id = "rijk"', 'id = "rĳk"', "invalid-value", "rĳk", "rĳk", None),
    ('{ nl = "Pad", en = "Path" }', '{ nl = "Pad" }', "invalid-value", "rule.pad.name", 'nl = "Pad"', None),
    ('{ nl = "Pad", en = "Path" }', '{ nl = "Pad", en = " " }', "invalid-value", "rule.pad.name", 'nl = "Pad"', None),
    ('{ nl = "Pad", en = "Path" }', '"Pad"', "invalid-value", "Pad", 'name = "Pad"', None),
    ('{ nl = "Rijk", en = "State" }', '{ nl = "Rijk", de = "Staat" }', "invalid-value", "source.rijk.name", "Staat", None),
    ('reason = { nl = "Een jaar verder", en = "One year further" }\n', "", "missing-key", "scenario.verder.reason", "[[scenario]]", None),
    ('standing = "policy"', 'standing = "rule"', "invalid-value", "rule", 'standing = "rule"', None),
    ("target = 2025", "target = 2025\nestimate = 5", "invalid-value", "5", "estimate", None),
    # tiers whose rate rises would be filled in the wrong order; tiers that are not the whole would change the absorption
    ('["1/2", 1], ["1/2", 0.5]', '["1/2", 0.5], ["1/2", 1]', "invalid-value", "effect.tiers", "tiers =", None),
    ('["1/2", 1], ["1/2", 0.5]', '["1/2", 1], ["1/3", 0.5]', "invalid-value", "effect.tiers", "tiers =", None),
]


@pytest.mark.parametrize(("old", "new", "code", "found", "marker", "meant"), ONE_FAULT, ids=[f"{one[2]}-{one[3]}" for one in ONE_FAULT])
def test_one_thing_wrong_is_one_fault_on_its_line(tmp_path: Path, old: str, new: str, code: str, found: str, marker: str, meant: str | None) -> None:
    text = changed(old, new)
    (fault,) = faults(written(tmp_path, text))
    if marker == "[[rule]]#2":
        expected = [number for number, one in enumerate(text.splitlines(), start=1) if one == "[[rule]]"][1]
    else:
        expected = line(text, marker)
    assert (fault.code, fault.found, fault.file, fault.line) == (code, found, "klein.toml", expected)
    assert dict(fault.values).get("meant") == meant


def test_a_missing_table_is_a_fault_without_a_line(tmp_path: Path) -> None:
    (fault,) = faults(written(tmp_path, changed('[effect]\ntiers = [["1/2", 1], ["1/2", 0.5]]\nrealisation = "0.70"\n', "")))
    assert (fault.code, fault.found, fault.line) == ("missing-key", "effect", None)


def test_a_key_typed_twice_is_a_fault_on_the_second(tmp_path: Path) -> None:
    text = changed("unit = 1000", "unit = 1000\nunit = 2000")
    (fault,) = faults(written(tmp_path, text))
    assert (fault.code, fault.line, fault.found) == ("toml-duplicate-key", line(text, "unit = 2000"), "unit = 2000")


def test_a_table_typed_twice_is_a_fault_on_the_second(tmp_path: Path) -> None:
    (fault,) = faults(written(tmp_path, TEXT + "[effect]\nnote = 'x'\n"))
    assert (fault.code, fault.line, fault.found) == ("toml-duplicate-key", len(TEXT.splitlines()) + 1, "[effect]")


def test_a_year_typed_twice_in_a_rule_is_a_fault(tmp_path: Path) -> None:
    text = changed("2026 = 1", "2025 = 1")
    (fault,) = faults(written(tmp_path, text))
    assert (fault.code, fault.line) == ("toml-duplicate-key", line(text, "2025 = 1 }"))


@pytest.mark.parametrize(
    ("old", "new", "marker"),
    [
        ("unit = 1000", "unit = = 1000", "= ="),
        ('id = "pad"', 'id = "pad', 'id = "pad'),
        ("[goal]", "[goal", "[goal"),
        ("exactly = 1", "exactly 1", "exactly 1"),
    ],
)
def test_broken_toml_names_the_line_and_quotes_it(tmp_path: Path, old: str, new: str, marker: str) -> None:
    text = changed(old, new)
    (fault,) = faults(written(tmp_path, text))
    assert (fault.code, fault.line) == ("toml-syntax", line(text, marker))
    assert marker in fault.found


def test_toml_that_ends_too_soon_names_the_last_line(tmp_path: Path) -> None:
    (fault,) = faults(written(tmp_path, "a = 1\nb = ["))
    assert (fault.code, fault.line, fault.found) == ("toml-syntax", 2, "b = [")


def test_an_empty_file_misses_everything(tmp_path: Path) -> None:
    found = faults(written(tmp_path, ""))
    assert {one.code for one in found} == {"missing-key", "missing-source"}
    assert {one.found for one in found} == {"programme", "goal", "effect", "space", "source", "instrument", "rule"}


def test_a_file_that_is_not_utf_8_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(written(tmp_path, TEXT.replace("Klein", "Kléin").encode("latin-1")))
    assert (fault.code, fault.file) == ("toml-encoding", "klein.toml")


def test_a_byte_order_mark_of_windows_is_no_fault(tmp_path: Path) -> None:
    assert read_programme(written(tmp_path, b"\xef\xbb\xbf" + TEXT.encode())).id == "klein"


def test_line_ends_of_windows_are_no_fault(tmp_path: Path) -> None:
    path = written(tmp_path, changed('kind = "share"', 'kind = "shere"').replace("\n", "\r\n"))
    (fault,) = faults(path)
    assert (fault.code, fault.line) == ("unknown-kind", line(changed('kind = "share"', 'kind = "shere"'), "shere"))


def test_a_file_that_is_not_there_or_a_folder_is_a_fault(tmp_path: Path) -> None:
    for path in (tmp_path / "none.toml", tmp_path):
        (fault,) = faults(path)
        assert (fault.code, fault.file) == ("file-unreadable", path.name)


def test_too_deep_nesting_is_a_fault(tmp_path: Path) -> None:
    (fault,) = faults(written(tmp_path, "a = " + "[" * 5000 + "]" * 5000))
    assert fault.code == "toml-syntax"


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = (
        changed("unit = 1000", "unit = 0")
        .replace('"2/3"', "0.6667")
        .replace('standing = "law"', 'standing = "lew"')
        .replace('space = "leren"\nagr', "spce = 3\nagr")
    )
    found = faults(written(tmp_path, text))
    assert [one.code for one in found] == ["invalid-value", "missing-key", "unknown-key", "invalid-value", "inexact-number"]
    assert [one.line for one in found] == sorted(one.line or 0 for one in found)


def test_a_soft_potential_is_a_fault() -> None:
    with pytest.raises(Refused) as refused:
        build(world(rule("effect-cap", "cap", at_most=5, soft={"priority": 1})).source)
    assert [(one.code, one.found) for one in refused.value.faults] == [("soft-potential", "cap")]


@pytest.mark.parametrize(
    "data",
    [
        {"rule": 5},
        {"rule": [5]},
        {"rule": {"id": "x"}},
        {"rule": [{"kind": ["limit"]}]},
        {"programme": []},
        {"space": "x"},
        {"effect": {"tiers": [1], "realisation": []}},
        {"goal": {"kind": {}, "target": [], "horizon": 5}},
        {"source": [{"id": 5, "name": {"nl": 1, "en": 2}}]},
        {"scenario": [{"id": "x", "set": 3}]},
        {"instrument": [{"id": "a", "name": {"nl": "a", "en": "a"}, "space": []}]},
        {"context": [{"id": "a", "name": {"nl": "a", "en": "a"}, "value": "x", "unit": 5}]},
    ],
)
def test_a_value_of_the_wrong_shape_is_a_fault_and_never_a_traceback(data: dict[str, Any]) -> None:
    base = world()
    with pytest.raises(Refused) as refused:
        build(base.source, {**base.data, **data})
    assert refused.value.faults


def test_the_shipped_programme_has_no_faults() -> None:
    source = read_toml(Path(__file__).parent.parent / "models" / "taz.toml")
    programme = build(source)
    assert programme.id == "taz"
    # These kinds speak about members, of which this programme has none to tell apart.
    assert {one.kind for one in programme.rule} == set(KINDS) - {"gate", "parity", "minimum", "count"}


def test_every_error_of_our_own_has_words_in_both_languages() -> None:
    """What a kind or a type refuses is told in Dutch as well: its code stands in `EXPECTED`, or is told in words of its own."""
    package = Path(__file__).parent.parent / "optimiser"
    codes = set()
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "PydanticCustomError":
                assert isinstance(node.args[0], ast.Constant)
                codes.add(str(node.args[0].value))
    assert len(codes) > 10
    assert codes - {"not-a-number", "inexact-number"} <= set(EXPECTED)
