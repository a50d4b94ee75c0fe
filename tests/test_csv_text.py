"""CSV in one dialect: read back exactly, never a formula, the same bytes everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimiser.csv_text import BOM, Value, csv_text, harmless, read_csv, restored, rounded

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
HOSTILE = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'", '"', ";", " ", "＝", ""]), TEXT)


@given(st.lists(st.tuples(HOSTILE, HOSTILE), max_size=5))
def test_every_text_is_read_back(rows: list[tuple[str, str]]) -> None:
    # A table of one column with empty cells is the one thing CSV cannot tell from an empty line, so there are two.
    assert read_csv(csv_text(("a", "b"), rows)) == [{"a": a, "b": b} for a, b in rows]


@given(HOSTILE)
def test_no_cell_starts_as_a_formula_does(text: str) -> None:
    safe = harmless(text)
    number = safe.strip("+-").replace("/", "", 1).replace(".", "", 1)
    assert safe[:1] not in tuple("=+-@\t\r\n") or (number.isascii() and number.isdigit())
    assert restored(safe) == text


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        (1000, "1000"),
        (-5, "-5"),
        (0, "0"),
        (None, ""),
        ("", ""),
        (Fraction(2, 3), "2/3"),
        (Fraction(-7, 2), "-7/2"),
        (Fraction(12), "12"),
        (rounded(Fraction(2, 3), 4), "0,6667"),
        (rounded(Fraction(-2, 3), 2), "-0,67"),
        (rounded(Fraction(1234567), 2), "1234567,00"),
        (rounded(Fraction(0), 6), "0,000000"),
        (rounded(Fraction(-1, 1000), 2), "0,00"),
        (rounded(Fraction(1, 200), 2), "0,01"),
        (rounded(Fraction(10**30, 3), 6), "333333333333333333333333333333,333333"),
        ("-2/3", "-2/3"),
        ("+31", "+31"),
        ("-2/3+1", "'-2/3+1"),
        ("=1+1", "'=1+1"),
        ("@cmd", "'@cmd"),
        ("\t=1", '"\'\t=1"'),
        ("'s avonds", "''s avonds"),
        ('zeg "ja"', '"zeg ""ja"""'),
        ("a;b", '"a;b"'),
        ("a,b", '"a,b"'),
        ("a\r\nb", '"a\r\nb"'),
        (" a", '" a"'),
        ("\x00\x1b", "\x00\x1b"),
        ("\udcff", "�"),
        ("x" * 40_000, "x" * 40_000),
    ],
)
def test_how_a_cell_is_written(value: Value, cell: str) -> None:
    assert csv_text(("a",), [(value,)]) == f"{BOM}a\r\n{cell}\r\n"


def test_a_row_of_another_length_is_our_own_error() -> None:
    with pytest.raises(ValueError, match="2 cells"):
        csv_text(("a", "b"), [("x",)])


def test_the_settings_of_the_machine_do_not_matter(tmp_path: Path) -> None:
    write = r"replace_text(Path(sys.argv[1]), csv_text(('\xe9',), [('\u20ac 1,5',), (1234567,)]))"
    command = f"import sys; from pathlib import Path; from optimiser.csv_text import csv_text; from optimiser.files import replace_text; {write}"
    for name, mode in (("C", "0"), ("nl_NL.UTF-8", "1"), ("de_DE@euro", "0")):
        env = {**os.environ, "LC_ALL": name, "PYTHONUTF8": mode}
        subprocess.run([sys.executable, "-c", command, str(tmp_path / "x.csv")], env=env, check=True)
        assert (tmp_path / "x.csv").read_bytes() == '\ufeffé\r\n"€ 1,5"\r\n1234567\r\n'.encode()
