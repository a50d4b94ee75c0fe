"""The ways a workbook is spoilt: each takes its parts and dice, and says what it did.

What it did is `same` (all figures must read as before), `typed` (one cell holds something else now) or `any` (whatever is read must stand in the file).
"""

from __future__ import annotations

import random
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.fuzz.parts import CELL, PLACE, ROW, Parts, moved, places_of, rows_of, with_cell
from tests.fuzz.typed import ODD, TYPED, Typed

TABLES = ("Herkomst", "Instrumenten", "Effecten", "Regels", "Referentie", "Scenarios")
TABLES += ("Sources", "Instruments", "Effects", "Rules", "Reference")


@dataclass(frozen=True)
class Done:
    """What a spoiling did: its kind, and for `typed` the place and what was put there."""

    kind: str
    place: str = ""
    typed: Typed | None = None


SAME, ANY = Done("same"), Done("any")
Spoil = Callable[[Parts, random.Random], Done]


def _sheet(book: Parts, dice: random.Random) -> tuple[str, str]:
    sheets = {name: part for name, part in book.sheets().items() if part in book.parts}
    tables = [name for name in sheets if name in TABLES] or list(sheets)
    name = dice.choice(tables if dice.random() < 0.9 else list(sheets))
    return name, sheets[name]


def type_over(book: Parts, dice: random.Random) -> Done:
    name, part = _sheet(book, dice)
    place, typed = dice.choice(places_of(book.text(part))), dice.choice(TYPED)
    book.put(part, with_cell(book.text(part), place, typed.xml.replace("{r}", place)))
    return Done("typed", f"{name}!{place}", typed)


def type_over_with_style(book: Parts, dice: random.Random) -> Done:
    name, part = _sheet(book, dice)
    place, typed, style = dice.choice(places_of(book.text(part))), dice.choice(TYPED), dice.randrange(40)
    book.put(part, with_cell(book.text(part), place, typed.xml.replace('r="{r}"', f'r="{place}" s="{style}"')))
    return Done("typed", f"{name}!{place}", typed)


