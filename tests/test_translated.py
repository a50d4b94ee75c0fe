"""Nothing that people read stands in one language only: every `Text` has both, and no sentence or word reaches them without one."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import optimiser
from optimiser.rules import KINDS

PACKAGE = Path(optimiser.__file__).parent
RULE_FILES = sorted({kind.__module__ for kind in KINDS.values()})
FILES = sorted(PACKAGE.rglob("*.py"))
LETTERS = re.compile(r"[A-Za-z]{2,}")
# Three words in a row: a sentence, or enough of one to be read as such.
PROSE = re.compile(r"[A-Za-z]{2,},? [a-z]{2,},? [a-z]{2,}")
# Texts that are equal in both languages, with why.
SAME_WORDS = {
    # words that Dutch and English share
    *(
        "Conflict",
        "conflict",
        "code",
        "effect",
        "Effect",
        "gap",
        "hard",
        "id",
        "index",
        "indicator",
        "instrument",
        "maximum",
        "minimum",
        "model",
        "OK",
        "open",
        "minimum (EUR)",
        "EUR per {key}",
    ),
    *(
        "Plan",
        "plan",
        "run",
        "scenario",
        "Scenarios",
        "was",
        "exact",
        "over exact",
        "effect exact",
        "exact, EUR",
        "exact (EUR)",
        "factor x limit, exact",
    ),
    *(
        "plan (EUR)",
        "was (EUR)",
        "EUR",
        "per",
        "euro",
        "start",
        "budget",
        "status",
        "type",
        "unit",
        "CONFLICT",
        "in",
        "of",
        "scenario {scenario}",
        "Scenario",
    ),
    *("effect plan", "Budget", "Tornado", "seed", "Scenario {scenario}: {reason}."),
    # a distribution, by its name in the literature
    "PERT",
    # names of measures in the goal, and of the law of 2016: ids, never translated
    *("labour-saving", "person-years", "CW 3.1"),
}
# Sentences outside a Text, by file, with why.
NO_PROSE = {
    "cli.py": "argparse's own words, with their Dutch beside them in WORDS",
    "amend/book.py": "names of XML elements in their order",
    "amend/sheet.py": "names of XML elements in their order",
    "plan_reading.py": "headings as people may have them, in both languages",
    "reading/typed_numbers.py": "words as people may type them, in both languages",
    "reports/plan_book/supplementary.py": "pairs of both languages, filled before they become a Text",
    **{f"rules/{kind.rpartition('.')[2]}.py": "a kind's Dutch manual; the English one is its docstring" for kind in RULE_FILES},
}
# Says everything in both languages at once, because it stands alone: "regel / rule".
BOTH_AT_ONCE = {"verify.py"}
WRITERS = {"print", "write_string", "add_row", "add_column", "Panel"}


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Text"


def texts() -> Iterator[tuple[str, ast.Call]]:
    for path in FILES:
        for node in ast.walk(tree(path)):
            if is_text(node):
                assert isinstance(node, ast.Call)
                yield f"{path.relative_to(PACKAGE)}:{node.lineno}", node


def literal(node: ast.AST) -> str | None:
    """The words of a string or of an f-string, its fields as `{}`; None for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return None


