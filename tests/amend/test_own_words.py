"""A person's own comment, a mark that goes by itself and a result that no longer holds: what a merge asks of amend."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.comments import Comment

from optimiser.amend import Amended, Look
from tests import small


def book(**comments: str) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    sheet.title = "Blad"
    sheet["A1"], sheet["B1"] = 1, "=A1*2"
    for at, text in comments.items():
        sheet[at].comment = Comment(text, "Jan")
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def reread(amended: Amended) -> Any:
    return openpyxl.load_workbook(io.BytesIO(amended.write()))["Blad"]


def test_a_comment_is_replaced_added_or_taken_away_and_stays_a_persons_own() -> None:
    amended = Amended(book(A1="oud", A2="weg", A3="blijft"))
    for at, text in (("A1", "nieuw"), ("A2", ""), ("C5", "erbij")):
        amended.note("Blad", at, text)
    amended.comment("Blad", "A1", "van ons")
    data = amended.write()
    sheet = openpyxl.load_workbook(io.BytesIO(data))["Blad"]
    assert [sheet[at].comment and sheet[at].comment.text for at in ("A1", "A2", "A3", "C5")] == [
        "nieuw\n\n[optimiser] van ons",
        None,
        "blijft",
        "erbij",
    ]
    again = Amended(data)
    again.clear_notes()
    sheet = reread(again)
    assert [sheet[at].comment.text for at in ("A1", "A3", "C5")] == ["nieuw", "blijft", "erbij"]


def test_taking_the_last_comment_away_leaves_a_sound_workbook() -> None:
    amended = Amended(book(A1="weg"))
    amended.note("Blad", "A1", "")
    assert reread(amended)["A1"].comment is None


def test_a_mark_goes_with_the_text_that_it_marks_and_is_cleared_like_any_other() -> None:
    amended = Amended(book())
    amended.set("Blad", "A1", 'zeg "a" | b')
    amended.mark_while("Blad", "A1", Look(fill="FFC7CE"), '"a" |')
    data = amended.write()
    (rules,) = openpyxl.load_workbook(io.BytesIO(data))["Blad"].conditional_formatting
    assert [rule.formula for rule in rules.rules] == [['AND(LEN("optimiser")>0,ISNUMBER(SEARCH("""a"" |",A1)))']]
    again = Amended(data)
    again.clear_notes()
    assert list(reread(again).conditional_formatting) == []


def test_a_result_is_forgotten_and_the_formula_stays(tmp_path: Path) -> None:
    path = small.write(tmp_path / "a.xlsx", {"Blad": [[1, ("=A1*2", 2), ("=A1*3", 3)]]})
    amended = Amended(path.read_bytes())
    for at in ("A1", "B1"):
        amended.forget("Blad", at)
    data = amended.write()
    values, formulas = (openpyxl.load_workbook(io.BytesIO(data), data_only=flag)["Blad"] for flag in (True, False))
    assert [values[at].value for at in ("A1", "B1", "C1")] == [1, None, 3]
    assert formulas["B1"].value == "=A1*2"
