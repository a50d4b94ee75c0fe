"""Sheet Suppletoire: per article and year what was adopted, what changes in this phase and why, with live sums; one table under the other."""

from __future__ import annotations

from collections.abc import Sequence

from optimiser.language import Text
from optimiser.record import Record
from optimiser.reports.plan_book.book import HEIGHT, Cell, Column, Live, Page, Sheet, Styled, at
from optimiser.reports.plan_book.style import BLUE, MARKED
from optimiser.stands import Stand
from optimiser.supplementary import AMENDED, BASE, CHANGE, EARLIER, THRESHOLDS, Built, ChangeRow, ChangeTable, built_on, change_tables, thresholds

ABOUT = Text(
    "Wat er verandert ten opzichte van wat is vastgesteld: (3) = (1) + (2), stand (5) = (3) + (4). Bedragen x EUR 1.000; "
    "elk totaal is de som van wat er staat.",
    "What changes from what was adopted: (3) = (1) + (2), standing (5) = (3) + (4). Amounts x EUR 1,000; every total is the sum of what is printed.",
)
TITLE = Text("{article}, {year}", "{article}, {year}")
SIZE = Text("Omvang van het artikel (x EUR 1.000)", "Size of the article (x EUR 1,000)")
SIZE_NOTE = Text(
    "Hier telt alleen dit programma. Vul de omvang van het hele begrotingsartikel in als die groter is: dan gelden hogere drempels.",
    "Only this programme counts here. Fill in the size of the whole budget article if that is larger: then higher thresholds hold.",
)
POLICY_FROM = Text("Toelichting nodig vanaf, beleidsmatig (x EUR 1.000)", "Explanation needed from, policy (x EUR 1,000)")
TECHNICAL_FROM = Text("Toelichting nodig vanaf, technisch (x EUR 1.000)", "Explanation needed from, technical (x EUR 1,000)")
CAUSES = Text(
    "De splitsing van (4) is toegerekend: wat een herkomstregel door mutaties minder of meer heeft, komt naar rato terecht "
    "bij de instrumenten die er nu minder "
    "of meer uit krijgen. Wat geen mutatie verklaart is herschikking; zij telt voor de drempel als beleidsmatig.",
    "The split of (4) is imputed: what a source line has less or more by mutations is laid, in proportion, on the "
    "instruments that now get less or more from "
    "it. What no mutation explains is reallocation; for the threshold it counts as policy.",
)
YES = Text("ja", "yes")
LOOKS = (("total", "total-thousands"), ("part", "part-thousands"), ("kind", "kind-thousands"), ("scheme", "thousands"))
NUMBER = 16


def write(sheet: Sheet) -> None:
    """Every table with its thresholds above it; the standing of each has a name for the sheet Controles."""
    record = sheet.book.record
    assert record.cycle is not None
    built = built_on(record.cycle)
    assert built is not None
    columns = _columns(record, built)
    sheet.heading()
    sheet.widths([column.width for column in columns])
    row, breaks = sheet.paragraph(3, sheet.book.word(CAUSES)) + 1, []
    for number, table in enumerate(change_tables(record), start=1):
        breaks += [row] if number > 1 else []
        row = _table(sheet, table, number, row, columns) + 1
    sheet.raw.set_h_pagebreaks(breaks)
    sheet.freeze(0, 1, repeat=False)


def _columns(record: Record, built: Built) -> list[Column]:
    """Headers that name the adopted plans the numbers come from."""
    assert record.cycle is not None
    now = Text(*(record.cycle.moment.name(lang) for lang in ("nl", "en")))
    earlier = [Column("earlier", _head("eerder vastgesteld: {}", "adopted before: {}", built.later), NUMBER, "thousands")] if built.later else []
    changes = _head("(2) nota van wijziging en amendementen, {}", "(2) amendments, {}", built.amended)
    return [
        Column("what", Text("bedragen x EUR 1.000", "amounts x EUR 1,000"), 68, "scheme"),
        Column("base", _head("(1) vastgestelde {}", "(1) adopted {}", built.base), NUMBER, "thousands"),
        Column("amended", changes, NUMBER, "thousands"),
        Column("adopted", Text("(3) = (1) + (2)", "(3) = (1) + (2)"), NUMBER, "thousands"),
        *earlier,
        Column("change", Text(f"(4) mutaties {now.nl}", f"(4) changes {now.en}"), NUMBER, "thousands"),
        Column("policy", Text("(4) w.v. beleidsmatig", "(4) of which policy"), NUMBER, "thousands"),
        Column("technical", Text("(4) w.v. technisch", "(4) of which technical"), NUMBER, "thousands"),
        Column("moved", Text("(4) w.v. herschikking", "(4) of which reallocation"), NUMBER, "thousands"),
        Column("stand", Text(f"(5) stand {now.nl}", f"(5) standing {now.en}"), NUMBER, "thousands"),
        Column("needed", Text("toelichting nodig", "explanation needed"), NUMBER, "centre"),
        Column("note", Text("toelichting", "explanation"), 60, "wrap-input"),
    ]


