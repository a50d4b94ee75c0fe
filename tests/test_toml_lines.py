"""On which line of a TOML text a value stands."""

from __future__ import annotations

import tomllib

import pytest

from optimiser.toml_lines import line_of

TEXT = """\
# a comment
title = "top"
[programme]
id = "x"   # the id
"quoted key" = 1
'single' = 2
years = [
  2023,
]

[[rule]]
id = "first"
source = { document = "a", place = "b" }
at_least.2023 = 1
[rule.soft]
priority = 1

  [[rule]]  # indented
id = "second"
note = \"\"\"
id = "not this one"
\"\"\"
at_most = 3

[[scenario]]
id = "s"
[scenario.set]
"rule.first.2023" = 5
[[scenario]]
id = "t"
[scenario.set]
"rule.first.2023" = 6
"""


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 2),
        (("programme",), 3),
        (("programme", "id"), 4),
        (("programme", "quoted key"), 5),
        (("programme", "single"), 6),
        (("programme", "years", 0), 7),
        # what is not there: the table it is missing from
        (("programme", "name"), 3),
        (("rule", 0), 11),
        (("rule", 0, "id"), 12),
        (("rule", 0, "source", "document"), 13),
        (("rule", 0, "at_least", "2023"), 14),
        (("rule", 0, "soft"), 15),
        (("rule", 0, "soft", "priority"), 15),
        (("rule", 0, "name"), 11),
        (("rule", 1), 18),
        (("rule", 1, "id"), 19),
        (("rule", 1, "at_most"), 23),
        (("scenario", 0, "set"), 27),
        (("scenario", 1, "set"), 31),
        (("scenario", 1, "id"), 30),
        (("effect",), None),
        (("effect", "tiers"), None),
        ((), None),
    ],
)
def test_the_line_of_a_value(path: tuple[object, ...], line: int | None) -> None:
    assert tomllib.loads(TEXT)
    assert line_of(TEXT, path) == line


def test_line_ends_of_windows_count_the_same() -> None:
    assert line_of(TEXT.replace("\n", "\r\n"), ("rule", 1, "at_most")) == 23


def test_an_empty_text_has_no_lines() -> None:
    assert line_of("", ("rule", 0)) is None
