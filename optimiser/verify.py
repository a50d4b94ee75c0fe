"""A stand-alone checker: proves or refutes a written plan with nothing but Python. No solver, nothing of the product.

    python verify.py plan.xlsx          (or certificate.json, or the folder of an archive or CSV export)

It reads the workbook itself, rebuilds cells, rules and rates from the sheets, and says three things apart, in exact fractions:
  1. the plan keeps every rule;
  2. no plan is more than `gap` better (the claimed bound may be looser than the one found here, never tighter; rules that are all or nothing
     are checked under 1 and left out of the bound, so that the true gap can only be smaller);
  3. the plan is not the only best one (another one is shown), is the only best one, or that this is not known.

Why 2 holds: for rows a'x <= b (>= turns round, = has any sign), multipliers y >= 0 and columns 0 <= x <= u, every plan has
c'x = y'Ax + (c - A'y)'x <= y'b + sum of max(c - A'y, 0) u, and anyone can add up the right side.
Exit code 0 proved, 4 refuted, 2 not a file this can read.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import sys
import zipfile
from fractions import Fraction
from math import lcm
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from collections.abc import Callable

Table = list[dict[str, str]]
# A sum over columns: what many columns share is told, and multiplied, once. Columns are numbers: tiers, then flows, then shortfalls of wishes.
Terms = list[tuple[Fraction, list[int]]]
Columns = dict[int, Fraction]
ZERO = Fraction(0)
MOST_BYTES = 300_000_000
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
# Native table -> its name here. Headings are Dutch or English; HEADS takes both to one word.
TABLES = {"tblStromen": "flows", "tblTreden": "tiers", "tblRegels": "rules", "tblGroepen": "groups", "tblWensen": "wishes", "tblBewijs": "claims"}
TABLES |= {"tblPlan": "plan", "tblRuil": "exchange", "tblLeden": "members"}
HEADS = {"herkomst": "source", "jaar": "year", "bedrag": "amount", "lijn": "line", "trede": "tier", "kenmerk": "mark", "nr": "no", "lid": "member"}
HEADS |= {"regel": "rule", "teken": "sense", "wens": "wish", "gewicht": "weight", "multiplicator": "multiplier", "prioriteit": "priority"}
HEADS |= {"breedte exact": "width", "tarief exact": "rate", "gevuld exact": "filled", "grens exact": "limit", "onder exact": "under"}
HEADS |= {f"{name} exact": name for name in ("width", "rate", "filled", "limit", "over", "under")}
HEADS |= {"dimensie": "dimension", "attribuut": "attribute", "plafond": "ceiling", "plafondmultiplicator": "ceiling multiplier"}
HEADS |= {"bereikt": "reached", "bewering": "claim", "waarde": "value", "verschil": "difference"}
MEASURES = ("gap", "person-years", "labour-saving")
# All-or-nothing statements: nothing or at least so much; at most so many with money. They hold or not, and no bound leans on them.
NOTHING_OR, AT_MOST_SO_MANY, EACH = "0|>=", "count<=", "each "
# What a row's mark is made of, in this order.
MARKED: dict[str, tuple[str, ...]] = {
    "rules": ("no", "rule", "year", "member", "sense", "limit", "over", "under", "wish", "weight", "multiplier"),
    "tiers": ("instrument", "year", "tier", "width", "rate", "filled", *MEASURES),
    "flows": ("source", "instrument", "year", "amount"),
    "groups": ("instrument", "year", "multiplier"),
    "wishes": ("priority", "reached", "multiplier"),
}
# Further dimensions are columns too (the claim "dimensions" names them), and where money was requested a group has a ceiling.
FURTHER = {"flows": 3, "tiers": 2, "groups": 2}
CEILING = ("ceiling", "ceiling multiplier")
MEMBERS = ("dimension", "member", "attribute", "value")
NEEDED = {name: (*keys, "mark") for name, keys in MARKED.items()} | {"claims": ("claim", "value"), "plan": ("line", "plan")}
NEEDED |= {"exchange": ("source", "instrument", "year", "difference")}
# In a folder: one CSV a table (NEEDED says its columns), and what an archive holds beside them.
CSV, SUMS, MODEL, INPUT = "proof-{}.csv", "SHA256SUMS", "model.toml", "input.xlsx"
LONGEST = 2_000  # digits of an exact number; longer ones are no proof but an attack
WIDEST = 10_000  # bits of a denominator that all prices share; with a larger one they are added up one by one
MOST_CELLS = 10_000_000
MOST_TAGS = 12_000_000  # of one part: some three million cells
NOT_AS_GOOD = "ruil / exchange: de andere verdeling is niet even goed of breekt een regel / the other plan is not as good or breaks a rule"


def marked(dimensions: list[str]) -> dict[str, tuple[str, ...]]:
    """What a row's mark is made of in a programme with further dimensions: these come after the year."""
    if not dimensions:
        return MARKED
    found = {
        name: (*keys[: FURTHER.get(name, 0)], *(dimensions if name in FURTHER else ()), *keys[FURTHER.get(name, 0) :])
        for name, keys in MARKED.items()
    }
    return {**found, "groups": (*found["groups"], *CEILING), "members": MEMBERS}


class UnreadableError(Exception):
    """Not a plan workbook or certificate; the message says what is missing."""


