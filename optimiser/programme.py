"""A programme as validated, frozen data: years, spaces, instruments, rules, goal and scenarios from `models/<programme>.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SerializeAsAny, ValidationError
from pydantic_core import PydanticCustomError

from optimiser.articles import Article, ArticlePart, BudgetPlace
from optimiser.dimension import Dimension
from optimiser.exact import LARGEST, TypedFloat
from optimiser.faults import Fault, Refused, unknown
from optimiser.grid import Where
from optimiser.language import Text
from optimiser.layout import READ_ME, TABLES
from optimiser.rule import Rule, number_key
from optimiser.rules import KINDS
from optimiser.rules.gate import Gate
from optimiser.rules.parity import Parity
from optimiser.toml_faults import faults_of
from optimiser.toml_lines import line_of
from optimiser.typed import ExactNumber, Id, Named, Origin, Selection, Strict, TwoTexts


def _once(years: tuple[int, ...]) -> tuple[int, ...]:
    if len(set(years)) != len(years):
        raise PydanticCustomError("years-twice", "every year once", {})
    return years


Year = Annotated[int, Field(strict=True, ge=1900, le=2200)]
Years = Annotated[tuple[Year, ...], Field(min_length=1), AfterValidator(_once)]
Part = Annotated[ExactNumber, Field(ge=0, le=1)]


class YearEndMargin(Strict):
    """How much of a year's whole budget may be taken to the next year (eindejaarsmarge), and who says so."""

    share: Part
    source: Origin
    note: str = ""


class Header(Strict):
    """Identity and horizon. `years` are the years decided on; `unit` is the payable unit in EUR; `input` the workbook's file name."""

    id: Id
    name: TwoTexts
    years: Years
    input: str
    unit: int = Field(default=1000, ge=1, le=LARGEST, strict=True)
    prices: TwoTexts | None = None
    article: TwoTexts | None = None
    year_end_margin: YearEndMargin | None = None


def _in_order(horizon: tuple[int, int]) -> tuple[int, int]:
    if horizon[0] > horizon[1]:
        raise PydanticCustomError("horizon", "the first year comes before the last", {})
    return horizon


class GoalChoice(Strict):
    """What is optimised. `target` is the year in which persons are counted; `horizon` bounds person-years; `estimate` picks the column."""

    kind: Literal["gap", "person-years", "labour-saving", "money"] = "gap"
    target: Year
    horizon: Annotated[tuple[Year, Year], AfterValidator(_in_order)]
    estimate: Literal["low", "central", "high"] = "central"


def _fading(tiers: tuple[tuple[Fraction, Fraction], ...]) -> tuple[tuple[Fraction, Fraction], ...]:
    rates = [rate for _, rate in tiers]
    if any(part < 0 for part, _ in tiers) or sum(part for part, _ in tiers) != 1:
        raise PydanticCustomError("tier-parts", "the parts of the absorption add up to exactly 1", {})
    if rates != sorted(rates, reverse=True) or min(rates) < 0:
        raise PydanticCustomError("tier-rates", "the rates never rise from tier to tier", {})
    return tiers


class Effect(Strict):
    """How effect fades as an instrument fills up: tiers as (part of the absorption, part of the full rate), from the best down."""

    tiers: Annotated[tuple[tuple[Part, Part], ...], AfterValidator(_fading)]
    realisation: Part
    note: str = ""


class Space(Named):
    """Where money is meant to work."""


class SourceLine(Named):
    """Where money comes from."""


class Challenge(Named):
    """An opgave of the work agenda."""


class Agreement(Named):
    """An afspraak; it belongs to one opgave and has a date in words."""

    challenge: Id
    deadline: str = ""


class Indicator(Named):
    """A monitoring indicator and how spending reaches it."""

    link: TwoTexts | None = None


class Instrument(Named):
    """Where money can go. It lies in exactly one space and names the agreements and indicators it serves.

    `cells` selects the members of further dimensions at which it can work; empty: all of them. `budget` says under which part of a budget
    article, and as what kind of spending, the instrument is a scheme (regeling) of its own.
    """

    space: Id
    agreements: tuple[Id, ...] = ()
    indicators: tuple[Id, ...] = ()
    budget: BudgetPlace | None = None
    cells: Selection = Where()


