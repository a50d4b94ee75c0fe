"""A sheet of paper to draw on: pixels from the top left, text that is measured before it is set, and SVG out of it."""

from __future__ import annotations

import re
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from html import escape
from io import StringIO
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch, Polygon
from matplotlib.path import Path
from matplotlib.textpath import TextToPath
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import IdentityTransform

WIDTH = 960
INK, GREY, LINE, WHITE = "#1a1a1a", "#4f5a66", "#c9d0d8", "#ffffff"
BLUE, ORANGE, PALE, HATCH = "#154273", "#b35900", "#dce6f2", "#5f7fa6"
TEXT, SMALL = 13.0, 12.0
FONT = "DejaVu Sans"
# More signs than fit on any two lines.
LONGEST = 300
# A space at which a line is not broken.
BOUND = "\xa0"
Printer = Callable[[float], str]
Side = Literal["left", "center", "right"]


@dataclass(frozen=True)
class Fill:
    """How an area looks; told apart by lightness and hatch as well as by colour. `label` is the ink of what is written on it."""

    face: str
    edge: str = WHITE
    hatch: str = ""
    label: str = INK
    dashed: bool = False


# In the order in which parts of a whole get them; the plan workbook's charts use the same ones.
FILLS = (
    Fill(BLUE, label=WHITE),
    Fill("#f4f7fb", INK, "/"),
    Fill(ORANGE, label=WHITE),
    Fill(WHITE, INK, "."),
    Fill("#c9d0d8", INK),
    Fill("#fbeee2", INK, "\\"),
    Fill("#4f5a66", label=WHITE),
    Fill(WHITE, INK, "x"),
)
UNUSED = Fill(WHITE, INK, dashed=True)
MORE, LESS, WHOLE = FILLS[0], FILLS[5], Fill(GREY, label=WHITE)

# Text stays text: a reader can search it and hear it. A dollar sign is a dollar sign, not mathematics.
STYLE: dict[str, Any] = {
    "svg.fonttype": "none",
    "text.parse_math": False,
    "axes.unicode_minus": False,
    "font.family": FONT,
    "font.size": TEXT,
    "axes.edgecolor": GREY,
    "axes.linewidth": 0.8,
    "xtick.labelsize": SMALL,
    "ytick.labelsize": SMALL,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "grid.color": "#e1e5ea",
    "axes.axisbelow": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.autolimit_mode": "data",
}
# Pixels between the strokes of a hatch, and how thick strokes and dots are.
GRID, STROKE, DOT = 7.0, 0.9, 1.9
# What a person's own settings would change is taken from the library's own defaults, but for what belongs to windows.
WINDOWS = ("backend", "interactive", "toolbar", "timezone", "keymap", "webagg", "tk.", "macosx")


def fill(position: int) -> Fill:
    """The look of a part, by its place in the whole (below 0: of what is not used); more parts than looks start again."""
    return FILLS[position % len(FILLS)] if position >= 0 else UNUSED


