"""`sweep --json` and `frontier --json`: rows with stable keys; exact fractions as text with a decimal beside each."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from optimiser.exact import decimal_text, plain
from optimiser.language import Lang
from optimiser.record import Record
from optimiser.swept import Axis, Clash, Frontier, Line, Point, Sweep

PLACES = 6


def sweep_json(sweep: Sweep, lang: Lang, files: Mapping[str, str]) -> str:
    """A sweep as JSON text."""
    data = {
        "status": "swept",
        **head(sweep.about),
        "larger_is_better": sweep.larger_is_better,
        "axes": [axis_json(axis) for axis in sweep.axes],
        "base": _point(sweep, sweep.base, lang),
        "points": [_point(sweep, point, lang) for point in sweep.points],
        "routes": [
            {"instrument": one.instrument, "space": one.space, "year": int(one.year)}
            | _pair("enters", one.enters)
            | _pair("full", one.full)
            | _pair("leaves", one.leaves)
            for one in sweep.routes
        ],
        "files": dict(files),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def frontier_json(frontier: Frontier, lang: Lang, files: Mapping[str, str]) -> str:
    """A frontier as JSON text. `price` is what one `step` of the number changes; `breaks` are exact only when `exact` is true."""
    data = {
        "status": "traced",
        **head(frontier.about),
        "larger_is_better": frontier.larger_is_better,
        "exact": frontier.exact,
        "axis": axis_json(frontier.axis),
        "step": plain(frontier.axis.step),
        "pieces": [
            {
                **_pair("from", one.low),
                **_pair("to", one.high),
                **_pair("value_from", one.value_low),
                **_pair("value_to", one.value_high),
                **_pair("price", one.price),
                "straight": one.straight,
                "enter": _lines(one.enter),
                "leave": _lines(one.leave),
            }
            for one in frontier.stretches
        ],
        "breaks": [_pair("at", number) for number in frontier.breaks],
        "holes": [{**_pair("from", one.low), **_pair("to", one.high), "conflict": clash_json(one.clash, lang)} for one in frontier.holes],
        "marks": [
            {"kind": one.kind, "name": one.name[lang], **_pair("number", one.number), **_pair("value", one.value), "broken": one.broken}
            for one in frontier.marks
        ],
        "files": dict(files),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _lines(lines: Sequence[Line]) -> list[dict[str, Any]]:
    return [{"instrument": instrument, "year": int(year)} for instrument, year in lines]


def head(about: Record) -> dict[str, Any]:
    """Which case it is about."""
    return {
        "programme": about.programme,
        "scenario": about.scenario,
        "goal": about.goal,
        "estimate": about.estimate,
        "unit": about.made.unit,
        "overrides": [{"key": one.key, "was": one.was, "now": one.now, "origin": one.origin, "reason": one.reason} for one in about.overrides],
        "inputs": about.made.inputs_hash,
        "programme_hash": about.made.programme_hash,
    }


def axis_json(axis: Axis) -> dict[str, Any]:
    """One number that is turned."""
    return {"key": axis.key, "unit": axis.unit} | _pair("from", axis.low) | _pair("to", axis.high) | _pair("base", axis.base)


def clash_json(clash: Clash, lang: Lang) -> dict[str, Any]:
    """Why there is no plan."""
    rules = [{"id": rule, "year": None if year is None else int(year)} for rule, year in clash.rules]
    return {"rules": rules, "shortfall": decimal_text(clash.shortfall, PLACES), "quantity": clash.unit, "sentence": clash.sentence[lang]}


def _point(sweep: Sweep, point: Point, lang: Lang) -> dict[str, Any]:
    numbers = {key: [form(one) for one in point.numbers] for key, form in (("numbers", plain), ("decimals", _decimal))}
    return {
        "status": point.status,
        **numbers,
        **_pair("effect", point.effect),
        **_pair("difference", sweep.difference(point)),
        **_pair("bound", point.bound),
        **_pair("gap", point.gap),
        "exact": point.exact,
        "rounded": point.rounded,
        "changes": [
            {
                "instrument": one.instrument,
                "space": one.space,
                "year": int(one.year),
                "base": one.base,
                "amount": one.amount,
                "difference": one.difference,
            }
            for one in sweep.changes(point)
        ],
        "spaces": [{"space": s, "year": int(y), "amount": amount} for (s, y), amount in sweep.by_space(point).items()] if point.lines else [],
        "lines": [{"instrument": i, "year": int(y), "amount": amount} for (i, y), amount in sorted(point.lines.items()) if amount],
        "binding": [{"id": rule, "year": None if year is None else int(year), "member": member} for rule, year, member in point.binding],
        "conflict": None if point.clash is None else clash_json(point.clash, lang),
    }


def _decimal(value: Fraction) -> str:
    return decimal_text(value, PLACES)


def _pair(key: str, value: Fraction | None) -> dict[str, str | None]:
    """A number as decimal text under its key, and exactly beside it."""
    return {key: None if value is None else _decimal(value), f"{key}_exact": None if value is None else plain(value)}
