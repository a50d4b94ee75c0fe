"""`alternatives --json`: ranges, plans, smallest changes and moves as rows with stable keys; exact fractions as text with a decimal beside each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from optimiser.exact import decimal_text, plain
from optimiser.language import Lang
from optimiser.nearby.told import Alternatives, ChangeTold, LineTold, RangeTold
from optimiser.record import BrokenTold
from optimiser.reports.nearby.words import first_moves

PLACES = 6


def nearby_json(found: Alternatives, lang: Lang, files: Mapping[str, str]) -> str:
    """Everything near the best plan as JSON text."""
    record = found.record
    data = {
        "status": found.status,
        "programme": record.programme,
        "scenario": record.scenario,
        "goal": record.goal,
        "estimate": record.estimate,
        "larger_is_better": found.larger_is_better,
        "unit": record.made.unit,
        "overrides": [{"key": one.key, "was": one.was, "now": one.now, "origin": one.origin, "reason": one.reason} for one in record.overrides],
        "record": {"id": record.id, "inputs": record.made.inputs_hash, "programme": record.made.programme_hash},
        "best": _pair("effect", record.total) | _pair("bound", record.bound) | _pair("gap", record.gap),
        "same_members": list(found.whole),
        "slack": plain(found.slack),
        "ranges": [_range(one) for one in found.ranges if one.kind == "line"],
        "spaces": [_range(one) for one in found.ranges if one.kind == "space"],
        "asked": found.asked,
        "alternatives": [
            {
                "number": one.number,
                **_pair("effect", one.value),
                **_pair("loss", one.loss),
                **_pair("lost", one.lost),
                "changed": one.changed,
                "lines": _lines(one.lines),
            }
            for one in found.plans
        ],
        "change": None if found.change is None else _change(found, found.change, lang),
        "files": dict(files),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _range(one: RangeTold) -> dict[str, Any]:
    named = {"instrument": one.id, "space": one.space} if one.kind == "line" else {"space": one.id}
    return {
        **named,
        "year": int(one.year),
        "slack": plain(one.slack),
        "least": one.low,
        "most": one.high,
        "plan": one.amount,
        "role": one.role,
    }


def _lines(lines: Sequence[LineTold]) -> list[dict[str, Any]]:
    """The lines that differ."""
    return [
        {
            "instrument": one.instrument,
            "space": one.space,
            "year": int(one.year),
            "before": one.before,
            "amount": one.amount,
            "difference": one.difference,
        }
        for one in lines
        if one.difference
    ]


def _change(found: Alternatives, change: ChangeTold, lang: Lang) -> dict[str, Any]:
    start = change.start
    return {
        "from": {
            "kind": start.kind,
            "name": start.name[lang],
            **_pair("effect", start.value),
            **_pair("allowed", start.allowed),
            "broken": [_broken(one, lang) for one in start.broken],
            "dropped": start.dropped,
        },
        "least": [
            {
                **_pair("part", one.part),
                **_pair("target", one.target),
                **_pair("effect", one.value),
                "changed": one.changed,
                **_pair("minimum", one.least),
                "lines": _lines(one.lines),
            }
            for one in change.least
        ],
        "moves": [
            {
                "number": one.number,
                "from": one.giver or None,
                "to": one.taker or None,
                "year": int(one.year),
                "amount": one.amount,
                **_pair("gain", one.gain),
                **_pair("effect", one.value),
                **_pair("reached", one.reached),
            }
            for one in change.way
        ],
        "first_moves": [
            {
                **_pair("part", one.part),
                "count": one.count,
                "amount": one.amount,
                **_pair("effect", one.value),
                "keeps_rules": one.alone,
                "broken": [_broken(it.broken, lang) | {"kept_from_move": it.needs} for it in one.broken],
                "all_kept_from_move": one.whole,
                "sentence": first_moves(found, one, lang),
            }
            for one in change.firsts
        ],
    }


def _broken(one: BrokenTold, lang: Lang) -> dict[str, Any]:
    return {"id": one.rule, "sentence": one.sentence[lang], **_pair("by", abs(one.by)), "by_unit": one.unit}


def _pair(key: str, value: Fraction) -> dict[str, str]:
    """A number as decimal text under its key, and exactly beside it."""
    return {key: decimal_text(value, PLACES), f"{key}_exact": plain(value)}
