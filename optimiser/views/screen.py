"""What people see in the terminal: the one door to rich. Colours only where the terminal wants them."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, TextIO

from optimiser.by_member import totals_of
from optimiser.language import MILLION, Lang, Text, listing, number, say
from optimiser.measure import COUNTED, measured
from optimiser.words import BEST, BEST_FOUND

if TYPE_CHECKING:
    from rich.console import Console

    from optimiser.faults import Fault
    from optimiser.record import Record

FAULT = Text("fout", "fault")
WARNING = Text("let op", "note")
EXPECTED = Text("verwacht: {text}", "expected: {text}")
FOUND = Text("gevonden: {text}", "found: {text}")
MEND = Text("herstel: {text}", "mend: {text}")
CELL, LINE_NUMBER, STANDS = Text("cel", "cell"), Text("regel", "line"), Text("gevonden", "found")
TO_DO = Text("verwacht → herstel", "expected → mend")
MEND_IN_TABLE = Text("{expected} → {mend}", "{expected} → {mend}")
WIDEST_FOUND, LONGEST_FOUND = 18, 200
ONE_FAULT, FAULTS = Text("1 fout", "1 fault"), Text("{count} fouten", "{count} faults")
ONE_WARNING, WARNINGS = Text("1 opmerking", "1 note"), Text("{count} opmerkingen", "{count} notes")
COUNT = Text("{what}. Meer over een code: optimiser explain CODE", "{what}. More about a code: optimiser explain CODE")
TOGETHER = Text(
    "{name}, scenario {scenario}: {total:one} {unit} ({adds:one} erbij, {lowers:one} minder vraag).",
    "{name}, scenario {scenario}: {total:one} {unit} ({adds:one} added, {lowers:one} less demand).",
)
MONEY = Text("{name}, scenario {scenario}: {total:eur}.", "{name}, scenario {scenario}: {total:eur}.")
BOUND = Text(
    "Geen enkel plan haalt meer dan {bound:num}; dit plan blijft {gap:num} daaronder (hele eenheden van {unit:eur}).",
    "No plan at all reaches more than {bound:num}; this plan stays {gap:num} below it (whole units of {unit:eur}).",
)
BOUND_WHOLE = Text(
    "Geen enkel plan haalt meer dan {bound:num}; dit plan blijft hooguit {gap:num} daaronder (regels die alles of niets zijn, en hele eenheden van "
    "{unit:eur}).",
    "No plan at all reaches more than {bound:num}; this plan stays at most {gap:num} below it (rules that are all or nothing, and whole units of "
    "{unit:eur}).",
)
LEAST = Text(
    "Geen enkel plan kan met minder dan {bound:eur}; dit plan kost {gap:eur} meer.",
    "No plan at all needs less than {bound:eur}; this plan costs {gap:eur} more.",
)
KEPT = Text("Alle {hard} harde regels exact gehouden, {binding} ervan knellen.", "All {hard} hard rules kept exactly, {binding} of them binding.")
WISHES_MISSED = Text("Wensen niet gehaald: {count}.", "Wishes missed: {count}.")
HONEST = Text(
    "Schattingen: geen enkele is een gemeten prijs per extra medewerker; ze zijn afgeleid of aangenomen (blad Herkomst).",
    "Estimates: none is a measured cost per extra worker; they are derived or assumed (sheet Provenance).",
)
SPACE, REFERENCE = Text("ruimte", "space"), Text("gepubliceerd", "published")
MILLIONS = Text("× € 1 mln; per jaar plan (gepubliceerd)", "× EUR 1 million; per year plan (published)")
PLAN_ONLY = Text("× € 1 mln; per jaar het plan", "× EUR 1 million; per year the plan")
LINE = Text("instrument", "instrument")
LINES = Text("× € 1 mln → effect in {unit}", "EUR million → effect in {unit}")
COMPARED_MONEY = Text("{name}: {effect:eur}", "{name}: {effect:eur}")
COMPARED = Text("{name}: {effect:one} {unit}", "{name}: {effect:one} {unit}")
PERSONS = Text("personen", "persons")
BREAKS = Text(" (gebroken harde regels: {count})", " (hard rules broken: {count})")


WIDTH_OF_A_FILE = 160


def console(stream: TextIO | None = None) -> Console:
    """A rich console that leaves words as they are, and leaves a reader who walked away to `cli`."""
    from rich.console import Console

    class Plain(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    target = stream or sys.stdout
    # A file or a pipe has no width of its own; eighty columns would cut tables that nobody looks at through a window.
    width = None if target.isatty() else WIDTH_OF_A_FILE
    return Plain(file=target, width=width, highlight=False, soft_wrap=True, emoji=False, markup=False)


def visible(typed: str) -> str:
    r"""What was typed, on one line and with signs that nobody sees (or that would steer the terminal) written out.

    >>> visible("breed\u200bpakket\n")
    'breed\\u200bpakket\\n'
    """
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in typed)


def print_faults(faults: Sequence[Fault], lang: Lang) -> None:
    """Every fault: place and code, what was found, what was expected, how to mend it; on a terminal a table a sheet."""
    out = console(sys.stderr)
    if out.is_terminal:
        _print_fault_tables(out, faults, lang)
    else:
        _print_fault_lines(out, faults, lang)
    warnings = sum(fault.warning for fault in faults)
    counted = [(len(faults) - warnings, ONE_FAULT, FAULTS), (warnings, ONE_WARNING, WARNINGS)]
    what = listing([say(one if count == 1 else more, lang, count=count) for count, one, more in counted if count], lang)
    if what:
        out.print(say(COUNT, lang, what=what))


def _print_fault_tables(out: Console, faults: Sequence[Fault], lang: Lang) -> None:
    """A table for each sheet (or file): cell, what stands there, and how to mend it; faults before notes."""
    from rich.table import Table

    for warning in (False, True):
        mine = [fault for fault in faults if fault.warning is warning]
        for file, sheet in dict.fromkeys((fault.file, fault.sheet) for fault in mine):
            own = [fault for fault in mine if (fault.file, fault.sheet) == (file, sheet)]
            label = (WARNING if warning else FAULT)[lang]
            title = f"{label}: {visible(f'{sheet} ({file})' if sheet else file)}"
            table = Table(title=title, title_justify="left", title_style="yellow" if warning else "bold red", box=None, pad_edge=False)
            table.add_column(CELL[lang] if sheet else LINE_NUMBER[lang], no_wrap=True)
            table.add_column(STANDS[lang], max_width=WIDEST_FOUND, overflow="fold")
            table.add_column(TO_DO[lang], ratio=1)
            for fault in own:
                said = fault.as_json(lang)
                what = say(MEND_IN_TABLE, lang, **said) if said["mend"] else said["expected"]
                table.add_row(fault.cell or str(fault.line or "-"), visible(fault.found)[:LONGEST_FOUND], f"{what} [{fault.code}]")
            out.print(table, soft_wrap=False)


def _print_fault_lines(out: Console, faults: Sequence[Fault], lang: Lang) -> None:
    for fault in faults:
        said = fault.as_json(lang)
        label = (WARNING if fault.warning else FAULT)[lang]
        out.print(f"{label} {visible(fault.place)} [{fault.code}]", style="yellow" if fault.warning else "bold red")
        for text, value in ((FOUND, visible(fault.found)), (EXPECTED, said["expected"]), (MEND, said["mend"])):
            if value:
                out.print("    " + say(text, lang, text=value))


def print_table(out: Console, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A plain table: a line of headers, a line a row, texts to the left."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*row)
    out.print(table)


def print_plan(record: Record, lang: Lang) -> None:
    """The verdict, the effect, the proof and the use per space and year."""
    out = console()
    money = record.goal == "money"
    out.print((BEST_FOUND if record.whole else BEST)[lang], style="bold green")
    words = {
        "name": record.name[lang],
        "scenario": record.scenario if record.cycle is None else f"{record.scenario} ({record.scenario_name[lang]})",
        "total": record.total,
        "unit": record.goal_unit[lang],
        "adds": record.adds,
        "lowers": record.lowers,
    }
    out.print(say(MONEY if money else TOGETHER, lang, **words))
    out.print(say(LEAST if money else BOUND_WHOLE if record.whole else BOUND, lang, bound=record.bound, gap=record.gap, unit=record.made.unit))
    hard = [finding for finding in record.findings if not finding.soft]
    out.print(say(KEPT, lang, hard=len(hard), binding=sum(finding.binding for finding in hard)))
    missed = sum(not finding.holds for finding in record.findings if finding.soft)
    if missed:
        out.print(say(WISHES_MISSED, lang, count=missed))
    for reference in record.references:
        unit = record.goal_unit if record.goal == "person-years" else PERSONS
        text = say(COMPARED_MONEY if money else COMPARED, lang, name=reference.name[lang], effect=reference.effect, unit=unit)
        out.print("  " + text + (say(BREAKS, lang, count=len(reference.broken)) if reference.broken else ""))
    _print_spaces(out, record, lang)
    for dimension, called in record.detail.names.items() if record.detail is not None else ():
        _print_members(out, record, dimension, called[lang], lang)
    for warning in record.warnings:
        out.print(warning[lang], style="yellow")
    out.print(HONEST[lang], style="dim")


MEMBERS = Text(
    "{dimension}: {paid} van {count} krijgen geld; het meeste gaat naar {most} ({high:eur}), het minste naar {least} ({low:eur}).",
    "{dimension}: {paid} of {count} get money; {most} gets the most ({high:eur}), {least} the least ({low:eur}).",
)


def _print_members(out: Console, record: Record, dimension: str, name: str, lang: Lang) -> None:
    """One line about a further dimension: how many members get money, and who of them gets the most and the least."""
    totals = totals_of(record, dimension)
    paid = [one for one in totals if one.amount > 0]
    if paid:
        high, low = max(paid, key=lambda one: one.amount), min(paid, key=lambda one: one.amount)
        ends = {"most": high.name[lang], "high": high.amount, "least": low.name[lang], "low": low.amount}
        out.print(say(MEMBERS, lang, dimension=name, paid=len(paid), count=len(totals), **ends))


JUDGED = Text(
    "Deze verdeling: {total:one} {unit}; het beste plan haalt er {best:one}, dat is {distance:one} meer.",
    "This split: {total:one} {unit}; the best plan reaches {best:one}, which is {distance:one} more.",
)
ABOVE = Text(
    "Deze verdeling: {total:one} {unit}; het beste plan dat alle harde regels houdt haalt er {best:one}.",
    "This split: {total:one} {unit}; the best plan that keeps all hard rules reaches {best:one}.",
)
JUDGED_MONEY = Text("Deze verdeling kost {total:eur}; het zuinigste plan {best:eur}.", "This split costs {total:eur}; the cheapest plan {best:eur}.")
KEEPS = Text("Alle harde regels worden gehouden.", "All hard rules are kept.")
BROKEN = Text("Gebroken harde regels: {count}", "Hard rules broken: {count}")
BY_EUROS = Text("{sentence}: {by:eur} te {way}", "{sentence}: {by:eur} too {way}")
BY_PERSONS = Text("{sentence}: {by:one} personen te {way}", "{sentence}: {by:one} persons too {way}")
BY_MEMBERS = Text("{sentence}: {by:num} te {way}", "{sentence}: {by:num} too {way}")
MUCH, LITTLE = Text("veel", "much"), Text("weinig", "little")


def print_score(record: Record, lang: Lang) -> None:
    """What a split made by hand does, what it breaks and by how much, and its effect per line."""
    out = console()
    distance = record.optimum - record.total
    text = JUDGED_MONEY if record.goal == "money" else JUDGED if distance >= 0 else ABOVE
    out.print(say(text, lang, total=record.total, unit=record.goal_unit[lang], best=record.optimum, distance=distance), style="bold")
    broken = [one for one in record.findings if not one.holds and not one.soft]
    out.print(say(BROKEN, lang, count=len(broken)) if broken else KEEPS[lang], style="bold red" if broken else "green")
    for one in broken:
        by = {"persons": BY_PERSONS, "members": BY_MEMBERS}.get(one.unit, BY_EUROS)
        way = MUCH if one.excess > 0 else LITTLE
        out.print("  " + say(by, lang, sentence=one.sentence[lang], by=abs(one.excess), way=way))
    _print_spaces(out, record, lang)
    _print_lines(out, record, lang)
    out.print(HONEST[lang], style="dim")


def _print_lines(out: Console, record: Record, lang: Lang) -> None:
    from rich.table import Table

    title = say(LINES, lang, unit=COUNTED[measured(record.goal)])
    table = Table(title=title, title_justify="left", box=None, pad_edge=False)
    table.add_column(LINE[lang])
    for year in record.years:
        table.add_column(year, justify="right")
    for instrument in dict.fromkeys(line.instrument for line in record.lines):
        mine = {line.year: line for line in record.lines if line.instrument == instrument}
        shown = [
            f"{number(_in_millions(mine[year].amount), lang, 3, 1)} → {number(mine[year].effect, lang, 1, 1)}" if year in mine else "-"
            for year in record.years
        ]
        table.add_row(record.names[f"instrument:{instrument}"][lang], *shown)
    out.print(table)


def _print_spaces(out: Console, record: Record, lang: Lang) -> None:
    from rich.table import Table

    title = PLAN_ONLY if all(use.reference is None for use in record.spaces) else MILLIONS
    table = Table(title=title[lang], title_justify="left", box=None, pad_edge=False)
    table.add_column(SPACE[lang])
    for year in record.years:
        table.add_column(year, justify="right")
    for space in dict.fromkeys(use.space for use in record.spaces):
        cells = []
        for year in record.years:
            use = next(one for one in record.spaces if (one.space, one.year) == (space, year))
            shown = number(_in_millions(use.amount), lang, 3, 1)
            cells.append(shown + (f" ({number(_in_millions(use.reference), lang, 3, 1)})" if use.reference is not None else ""))
        table.add_row(record.names[f"space:{space}"][lang], *cells)
    out.print(table)


def _in_millions(amount: int) -> Fraction:
    return Fraction(amount, MILLION)