def odd_cell(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    place = dice.choice(places_of(book.text(part)))
    book.put(part, with_cell(book.text(part), place, dice.choice(ODD).replace("{r}", place)))
    return ANY


def swap_cells(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    sheet = book.text(part)
    one, two = dice.choice(places_of(sheet)), dice.choice(places_of(sheet))
    cells = {PLACE.match(cell)[2] + PLACE.match(cell)[3]: cell for cell in CELL.findall(sheet) if PLACE.match(cell)}  # type: ignore[index]
    for place, other in ((one, two), (two, one)):
        if other in cells:
            sheet = with_cell(sheet, place, cells[other].replace(f'r="{other}"', f'r="{place}"', 1))
    book.put(part, sheet)
    return ANY


def shuffle_rows(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    head, rows, tail = rows_of(book.text(part))
    body = rows[1:]
    dice.shuffle(body)
    made = [*rows[:1], *(moved(row, number) for number, row in enumerate(body, start=2))]
    book.put(part, head + "".join(made) + tail)
    return SAME if "<f" not in "".join(rows) else ANY


def rows_out_of_order(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    head, rows, tail = rows_of(book.text(part))
    dice.shuffle(rows)
    book.put(part, head + "".join(rows) + tail)
    return SAME if "<f" not in "".join(rows) else ANY


def double_row(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    head, rows, tail = rows_of(book.text(part))
    if rows:
        rows.append(moved(dice.choice(rows), len(rows) + dice.choice((1, 1, 5, 300_000, 1_048_576))))
    book.put(part, head + "".join(rows) + tail)
    return ANY


def same_row_again(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    head, rows, tail = rows_of(book.text(part))
    if rows:
        rows.insert(dice.randrange(len(rows)), dice.choice(rows))
    book.put(part, head + "".join(rows) + tail)
    return ANY


def drop_row(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    head, rows, tail = rows_of(book.text(part))
    if rows:
        rows.pop(dice.randrange(len(rows)))
    book.put(part, head + "".join(rows) + tail)
    return ANY


def _columns(sheet: str, change: Callable[[str], str | None]) -> str:
    """A sheet with its columns renamed; None drops a column."""

    def cell(match: re.Match[str]) -> str:
        place = PLACE.match(match[0])
        if place is None:
            return match[0]
        name = change(place[2])
        return "" if name is None else match[0].replace(f'r="{place[2]}{place[3]}"', f'r="{name}{place[3]}"', 1)

    return CELL.sub(cell, sheet)


def shuffle_columns(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    sheet = book.text(part)
    names = sorted({re.sub("[0-9]", "", place) for place in places_of(sheet)})
    others = dice.sample(names, len(names))
    book.put(part, _columns(sheet, dict(zip(names, others, strict=True)).get))
    return SAME if "<f" not in sheet else ANY


def drop_column(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    gone = re.sub("[0-9]", "", dice.choice(places_of(book.text(part))))
    book.put(part, _columns(book.text(part), lambda name: None if name == gone else name))
    return ANY


def far_column(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    one = re.sub("[0-9]", "", dice.choice(places_of(book.text(part))))
    far = dice.choice(("AAA", "XFD", "XFE", "ZZZ", "A", "B"))
    book.put(part, _columns(book.text(part), lambda name: far if name == one else name))
    return ANY


def shuffle_sheets(book: Parts, dice: random.Random) -> Done:
    text = book.text("xl/workbook.xml")
    sheets = re.findall(r"<sheet\b[^>]*/>", text)
    mixed = dice.sample(sheets, len(sheets))
    whole = "".join(sheets)
    if whole in text and "localSheetId" not in text:
        book.put("xl/workbook.xml", text.replace(whole, "".join(mixed)))
    return SAME


def rename_sheet(book: Parts, dice: random.Random) -> Done:
    name = dice.choice(list(book.sheets()))
    new = dice.choice((name.upper(), name + "1", "", "x" * 300, "Herkomst", "Sources", "Effecten ", "&amp;", "'", name[:-1]))
    book.put("xl/workbook.xml", book.text("xl/workbook.xml").replace(f'name="{name}"', f'name="{new}"', 1))
    return ANY


def drop_sheet(book: Parts, dice: random.Random) -> Done:
    text = book.text("xl/workbook.xml")
    book.put("xl/workbook.xml", text.replace(dice.choice(re.findall(r"<sheet\b[^>]*/>", text)), "", 1))
    return ANY


def hide(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    change = dice.choice((("<row ", '<row hidden="1" '), ("<sheetData>", '<cols><col min="1" max="16384" width="1" hidden="1"/></cols><sheetData>')))
    if 'hidden="' not in book.text(part) and "<cols>" not in book.text(part):
        book.put(part, book.text(part).replace(*change))
    return SAME


def lie_about_size(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    lie = dice.choice(("A1", "A1:A1", "A1:XFD1048576", "C9:B2", "", "nonsens", "A0:ZZZZ0"))
    book.put(part, re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="{lie}"', book.text(part)))
    return SAME


def empty_rows_below(book: Parts, dice: random.Random) -> Done:
    _, part = _sheet(book, dice)
    head, rows, tail = rows_of(book.text(part))
    last = max((int(found[1]) for row in rows if (found := re.search(r'\br="([0-9]+)"', row))), default=0)
    rows += [f'<row r="{n}"><c r="A{n}" s="0"/><c r="B{n}" s="0"/></row>' for n in range(last + 1, last + 1000)]
    book.put(part, head + "".join(rows) + tail)
    return SAME


def more_markup(book: Parts, dice: random.Random) -> Done:
    """Things behind the cells that no figure depends on, some of them enormous."""
    _, part = _sheet(book, dice)
    more = dice.choice(
        (
            '<mergeCells count="1"><mergeCell ref="A5:XFD1048576"/></mergeCells>',
            "<mergeCells>" + '<mergeCell ref="A1:B1"/>' * 5000 + "</mergeCells>",
            '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>',
            '<conditionalFormatting sqref="A1:XFD1048576"><cfRule type="x"/></conditionalFormatting>',
            '<dataValidations><dataValidation type="nonsens" sqref="A1:A9"/></dataValidations>',
            '<drawing r:id="rId77" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>',
            '<tableParts count="1"><tablePart r:id="rId66" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/></tableParts>',
            "<extLst>" + "<ext/>" * 10_000 + "</extLst>",
            "<a>" * 90 + "</a>" * 90,
            "<a>" * 5000 + "</a>" * 5000,
            '<sheetData><row r="900"><c r="B900"><v>5</v></c></row></sheetData>',
        )
    )
    book.put(part, book.text(part).replace("</sheetData>", "</sheetData>" + more, 1))
    return ANY if "sheetData" in more else SAME


def prefixed(book: Parts, dice: random.Random) -> Done:
    """The same markup under a prefix, as some programs write it."""
    _, part = _sheet(book, dice)
    text = book.text(part)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    if main in text and "<x" not in text and "xmlns:x=" not in text:
        text = re.sub(r"<(/?)([A-Za-z]+)(?=[\s/>])", r"<\1x:\2", text).replace(main, main.replace("xmlns=", "xmlns:x="))
    book.put(part, text)
    return SAME


def inline_strings(book: Parts, dice: random.Random) -> Done:
    """Shared texts written in the cells themselves, in runs."""
    if "xl/sharedStrings.xml" not in book.parts:
        return SAME
    items = re.findall(r"<si>(.*?)</si>|<si/>", book.text("xl/sharedStrings.xml"), re.DOTALL)
    _, part = _sheet(book, dice)

    def inline(match: re.Match[str]) -> str:
        found = re.search(r"<v>([0-9]+)</v>", match[0])
        if 't="s"' not in match[0] or found is None or "<f" in match[0] or int(found[1]) >= len(items):
            return match[0]
        item = items[int(found[1])]
        if dice.random() < 0.5:
            item = re.sub(r"^(<t[^>]*>)([^<&]*)</t>$", lambda m: f"<r><rPr><b/></rPr>{m[1]}{m[2][:1]}</t></r><r>{m[1]}{m[2][1:]}</t></r>", item)
            item = item.replace("<t>", '<t xml:space="preserve">')
        return match[0].replace('t="s"', 't="inlineStr"').replace(found[0], f"<is>{item}</is>")

    book.put(part, CELL.sub(inline, book.text(part)))
    return SAME


def break_text(book: Parts, dice: random.Random) -> Done:
    """One piece of markup somewhere changed, dropped or doubled."""
    part = dice.choice([name for name in book.parts if name.endswith((".xml", ".rels"))])
    pieces = re.findall(r"<[^>]*>|[^<]+", book.text(part))
    at = dice.randrange(len(pieces))
    how = dice.randrange(6)
    if how == 0:
        del pieces[at]
    elif how == 1:
        pieces.insert(at, pieces[at])
    elif how == 2:
        other = dice.randrange(len(pieces))
        pieces[at], pieces[other] = pieces[other], pieces[at]
    elif how == 3:
        values = re.findall(r'"[^"]*"', pieces[at])
        if values:
            new = dice.choice(('""', '"-1"', '"999999999999"', '"x"', '"1"', '"0"', '"true"', '"&#55296;"', '"' + "9" * 5000 + '"', '"rId1"'))
            pieces[at] = pieces[at].replace(dice.choice(values), new, 1)
    elif how == 4:
        pieces[at] = re.sub(r"[A-Za-z]+", lambda m: dice.choice((m[0], m[0][::-1])), pieces[at], count=1)
    else:
        pieces.insert(at, dice.choice(("<!-- x -->", "<?x y?>", "<![CDATA[5]]>", "\x00", "&lt;", "&y;", "<x>", "</x>", "<x/>", "\u2028")))
    book.put(part, "".join(pieces))
    return ANY


def break_bytes(book: Parts, dice: random.Random) -> Done:
    """A part with a byte changed, cut off, or in another encoding."""
    part = dice.choice(list(book.parts))
    data = book.parts[part]
    how = dice.randrange(5)
    if how == 0 and data:
        at = dice.randrange(len(data))
        data = data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]
    elif how == 1:
        data = data[: dice.randrange(len(data) + 1)]
    elif how == 2:
        data = data.decode("utf-8", "replace").replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    elif how == 3:
        data = b"\xef\xbb\xbf" + data
    else:
        data = data.replace(b"UTF-8", dice.choice((b"latin-1", b"UTF-7", b"x-none", b"ascii", b"utf-32")), 1)
    book.parts[part] = data
    return ANY


def package(book: Parts, dice: random.Random) -> Done:
    """Parts dropped, doubled, renamed or added."""
    part, how = dice.choice(list(book.parts)), dice.randrange(6)
    if how == 0:
        del book.parts[part]
    elif how == 1:
        book.extra.append((part, dice.choice((b"", book.parts[part]))))
    elif how == 2:
        book.parts[dice.choice((part.upper(), "/" + part, "../" + part, part.replace("/", "\\"), part + " "))] = book.parts.pop(part)
    elif how == 3:
        names = ("xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/workbook.bin", "mimetype", "x/", "evil.exe", "\u00e9.xml", "a" * 500)
        book.parts[dice.choice(names)] = dice.choice((b"", b"x" * 2_000_000, b"<!DOCTYPE x [<!ENTITY a 'a'>]><x>&a;</x>", b"opendocument"))
    elif how == 4:
        book.method = zipfile.ZIP_STORED
    else:
        other = dice.choice(list(book.parts))
        book.parts[part], book.parts[other] = book.parts[other], book.parts[part]
    return ANY


def links(book: Parts, dice: random.Random) -> Done:
    """Relations to nowhere, outside, or written as whole paths."""
    part = dice.choice([name for name in book.parts if name.endswith(".rels")])
    found = re.findall(r'Target="([^"]*)"', book.text(part))
    if not found:
        return SAME
    target = dice.choice(found)
    new = dice.choice((target, "nowhere.xml", "http://127.0.0.1/x", "../../../../etc/passwd", "", f'{target}" TargetMode="External', target.upper()))
    book.put(part, book.text(part).replace(f'Target="{target}"', f'Target="{new}"', 1))
    return ANY


def styles(book: Parts, dice: random.Random) -> Done:
    """Styles dropped, all dates, or nonsense."""
    if "xl/styles.xml" not in book.parts:
        return SAME
    text, how = book.text("xl/styles.xml"), dice.randrange(4)
    if how == 0:
        text = re.sub(r'numFmtId="[0-9]+"', f'numFmtId="{dice.choice((14, 22, 46, 49, 164, 30, 99999, -1))}"', text)
    elif how == 1:
        text = re.sub(r"<cellXfs.*?</cellXfs>", "", text, flags=re.DOTALL)
    elif how == 2:
        text = re.sub(r"<(fonts|fills|borders|dxfs|cellStyles|cellStyleXfs)\b.*?</\1>", "", text, flags=re.DOTALL)
    else:
        text = re.sub(
            r'formatCode="[^"]*"', lambda _: f'formatCode="{dice.choice(("yyyy", "[h]:mm", "0", "", "d;m;y", "#" * 999, "&quot;dm&quot;0"))}"', text
        )
    book.put("xl/styles.xml", text)
    return SAME if how == 2 else ANY


def from_1904(book: Parts, dice: random.Random) -> Done:
    text = book.text("xl/workbook.xml")
    book.put("xl/workbook.xml", text.replace("<workbookPr", '<workbookPr date1904="1"', 1) if "date1904" not in text else text)
    return ANY


def whole_file(book: Parts, dice: random.Random) -> Done:
    """The file itself cut off, flipped, or with something before or behind it."""
    data, how = book.zipped(), dice.randrange(5)
    at = dice.randrange(len(data))
    if how == 0:
        data = data[:at]
    elif how == 1:
        data = data[:at] + bytes([data[at] ^ (1 << dice.randrange(8))]) + data[at + 1 :]
    elif how == 2:
        data = data[:at] + dice.randbytes(dice.randrange(1, 60)) + data[at:]
    elif how == 3:
        data = dice.choice((b"junk", b"PK", b"\x00" * 9)) + data
    else:
        data += dice.choice((b"junk" * 30, b"PK\x05\x06" + bytes(18)))
    book.raw = data
    return ANY


OFTEN: Sequence[Spoil] = (type_over, type_over, type_over, odd_cell, odd_cell, type_over_with_style)
SPOILS: Sequence[Spoil] = (
    *OFTEN,
    *(swap_cells, shuffle_rows, rows_out_of_order, double_row, same_row_again, drop_row, shuffle_columns, drop_column, far_column),
    *(shuffle_sheets, rename_sheet, drop_sheet, hide, lie_about_size, empty_rows_below, more_markup, prefixed, inline_strings),
    *(break_text, break_text, break_text, break_bytes, package, links, styles, from_1904, whole_file),
)
__all__ = ["ROW", "SPOILS", "Done", "Spoil"]