class Sheet:
    """One picture. Everything is placed in pixels from the top left; areas with a scale are `axes`."""

    def __init__(self, height: float) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH / 72, height / 72), dpi=72)
        self.page = self.axes(0, 0, WIDTH, height)
        self.page.set(xlim=(0, WIDTH), ylim=(height, 0))
        self.page.set_axis_off()

    def axes(self, left: float, top: float, width: float, height: float) -> Axes:
        """An area with its own scale."""
        return self.figure.add_axes((left / WIDTH, 1 - (top + height) / self.height, width / WIDTH, height / self.height))

    def text(self, x: float, y: float, words: str, at: Side = "left", size: float = TEXT, bold: bool = False, colour: str = INK) -> None:
        """Words with their middle at height `y`."""
        # A third of the letters' height below the middle is where they stand.
        put = self.page.text(x, y + size * 0.35, plain(words), fontsize=size, ha=at, va="baseline", color=colour, clip_on=False)
        put.set_fontweight("bold" if bold else "normal")

    def words(self, x: float, y: float, lines: Sequence[str], at: Side = "left", size: float = TEXT, bold: bool = False, colour: str = INK) -> None:
        """Lines around a middle at height `y`."""
        step = size * 1.2
        for number, line in enumerate(lines):
            self.text(x, y + (number - (len(lines) - 1) / 2) * step, line, at, size, bold, colour)

    def key(self, entries: Sequence[tuple[str, Fill]], left: float = 0) -> None:
        """A key at the top, a swatch and a name each, row after row (`key_height` is what it takes)."""
        for (name, look), (x, y) in zip(entries, _places([one for one, _ in entries], left), strict=True):
            box(self.page, x, y - 7, 18, 14, look)
            self.text(x + 25, y, in_key(name), size=SMALL)

    def svg(self, name: str, title: str, says: str) -> str:
        """The picture: `name` keeps its ids apart from those of other pictures on a page; `title` and `says` are what a listener hears."""
        out = StringIO()
        mpl.rcParams["svg.hashsalt"] = name
        with warnings.catch_warnings():
            # A sign that the measuring font lacks is still text in the picture.
            warnings.simplefilter("ignore")
            canvas: Any = FigureCanvasSVG(self.figure)
            canvas.print_svg(out, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
        return _accessible(out.getvalue(), name, title, says, self.height)


def key_height(names: Sequence[str], left: float = 0) -> float:
    """The height that a key takes at the top of a sheet."""
    return _places(names, left)[-1][1] + 18 if names else 0.0


def in_key(name: str) -> str:
    """A name as a key has room for it."""
    return wrapped(name, WIDTH / 2, SMALL, 1)[0]


def _places(names: Sequence[str], left: float) -> list[tuple[float, float]]:
    found, x, y = list[tuple[float, float]](), left, 10.0
    for name in names:
        wide = 26 + measured(in_key(name), SMALL)
        if x > left and x + wide > WIDTH:
            x, y = left, y + 22
        found.append((x, y))
        x += wide + 20
    return found


@contextmanager
def paper(height: float) -> Iterator[Sheet]:
    """A sheet, while our style and nobody else's holds."""
    library: Any = mpl
    base = {key: value for key, value in library.rcParamsDefault.items() if not key.startswith(WINDOWS)}
    with library.rc_context({**base, **STYLE}):
        yield Sheet(height)


def box(axes: Axes, left: float, bottom: float, width: float, height: float, look: Fill) -> None:
    """A rectangle in the axes' own scale, whose limits stand by now."""
    corners = [(left, bottom), (left + width, bottom), (left + width, bottom + height), (left, bottom + height)]
    area(axes, corners, look)


def area(axes: Axes, points: Sequence[tuple[float, float]], look: Fill) -> None:
    """A polygon in the axes' own scale, whose limits stand by now: its face, its hatch, its outline."""
    face = Polygon(points, facecolor=look.face, linewidth=0, clip_on=False)
    axes.add_artist(face)
    if look.hatch:
        # A pattern of the picture format would be printed as an image, megabytes of it; lines stay lines.
        lines = PathPatch(_hatched(axes.transData.transform(points), look.hatch), fill=False, edgecolor=HATCH)
        lines.set_linewidth(DOT if look.hatch == "." else STROKE)
        lines.set_capstyle("round")
        lines.set_transform(IdentityTransform())
        lines.set_clip_path(face)
        axes.add_artist(lines)
    style = "--" if look.dashed else "-"
    axes.add_artist(Polygon(points, fill=False, edgecolor=look.edge, linewidth=1.0, linestyle=style, clip_on=False))


def _hatched(corners: Any, hatch: str) -> Path:
    """Strokes over the rectangle around some corners (pixels): rising, falling, both, or dots. They lie on one grid for the whole picture."""
    (left, bottom), (right, top) = corners.min(axis=0), corners.max(axis=0)
    strokes = []
    rows, columns = ((int(low // GRID), int(high // GRID) + 1) for low, high in ((bottom, top), (left, right)))
    for row in range(*rows) if hatch == "." else ():
        shift = GRID / 2 * (row % 2)
        strokes += [((x * GRID + shift, row * GRID), (x * GRID + shift + 0.01, row * GRID)) for x in range(*columns)]
    tall = top - bottom
    for sign in {"/": (1,), "\\": (-1,), "x": (1, -1)}.get(hatch, ()):
        base = bottom if sign > 0 else top
        first, last = int((left - tall - sign * base) // GRID), int((right - sign * base) // GRID) + 1
        # x - sign * y is the same along a stroke, and a whole number of steps.
        for n in range(first, last + 1):
            x = n * GRID + sign * base
            strokes.append(((x, base), (x + tall, base + sign * tall)))
    vertices = [end for stroke in strokes for end in stroke]
    return Path(vertices or [(left, bottom)], [Path.MOVETO, Path.LINETO] * len(strokes) if strokes else None)


def ticks(axis: Any, printer: Printer, most: int) -> None:
    """At most so many round numbers along an axis, printed by the language's own printer, with hair lines."""
    axis.set_major_locator(MaxNLocator(nbins=most, min_n_ticks=2, steps=[1, 2, 2.5, 5, 10]))
    axis.set_major_formatter(FuncFormatter(lambda value, _: printer(value)))
    axis.grid(visible=True)
    axis.set_tick_params(length=3)


def plain(words: str) -> str:
    """Words without what no picture can hold: signs that steer, and halves of pairs."""
    return "".join(sign if sign.isprintable() or sign == BOUND else " " for sign in words)


@cache
def measured(words: str, size: float = TEXT, bold: bool = False) -> float:
    """Width in pixels in a wide font, so that it fits in the narrower one that a page has."""
    font = FontProperties(family=FONT, size=size, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(TextToPath().get_text_width_height_descent(plain(words), font, ismath=False)[0])


def wrapped(words: str, width: float, size: float = TEXT, most: int = 2) -> list[str]:
    """Words on at most so many lines that fit the width; what does not fit ends in an ellipsis (the table beside a picture has it whole)."""
    found: list[str] = []
    left = [word for word in plain(words)[:LONGEST].split(" ") if word]
    while left and len(found) < most:
        line = left.pop(0)
        while left and measured(f"{line} {left[0]}", size) <= width:
            line = f"{line} {left.pop(0)}"
        found.append(line)
    if left:
        found[-1] += " …"
    return [_cut(line, width, size) for line in found] or [""]


def _cut(line: str, width: float, size: float) -> str:
    if measured(line, size) <= width:
        return line
    short = line.removesuffix(" …")
    most = bisect_right(range(len(short)), width, key=lambda length: measured(short[:length] + "…", size)) - 1
    return short[: max(0, most)].rstrip() + "…"


_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r' id="([^"]*)"')
_FAMILY = re.compile(r" ?font-family: [^;]*;")
_LEVEL = re.compile(r' transform="rotate\(-?0 [^"]*"')
_DIGITS = re.compile(r"(\.\d\d)\d+")


def _accessible(drawn: str, name: str, title: str, says: str, height: float) -> str:
    """Only the drawing itself, with a title and a description, ids of its own, and the page's font.

    Only tags are touched: what a picture says stays as it was drawn.
    """
    body = drawn[drawn.index(">", drawn.index("<svg")) + 1 : drawn.rindex("</svg>")]
    body = re.sub(r"<(metadata|style)[ >].*?</\1>", "", body, flags=re.DOTALL)
    used = {one for tag in _TAG.findall(body) for one in re.findall(r'(?:url\(|href=")#([^")]+)', tag)}

    def tidy(tag: re.Match[str]) -> str:
        words = _ID.sub(lambda found: f' id="{name}-{found[1]}"' if found[1] in used else "", tag[0])
        words = words.replace("url(#", f"url(#{name}-").replace('xlink:href="#', f'href="#{name}-')
        return _DIGITS.sub(r"\1", _LEVEL.sub("", _FAMILY.sub("", words)))

    body = re.sub(r"<defs>\s*</defs>", "", _TAG.sub(tidy, body))
    lines = "\n".join(line for line in (one.strip() for one in body.splitlines()) if line)
    head = f'<svg viewBox="0 0 {WIDTH} {height:g}" preserveAspectRatio="xMinYMin" role="img" aria-labelledby="{name}-title {name}-desc">'
    return f'{head}\n<title id="{name}-title">{escape(plain(title))}</title>\n<desc id="{name}-desc">{escape(plain(says))}</desc>\n{lines}\n</svg>'
