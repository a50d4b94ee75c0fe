"""All plans of a tiny world, one by one: an own reading of the rules that shares no code with the package.

It reads the TOML tables and figures of a world, enumerates every plan in whole units as rows of an integer table, and says which plans keep
the rules and what their effect is, in integers. Effects are scaled by a common denominator, so nothing is rounded.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache, reduce
from math import lcm
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.worlds import TINY, Cell, Seeded, World, seeded_worlds, whole_rule

Table = NDArray[np.int64]
Column = NDArray[np.int64]
# More plans than this are too many to try one by one.
MOST = 200_000


class TooMany(Exception):
    """The world has more plans than can be tried."""


@dataclass(frozen=True)
class Best:
    """What trying all plans gives: how many keep the hard rules, the best of those (None when there is none), and how many equal it."""

    kept: int
    least_missed: tuple[Fraction, ...]
    value: Fraction | None
    amounts: Mapping[Cell, int]
    equals: int = 0


class Brute:
    """A tiny world, read again."""

    def __init__(self, world: World) -> None:
        self.data, self.figures = world.data, world.figures
        self.unit = int(self.data["programme"]["unit"])
        self.years = [str(year) for year in sorted(self.data["programme"]["years"])]
        self.space = {one["id"]: one["space"] for one in self.data["instrument"]}
        self.money = {key: one.value for key, one in self.figures.budgets.items() if isinstance(one.value, int)}
        self.cells = sorted((s, i, y) for i, lines in self.figures.lines.items() for s in lines for y in self.years if (s, y) in self.money)
        self.rules = [one for one in self.data["rule"] if one.get("active", True)]
        self.plans = self._all_plans()

    # -------------------------------------------------------------------------------------------------------- enumeration

    def _all_plans(self) -> Table:
        """Every plan that spends at most each line's money in each year, in units; shape (plans, cells)."""
        blocks = []
        count = 1
        for key, amount in sorted(self.money.items()):
            mine = [n for n, (s, _, y) in enumerate(self.cells) if (s, y) == key]
            ways = np.array(list(_ways(amount // self.unit, len(mine))), dtype=np.int64).reshape(-1, len(mine))
            count *= len(ways)
            if count > MOST:
                raise TooMany
            blocks.append((mine, ways))
        table = np.zeros((1, len(self.cells)), dtype=np.int64)
        for mine, ways in blocks:
            table = np.repeat(table, len(ways), axis=0)
            table[:, mine] = np.tile(ways, (len(table) // len(ways), 1))
        return table * self.unit

    # ---------------------------------------------------------------------------------------------------------- selections

    def _value(self, cell: Cell, key: str) -> str:
        source, instrument, year = cell
        adds = "yes" if self.figures.responses[instrument].adds else "no"
        return {"source": source, "instrument": instrument, "year": year, "space": self.space[instrument], "adds": adds}[key]

    def _inside(self, cell: Cell, where: Mapping[str, Any]) -> bool:
        def hit(key: str, wanted: Any) -> bool:
            return self._value(cell, key) in ([wanted] if isinstance(wanted, (str, int)) else [*wanted])

        only = all(hit(key, wanted) for key, wanted in where.items() if key != "except")
        return only and not any(hit(key, unwanted) for key, unwanted in where.get("except", {}).items())

    def _sum(self, where: Mapping[str, Any], **also: str) -> Column:
        """Euros on a selection, per plan."""
        mine = [n for n, cell in enumerate(self.cells) if self._inside(cell, where) and all(self._value(cell, k) == v for k, v in also.items())]
        return self.plans[:, mine].sum(axis=1)

    def _budget(self, where: Mapping[str, Any], years: Sequence[str]) -> int:
        lines = {s for s, _ in self.money}
        only = where.get("source")
        never = where.get("except", {}).get("source", ())
        chosen = [
            s
            for s in lines
            if (only is None or s in ([only] if isinstance(only, str) else only)) and s not in ([never] if isinstance(never, str) else never)
        ]
        return sum(self.money.get((s, y), 0) for s in chosen for y in years)

    def _figure(self, instrument: str, column: str, year: str) -> Any:
        one = self.figures.columns.get((instrument, column, year)) or self.figures.columns.get((instrument, column, None))
        return None if one is None else one.value

    # --------------------------------------------------------------------------------------------------------------- rules

    def _cases(self, one: Mapping[str, Any]) -> Iterator[tuple[str, list[str], dict[str, str], Fraction]]:
        """(sense, years, member, number) for everything a rule says."""
        sense = next(name for name in ("at_least", "at_most", "exactly") if name in one)
        number = one[sense]
        each = one.get("each") or ("instrument" if one["kind"] == "period" else None)
        per = one.get("per", "all" if one["kind"].startswith("effect") else "year")
        for years in [[y] for y in self.years] if per == "year" else [self.years]:
            members = sorted({self._value(cell, each) for cell in self.cells}) if each else [""]
            for member in members:
                also = {str(each): member} if each else {}
                if each and not any(self._inside(c, one.get("select", {})) and self._value(c, each) == member and c[2] in years for c in self.cells):
                    continue
                if isinstance(number, Mapping) and "figure" in number:
                    value = self._figure(member, number["figure"], years[0])
                else:
                    table = number if isinstance(number, Mapping) else {"*": number}
                    value = table.get(years[0] if per == "year" else "*", table.get("*"))
                if value is not None:
                    yield sense, years, also, Fraction(value)

    def _excess(self, one: Mapping[str, Any]) -> Iterator[tuple[str, NDArray[np.int64], int]]:
        """(sense, left minus right times a denominator per plan, that denominator) for everything a rule says."""
        kind, where = one["kind"], one.get("select", {})
        for sense, years, also, number in self._cases(one):

            def total(selection: Mapping[str, Any], years: Sequence[str] = years, also: Mapping[str, str] = also) -> Column:
                return sum((self._sum(selection, year=y, **also) for y in years), np.zeros(len(self.plans), dtype=np.int64))

            left, top, bottom = total(where), number.numerator, number.denominator
            if kind == "limit":
                yield sense, left * bottom - top, bottom
            elif kind == "share" and "budget" in one["whole"]:
                yield sense, left * bottom - top * self._budget(one["whole"]["budget"], years), bottom
            elif kind == "share":
                yield sense, left * bottom - top * total(one["whole"]["spent"], also={}), bottom
            elif kind == "earmark":
                lines = [one["lines"]] if isinstance(one["lines"], str) else one["lines"]
                there = sum((total(where, also={**also, "source": s}) for s in lines if also.get("source", s) == s), 0 * left)
                spent = sum((total({}, also={"source": s}) for s in lines), 0 * left)
                whole = {"EUR": 1, "budget": self._budget({"source": lines}, years), "spent": spent}[one["of"]]
                yield sense, there * bottom - top * whole, bottom
            elif kind == "step":
                yield from self._step(one, sense, years[0], left, number)
            elif kind == "period":
                months = _months(
                    self._figure(also["instrument"], "opens", years[0]), self._figure(also["instrument"], "closes", years[0]), int(years[0])
                )
                if months < 12:
                    yield sense, left * bottom * 12 - top * months, bottom * 12
            elif kind == "cofinancing":
                yield self._partners(one, sense, years, also, number)
            else:
                raise AssertionError(kind)

    def _step(self, one: Mapping[str, Any], sense: str, year: str, left: Column, number: Fraction) -> Iterator[tuple[str, Column, int]]:
        position = self.years.index(year)
        if position == 0:
            return
        before = self.years[position - 1]
        earlier = self._sum(one.get("select", {}), year=before)
        top, bottom = number.numerator, number.denominator
        change = one.get("change", "ratio")
        if change == "ratio":
            yield sense, left * bottom - top * earlier, bottom
        elif change == "EUR":
            yield sense, (left - earlier) * bottom - top, bottom
        else:
            now, then = (self._budget(one.get("whole", {}), [y]) for y in (year, before))
            # left / now - earlier / then against the number, in euros of this year: times `then`.
            if then:
                yield sense, left * then * bottom - earlier * now * bottom - top * now * then, bottom * then

    def _partners(
        self, one: Mapping[str, Any], sense: str, years: Sequence[str], also: Mapping[str, str], number: Fraction
    ) -> tuple[str, Column, int]:
        """Partner money = ratio / (1 - ratio) per euro of subsidy when the ratio is of the total cost, else the ratio itself."""
        pieces: list[tuple[Fraction, Column]] = []
        for year in years:
            for instrument in sorted(self.space):
                ratio = self._figure(instrument, "cofinancing", year) or Fraction(0)
                partner = ratio / (1 - ratio) if self.figures.bases.get(instrument) == "total" else ratio
                spent = (
                    self._sum(one.get("select", {}), **{**also, "instrument": instrument, "year": year})
                    if also.get("instrument", instrument) == instrument
                    else None
                )
                if spent is not None:
                    base = {"total": 1 + partner, "subsidy": Fraction(1), "EUR": Fraction(0)}[one["base"]]
                    pieces.append((partner - number * base, spent))
        constant = number if one["base"] == "EUR" else Fraction(0)
        whole = reduce(lcm, [factor.denominator for factor, _ in pieces], constant.denominator)
        total = np.full(len(self.plans), -int(constant * whole), dtype=np.int64)
        for factor, spent in pieces:
            total = total + int(factor * whole) * spent
        return sense, total, whole

    def _balance(self, one: Mapping[str, Any]) -> Iterator[tuple[str, Column, int]]:
        sense = next(name for name in ("at_most", "exactly") if name in one)
        part = Fraction(one[sense])
        for (source, year), amount in self.money.items():
            if any(cell[0] == source for cell in self.cells):
                yield sense, self._sum({}, source=source, year=year) * part.denominator - part.numerator * amount, part.denominator

    # ------------------------------------------------------------------------------------------------------------- effects

    def _counts(self, measure: str, instrument: str, year: str) -> int:
        """In how many years that matter a person is in effect."""
        one = self.figures.responses[instrument]
        goal = self.data["goal"]
        in_effect = [u for u in range(2000, 2100) if int(year) + one.lag.value <= u < int(year) + one.lag.value + one.duration.value]
        if measure == "person-years":
            return sum(goal["horizon"][0] <= u <= goal["horizon"][1] for u in in_effect)
        return int(goal["target"] in in_effect and (measure == "gap" or not one.adds))

    def _rates(self, instrument: str, year: str) -> list[tuple[Fraction, Fraction]]:
        """(width in EUR, persons per EUR) of every tier."""
        absorption = self._figure(instrument, "absorption", year)
        if absorption is None:
            return []
        one = self.figures.responses[instrument]
        full = Fraction(one.estimates["central"].value) * one.realisation.value / 10**6
        return [(width * absorption, part * full) for width, part in one.tiers]

    def _persons(self, instrument: str, year: str, spend: int) -> Fraction:
        """What a spend brings before a measure says how often it counts."""
        total, left = Fraction(0), Fraction(spend)
        for width, rate in self._rates(instrument, year):
            total += min(left, width) * rate
            left -= min(left, width)
        return total

    def _effects(self, measure: str, denominator: int) -> dict[tuple[str, str], Column]:
        """Effect of every instrument and year per plan, times the denominator."""
        found = {}
        for instrument, year in sorted({(i, y) for _, i, y in self.cells}):
            spend = self._sum({}, instrument=instrument, year=year) // self.unit
            table = [
                self._persons(instrument, year, n * self.unit) * self._counts(measure, instrument, year) for n in range(int(spend.max(initial=0)) + 1)
            ]
            found[instrument, year] = np.array([int(one * denominator) for one in table], dtype=np.int64)[spend]
        return found

    def _denominator(self) -> int:
        parts = [rate * self.unit for i, y in {(i, y) for _, i, y in self.cells} for _, rate in self._rates(i, y)]
        ends = [width * rate for i, y in {(i, y) for _, i, y in self.cells} for width, rate in self._rates(i, y)]
        limits = [n for one in self.rules if one["kind"].startswith("effect") for _, _, _, n in self._cases(one)]
        whole = reduce(lcm, [part.denominator for part in (*parts, *ends, *limits)], 1)
        return whole * 60

    def _capped(self, measure: str, denominator: int, hard: bool) -> tuple[dict[tuple[str, str], int], list[Column]]:
        """Every instrument-year's pool, and what the pools count: a cap joins what it selects. Caps must be nested and in this measure."""
        effects = self._effects(measure, denominator)
        pools = [effects[key] for key in effects]
        pool_of = {key: n for n, key in enumerate(effects)}
        caps = []
        for one in self.rules:
            if one["kind"] == "effect-cap" and ("soft" not in one) == hard:
                for _, years, also, number in self._cases(one):
                    inside = {
                        (i, y)
                        for s, i, y in self.cells
                        if y in years
                        and self._inside((s, i, y), one.get("select", {}))
                        and all(self._value((s, i, y), k) == v for k, v in also.items())
                    }
                    caps.append((inside, int(number * denominator)))
        for inside, most in sorted(caps, key=lambda cap: len(cap[0])):
            joined = sorted({pool_of[key] for key in inside})
            together = np.minimum(sum((pools[n] for n in joined), np.zeros(len(self.plans), dtype=np.int64)), most)
            pools.append(together)
            for key in pool_of:
                if pool_of[key] in joined:
                    pool_of[key] = len(pools) - 1
        return pool_of, pools

    # ---------------------------------------------------------------------------------------------------------------- best

    def plain(self) -> bool:
        """True when this reader can judge the world: caps nested and in the goal's measure, no floors beside caps, no soft caps."""
        caps = [one for one in self.rules if one["kind"] == "effect-cap"]
        floors = [one for one in self.rules if one["kind"] == "effect-floor"]
        goal = self.data["goal"]["kind"]
        sets = [{(i, y) for s, i, y in self.cells if self._inside((s, i, y), one.get("select", {}))} for one in caps]
        nested = all(a <= b or b <= a or not a & b for a in sets for b in sets)
        return nested and not (caps and floors) and all(one.get("measure", "gap") == goal and "soft" not in one for one in caps)

    def statements(self, one: Mapping[str, Any], denominator: int) -> Iterator[tuple[str, Column, int]]:
        """Everything a rule says, as (sense, excess per plan, denominator)."""
        if one["kind"] == "balance":
            yield from self._balance(one)
        elif one["kind"] == "effect-floor":
            effects = self._effects(one.get("measure", "gap"), denominator)
            for sense, years, also, number in self._cases(one):
                inside = {
                    (i, y)
                    for s, i, y in self.cells
                    if y in years and self._inside((s, i, y), one.get("select", {})) and all(self._value((s, i, y), k) == v for k, v in also.items())
                }
                total = sum((effects[key] for key in sorted(inside)), np.zeros(len(self.plans), dtype=np.int64))
                yield sense, total - int(number * denominator), denominator
        elif one["kind"] in ("minimum", "count"):
            yield from self._whole(one)
        elif one["kind"] != "effect-cap":
            yield from self._excess(one)

    def _whole(self, one: Mapping[str, Any]) -> Iterator[tuple[str, Column, int]]:
        """What is all or nothing: 0 for the plans that keep it, 1 for the others."""
        number = one.get("at_least", one.get("at_most"))
        each, where = one.get("each"), one.get("select", {})
        members = sorted({self._value(cell, each) for cell in self.cells}) if each else [""]
        for years in [[y] for y in self.years] if one.get("per", "year") == "year" else [self.years]:
            sums = []
            for member in members:
                also = {str(each): member} if each else {}
                sums.append(sum((self._sum(where, year=y, **also) for y in years), np.zeros(len(self.plans), dtype=np.int64)))
            if one["kind"] == "count":
                yield "at_most", np.maximum(sum((total > 0).astype(np.int64) for total in sums) - number, 0), 1
            else:
                yield "at_most", np.max([(total > 0) & (total < number) for total in sums], axis=0).astype(np.int64), 1

    def best(self) -> Best:
        """The best of all plans: hard rules kept, wishes missed least by priority, then the most effect."""
        denominator = self._denominator()
        kept = np.ones(len(self.plans), dtype=bool)
        missed: dict[int, list[tuple[Fraction, Column]]] = {}
        for one in self.rules:
            for sense, excess, scale in self.statements(one, denominator):
                if "soft" not in one:
                    kept &= _holds(sense, excess)
                    continue
                short = {"at_most": np.maximum(excess, 0), "at_least": np.maximum(-excess, 0), "exactly": np.abs(excess)}[sense]
                weight = Fraction(one["soft"].get("weight", 1)) / scale
                missed.setdefault(one["soft"]["priority"], []).append((weight, short))
        chosen = np.flatnonzero(kept)
        least: list[Fraction] = []
        for _, parts in sorted(missed.items()):
            if not len(chosen):
                break
            whole = reduce(lcm, [weight.denominator for weight, _ in parts], 1)
            total = sum((int(weight * whole) * short[chosen].astype(object) for weight, short in parts), np.zeros(len(chosen), dtype=object))
            least.append(Fraction(int(total.min()), whole))
            chosen = chosen[total == total.min()]
        if not len(chosen):
            return Best(0, (), None, {})
        pool_of, pools = self._capped(self.data["goal"]["kind"], denominator, hard=True)
        value = sum((pools[n] for n in sorted(set(pool_of.values()))), np.zeros(len(self.plans), dtype=np.int64))
        top = chosen[int(value[chosen].argmax())]
        amounts = {cell: int(amount) for cell, amount in zip(self.cells, self.plans[top], strict=True) if amount}
        equals = int((value[chosen] == value[top]).sum())
        return Best(int(kept.sum()), tuple(least), Fraction(int(value[top]), denominator), amounts, equals)


def _ways(units: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way to put at most `units` in `places`."""
    if places == 0:
        yield ()
        return
    for first in range(units + 1):
        for rest in _ways(units - first, places - 1):
            yield (first, *rest)


def _holds(sense: str, excess: Column) -> NDArray[np.bool_]:
    return excess <= 0 if sense == "at_most" else excess >= 0 if sense == "at_least" else excess == 0


def _months(opens: date | None, closes: date | None, year: int) -> int:
    """Months of a year in which something is open, counted one by one."""
    return sum(
        (opens is None or (year, month) >= (opens.year, opens.month)) and (closes is None or (year, month) <= (closes.year, closes.month))
        for month in range(1, 13)
    )


@cache
def tried_whole(count: int, seed: int) -> tuple[tuple[World, Best], ...]:
    """As `tried`, with rules that are all or nothing among the others, and no wishes."""
    found = []
    dice = Seeded(random.Random(seed))
    for world in seeded_worlds(count, TINY, seed):
        rules = [whole_rule(dice, TINY, number) for number in range(dice.number(1, 2))]
        it = replace(world, data={**world.data, "rule": [*(one for one in world.data["rule"] if "soft" not in one), *rules]})
        if not it.accepted():
            continue
        try:
            brute = Brute(it)
        except TooMany:
            continue
        if brute.plain():
            found.append((it, brute.best()))
    return tuple(found)


@cache
def tried(count: int, seed: int) -> tuple[tuple[World, Brute, Best], ...]:
    """Random tiny worlds that this reader can judge, with the best of all their plans."""
    found = []
    for world in seeded_worlds(count, TINY, seed):
        if not world.accepted():
            continue
        try:
            brute = Brute(world)
        except TooMany:
            continue
        if brute.plain():
            found.append((world, brute, brute.best()))
    return tuple(found)
