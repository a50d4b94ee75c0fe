"""What a person changed in a plan that was sent in: lines, flows and locks, set against the plan as it was made.

The amounts as made come from the record of the run that the workbook names (its text gives the run's id, so it cannot be another). Where no
record is found, the marks of the flow rows tell which amounts were touched.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from optimiser.build import spend_by
from optimiser.chain import RECORDS
from optimiser.faults import Fault, Refused, key_of, unknown
from optimiser.grid import Grid
from optimiser.language import LANGS, Text, say
from optimiser.lock_words import read_lock
from optimiser.locks import NO_LINE, Lock
from optimiser.plan_reading import Written, WrittenFlow, WrittenLine
from optimiser.record import run_id
from optimiser.verify import MARKED, mark, row_texts, table_hash

Line = tuple[str, str]
FlowKey = tuple[str, str, str]
RECORD = "record.json"
LOCK_OPTION = "--lock"

NO_SUCH_FLOW = Text("een herkomstregel die dit instrument in dit jaar mag betalen", "a source line that may pay this instrument in this year")
ZERO = Text("zet hier 0, of geef het instrument een herkomstregel met geld", "type 0 here, or give the instrument a source line with money")
ONCE = Text("elke regel één keer", "every line once")
REMOVE = Text("haal een van beide rijen weg", "remove one of the two rows")
ALL_LINES = Text("een rij voor {line}, dat {was:eur} had", "a row for {line}, which had {was:eur}")
PUT_BACK = Text("zet de rij terug en typ 0 als het bedrag weg moet", "put the row back and type 0 if the amount has to go")
ALL_FLOWS = Text("alle rijen van de geldstromen, zoals ze geschreven zijn", "all rows of the money flows, as they were written")
ROWS_BACK = Text(
    "zet de rijen terug (typ 0 als het bedrag weg moet), of leg record.json van het plan naast het werkboek",
    "put the rows back (type 0 if the amount has to go), or put the plan's record.json beside the workbook",
)
AGREE = Text(
    "één bedrag voor {line}: de geldstromen ({cells}) tellen op tot {flows:eur}",
    "one amount for {line}: the money flows ({cells}) add up to {flows:eur}",
)
CHOOSE = Text(
    "maak plan en geldstromen gelijk, of zet een van beide terug zoals het was", "make plan and flows equal, or put one of the two back as it was"
)
A_REASON = Text("waarom {line} van {was} naar {typed:eur} gaat", "why {line} goes from {was} to {typed:eur}")
TYPE_IT = Text('typ de reden in deze cel, of geef --reason "..."', 'type the reason in this cell, or give --reason "..."')
GIVE_IT = Text('geef --reason "..."', 'give --reason "..."')
UNKNOWN = Text("onbekend", "unknown")
EUROS = Text("{x:eur}", "{x:eur}")


@dataclass(frozen=True, slots=True)
class SentLine:
    """One line of the plan that was sent in: EUR as made (None: not known) and as sent in, and what a person said about it.

    `touched`: a person changed the plan column or one of the line's flows. `cell` and `reason_cell` are addresses.
    """

    instrument: str
    year: str
    was: int | None
    typed: int
    touched: bool
    cell: str = ""
    lock: Lock | None = None
    reason: str = ""
    reason_cell: str = ""

    @property
    def name(self) -> str:
        """`zeggenschap.2025`"""
        return f"{self.instrument}.{self.year}"


@dataclass(frozen=True)
class SentIn:
    """A plan that was sent in, EUR: every line that can exist, and the flows as sent in.

    `wished` are the flows that a person changed; `made` has the flows as the plan was made, if its record was found; `cells` has them in full
    (source, instrument, year and members in the order of the grid) for a programme with further dimensions.
    """

    file: str
    sheet: str
    run: str
    lines: Mapping[Line, SentLine]
    flows: Mapping[FlowKey, int]
    wished: tuple[FlowKey, ...] = ()
    made: Mapping[FlowKey, int] = field(default_factory=dict)
    cells: Mapping[tuple[str, ...], int] = field(default_factory=dict)

    @property
    def locks(self) -> tuple[Lock, ...]:
        """The locks in the order of the lines."""
        return tuple(line.lock for line in self.lines.values() if line.lock is not None)

    def with_reason(self, reason: str | Mapping[str, str]) -> SentIn:
        """The same with a reason for the changed lines that have none: one for all, or by the name of the line."""
        lines = {}
        for key, line in self.lines.items():
            given = reason if isinstance(reason, str) else reason.get(line.name, "")
            lines[key] = replace(line, reason=given.strip()) if line.touched and not line.reason else line
        return replace(self, lines=lines)

    def without_reason(self) -> list[SentLine]:
        """The lines that a person changed without saying why."""
        return [line for line in self.lines.values() if line.touched and not line.reason]


def missing_reasons(sent: SentIn) -> list[Fault]:
    """One fault for every changed line without a reason, at the cell where it belongs."""
    faults = []
    for line in sent.without_reason():
        was = UNKNOWN if line.was is None else _euros(line.was)
        values = (("line", line.name), ("typed", line.typed), ("was", was))
        # A workbook of before there was a column for reasons has only the amount to point at.
        cell, mend = (line.reason_cell, TYPE_IT) if line.reason_cell else (line.cell, GIVE_IT)
        faults.append(Fault("missing-reason", sent.file, sent.sheet, cell, expected=A_REASON, mend=mend, values=values))
    return faults


def _euros(amount: int) -> Text:
    return Text(*(say(EUROS, lang, x=amount) for lang in LANGS))


def compare(grid: Grid, written: Written, folder: Path, programme: str = "", locks: Mapping[str, str] | None = None) -> SentIn:
    """What was changed, with every id as the programme spells it; `locks` are lock words for lines (`"zeggenschap.2025": "vast"`) beside the cells.

    Raises `Refused` with all faults at once.
    """
    reading = _Comparison(grid, written, made_before(written.run, folder, programme), locks or {})
    # Names first: a line under another name would also be told as gone.
    _ = reading.lines, reading.flows
    reading.check_locks()
    if not reading.faults:
        reading.missing()
    lines = {key: reading.line(key) for key in reading.possible}
    if reading.faults:
        raise Refused(reading.faults)
    flows = {key: flow.amount for key, flow in reading.flows.items()}
    return SentIn(written.file, written.sheet, written.run, lines, flows, tuple(sorted(reading.touched)), reading.made or {}, reading.made_cells)


def made_before(run: str, folder: Path, programme: str = "") -> dict[str, Any] | None:
    """The record of the run that made a workbook, read; None without one."""
    text = record_before(run, folder, programme)
    read = None if text is None else json.loads(text)
    return read if isinstance(read, dict) else None


def record_before(run: str, folder: Path, programme: str = "") -> str | None:
    """The record of the run that made a workbook: beside it, in a journal beside or above it, or in that of this programme; None without one."""
    if not run:
        return None
    places = [folder / RECORD, *(one / RECORDS / f"{run}.json" for one in (folder, folder.parent, Path("reports") / programme))]
    for path in places:
        try:
            text = path.read_bytes().decode()
            if run_id(text) == run:
                return text
        except (OSError, ValueError):
            continue
    return None


@dataclass
class _Comparison:
    """One workbook against the plan as it was made, gathering faults on the way."""

    grid: Grid
    written: Written
    record: dict[str, Any] | None
    locks: Mapping[str, str]
    faults: list[Fault] = field(default_factory=list)

    @cached_property
    def lines(self) -> dict[Line, WrittenLine]:
        """The lines by id as the programme spells it; a line that cannot exist may only hold 0."""
        possible = set(self.possible)
        found: dict[Line, WrittenLine] = {}
        for line in self.written.lines:
            empty = line.amount == 0 and not line.lock
            ids = self._ids({"instrument": line.instrument, "year": line.year}, (self.written.sheet, line.cell), empty)
            key = None if ids is None else (ids["instrument"], ids["year"])
            if key is None or (key not in possible and empty):
                continue
            if key not in possible:
                self._fault("line-without-source", (self.written.sheet, line.cell), ".".join(key), NO_LINE, ZERO)
            elif key in found:
                self._fault("line-twice", (self.written.sheet, line.cell), ".".join(key), ONCE, REMOVE)
            else:
                found[key] = line
        return found

    @cached_property
    def flows(self) -> dict[FlowKey, WrittenFlow]:
        """The flows by id as the programme spells it; a flow that cannot exist may only hold 0."""
        labels = [self.grid.label(cell) for cell in range(self.grid.size)]
        possible = {(one["source"], one["instrument"], one["year"]) for one in labels}
        found: dict[FlowKey, WrittenFlow] = {}
        for flow in self.written.flows:
            place = (self.written.flow_sheet, flow.cell)
            ids = self._ids({"source": flow.source, "instrument": flow.instrument, "year": flow.year}, place, flow.amount == 0)
            key = None if ids is None else (ids["source"], ids["instrument"], ids["year"])
            if key is None or (key not in possible and flow.amount == 0):
                continue
            if key not in possible:
                self._fault("flow-without-budget", place, " ".join(key), NO_SUCH_FLOW, ZERO)
            elif key in found:
                self._fault("line-twice", place, " ".join(key), ONCE, REMOVE)
            else:
                found[key] = flow
        return found

    def _ids(self, typed: Mapping[str, str], place: tuple[str, str], empty: bool) -> dict[str, str] | None:
        """Every id as the programme spells it, whatever its capitals; None (and a fault, unless nothing stands there) for an unknown one."""
        ids = {}
        for dimension, name in typed.items():
            known = self.known[dimension]
            if key_of(name) not in known:
                if not empty:
                    sheet, cell = place
                    self.faults.append(unknown("unknown-id", name, known.values(), file=self.written.file, sheet=sheet, cell=cell))
                return None
            ids[dimension] = known[key_of(name)]
        return ids

    def _fault(self, code: str, place: tuple[str, str], found: str, expected: Text, mend: Text, **values: Any) -> None:
        sheet, cell = place
        self.faults.append(Fault(code, self.written.file, sheet, cell, None, found, expected, mend, tuple(sorted(values.items()))))

    @cached_property
    def known(self) -> dict[str, dict[str, str]]:
        """The ids of every dimension by the form in which names are compared."""
        return {name: {key_of(one.id): one.id for one in members} for name, members in self.grid.dimensions.items()}

    @cached_property
    def possible(self) -> list[Line]:
        """Every line that can exist, in canonical order."""
        return [(instrument, year) for instrument, year, _ in spend_by(self.grid, "instrument")]

    @cached_property
    def made(self) -> dict[FlowKey, int] | None:
        """The flows as the plan was made; None without its record."""
        if self.record is None:
            return None
        return {(one["source"], one["instrument"], one["year"]): int(one["amount"]) for one in self.record.get("flows", ())}

    @cached_property
    def made_cells(self) -> dict[tuple[str, ...], int]:
        """The amounts over further dimensions as the plan was made; empty without its record."""
        detail = (self.record or {}).get("detail") or {}
        told = list(dict.fromkeys(one["dimension"] for one in detail.get("members", ())))
        if set(told) != set(self.grid.further):
            return {}
        order = [told.index(name) for name in self.grid.further]
        return {
            (one["source"], one["instrument"], one["year"], *(one["members"][place] for place in order)): int(one["amount"])
            for one in detail.get("cells", ())
        }

    @cached_property
    def touched(self) -> set[FlowKey]:
        """The flows that a person changed."""
        return {key for key, flow in self.flows.items() if self._is_touched(key, flow)}

    def _is_touched(self, key: FlowKey, flow: WrittenFlow) -> bool:
        if self.made is not None:
            return flow.amount != self.made.get(key, 0)
        return bool(flow.mark) and flow.mark != _mark(key, flow.amount)

    @cached_property
    def of_line(self) -> dict[Line, dict[FlowKey, WrittenFlow]]:
        """The flows of every line."""
        found: dict[Line, dict[FlowKey, WrittenFlow]] = {key: {} for key in self.possible}
        for key, flow in self.flows.items():
            found[key[1:]][key] = flow
        return found

    def total(self, line: Line) -> int:
        """What the flows of a line add up to."""
        return sum(flow.amount for flow in self.of_line[line].values())

    def missing(self) -> None:
        """Rows that had money and are gone are no zeros: somebody copied only what a filter showed."""
        if self.made is None and not self.touched and self._rows_are_gone():
            self._fault("missing-line", (self.written.flow_sheet, ""), "", ALL_FLOWS, ROWS_BACK)
        for flow, amount in (self.made or {}).items():
            if amount and flow not in self.flows and self.written.flows:
                self._gone(self.written.flow_sheet, " ".join(flow), amount)
        for line in self.possible if self.written.run else ():
            was = self.was(line)
            if line not in self.lines and was:
                self._gone(self.written.sheet, ".".join(line), was)

    def _gone(self, sheet: str, line: str, was: int) -> None:
        self._fault("missing-line", (sheet, ""), line, ALL_LINES, PUT_BACK, line=line, was=was)

    def _rows_are_gone(self) -> bool:
        """True when untouched rows together are not the table that was written."""
        said = dict(self.written.claims).get("hash flows", "")
        rows = [_row(key, flow.amount) for key, flow in self.flows.items()]
        return bool(said) and all(flow.mark for flow in self.flows.values()) and table_hash(row_texts(rows, MARKED["flows"])) != said

    def line(self, key: Line) -> SentLine:
        """The plan column when that was changed, else what the flows add up to; both, changed and different, contradict each other."""
        written, was, total = self.lines.get(key), self.was(key), self.total(key)
        touched = [flow for flow in self.of_line[key] if flow in self.touched]
        if written is None:
            return SentLine(*key, was, total if touched else was or 0, bool(touched))
        typed = written.amount
        if touched and typed != total:
            if was is None or typed != was:
                cells = ", ".join(f"{self.written.flow_sheet}!{self.flows[flow].cell}" for flow in touched)
                place = (self.written.sheet, written.cell)
                self._fault("plan-against-flows", place, str(typed), AGREE, CHOOSE, line=".".join(key), flows=total, cells=cells)
            typed = total
        lock = self._lock(key, written, typed)
        return SentLine(*key, was, typed, typed != was or bool(touched), written.cell, lock, written.reason, written.reason_cell)

    def was(self, key: Line) -> int | None:
        """The amount of a line as the plan was made; None when neither a record nor the marks tell."""
        if self.made is not None:
            return self._made_lines.get(key, 0)
        touched = [flow for flow in self.of_line[key] if flow in self.touched]
        if not touched:
            return self.total(key) if self.of_line[key] else None
        if len(touched) > 1 or key not in self.lines:
            return None
        # One touched flow: the plan column was left alone when it fits the mark that the flow was written with.
        flow, plan = touched[0], self.lines[key].amount
        before = plan - (self.total(key) - self.flows[flow].amount)
        return plan if before >= 0 and _mark(flow, before) == self.flows[flow].mark else None

    @cached_property
    def _made_lines(self) -> dict[Line, int]:
        sums: dict[Line, int] = {}
        for (_, instrument, year), amount in (self.made or {}).items():
            sums[instrument, year] = sums.get((instrument, year), 0) + amount
        return sums

    def _lock(self, key: Line, line: WrittenLine, typed: int) -> Lock | None:
        given = self.locks.get(".".join(key))
        if not line.lock and given is None:
            return None
        file, sheet, cell = (self.written.file, self.written.sheet, line.lock_cell) if given is None else (LOCK_OPTION, "", "")
        read = read_lock(line.lock if given is None else given, file=file, sheet=sheet, cell=cell)
        if isinstance(read, Fault):
            self.faults.append(read)
            return None
        sense, amount = read
        return Lock(*key, sense, typed if amount is None else amount, f"{sheet}!{cell}" if cell else "", line.reason, file)

    def check_locks(self) -> None:
        """Locks that were asked for beside the workbook are on lines of the plan."""
        lines = [".".join(key) for key in self.lines]
        self.faults += [unknown("unknown-id", name, lines, file=LOCK_OPTION) for name in self.locks if name not in lines]


def _row(key: FlowKey, amount: int) -> dict[str, str]:
    return {"source": key[0], "instrument": key[1], "year": key[2], "amount": str(amount)}


def _mark(key: FlowKey, amount: int) -> str:
    return mark(*row_texts([_row(key, amount)], MARKED["flows"]))
