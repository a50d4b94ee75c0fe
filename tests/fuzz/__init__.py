"""Spoils real workbooks at random and looks on: a plan, named faults or a named conflict; never anything else, and never in silence.

    python -m tests.fuzz --seconds 60 --seed 7 --keep /tmp/found

`parts` opens a workbook as parts, `spoil` changes them, `corpus` makes the workbooks that are spoilt, `judge` says whether what came of it is right.
"""