def fields(text: str) -> list[tuple[str, str]]:
    return sorted((name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name is not None)


def bare(text: str) -> str:
    """What is left to translate: without fields and markup."""
    return re.sub(r"\{[^{}]*\}", "", text)


def both() -> Iterator[tuple[str, str, str]]:
    for where, node in texts():
        words = [literal(one) for one in node.args]
        if len(words) == 2 and words[0] is not None and words[1] is not None:
            yield where, words[0], words[1]


def test_there_are_texts_to_look_at() -> None:
    assert len(list(both())) > 800


def test_both_languages_are_there_or_neither() -> None:
    assert [where for where, nl, en in both() if bool(nl.strip()) != bool(en.strip())] == []


def test_both_languages_have_the_same_fields_printed_the_same_way() -> None:
    assert [(where, fields(nl), fields(en)) for where, nl, en in both() if fields(nl) != fields(en)] == []


def test_what_is_equal_in_both_languages_is_a_word_that_they_share() -> None:
    odd = [(where, nl) for where, nl, en in both() if nl == en and LETTERS.search(bare(nl)) and bare(nl).strip(" :,.()→") not in SHARED]
    assert odd == []


SHARED = {word.strip(" :,.()→") for word in SAME_WORDS} | {bare(word).strip(" :,.()→") for word in SAME_WORDS}
# Patterns whose only words are names of ids or shared words.
SHARED |= {"effect", "scenario", ", scenario"}


@pytest.mark.parametrize("word", sorted(SAME_WORDS))
def test_a_shared_word_is_one_or_two_words(word: str) -> None:
    assert len(word.split()) <= 4


def parents(root: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: node for node in ast.walk(root) for child in ast.iter_child_nodes(node)}


def is_said(node: ast.AST, above: dict[ast.AST, ast.AST]) -> bool:
    """True inside a Text, and where nobody reads: docstrings, errors of our own, patterns, and what is compared."""
    at: ast.AST | None = node
    while at is not None:
        if is_text(at) or isinstance(at, (ast.Raise, ast.Assert)):
            return True
        if isinstance(at, ast.Call) and ast.unparse(at.func) in (
            "re.compile",
            "re.fullmatch",
            "re.sub",
            "re.search",
            "re.match",
            "RuntimeError",
            "ValueError",
        ):
            return True
        if isinstance(at, ast.Expr) and isinstance(at.value, ast.Constant):
            return True
        at = above.get(at)
    return False


def loose(path: Path) -> list[str]:
    """The sentences of a file that stand outside a Text."""
    root = tree(path)
    above = parents(root)
    found = []
    for node in ast.walk(root):
        words = literal(node)
        if words is None or isinstance(above.get(node), ast.JoinedStr) or not PROSE.search(bare(words)) or is_said(node, above):
            continue
        found.append(f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', 0)}: {words[:80]}")
    return found


def test_no_sentence_stands_outside_a_text() -> None:
    found = [one for path in FILES if path.relative_to(PACKAGE).as_posix() not in {*NO_PROSE, *BOTH_AT_ONCE} for one in loose(path)]
    assert found == []


@pytest.mark.parametrize("name", NO_PROSE)
def test_a_file_that_is_left_out_has_a_reason_to_be(name: str) -> None:
    assert loose(PACKAGE / name)


def test_no_word_is_printed_as_it_stands() -> None:
    found = []
    for path in FILES:
        if path.name in BOTH_AT_ONCE:
            continue
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            for argument in node.args if name in WRITERS else ():
                words = literal(argument)
                if words is not None and LETTERS.search(re.sub(r"\[/?[a-z ]*\]", "", bare(words))):
                    found.append(f"{path.relative_to(PACKAGE)}:{node.lineno}: {words[:60]}")
    assert found == []


def test_what_stands_alone_says_everything_twice() -> None:
    root = tree(PACKAGE / "verify.py")
    for node in ast.walk(root):
        raised = isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("append", "UnreadableError")
        words = literal(node.args[0]) if raised and isinstance(node, ast.Call) and node.args else None
        if words is not None and re.search(r"[a-z]{3,} [a-z]{2,}", bare(words)):
            assert " / " in words, words


def test_the_search_finds_what_it_should(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "leaks.py"
    path.write_text(
        '"""this is a docstring"""\nx = f"this is {y} a sentence of mine"\nz = Text("dit is een zin", "this is a sentence")\n'
        'raise ValueError("this is a fault of ours")\nw = {"key": "also this is seen"}\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("tests.test_translated.PACKAGE", tmp_path)
    assert loose(path) == ["leaks.py:2: this is {} a sentence of mine", "leaks.py:5: also this is seen"]