def _head(nl: str, en: str, stand: Stand | None) -> Text:
    """A header with the name and version of an adopted plan."""
    if stand is None:
        return Text(nl.split(", {}")[0], en.split(", {}")[0])
    return Text(nl.format(f"{stand.moment.name('nl')} v{stand.version}"), en.format(f"{stand.moment.name('en')} v{stand.version}"))


def _table(sheet: Sheet, table: ChangeTable, number: int, row: int, columns: Sequence[Column]) -> int:
    word = sheet.book.word
    first = row + 6
    size = table.rows[0].printed[BASE]
    policy, technical = thresholds(size)
    sheet.put(row, 0, word(TITLE, article=table.name, year=table.year), "section")
    sheet.put(row + 1, 0, word(SIZE))
    sheet.put(row + 1, 1, Styled(Live(f"={at(columns, 'base', first)}", size), "thousands-input"))
    sheet.put(row + 1, 2, word(SIZE_NOTE), "note")
    for place, (text, value, which) in enumerate(((POLICY_FROM, policy, 1), (TECHNICAL_FROM, technical, 2)), start=row + 2):
        sheet.put(place, 0, word(text))
        sheet.put(place, 1, Styled(Live(_threshold(f"$B${row + 2}", which), value), "thousands"))
    limits = (f"$B${row + 3}", f"$B${row + 4}")
    rows = [_row(sheet, table, place, first, columns, limits) for place in range(len(table.rows))]
    last = sheet.table(f"tblSuppletoire{number}", f"u{number}", columns, rows, row + 4)
    sheet.raw.set_row(row + 4, HEIGHT * 4)
    sheet.book.define(f"suppletoire_{number}", f"'{sheet.name}'!${at(columns, 'stand', first).rstrip('0123456789')}${first}")
    needed = at(columns, "needed", first)
    sheet.flag(f"{needed}:{needed.rstrip('0123456789')}{last}", word(YES), MARKED)
    return last


def _threshold(size: str, which: int) -> str:
    formula = str(THRESHOLDS[-1][which])
    for below, *values in reversed(THRESHOLDS[:-1]):
        formula = f"IF({size}<{below},{values[which - 1]},{formula})"
    return f"={formula}"


def _row(sheet: Sheet, table: ChangeTable, place: int, first: int, columns: Sequence[Column], limits: tuple[str, str]) -> list[Cell]:
    one, number = table.rows[place], first + place
    look, numbers = LOOKS[one.depth]
    cell = {column.key: at(columns, column.key, number) for column in columns}
    later = "earlier" in cell
    adopted = one.printed[BASE] + one.printed[AMENDED]
    typed = {"base": one.printed[BASE], "amended": one.printed[AMENDED], "earlier": one.printed[EARLIER], "change": one.printed[CHANGE]}
    typed |= {"policy": one.policy, "technical": one.technical}
    values: dict[str, Cell] = {
        key: value if one.depth == len(LOOKS) - 1 else Live(_below(table.rows, place, first, columns, key), value)
        for key, value in typed.items()
        if key in cell
    }
    values["adopted"] = Live(f"={cell['base']}+{cell['amended']}", adopted)
    values["moved"] = Live(f"={cell['change']}-{cell['policy']}-{cell['technical']}", one.moved)
    values["stand"] = Live(f"={cell['adopted']}+{cell['change']}" + (f"+{cell['earlier']}" if later else ""), one.stand)
    policy, technical = thresholds(table.rows[0].printed[BASE])
    needed = sheet.book.word(YES) if abs(one.policy + one.moved) >= policy or abs(one.technical) >= technical else ""
    test = f"OR(ABS({cell['policy']}+{cell['moved']})>={limits[0]},ABS({cell['technical']})>={limits[1]})"
    values["needed"] = Live(f'=IF({test},"{sheet.book.word(YES)}","")', needed)
    return [
        Styled(sheet.book.word(one.name), look),
        *(value if column.key == "needed" else Styled(value, numbers) for column in columns[1:-1] for value in (_plain(values[column.key]),)),
        None,
    ]


def _plain(cell: Cell) -> int | str | Live | None:
    assert cell is None or isinstance(cell, (int, str, Live))
    return cell


def _below(rows: Sequence[ChangeRow], place: int, first: int, columns: Sequence[Column], key: str) -> str:
    """The sum of the schemes under a subtotal, as runs of rows."""
    runs: list[list[int]] = []
    for number in range(place + 1, len(rows)):
        if rows[number].depth <= rows[place].depth:
            break
        if rows[number].depth == len(LOOKS) - 1:
            if runs and runs[-1][1] == first + number - 1:
                runs[-1][1] = first + number
            else:
                runs.append([first + number, first + number])
    return "=SUM(" + ",".join(f"{at(columns, key, low)}:{at(columns, key, high)}" for low, high in runs) + ")"


def is_there(record: Record) -> bool:
    """True for a plan in a phase after something was adopted."""
    return record.cycle is not None and record.cycle.start is not None and bool(change_tables(record))


PAGE = Page(Text("Suppletoire", "Supplementary"), ABOUT, write, BLUE, when=is_there, budget=True)
