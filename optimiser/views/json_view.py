"""`--json`: one object with stable keys; exact numbers as integers or decimal strings; sentences in the language asked for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

from optimiser.exact import decimal_text
from optimiser.faults import Fault
from optimiser.language import Lang
from optimiser.migration import Migrated
from optimiser.reading.edition import NOW
from optimiser.record import Edited, Record, RuleLine

PLACES = 6


def solve_json(record: Record, lang: Lang, warnings: Sequence[Fault] = ()) -> str:
    """The outcome of `solve` (or `score`) as JSON text."""
    data = {"status": record.status, **_head(record)}
    data |= _conflict(record, lang) if record.conflict is not None else _plan(record, lang)
    data |= {} if record.edited is None else {"edited": _edited(record.edited, lang)}
    data["warnings"] = [fault.as_json(lang) for fault in warnings] + [{"text": text[lang]} for text in record.warnings]
    return json.dumps(data, ensure_ascii=False, indent=1)


def score_json(record: Record, lang: Lang) -> str:
    """The outcome of `score` as JSON text: as for `solve`, with what is broken first."""
    broken = [one for one in record.findings if not one.holds and not one.soft]
    data = {
        "status": record.status,
        "keeps_rules": not broken,
        "effect": _number(record.total),
        "best": _number(record.optimum),
        "distance": _number(record.optimum - record.total),
        "broken": [{**_rule(one, lang), "by": _number(abs(one.excess)), "by_unit": _by(one)} for one in broken],
        **_head(record),
        **_plan(record, lang),
        **({} if record.edited is None else {"edited": _edited(record.edited, lang)}),
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


def tables_json(record: Record, path: Path, lang: Lang) -> str:
    """The outcome of `tables` as JSON text: EUR and printed thousands, PM and n.v.t. as text, null where not known."""
    tables = []
    for table in record.budget:
        rows = [
            {"level": one.level, "id": one.id, "name": one.name[lang], "exact": list(one.exact), "printed": list(one.printed)} for one in table.rows
        ]
        shares = [None if share is None else decimal_text(share, PLACES) for share in table.legal]
        tables.append({"article": table.name[lang], "budget_year": table.year, "years": list(table.years), "legal_share": shares, "rows": rows})
    return json.dumps({"status": "written", "file": path.as_posix(), "run": record.id, "tables": tables}, ensure_ascii=False, indent=1)


def _edited(edited: Edited, lang: Lang) -> dict[str, Any]:
    """What was sent in, and what every changed, locked or moved line got."""
    return {
        "file": edited.file,
        "run": edited.run,
        "change": edited.change,
        "effect": _number(edited.effect),
        "best": None if edited.best is None else _number(edited.best),
        "lines": [
            {
                "instrument": one.instrument,
                "year": int(one.year),
                "was": one.was,
                "typed": one.typed,
                "got": one.got,
                "difference": one.difference,
                "changed": one.changed,
                "lock": one.lock or None,
                "locked_at": one.held,
                "because": one.because[lang],
                "reason": one.reason,
                "place": one.place,
            }
            for one in edited.lines
        ],
        "broken": [{"id": one.rule, "sentence": one.sentence[lang], "by": _number(abs(one.by)), "by_unit": one.unit} for one in edited.broken],
    }


def faults_json(faults: Sequence[Fault], lang: Lang) -> str:
    """Faults and warnings as JSON text; `status` is "faults" when there is at least one fault."""
    wrong = [fault.as_json(lang) for fault in faults if not fault.warning]
    notes = [fault.as_json(lang) for fault in faults if fault.warning]
    return json.dumps({"status": "faults" if wrong else "ok", "faults": wrong, "warnings": notes}, ensure_ascii=False, indent=1)


def migrated_json(done: Migrated, path: str, lang: Lang) -> str:
    """What `migrate` did as JSON text."""
    steps = [{"kind": one.kind, "sheet": one.sheet, "cell": one.cell, "name": one.name, "was": one.was} for one in done.steps]
    warnings = [fault.as_json(lang) for fault in done.warnings]
    blanks = [fault.as_json(lang) for fault in done.blanks]
    data = {"status": "ok", "from": done.version, "to": NOW, "steps": steps, "warnings": warnings, "blanks": blanks, "files": {"workbook": path}}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _by(one: RuleLine) -> str:
    return one.unit if one.unit in ("persons", "members") else "EUR"


def _head(record: Record) -> dict[str, Any]:
    return {
        "programme": record.programme,
        "scenario": record.scenario,
        "goal": record.goal,
        "estimate": record.estimate,
        "unit": record.made.unit,
        **_cycle(record),
        "overrides": [{"key": one.key, "was": one.was, "now": one.now, "origin": one.origin, "reason": one.reason} for one in record.overrides],
        "record": {"id": record.id, "inputs": record.made.inputs_hash, "programme": record.made.programme_hash},
        "files": record.files,
    }


def _cycle(record: Record) -> dict[str, Any]:
    """The phase of the budget cycle, only for a run in one."""
    if record.cycle is None:
        return {}
    start = record.cycle.start
    from_plan = None if start is None else {"phase": start.phase, "budget_year": int(start.year), "version": start.version, "finding": start.finding}
    return {"cycle": {"phase": record.cycle.phase, "budget_year": int(record.cycle.budget_year), "start": from_plan}}


def _plan(record: Record, lang: Lang) -> dict[str, Any]:
    return {
        "effect": _number(record.total),
        "adds": _number(record.adds),
        "lowers": _number(record.lowers),
        "bound": _number(record.bound),
        "gap": _number(record.gap),
        "gap_euros": _number(record.gap_money),
        "optimum": _number(record.optimum),
        "loss": _number(record.loss),
        "plan": [
            {"source": one.source, "instrument": one.instrument, "space": one.space, "year": int(one.year), "amount": one.amount}
            for one in record.flows
        ],
        "rules": [_rule(one, lang) for one in record.findings],
        "effects": [
            {
                "instrument": one.instrument,
                "space": one.space,
                "year": int(one.year),
                "spend": one.amount,
                "effect": _number(one.effect),
                "marginal": _number(one.marginal),
                "kind": "adds" if one.adds else "lowers",
                "reason": one.reason[lang],
            }
            for one in record.lines
        ],
        "sources": [
            {"source": one.source, "year": int(one.year), "budget": one.amount if one.amount is not None else one.mark, "spent": one.spent}
            for one in record.sources
        ],
        "ties": [{"instrument": one.instrument, "year": int(one.year), "low": one.low, "high": one.high} for one in record.ties],
        "references": {one.id: {"effect": _number(one.effect), "broken": [text[lang] for text, _ in one.broken]} for one in record.references},
    }


def _rule(one: RuleLine, lang: Lang) -> dict[str, Any]:
    return {
        "id": one.id,
        "kind": one.kind,
        "year": None if one.year is None else int(one.year),
        "member": one.member,
        "sentence": one.sentence[lang],
        "left": None if one.left is None else _number(one.left),
        "sense": one.sense,
        "limit": _number(one.limit),
        "quantity": one.unit,
        "holds": one.holds,
        "binding": one.binding,
        "margin": None if one.margin is None else _number(one.margin),
        "soft": one.soft,
        "price": None
        if one.price is None
        else {
            "less": None if one.price.less is None else _number(one.price.less),
            "more": None if one.price.more is None else _number(one.price.more),
            "step": _number(one.price.step),
        },
        "standing": one.standing,
        "source": one.source,
    }


def _conflict(record: Record, lang: Lang) -> dict[str, Any]:
    conflict = record.conflict
    assert conflict is not None
    return {
        "conflict": {
            "rules": [{"id": rule, "year": None if year is None else int(year)} for rule, year in conflict.rules],
            "shortfall": _number(conflict.shortfall),
            "quantity": conflict.unit,
            "repairs": [
                {
                    "rule": one.rule,
                    "year": None if one.year is None else int(one.year),
                    "to": _number(one.to),
                    "quantity": one.unit,
                    "standing": one.standing,
                }
                for one in conflict.repairs
            ],
            "sentence": conflict.sentence[lang],
        }
    }


def _number(value: Fraction) -> int | str:
    """An integer where it is one, else a decimal string with six places (a share that is not decimal is rounded, never cut)."""
    return int(value) if value.denominator == 1 else decimal_text(value, PLACES)
