"""One override applied: its key found, its value read, what it changes noted. Used by scenarios, the workbook and `--set` alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from optimiser.exact import LARGEST, Exact, plain, read_exact
from optimiser.faults import Fault, unknown
from optimiser.figures import Figure, Figures, Mark, Response
from optimiser.language import Text
from optimiser.programme import INSTRUMENT_COLUMNS, Programme, horizon_years

HEADS = ("rule", "source", "instrument", "estimate", "goal", "unit", "years")
EVERY = "*"
NUMBERS = ("at_least", "at_most", "exactly")


@dataclass(frozen=True, slots=True)
class Edit:
    """A change asked for: who asks (scenario, workbook, --set), the key, the value as typed, and why."""

    origin: str
    key: str
    value: Any
    why: str


@dataclass(frozen=True, slots=True)
class Override:
    """One change: `key`, the value it had and has now (as exact text), where it comes from, and why."""

    key: str
    was: str
    now: str
    origin: str
    reason: str = ""


@dataclass
class Draft:
    """The case while it is being changed: raw programme data and figures, with the faults and overrides gathered on the way."""

    programme: Programme
    data: dict[str, Any]
    figures: Figures
    faults: list[Fault] = field(default_factory=list)
    overrides: list[Override] = field(default_factory=list)

    @property
    def years(self) -> list[str]:
        """Every year a key may name."""
        return [str(year) for year in horizon_years(self.programme)]

    def note(self, edit: Edit, was: Any, now: Any, key: str = "") -> None:
        """Keeps what changed."""
        self.overrides.append(Override(key or edit.key, _shown(was), _shown(now), edit.origin, edit.why))

    def unknown(self, edit: Edit, code: str, found: str, known: Sequence[str]) -> None:
        """A name in the key that does not exist."""
        self.faults.append(unknown(code, found, known, file=f"{edit.origin} {edit.key}"))

    def not_a_number(self, edit: Edit) -> None:
        """A value that does not fit."""
        expected = Text("een getal dat hier past (hele euro's; een aandeel 0-1)", "a number that fits here (whole euros; a share 0-1)")
        mend = Text("geef {key} een geldige waarde", "give {key} a valid value")
        self.faults.append(Fault("not-a-number", edit.origin, found=str(edit.value), expected=expected, mend=mend, values=(("key", edit.key),)))


def make(draft: Draft, edit: Edit) -> None:
    """Applies one edit to the draft; whatever is wrong with it becomes a fault there."""
    head, _, rest = edit.key.partition(".")
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
        _budgets(draft, edit, rest)
    elif head in ("instrument", "estimate"):
        _instruments(draft, edit, head, rest)
    else:
        draft.unknown(edit, "unknown-key", head, HEADS)


def _split(key: str, known: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """`vvt.2025` -> ([`vvt`], [`2025`]), `*` -> all; the longest known id first, because ids may hold dots."""
    if key == EVERY or key.startswith(EVERY + "."):
        return list(known), key.split(".")[1:]
    for id in sorted(known, key=len, reverse=True):
        if key == id or key.startswith(id + "."):
            return [id], key[len(id) + 1 :].split(".") if key != id else []
    return None


def _rule(draft: Draft, edit: Edit, rest: str) -> None:
    ids = [rule.id for rule in draft.programme.rule]
    split = None if rest.startswith(EVERY) else _split(rest, ids)
    if split is None or len(split[1]) > 1:
        draft.unknown(edit, "unknown-id", rest.split(".")[0], ids)
        return
    position = ids.index(split[0][0])
    rule, raw = draft.programme.rule[position], dict(draft.data["rule"][position])
    name = split[1][0] if split[1] else EVERY
    if name == EVERY or name in draft.years:
        # An earlier edit may have changed the sense.
        number = next(key for key in NUMBERS if key in raw)
        old = raw[number] if isinstance(raw[number], dict) else {EVERY: raw[number]}
        was = old.get(name, old.get(EVERY))
        new = _scaled(edit.value, _exact(was))
        raw[number] = {EVERY: new} if name == EVERY else {**old, name: new}
        draft.note(edit, was, new)
    elif name in type(rule).model_fields and name not in ("id", "kind"):
        draft.note(edit, raw.get(name, ""), edit.value)
        if name in NUMBERS:
            raw = {key: one for key, one in raw.items() if key not in NUMBERS}
        raw[name] = edit.value
    else:
        draft.unknown(edit, "unknown-key", name, [*draft.years, *(key for key in type(rule).model_fields if key not in ("id", "kind"))])
    draft.data["rule"] = [*draft.data["rule"][:position], raw, *draft.data["rule"][position + 1 :]]


def _budgets(draft: Draft, edit: Edit, rest: str) -> None:
    ids = [one.id for one in draft.programme.source]
    split = _split(rest, ids)
    if split is None:
        draft.unknown(edit, "unknown-id", rest.split(".")[0], ids)
        return
    if len(split[1]) > 1 or any(year not in draft.years for year in split[1]):
        draft.unknown(edit, "wrong-year", ".".join(split[1]), draft.years)
        return
    scaling = _scales(edit.value)
    changes: dict[tuple[str, str], Figure] = {}
    for id in split[0]:
        for year in split[1] or draft.years:
            old = draft.figures.budgets.get((id, year))
            number = old.value if old is not None and isinstance(old.value, int) else None
            if number is None and (scaling or (not split[1] and old is None)):
                continue
            amount = _mark(edit.value) or _euros(_scaled(edit.value, number))
            if amount is None:
                draft.not_a_number(edit)
                return
            changes[id, year] = Figure(amount, "EUR", edit.origin, "assumed", "", edit.why)
            draft.note(edit, old.value if old else None, amount, f"source.{id}.{year}")
    if not changes:
        draft.not_a_number(edit)
    draft.figures = draft.figures.with_budgets(changes)


def _instruments(draft: Draft, edit: Edit, head: str, rest: str) -> None:
    ids = [one.id for one in draft.programme.instrument]
    split = _split(rest, ids)
    if split is None:
        draft.unknown(edit, "unknown-id", rest.split(".")[0], ids)
        return
    for id in split[0]:
        one = replace(edit, key=".".join([head, id, *split[1]]))
        if head == "estimate":
            _estimate(draft, one, id, split[1])
        elif split[1][:1] == ["lines"]:
            _lines(draft, one, id)
        else:
            _column(draft, one, id, split[1], wide=rest.startswith(EVERY))


def _lines(draft: Draft, edit: Edit, id: str) -> None:
    """Which source lines may pay an instrument."""
    value = edit.value
    wanted = tuple(part.strip() for part in value.split(",")) if isinstance(value, str) else tuple(map(str, value)) if isinstance(value, list) else ()
    known = [one.id for one in draft.programme.source]
    for name in wanted or ("",):
        if name not in known:
            draft.unknown(edit, "unknown-id", name, known)
    draft.note(edit, ", ".join(draft.figures.lines[id]), ", ".join(wanted))
    draft.figures = replace(draft.figures, lines={**draft.figures.lines, id: wanted})


def _column(draft: Draft, edit: Edit, id: str, rest: Sequence[str], wide: bool) -> None:
    """An instrument's figure, for a year or for every year; what is multiplied keeps its years, and of `*` only those that have the figure."""
    columns = (*INSTRUMENT_COLUMNS, "cofinancing", "lines")
    if not rest or rest[0] not in columns:
        draft.unknown(edit, "unknown-key", rest[0] if rest else "", columns)
        return
    year = rest[1] if len(rest) > 1 else None
    if len(rest) > 2 or (year is not None and year not in draft.years):
        draft.unknown(edit, "wrong-year", ".".join(rest[1:]), draft.years)
        return
    own = {key[2]: one for key, one in draft.figures.columns.items() if key[:2] == (id, rest[0])}
    given = draft.figures.column(id, rest[0], year or draft.years[0])
    changing = {year: given} if year is not None or not _scales(edit.value) else dict(own)
    if wide and _scales(edit.value) and (not changing or (year is not None and given is None)):
        return
    share = rest[0] == "cofinancing"
    kept = {key: one for key, one in draft.figures.columns.items() if year is not None or key[:2] != (id, rest[0])}
    for when, old in (changing or {year: None}).items():
        new = _scaled(edit.value, None if old is None else _exact(old.value))
        amount = _share(new) if share else _euros(new)
        if amount is None:
            draft.not_a_number(edit)
            return
        draft.note(edit, old.value if old else None, amount, edit.key if when == year else f"{edit.key}.{when}")
        kept[id, rest[0], when] = Figure(amount, "1" if share else "EUR", edit.origin, "assumed", "", edit.why)
    draft.figures = replace(draft.figures, columns=kept)


