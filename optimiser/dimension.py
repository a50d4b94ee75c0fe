"""A further dimension of a programme, as data: regions, branches, applicants, or whatever else money is divided over.

`source`, `instrument` and `year` are always there. A further dimension has members with attributes (texts that rules select by) and keys
(numbers of its sheet in the workbook). What the members are called, and what they mean, is known to nobody but the programme.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from optimiser.exact import LARGEST
from optimiser.language import Text
from optimiser.typed import ExactNumber, Id, Strict, TwoTexts

# Names that selections have already.
TAKEN = ("source", "instrument", "year", "space", "adds", "except")


def _both(name: Any) -> Any:
    """A proper name is the same in both languages, and may be typed once."""
    return Text(name, name) if isinstance(name, str) and name.strip() else name


class Attribute(Strict):
    """A text that members have and rules select by. `values`: the only ones there may be; without them any text will do."""

    id: Id
    name: TwoTexts
    values: tuple[str, ...] = ()


class Key(Strict):
    """A number that members have: a column of the dimension's sheet, or with `by_year` one column a year."""

    id: Id
    name: TwoTexts
    unit: str = ""
    by_year: bool = False


class Part(Strict):
    """One member of a dimension that the programme lists itself. `tile`: its column and row (from 1) in a picture of all members."""

    id: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=60)]
    name: Annotated[TwoTexts, BeforeValidator(_both)]
    attributes: Mapping[str, str] = Field(default_factory=dict)
    tile: tuple[Annotated[int, Field(ge=1, le=60)], Annotated[int, Field(ge=1, le=60)]] | None = None


class Dimension(Strict):
    """One dimension. Without `member` its members, with their attributes, stand in the workbook only.

    `divide` names the key in proportion to which the members share what an instrument can absorb (without it: equal shares). `weight` names
    the key by which a unit of effect counts more or less at a member; with `norm` (EUR per unit of that key) the factor is
    key x norm / everything the member requests, to nine decimals. `cofinancing` names the key with the member's own share of total cost.
    `requests`: members ask for money, and get no more than they ask. `unique`: attributes whose combination may occur only once.
    """

    id: Id
    name: TwoTexts
    attribute: tuple[Attribute, ...] = ()
    key: tuple[Key, ...] = ()
    member: tuple[Part, ...] = ()
    divide: str | None = None
    weight: str | None = None
    norm: Annotated[ExactNumber, Field(gt=0, le=LARGEST)] | None = None
    cofinancing: str | None = None
    requests: TwoTexts | None = None
    unique: tuple[tuple[str, ...], ...] = ()

    @model_validator(mode="after")
    def _names_that_exist(self) -> Self:
        names = [self.id, *(one.id for one in self.attribute), *(one.id for one in self.key)]
        for name in names:
            if name in TAKEN or names.count(name) > 1:
                raise PydanticCustomError("dimension-name", "{name} is a name already", {"name": name})
        keys = {one.id for one in self.key if not one.by_year}
        for name in filter(None, (self.divide, self.weight, self.cofinancing)):
            if name not in keys:
                raise PydanticCustomError("dimension-key", "{name} is no key (without by_year) of this dimension", {"name": name})
        attributes = {one.id: one.values for one in self.attribute}
        for name in (name for names in self.unique for name in names if name not in attributes):
            raise PydanticCustomError("dimension-attribute", "{name} is no attribute of this dimension", {"name": name})
        if self.norm is not None and (self.weight is None or self.requests is None):
            raise PydanticCustomError("dimension-norm", "norm goes with weight and requests", {})
        for member in self.member:
            for name, value in member.attributes.items():
                if name not in attributes or (attributes[name] and value not in attributes[name]):
                    raise PydanticCustomError("dimension-attribute", "{name} is no attribute (value) of this dimension", {"name": f"{name}={value}"})
        return self

    @property
    def listed(self) -> bool:
        """True when the programme lists the members itself."""
        return bool(self.member)

    def values(self) -> Iterator[tuple[str, tuple[str, ...] | None]]:
        """(name in selections, its possible values; None: known only with the workbook)."""
        yield self.id, tuple(one.id for one in self.member) if self.listed else None
        for one in self.attribute:
            found = tuple(dict.fromkeys(member.attributes.get(one.id, "") for member in self.member)) if self.listed else one.values or None
            yield one.id, found
        for key in self.key:
            if not key.by_year:
                yield key.id, None


# A factor is a figure of nine decimals: thousands of exact quotients, each with its own requested amount below the line, add up to
# numbers that nobody can read and no checker takes.
DECIMALS = 9


def factor(value: Fraction, norm: Fraction | None, requested: int) -> Fraction:
    """How much a unit of effect counts at a member whose weight is `value` and who requests `requested` EUR in all.

    >>> factor(Fraction(35), Fraction(1882), 31170)
    Fraction(3301953, 1562500)
    """
    if norm is None:
        return value
    # Half to even, as `round` does it, in whole numbers: there may be a hundred thousand members.
    below = value.denominator * norm.denominator * requested
    whole, rest = divmod(value.numerator * norm.numerator * 10**DECIMALS, below)
    return Fraction(whole + (2 * rest > below or (2 * rest == below and whole % 2 == 1)), 10**DECIMALS)
