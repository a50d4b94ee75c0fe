"""What only shows between the parts of a programme: ids that occur twice or point at nothing, names that mean two things, rules that clash."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from optimiser.faults import Fault, unknown
from optimiser.grid import Where
from optimiser.language import Text
from optimiser.layout import READ_ME, TABLES
from optimiser.programme import Programme, attribute_values, figure_columns, horizon_years
from optimiser.rule import number_key
from optimiser.rules import KINDS
from optimiser.rules.gate import Gate
from optimiser.rules.parity import REQUESTS, Parity
from optimiser.toml_lines import line_of
from optimiser.typed import Named


def unknown_kinds(raw: Mapping[str, Any], file: str, text: str) -> list[Fault]:
    """Rules of a kind that does not exist, in data that is not validated yet."""
    rules = raw.get("rule", [])
    found: list[Fault] = []
    for position, rule in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(rule, dict) and str(rule.get("kind")) not in KINDS:
            line = line_of(text, ("rule", position, "kind"))
            found.append(unknown("unknown-kind", str(rule.get("kind", "")), KINDS, file=file, line=line))
    return found


def faults_between(programme: Programme, file: str, text: str) -> list[Fault]:
    """What is wrong between the parts of a programme, each of which is valid by itself; `file` and its `text` give the lines."""
    checks = (_duplicates, _names_twice, _references, _sheet_names, _requests_alone, _soft_potentials)
    return [fault for check in checks for fault in check(programme, file, text)]


WITH_IDS = (
    "space",
    "source",
    "instrument",
    "rule",
    "dimension",
    "article",
    "article_part",
    "challenge",
    "agreement",
    "indicator",
    "principle",
    "context",
    "scenario",
)


def _duplicates(programme: Programme, file: str, text: str) -> list[Fault]:
    found: list[Fault] = []
    for table in WITH_IDS:
        seen: dict[str, str] = {}
        for position, item in enumerate(getattr(programme, table)):
            key = item.id.casefold()
            if key in seen:
                place = line_of(text, (table, position, "id"))
                mend = Text("geef een van beide een ander id", "give one of them another id")
                found.append(Fault("duplicate-id", file, line=place, found=item.id, expected=Text("elk id één keer", "every id once"), mend=mend))
            seen[key] = item.id
    return found


def _references(programme: Programme, file: str, text: str) -> list[Fault]:
    """Every id that points somewhere points at something."""
    found: list[Fault] = []

    def need(table: str, position: int, key: str, values: Iterable[str], known: Iterable[str]) -> None:
        options = list(known)
        for value in values:
            if value not in options:
                line = line_of(text, (table, position, key))
                found.append(unknown("unknown-id", value, options, file=file, line=line))

    for table, position, key, values, known in _pointers(programme):
        need(table, position, key, values, [one.id for one in known])
    attributes = attribute_values(programme)

    def need_selection(table: str, position: int, key: str, where: Where, known: Mapping[str, tuple[str, ...] | None]) -> None:
        for attribute, values in (*where.only, *where.never):
            need(table, position, key, [attribute], known)
            if (possible := known.get(attribute)) is not None:
                need(table, position, key, values, possible)

    further = {name: values for one in programme.dimension for name, values in one.values()}
    for i, instrument in enumerate(programme.instrument):
        need_selection("instrument", i, "cells", instrument.cells, further)
    years = [str(year) for year in horizon_years(programme)]
    for i, rule in enumerate(programme.rule):
        for key, where in rule.selections():
            need_selection("rule", i, key, where, attributes)
        need("rule", i, "each", [rule.each] if rule.each is not None else [], attributes)
        columns = figure_columns(programme, rule.each)
        need("rule", i, number_key(rule), [rule.number.figure] if rule.number.figure else [], columns)
        need("rule", i, "key", [rule.key] if isinstance(rule, Parity) else [], (*columns, *_asked(programme, rule.each)))
        if isinstance(rule, Gate):
            # What divides holds for all years together, whether a gate is open is told by year.
            keys = next((one.key for one in programme.dimension if one.id == rule.each), None)
            need("rule", i, "key", [rule.key], columns if keys is None else [key.id for key in keys if not key.by_year])
            need("rule", i, "open", [rule.open], columns if keys is None else [key.id for key in keys if key.by_year])
        need("rule", i, number_key(rule), [year for year in rule.number.by_year if year != "*"], years)
    return found


def _asked(programme: Programme, each: str | None) -> Iterator[str]:
    """What members of `each` ask for, as something to divide by, where they ask."""
    for one in programme.dimension:
        if one.requests is not None and each in [name for name, _ in one.values()]:
            yield REQUESTS


def _pointers(programme: Programme) -> Iterator[tuple[str, int, str, Iterable[str], Sequence[Named]]]:
    """(table, position, key, ids, what these must be among) for every key that holds ids of another table."""
    for i, instrument in enumerate(programme.instrument):
        yield "instrument", i, "space", [instrument.space], programme.space
        yield "instrument", i, "agreements", instrument.agreements, programme.agreement
        yield "instrument", i, "indicators", instrument.indicators, programme.indicator
        yield "instrument", i, "budget", [instrument.budget.part] if instrument.budget else [], programme.article_part
    for i, part in enumerate(programme.article_part):
        yield "article_part", i, "article", [part.article], programme.article
    for i, agreement in enumerate(programme.agreement):
        yield "agreement", i, "challenge", [agreement.challenge], programme.challenge


def _names_twice(programme: Programme, file: str, text: str) -> list[Fault]:
    """A name in a selection means one thing: dimensions share no ids, attributes or keys."""
    found: list[Fault] = []
    seen: dict[str, str] = {}
    expected = Text("elke naam in één dimensie", "every name in one dimension")
    mend = Text("{name} staat ook in dimensie {other}; hernoem er een", "{name} is in dimension {other} too; rename one of them")
    for i, one in enumerate(programme.dimension):
        for name in (one.id, *(each.id for each in one.attribute), *(each.id for each in one.key)):
            if name in seen:
                values = (("name", name), ("other", seen[name]))
                place = line_of(text, ("dimension", i, "id"))
                found.append(Fault("name-twice", file, line=place, found=name, expected=expected, mend=mend, values=values))
            seen.setdefault(name, one.id)
        ids = [member.id.casefold() for member in one.member]
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            place = line_of(text, ("dimension", i, "member"))
            twice = Text("geef een van beide een ander id", "give one of them another id")
            found.append(Fault("duplicate-id", file, line=place, found=id, expected=Text("elk id één keer", "every id once"), mend=twice))
    return found


# Excel keeps these signs, an apostrophe at either end and the name History for itself.
SHEET = re.compile(r"(?!')[^][:*?/\\]{1,31}(?<!')")
SHEET_NAME = Text(
    "een naam voor een werkblad: hooguit 31 tekens, zonder [ ] : * ? / \\ en niet die van een ander blad",
    "a name for a sheet: at most 31 characters, without [ ] : * ? / \\ and not that of another sheet",
)


def _sheet_names(programme: Programme, file: str, text: str) -> list[Fault]:
    """The name of a dimension is that of its sheet in the workbook, in either language."""
    taken = {name.casefold() for sheet in (READ_ME, *(table.name for table in TABLES)) for name in (sheet.nl, sheet.en)}
    found = []
    for i, one in enumerate(programme.dimension):
        names = dict.fromkeys((one.name.nl, one.name.en))
        odd = [name for name in names if not SHEET.fullmatch(name) or name.casefold() in {*taken, "history"}]
        if odd:
            mend = Text('geef dimensie {id} een andere name, zoals "{id}"', 'give dimension {id} another name, such as "{id}"')
            line = line_of(text, ("dimension", i, "name"))
            found.append(Fault("sheet-name", file, line=line, found=odd[0], expected=SHEET_NAME, mend=mend, values=(("id", one.id),)))
        taken |= {name.casefold() for name in names}
    return found


def _requests_alone(programme: Programme, file: str, text: str) -> list[Fault]:
    """What a member asks is a ceiling for that member: with a second dimension beside it, it would hold in every cell of that one anew."""
    asking = [i for i, one in enumerate(programme.dimension) if one.requests is not None]
    if not asking or len(programme.dimension) == 1:
        return []
    expected = Text("een dimensie met requests als enige verdere dimensie", "a dimension with requests as the only further dimension")
    mend = Text(
        'haal dimensie {other} weg en geef dimensie {asks} het kenmerk: attribute = [{{ id = "{other}", name = {{ nl = "{other}", en = "{other}" }} '
        '}}]. Op het blad staat dan bij elke aanvraag waar zij bij hoort; regels kiezen als voorheen met select of each = "{other}". Wie in meer dan '
        "een {other} vraagt, staat er met een rij voor elk",
        'remove dimension {other} and give dimension {asks} the attribute: attribute = [{{ id = "{other}", name = {{ nl = "{other}", en = "{other}" '
        '}} }}]. The sheet then says of every application where it belongs; rules select as before with select or each = "{other}". Who asks in more '
        "than one {other} has a row for each",
    )
    asks = programme.dimension[asking[0]].id
    others = [(i, one.id) for i, one in enumerate(programme.dimension) if i != asking[0]]
    return [
        Fault(
            "requests-alone",
            file,
            line=line_of(text, ("dimension", i, "id")),
            found=f"{asks}, {other}",
            expected=expected,
            mend=mend,
            values=(("asks", asks), ("other", other)),
        )
        for i, other in others
    ]


def _soft_potentials(programme: Programme, file: str, text: str) -> list[Fault]:
    """A potential is a fact about what there is to gain, so it cannot be missed a little."""
    expected = Text("een harde regel: wat er te winnen is, is geen wens", "a hard rule: what there is to gain is no wish")
    mend = Text("haal soft weg; geld boven het potentieel mag wel worden besteed", "remove soft; money past the potential may still be spent")
    return [
        Fault("soft-potential", file, line=line_of(text, ("rule", i, "soft")), found=rule.id, expected=expected, mend=mend)
        for i, rule in enumerate(programme.rule)
        if rule.kind == "effect-cap" and rule.soft is not None
    ]