def _estimate(draft: Draft, edit: Edit, id: str, rest: Sequence[str]) -> None:
    """`estimate.<id>` = low | central | high, or a number for one of them, or for the one in use."""
    response = draft.figures.responses[id]
    used = str(draft.data["goal"].get("estimate", draft.programme.goal.estimate))
    column = rest[0] if rest else used
    if column not in response.estimates or len(rest) > 1:
        draft.unknown(edit, "unknown-key", ".".join(rest) or used, list(response.estimates))
        return
    old = response.estimates[column]
    if isinstance(edit.value, str) and edit.value in response.estimates and not rest:
        new = response.estimates[edit.value]
    else:
        number = _exact(_scaled(edit.value, _exact(old.value)))
        if number is None or not 0 <= number <= LARGEST:
            draft.not_a_number(edit)
            return
        new = Figure(number, old.unit, edit.origin, "assumed", "", edit.why)
    draft.note(edit, old.value, new.value)
    changed: Response = replace(response, estimates={**response.estimates, column: new})
    draft.figures = replace(draft.figures, responses={**draft.figures.responses, id: changed})


def _scales(value: Any) -> bool:
    return isinstance(value, str) and value.strip().startswith(EVERY)


def _scaled(value: Any, base: Exact | None) -> Any:
    """`*0.86` times the base; anything else as it is."""
    if _scales(value) and base is not None:
        factor = read_exact(value.strip()[1:])
        return value if factor is None else plain(base * factor)
    return value


def _exact(value: Any) -> Fraction | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, Fraction):
        return value
    return read_exact(value) if isinstance(value, (int, str)) else None


def _mark(value: Any) -> Mark | None:
    return next((mark for mark in Mark if value == mark or (isinstance(value, str) and value.strip().casefold() == mark.value.casefold())), None)


def _euros(value: Any) -> int | None:
    number = _exact(value)
    return int(number) if number is not None and 0 <= number <= LARGEST and number.denominator == 1 else None


def _share(value: Any) -> Fraction | None:
    number = _exact(value)
    return number if number is not None and 0 <= number < 1 else None


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mark):
        return value.value
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items())
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain(value) if isinstance(value, (int, Fraction)) else str(value)
