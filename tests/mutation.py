"""Which faults in the checker and the bound would no test notice? A tool for maintainers, no part of the suite.

    python -m tests.mutation verify         (or certificate; --all also lists what was killed; line numbers: only those lines)

Every mutant is one small change in a copy of the module, loaded in a process of its own in the place of the real one. The quick tests run
against it; a mutant that passes them all survived. What survives is explained in MUTANTS.md or shows a test that is missing.
"""

from __future__ import annotations

import ast
import contextlib
import copy
import io
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

# Seconds until a mutant that runs on and on counts as killed.
LONGEST = 20
# Fixtures that solve the shipped case, and tests that solve thousands of worlds: too slow for one mutant.
SLOW = {
    "verify": ("record", "proof", "settings"),
    "certificate": ("scenario", "thousands"),
}
SLOW_TESTS = (
    "test_the_bound_is_never_below",
    "test_any_multipliers_whatever",
    "test_a_ray_refutes_only_where",
    "test_where_a_plan_exists",
    "test_the_bound_of_larger_worlds",
)
COMPARE: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}


class Quick:
    """A pytest plugin that leaves out the slow tests and counts the others."""

    def __init__(self, slow: tuple[str, ...]) -> None:
        self.slow, self.ran, self.failed = slow, 0, ""

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Keeps the quick ones."""
        items[:] = [one for one in items if not set(self.slow) & set(one.fixturenames) and not one.name.startswith(SLOW_TESTS)]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Counts, and keeps the first failure."""
        self.ran += report.when == "call"
        if report.failed and not self.failed:
            self.failed = report.nodeid.rpartition("::")[2]


def mutants(tree: ast.Module) -> Iterator[tuple[int, str, ast.Module]]:
    """(line, change, mutated module) for every mutant."""
    passed_by = {id(one) for root in _unjudged(tree) for one in ast.walk(root)}
    for number, node in enumerate(ast.walk(tree)):
        if id(node) in passed_by:
            continue
        if isinstance(node, ast.If) and "__main__" in ast.unparse(node.test):
            passed_by |= {id(one) for one in ast.walk(node)}  # running the file itself is tested by the suite, in a process of its own
            continue
        for position in range(len(list(changes(node)))):
            mutated = copy.deepcopy(tree)
            twin = next(one for n, one in enumerate(ast.walk(mutated)) if n == number)
            list(changes(twin))[position]()
            line, change = difference(node, twin)
            yield line, change, ast.fix_missing_locations(mutated)


def difference(old: ast.AST, new: ast.AST) -> tuple[int, str]:
    """Where a mutated node differs, and how: a statement that was removed is shown alone, and so is the test of a condition."""
    for name, body in ast.iter_fields(old):
        if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
            for before, after in zip(body, getattr(new, name), strict=True):
                if isinstance(after, ast.Pass) and not isinstance(before, ast.Pass):
                    return before.lineno, f"{shown(before)}  removed"
    if isinstance(old, (ast.If, ast.IfExp)) and isinstance(new, (ast.If, ast.IfExp)):
        return old.lineno, f"if {shown(old.test)}  ->  if {shown(new.test)}"
    return getattr(old, "lineno", 0), f"{shown(old)}  ->  {shown(new)}"


def _unjudged(tree: ast.Module) -> Iterator[ast.AST]:
    """What does nothing when the module runs (types, decorators), and `strict=True`, which only guards against ourselves."""
    for node in ast.walk(tree):
        for name in ("annotation", "returns"):
            if (one := getattr(node, name, None)) is not None:
                yield one
        yield from getattr(node, "decorator_list", [])
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Subscript) and ast.unparse(node).startswith(("Table", "Columns")):
            yield node
        if isinstance(node, ast.keyword) and node.arg in ("strict", "frozen"):
            yield node


def shown(node: ast.AST) -> str:
    """A node as code on one line."""
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 110 else text[:107] + "..."


