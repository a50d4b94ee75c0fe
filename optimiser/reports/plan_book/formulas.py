"""A rule's left side and its test as live formulas over the money flows: the auditor's telling, in the language of spreadsheets.

Tests compare whole numbers only: every factor and limit is multiplied by their common denominator. Criteria are ids from a closed alphabet.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import ceil, lcm

from optimiser.record import Part, Record, RuleLine, SumOf

LONGEST = 8_000
COMPARED = {"<=": "<=0", ">=": ">=0", "=": "=0"}


class Compiler:
    """Turns sums into formulas; knows which instruments make up which space, so that a whole space is one criterion."""

    def __init__(self, record: Record) -> None:
        """Takes the instruments of every space from the record's own flows."""
        self._spaces: dict[str, frozenset[str]] = {}
        for space in dict.fromkeys(flow.space for flow in record.flows):
            self._spaces[space] = frozenset(flow.instrument for flow in record.flows if flow.space == space)
        self._goal = record.goal

    def left(self, rule: RuleLine, number: int) -> str:
        """`=over` or `=over/under`, in the reader's quantity; a share of nothing is empty. `number` is the rule's own on the sheet."""
        if rule.sense == "count<=":
            return f'=COUNTIFS(k_nr,{number},k_bedrag,">0")'
        if rule.sense == "0|>=":
            # The members of a rule stand together on their sheet: the smallest amount above zero among them.
            block = f"INDEX(k_bedrag,MATCH({number},k_nr,0)):INDEX(k_bedrag,MATCH({number},k_nr,0)+COUNTIF(k_nr,{number})-1)"
            return f'=IF(COUNTIFS(k_nr,{number},k_bedrag,">0")=0,"",SMALL({block},1+COUNTIFS(k_nr,{number},k_bedrag,"<=0")))'
        over = self.total(rule.over, 1)
        if rule.under is None:
            return f"={over}"
        under = self.total(rule.under, 1)
        return f'=IF({under}=0,"",({over})/({under}))'

    def margin(self, left: str, limit: str, sense: str) -> str:
        """Room left in the rule's own quantity; an equality has none."""
        rooms = {"<=": f"{limit}-{left}", ">=": f"{left}-{limit}", "=": f"-ABS({left}-{limit})"}
        room = rooms[{"count<=": "<=", "0|>=": ">="}.get(sense, sense)]
        return f'=IF({left}="","",{room})'

    def test(self, rule: RuleLine, number: int, yes: str, no: str) -> str:
        """`=IF(whole numbers compare, yes, no)`."""
        if rule.sense == "count<=":
            return f'=IF(COUNTIFS(k_nr,{number},k_bedrag,">0")<={_fraction(rule.limit)},"{yes}","{no}")'
        if rule.sense == "0|>=":
            # Amounts are whole euros, so the first whole euro of the limit is as strict.
            return f'=IF(COUNTIFS(k_nr,{number},k_bedrag,">0",k_bedrag,"<{ceil(rule.limit)}")=0,"{yes}","{no}")'
        if rule.over.persons:
            return f'=IF(ROUND({self.total(rule.over, 1)}-({_fraction(rule.limit)}),6){COMPARED[rule.sense]},"{yes}","{no}")'
        common = lcm(rule.limit.denominator, *_denominators(rule.over, Fraction(1)))
        if rule.under is None:
            difference = f"{self.total(rule.over, common)}-({int(rule.limit * common)})"
        else:
            common = lcm(common, *_denominators(rule.under, rule.limit))
            difference = f"{self.total(rule.over, common)}-({self.total(rule.under, common * rule.limit)})"
        return f'=IF({difference}{COMPARED[rule.sense]},"{yes}","{no}")'

    def total(self, total: SumOf, times: Fraction | int) -> str:
        """A sum, multiplied: `3*SUMIFS(...)+825800000`."""
        parts = [self._part(part, times, total.persons) for part in total.parts]
        if total.constant or not parts:
            parts.append(_fraction(Fraction(total.constant) * times))
        return "+".join(parts)

    def _part(self, part: Part, times: Fraction | int, persons: str) -> str:
        factor = Fraction(part.factor) * times
        names = self._names(part.instrument)
        sources = part.source if part.source is not None and not persons else (None,)
        sums = [
            _sumifs(persons, source, name, year) for source, name, year in product(sources, names, part.year if part.year is not None else (None,))
        ]
        whole = "+".join(sums) if sums else "0"
        if factor == 1:
            return whole
        return f"{_fraction(factor)}*({whole})" if len(sums) > 1 else f"{_fraction(factor)}*{whole}"

    def _names(self, instruments: Sequence[str] | None) -> list[tuple[str, str] | None]:
        """(column, id) pairs that cover the instruments: whole spaces first, then the rest one by one."""
        if instruments is None:
            return [None]
        left, names = set(instruments), list[tuple[str, str] | None]()
        for space, members in self._spaces.items():
            if members <= left and len(members) > 1:
                names.append(("ruimte", space))
                left -= members
        return names + [("instrument", one) for one in instruments if one in left]


def _sumifs(persons: str, source: str | None, name: tuple[str, str] | None, year: str | None) -> str:
    table, value = ("e", f"e_{persons.replace('-', '_')}") if persons else ("s", "s_bedrag")
    criteria = []
    if source is not None:
        criteria.append(f'{table}_herkomst,"{source}"')
    if name is not None:
        criteria.append(f'{table}_{name[0]},"{name[1]}"')
    if year is not None:
        criteria.append(f"{table}_jaar,{year}")
    return f"SUMIFS({','.join([value, *criteria])})" if criteria else f"SUM({value})"


def _denominators(total: SumOf, times: Fraction) -> list[int]:
    return [1, *((part.factor * times).denominator for part in total.parts), (total.constant * times).denominator]


def _fraction(value: Fraction | int) -> str:
    value = Fraction(value)
    text = str(value.numerator) if value.denominator == 1 else f"{value.numerator}/{value.denominator}"
    return text if value.denominator == 1 and value >= 0 else f"({text})"
