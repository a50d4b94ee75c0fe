"""One override applied: its key found, its value read, what it changes noted. Used by scenarios, the workbook and `--set` alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any

from optimiser.exact import LARGEST, Exact, plain, read_exact
from optimiser.faults import Fault, unknown
from optimiser.figures import Figure, Figures, Mark, Response
from optimiser.language import Text
from optimiser.programme import INSTRUMENT_COLUMNS, Programme, horizon_years

HEADS = ("rule", "source", "instrument", "estimate", "goal", "unit", "years")
NUMBERS = ("at_least", "at_most", "exactly")
DATES = ("opens", "closes")
EVERY = "*"
EUROS = Text("een heel aantal euro's, 0 of meer", "a whole number of euros, 0 or more")
EUROS_OR_MARK = Text("een heel aantal euro's, 0 of meer, of PM of n.v.t.", "a whole number of euros, 0 or more, or PM or n.v.t.")
SHARE = Text("een deel van 0 tot 1, zoals 0.25 of 1/3", "a share from 0 to below 1, such as 0.25 or 1/3")
RATE = Text("een getal van 0 of meer, of low, central of high", "a number of 0 or more, or low, central or high")
NUMBER = Text("een getal van gewone grootte, zoals 12, 0.25 of 2/3", "a number of ordinary size, such as 12, 0.25 or 2/3")
DATE = Text("een datum, jaar-maand-dag, zoals 2024-09-01", "a date, year-month-day, such as 2024-09-01")


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

    def misfit(self, edit: Edit, expected: Text, code: str = "not-a-number") -> None:
        """A value that does not fit; one that multiplies may have nothing to multiply, or not come out whole."""
        scaling = isinstance(edit.value, str) and edit.value.strip().startswith(EVERY)
        mend = MULTIPLIED if scaling else Text("geef {key} zo'n waarde", "give {key} such a value")
        found = str(edit.value)[:100]
        self.faults.append(Fault(code, edit.origin, found=found, expected=expected, mend=mend, values=(("key", edit.key),)))


MULTIPLIED = Text(
    "{key} heeft geen getal om te vermenigvuldigen, of de uitkomst past niet; geef de waarde zelf",
    "{key} has no number to multiply, or the outcome does not fit; give the value itself",
)


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
        if _is_huge(new):
            draft.misfit(edit, NUMBER)
            return
        raw[number] = {EVERY: new} if name == EVERY else {**old, name: new}
        draft.note(edit, was, new)
    elif name in type(rule).model_fields and name not in ("id", "kind"):
        unsaid = getattr(rule, name)
        draft.note(edit, raw.get(name, unsaid if isinstance(unsaid, (bool, str, Fraction)) else ""), edit.value)
        if name in NUMBERS:
            raw = {key: one for key, one in raw.items() if key not in NUMBERS}
            if any(map(_is_huge, edit.value.values() if isinstance(edit.value, dict) else [edit.value])):
                draft.misfit(edit, NUMBER)
                return
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
                draft.misfit(edit, EUROS_OR_MARK)
                return
            changes[id, year] = Figure(amount, "EUR", edit.origin, "assumed", "", edit.why)
            draft.note(edit, old.value if old else None, amount, f"source.{id}.{year}")
    if not changes:
        draft.misfit(edit, EUROS_OR_MARK)
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
        elif split[1] == ["lines"]:
            _lines(draft, one, id)
        elif len(split[1]) == 1 and split[1][0] in DATES:
            _date(draft, one, id, split[1][0])
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


def _date(draft: Draft, edit: Edit, id: str, column: str) -> None:
    """When an instrument opens or closes."""
    if type(edit.value) is not date:
        draft.misfit(edit, DATE, "not-a-date")
        return
    old = draft.figures.columns.get((id, column, None))
    draft.note(edit, old.value if old else None, edit.value)
    changed = Figure(edit.value, "date", edit.origin, "assumed", "", edit.why)
    draft.figures = replace(draft.figures, columns={**draft.figures.columns, (id, column, None): changed})


def _column(draft: Draft, edit: Edit, id: str, rest: Sequence[str], wide: bool) -> None:
    """An instrument's figure, for a year or for every year; what is multiplied keeps its years, and of `*` only those that have the figure."""
    by_year = (*INSTRUMENT_COLUMNS, "cofinancing")
    if not rest or rest[0] not in by_year:
        # What holds for all years (lines, opens, closes) comes here only with a year behind it.
        draft.unknown(edit, "unknown-key", ".".join(rest), (*by_year, "lines", *DATES))
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
            draft.misfit(edit, SHARE if share else EUROS)
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
            draft.misfit(edit, RATE)
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


def _is_huge(value: Any) -> bool:
    number = _exact(value)
    return number is not None and abs(number) > LARGEST


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
