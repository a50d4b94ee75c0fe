"""From one total to another in steps that add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimiser.charts.sheet import GREY, INK, LESS, MORE, WHOLE, WIDTH, Sheet, box, measured, paper, wrapped

LEFT, RIGHT, ROW, BAR = 300, 120, 40, 24


@dataclass(frozen=True)
class Step:
    """A step with its label, its size and that size as printed; a `whole` stands on the ground."""

    label: str
    value: float
    said: str
    whole: bool = False


def waterfall(name: str, title: str, says: str, steps: Sequence[Step], more: str, less: str) -> str:
    """The picture: `more` and `less` name the two directions in the key."""
    with paper(40 + ROW * len(steps)) as sheet:
        sheet.key([(more, MORE), (less, LESS)], LEFT)
        ends = _ends(steps)
        low, high = _frame(ends)
        scale = (WIDTH - LEFT - RIGHT) / (high - low)
        last: float | None = None
        for number, (step, (start, end)) in enumerate(zip(steps, ends, strict=True)):
            y = 40 + number * ROW
            _step(sheet, y, step, LEFT + (start - low) * scale, LEFT + (end - low) * scale)
            if last is not None:
                x = LEFT + (last - low) * scale
                sheet.page.plot([x, x], [y - ROW + BAR, y + BAR], color=GREY, linewidth=0.8)
            last = end
        if low > 0:
            _broken(sheet, 40, len(steps))
        return sheet.svg(name, title, says)


def _ends(steps: Sequence[Step]) -> list[tuple[float, float]]:
    ends, at = list[tuple[float, float]](), 0.0
    for step in steps:
        ends.append((0.0, step.value) if step.whole else (at, at + step.value))
        at = ends[-1][1]
    return ends


def _frame(ends: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """What is shown: from the ground, or where steps would be too small to see from there, from a little below the least."""
    points = [end for _, end in ends]
    least, most = min(points), max(points)
    low = 0.0 if least <= 0 or most - least > 0.35 * most else least - (most - least) * 0.6
    low = min(low, least) if least < 0 else low
    return low, most if most > low else low + 1


def _step(sheet: Sheet, y: float, step: Step, start: float, end: float) -> None:
    sheet.words(LEFT - 14, y + BAR / 2, wrapped(step.label, LEFT - 24), "right", bold=step.whole)
    left, right = max(LEFT, min(start, end)), max(start, end)
    box(sheet.page, left, y, right - left, BAR, WHOLE if step.whole else MORE if end >= start else LESS)
    if measured(step.said, bold=True) + right + 10 > WIDTH:
        sheet.text(left - 8, y + BAR / 2, step.said, "right", bold=True)
    else:
        sheet.text(right + 8, y + BAR / 2, step.said, bold=True)


def _broken(sheet: Sheet, top: float, count: int) -> None:
    """Marks that a bar does not start at nothing."""
    for row in (0, count - 1):
        y = top + row * ROW
        for x in (LEFT + 12, LEFT + 18):
            sheet.page.plot([x, x + 5], [y + BAR + 3, y - 3], color="white", linewidth=3)
            sheet.page.plot([x, x + 5], [y + BAR + 3, y - 3], color=INK, linewidth=0.8)
