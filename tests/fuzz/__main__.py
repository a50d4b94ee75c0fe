"""The command: spoil for so many seconds or cases, keep what went wrong, and count what came of the rest."""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tests.fuzz.corpus import Base, make, reads
from tests.fuzz.judge import Verdict, before, judge
from tests.fuzz.parts import Parts
from tests.fuzz.spoil import SPOILS, Done

MEMORY = 1_500_000_000
PATIENCE = 60


@dataclass(frozen=True)
class Case:
    """One spoilt workbook: everything in it follows from seed and number; `only` leaves out spoilings, to find which one it was."""

    seed: int
    number: int
    only: tuple[int, ...] | None = None

    def dice(self, what: object) -> random.Random:
        """Dice of their own for each choice, so that leaving one out does not change the others."""
        return random.Random(f"{self.seed}:{self.number}:{what}")

    def base(self, bases: Sequence[Base]) -> Base:
        """The workbook that is spoilt."""
        return self.dice("base").choice(bases)

    def spoil(self, base: Base, path: Path) -> tuple[list[str], list[Done]]:
        """Writes the spoilt workbook; says which spoilings, and what they did."""
        book, names, did = Parts.open(base.path), [], []
        for at in self.only if self.only is not None else range(self.dice("count").choice((1, 1, 1, 2, 3))):
            dice = self.dice(at)
            spoil = dice.choice(SPOILS)
            names.append(spoil.__name__)
            try:
                did.append(spoil(book, dice))
            except (KeyError, IndexError, ValueError):
                did.append(Done("any"))  # spoilt too far already for this one
        path.write_bytes(book.zipped())
        return names, did


def judged(case: Case, bases: Sequence[Base], folder: Path) -> tuple[Verdict, list[str]]:
    """A case in a process of its own, with limits on memory and time."""
    base = case.base(bases)
    if base.input is None:
        before(base)
    path = folder / "spoilt.xlsx"
    names, did = case.spoil(base, path)
    seen, told = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(seen)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        signal.alarm(PATIENCE)
        try:
            verdict = judge(base, path, did, case.dice("judge"))
        except BaseException as error:
            verdict = Verdict("harness", (), repr(error))
        with os.fdopen(told, "w") as pipe:
            pipe.write(json.dumps(asdict(verdict)))
        os._exit(0)
    os.close(told)
    with os.fdopen(seen) as pipe:
        answer = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not answer:
        return Verdict("died", (), f"exit {status}" + (f": more than {PATIENCE} s" if status == -signal.SIGALRM else "")), names
    read = json.loads(answer)
    return Verdict(read["outcome"], tuple(read["codes"]), read["wrong"]), names


def smallest(case: Case, bases: Sequence[Base], folder: Path) -> Case:
    """The case with one spoiling only, if one alone goes wrong as well."""
    for at in range(3):
        alone = Case(case.seed, case.number, (at,))
        if judged(alone, bases, folder)[0].wrong:
            return alone
    return case


def cases(seed: int, first: int, count: int | None, seconds: float | None) -> Iterator[Case]:
    """Cases by count, or until the time is over."""
    end = None if seconds is None else time.monotonic() + seconds
    number = first
    while (count is None or number < first + count) and (end is None or time.monotonic() < end):
        yield Case(seed, number)
        number += 1


def fuzz(bases: Sequence[Base], run: Iterator[Case], keep: Path | None) -> tuple[Counter[str], Counter[str], list[str]]:
    """Outcomes and codes counted, and everything that went wrong, in words."""
    outcomes, codes, wrong = Counter[str](), Counter[str](), []
    with tempfile.TemporaryDirectory() as own:
        for case in run:
            verdict, names = judged(case, bases, Path(own))
            outcomes[verdict.outcome] += 1
            codes.update(set(verdict.codes))
            if verdict.wrong:
                case = smallest(case, bases, Path(own))
                verdict, names = judged(case, bases, Path(own))
                story = (
                    f"seed {case.seed} number {case.number} only {case.only} {case.base(bases).path.name} {names}: {verdict.outcome}: {verdict.wrong}"
                )
                wrong.append(story)
                print(story, file=sys.stderr, flush=True)
                if keep is not None:
                    keep.mkdir(parents=True, exist_ok=True)
                    (keep / f"{case.seed}-{case.number}.xlsx").write_bytes((Path(own) / "spoilt.xlsx").read_bytes())
                    (keep / f"{case.seed}-{case.number}.txt").write_text(story + "\n", encoding="utf-8")
    return outcomes, codes, wrong


def main(arguments: Sequence[str]) -> int:
    """1 when anything went wrong."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER")
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args(arguments)
    seconds = 60.0 if options.seconds is None and options.count is None else options.seconds
    with tempfile.TemporaryDirectory() as own:
        bases = [base for base in make(Path(own), with_office=True) if reads(base)]
        outcomes, codes, wrong = fuzz(bases, cases(options.seed, options.first, options.count, seconds), options.keep)
    print(f"seed {options.seed}: {sum(outcomes.values())} cases on {len(bases)} workbooks, {len(wrong)} wrong")
    for name, count in outcomes.most_common():
        print(f"  {count:6} {name}")
    print("codes: " + ", ".join(f"{name} {count}" for name, count in codes.most_common()))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
