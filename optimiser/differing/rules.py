"""A programme as flat entries: its rules with their numbers year by year, its scenarios, and everything else it holds, each with its line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from optimiser.differing.entries import Entry, flat, text_of, unit_of
from optimiser.differing.provenance import LimitTold
from optimiser.draft import Override, shown
from optimiser.figures import Figures
from optimiser.programme import Programme
from optimiser.programme_file import Source
from optimiser.reading.overrides import rule_unit
from optimiser.rule import Rule, number_key
from optimiser.told_case import figure_value
from optimiser.toml_lines import line_of

NUMBER = "number"
TABLES = ("space", "source", "instrument", "challenge", "agreement", "indicator", "principle", "context")
SENSES = ("at_least", "at_most", "exactly")


@dataclass(frozen=True)
class Stated:
    """Where a programme's values stand: its file, what the workbook says of rules, and what was overridden by whom."""

    source: Source
    overrides: Sequence[Override]
    figures: Figures | None = None

    def line(self, *path: object) -> str:
        """`taz.toml:120`."""
        line = line_of(self.source.text, path)
        return self.source.path.name if line is None else f"{self.source.path.name}:{line}"

    def of(self, rule: str, position: int, field: str, year: str | None, toml: str) -> str:
        """The place of a rule's field or number: whoever overrode it last, the workbook's cell, or the programme's line."""
        keys = {f"rule.{rule}.{field}"} if field != NUMBER else {f"rule.{rule}", f"rule.{rule}.*", f"rule.{rule}.{year}"}
        asked = [one for one in self.overrides if one.key in keys]
        if asked and asked[-1].origin != "workbook":
            return asked[-1].origin
        if self.figures is not None:
            cell = self.figures.rules.get((rule, year or "*")) or self.figures.rules.get((rule, "*")) if field == NUMBER else None
            place = cell.place if cell else self.figures.places.get(("rule", rule, field), "")
            if place:
                return place
        if asked and asked[-1].reason:
            return asked[-1].reason
        return self.line("rule", position, toml) if position < len(self.source.data.get("rule", [])) else asked[-1].origin if asked else ""


def rule_entries(programme: Programme, stated: Stated, years: Sequence[str]) -> Iterator[Entry]:
    """Every rule: its numbers in each year, and every other field that says something."""
    for position, rule in enumerate(programme.rule):
        yield from _numbers(rule, position, stated, years)
        yield _entry(rule, position, stated, "sense", number_key(rule), number_key(rule))
        for name in type(rule).model_fields:
            if name not in ("id", *SENSES):
                for field, value, ids_of in flat(name, getattr(rule, name)):
                    yield _entry(rule, position, stated, field, value, name, "source" if name == "lines" else ids_of)


def _numbers(rule: Rule, position: int, stated: Stated, years: Sequence[str]) -> Iterator[Entry]:
    key = number_key(rule)
    if rule.number.figure:
        yield _entry(rule, position, stated, "figure", rule.number.figure, key)
        return
    for year in years if rule.per == "year" else (None,):
        number = rule.number.by_year.get(year or "*", rule.number.by_year.get("*"))
        if number is not None:
            place = stated.of(rule.id, position, NUMBER, year, key)
            yield Entry("rules", "rule", rule.id, NUMBER, year, text_of(number), rule_unit(rule), place, rule.standing, text_of(rule.source))


def _entry(rule: Rule, position: int, stated: Stated, field: str, value: str, toml: str, ids_of: str = "") -> Entry:
    place = stated.of(rule.id, position, field, None, toml)
    return Entry("rules", "rule", rule.id, field, None, value, "", place, rule.standing, text_of(rule.source), ids_of=ids_of)


def limit_entries(limits: Iterable[LimitTold]) -> Iterator[Entry]:
    """The limits of the rules as a plan tells them, for when the programme itself is not at hand."""
    for one in limits:
        field = "limit" if one.member is None else f"limit.{one.member}"
        yield Entry("rules", "rule", one.id, field, one.year, one.limit, one.unit, "", one.standing, one.source)


def scenario_entries(programme: Programme, figures: Figures, stated: Stated) -> Iterator[Entry]:
    """Every change of every scenario, of the programme and of the workbook."""
    for position, one in enumerate(programme.scenario):
        for field in ("name", "reason", "note", "source"):
            for name, value, _ in flat(field, getattr(one, field)):
                yield Entry("scenarios", "scenario", one.id, name, None, value, place=stated.line("scenario", position, field))
        for key, value in one.set.items():
            yield Entry("scenarios", "scenario", one.id, key, None, shown(value), place=stated.line("scenario", position, "set"))
    for name, table in figures.scenarios.items():
        for key, figure in table.items():
            trail = (figure.unit, figure.place, figure.standing, figure.source, figure.note)
            yield Entry("scenarios", "scenario", name, key, None, figure_value(figure), *trail)


def programme_entries(programme: Programme, stated: Stated) -> Iterator[Entry]:
    """What a programme holds beside rules and scenarios."""
    for table in ("programme", "goal", "effect"):
        model = getattr(programme, table)
        for name in type(model).model_fields:
            for field, value, _ in flat(name, getattr(model, name)):
                yield Entry("programme", table, "", field, None, value, unit_of(field), _asked(stated, table, name) or stated.line(table, name))
    for table in TABLES:
        for position, item in enumerate(getattr(programme, table)):
            for name in type(item).model_fields:
                if name != "id":
                    for field, value, _ in flat(name, getattr(item, name)):
                        ids_of = "space" if name == "space" else ""
                        yield Entry("programme", table, item.id, field, None, value, place=stated.line(table, position, name), ids_of=ids_of)
    for position, one in enumerate(programme.stated):
        place = stated.line("stated", position, "amount")
        yield Entry("programme", "stated", str(one.year), "amount", None, str(one.amount), "EUR", place, "", text_of(one.source))


def _asked(stated: Stated, table: str, name: str) -> str:
    """Who overrode a field of the programme or its goal."""
    keys = {name, f"{table}.{name}"} | ({"goal"} if (table, name) == ("goal", "kind") else set())
    return next((one.origin for one in reversed(stated.overrides) if one.key in keys), "")
