"""Every fault code can be looked up: in both languages, and none is left over."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import optimiser
from optimiser.codes import AREAS, CODES
from optimiser.language import LANGS
from optimiser.rules import KINDS

PACKAGE = Path(optimiser.__file__).parent
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
Takers = dict[str, set[int]]


def trees() -> Iterator[tuple[Path, ast.Module]]:
    """Every file of the package but the explanations themselves."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.parent.name != "codes":
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def takers() -> Takers:
    """Everything that takes a parameter `code`, by name, with the places it may stand in a call."""
    found: Takers = {"Fault": {0}}
    for _, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                names = [argument.arg for argument in node.args.args if argument.arg not in ("self", "cls")]
                if "code" in names:
                    found.setdefault(node.name, set()).add(names.index("code"))
    return found


def texts(node: ast.AST) -> list[str]:
    """The strings an expression may be: a literal, or either branch of `a if ... else b`."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    return [*texts(node.body), *texts(node.orelse)] if isinstance(node, ast.IfExp) else []


def used() -> dict[str, str]:
    """Every code that a file of the package gives to a fault -> the last file that does."""
    found: dict[str, str] = {}
    known = takers()
    for path, tree in trees():
        variables: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
                given = [node.args[place] for place in sorted(known.get(name, ())) if place < len(node.args)]
                given += [keyword.value for keyword in node.keywords if keyword.arg == "code" and name in known]
                variables |= {one.id for one in given if isinstance(one, ast.Name)}
                found |= dict.fromkeys(next((some for one in given if (some := texts(one))), []), path.name)
            elif isinstance(node, ast.FunctionDef):
                # a default: def misfit(..., code="not-a-number")
                defaults = zip(reversed(node.args.args), reversed(node.args.defaults), strict=False)
                found |= {code: path.name for argument, default in defaults if argument.arg == "code" for code in texts(default)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id in variables for target in node.targets):
                found |= dict.fromkeys(texts(node.value), path.name)
    return found


USED = used()


def test_the_search_finds_codes_in_all_their_forms() -> None:
    # a literal, a method's, a second argument's, a default, a variable with two branches
    assert {"target-exists", "not-a-date", "wrong-year", "not-a-number", "toml-syntax", "toml-duplicate-key", "zip-bomb"} <= set(USED)
    assert len(USED) > 100


@pytest.mark.parametrize("code", sorted(USED))
def test_a_code_that_is_used_can_be_looked_up(code: str) -> None:
    assert code in CODES, f"{USED[code]} uses {code!r}: explain it in optimiser/codes/"


def test_no_code_is_explained_that_nothing_uses() -> None:
    assert sorted(set(CODES) - set(USED)) == []


@pytest.mark.parametrize("code", sorted(CODES))
def test_an_explanation_is_two_or_more_whole_sentences_in_each_language(code: str) -> None:
    assert CODE.fullmatch(code)
    for lang in LANGS:
        text = CODES[code][lang]
        assert text == " ".join(text.split()), "one space between words"
        assert text[0].isupper() or text.startswith("start")
        assert text.endswith(".")
        assert len(re.findall(r"[.:?)] (?=[A-Z])", text)) >= 1
        assert len(text) <= 420
    assert CODES[code].nl != CODES[code].en


def test_codes_are_sorted_and_each_stands_in_one_area() -> None:
    assert list(CODES) == sorted(CODES)
    assert len(CODES) == sum(len(area) for area in AREAS)
    for area in AREAS:
        assert list(area) == sorted(area)


def test_no_code_has_the_name_of_a_rule_kind() -> None:
    # `explain NAME` then has one answer.
    assert not set(CODES) & set(KINDS)