def changes(node: ast.AST) -> Iterator[Any]:
    """Every change to one node, as something to call on it."""
    if isinstance(node, ast.Compare):
        for place, one in enumerate(node.ops):
            for other in COMPARE[type(one)]:
                yield lambda place=place, other=other: node.ops.__setitem__(place, other())
    elif isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in ARITHMETIC:
        yield lambda: setattr(node, "op", ARITHMETIC[type(node.op)]())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield lambda: setattr(node, "op", ast.UAdd())
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield lambda: setattr(node, "operand", ast.UnaryOp(ast.Not(), node.operand))
    elif isinstance(node, ast.BoolOp):
        yield lambda: setattr(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())
        if len(node.values) > 1:
            for place in range(len(node.values)):
                yield lambda place=place: node.values.__delitem__(place)
    elif isinstance(node, (ast.If, ast.IfExp)):
        yield lambda: setattr(node, "test", ast.Constant(True))
        yield lambda: setattr(node, "test", ast.Constant(False))
    elif isinstance(node, ast.Constant) and type(node.value) is int and node.value in (0, 1, -1):
        yield lambda: setattr(node, "value", 1 - abs(node.value))
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield lambda: setattr(node, "value", not node.value)
    elif isinstance(node, ast.Name) and node.id in NAMES and isinstance(node.ctx, ast.Load):
        yield lambda: setattr(node, "id", NAMES[node.id])
    elif isinstance(node, ast.Return) and node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
        yield lambda: setattr(node, "value", ast.Constant(None))
    for _, body in ast.iter_fields(node):
        if isinstance(body, list) and body and isinstance(body[0], ast.stmt):
            for place, statement in enumerate(body):
                if _removable(statement):
                    yield lambda body=body, place=place: body.__setitem__(place, ast.copy_location(ast.Pass(), body[place]))


def _removable(statement: ast.stmt) -> bool:
    """Calls for what they do, additions, `continue` and `break`; docstrings stay."""
    called = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)
    return called or isinstance(statement, (ast.AugAssign, ast.Continue, ast.Break))


def run(name: str) -> Quick:
    """The quick tests of a module, in this process."""
    plugin = Quick(SLOW[name])
    options = ["-x", "-q", "-p", "no:cacheprovider", "-p", "no:xdist", "--tb=no", f"tests/test_{name}.py"]
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = pytest.main(options, plugins=[plugin])
    if code != 0 and not plugin.failed:
        plugin.failed = f"pytest exit {int(code)}"
    return plugin


def install(module: ModuleType, path: Path) -> None:
    """The mutant in the place of a module, also where its names were imported already."""
    before = dict(vars(module))
    module.__file__ = str(path)
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), vars(module))
    swapped = {id(old): vars(module)[key] for key, old in before.items() if not key.startswith("__") and vars(module)[key] is not old}
    for other in list(sys.modules.values()):
        if other is not module and getattr(other, "__name__", "").startswith(("optimiser", "tests")):
            for key, value in list(vars(other).items()):
                if id(value) in swapped:
                    setattr(other, key, swapped[id(value)])


def judged(name: str, module: ModuleType, path: Path) -> str:
    """The test that killed the mutant at `path`; empty when it survived."""
    told, tell = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        try:
            install(module, path)
            failed = run(name).failed
        except BaseException as error:  # a mutant that does not even load
            failed = repr(error)
        os.write(tell, failed.encode()[:200])
        os._exit(0)
    os.close(tell)
    with os.fdopen(told, "rb") as pipe:
        failed = pipe.read().decode(errors="replace")
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return failed or (f"stopped by signal {-code}" if code else "")


def main(arguments: list[str]) -> int:
    """Prints every survivor and the counts; 0 when there are none."""
    names = [one for one in arguments if one in SLOW]
    if len(names) != 1:
        print(__doc__)
        return 2
    name = names[0]
    module = import_module(f"optimiser.{name}")
    only = {int(one) for one in arguments if one.isdigit()}
    started = time.perf_counter()
    baseline = run(name)
    if baseline.failed:
        print(f"the tests fail without any change: {baseline.failed}")
        return 2
    print(f"{name}: {baseline.ran} quick tests")
    survived = killed = 0
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}.py"
        for line, change, tree in mutants(ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))):
            if only and line not in only:
                continue
            path.write_text(ast.unparse(tree) + "\n", encoding="utf-8")
            failed = judged(name, module, path)
            killed, survived = (killed + 1, survived) if failed else (killed, survived + 1)
            if not failed or "--all" in arguments:
                print(f"{'killed  ' if failed else 'SURVIVED'} {line:4} {change}{f'   [{failed}]' if failed else ''}", flush=True)
    print(f"{name}: {killed + survived} mutants, {killed} killed, {survived} survived, {time.perf_counter() - started:.0f} s")
    return int(survived > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
