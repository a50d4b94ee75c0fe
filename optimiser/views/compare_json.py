"""`compare --json`: one object with stable keys; amounts in whole euros, effects as exact text with a decimal beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from optimiser.comparison import Column, Comparison, LongRule, YearChange, YearLine
from optimiser.exact import decimal_text, plain
from optimiser.language import Lang
from optimiser.views.diff_json import attribution_json, change_json

PLACES = 6


def compare_json(told: Comparison, lang: Lang, files: Mapping[str, str]) -> str:
    """A comparison as JSON text."""
    data = {
        "status": told.status,
        "reference": told.columns[0].key,
        "columns": [_column(told, one, lang) for one in told.columns],
        "amounts": [
            {
                "level": one.level,
                "space": one.space,
                "instrument": one.instrument or None,
                "year": int(one.year),
                "column": one.column,
                "amount": one.amount,
            }
            for one in told.amounts
        ],
        "rules": [_rule(one) for one in told.rules],
        "years": [_years(one, lang) for one in told.year_changes],
        "notes": [note[lang] for note in told.notes],
        "files": dict(files),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _column(told: Comparison, one: Column, lang: Lang) -> dict[str, Any]:
    difference = told.differences.get(one.key)
    made = None if difference is None else difference.attribution
    return {
        "key": one.key,
        "label": one.label[lang],
        "asked": one.asked,
        "kind": one.kind,
        "programme": one.programme,
        "scenario": one.scenario,
        "status": one.status,
        "goal": one.goal,
        "unit": one.unit[lang],
        "total": _pair(one.total),
        "adds": _pair(one.adds),
        "lowers": _pair(one.lowers),
        "bound": _pair(one.bound),
        "binding": one.binding,
        "broken": [text[lang] for text in one.broken],
        "over": {name: _pair(value) for name, value in one.over.items()},
        "conflict": None if one.conflict is None else one.conflict[lang],
        "changes": [] if difference is None else [change_json(change, lang) for change in difference.changed],
        "attribution": None if made is None else attribution_json(made, lang),
        "sentence": one.sentence[lang],
    }


def _rule(one: LongRule) -> dict[str, Any]:
    return {
        "column": one.column,
        "id": one.rule,
        "year": None if one.year is None else int(one.year),
        "member": one.member,
        "left": _pair(one.left),
        "sense": one.sense,
        "limit": _pair(one.limit),
        "unit": one.unit,
        "holds": one.holds,
        "binding": one.binding,
        "price": None if one.step is None else {"step": plain(one.step), "less": _pair(one.less), "more": _pair(one.more)},
    }


def _years(one: YearChange, lang: Lang) -> dict[str, Any]:
    return {
        "column": one.column,
        "was": int(one.was),
        "now": int(one.now),
        "measure": "persons-once-the-spending-works",
        "start": _pair(one.effect("effect_was")),
        "steps": [{"id": step.id, "difference": _pair(step.difference)} for step in one.steps],
        "end": _pair(one.effect("effect_now")),
        "lines": [_year_line(line) for line in one.lines],
        "sentence": one.sentence[lang],
    }


def _year_line(one: YearLine) -> dict[str, Any]:
    return {
        "instrument": one.instrument,
        "space": one.space,
        "adds": one.adds,
        "was": one.was,
        "at_shares": _pair(one.at_shares),
        "now": one.now,
        "effect": {key: _pair(getattr(one, name)) for key, name in EFFECTS.items()},
    }


EFFECTS = {"was": "effect_was", "room": "room", "growth": "growth", "moved": "moved", "now": "effect_now"}


def _pair(value: Fraction | None) -> dict[str, str] | None:
    """The exact number, and the same as a decimal for people."""
    return None if value is None else {"exact": plain(value), "decimal": decimal_text(value, PLACES)}
