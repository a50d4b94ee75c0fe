"""The shipped case once more, as a PuLP model written from the formulation alone: no code of the package takes part.

It reads `models/taz.toml` with the standard library, and takes the figures as they come out of the workbook. Amounts are EUR million.
"""

from __future__ import annotations

import tomllib
import warnings
from collections.abc import Iterator, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pulp

MLN = 10**6


class Model:
    """One scenario of the case."""

    def __init__(self, toml: Path, figures: Any, scenario: str) -> None:
        self.data = tomllib.loads(toml.read_text(encoding="utf-8"), parse_float=Fraction)
        self.budget: dict[tuple[str, str], Fraction | None] = {}
        for (line, year), one in figures.budgets.items():
            self.budget[line, year] = Fraction(one.value, MLN) if isinstance(one.value, int) else None
        self.figures = figures
        self.rules = {one["id"]: dict(one) for one in self.data["rule"]}
        for key, value in next((one.get("set", {}) for one in self.data["scenario"] if one["id"] == scenario), {}).items():
            self._change(key, value)
        self.years = [str(year) for year in self.data["programme"]["years"]]
        self.space = {one["id"]: one["space"] for one in self.data["instrument"]}
        self.cells = [(s, i, y) for i, lines in figures.lines.items() for s in lines for y in self.years if self.budget.get((s, y)) is not None]
        self.x = {cell: pulp.LpVariable("x_%d" % n, 0) for n, cell in enumerate(self.cells)}
        self.problem = pulp.LpProblem("taz", pulp.LpMaximize)
        self.missed: dict[int, list[Any]] = {}
        self.effect = self._effects()
        for one in self.rules.values():
            if one.get("active", True):
                self._rule(one)

    # --------------------------------------------------------------------------------------------------------- the scenario

    def _change(self, key: str, value: Any) -> None:
        head, _, rest = key.partition(".")
        if head == "years":
            self.data["programme"]["years"] = value
        elif key == "goal":
            self.data["goal"]["kind"] = value
        elif key == "goal.target":
            self.data["goal"]["target"] = value
        elif head == "rule":
            id, _, field = rest.rpartition(".")
            if field.isdigit():
                name = next(one for one in ("at_least", "at_most", "exactly") if one in self.rules[id])
                old = self.rules[id][name]
                self.rules[id][name] = {**(old if isinstance(old, dict) else {"*": old}), field: value}
            else:
                for sense in ("at_least", "at_most", "exactly"):
                    if field in ("at_least", "at_most", "exactly"):
                        self.rules[id].pop(sense, None)
                self.rules[id][field] = value
        elif head == "source":
            line, _, year = rest.partition(".")
            for s, y in [*self.budget, (line, year)]:
                if line in ("*", s) and year in ("", y) and y:
                    self.budget[s, y] = self._money(value, self.budget.get((s, y)))
        else:
            raise AssertionError(key)

    def _money(self, value: Any, old: Fraction | None) -> Fraction | None:
        if isinstance(value, str) and value.startswith("*"):
            return None if old is None else old * Fraction(value[1:])
        return None if isinstance(value, str) else Fraction(value, MLN)

    # ------------------------------------------------------------------------------------------------------------- the rules

    def _spent(self, where: Mapping[str, Any], **also: str) -> Any:
        return pulp.lpSum(self.x[cell] for cell in self.cells if self._in(cell, {**where, **also}))

    def _in(self, cell: tuple[str, str, str], where: Mapping[str, Any]) -> bool:
        have = {"source": cell[0], "instrument": cell[1], "year": cell[2], "space": self.space[cell[1]]}
        for key, wanted in where.items():
            if key == "except":
                if any(have[name] in ([one] if isinstance(one, str) else one) for name, one in wanted.items()):
                    return False
            elif have[key] not in ([wanted] if isinstance(wanted, str) else wanted):
                return False
        return True

    def _figure(self, instrument: str, column: str, year: str) -> Any:
        found = self.figures.columns.get((instrument, column, year)) or self.figures.columns.get((instrument, column, None))
        return found.value if found else None

    def _numbers(self, one: Mapping[str, Any]) -> Iterator[tuple[str, str, str | None, Fraction]]:
        """(sense, year or "all", instrument, number as typed)"""
        sense = next(name for name in ("at_least", "at_most", "exactly") if name in one)
        number = one[sense]
        if one.get("per", "all" if one["kind"].startswith("effect") else "year") == "all":
            yield sense, "all", None, Fraction(number)
            return
        for year in self.years:
            for instrument in self.space if one.get("each") else [None]:
                if isinstance(number, dict) and "figure" in number:
                    value = self._figure(str(instrument), number["figure"], year)
                else:
                    value = number.get(year, number.get("*")) if isinstance(number, dict) else number
                inside = instrument is None or any(cell[1:] == (instrument, year) and self._in(cell, one.get("select", {})) for cell in self.cells)
                if value is not None and inside:
                    yield sense, year, instrument, Fraction(value)

    def _hold(self, one: Mapping[str, Any], sense: str, left: Any, right: Any) -> None:
        """left sense right; a wish may miss it."""
        if "soft" in one:
            priority = int(one["soft"]["priority"])
            over, under = (pulp.LpVariable(f"s_{len(self.problem.constraints)}_{name}", 0) for name in ("over", "under"))
            self.missed.setdefault(priority, []).extend([over, under])
            left = left - over + under
        self.problem += {"at_least": left >= right, "at_most": left <= right, "exactly": left == right}[sense]

    def _rule(self, one: Mapping[str, Any]) -> None:
        for sense, year, instrument, number in self._numbers(one):
            where = dict(one.get("select", {}))
            if instrument is not None:
                where["instrument"] = instrument
            in_year = {} if year == "all" else {"year": year}
            getattr(self, "_" + one["kind"].replace("-", "_"))(one, sense, year, where, in_year, number)

    def _balance(self, one: Any, sense: str, year: str, where: Any, in_year: Any, number: Fraction) -> None:
        for (line, when), amount in self.budget.items():
            if when == year and amount is not None:
                self._hold(one, sense, self._spent({"source": line, "year": year}), float(amount * number))

    def _limit(self, one: Any, sense: str, year: str, where: Any, in_year: Any, number: Fraction) -> None:
        self._hold(one, sense, self._spent(where, **in_year), float(number / MLN))

    def _earmark(self, one: Any, sense: str, year: str, where: Any, in_year: Any, number: Fraction) -> None:
        lines = one["lines"]
        there = self._spent(where, source=lines, **in_year)
        if one["of"] == "EUR":
            self._hold(one, sense, there, float(number / MLN))
        elif one["of"] == "spent":
            self._hold(one, sense, there, float(number) * self._spent({"source": lines}, **in_year))
        else:
            self._hold(one, sense, there, float(number * (self.budget[lines, year] or 0)))

    def _whole(self, where: Mapping[str, Any], year: str) -> Fraction:
        out = where.get("except", {}).get("source")
        return sum((amount for (line, when), amount in self.budget.items() if when == year and amount is not None and line != out), Fraction(0))

    def _share(self, one: Any, sense: str, year: str, where: Any, in_year: Any, number: Fraction) -> None:
        if "budget" in one["whole"]:
            right: Any = float(number * self._whole(one["whole"]["budget"], year))
        else:
            right = float(number) * self._spent(one["whole"]["spent"], **in_year)
        self._hold(one, sense, self._spent(where, **in_year), right)

    def _step(self, one: Any, sense: str, year: str, where: Any, in_year: Any, number: Fraction) -> None:
        if self.years.index(year) == 0:
            return
        before = self.years[self.years.index(year) - 1]
        if one["change"] == "ratio":
            self._hold(one, sense, self._spent(where, year=year), float(number) * self._spent(where, year=before))
            return
        now, then = self._whole(one["whole"], year), self._whole(one["whole"], before)
        self._hold(one, sense, self._spent(where, year=year) * float(1 / now) - self._spent(where, year=before) * float(1 / then), float(number))

    def _period(self, one: Any, sense: str, year: str, where: Any, in_year: Any, number: Fraction) -> None:
        opens, closes = (self._figure(where["instrument"], column, year) for column in ("opens", "closes"))
        months = [
            m
            for m in range(1, 13)
            if (not opens or (opens.year, opens.month) <= (int(year), m)) and (not closes or (int(year), m) <= (closes.year, closes.month))
        ]
        if len(months) < 12:
            self._hold(one, sense, self._spent(where, year=year), float(number * len(months) / 12 / MLN))

    def _cofinancing(self, one: Any, sense: str, year: str, where: Any, in_year: Any, number: Fraction) -> None:
        subsidy, partners = [], []
        for cell in self.cells:
            if self._in(cell, {**where, **in_year}):
                ratio = self._figure(cell[1], "cofinancing", cell[2]) or Fraction(0)
                subsidy.append(self.x[cell])
                partners.append(float(ratio / (1 - ratio) if self.figures.bases.get(cell[1]) == "total" else ratio) * self.x[cell])
        paid = pulp.lpSum(partners)
        base = {"total": pulp.lpSum(subsidy) + paid, "subsidy": pulp.lpSum(subsidy), "EUR": None}[one["base"]]
        self._hold(one, sense, paid, float(number / MLN) if base is None else float(number) * base)

    def _effect_cap(self, one: Any, sense: str, year: str, where: Any, in_year: Any, number: Fraction) -> None:
        inside = [part for (i, y), part in self.effect.items() if self._in(("", i, y), {**where, **in_year})]
        self._hold(one, sense, pulp.lpSum(inside), float(number))

    _effect_floor = _effect_cap

    # ------------------------------------------------------------------------------------------------------------ the effect

    def _effects(self) -> dict[tuple[str, str], Any]:
        """Persons in effect in the target year of every instrument and year of spending, in tiers."""
        effects: dict[tuple[str, str], Any] = {}
        target = int(self.data["goal"]["target"])
        for instrument in self.space:
            one = self.figures.responses[instrument]
            rate = Fraction(one.estimates[self.data["goal"].get("estimate", "central")].value) * one.realisation.value
            for year in self.years:
                start = int(year) + one.lag.value
                counts = start <= target < start + one.duration.value
                absorption = Fraction(self._figure(instrument, "absorption", year), MLN)
                tiers = [pulp.LpVariable(f"z_{len(effects)}_{n}", 0, float(part * absorption)) for n, (part, _) in enumerate(one.tiers)]
                self.problem += pulp.lpSum(tiers) <= self._spent({"instrument": instrument, "year": year})
                effects[instrument, year] = (
                    pulp.lpSum(float(rate * speed) * tier for tier, (_, speed) in zip(tiers, one.tiers, strict=True)) if counts else pulp.lpSum([])
                )
        return effects

    # ------------------------------------------------------------------------------------------------------------- the optimum

    def optimum(self) -> float | None:
        """The most persons (for the goal `money`: the fewest euros), wishes first; None when there is no plan."""
        solver = pulp.HiGHS(msg=False)
        for _, parts in sorted(self.missed.items()):
            self.problem.setObjective(-pulp.lpSum(parts))
            if pulp.LpStatus[self.problem.solve(solver)] != "Optimal":
                return None
            self.problem += pulp.lpSum(parts) <= -pulp.value(self.problem.objective) + 1e-9
        money = self.data["goal"]["kind"] == "money"
        self.problem.setObjective(-pulp.lpSum(self.x.values()) if money else pulp.lpSum(self.effect.values()))
        if pulp.LpStatus[self.problem.solve(solver)] != "Optimal":
            return None
        return float(pulp.value(self.problem.objective)) * (-MLN if money else 1)


def optimum(toml: Path, figures: Any, scenario: str = "base") -> float | None:
    """The most effect of a scenario in persons, or its fewest euros; None when there is no plan."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return Model(toml, figures, scenario).optimum()
