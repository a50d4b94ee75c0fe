"""Formulas get into a file under the name that Excel reads, whether or not they are looked into for newer functions."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from optimiser.xlsx import write_workbook

FORMULAS = {
    "=SUM(B1:B2)": "SUM(B1:B2)",
    '=IF(ROUND(B1,2)=0,"-",SUMIFS(B:B,C:C,"x"))': 'IF(ROUND(B1,2)=0,"-",SUMIFS(B:B,C:C,"x"))',
    "=B1+2": "B1+2",
    "=LOG10(B1)": "LOG10(B1)",
    "=UNIQUE(B1:B2)": "_xlfn.UNIQUE(B1:B2)",
    "=SUM(_xlfn.XLOOKUP(1,B:B,C:C))": "SUM(_xlfn.XLOOKUP(1,B:B,C:C))",
    "{=SUM(B1:B2)}": "SUM(B1:B2)",
}


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_is_written_as_xlsxwriter_would(formula: str, tmp_path: Path) -> None:
    write_workbook(tmp_path / "a.xlsx", lambda book: book.add_worksheet("x").write_formula(0, 0, formula, None, 0), "nl", "x")
    sheet = zipfile.ZipFile(tmp_path / "a.xlsx").read("xl/worksheets/sheet1.xml").decode()
    found = re.search(r"<f[^>]*>(.*?)</f>", sheet)
    assert found is not None
    assert found[1] == FORMULAS[formula]
