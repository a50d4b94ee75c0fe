"""What `stress` is asked, validated: what is declared about the estimates, how many draws, how many estimates may fall, how much risk weighs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import get_args

from optimiser.exact import read_exact
from optimiser.faults import Fault, refuse_if_any, unknown
from optimiser.language import Text
from optimiser.stressed import SHAPES, Declared, Shape

PARTS = ("tornado", "break-even", "robust", "careful", "draws")
ALL = ("all", "alle")
DRAWS, SEED, CORRELATION = 1000, 1, Fraction(3, 10)
MOST_DRAWS, MOST_SCENARIOS, LARGEST_SEED = 100_000, 500, 2**63
GAMMAS = "0,1,2,3,all"
WEIGHT, TAIL, SCENARIOS = Fraction(1, 2), Fraction(1, 10), 100

PART = Text("een getal van 0 tot en met 1", "a number from 0 to 1")
ABOVE_ZERO = Text("een getal boven 0, tot en met 1", "a number above 0, up to 1")
WHOLE = Text("een geheel getal van {least:num} tot en met {most:num}", "a whole number from {least:num} to {most:num}")
GAMMA = Text("getallen van 0 of meer, en 'all' voor alle schattingen, met komma's", "numbers of 0 or more, and 'all' for every estimate, with commas")
A_PLAN = Text("robust:2, robust:all of careful, met komma's", "robust:2, robust:all or careful, with commas")
HIGHER = Text(
    "ten minste de correlatie tussen alle schattingen ({all:num}), ten hoogste 1", "at least the correlation between all ({all:num}), at most 1"
)
FOR_EXAMPLE = Text("bijvoorbeeld {option} {example}", "for example {option} {example}")
ONCE = Text("één getal voor alle schattingen, en ten hoogste één per ruimte", "one number for all estimates, and at most one a space")


@dataclass(frozen=True)
class Questions:
    """Everything asked of one case. `gammas`: how many estimates may fall at once, None for all; `parts` what to answer.

    `robust` (its gammas) and `careful`: the plans of which a whole record is wanted, ready to be written.
    """

    declared: Declared
    gammas: tuple[Fraction | None, ...]
    weight: Fraction
    tail: Fraction
    scenarios: int
    parts: tuple[str, ...] = PARTS
    robust: tuple[Fraction | None, ...] = ()
    careful: bool = False


def read_questions(
    spaces: Iterable[str],
    *,
    shape: str = "triangular",
    correlation: str | Sequence[str] = (),
    seed: str | int = SEED,
    draws: str | int = DRAWS,
    gamma: str | Sequence[str | int] = GAMMAS,
    weight: str | int | Fraction = WEIGHT,
    tail: str | int | Fraction = TAIL,
    scenarios: str | int | None = None,
    only: str | Sequence[str] = PARTS,
    write: str | Sequence[str] = (),
) -> Questions:
    """The questions as typed. Raises `Refused` with every fault at once.

    `correlation`: one number for all, or `space=number` for the instruments of one space. `scenarios`: by default 100, or all draws if fewer.
    `write`: `robust:2`, `robust:all` or `careful`, the plans of which a whole record is wanted.
    """
    faults: list[Fault] = []
    count = _whole(faults, "--draws", draws, 2, MOST_DRAWS, "1000")
    parts = _parts(faults, only)
    if shape not in get_args(Shape):
        faults.append(unknown("stress-option", shape, SHAPES, file="--shape"))
    common, groups = _correlation(faults, [correlation] if isinstance(correlation, str) else correlation, tuple(spaces))
    number = _whole(faults, "--seed", seed, 0, LARGEST_SEED, "1")
    few = _whole(
        faults,
        "--scenarios",
        min(SCENARIOS, count) if scenarios is None else scenarios,
        2,
        min(MOST_SCENARIOS, count) if not faults else MOST_SCENARIOS,
        "100",
    )
    wanted, with_care = _plans(faults, [write] if isinstance(write, str) else write)
    asked_too = (*(["robust"] if wanted else []), *(["careful"] if with_care else []))
    found = Questions(
        Declared("triangular" if shape not in get_args(Shape) else shape, common, number, count, groups),  # type: ignore[arg-type]
        tuple(dict.fromkeys((*_gammas(faults, gamma), *wanted))),
        _number(faults, "--weight", weight, PART, lambda one: 0 <= one <= 1, "0.5"),
        _number(faults, "--tail", tail, ABOVE_ZERO, lambda one: 0 < one <= 1, "0.1"),
        few,
        tuple(part for part in PARTS if part in (*parts, *asked_too)),
        wanted,
        with_care,
    )
    refuse_if_any(faults)
    return found


def _parts(faults: list[Fault], only: str | Sequence[str]) -> tuple[str, ...]:
    names = [part.strip() for part in only.split(",")] if isinstance(only, str) else list(only)
    faults += [unknown("stress-option", name, PARTS, file="--only") for name in names if name not in PARTS]
    return tuple(part for part in PARTS if part in names)


def _gammas(faults: list[Fault], gamma: str | Sequence[str | int]) -> tuple[Fraction | None, ...]:
    words = [part.strip() for part in gamma.split(",")] if isinstance(gamma, str) else [str(one) for one in gamma]
    found = [_gamma(faults, "--gamma", word, word, GAMMA, GAMMAS) for word in words]
    return tuple(dict.fromkeys(found))


def _gamma(faults: list[Fault], option: str, typed: str, word: str, expected: Text, example: str) -> Fraction | None:
    """So many; None for all of them (and beside a fault)."""
    number = None if word.casefold() in ALL else read_exact(word)
    if word.casefold() not in ALL and (number is None or not 0 <= number <= MOST_DRAWS):
        faults.append(_outside(option, typed, expected, example))
        return None
    return number


def _plans(faults: list[Fault], words: Sequence[str]) -> tuple[tuple[Fraction | None, ...], bool]:
    """The gammas of robust plans, and whether the careful plan is among them."""
    found, with_care = list[Fraction | None](), False
    for word in [part.strip() for one in words for part in one.split(",")]:
        name, colon, rest = word.partition(":")
        if word == "careful":
            with_care = True
        elif name == "robust" and colon:
            found.append(_gamma(faults, "--write", word, rest, A_PLAN, "robust:2"))
        else:
            faults.append(_outside("--write", word, A_PLAN, "robust:2"))
    return tuple(dict.fromkeys(found)), with_care


def _correlation(faults: list[Fault], words: Sequence[str], spaces: tuple[str, ...]) -> tuple[Fraction, tuple[tuple[str, Fraction], ...]]:
    common: list[Fraction] = []
    groups: dict[str, tuple[str, Fraction]] = {}
    for word in words:
        space, equals, rest = (part.strip() for part in str(word).rpartition("="))
        number = _number(faults, "--correlation", rest, PART, lambda one: 0 <= one <= 1, "0.3")
        if equals and space not in spaces:
            faults.append(unknown("unknown-id", space, spaces, file="--correlation"))
        elif (equals and space in groups) or (not equals and common):
            faults.append(_outside("--correlation", str(word), ONCE, "0.3 --correlation innovatie=0.5"))
        elif equals:
            groups[space] = (str(word), number)
        else:
            common.append(number)
    everyone = common[0] if common else CORRELATION
    for word, number in groups.values():
        if number < everyone:
            faults.append(_outside("--correlation", word, HIGHER, "0.2 --correlation innovatie=0.5", all=everyone))
    return everyone, tuple((space, number) for space, (_, number) in sorted(groups.items()))


def _number(
    faults: list[Fault], option: str, typed: str | int | Fraction, expected: Text, fits: Callable[[Fraction], bool], example: str
) -> Fraction:
    number = typed if isinstance(typed, Fraction) else read_exact(typed)
    if number is None or not fits(number):
        faults.append(_outside(option, str(typed), expected, example))
        return Fraction(1)
    return number


def _whole(faults: list[Fault], option: str, typed: str | int, least: int, most: int, example: str) -> int:
    number = read_exact(typed)
    if number is None or number.denominator != 1 or not least <= number <= most:
        faults.append(_outside(option, str(typed), WHOLE, example, least=least, most=most))
        return least
    return int(number)


def _outside(option: str, found: str, expected: Text, example: str, **values: object) -> Fault:
    return Fault(
        "stress-option", option, found=found, expected=expected, mend=FOR_EXAMPLE, values=(*values.items(), ("option", option), ("example", example))
    )
