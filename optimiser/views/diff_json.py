"""`diff --json`: one object with stable keys; values as exact text, amounts in whole euros, steps that add up exactly as they stand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from optimiser.difference import Attribution, Change, Difference, PlanChange, Told
from optimiser.exact import decimal_text, plain
from optimiser.language import Lang

PLACES = 6


def diff_json(told: Difference, lang: Lang, files: Mapping[str, str]) -> str:
    """A difference as JSON text."""
    data = {
        "status": told.status,
        "old": _side(told.old),
        "new": _side(told.new),
        "compared": list(told.compared),
        "changes": [change_json(one, lang) for one in told.changed],
        "renames": [{"table": one.table, "was": one.was, "now": one.now, "name": one.name[lang], "why": one.why[lang]} for one in told.renamed],
        "plan": [_amount(one) for one in told.amounts],
        "attribution": None if told.attribution is None else attribution_json(told.attribution, lang),
        "totals": {
            "changes": len(told.changed),
            "renames": len(told.renamed),
            "plan": {level: len(told.at(level)) for level in ("line", "space", "flow")},
            "amount": sum(one.difference for one in told.at("line")),
        },
        "notes": [note[lang] for note in told.notes],
        "files": dict(files),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _side(told: Told) -> dict[str, str]:
    return {"file": told.file, "kind": told.kind, "programme": told.programme, "scenario": told.scenario}


def change_json(one: Change, lang: Lang) -> dict[str, Any]:
    """One change."""
    return {
        "part": one.part,
        "how": one.how,
        "key": one.key,
        "table": one.table,
        "id": one.id,
        "name": one.name[lang],
        "field": one.field,
        "year": None if one.year is None else int(one.year),
        "was": one.was or None,
        "now": one.now or None,
        "difference": None if one.difference is None else plain(one.difference),
        "unit": one.unit,
        "standing": {"was": one.standing_was, "now": one.standing_now},
        "source": {"was": one.source_was, "now": one.source_now},
        "note": {"was": one.note_was, "now": one.note_now},
        "place": {"was": one.place_was, "now": one.place_now},
        "details": dict(one.details),
    }


def _amount(one: PlanChange) -> dict[str, Any]:
    return {
        "level": one.level,
        "source": one.source or None,
        "instrument": one.instrument or None,
        "space": one.space,
        "year": int(one.year),
        "was": one.was,
        "now": one.now,
        "difference": one.difference,
    }


def attribution_json(one: Attribution, lang: Lang) -> dict[str, Any]:
    """The effect step by step."""
    return {
        "goal": one.goal,
        "unit": one.unit[lang],
        "start": plain(one.start),
        "end": plain(one.end),
        "difference": plain(one.difference),
        "optimum": {"was": plain(one.optimum_was), "now": plain(one.optimum_now)},
        "steps": [{"id": step.id, "parts": list(step.parts), **_numbers(step.difference)} for step in one.steps],
    }


def _numbers(value: Fraction) -> dict[str, str]:
    """The exact number, which adds up, and the same as a decimal for people."""
    return {"difference": plain(value), "rounded": decimal_text(value, PLACES)}
