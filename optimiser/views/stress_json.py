"""`stress --json`: one object with stable keys. Exact numbers as exact text with a decimal beside it; what chance or a solver gave as decimals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from optimiser.exact import decimal_text, plain
from optimiser.language import Lang
from optimiser.stressed import CLOSE, Bar, CarefulTold, Drawn, LineMove, RobustTold, Spread, Stressed, Swing, spread_of
from optimiser.views.sweep_json import head

PLACES = 6


def stress_json(told: Stressed, lang: Lang, files: Mapping[str, str]) -> str:
    """A stress test as JSON text."""
    data = {
        "status": "broken-off" if told.broken_off else "stressed",
        **head(told.about),
        "goal_unit": told.about.goal_unit[lang],
        "larger_is_better": told.larger_is_better,
        "plan": {
            "kind": told.plan.kind,
            "file": told.plan.file or None,
            **_both("value", told.plan.value),
            **_both("best", told.plan.best),
            "broken": [one[lang] for one in told.plan.broken],
        },
        "estimates": [
            {
                "instrument": one.instrument,
                **{key: plain(getattr(one, key)) for key in ("low", "central", "high", "used")},
                "standing": one.standing,
                "widened": one.widened,
                **_both("outcome", one.effect),
            }
            for one in told.estimates
        ],
        "standing": [
            {"standing": one.standing, **_both("outcome", one.amount), **_both("share", one.share), "instruments": one.instruments}
            for one in told.standings
        ],
        "tornado": [_swing(one) for one in told.swings],
        "draws": None if told.drawn is None else _draws(told.drawn),
        "robust": [_robust(one) for one in told.robust],
        "careful": None if told.careful is None else _careful(told.careful),
        "break_even": [
            {
                "instrument": one.instrument,
                "used": plain(one.used),
                "high": plain(one.high),
                "estimate": None if one.estimate is None else plain(one.estimate),
                "why": one.why or None,
                "forced": one.forced,
                "now": one.now,
            }
            for one in told.breaks
        ],
        "notes": [note[lang] for note in told.notes],
        "work": {"cluster": told.cluster or None, "resumed": told.resumed},
        "files": dict(files),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def _swing(one: Swing) -> dict[str, Any]:
    return {
        "instrument": one.instrument,
        "standing": one.standing,
        "low": _bar(one.low),
        "high": _bar(one.high),
        **_both("width", one.width),
        "width_best": _float(one.width_best),
        "knowing": _float(one.knowing),
    }


def _bar(bar: Bar) -> dict[str, Any]:
    return {
        "estimate": plain(bar.estimate),
        **_both("plan", bar.plan),
        "best": _float(bar.best),
        **_both("missed", bar.missed),
        "lines": _moves(bar.lines),
    }


def _moves(lines: tuple[LineMove, ...]) -> list[dict[str, Any]]:
    return [{"instrument": one.instrument, "year": int(one.year), "difference": one.difference} for one in lines]


def _draws(drawn: Drawn) -> dict[str, Any]:
    declared = drawn.declared
    return {
        "declared": {
            "shape": declared.shape,
            "correlation": plain(declared.correlation),
            "groups": {space: plain(value) for space, value in declared.groups},
            "seed": declared.seed,
            "draws": declared.count,
        },
        "answered": drawn.count,
        "plan": _spread(spread_of(drawn.plan)),
        "best": _spread(spread_of(drawn.best[drawn.possible])),
        "regret": _spread(spread_of(drawn.regrets)),
        "within": {plain(part): _float(drawn.within(part)) for part in CLOSE},
        "without_plan": int((~drawn.possible).sum()),
        "target_missed": int((~drawn.kept).sum()),
        "presence": [
            {
                "instrument": one.instrument,
                "year": int(one.year),
                "often": _float(one.often),
                "mean": one.mean,
                "amount": one.amount,
                "counts": one.counts,
            }
            for one in drawn.presence
        ],
    }


def _spread(spread: Spread | None) -> dict[str, Any] | None:
    if spread is None:
        return None
    points = {f"p{one}": _float(value) for one, value in spread.percentiles.items()}
    ends = {"mean": spread.mean, "error": spread.error, "least": spread.least, "most": spread.most}
    return {"count": spread.count, **{key: _float(value) for key, value in ends.items()}, **points}


def _robust(one: RobustTold) -> dict[str, Any]:
    return {
        "gamma": plain(one.gamma),
        "every": one.every,
        **_both("this_worst", one.this_worst),
        **_both("this_central", one.this_central),
        **_both("worst", one.worst),
        **_both("central", one.central),
        **_both("bound", one.bound),
        **_both("gain", one.gain),
        **_both("price", one.price),
        "exact": one.exact,
        "moves": _moves(one.moves),
    }


def _careful(one: CarefulTold) -> dict[str, Any]:
    values = ("this_mean", "this_worst", "mean", "worst", "central", "bound")
    numbers = {key: value for name in values for key, value in _both(name, getattr(one, name)).items()}
    return {"weight": plain(one.weight), "tail": plain(one.tail), "scenarios": one.scenarios, **numbers, "moves": _moves(one.moves)}


def _float(value: float | None) -> str | None:
    """What a solver or chance gave, to six decimals."""
    return None if value is None else decimal_text(Fraction(value), PLACES)


def _both(key: str, value: Fraction | None) -> dict[str, str | None]:
    """A number as decimal text under its key, and exactly beside it."""
    return {key: None if value is None else decimal_text(value, PLACES), f"{key}_exact": None if value is None else plain(value)}
