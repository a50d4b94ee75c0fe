"""How all tests run: hypothesis takes the same examples every time, the longest tests start first, and tracing for coverage rests in whole cases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "ci", derandomize=True, deadline=None, database=None, max_examples=60, print_blob=False, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci")

HERE = Path(__file__).parent
# Tracing more than doubles what these take, and the lines they pass are passed by the tests of the parts as well: they run, untraced.
# Coverage told is therefore that of the other tests only, never more than there is.
UNTRACED = {
    "browser/test_report.py",
    "commands/test_anywhere.py",
    "commands/test_crash_commands.py",
    "commands/test_export.py::test_a_digit_anywhere_in_the_real_case_counts_too",
    "commands/test_one_language.py",
    "commands/test_start.py::test_the_guides_commands_run_as_they_stand",
    "comparing/test_compare.py",
    "desk/test_frontier.py",
    "desk/test_near_worlds.py",
    "desk/test_stress_worlds.py",
    "desk/test_sweep.py",
    "desk/test_tornado.py",
    "lp/test_hot.py",
    "reports/test_report_page.py::test_the_steps_from_published_to_plan_add_up_to_the_last_fraction",
    "test_case.py",
    "test_certificate.py::test_a_ray_refutes_only_where_trying_every_plan_finds_none",
    "test_certificate.py::test_the_bound_is_never_below_the_best_of_all_plans_and_closes_on_the_solvers_optimum",
    "test_crash.py",
    "test_docs.py",
    "test_fuzz.py",
    "test_hostile_text.py",
    "test_nearest.py",
    "test_prices.py",
    "test_repairing.py",
    "test_rounding.py",
    "test_run.py",
    "test_scoring.py",
    "test_shuffled.py",
    "test_taz.py",
    "test_translated.py",
    "test_verify.py::test_random_worlds_are_proved_whatever_their_rules",
    "test_verify.py::test_the_only_best_plan_is_called_so_only_when_no_other_plan_equals_it",
}
# One test of these can outlast all others together that are left, so no core waits for it at the end.
FIRST = ("test_docs.py", "commands/test_start.py", "test_fuzz.py", "browser/test_report.py")


def _is_there(name: str) -> bool:
    path, _, test = name.partition("::")
    return (HERE / path).is_file() and (not test or f"def {test}(" in (HERE / path).read_text(encoding="utf-8"))


if gone := [name for name in (*UNTRACED, *FIRST) if not _is_there(name)]:
    raise pytest.UsageError(f"tests/conftest.py names what is not there: {', '.join(gone)}")


def _names(item: pytest.Item) -> set[str]:
    """Its file and its function, as they are listed here; nothing for an example in a docstring of the package."""
    if not item.path.is_relative_to(HERE):
        return set()
    file = item.path.relative_to(HERE).as_posix()
    return {file, f"{file}::{getattr(item, 'originalname', item.name)}"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest tests first; the others keep their order, which shares what a file makes once."""
    items.sort(key=lambda item: _names(item).isdisjoint(FIRST))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """A test that is not traced, with all it sets up; where nothing is measured this does nothing."""
    measured = getattr(item.config.pluginmanager.getplugin("_cov"), "cov_controller", None)
    if measured is None or _names(item).isdisjoint(UNTRACED):
        return (yield)
    measured.pause()
    try:
        return (yield)
    finally:
        measured.resume()
