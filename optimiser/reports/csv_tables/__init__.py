"""A run record as plain tables: what a spreadsheet, a database or a reader in twenty years can take up without this program.

File names and column names are ids that never change with the language; texts stand in both languages side by side.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any

from optimiser.awards import awards_of
from optimiser.csv_text import Value, csv_text
from optimiser.exact import read_exact
from optimiser.language import LANGS, Lang, Text
from optimiser.proof import bound_parts, tables
from optimiser.record import CellUse, Detail, GroupUse, Record
from optimiser.reports.csv_tables.words import ABOUT, DIALECT, GUIDE, ROW, SUMS_WRITTEN
from optimiser.verify import CSV, NEEDED, Table, marked

Row = Mapping[str, Any]
NAMES = ("name_nl", "name_en")


@dataclass(frozen=True, slots=True)
class CsvTable:
    """One file: its name without `.csv`, its columns, and its rows from a record."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[Record], Iterable[Row]]

    def text(self, record: Record) -> str:
        """The file's content."""
        return csv_text(self.columns, ([row.get(column) for column in self.columns] for row in self.rows(record)))


def meaning(table: str, column: str) -> Text:
    """What a column holds, in this table or in every table."""
    found = ABOUT.get(f"{table}.{column}") or ABOUT.get(f"*.{column}")
    return found or Text(f"id van een lid van de dimensie {column}", f"id of a member of the dimension {column}")


def plan_files(record: Record) -> dict[str, str]:
    """File name -> content of every table that tells the plan; tables without rows too, so that the same files are always there."""
    return {f"{one.name}.csv": one.text(record) for one in plan_tables(record)}


def proof_files(proof: Mapping[str, Table]) -> dict[str, str]:
    """File name -> content of the tables that `verify.py` checks, exactly as it reads them."""
    columns = proof_columns(proof)
    return {CSV.format(name): csv_text(keys, ([row.get(key, "") for key in keys] for row in proof.get(name, ()))) for name, keys in columns.items()}


def proof_columns(proof: Mapping[str, Table]) -> dict[str, tuple[str, ...]]:
    """Table -> its columns: with further dimensions more than those that every proof has."""
    further = next((row["value"].split(";") for row in proof.get("claims", ()) if row["claim"] == "dimensions"), [])
    return {**NEEDED, **({name: (*keys, "mark") for name, keys in marked(further).items()} if further else {})}


def files(record: Record) -> dict[str, str]:
    """Both, with what their columns mean in either language."""
    proof = tables(record)
    told = {GUIDE[lang]: guide(lang, listed(record, proof)) for lang in LANGS}
    return {**plan_files(record), **proof_files(proof), **told}


Listed = Sequence[tuple[str, tuple[str, ...]]]


def listed(record: Record, proof: Mapping[str, Table]) -> Listed:
    """(name, columns) of every table of a record and its proof."""
    plans = [(one.name, one.columns) for one in plan_tables(record)]
    return [*plans, *((CSV.format(name).removesuffix(".csv"), keys) for name, keys in proof_columns(proof).items())]


def guide(lang: Lang, listed: Listed) -> str:
    """How the files are written, and what every table and column is."""
    return "\n".join([DIALECT[lang], SUMS_WRITTEN[lang], *(described(name, columns, lang) for name, columns in listed)])


def described(table: str, columns: Sequence[str], lang: Lang) -> str:
    """One table: what a row is, then its columns."""
    lines = [f"{table}.csv", f"  {ROW[lang]}: {ABOUT[table][lang]}.", *(f"  {column:<16} {meaning(table, column)[lang]}" for column in columns), ""]
    return "\n".join(lines)


def _flat(one: Any, **more: Any) -> dict[str, Value]:
    """The fields of a dataclass as cells: a text in both languages as two, ids as one list, yes or no as a word."""
    found: dict[str, Value] = {}
    for key, value in [*((field.name, getattr(one, field.name)) for field in fields(one)), *more.items()]:
        if isinstance(value, Text):
            found |= {f"{key}_{lang}": value[lang] for lang in LANGS}
        elif isinstance(value, bool):
            found[key] = "yes" if value else "no"
        else:
            found[key] = ", ".join(map(str, value)) if isinstance(value, tuple) else value
    return found


