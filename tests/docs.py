"""Runs what the README and the pages in docs/ show, so that a page never tells what the program no longer does.

A console block holds commands (`$ optimiser ...`, `$ cd ...`) and below each what it prints; `...` stands for anything left out.
A command without lines below it only has to succeed. A command that does not end in 0 shows so: `; echo $?`.
A python block is run; a text block straight below it is what it prints. `<!-- run` hides what a person does in Excel.
`python -m tests.docs --update [PAGE ...]` writes today's output into the pages and keeps what they leave out.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import re
import shlex
import sys
import tempfile
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimiser import cli

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
FENCE = re.compile(r"```(\w*)\s*$")
CODE = re.compile(r";\s*echo \$\?\s*$")
NUMBERS = re.compile(r"[\d.,%]+")


@dataclass(frozen=True)
class Step:
    """One command or block of a page: where it stands (from 1), what to run, and the lines [start, end) that tell its output."""

    kind: str
    line: int
    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Differs:
    """A step that did something else than its page says."""

    step: Step
    printed: list[str] | None
    why: str


def steps(lines: list[str]) -> Iterator[Step]:
    """Everything in a page that can be run, from top to bottom."""
    at = 0
    while at < len(lines):
        fence = FENCE.match(lines[at])
        hidden = lines[at] == "<!-- run"
        if not (fence or hidden):
            at += 1
            continue
        end = next(place for place in range(at + 1, len(lines)) if lines[place] == ("-->" if hidden else "```"))
        kind = "python" if hidden else fence[1] if fence else ""
        if kind == "console":
            yield from _commands(lines, at + 1, end)
        elif kind == "python":
            told = end + 2 if lines[end + 1 : end + 3] == ["", "```text"] else None
            shut = next(place for place in range(told, len(lines)) if lines[place] == "```") if told else end
            yield Step("python", at + 1, "\n".join(lines[at + 1 : end]), told + 1 if told else end, shut)
        at = end + 1


def _commands(lines: list[str], first: int, end: int) -> Iterator[Step]:
    starts = [place for place in range(first, end) if lines[place].startswith("$ ")]
    assert starts[:1] == [first], f"line {first}: a console block starts with a command"
    for start, after in zip(starts, [*starts[1:], end], strict=True):
        yield Step("console", start + 1, lines[start][2:], start + 1, after)


def run(step: Step, names: dict[str, Any]) -> tuple[list[str], str]:
    """What a step prints in the folder we stand in, and what went wrong, if anything."""
    printed, wrong = io.StringIO(), ""
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
        if step.kind == "python":
            try:
                exec(compile(step.code, "page", "exec"), names)
            except Exception:
                wrong = traceback.format_exc(limit=-1)
        else:
            wrong = _command(step.code)
    return [line.rstrip() for line in printed.getvalue().splitlines()], wrong


def _command(text: str) -> str:
    name, *words = shlex.split(CODE.sub("", text), comments=True)
    if name == "cd":
        os.chdir(words[0])
        return ""
    if name != "optimiser":
        return f"only optimiser and cd are run: {name}"
    code = cli.main(words)
    if CODE.search(text):
        print(code)
        return ""
    return f"ended in {code}" if code else ""


def matches(told: list[str], printed: list[str]) -> bool:
    """Whether the output is what the page says, where `...` is anything and spaces at the end of a line are nothing."""
    pattern = ""
    for line in told:
        pattern += r"(?:.*\n)*?" if line.strip() == "..." else r"[^\n]*".join(re.escape(part) for part in line.rstrip().split("...")) + r"\n"
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in printed)) is not None


def differences(page: Path) -> list[Differs]:
    """Runs a page from top to bottom in the folder we stand in; all steps that did something else."""
    lines = page.read_text(encoding="utf-8").splitlines()
    names: dict[str, Any] = {"__name__": "page"}
    found = []
    for step in steps(lines):
        printed, wrong = run(step, names)
        told = lines[step.start : step.end]
        if wrong:
            found.append(Differs(step, None, "\n".join([wrong, *printed])))
        elif told and not matches(told, printed):
            found.append(Differs(step, printed, "\n".join(difflib.unified_diff(told, printed, "page", "printed", lineterm="", n=1))))
    return found


def renewed(told: list[str], printed: list[str]) -> list[str]:
    """Today's output with what the page leaves out still left out: lines that differ only in their numbers are the same line."""

    def bare(lines: list[str]) -> list[str]:
        return [re.sub(r"\s+", " ", NUMBERS.sub("0", line)) for line in lines]

    if not any("..." in line for line in told):
        return printed
    # A line that is shortened within and still right stands for the line it shortens.
    long = [next((one for one in printed if matches([line], [one])), line) if line.strip() != "..." else line for line in told]
    new: list[str] = []
    for sort, from_told, to_told, start, end in difflib.SequenceMatcher(None, bare(long), bare(printed), autojunk=False).get_opcodes():
        if sort == "equal":
            new += [
                short if full == now else now
                for short, full, now in zip(told[from_told:to_told], long[from_told:to_told], printed[start:end], strict=True)
            ]
        elif "..." in (line.strip() for line in told[from_told:to_told]):
            new.append("...")
        else:
            new += printed[start:end]
    return new


def update(page: Path) -> list[Differs]:
    """Writes today's output into a page; what cannot be written there, because it went wrong, comes back."""
    found = differences(page)
    lines = page.read_text(encoding="utf-8").splitlines()
    for one in reversed([one for one in found if one.printed is not None]):
        lines[one.step.start : one.step.end] = renewed(lines[one.step.start : one.step.end], one.printed or [])
    page.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return [one for one in found if one.printed is None]


def told(page: Path, found: list[Differs]) -> str:
    """The differences for a person: file:line, the command and what was printed."""
    return "\n\n".join(f"{page.relative_to(ROOT)}:{one.step.line}: {one.step.code}\n{one.why}" for one in found)


def main(words: list[str]) -> int:
    """Checks or updates the pages, each in an empty folder of its own."""
    named = [Path(word).resolve() for word in words if word != "--update"]
    bad = ""
    for page in named or PAGES:
        with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
            bad += told(page, update(page) if "--update" in words else differences(page))
    print(bad or "The pages tell what is printed.")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
