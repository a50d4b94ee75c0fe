"""The words, names and printed numbers that all sections of the report share."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from optimiser.language import MILLION, Lang, Text, millions, number, percent, say, short_millions
from optimiser.record import Record
from optimiser.reports.page import Head
from optimiser.told_desk import ReportData
from optimiser.words import BEST, BEST_FOUND

ABOUT = Text("Scenario {scenario}: {reason}.", "Scenario {scenario}: {reason}.")
KEEPS = Text("PLAN DAT ALLE HARDE REGELS HOUDT", "PLAN THAT KEEPS ALL HARD RULES")
BREAKS = Text("DIT PLAN BREEKT HARDE REGELS: {count}", "THIS PLAN BREAKS HARD RULES: {count}")
NONE = Text("GEEN PLAN MOGELIJK", "NO PLAN EXISTS")
PLAN, PUBLISHED = Text("plan", "plan"), Text("gepubliceerd", "published")
UNSPENT = Text("niet besteed", "not spent")
INSTRUMENT, SPACE, YEAR = Text("instrument", "instrument"), Text("ruimte", "space"), Text("jaar", "year")
# An amount is not broken from its unit.
BOUND = "\xa0"
MILLIONS = Text("€ mln", "EUR million")
EUROS = Text("euro", "euros")
TOTAL = Text("totaal", "total")


@dataclass(frozen=True)
class Telling:
    """A report in one language."""

    data: ReportData
    lang: Lang

    @property
    def record(self) -> Record:
        """The run that is told."""
        return self.data.record

    @property
    def about(self) -> str:
        """Which case this is, and why."""
        reason = self.record.reason[self.lang].rstrip(".")
        return self.word(ABOUT, scenario=self.record.scenario_name, reason=reason)

    @property
    def good(self) -> bool:
        """There is a plan, and it keeps every hard rule."""
        return self.record.conflict is None and all(one.holds or one.soft for one in self.record.findings)

    @property
    def verdict(self) -> str:
        """What the checks say, in capitals."""
        record = self.record
        if record.conflict is not None:
            return self.word(NONE)
        broken = sum(not one.holds and not one.soft for one in record.findings)
        if broken:
            return self.word(BREAKS, count=broken)
        return self.word(KEEPS if record.status != "optimal" else BEST_FOUND if record.whole else BEST)

    def word(self, text: Text, **values: Any) -> str:
        """A text in the language of this report; an amount is not broken from its sign."""
        return say(text, self.lang, **values).replace("€ ", "€" + BOUND).replace(" %", BOUND + "%")

    def counted(self, count: int, one: Text, more: Text) -> str:
        """A number of things in words: `1 regel`, `8 regels`."""
        return self.word(one if count == 1 else more, count=count)

    def reached(self, value: int | Fraction) -> str:
        """A number of the goal with its unit."""
        return self.money(value) if self.record.goal == "money" else f"{self.one(value)} {self.unit}"

    def name(self, kind: str, id: str) -> str:
        """The name of a space, source line or instrument."""
        named = self.record.names.get(f"{kind}:{id}")
        return id if named is None else named[self.lang]

    def mln(self, amount: int | Fraction) -> str:
        """Euros as millions without the unit: for a table or a picture whose head has it."""
        return number(Fraction(amount) / MILLION, self.lang, 3, 1)

    def short(self, amount: int | Fraction) -> str:
        """Euros as millions with few decimals, where a picture has little room."""
        return short_millions(amount, self.lang)

    def money(self, amount: int | Fraction) -> str:
        """Euros as millions, with their unit."""
        return millions(amount, self.lang).replace(" ", BOUND)

    def share(self, value: Fraction) -> str:
        """A part as a percentage with one decimal."""
        return number(value * 100, self.lang, 1, 1) + " %"

    def percent(self, value: Fraction) -> str:
        """A limit as a percentage."""
        return percent(value, self.lang)

    def one(self, value: int | Fraction) -> str:
        """A number with one decimal."""
        return number(value, self.lang, 1, 1)

    def signed(self, value: int | Fraction) -> str:
        """A change, with its sign, as the goal is printed."""
        return ("+" if value > 0 else "") + self.goal(value)

    def goal(self, value: int | Fraction) -> str:
        """A number of the goal: persons with one decimal, or euros as millions when the goal is money."""
        return self.mln(value) if self.record.goal == "money" else self.one(value)

    @property
    def unit(self) -> str:
        """The unit of the goal as it follows a number."""
        return self.word(MILLIONS) if self.record.goal == "money" else self.record.goal_unit[self.lang]

    def axis(self, value: float) -> str:
        """A number along an axis."""
        return number(Fraction(value).limit_denominator(10**6), self.lang, 2)

    def text(self, head: Text, **values: Any) -> Head:
        """A column of words."""
        return Head(self.word(head, **values))

    def number(self, head: Text, **values: Any) -> Head:
        """A column of numbers."""
        return Head(self.word(head, **values), "number")

    @property
    def spaces(self) -> list[str]:
        """The ids of the spaces, in the order of the programme."""
        return list(dict.fromkeys(use.space for use in self.record.spaces))


def in_millions(amount: int | Fraction) -> float:
    """A place on an axis."""
    return float(Fraction(amount) / MILLION)