def _simple(name: str, attribute: str, *columns: str) -> CsvTable:
    """A table whose rows are the record's own."""
    return CsvTable(name, columns, lambda record: (_flat(one) for one in getattr(record, attribute)))


def _named(record: Record, table: str, id: str) -> Text:
    return record.names.get(f"{table}:{id}") or Text(id, id)


def _run(record: Record) -> Iterator[Row]:
    texts = {"programme_name": record.name, "scenario_name": record.scenario_name, "reason": record.reason, "goal_unit": record.goal_unit}
    texts |= {"price_level": record.prices}
    made = record.made
    facts: dict[str, Value] = {"run": record.id, "status": record.status, "programme": record.programme, "scenario": record.scenario}
    facts |= {f"{key}_{lang}": text[lang] for key, text in texts.items() for lang in LANGS}
    facts |= {"goal": record.goal, "estimate": record.estimate, "years": ", ".join(record.years)}
    if record.conflict is None:
        facts |= {key: getattr(record, key) for key in ("total", "adds", "lowers", "bound", "gap", "optimum")}
    else:
        facts |= {f"conflict_{lang}": record.conflict.sentence[lang] for lang in LANGS}
        facts |= {"shortfall": record.conflict.shortfall, "shortfall_unit": record.conflict.unit}
    facts |= {
        key: getattr(made, key) for key in ("programme_file", "programme_hash", "inputs_file", "inputs_hash", "solver", "unit_asked", "unit", "by")
    }
    facts |= {f"version {key}": value for key, value in sorted(made.versions.items())}
    facts |= {f"option {key}": value for key, value in sorted(made.options.items())}
    facts |= {f"warning {number} {lang}": one[lang] for number, one in enumerate(record.warnings, start=1) for lang in LANGS}
    return ({"key": key, "value": value} for key, value in facts.items())


def _plan(record: Record) -> Iterator[Row]:
    for one in record.lines:
        yield _flat(one, line=f"{one.instrument}.{one.year}", name=_named(record, "instrument", one.instrument))


def _sources(record: Record) -> Iterator[Row]:
    return (_flat(one, name=_named(record, "source", one.source), unspent=one.unspent) for one in record.sources)


def _rules(record: Record) -> Iterator[Row]:
    for number, one in enumerate(record.findings, start=1):
        price = {} if one.price is None else {f"price_{key}": getattr(one.price, key) for key in ("less", "more", "step")}
        yield _flat(one, no=number, **price)


def _effects(record: Record) -> Iterator[Row]:
    for line in record.lines:
        for number, tier in enumerate(line.tiers, start=1):
            kept = {"instrument": line.instrument, "year": line.year, "space": line.space, "tier": number, "adds": line.adds}
            yield _flat(tier, **kept, **{f"counts {key}": value for key, value in line.counts.items()})


def _money(record: Record) -> Iterator[Row]:
    return ({"kind": one.kind, "id": one.id, "year": year, "amount": amount} for one in record.served for year, amount in one.amounts.items())


def _broken(record: Record) -> Iterator[Row]:
    for one in record.references:
        for sentence, shortfall in one.broken:
            yield {"id": one.id, "sentence_nl": sentence.nl, "sentence_en": sentence.en, "shortfall": shortfall}


def _figures(record: Record) -> Iterator[Row]:
    return ({**_flat(one), "value": _exact(one.value)} for one in record.figures)


def _changes(record: Record) -> Iterator[Row]:
    return ({**_flat(one), "was": _exact(one.was), "now": _exact(one.now)} for one in record.overrides)


def _exact(text: str) -> Value:
    """A number as this dialect writes it; PM, dates and ids as they are."""
    value = read_exact(text)
    return text if value is None else value


def _bound(record: Record) -> Iterator[Row]:
    found = bound_parts(record)
    for part, terms in (("row", found.rows), ("column", found.columns)):
        for name, factor, limit in terms:
            yield {"part": part, "name": name, "factor": factor, "limit": limit, "product": factor * limit}


