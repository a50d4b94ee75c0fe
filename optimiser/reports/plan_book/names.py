"""Headings that several sheets share, worded once."""

from __future__ import annotations

from optimiser.language import Text

YES, NO = Text("OK", "OK"), Text("FOUT", "WRONG")
YEAR = Text("jaar", "year")
INSTRUMENT = Text("instrument", "instrument")
NAME = Text("naam", "name")
SPACE = Text("ruimte", "space")
SOURCE_LINE = Text("herkomst", "source")
AMOUNT = Text("bedrag (EUR)", "amount (EUR)")
MARK = Text("kenmerk", "mark")
MULTIPLIER = Text("multiplicator", "multiplier")
PLACE = Text("bron", "origin")
STANDING = Text("hardheid", "standing")
NOTE = Text("toelichting", "note")
EXACT = Text(
    "Grijze kolommen rechts zijn het bewijs in exacte breuken; een rekenblad rekent met decimalen.",
    "Grey columns on the right are the proof in exact fractions; a spreadsheet calculates with decimals.",
)
