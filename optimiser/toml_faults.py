"""What is wrong in a programme's TOML, as faults people can mend: every validation error with its line, in their language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from pydantic import ValidationError

from optimiser.faults import Fault, short, unknown
from optimiser.language import Text
from optimiser.rules import KINDS
from optimiser.toml_lines import line_of

NUMBER = Text('een getal zoals 12, 0.25 of "2/3"', 'a number such as 12, 0.25 or "2/3"')
# What was expected, by the kind of error; the `ctx` of the error fills the fields.
EXPECTED: Mapping[str, Text] = {
    "int_type": Text("een geheel getal", "a whole number"),
    "int_parsing": Text("een geheel getal", "a whole number"),
    "int_from_float": Text("een geheel getal", "a whole number"),
    "string_type": Text("tekst tussen aanhalingstekens", "text in quotes"),
    "string_too_short": Text("een tekst die niet leeg is", "a text that is not empty"),
    "string_pattern_mismatch": Text(
        "een id: een letter, dan letters, cijfers, punten of streepjes", "an id: a letter, then letters, digits, dots or dashes"
    ),
    "bool_type": Text("true of false", "true or false"),
    "bool_parsing": Text("true of false", "true or false"),
    "greater_than_equal": Text("ten minste {ge}", "at least {ge}"),
    "less_than_equal": Text("ten hoogste {le}", "at most {le}"),
    "too_short": Text("ten minste {min_length} waarde(n)", "at least {min_length} value(s)"),
    "too_long": Text("ten hoogste {max_length} waarden", "at most {max_length} values"),
    "tuple_type": Text("een lijst tussen [ en ]", "a list between [ and ]"),
    "list_type": Text("een lijst tussen [ en ]", "a list between [ and ]"),
    "dict_type": Text("een tabel tussen {{ en }}", "a table between {{ and }}"),
    "mapping_type": Text("een tabel tussen {{ en }}", "a table between {{ and }}"),
    "model_type": Text("een tabel tussen {{ en }}", "a table between {{ and }}"),
    "model_attributes_type": Text("een tabel tussen {{ en }}", "a table between {{ and }}"),
    "selection": Text("een selectie: attribuut = id, of een lijst ids", "a selection: attribute = id, or a list of ids"),
    "one-number": Text("precies een van at_least, at_most, exactly", "exactly one of at_least, at_most, exactly"),
    "one-whole": Text("precies een van budget, spent", "exactly one of budget, spent"),
    "no-number": Text("een getal voor ten minste één jaar", "a number for at least one year"),
    "two-languages": Text("een tekst in nl en in en", "a text in nl and in en"),
    "figure-without-each": Text("each = een dimensie, bij een getal uit een kolom", "each = a dimension, for a number from a column"),
    "out-of-range": Text("een getal van ten hoogste 10^15", "a number of at most 10^15"),
    "years-twice": Text("elk jaar één keer", "every year once"),
    "horizon": Text("het eerste jaar vóór het laatste", "the first year before the last"),
    "tier-parts": Text("delen van de absorptie die samen precies 1 zijn", "parts of the absorption that add up to exactly 1"),
    "tier-rates": Text("tarieven die van trede tot trede niet stijgen", "rates that never rise from tier to tier"),
    "not-by-year": Text('één getal: per = "all" kent geen getallen per jaar', 'one number: per = "all" takes no numbers by year'),
    "budget-of-lines": Text("een selectie op source: alleen die heeft een budget", "a selection by source: only that has a budget"),
    "balance-sense": Text(
        "exactly of at_most; at_least laat meer besteden dan er is",
        "exactly or at_most; at_least lets more be spent than there is",
    ),
    "balance-part": Text("een deel van het budget van 0 tot en met 1", "a part of a budget from 0 to 1"),
    "balance-shift": Text("een kasschuif van 0 euro of meer", "a cash_shift of 0 euros or more"),
    "period-sense": Text("at_most: open maanden zijn een bovengrens", "at_most: open months are a ceiling"),
    "cap-sense": Text("at_most; een te bereiken effect is een effect-floor", "at_most; an effect to reach is an effect-floor"),
    "floor-sense": Text("at_least; een grens aan wat telt is een effect-cap", "at_least; a ceiling on what counts is an effect-cap"),
    "dimension-name": Text("een naam die nog niet bestaat, niet {name}", "a name that is not taken, not {name}"),
    "dimension-key": Text("een key van deze dimensie zonder by_year, niet {name}", "a key of this dimension without by_year, not {name}"),
    "dimension-attribute": Text(
        "een attribuut (met een waarde) van deze dimensie, niet {name}", "an attribute (and value) of this dimension, not {name}"
    ),
    "dimension-norm": Text("norm alleen samen met weight en requests", "norm only together with weight and requests"),
    "gate-part": Text("each, en at_most: het deel van 0 tot 1 dat vrijkomt", "each, and at_most: the part from 0 to 1 that is released"),
    "parity-each": Text("each en een getal: zoveel maal het aandeel van elk lid", "each and a number: so many times each member's share"),
    "soft-whole": Text("een harde regel: alles of niets is geen wens", "a hard rule: all or nothing is no wish"),
    "minimum-sense": Text("at_least: niets, of ten minste zoveel", "at_least: nothing, or at least so much"),
    "count-sense": Text("at_most met een getal: zoveel leden krijgen geld", "at_most with a number: so many members get money"),
    "count-each": Text("each = wat er geteld wordt, zoals instrument", "each = what is counted, such as instrument"),
    "count-whole": Text("een geheel aantal van 0 of meer", "a whole number of 0 or more"),
    "effect-of-line": Text("geen source: het effect hangt niet af van wie betaalt", "no source: effect does not depend on who pays"),
}
OTHERWISE = Text("een geldige waarde ({message})", "a valid value ({message})")
MEND = Text("herstel {where}", "mend {where}")
ADD = Text("voeg {key} toe aan {where}", "add {key} to {where}")
CUT_OFF = Text(
    'schrijf "{meant}", of "{typed}" tussen aanhalingstekens als dat echt bedoeld is',
    'write "{meant}", or "{typed}" in quotes if that is really meant',
)


def faults_of(error: ValidationError, file: str, text: str, raw: Mapping[str, Any], model: Any) -> list[Fault]:
    """Every validation error as a fault with its TOML line; rules are named by their id."""
    return [_fault(dict(item), file, text, raw, model) for item in error.errors(include_url=False)]


def _fault(item: dict[str, Any], file: str, text: str, raw: Mapping[str, Any], model: Any) -> Fault:
    path, kind, context = tuple(item["loc"]), item["type"], item.get("ctx", {})
    place: dict[str, Any] = {"file": file, "line": line_of(text, path)}
    where = _named(path, raw)
    value = item.get("input")
    typed = short(str(context.get("typed", value if isinstance(value, (str, int, Fraction)) else where)))
    if kind == "extra_forbidden":
        return unknown("unknown-key", str(path[-1]), _known_keys(path, raw, model), **place)
    if kind == "missing" and isinstance(path[-1], str):
        code = "missing-source" if path[-1] == "source" else "missing-key"
        values = (("key", path[-1]), ("where", _named(path[:-1], raw) or file))
        return Fault(code, found=where, expected=Text("{key}", "{key}"), mend=ADD, values=values, **place)
    if kind == "inexact-number":
        expected = Text("een exact getal", "an exact number")
        return Fault("inexact-number", found=typed, expected=expected, mend=CUT_OFF, values=tuple(context.items()), **place)
    if kind == "not-a-number":
        mend = Text("{where} is geen getal", "{where} is not a number")
        return Fault("not-a-number", found=typed, expected=NUMBER, mend=mend, values=(("where", where),), **place)
    if kind == "literal_error":
        return unknown("invalid-value", typed, re.findall("'([^']*)'", context["expected"]), **place)
    filled = (("message", item["msg"]), ("where", where), *((key, one) for key, one in context.items() if key not in ("message", "where")))
    return Fault("invalid-value", found=typed, expected=EXPECTED.get(kind, OTHERWISE), mend=MEND, values=filled, **place)


def _named(path: Sequence[Any], raw: Mapping[str, Any]) -> str:
    """`rule.growth-path.at_least` instead of `rule.7.at_least`."""
    parts = [str(part) for part in path]
    if len(path) > 1 and isinstance(path[1], int):
        table = raw.get(str(path[0]))
        entry = table[path[1]] if isinstance(table, list) and path[1] < len(table) else None
        if isinstance(entry, dict) and isinstance(entry.get("id"), str):
            parts[1] = entry["id"]
    return ".".join(parts)


def _known_keys(path: Sequence[Any], raw: Mapping[str, Any], model: Any) -> list[str]:
    """The keys allowed where an unknown one was found."""
    steps = path[:-1]
    if path[0] == "rule" and len(path) > 1:
        model, steps = KINDS[str(raw["rule"][path[1]]["kind"])], path[2:-1]
    for part in steps:
        if isinstance(part, str) and hasattr(model, "model_fields") and part in model.model_fields:
            annotation = model.model_fields[part].annotation
            inner = [one for one in (annotation, *getattr(annotation, "__args__", ())) if hasattr(one, "model_fields")]
            model = inner[0] if inner else model
    return list(getattr(model, "model_fields", {}))