class Checked:
    """A plan with its rules and multipliers, rebuilt from tables of text; `wrong` gathers every refutation by name."""

    def __init__(self, tables: dict[str, Table]) -> None:
        self.wrong: list[str] = []
        self.tables = tables
        self.known: dict[str, Fraction] = {}
        self.index: dict[tuple[str, str], dict[str, set[int]]] = {}
        self.chosen: dict[tuple[str, str], list[int]] = {}
        self.claims = {row["claim"]: row["value"] for row in tables["claims"]}
        self.goal = self.claims.get("goal", "")
        self.dimensions = [name for name in self.claims.get("dimensions", "").split(";") if name]
        self.have: dict[tuple[str, str], tuple[str, set[str]]] = {}
        for row in tables.get("members", []):
            self.have.setdefault((row["attribute"], row["value"]), (row["dimension"], set()))[1].add(row["member"])
        self.flows = tables["flows"]
        self.tiers = tables["tiers"]
        self.first = len(self.tiers)  # the column of the first flow
        self.shortfalls: list[str] = []
        self.reduced: list[Fraction] = []
        self.amounts = self.vector(self.flows, "amount", lambda row: f"Geldstromen {self.flow(row)}")
        self.widths, self.filled, self.rates = (
            self.vector(self.tiers, key, lambda row, word=word: f"Effect {self.tier(row)} {word}")  # type: ignore[misc]
            for key, word in (("width", "breedte"), ("filled", "gevuld"), ("rate", "tarief"))
        )
        self.groups = self.grouped()
        self.choices = [self.choice(rule) for rule in tables["rules"] if rule["sense"] in (NOTHING_OR, AT_MOST_SO_MANY)]
        self.rows = [self.row(rule) for rule in tables["rules"] if rule["sense"] not in (NOTHING_OR, AT_MOST_SO_MANY)]
        self.objective = self.goal_terms()

    def number(self, text: str, what: str) -> Fraction:
        """An exact number such as `12`, `0.25`, `2/3`; anything else is a refutation."""
        if text in self.known:
            return self.known[text]
        if len(text) < LONGEST and re.fullmatch(r"-?[0-9]+(\.[0-9]+|/[1-9][0-9]*)?", text):
            return self.known.setdefault(text, Fraction(text))
        self.wrong.append(f"{what}: '{text}' is geen exact getal / is no exact number")
        return ZERO

    def vector(self, rows: Table, key: str, tell: Callable[[dict[str, str]], str]) -> list[Any]:
        """One number a row, whole ones as int, which adds up faster and is as exact; `tell` names a row that has none."""
        plain = {text: int(text) for text in {row[key] for row in rows} if text.isascii() and text.isdigit() and len(text) < LONGEST}
        return [plain[row[key]] if row[key] in plain else _plain(self.number(row[key], tell(row))) for row in rows]

    def columns(self, text: str, what: str) -> tuple[Terms, Fraction]:
        """`2/3*[source=a;year=2024] + 5` -> terms over columns and the constant; `gap: ...` weighs what counts in tiers."""
        measure, _, body = text.rpartition(": ")
        terms: Terms = []
        constant = ZERO
        for part in filter(None, body.split(" + ")):
            if "*" not in part:
                constant += self.number(part, what)
                continue
            factor, _, where = part.partition("*")
            times = self.number(factor, what)
            chosen = self.selected("z" if measure else "x", where)
            terms += self.effects(chosen, measure, times, lambda _: what) if measure else [(times, chosen)]
        return terms, constant

    def effects(self, tiers: list[int], measure: str, times: Fraction, tell: Callable[[int], str]) -> Terms:
        """What one euro that counts in each tier adds to a measure, `times` so much; tiers of one rate are one term."""
        alike: dict[tuple[str, str], list[int]] = {}
        for j in tiers:
            row = self.tiers[j]
            alike.setdefault((row["rate"], row.get(measure, "") if measure in MEASURES else ""), []).append(j)
        terms: Terms = []
        for (_, text), same in alike.items():
            worth = [self.number(text, tell(j)) for j in (same[:1] if text in self.known else same)]
            terms.append((times * self.rates[same[0]] * worth[0], same))
        return terms

    def selected(self, kind: str, where: str) -> list[int]:
        """The columns of the flows (or tiers) whose ids are among the wanted ones: `[source=a,b;year=2024]`."""
        if (kind, where) not in self.chosen:
            wanted = [one.partition("=")[::2] for one in where.strip("[]").split(";") if one]
            hits = sorted((self.having(kind, key, ids.split(",")) for key, ids in wanted), key=len)
            every = range(self.first) if kind == "z" else range(self.first, self.first + len(self.flows))
            self.chosen[kind, where] = sorted(hits[0].intersection(*hits[1:])) if hits else list(every)
        return self.chosen[kind, where]

    def having(self, kind: str, key: str, ids: list[str]) -> set[int]:
        """The columns that have one of these ids under a heading, or a member with one of these attributes."""
        members = [(dimension, member) for one in ids for dimension, every in [self.have.get((key, one), (key, {one}))] for member in every]
        found = [places for dimension, member in members if (places := self.places(kind, dimension).get(member))]
        return found[0] if len(found) == 1 else set().union(*found)

    def places(self, kind: str, key: str) -> dict[str, set[int]]:
        """The columns per id under a heading of the flows (or tiers)."""
        if (kind, key) not in self.index:
            places = self.index[kind, key] = {}
            for column, row in enumerate(self.tiers, 0) if kind == "z" else enumerate(self.flows, self.first):
                if key in row:
                    places.setdefault(row[key], set()).add(column)
        return self.index[kind, key]

    def row(self, rule: dict[str, str]) -> dict[str, Any]:
        """One rule as a row: factors, sense, bound; a wish gets columns that measure how far it is missed."""
        what = f"regel / rule {rule['no']} ({' '.join(filter(None, (rule['rule'], rule['year'], rule['member'])))})"
        terms, constant = self.columns(rule["over"], what)
        limit = self.number(rule["limit"], what)
        bound = limit - constant
        if rule["under"]:
            under, whole = self.columns(rule["under"], what)
            terms = [*terms, *((-limit * factor, columns) for factor, columns in under)]
            bound = limit * whole - constant
        if rule["sense"] not in ("<=", ">=", "="):
            self.wrong.append(f"{what}: teken / sense {rule['sense']}")
        missed: Columns = {}
        if rule["wish"]:
            for sign in {">=": (1,), "<=": (-1,)}.get(rule["sense"], (1, -1)):
                missed[self.first + len(self.flows) + len(self.shortfalls)] = Fraction(sign)
                self.shortfalls.append(rule["no"])
        return {"what": what, "terms": terms, "sense": rule["sense"], "bound": bound, "missed": missed, "rule": rule}

    def choice(self, rule: dict[str, str]) -> dict[str, Any]:
        """One all-or-nothing rule: the flows of every member. `each instrument: 1*[...]` splits by that column, `each part: ...` by its parts."""
        what = f"regel / rule {rule['no']} ({' '.join(filter(None, (rule['rule'], rule['year'], rule['member'])))})"
        split, _, body = rule["over"].rpartition(": ")
        key = split.removeprefix(EACH)
        parts = [self.columns(part, what)[0] for part in body.split(" + ")]
        odd = any(factor != 1 for terms in parts for factor, _ in terms) or (key != "part" and len(parts) != 1)
        if odd or rule["under"] or rule["wish"] or (split and not split.startswith(EACH)) or self.number(rule["multiplier"], what):
            self.wrong.append(f"{what}: '{rule['over']}' is geen alles-of-nietsregel / is no all-or-nothing rule")
        members: dict[Any, set[int]] = {}
        for number, terms in enumerate(parts):
            for flow in (column - self.first for _, columns in terms for column in columns):
                if key not in ("", "part") and key not in self.flows[flow]:
                    self.wrong.append(f"{what}: geen kolom / no column {key}")
                    return {"what": what, "rule": rule, "members": []}
                members.setdefault(self.flows[flow][key] if key not in ("", "part") else number, set()).add(flow)
        return {"what": what, "rule": rule, "members": list(members.values())}

    def breaks(self, choice: dict[str, Any], amounts: list[Fraction]) -> str:
        """How amounts break an all-or-nothing rule, in words; empty when they keep it."""
        rule, limit = choice["rule"], self.number(choice["rule"]["limit"], choice["what"])
        paid = [total for total in (sum(amounts[i] for i in flows) for flows in choice["members"]) if total > 0]
        if rule["sense"] == AT_MOST_SO_MANY:
            return f"{len(paid)} > {limit}" if len(paid) > limit else ""
        return f"{min(paid)} < {limit}" if paid and min(paid) < limit else ""

    def goal_terms(self) -> Terms:
        """What the goal counts per column, for a maximisation."""
        if self.goal == "money":
            return [(Fraction(-1), self.selected("x", ""))]
        return self.effects(list(range(self.first)), self.goal, Fraction(1), lambda j: f"Effect {self.tier(self.tiers[j])} {self.goal}")

    @staticmethod
    def at(terms: Terms, values: list[Any]) -> Fraction:
        """A row's left side on what counts in tiers and the amounts, one value a column."""
        return sum((factor * sum(map(values.__getitem__, columns)) for factor, columns in terms), ZERO)

    def missed(self, row: dict[str, Any], values: list[Any]) -> Fraction:
        """How far a row is missed; zero when it holds."""
        excess = self.at(row["terms"], values) - row["bound"]
        miss: Fraction = excess if row["sense"] == "<=" else -excess if row["sense"] == ">=" else abs(excess)
        return max(ZERO, miss)

    def keeps_rules(self) -> bool:
        """Statement 1: amounts are whole and not negative, tiers hold no more than is spent, every hard rule holds, wishes as claimed."""
        before, values = len(self.wrong), self.filled + self.amounts
        for flow, amount in zip(self.flows, self.amounts, strict=True):
            if amount < 0 or amount.denominator != 1:
                self.wrong.append(f"Geldstromen {self.flow(flow)}: {amount}")
        ceilings = self.ceilings()
        for group, (cells, tiers) in self.groups.items():
            spend, counted = (sum(map(values.__getitem__, columns)) for columns in (cells, tiers))
            if counted > spend or any(not 0 <= self.filled[j] <= self.widths[j] for j in tiers):
                self.wrong.append(f"Effect {' '.join(group)}: er telt meer dan er staat / more counts than is there ({counted} > {spend})")
            if group in ceilings and spend > ceilings[group]:
                self.wrong.append(f"{' '.join(group)}: meer dan gevraagd / more than requested ({spend} > {ceilings[group]})")
        for row in self.rows:
            if not row["rule"]["wish"] and (miss := self.missed(row, values)):
                self.wrong.append(f"{row['what']}: gebroken met / broken by {miss}")
        for choice in self.choices:
            if found := self.breaks(choice, self.amounts):
                self.wrong.append(f"{choice['what']}: gebroken / broken: {found}")
        for wish in self.tables["wishes"]:
            mine = [row for row in self.rows if row["rule"]["wish"] == wish["priority"]]
            total = sum((self.weight(row) * self.missed(row, values) for row in mine), ZERO)
            if total > self.number(wish["reached"], f"wens / wish {wish['priority']}"):
                self.wrong.append(f"wens / wish {wish['priority']}: gemist / missed {total} > {wish['reached']}")
        return len(self.wrong) == before

    def weight(self, row: dict[str, Any]) -> Fraction:
        """How much a wish's shortfall counts; what counts nothing or less would hide that a wish is missed."""
        weight = self.number(row["rule"]["weight"], row["what"])
        if weight <= 0:
            self.wrong.append(f"{row['what']}: gewicht / weight {weight}")
        return weight

    def ceilings(self) -> dict[tuple[str, ...], Fraction]:
        """Per group the most that was requested, where anything was."""
        rows = [row for row in self.tables["groups"] if row.get("ceiling")]
        return {self.group(row): self.number(row["ceiling"], f"plafond / ceiling {self.group(row)}") for row in rows}

    def group(self, row: dict[str, str]) -> tuple[str, ...]:
        """A row's instrument, year and members of further dimensions: everything but the source line."""
        return tuple(row.get(key, "") for key in ("instrument", "year", *self.dimensions))

    def flow(self, row: dict[str, str]) -> str:
        """A cell in words."""
        return " ".join(row.get(key, "") for key in ("source", "instrument", "year", *self.dimensions))

    def tier(self, row: dict[str, str]) -> str:
        """A tier in words."""
        return " ".join((*self.group(row), row.get("tier", "")))

    def grouped(self) -> dict[tuple[str, ...], tuple[list[int], list[int]]]:
        """Per instrument and year (and whatever else but the source): the columns of its cells and of its tiers."""
        found: dict[tuple[str, ...], tuple[list[int], list[int]]] = {}
        keys = ("instrument", "year", *self.dimensions)
        for column, place in enumerate(_picked(self.flows, keys), self.first):
            found.setdefault(place, ([], []))[0].append(column)
        for column, place in enumerate(_picked(self.tiers, keys)):
            found.setdefault(place, ([], []))[1].append(column)
        return found

    def bound(self) -> Fraction | None:
        """Statement 2: y'b + sum of max(c - A'y, 0) u. None (and a refutation) when a column with something to gain has no limit."""
        rows, columns = self.bound_parts()
        if endless := [name for name, _, upper in columns if upper is None]:
            self.wrong.extend(f"kolom / column {name}: geen bovengrens / no upper bound" for name in endless)
            return None
        return sum((y * b for _, y, b in rows), ZERO) + sum((gain * (upper or ZERO) for _, gain, upper in columns), ZERO)

    def bound_parts(self) -> tuple[list[tuple[str, Fraction, Fraction]], list[tuple[str, Fraction, Fraction | None]]]:
        """The rows with a multiplier (name, y, b), and the columns with something to gain (name, c - A'y, u)."""
        parts: list[tuple[str, Fraction, Fraction]] = []
        taken: Terms = []
        upper: dict[int, Fraction] = dict(enumerate(self.widths))
        for row in self.rows:
            y = self.price(row["rule"]["multiplier"], row["sense"], row["what"])
            parts.append((row["what"], y, row["bound"]))
            taken += [(y * factor, columns) for factor, columns in row["terms"] if y]
            taken += [(y * factor, [column]) for column, factor in row["missed"].items()]
        ceilings = self.ceilings()
        for group in self.tables["groups"]:
            place = self.group(group)
            y = self.price(group["multiplier"], "<=", f"trede / tier {place}")
            cells, tiers = self.groups.get(place, ([], []))
            taken += [(y, tiers), (-y, cells)] if y else []
            if place in ceilings:
                upper |= {i: min(upper.get(i, ceilings[place]), ceilings[place]) for i in cells}
                y = self.price(group.get("ceiling multiplier", "") or "0", "<=", f"plafond / ceiling {place}")
                parts.append((f"plafond / ceiling {' '.join(place)}", y, ceilings[place]))
                taken.append((y, cells))
        for wish in self.tables["wishes"]:
            what = f"wens / wish {wish['priority']}"
            y, reached = self.price(wish["multiplier"], "<=", what), self.number(wish["reached"], what)
            parts.append((what, y, reached))
            for row in self.rows:
                if row["missed"] and row["rule"]["wish"] == wish["priority"]:
                    taken.append((y * self.weight(row), list(row["missed"])))
                    upper |= {column: reached / self.weight(row) for column in row["missed"] if self.weight(row) > 0}
        self.reduced = self.added_up([*self.objective, *((-factor, columns) for factor, columns in taken)])
        gaining = {column for column, gain in enumerate(self.reduced) if gain > 0}
        for row in self.rows:
            self.limit_cells(upper, row, gaining)
        return [part for part in parts if part[1]], [(self.name(column), self.reduced[column], upper.get(column)) for column in sorted(gaining)]

    def added_up(self, terms: Terms) -> list[Fraction]:
        """The factor of every column; over one denominator, which is whole numbers, where there is one that is not absurdly long."""
        shared = 1
        for factor, _ in terms:
            shared = lcm(shared, factor.denominator) if shared.bit_length() < WIDEST else shared
        whole = shared.bit_length() < WIDEST
        totals: list[Any] = [0] * (self.first + len(self.flows) + len(self.shortfalls))
        for factor, columns in terms:
            share = factor.numerator * (shared // factor.denominator) if whole else factor
            for column in columns:
                totals[column] += share
        made = {total: Fraction(total, shared) if whole else Fraction(total) for total in set(totals)}
        return [made[total] for total in totals]

    def name(self, column: int) -> str:
        """A column in words."""
        if column < self.first:
            return self.tier(self.tiers[column])
        place = column - self.first
        return self.flow(self.flows[place]) if place < len(self.flows) else f"wens / wish {self.shortfalls[place - len(self.flows)]}"

    def price(self, text: str, sense: str, what: str) -> Fraction:
        """A multiplier with the sign its row allows; the wrong sign is a refutation."""
        y = self.number(text, what)
        if (sense == "<=" and y < 0) or (sense == ">=" and y > 0):
            self.wrong.append(f"{what}: multiplicator met verkeerd teken / multiplier with the wrong sign ({y})")
            return ZERO
        return y

    @staticmethod
    def limit_cells(upper: Columns, row: dict[str, Any], wanted: set[int]) -> None:
        """A row of non-negative factors with a ceiling limits each of its columns: the only upper bounds of cells that are used."""
        if row["sense"] == ">=" or row["missed"] or row["bound"] < 0:
            return
        added: set[int] = set().union(*(columns for factor, columns in row["terms"] if factor > 0))
        if not all(added.issuperset(columns) for factor, columns in row["terms"] if factor < 0) or added.isdisjoint(wanted):
            return
        factors = _net(row["terms"])
        if any(factor < 0 for factor in factors.values()):
            return
        for column in wanted.intersection(added):
            if (factor := factors[column]) > 0:
                upper[column] = min(upper.get(column, row["bound"] / factor), row["bound"] / factor)

    def only_best(self, gap: Fraction | None) -> str:
        """Statement 3: "no" with another plan that is as good and keeps every rule, "yes" when proved, else "unknown"."""
        moves = {self.flow(row): self.number(row["difference"], f"ruil / exchange {self.flow(row)}") for row in self.tables["exchange"]}
        if not moves:
            return "yes" if gap == 0 and self.is_determined() else "unknown"
        other = [amount + moves.get(self.flow(row), ZERO) for row, amount in zip(self.flows, self.amounts, strict=True)]
        values, mine = self.counting(other) + other, self.filled + self.amounts
        same = self.at(self.objective, values) == self.at(self.objective, mine)
        kept = all(self.missed(row, values) <= (self.missed(row, mine) if row["missed"] else 0) for row in self.rows)
        kept = kept and not any(self.breaks(choice, other) for choice in self.choices)
        known = set(moves) <= {self.flow(row) for row in self.flows}
        if same and kept and known and any(moves.values()) and all(one >= 0 and one.denominator == 1 for one in other):
            return "no"
        self.wrong.append(NOT_AS_GOOD)
        return "unknown"

    def is_determined(self) -> bool:
        """True when a bound that is reached leaves only one plan.

        Columns with a gain or loss are then fixed and priced rows tight (complementary slackness); the rest follows from the tight rows when
        its columns are independent there.
        """
        if any(row["missed"] for row in self.rows):
            return False
        free: dict[int, Columns] = {column: {} for column, gain in enumerate(self.reduced) if gain == 0}
        tight = [row["terms"] for row in self.rows if row["sense"] == "=" or self.number(row["rule"]["multiplier"], row["what"])]
        prices = {self.group(row): self.number(row["multiplier"], "trede / tier") for row in self.tables["groups"]}
        tight += [[(Fraction(1), tiers), (Fraction(-1), cells)] for group, (cells, tiers) in self.groups.items() if prices.get(group)]
        for number, terms in enumerate(tight):
            for column, factor in _net(terms).items():
                if column in free and factor:
                    free[column][number] = factor
        return _independent(list(free.values()))

    def counting(self, amounts: list[Fraction]) -> list[Fraction]:
        """What counts of other amounts: tiers filled in order, then cut until every effect cap holds, where a cut costs least."""
        values: list[Any] = [*([0] * self.first), *amounts]
        for cells, tiers in self.groups.values():
            left = sum(values[i] for i in cells)
            for j in sorted(tiers, key=lambda j: self.number(self.tiers[j]["tier"], self.tier(self.tiers[j]))):
                values[j] = min(left, self.widths[j])
                left -= values[j]
        needed = {column for row in self.rows if row["sense"] == ">=" for _, columns in row["terms"] for column in columns}
        worth = _net(self.objective)
        for row in self.rows:
            rates = {column: rate for column, rate in _net(row["terms"]).items() if column < self.first and rate > 0}
            if row["sense"] != "<=" or not rates:
                continue
            for column in sorted(rates, key=lambda one: (one in needed, worth.get(one, ZERO) / rates[one], rates[one], -one)):
                values[column] -= min(values[column], self.missed(row, values) / rates[column])
        return values[: self.first]


def verify(tables: dict[str, Table]) -> dict[str, Any]:
    """The three statements about a plan's tables (or the one that no plan exists), with every refutation by name."""
    checked = Checked({"wishes": [], "exchange": [], **tables})
    if checked.claims.get("status") == "infeasible":
        return _no_plan(checked)
    keeps = checked.keeps_rules()
    sign = -1 if checked.goal == "money" else 1
    value = sign * checked.at(checked.objective, checked.filled + checked.amounts)
    most = checked.bound()
    bound = None if most is None else sign * most
    gap = None if bound is None else abs(bound - value)
    only = checked.only_best(gap)
    _check_claims(checked, {"value": value, "bound": bound, "gap": gap}, sign)
    _check_lines(checked)
    _check_summed(checked)
    _check_marks(checked)
    said = {"status": "refuted" if checked.wrong else "proved", "keeps_rules": keeps, "value": _text(value)}
    # What is all or nothing has no multiplier: the bound is that of the problem without it.
    left = {"left_out": list(dict.fromkeys(choice["rule"]["rule"] for choice in checked.choices))} if checked.choices else {}
    return {**said, "bound": _text(bound), "gap": _text(gap), **left, "only_best": only, "refutations": checked.wrong}


def _no_plan(checked: Checked) -> dict[str, Any]:
    """Farkas: with nothing to win, a plan would have an effect of 0; a bound below 0 says that there is none."""
    checked.objective = []
    bound = checked.bound()
    if bound is None or bound >= 0:
        checked.wrong.append(f"de grens is niet negatief / the bound is not negative: {bound}")
    if checked.tables["wishes"]:
        checked.wrong.append("wensen / wishes: een gemiste wens sluit geen plan uit / a wish that is missed rules out no plan")
    _check_claims(checked, {"bound": bound}, 1)
    _check_marks(checked)
    return {"status": "refuted" if checked.wrong else "proved", "no_plan": not checked.wrong, "bound": _text(bound), "refutations": checked.wrong}


def _independent(columns: list[Columns]) -> bool:
    """True when no column is a combination of the others: each in turn, less what earlier ones explain, still has an entry left."""
    pivots: list[tuple[Any, Columns]] = []
    for column in columns:
        left = dict(column)
        for row, other in pivots:
            if factor := left.get(row, ZERO):
                for key, value in other.items():
                    left[key] = left.get(key, ZERO) - factor / other[row] * value
        entries = [key for key, value in left.items() if value]
        if not entries:
            return False
        pivots.append((entries[0], {key: value for key, value in left.items() if value}))
    return True


def _check_claims(checked: Checked, found: dict[str, Fraction | None], sign: int) -> None:
    """The value is as found, the bound as found or looser (then no plan is better either), the gap lies between those two as claimed."""
    said = {name: checked.number(checked.claims.get(name, ""), f"bewering / claim {name}") for name in found}
    bound = found["bound"]
    if bound is not None and sign * (said["bound"] - bound) > 0:
        found |= {"bound": said["bound"]}
        found |= {"gap": abs(said["bound"] - said["value"])} if "gap" in found else {}
    for name, number in found.items():
        if said[name] != number:
            checked.wrong.append(f"bewering / claim {name}: {checked.claims.get(name)}, gevonden / found {_text(number)}")


def _check_lines(checked: Checked) -> None:
    """The plan sheet says what the flows add up to."""
    sums: dict[str, Fraction] = {}
    for place, amount in zip(_picked(checked.flows, ("instrument", "year")), checked.amounts, strict=True):
        line = ".".join(place)
        sums[line] = sums.get(line, 0) + amount
    said = {row["line"]: checked.number(row["plan"], f"Plan {row['line']}") for row in checked.tables["plan"]}
    for line in sorted({*said, *sums}):
        if said.get(line) != sums.get(line):
            checked.wrong.append(f"Plan {line}: {said.get(line)}, geldstromen / flows {sums.get(line)}")


def _check_summed(checked: Checked) -> None:
    """What a workbook says of its flows is what the certificate says, added up over further dimensions."""
    if "summed" not in checked.tables:
        return
    keys = ("source", "instrument", "year")
    sums: dict[tuple[str, ...], Fraction] = {}
    said = dict(sums)
    for place, amount in zip(_picked(checked.flows, keys), checked.amounts, strict=True):
        sums[place] = sums.get(place, 0) + amount
    for row in checked.tables["summed"]:
        place = tuple(row.get(key, "") for key in keys)
        said[place] = said.get(place, ZERO) + checked.number(row.get("amount", ""), f"Geldstromen {' '.join(place)}")
    for place in sorted({*sums, *said}):
        if sums.get(place, ZERO) != said.get(place, ZERO):
            checked.wrong.append(f"Geldstromen {' '.join(place)}: {said.get(place)}, certificate.json {sums.get(place)}")


def _check_marks(checked: Checked) -> None:
    """Every row still has the mark it was written with, and the marks together the hash."""
    for name, keys in marked(checked.dimensions).items():
        rows = checked.tables.get(name, [])
        texts = row_texts(rows, keys)
        for row, text in zip(rows, texts, strict=True):
            if row["mark"] != mark(text):
                checked.wrong.append(f"{name} {' '.join(row[key] for key in keys[:4])}: regel is veranderd / row was changed")
        if checked.claims.get(f"hash {name}") != table_hash(texts):
            checked.wrong.append(f"hash {name}: tabel is veranderd / table was changed")


def row_texts(rows: Table, keys: tuple[str, ...]) -> list[str]:
    """What the mark of every row is made of, as one text."""
    return ["|".join(values) for values in _picked(rows, keys)]


def mark(text: str) -> str:
    """Twelve digits that change when anything in a row's text does."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def table_hash(texts: list[str]) -> str:
    """SHA-256 of a whole table by the texts of its rows, whatever their order."""
    return hashlib.sha256("\n".join(sorted(texts)).encode()).hexdigest()


def _picked(rows: Table, keys: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Two or more values of every row; empty where a row has no such column."""
    try:
        return list(map(itemgetter(*keys), rows))
    except KeyError:
        return [tuple(row.get(key, "") for key in keys) for row in rows]


def _net(terms: Terms) -> Columns:
    """The factor of every column that a sum names."""
    found: Columns = {}
    for factor, columns in terms:
        if found.keys().isdisjoint(columns):
            found.update(dict.fromkeys(columns, factor))
        else:
            found.update({column: found[column] + factor if column in found else factor for column in columns})
    return found


def _plain(number: Fraction) -> Any:
    """A whole number as an int."""
    return number.numerator if number.denominator == 1 else number


def _text(number: Fraction | None) -> str:
    return "" if number is None else str(number)


# --- reading ----------------------------------------------------------------------------------------------------------


def read(path: str) -> dict[str, Table]:
    """The tables of a certificate (JSON), a plan workbook or a folder with CSV tables. Raises UnreadableError.

    A plan over further dimensions is told in full by the certificate beside its workbook; the workbook is then checked against it.
    """
    try:
        if Path(path).is_dir():
            found = _folder(Path(path))
        else:
            data = Path(path).read_bytes()
            found = _whole(path, _workbook(path)) if data.startswith(b"PK") else json.loads(data.decode("utf-8"))["tables"]
        tables = {"wishes": [], "exchange": [], **found}
    except UnreadableError:
        raise
    except Exception as error:  # noqa: BLE001 (a damaged zip or XML can fail in any way there is)
        raise UnreadableError(f"{path}: {error!r}") from None
    for name, keys in NEEDED.items():
        rows = tables.get(name)
        if not isinstance(rows, list) or not all(isinstance(row, dict) and set(keys) <= set(row) for row in rows):
            raise UnreadableError(f"{path}: geen tabel / no table '{name}' ({', '.join(keys)})")
        if not all(isinstance(value, str) for row in rows for value in row.values()):
            raise UnreadableError(f"{path}: geen tekst / no text in '{name}'")
    return tables


def _folder(path: Path) -> dict[str, Table]:
    """Every table of the proof from its CSV file; an apostrophe before a text is not part of it."""
    csv.field_size_limit(MOST_BYTES)
    tables = {}
    where = path / ("csv" if (path / "csv").is_dir() else "")
    for name in (*NEEDED, *(["members"] if (where / CSV.format("members")).is_file() else [])):
        with (where / CSV.format(name)).open(encoding="utf-8-sig", newline="") as file:
            head, *rows = csv.reader(file, delimiter=";", strict=True)
        tables[name] = [dict(zip(head, (cell.removeprefix("'") for cell in row), strict=True)) for row in rows]
    return tables


def _whole(path: str, book: dict[str, Table]) -> dict[str, Table]:
    """A workbook's tables; where it adds up over further dimensions, those of its certificate, with what the workbook says of them as `summed`."""
    run, further = ({row.get("claim"): row.get("value") for row in book.get("claims", [])}.get(key) for key in ("run", "dimensions"))
    if not further:
        return book
    beside = Path(path).with_name("certificate.json")
    if not beside.is_file():
        raise UnreadableError(f"{path}: het bewijs staat in certificate.json; leg dat ernaast / the proof is in certificate.json; put it beside it")
    found = json.loads(beside.read_text("utf-8"))["tables"]
    if {"claim": "run", "value": run} not in found["claims"]:
        raise UnreadableError(f"{beside}: van een andere berekening dan {Path(path).name} / of another run")
    said = {name: book[name] for name in ("rules", "plan", "claims", "wishes") if name in book}
    return {**found, **said, "summed": book.get("flows", [])}


def judge(path: str) -> tuple[dict[str, Table], dict[str, Any]]:
    """The tables of a file or folder, and what is said of them. Raises UnreadableError."""
    tables = read(path)
    said = verify(tables)
    said["refutations"] += _strangers(Path(path), tables["claims"]) if Path(path).is_dir() else []
    return tables, {**said, "status": "refuted" if said["refutations"] else "proved"}


def _strangers(folder: Path, claims: Table) -> list[str]:
    """The files of an archive that were changed, removed or added since SHA256SUMS, or that belong to another run than its tables."""
    files = {one.relative_to(folder).as_posix(): one for one in folder.rglob("*") if not one.is_dir()}
    found = {name: hashlib.sha256(one.read_bytes()).hexdigest() for name, one in files.items() if name != SUMS}
    if not {SUMS, "record.json", "csv/" + CSV.format("claims")} & set(files):
        return []  # a CSV export: only tables
    lines = files[SUMS].read_text("utf-8", "replace").splitlines() if SUMS in files else []
    summed = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    odd = {name: "veranderd, weg of erbij / changed, missing or new" for name in {*found, *summed} if found.get(name) != summed.get(name)}
    try:
        made = json.loads(files["record.json"].read_bytes())["made"]
        entry = json.loads(files["journal.jsonl"].read_bytes())
        run = {row["claim"]: row["value"] for row in claims}.get("run")
        wanted = {"record.json": entry["record"], "certificate.json": entry["certificate"]}
        wanted |= {name: made[key] for name, key in ((MODEL, "programme_hash"), (INPUT, "inputs_hash")) if name in files}
        odd |= {name: "van een andere berekening / of another run" for name, digest in wanted.items() if found.get(name) != digest}
        if not run == entry["id"] == found["record.json"][:16]:
            odd["record.json"] = f"hoort niet bij berekening / does not belong to run {run}"
        for name in sorted({"plan.xlsx", "certificate.json"} & set(files)):
            other = read(str(files[name]))
            if [(row["claim"], row["value"]) for row in other["claims"]] != [(row["claim"], row["value"]) for row in claims] or verify(other)[
                "refutations"
            ]:
                odd[name] = "zegt iets anders dan de tabellen / says something else than the tables"
    except (UnreadableError, OSError, ValueError, KeyError, TypeError) as error:
        odd["record.json, journal.jsonl"] = repr(error)
    return [f"{name}: {what}" for name, what in sorted(odd.items())]


def _xml(book: zipfile.ZipFile, name: str) -> ET.Element:
    """One part, refused when it is huge or declares entities (none of ours do)."""
    if book.getinfo(name).file_size > MOST_BYTES:
        raise UnreadableError(f"{name}: te groot / too large")
    data = book.read(name)
    bare = data.replace(b"\0", b"")  # text in UTF-16 hides behind zero bytes
    if bare.count(b"<") > MOST_TAGS:
        raise UnreadableError(f"{name}: te groot / too large")
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise UnreadableError(f"{name}: DOCTYPE")
    return ET.fromstring(data)  # noqa: S314 (entities were refused above)


def _workbook(path: str) -> dict[str, Table]:
    """Every native table by name, as text, exactly as stored."""
    tables: dict[str, Table] = {}
    with zipfile.ZipFile(path) as book:
        names = set(book.namelist())
        strings = _xml(book, "xl/sharedStrings.xml") if "xl/sharedStrings.xml" in names else ()
        shared = [_words(one) for one in strings]
        for part in sorted(name for name in names if re.fullmatch(r"xl/worksheets/sheet[0-9]+\.xml", name)):
            links = part.replace("worksheets/", "worksheets/_rels/") + ".rels"
            if links not in names:
                continue
            wanted = {one.get("Id"): one.get("Target", "") for one in _xml(book, links) if one.get("Type", "").endswith("/table")}
            sheet = _xml(book, part)
            cells = _cells(sheet, shared)
            for one in sheet.iter(f"{MAIN}tablePart"):
                table = _xml(book, "xl/" + wanted[one.get(LINK)].replace("../", "").removeprefix("/xl/"))
                if name := TABLES.get(table.get("displayName", "")):
                    tables[name] = _rows(table.get("ref", ""), cells)
    return tables


def _words(element: ET.Element) -> str:
    """All text in a string item."""
    return "".join(text.text or "" for text in element.iter(f"{MAIN}t"))


def _cells(sheet: ET.Element, shared: list[str]) -> dict[tuple[int, int], str]:
    """(row, column) -> the stored value as text; numbers keep the digits in the file."""
    found: dict[tuple[int, int], str] = {}
    for cell in sheet.iter(f"{MAIN}c"):
        value, inline = cell.find(f"{MAIN}v"), cell.find(f"{MAIN}is")
        text = _words(inline) if inline is not None else (value.text or "" if value is not None else "")
        found[_place(cell.get("r", ""))] = shared[int(text)] if cell.get("t") == "s" else text
    return found


def _place(address: str) -> tuple[int, int]:
    match = re.fullmatch(r"([A-Z]+)([0-9]+)", address)
    if match is None:
        raise UnreadableError(f"cel / cell {address}")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column


def _rows(ref: str, cells: dict[tuple[int, int], str]) -> Table:
    (top, left), (bottom, right) = (_place(part) for part in ref.split(":"))
    if (bottom - top) * (right - left + 1) > MOST_CELLS:
        raise UnreadableError(f"{ref}: te groot / too large")
    heads = [re.sub(r"\s*\(.*\)$", "", cells.get((top, column), "").strip().lower()) for column in range(left, right + 1)]
    keys = [HEADS.get(head, head) for head in heads]
    return [{key: cells.get((row, left + position), "") for position, key in enumerate(keys)} for row in range(top + 1, bottom + 1)]


def main(arguments: list[str]) -> int:
    """Prints the three statements and every refutation."""
    if len(arguments) != 1:
        print(__doc__)
        return 2
    try:
        _, said = judge(arguments[0])
    except (UnreadableError, ValueError) as error:
        print(error, file=sys.stderr)
        return 2
    print(json.dumps(said, ensure_ascii=False, indent=1))
    return 0 if said["status"] == "proved" else 4


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
