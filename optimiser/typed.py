"""What people write in a programme's TOML, as validated types: exact numbers, selections, texts in two languages, origins.

Used by rules and programmes alike. Nothing extra is taken and nothing moves afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from optimiser.exact import LARGEST, TypedFloat, cut_off_fraction, plain, read_exact
from optimiser.grid import Grid, Where
from optimiser.language import Text


def _where(value: Any) -> Where:
    """`{space = "a", except = {source = ["b"]}}` -> a selection."""
    if isinstance(value, Where):
        return value
    if not isinstance(value, dict):
        raise PydanticCustomError("selection", "a selection is a table of attribute = value", {})

    def pairs(table: Mapping[str, Any]) -> tuple[tuple[str, tuple[str, ...]], ...]:
        for key, item in table.items():
            items = item if isinstance(item, list) else [item]
            if not items or not all(isinstance(one, (str, int)) for one in items):
                raise PydanticCustomError("selection", "attribute {key} needs one or more ids", {"key": key})
        return tuple((key, tuple(str(one) for one in (item if isinstance(item, list) else [item]))) for key, item in table.items())

    never = value.get("except", {})
    if not isinstance(never, dict):
        raise PydanticCustomError("selection", "except is a table of attribute = value", {})
    return Where(pairs({key: item for key, item in value.items() if key != "except"}), pairs(never))


Selection = Annotated[Where, BeforeValidator(_where)]


def _of_lines(where: Where) -> Where:
    if any(key != "source" for key, _ in (*where.only, *where.never)):
        raise PydanticCustomError("budget-of-lines", "only source lines have a budget: select by source", {})
    return where


# A selection of source lines, whose budget is meant.
Lines = Annotated[Where, BeforeValidator(_where), AfterValidator(_of_lines)]


# More digits than any amount, rate or fraction of them needs.
LONGEST_NUMBER = 80


def exact_number(value: Any) -> Fraction:
    """A number as typed in TOML; refuses what is not exact. Raises PydanticCustomError (`not-a-number`, `inexact-number`)."""
    if isinstance(value, bool) or not isinstance(value, (str, int, Fraction)):
        raise PydanticCustomError("not-a-number", "not a number", {"typed": str(value)})
    read = value if isinstance(value, Fraction) else read_exact(value) if len(str(value)) < LONGEST_NUMBER else None
    if read is None:
        raise PydanticCustomError("not-a-number", "not a number", {"typed": str(value)[:40]})
    if abs(read) > LARGEST:
        raise PydanticCustomError("out-of-range", "too large", {"typed": str(value)[:40]})
    if isinstance(value, TypedFloat) and (meant := cut_off_fraction(value)) is not None:
        raise PydanticCustomError("inexact-number", "cut off", {"meant": plain(meant), "typed": str(value)})
    return read


ExactNumber = Annotated[Fraction, BeforeValidator(exact_number)]


@dataclass(frozen=True)
class Number:
    """A rule's number: by year (`"*"` = every year), or a figure column of each member."""

    by_year: Mapping[str, Fraction]
    figure: str = ""

    def at(self, grid: Grid, year: str | None, member: str | None) -> Fraction | None:
        """The number for a year (None: over all years) and member; None where the rule says nothing."""
        if not self.figure:
            return self.by_year.get(year or "*", self.by_year.get("*"))
        figure = grid.figure(member or "", self.figure, year)
        return Fraction(figure.value) if figure and isinstance(figure.value, (int, Fraction)) else None


def _number(value: Any) -> Number:
    if isinstance(value, Number):
        return value
    if isinstance(value, dict) and set(value) == {"figure"} and value["figure"]:
        return Number({}, str(value["figure"]))
    if isinstance(value, dict):
        if not value:
            raise PydanticCustomError("no-number", "needs a number for at least one year", {})
        return Number({str(year): exact_number(one) for year, one in value.items()})
    return Number({"*": exact_number(value)})


AnyNumber = Annotated[Number, BeforeValidator(_number)]


def _text(value: Any) -> Text:
    if isinstance(value, Text):
        return value
    if isinstance(value, dict) and set(value) == {"nl", "en"} and all(isinstance(v, str) and v.strip() for v in value.values()):
        return Text(value["nl"], value["en"])
    raise PydanticCustomError("two-languages", "needs a text in nl and in en", {})


TwoTexts = Annotated[Text, BeforeValidator(_text)]


class Strict(BaseModel):
    """What people write: nothing extra, nothing moves."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Origin(Strict):
    """Where a rule or amount stands in the sources: document and place."""

    document: str = Field(min_length=1)
    place: str = Field(min_length=1)


Id = Annotated[str, Field(pattern=r"^[A-Za-z][A-Za-z0-9.-]*$")]


class Named(Strict):
    """Something with an id, two names and a place in the sources."""

    id: Id
    name: TwoTexts
    source: Origin | None = None
    note: str = ""


class Soft(Strict):
    """A wish: priority 1 is served before 2; within a priority shortfalls count by weight."""

    priority: int = Field(ge=1, le=9)
    weight: ExactNumber = Fraction(1)
