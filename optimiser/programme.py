"""A programme as validated, frozen data: years, spaces, instruments, rules, goal and scenarios from `models/<programme>.toml`."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SerializeAsAny
from pydantic_core import PydanticCustomError

from optimiser.articles import Article, ArticlePart, BudgetPlace
from optimiser.dimension import Dimension
from optimiser.exact import LARGEST
from optimiser.grid import Where
from optimiser.rule import Rule
from optimiser.rules import KINDS
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
