"""No kind without its manual, its example, its golden LP text and its tests; no sentence in one language only."""

from __future__ import annotations

import ast
import string
import tomllib
from pathlib import Path

import pytest

from optimiser.exact import TypedFloat
from optimiser.goals import GOALS
from optimiser.rule import Rule
from optimiser.rules import KINDS

TESTS = Path(__file__).parent
PACKAGE = TESTS.parent / "optimiser"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def module_name(kind: str) -> str:
    """`effect-cap` -> `effect_cap`."""
    return kind.replace("-", "_")


def example(kind: type[Rule]) -> dict[str, object]:
    """The one rule in the TOML example of a manual page."""
    manual = kind.__doc__ or ""
    assert manual.count("```toml") == 1
    lines = manual.split("```toml")[1].split("```")[0].splitlines()
    (rule,) = tomllib.loads("\n".join(line.strip() for line in lines), parse_float=TypedFloat)["rule"]
    return dict(rule)


@pytest.mark.parametrize("name", KINDS)
def test_a_kind_has_one_file_with_one_rule_in_it(name: str) -> None:
    assert KINDS[name].__module__ == f"optimiser.rules.{module_name(name)}"


def test_every_file_of_a_kind_is_in_the_list() -> None:
    files = {path.stem for path in (PACKAGE / "rules").glob("*.py")} - {"__init__"}
    assert files == {module_name(name) for name in KINDS}


@pytest.mark.parametrize("name", KINDS)
def test_its_manual_page_says_what_it_means_in_both_languages(name: str) -> None:
    kind = KINDS[name]
    assert "__doc__" in vars(kind)
    assert "MANUAL_NL" in vars(kind)
    assert len((kind.__doc__ or "").split("```toml")[0].strip()) > 80
    assert len(kind.MANUAL_NL.strip()) > 80


@pytest.mark.parametrize("name", KINDS)
def test_the_example_of_its_manual_page_is_a_rule_of_that_kind(name: str) -> None:
    rule = KINDS[name].model_validate(example(KINDS[name]))
    assert rule.kind == name
    assert rule.number.by_year or rule.number.figure


@pytest.mark.parametrize("name", KINDS)
def test_its_own_parameters_are_named_in_both_manual_pages(name: str) -> None:
    kind = KINDS[name]
    own = {field for base in kind.__mro__ if issubclass(base, Rule) and base is not Rule for field in vars(base).get("__annotations__", {})}
    own -= {"kind", "MANUAL_NL", *Rule.model_fields}
    assert all(f"`{field}" in kind.MANUAL_NL or f"{field} =" in kind.MANUAL_NL for field in own), own
    assert all(f"`{field}" in (kind.__doc__ or "") or f"{field} =" in (kind.__doc__ or "") for field in own), own


@pytest.mark.parametrize("name", KINDS)
def test_it_has_a_golden_lp_text_and_a_module_of_pairs(name: str) -> None:
    golden = (TESTS / "golden" / f"{name}.lp").read_text(encoding="utf-8")
    assert "\nst\n" in golden
    assert " r0: " in golden
    tests = (TESTS / "rules" / f"test_{module_name(name)}.py").read_text(encoding="utf-8")
    for needed in (
        "def test_at_the_limit_passes_and_one_euro_beyond_fails",
        "def test_its_sentence_in_both_languages",
        "def test_a_bad_parameter_is_a_fault",
        "def test_its_lp_text",
    ):
        assert needed in tests


def test_no_golden_lp_text_is_left_of_a_kind_that_is_gone() -> None:
    assert {path.stem for path in (TESTS / "golden").glob("*.lp")} == set(KINDS)


@pytest.mark.parametrize("name", GOALS)
def test_a_goal_has_one_file_and_a_unit_in_both_languages(name: str) -> None:
    goal = GOALS[name]
    assert type(goal).__module__ == f"optimiser.goals.{module_name(name)}"
    assert goal.unit.nl
    assert goal.unit.en


# --------------------------------------------------------------------------------------------------------------- the texts


def literals(path: Path) -> list[tuple[int, list[ast.expr]]]:
    """(line, arguments) of every `Text(...)` in a file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Text"]
    return [(node.lineno, [*node.args, *(keyword.value for keyword in node.keywords)]) for node in calls]


def fields(text: str) -> set[tuple[str, str]]:
    """(name, print form) of every placeholder."""
    return {(name, form or "") for _, name, form, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_text_says_the_same_in_both_languages(path: Path) -> None:
    for line, arguments in literals(path):
        if any(isinstance(one, ast.Starred) for one in arguments):
            continue
        assert len(arguments) == 2, f"{path.name}:{line}"
        if not all(isinstance(one, ast.Constant) for one in arguments):
            continue
        dutch, english = (str(one.value) for one in arguments if isinstance(one, ast.Constant))
        if dutch == english == "":
            continue
        assert dutch.strip(), f"{path.name}:{line}"
        assert english.strip(), f"{path.name}:{line}"
        assert fields(dutch) == fields(english), f"{path.name}:{line}"


def test_there_are_texts_to_look_at() -> None:
    assert sum(len(literals(path)) for path in MODULES) > 100
