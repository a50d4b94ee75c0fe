"""Two-sided bars from one middle: what each thing does at its low and its high end, the widest on top, values at the ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimiser.charts.sheet import GREY, LESS, MORE, SMALL, WIDTH, Fill, Sheet, box, measured, paper, wrapped

LEFT, ROW, BAR = 300, 38, 22
LOW, HIGH = LESS, MORE


@dataclass(frozen=True)
class Swing:
    """One bar: its label, where its ends are and what stands there; `None` for an end that does not exist (its words stand there alone)."""

    label: str
    low: float | None
    high: float | None
    said_low: str
    said_high: str


def swings(name: str, title: str, says: str, middle: float, said: str, key: tuple[str, str], bars: Sequence[Swing]) -> str:
    """The picture: `middle` is where nothing changes, `said` its words; `key` names the low and the high end."""
    with paper(64 + ROW * len(bars)) as sheet:
        sheet.key([(key[0], LOW), (key[1], HIGH)], LEFT)
        points = [middle, *(end for bar in bars for end in (bar.low, bar.high) if end is not None)]
        margin = max(measured(words, SMALL) for bar in bars for words in (bar.said_low, bar.said_high)) + 14
        start, room = LEFT + margin, WIDTH - LEFT - 2 * margin
        scale = room / ((max(points) - min(points)) or 1.0)
        at = start + (middle - min(points)) * scale
        sheet.page.plot([at, at], [48, 56 + ROW * len(bars)], color=GREY, linewidth=1)
        sheet.text(at, 38, said, "center", SMALL, colour=GREY)
        for number, bar in enumerate(bars):
            y = 58 + number * ROW
            sheet.words(LEFT - 12, y + BAR / 2, wrapped(bar.label, LEFT - 16, SMALL), "right", SMALL)
            sides = (bar.low, LOW, bar.said_low), (bar.high, HIGH, bar.said_high)
            _bar(sheet, y, at, [(None if end is None else at + (end - middle) * scale, look, words) for end, look, words in sides])
        return sheet.svg(name, title, says)


def _bar(sheet: Sheet, y: float, middle: float, ends: Sequence[tuple[float | None, Fill, str]]) -> None:
    """Both halves, and their words outside them; two ends on one side share it, the shorter in front."""
    known = [(end, look, words) for end, look, words in ends if end is not None and end != middle]
    known.sort(key=lambda one: -abs(one[0] - middle))
    for end, look, _ in known:
        box(sheet.page, min(end, middle), y, abs(end - middle), BAR, look)
    left, right = [one for one in known if one[0] < middle], [one for one in known if one[0] > middle]
    if left:
        sheet.text(left[0][0] - 8, y + BAR / 2, " / ".join(one[2] for one in left), "right", SMALL)
    if right:
        sheet.text(right[0][0] + 8, y + BAR / 2, " / ".join(one[2] for one in reversed(right)), "left", SMALL)
    still = " / ".join(words for end, _, words in ends if (end is None or end == middle) and words)
    if still and not right:
        sheet.text(middle + 8, y + BAR / 2, still, "left", SMALL, colour=GREY)
    elif still:
        sheet.text(middle - 8, y + BAR / 2, still, "right", SMALL, colour=GREY)
