"""Locked lines: what a person holds fast of a plan becomes hard rules, proved and certified like every other rule."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Literal

from optimiser.draft import Override
from optimiser.exact import LARGEST
from optimiser.faults import Fault, Refused, unknown
from optimiser.language import Text
from optimiser.programme import Programme
from optimiser.rule import Rule
from optimiser.rules.limit import Limit
from optimiser.scenario import Changed

LockSense = Literal["exactly", "at_least", "at_most"]
SENSES: dict[LockSense, Text] = {
    "exactly": Text("vast", "fixed"),
    "at_least": Text("ten minste", "at least"),
    "at_most": Text("ten hoogste", "at most"),
}
# What the id of every lock's rule starts with.
LOCK = "lock."
# A line has at most one lock of each sense; what holds it exactly needs no addition to its name.
ENDINGS: dict[LockSense, str] = {"exactly": "", "at_least": ".at-least", "at_most": ".at-most"}
NAME = Text("Vastgezet: {name}", "Locked: {name}")
AN_AMOUNT = Text("een heel bedrag in euro's van 0 of meer", "a whole amount in euros of 0 or more")
NO_LINE = Text(
    "een instrument dat in dat jaar uit ten minste één herkomstregel betaald kan worden", "an instrument that a source line can pay in that year"
)
UNLOCK = Text("maak dit slot leeg, of zet het op een regel die kan bestaan", "clear this lock, or put it on a line that can exist")
ONE_LOCK = Text("per regel één slot van elke soort", "one lock of each kind per line")
KEEP_ONE = Text("laat een van beide staan", "keep one of the two")


@dataclass(frozen=True, slots=True)
class Lock:
    """One line (instrument and year) that is to have exactly, at least or at most `amount` EUR.

    `file` and `place` say where that was written (`plan.xlsx`, `Plan!H12`), `reason` why, `by` who.
    """

    instrument: str
    year: str
    sense: LockSense
    amount: int
    place: str = ""
    reason: str = ""
    file: str = ""
    by: str = ""

    @property
    def rule(self) -> str:
        """The id of the rule that this lock becomes: `lock.zeggenschap.2025`."""
        return f"{LOCK}{self.instrument}.{self.year}{ENDINGS[self.sense]}"


def with_locks(changed: Changed, locks: Sequence[Lock]) -> Changed:
    """The case with every lock as a hard rule and among the overrides; a lock that the case has already changes nothing.

    Raises `Refused` for a lock on a line that cannot exist, or that has another lock of that kind.
    """
    there = {rule.id: rule for rule in changed.programme.rule}
    faults = [*(fault for lock in locks for fault in faults_of(changed, lock)), *_twice(locks, there)]
    if faults:
        raise Refused(faults)
    locks = list({lock.rule: lock for lock in locks if lock.rule not in there}.values())
    rules = tuple(_rule(changed.programme, lock) for lock in locks)
    told = tuple(Override(lock.rule, "", str(lock.amount), lock.file or "lock", lock.reason) for lock in locks)
    programme = changed.programme.model_copy(update={"rule": (*changed.programme.rule, *rules)})
    return replace(changed, programme=programme, overrides=(*changed.overrides, *told))


def faults_of(changed: Changed, lock: Lock) -> list[Fault]:
    """What is wrong with a lock: an unknown instrument or year, a line nothing can pay, or an amount that is none."""
    at = _place(lock)
    years = [str(year) for year in changed.programme.programme.years]
    instruments = [one.id for one in changed.programme.instrument]
    if lock.instrument not in instruments:
        return [unknown("unknown-id", lock.instrument, instruments, **at)]
    if lock.year not in years:
        return [unknown("unknown-id", lock.year, years, **at)]
    found = f"{lock.instrument}.{lock.year}"
    if not any(_pays(changed, source, lock.year) for source in changed.figures.lines.get(lock.instrument, ())):
        return [Fault("line-without-source", found=found, expected=NO_LINE, mend=UNLOCK, **at)]
    if not 0 <= lock.amount <= LARGEST:
        return [Fault("lock-amount", found=str(lock.amount), expected=AN_AMOUNT, mend=UNLOCK, **at)]
    return []


def _place(lock: Lock) -> dict[str, Any]:
    sheet, _, cell = lock.place.rpartition("!")
    return {"file": lock.file or lock.rule, "sheet": sheet, "cell": cell}


def _pays(changed: Changed, source: str, year: str) -> bool:
    """True when the source line has an amount in that year: PM and n.v.t. pay nothing."""
    budget = changed.figures.budgets.get((source, year))
    return budget is not None and isinstance(budget.value, int)


def _twice(locks: Sequence[Lock], there: Mapping[str, Rule]) -> list[Fault]:
    """Locks on a line that has another amount for that kind of lock."""
    seen = {id: amount for id, rule in there.items() if (amount := next(iter(rule.number.by_year.values()), None)) is not None}
    return [
        Fault("lock-twice", found=f"{lock.rule}: {seen[lock.rule]}, {lock.amount}", expected=ONE_LOCK, mend=KEEP_ONE, **_place(lock))
        for lock in locks
        if seen.setdefault(lock.rule, Fraction(lock.amount)) != lock.amount
    ]


def _rule(programme: Programme, lock: Lock) -> Limit:
    """A rule of its own for every lock, so that a conflict can name the one lock that is in the way."""
    name = next(one.name for one in programme.instrument if one.id == lock.instrument)
    return Limit.model_validate(
        {
            "id": lock.rule,
            "kind": "limit",
            "name": Text(NAME.nl.format(name=name.nl), NAME.en.format(name=name.en)),
            "select": {"instrument": lock.instrument},
            lock.sense: {lock.year: lock.amount},
            # A lock is the choice of whoever sends the plan in: it gives way before agreements and laws do.
            "standing": "policy",
            "owner": lock.by or lock.file or "lock",
            "source": {"document": lock.file or "lock", "place": lock.place or lock.rule},
            "note": lock.reason,
        }
    )
