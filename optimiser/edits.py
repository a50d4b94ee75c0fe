"""One override applied: its key found, its value read, what it changes noted. Used by scenarios, the workbook and `--set` alike."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from optimiser.draft import EVERY, NUMBER, Draft, Edit, exact, is_endless, is_huge, scaled, scales, split_key
from optimiser.faults import Fault, short
from optimiser.figure_edits import change_budgets, change_instruments
from optimiser.language import Text
from optimiser.member_edits import change_members
from optimiser.rule import Rule

HEADS = ("rule", "source", "instrument", "estimate", "member", "goal", "unit", "years")
NUMBERS = ("at_least", "at_most", "exactly")
# What people write for a rule that is to be on or off, instead of the key for it.
SWITCHES = {"on": True, "aan": True, "ja": True, "true": True, "off": False, "uit": False, "nee": False, "false": False}
SWITCH = Text("een regel gaat aan of uit met rule.{rule}.active={switch}", "a rule goes on or off with rule.{rule}.active={switch}")


def make(draft: Draft, edit: Edit) -> None:
    """Applies one edit to the draft; whatever is wrong with it becomes a fault there."""
    head, _, rest = edit.key.partition(".")
    if is_endless(edit.value):
        draft.misfit(edit, NUMBER)
        return
    if head in ("unit", "years") and not rest:
        draft.note(edit, draft.data["programme"].get(head, draft.programme.programme.unit), edit.value)
        draft.data["programme"] = {**draft.data["programme"], head: edit.value}
    elif head == "goal":
        name = rest or "kind"
        draft.note(edit, draft.data["goal"].get(name, ""), edit.value)
        draft.data["goal"] = {**draft.data["goal"], name: edit.value}
    elif head == "rule":
        _rule(draft, edit, rest)
    elif head == "source":
        change_budgets(draft, edit, rest)
    elif head == "member":
        change_members(draft, edit, rest)
    elif head in ("instrument", "estimate"):
        change_instruments(draft, edit, head, rest)
    else:
        draft.unknown(edit, "unknown-key", head, HEADS)


def _numbers(old: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """A rule's numbers by year with a new one for a year or for every year; what multiplies every year keeps its years."""
    if name == EVERY and scales(value):
        return {year: scaled(value, exact(one)) for year, one in old.items()}
    new = scaled(value, exact(old.get(name, old.get(EVERY))))
    return {EVERY: new} if name == EVERY else {**old, name: new}


def _rule(draft: Draft, edit: Edit, rest: str) -> None:
    ids = [rule.id for rule in draft.programme.rule]
    split = None if rest.startswith(EVERY) else split_key(rest, ids)
    if split is None or len(split[1]) > 1:
        draft.unknown(edit, "unknown-id", rest.split(".")[0], ids)
        return
    position = ids.index(split[0][0])
    rule, raw = draft.programme.rule[position], dict(draft.data["rule"][position])
    name = split[1][0] if split[1] else EVERY
    if name == EVERY or name in draft.years:
        changed = _with_number(draft, edit, rule.id, raw, name)
    elif name in type(rule).model_fields and name not in ("id", "kind"):
        changed = _with_key(draft, edit, rule, raw, name)
    else:
        draft.unknown(edit, "unknown-key", name, [*draft.years, *(key for key in type(rule).model_fields if key not in ("id", "kind"))])
        return
    draft.data["rule"] = [*draft.data["rule"][:position], changed, *draft.data["rule"][position + 1 :]]


def _with_number(draft: Draft, edit: Edit, id: str, raw: dict[str, Any], name: str) -> dict[str, Any]:
    """A rule with another number for a year or for every year."""
    if (switch := SWITCHES.get(str(edit.value).strip().lower())) is not None:
        values = (("rule", id), ("switch", "true" if switch else "false"))
        draft.faults.append(Fault("not-a-number", edit.origin, found=short(str(edit.value)), expected=NUMBER, mend=SWITCH, values=values))
        return raw
    # An earlier edit may have changed the sense.
    number = next(key for key in NUMBERS if key in raw)
    old = raw[number] if isinstance(raw[number], dict) else {EVERY: raw[number]}
    changed = _numbers(old, name, edit.value)
    if any(map(is_huge, changed.values())):
        draft.misfit(edit, NUMBER)
        return raw
    was = old if name == EVERY and EVERY not in old else old.get(name, old.get(EVERY))
    draft.note(edit, was, changed if name == EVERY and EVERY not in changed else changed[name])
    return {**raw, number: changed}


def _with_key(draft: Draft, edit: Edit, rule: Rule, raw: dict[str, Any], name: str) -> dict[str, Any]:
    """A rule with something else than its number changed; a number under another name changes its sense."""
    unsaid = getattr(rule, name)
    draft.note(edit, raw.get(name, unsaid if isinstance(unsaid, (bool, str, Fraction)) else ""), edit.value)
    if name in NUMBERS and any(map(is_huge, edit.value.values() if isinstance(edit.value, dict) else [edit.value])):
        draft.misfit(edit, NUMBER)
        return raw
    kept = {key: one for key, one in raw.items() if key not in NUMBERS} if name in NUMBERS else raw
    return {**kept, name: edit.value}
