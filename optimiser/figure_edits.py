"""Overrides of figures: budgets of source lines, columns of instruments, estimates of effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from optimiser.draft import EVERY, Draft, Edit, euros, exact, mark, scaled, scales, share, split_key
from optimiser.exact import LARGEST
from optimiser.figures import Figure, Response
from optimiser.language import Text
from optimiser.programme import INSTRUMENT_COLUMNS

DATES = ("opens", "closes")
# So many unknown names of one list are told.
STRANGE = 20
EUROS = Text("een heel aantal euro's, 0 of meer", "a whole number of euros, 0 or more")
EUROS_OR_MARK = Text("een heel aantal euro's, 0 of meer, of PM of n.v.t.", "a whole number of euros, 0 or more, or PM or n.v.t.")
SHARE = Text("een deel van 0 tot 1, zoals 0.25 of 1/3", "a share from 0 to below 1, such as 0.25 or 1/3")
RATE = Text("een getal van 0 of meer, of low, central of high", "a number of 0 or more, or low, central or high")
DATE = Text("een datum, jaar-maand-dag, zoals 2024-09-01", "a date, year-month-day, such as 2024-09-01")


def change_budgets(draft: Draft, edit: Edit, rest: str) -> None:
    """`source.<id>[.<year>]`: euros, PM, n.v.t. or a factor."""
    ids = [one.id for one in draft.programme.source]
    split = split_key(rest, ids)
    if split is None:
        draft.unknown(edit, "unknown-id", rest.split(".")[0], ids)
        return
    if len(split[1]) > 1 or any(year not in draft.years for year in split[1]):
        draft.unknown(edit, "wrong-year", ".".join(split[1]), draft.years)
        return
    scaling = scales(edit.value)
    changes: dict[tuple[str, str], Figure] = {}
    for id in split[0]:
        for year in split[1] or draft.years:
            old = draft.figures.budgets.get((id, year))
            number = old.value if old is not None and isinstance(old.value, int) else None
            if number is None and (scaling or (not split[1] and old is None)):
                continue
            amount = mark(edit.value) or euros(scaled(edit.value, number))
            if amount is None:
                draft.misfit(edit, EUROS_OR_MARK)
                return
            changes[id, year] = Figure(amount, "EUR", edit.place or edit.origin, edit.standing, edit.source, edit.why)
            draft.note(edit, old.value if old else None, amount, f"source.{id}.{year}")
    if not changes:
        draft.misfit(edit, EUROS_OR_MARK)
    draft.figures = draft.figures.with_budgets(changes)


def change_instruments(draft: Draft, edit: Edit, head: str, rest: str) -> None:
    """`instrument.<id>.<column>[.<year>]` and `estimate.<id>[.<column>]`."""
    ids = [one.id for one in draft.programme.instrument]
    split = split_key(rest, ids)
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
    for name in [one for one in dict.fromkeys(wanted or ("",)) if one not in known][:STRANGE]:
        draft.unknown(edit, "unknown-id", name, known)
    draft.note(edit, ", ".join(draft.figures.lines[id]), ", ".join(wanted))
    places = {**draft.figures.places, ("instrument", id, "lines"): edit.origin}
    draft.figures = replace(draft.figures, lines={**draft.figures.lines, id: wanted}, places=places)


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
    changing = {year: given} if year is not None or not scales(edit.value) else dict(own)
    if wide and scales(edit.value) and (not changing or (year is not None and given is None)):
        return
    is_share = rest[0] == "cofinancing"
    kept = {key: one for key, one in draft.figures.columns.items() if year is not None or key[:2] != (id, rest[0])}
    for when, old in (changing or {year: None}).items():
        new = scaled(edit.value, None if old is None else exact(old.value))
        amount = share(new) if is_share else euros(new)
        if amount is None:
            draft.misfit(edit, SHARE if is_share else EUROS)
            return
        draft.note(edit, old.value if old else None, amount, edit.key if when == year else f"{edit.key}.{when}")
        kept[id, rest[0], when] = Figure(amount, "1" if is_share else "EUR", edit.origin, "assumed", "", edit.why)
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
        number = exact(scaled(edit.value, exact(old.value)))
        if number is None or not 0 <= number <= LARGEST:
            draft.misfit(edit, RATE, choices=list(response.estimates))
            return
        new = Figure(number, old.unit, edit.origin, "assumed", "", edit.why)
    draft.note(edit, old.value, new.value)
    changed: Response = replace(response, estimates={**response.estimates, column: new})
    draft.figures = replace(draft.figures, responses={**draft.figures.responses, id: changed})