PLAN_TABLES = (
    CsvTable("run", ("key", "value"), _run),
    CsvTable(
        "plan", ("line", "instrument", *NAMES, "space", "year", "reference", "amount", "effect", "marginal", "adds", "reason_nl", "reason_en"), _plan
    ),
    _simple("flows", "flows", "source", "instrument", "space", "year", "amount"),
    CsvTable("sources", ("source", *NAMES, "year", "amount", "mark", "spent", "unspent"), _sources),
    CsvTable(
        "spaces",
        ("space", *NAMES, "year", "reference", "amount", "budget"),
        lambda record: (_flat(one, name=_named(record, "space", one.space)) for one in record.spaces),
    ),
    CsvTable(
        "rules",
        (
            *(
                "no",
                "id",
                "kind",
                *NAMES,
                "year",
                "member",
                "sentence_nl",
                "sentence_en",
                "left",
                "sense",
                "limit",
                "unit",
                "margin",
                "excess",
                "holds",
            ),
            *("binding", "soft", "priority", "weight", "price_less", "price_more", "price_step", "standing", "owner", "source", "note"),
        ),
        _rules,
    ),
    CsvTable("effects", ("instrument", "year", "space", "tier", "width", "rate", "base", "filled", "adds"), _effects),
    CsvTable("figures", ("key", "value", "unit", "place", "standing", "source", "note"), _figures),
    CsvTable("changes", ("key", "was", "now", "origin", "reason"), _changes),
    _simple("agreements", "served", "kind", "id", *NAMES, "effect", "instruments", "source", "note", "link_nl", "link_en"),
    CsvTable("agreement-money", ("kind", "id", "year", "amount"), _money),
    _simple("references", "references", "id", *NAMES, "effect"),
    CsvTable("reference-breaks", ("id", "sentence_nl", "sentence_en", "shortfall"), _broken),
    _simple("ties", "ties", "instrument", "year", "low", "high"),
    _simple("stated-totals", "stated", "year", "stated", "lines", "source"),
    _simple("context", "context", "id", *NAMES, "value", "unit", "outside", "source", "note"),
    _simple("principles", "unmodelled", "id", *NAMES, "why_nl", "why_en", "source"),
    CsvTable(
        "conflict",
        ("rule", "year", *NAMES, "sentence_nl", "sentence_en", "standing", "owner", "source"),
        lambda record: (_flat(one) for one in chain(record.conflict.members if record.conflict else ())),
    ),
    CsvTable(
        "repairs",
        ("rule", "year", "to", "unit", "slack", "standing"),
        lambda record: (_flat(one) for one in chain(record.conflict.repairs if record.conflict else ())),
    ),
    CsvTable("bound", ("part", "name", "factor", "limit", "product"), _bound),
)


def plan_tables(record: Record) -> tuple[CsvTable, ...]:
    """Every table that tells the plan; with further dimensions also every member, cell and group in full."""
    if record.detail is None:
        return PLAN_TABLES
    names = record.detail.dimensions
    return (
        *PLAN_TABLES,
        *((AWARDS,) if record.detail.applicants else ()),
        CsvTable("members", ("dimension", "id", *NAMES), lambda record: (_flat(one) for one in _detail(record).members)),
        CsvTable("cells", ("source", "instrument", "year", *names, "amount"), lambda record: _placed(_detail(record).cells, names)),
        CsvTable("groups", ("instrument", "year", *names, "amount", "ceiling", "effect"), lambda record: _placed(_detail(record).groups, names)),
    )


AWARDS = CsvTable(
    "awards",
    ("applicant", *NAMES, "asked", "awarded", "share", "own", "effect", "decision", "reason_nl", "reason_en"),
    lambda record: (_flat(one, applicant=one.id, share=one.share) for one in awards_of(record)),
)


def _detail(record: Record) -> Detail:
    assert record.detail is not None
    return record.detail


def _placed(rows: Iterable[CellUse | GroupUse], names: Sequence[str]) -> Iterator[Row]:
    """Rows with one column for every further dimension."""
    return ({**_flat(one), **dict(zip(names, one.members, strict=True))} for one in rows)