class Principle(Named):
    """A principle of the sources that is not modelled, and why not."""

    why: TwoTexts


class Context(Named):
    """An amount or count that is shown and never used: money outside the programme, counts that must stay apart."""

    value: ExactNumber
    unit: str
    outside: bool = False


class StatedTotal(Strict):
    """A total as the source states it, against which the sum of the source lines is reported."""

    year: int
    amount: int
    source: Origin


class ScenarioChoice(Named):
    """A named change, with its reason. Keys of `set` are those of `--set`."""

    reason: TwoTexts
    set: Mapping[str, Any] = Field(default_factory=dict)


def _rule(value: Any) -> Any:
    if isinstance(value, Rule) or not isinstance(value, dict):
        return value
    kind = KINDS.get(str(value.get("kind")))
    return kind.model_validate(value) if kind else value


class Programme(Strict):
    """All of one programme. `text` is the TOML it came from, `path` where it stands."""

    programme: Header
    goal: GoalChoice
    effect: Effect
    space: tuple[Space, ...]
    source: tuple[SourceLine, ...]
    instrument: tuple[Instrument, ...]
    rule: tuple[SerializeAsAny[Annotated[Rule, BeforeValidator(_rule)]], ...]
    dimension: tuple[Dimension, ...] = ()
    article: tuple[Article, ...] = ()
    article_part: tuple[ArticlePart, ...] = ()
    challenge: tuple[Challenge, ...] = ()
    agreement: tuple[Agreement, ...] = ()
    indicator: tuple[Indicator, ...] = ()
    principle: tuple[Principle, ...] = ()
    context: tuple[Context, ...] = ()
    stated: tuple[StatedTotal, ...] = ()
    scenario: tuple[ScenarioChoice, ...] = ()

    @property
    def id(self) -> str:
        """The programme's id."""
        return self.programme.id

    def scenario_named(self, name: str) -> ScenarioChoice | None:
        """A scenario of the programme by id."""
        return next((one for one in self.scenario if one.id == name), None)


@dataclass(frozen=True)
class Source:
    """A programme's raw data with its text, so that a scenario can change it and validate it again."""

    path: Path
    text: str
    data: Mapping[str, Any]


def read_toml(path: Path) -> Source:
    """The TOML of a programme, floats kept as typed. Raises `Refused`."""
    name = path.name
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused([Fault("toml-encoding", name, expected=Text("tekst in UTF-8", "UTF-8 text"), mend=SAVE_UTF8)]) from None
    except OSError as error:
        found = error.strerror or type(error).__name__
        raise Refused(
            [Fault("file-unreadable", name, found=found, expected=Text("een leesbaar bestand", "a readable file"), mend=CHECK_PATH)]
        ) from None
    try:
        data = tomllib.loads(text, parse_float=TypedFloat)
    except (ValueError, RecursionError) as error:
        message = str(error)
        line = int(message.split("at line ")[1].split(",")[0]) if "at line " in message else len(text.splitlines())
        code = "toml-duplicate-key" if any(word in message for word in ("overwrite", "twice", "already", "Duplicate")) else "toml-syntax"
        quoted = (text.splitlines() or [""])[min(line, len(text.splitlines())) - 1 : line]
        expected = Text("elke sleutel één keer", "every key once") if code == "toml-duplicate-key" else Text("geldige TOML", "valid TOML")
        mend = DROP_DOUBLE if code == "toml-duplicate-key" else Text("herstel deze regel ({message})", "mend this line ({message})")
        raise Refused(
            [Fault(code, name, line=line, found="".join(quoted).strip(), expected=expected, mend=mend, values=(("message", message),))]
        ) from None
    return Source(path, text, data)


