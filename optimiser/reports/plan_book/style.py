"""How the plan workbook looks: one font, two colours and a hatch, number formats that show zero as a dash.

Blue and orange are told apart by people who cannot tell orange from green; nothing is said by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FONT = "Arial"
SIZE = 10
BLUE = "#154273"
ORANGE = "#b35900"
GREY = "#5f6b78"
PALE_BLUE = "#dce6f2"
PALE_GREY = "#e4e7eb"
YELLOW = "#fff4cc"
LINE = "#c9d0d8"
WHITE = "#ffffff"

EUROS = '#,##0;[Red]-#,##0;"-"'
# In the ministry's tables a dash would read as "not known".
THOUSANDS = "#,##0;[Red]-#,##0;0"
PERSONS = '#,##0.0;[Red]-#,##0.0;"-"'

_BASE: Mapping[str, Any] = {"font_name": FONT, "font_size": SIZE, "valign": "top"}
_BODY: Mapping[str, Any] = {**_BASE, "bottom": 1, "bottom_color": LINE}
# Away from the text in the next column.
_NUMBER: Mapping[str, Any] = {**_BODY, "align": "right", "indent": 1}
_CENTRE: Mapping[str, Any] = {**_BODY, "align": "center"}
_INPUT: Mapping[str, Any] = {"bg_color": YELLOW, "locked": False}
_STRONG: Mapping[str, Any] = {"bold": True, "top": 1, "top_color": BLUE, "bottom": 1, "bottom_color": BLUE}

STYLES: Mapping[str, Mapping[str, Any]] = {
    "plain": _BASE,
    "title": {**_BASE, "font_size": 18, "bold": True, "font_color": BLUE, "valign": "vcenter"},
    "about": {**_BASE, "font_color": GREY},
    "section": {**_BASE, "font_size": 12, "bold": True, "font_color": BLUE, "bottom": 2, "bottom_color": BLUE, "valign": "bottom"},
    "link": {**_BASE, "font_color": BLUE, "underline": 1},
    "strong": {**_BASE, "bold": True},
    "head": {
        **_BASE,
        "bold": True,
        "font_color": WHITE,
        "bg_color": BLUE,
        "text_wrap": True,
        "valign": "vcenter",
        "border": 1,
        "border_color": WHITE,
    },
    "head-right": {**_BASE, "bold": True, "font_color": WHITE, "bg_color": BLUE, "align": "right", "valign": "vcenter"},
    "verdict": {
        **_BASE,
        "font_size": 14,
        "bold": True,
        "font_color": WHITE,
        "bg_color": ORANGE,
        "align": "center",
        "valign": "vcenter",
        "border": 2,
        "border_color": "#1a1a1a",
    },
    "text": _BODY,
    "text-plain": _BASE,
    "proof": {**_BODY, "font_color": GREY, "font_name": "Courier New", "font_size": 8},
    "exact": {**_NUMBER, "num_format": "0.000000000"},
    "total-exact": {**_NUMBER, **_STRONG, "num_format": "0.000000000"},
    "millions": {**_NUMBER, "num_format": "#,##0.0"},
    "verdict-small": {**_CENTRE, "bold": True, "font_color": WHITE, "bg_color": ORANGE},
    "wrap": {**_BODY, "text_wrap": True, "indent": 1},
    "centre": _CENTRE,
    "right": _NUMBER,
    "year": {**_CENTRE, "num_format": "0"},
    "euro": {**_NUMBER, "num_format": EUROS},
    "euro-input": {**_NUMBER, **_INPUT, "num_format": EUROS},
    "text-input": {**_BODY, **_INPUT, "indent": 1},
    "wrap-input": {**_BODY, **_INPUT, "text_wrap": True, "indent": 1},
    "thousands-input": {**_NUMBER, **_INPUT, "num_format": THOUSANDS},
    "count": {**_NUMBER, "num_format": EUROS},
    "number": {**_NUMBER, "num_format": "General"},
    "share": {**_NUMBER, "num_format": '0.0%;[Red]-0.0%;"-"'},
    "share2": {**_NUMBER, "num_format": "0.00%;[Red]-0.00%;0.00%"},
    "ratio": {**_NUMBER, "num_format": "0.000;[Red]-0.000;0.000"},
    "persons": {**_NUMBER, "num_format": PERSONS},
    "persons3": {**_NUMBER, "num_format": '#,##0.000;[Red]-#,##0.000;"-"'},
    "rate": {**_NUMBER, "num_format": '#,##0.00;[Red]-#,##0.00;"-"'},
    "total": {**_BODY, **_STRONG},
    "total-euro": {**_NUMBER, **_STRONG, "num_format": EUROS},
    "thousands": {**_NUMBER, "num_format": THOUSANDS},
    "part-thousands": {**_NUMBER, "bold": True, "num_format": THOUSANDS},
    "kind-thousands": {**_NUMBER, "italic": True, "num_format": THOUSANDS},
    "total-thousands": {**_NUMBER, **_STRONG, "num_format": THOUSANDS},
    "part": {**_BODY, "align": "left", "bold": True, "indent": 1, "text_wrap": True},
    "kind": {**_BODY, "align": "left", "italic": True, "indent": 2, "text_wrap": True},
    "scheme": {**_BODY, "align": "left", "indent": 3, "text_wrap": True},
    "note": {**_BASE, "font_color": GREY, "font_size": 9},
    "total-persons": {**_NUMBER, **_STRONG, "num_format": PERSONS},
}
# Where a rule's or check's number stands, by what it counts.
BY_UNIT: Mapping[str, str] = {"EUR": "euro", "share": "share2", "ratio": "ratio", "persons": "persons", "members": "number"}

# Overlays for cells that say something (conditional formats): a colour and a weight, beside the word itself.
GOOD: Mapping[str, Any] = {"bg_color": BLUE, "font_color": WHITE, "bold": True}
BAD: Mapping[str, Any] = {"bg_color": ORANGE, "font_color": WHITE, "bold": True}
MARKED: Mapping[str, Any] = {"bg_color": PALE_BLUE, "font_color": BLUE, "bold": True}

# Segments of a chart, told apart by fill and hatch as well as colour; the last stands for money that is not spent.
SEGMENTS: tuple[Mapping[str, Any], ...] = (
    {"fill": {"color": BLUE}, "border": {"color": WHITE, "width": 1.5}, "label": WHITE},
    {
        "pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#8fa9c7", "bg_color": WHITE},
        "border": {"color": "#1a1a1a", "width": 0.75},
        "label": "#1a1a1a",
    },
    {"fill": {"color": ORANGE}, "border": {"color": WHITE, "width": 1.5}, "label": WHITE},
    {
        "pattern": {"pattern": "percent_20", "fg_color": "#1a1a1a", "bg_color": WHITE},
        "border": {"color": "#1a1a1a", "width": 0.75},
        "label": "#1a1a1a",
    },
    {"fill": {"color": "#c9d0d8"}, "border": {"color": "#1a1a1a", "width": 0.75}, "label": "#1a1a1a"},
    {
        "pattern": {"pattern": "horizontal_brick", "fg_color": "#8c8c8c", "bg_color": WHITE},
        "border": {"color": "#1a1a1a", "width": 0.75},
        "label": "#1a1a1a",
    },
)
UNSPENT: Mapping[str, Any] = {"fill": {"color": WHITE}, "border": {"color": "#1a1a1a", "width": 1, "dash_type": "dash"}, "label": "#1a1a1a"}
