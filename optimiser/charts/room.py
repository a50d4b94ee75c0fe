"""How far every line can move, year beside year: nested bars from the least to the most, and where the plan stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimiser.charts.sheet import INK, ORANGE, SMALL, WHITE, WIDTH, Fill, Printer, Sheet, box, measured, paper, ticks, wrapped

LEFT, TOP, ROW, MARK = 270, 48, 28, 62
MOST = 22
TALLS = (18, 12, 6)
LOOKS = (Fill("#f4f7fb", INK, "/"), Fill("#9fb4cc", INK), Fill("#154273", INK))


@dataclass(frozen=True)
class Span:
    """One line in one column: (least, most) from the loosest to the tightest, where the plan stands, and what kind of line it is."""

    ranges: Sequence[tuple[float, float]]
    plan: float
    mark: str


@dataclass(frozen=True)
class Row:
    """One instrument, a span for each column (None: no such line)."""

    name: str
    spans: Sequence[Span | None]


@dataclass(frozen=True)
class Words:
    """The columns, the ranges from the loosest to the tightest, and where the plan stands."""

    columns: Sequence[str]
    ranges: Sequence[str]
    plan: str


def room(name: str, title: str, says: str, words: Words, rows: Sequence[Row], money: Printer) -> list[str]:
    """The pictures, so many instruments to each that it fits on a page."""
    columns = range(len(words.columns))
    most = [max((span.ranges[0][1] for row in rows if (span := row.spans[n]) is not None), default=1.0) or 1.0 for n in columns]
    pages = -(-len(rows) // MOST)
    each = -(-len(rows) // pages)
    drawings = []
    for number in range(pages):
        part = rows[number * each : (number + 1) * each]
        with paper(92 + ROW * len(part)) as sheet:
            _page(sheet, words, part, money, most)
            drawings.append(sheet.svg(f"{name}-{number + 1}", title, says))
    return drawings


def _page(sheet: Sheet, words: Words, rows: Sequence[Row], money: Printer, most: Sequence[float]) -> None:
    sheet.key(list(zip(words.ranges, LOOKS, strict=True)))
    x = sum(46 + measured(one, SMALL) for one in words.ranges) + 4
    sheet.page.plot([x], [10], "D", color=ORANGE, markeredgecolor=WHITE, markersize=9)
    sheet.text(x + 13, 10, words.plan, size=SMALL)
    for number, row in enumerate(rows):
        y = TOP + ROW / 2 + number * ROW
        if number % 2 == 0:
            box(sheet.page, 0, y - ROW / 2, WIDTH, ROW, Fill("#f7f8fa", "#f7f8fa"))
        sheet.words(LEFT - 12, y, wrapped(row.name, LEFT - 16, SMALL), "right", SMALL)
    wide = (WIDTH - LEFT) / len(words.columns)
    for number, label in enumerate(words.columns):
        _column(sheet, LEFT + number * wide, wide, label, [row.spans[number] for row in rows], most[number], money)


def _column(sheet: Sheet, left: float, wide: float, label: str, spans: Sequence[Span | None], most: float, money: Printer) -> None:
    sheet.text(left + (wide - MARK) / 2, 36, label, "center", bold=True)
    axes = sheet.axes(left, TOP, wide - MARK, ROW * len(spans))
    axes.set(xlim=(0, most * 1.02), ylim=(len(spans) - 0.5, -0.5))
    axes.patch.set_alpha(0)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    ticks(axes.xaxis, money, 4)
    for number, span in enumerate(spans):
        if span is None:
            continue
        for (low, high), tall, look in zip(span.ranges, TALLS, LOOKS, strict=True):
            box(axes, low, number - tall / ROW / 2, max(high - low, most * 0.004), tall / ROW, look)
        axes.plot([span.plan], [number], "D", color=ORANGE, markeredgecolor=WHITE, markersize=8, clip_on=False, zorder=5)
        sheet.text(left + wide - MARK / 2 - 4, TOP + ROW / 2 + number * ROW, span.mark, "center", SMALL)