def build(source: Source, data: Mapping[str, Any] | None = None) -> Programme:
    """A validated programme from raw data (`data` replaces the file's own, e.g. under a scenario). Raises `Refused` with all faults."""
    raw = source.data if data is None else data
    faults = _unknown_kinds(source, raw)
    if faults:
        raise Refused(faults)
    try:
        programme = Programme.model_validate(raw)
    except ValidationError as error:
        raise Refused(faults_of(error, source.path.name, source.text, raw, Programme)) from None
    faults = [*_duplicates(programme, source), *_names_twice(programme, source), *_references(programme, source)]
    faults += [*_sheet_names(programme, source), *_requests_alone(programme, source), *_soft_potentials(programme, source)]
    if faults:
        raise Refused(faults)
    return programme


def read_programme(path: Path) -> Programme:
    """A programme from its file. Raises `Refused`."""
    return build(read_toml(path))


SAVE_UTF8 = Text("sla het bestand op als UTF-8", "save the file as UTF-8")
CHECK_PATH = Text("controleer het pad en de rechten", "check the path and its permissions")
DROP_DOUBLE = Text("haal de tweede weg ({message})", "remove the second one ({message})")


def _unknown_kinds(source: Source, raw: Mapping[str, Any]) -> list[Fault]:
    rules = raw.get("rule", [])
    found: list[Fault] = []
    for position, rule in enumerate(rules if isinstance(rules, list) else []):
        if isinstance(rule, dict) and str(rule.get("kind")) not in KINDS:
            line = line_of(source.text, ("rule", position, "kind"))
            found.append(unknown("unknown-kind", str(rule.get("kind", "")), KINDS, file=source.path.name, line=line))
    return found


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


def _duplicates(programme: Programme, source: Source) -> list[Fault]:
    found: list[Fault] = []
    for table in WITH_IDS:
        seen: dict[str, str] = {}
        for position, item in enumerate(getattr(programme, table)):
            key = item.id.casefold()
            if key in seen:
                place = line_of(source.text, (table, position, "id"))
                mend = Text("geef een van beide een ander id", "give one of them another id")
                found.append(
                    Fault("duplicate-id", source.path.name, line=place, found=item.id, expected=Text("elk id één keer", "every id once"), mend=mend)
                )
            seen[key] = item.id
    return found


def _references(programme: Programme, source: Source) -> list[Fault]:
    """Every id that points somewhere points at something."""
    found: list[Fault] = []

    def need(table: str, position: int, key: str, values: Iterable[str], known: Iterable[str]) -> None:
        options = list(known)
        for value in values:
            if value not in options:
                line = line_of(source.text, (table, position, key))
                found.append(unknown("unknown-id", value, options, file=source.path.name, line=line))

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
        need("rule", i, "key", [rule.key] if isinstance(rule, Parity) else [], columns)
        if isinstance(rule, Gate):
            # What divides holds for all years together, whether a gate is open is told by year.
            keys = next((one.key for one in programme.dimension if one.id == rule.each), None)
            need("rule", i, "key", [rule.key], columns if keys is None else [key.id for key in keys if not key.by_year])
            need("rule", i, "open", [rule.open], columns if keys is None else [key.id for key in keys if key.by_year])
        need("rule", i, number_key(rule), [year for year in rule.number.by_year if year != "*"], years)
    return found


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


def _names_twice(programme: Programme, source: Source) -> list[Fault]:
    """A name in a selection means one thing: dimensions share no ids, attributes or keys."""
    found: list[Fault] = []
    seen: dict[str, str] = {}
    expected = Text("elke naam in één dimensie", "every name in one dimension")
    mend = Text("{name} staat ook in dimensie {other}; hernoem er een", "{name} is in dimension {other} too; rename one of them")
    for i, one in enumerate(programme.dimension):
        for name in (one.id, *(each.id for each in one.attribute), *(each.id for each in one.key)):
            if name in seen:
                values = (("name", name), ("other", seen[name]))
                place = line_of(source.text, ("dimension", i, "id"))
                found.append(Fault("name-twice", source.path.name, line=place, found=name, expected=expected, mend=mend, values=values))
            seen.setdefault(name, one.id)
        ids = [member.id.casefold() for member in one.member]
        for id in sorted({id for id in ids if ids.count(id) > 1}):
            place = line_of(source.text, ("dimension", i, "member"))
            twice = Text("geef een van beide een ander id", "give one of them another id")
            found.append(Fault("duplicate-id", source.path.name, line=place, found=id, expected=Text("elk id één keer", "every id once"), mend=twice))
    return found


# Excel keeps these signs, an apostrophe at either end and the name History for itself.
SHEET = re.compile(r"(?!')[^][:*?/\\]{1,31}(?<!')")
SHEET_NAME = Text(
    "een naam voor een werkblad: hooguit 31 tekens, zonder [ ] : * ? / \\ en niet die van een ander blad",
    "a name for a sheet: at most 31 characters, without [ ] : * ? / \\ and not that of another sheet",
)


def _sheet_names(programme: Programme, source: Source) -> list[Fault]:
    """The name of a dimension is that of its sheet in the workbook, in either language."""
    taken = {name.casefold() for text in (READ_ME, *(table.name for table in TABLES)) for name in (text.nl, text.en)}
    found = []
    for i, one in enumerate(programme.dimension):
        names = dict.fromkeys((one.name.nl, one.name.en))
        odd = [name for name in names if not SHEET.fullmatch(name) or name.casefold() in {*taken, "history"}]
        if odd:
            mend = Text('geef dimensie {id} een andere name, zoals "{id}"', 'give dimension {id} another name, such as "{id}"')
            line = line_of(source.text, ("dimension", i, "name"))
            found.append(Fault("sheet-name", source.path.name, line=line, found=odd[0], expected=SHEET_NAME, mend=mend, values=(("id", one.id),)))
        taken |= {name.casefold() for name in names}
    return found


def _requests_alone(programme: Programme, source: Source) -> list[Fault]:
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
            source.path.name,
            line=line_of(source.text, ("dimension", i, "id")),
            found=f"{asks}, {other}",
            expected=expected,
            mend=mend,
            values=(("asks", asks), ("other", other)),
        )
        for i, other in others
    ]


def _soft_potentials(programme: Programme, source: Source) -> list[Fault]:
    """A potential is a fact about what there is to gain, so it cannot be missed a little."""
    expected = Text("een harde regel: wat er te winnen is, is geen wens", "a hard rule: what there is to gain is no wish")
    mend = Text("haal soft weg; geld boven het potentieel mag wel worden besteed", "remove soft; money past the potential may still be spent")
    return [
        Fault("soft-potential", source.path.name, line=line_of(source.text, ("rule", i, "soft")), found=rule.id, expected=expected, mend=mend)
        for i, rule in enumerate(programme.rule)
        if rule.kind == "effect-cap" and rule.soft is not None
    ]


INSTRUMENT_COLUMNS = ("minimum", "maximum", "committed", "absorption", "previous")


def horizon_years(programme: Programme) -> tuple[int, ...]:
    """Every year that the programme or one of its scenarios decides on."""
    lists = (one.set.get("years") for one in programme.scenario)
    extra = (year for years in lists if isinstance(years, (list, tuple)) for year in years if isinstance(year, int))
    return tuple(sorted({*programme.programme.years, *extra}))


def figure_columns(programme: Programme, each: str | None) -> tuple[str, ...]:
    """The columns that a rule over `each` may take its number from: the keys of that dimension, else those of instruments."""
    found = next((one for one in programme.dimension if one.id == each), None)
    return INSTRUMENT_COLUMNS if found is None else tuple(key.id for key in found.key)


def attribute_values(programme: Programme) -> dict[str, tuple[str, ...] | None]:
    """Every attribute a selection may name, with its possible values; None where only the workbook knows them."""
    further = {name: values for one in programme.dimension for name, values in one.values()}
    return further | {
        "source": tuple(one.id for one in programme.source),
        "instrument": tuple(one.id for one in programme.instrument),
        "space": tuple(one.id for one in programme.space),
        "year": tuple(str(year) for year in horizon_years(programme)),
        "adds": ("yes", "no"),
    }
