"""Every picture: words that stand free of each other and inside, text as text, the same bytes; however long, many or odd what it shows."""

from __future__ import annotations

import matplotlib as mpl
import pytest

from optimiser.charts import curves, frontier, ranked, room, sankey, sheet, stacked, swings, waterfall
from tests.charts.drawn import puts, sound, tree, words

LONG = "Begeleiding van nieuwe medewerkers in de wijkverpleging en het verpleeghuis tot een jaar na hun diploma, met regionale afspraken"
HOSTILE = '<script>alert("1")</script> & $x_1$ id="9.123456" font: 9px x;'


def stack(label: str, count: int, most: float) -> str:
    bars = [
        stacked.StackedBar(
            year, label, [stacked.Segment(n, most / (n + 1), f"{most / (n + 1):.1f}", "12,5 %") for n in range(count)], "1.234,5", thin
        )
        for year in ("2023", "2024")
        for thin in (False, True)
    ]
    return stacked.stacked("use", label, label, [f"{label} {n}" for n in range(count)], "niet besteed", bars)


def river(label: str, count: int, most: float) -> str:
    left = [sankey.Node(f"{n} {label}", f"{most:.1f}") for n in range(count)]
    right = [sankey.Node(f"{n} {label}", f"{most:.1f}", n) for n in range(3)] + [sankey.Node("niet besteed", "0,1", -1)]
    bands = [sankey.Band(n, n % 4, most * (n + 1) ** 2) for n in range(count)]
    return sankey.sankey("flows", label, label, left, right, bands)


def small_multiples(label: str, count: int, most: float) -> list[str]:
    shown = [
        curves.Curve(
            label, [(0, 0), (most, 10), (2 * most, 12)], 0.4, 2.5, (0, most) if n % 2 else None, (most / 2, 5), None if n % 3 else (most, 10), "€ 1"
        )
        for n in range(count)
    ]
    said = curves.Words("mag volgens de regels", "mag niet", "laag tot hoog", "dit plan", "gepubliceerd")
    return curves.curves("curves", label, label, shown, said, "{:g}".format, "{:g}".format)


def steps(label: str, count: int, most: float) -> str:
    middle = [waterfall.Step(f"{n} {label}", most * (-1) ** n / (n + 1), f"{most:.1f}") for n in range(count)]
    total = 10 * most + sum(one.value for one in middle)
    ends = waterfall.Step("gepubliceerd", 10 * most, "9.078,6", True), waterfall.Step("dit plan", total, "10.727,4", True)
    return waterfall.waterfall("difference", label, label, [ends[0], *middle, ends[1]], "levert meer op", "levert minder op")


def line(label: str, count: int, most: float) -> str:
    pieces = [((n, most - n * n), (n + 1, most - (n + 1) ** 2)) for n in range(count)]
    said = frontier.Words("grens van het groeipad", "personen", "nu: 66,67 %, 10.727,4", "geen plan")
    return frontier.frontier("frontier", label, label, pieces, [(count, count * 1.5)], (0.5, most), said, ("{:g} %".format, "{:g}".format))


def ranges(label: str, count: int, most: float) -> list[str]:
    spans = [room.Span([(0, most), (0, most / 2), (most / 4, most / 2)], most / 3, "moet"), None, room.Span([(0, 0)] * 3, 0, "–")]
    said = room.Words(["2023", "2024", "2025"], ["verliest hoogstens 5 %", "verliest hoogstens 2 %", "verliest hoogstens 1 %"], "dit plan")
    return room.room("room", label, label, said, [room.Row(f"{n} {label}", spans) for n in range(count)], "{:g}".format)


def tornado(label: str, count: int, most: float) -> str:
    bars = [swings.Swing(f"{n} {label}", 5 - most / (n + 1), 5 + most, "1.234,5", "2.345,6") for n in range(count)]
    odd = [
        swings.Swing("beide erbij", 5 + most / 2, 5 + most, "6", "7"),
        swings.Swing("eraf", None, 5 - most, "geen plan", "3"),
        swings.Swing("x", 5, 5, "niets", "niets"),
    ]
    return swings.swings("swings", label, label, 5, "nu: 5", ("lage schatting", "hoge schatting"), [*bars, *odd])


def bars(label: str, count: int, most: float) -> str:
    return ranked.ranked(
        "costs",
        label,
        label,
        ["wet", "afspraak"],
        [ranked.Ranked(f"{n} {label}", most / (n + 1) * (-1) ** n, "+1.234,5", n % 2) for n in range(count)],
    )


PICTURES = {
    "stacked": stack,
    "sankey": river,
    "curves": small_multiples,
    "waterfall": steps,
    "frontier": line,
    "room": ranges,
    "swings": tornado,
    "ranked": bars,
}
CASES = [("kort", 3, 100.0), (LONG, 12, 0.001), (HOSTILE, 1, 4e9), ("\x00\ud800 中文 \u200b" * 50, 26, 7.0)]


def drawn(name: str, case: tuple[str, int, float]) -> list[str]:
    made = PICTURES[name](*case)  # type: ignore[operator]
    return made if isinstance(made, list) else [made]


@pytest.mark.parametrize("case", CASES, ids=("plain", "long names", "hostile", "odd signs"))
@pytest.mark.parametrize("name", PICTURES)
def test_words_stand_free_of_each_other_and_inside(name: str, case: tuple[str, int, float]) -> None:
    for svg in drawn(name, case):
        sound(svg)


@pytest.mark.parametrize("name", PICTURES)
def test_the_same_picture_has_the_same_bytes_whatever_a_person_set(name: str) -> None:
    before = drawn(name, CASES[0])
    with mpl.rc_context({"font.size": 30, "svg.fonttype": "path", "axes.facecolor": "red", "text.usetex": True}):
        assert drawn(name, CASES[0]) == before


def test_what_is_said_stays_as_it_is_also_where_it_looks_like_markup() -> None:
    svg = PICTURES["ranked"](HOSTILE, 1, 9.0)
    assert isinstance(svg, str)
    assert not [
        one for one in tree(svg).iter() if one.tag not in ("svg", "title", "desc", "g", "path", "text", "defs", "pattern", "rect", "clipPath", "use")
    ]
    assert [one.text for one in tree(svg) if one.tag in ("title", "desc")] == [HOSTILE, HOSTILE]
    # All of it is on the label's lines, digits and all.
    assert "".join(words(svg)[2:]).replace(" ", "").startswith("0" + HOSTILE.replace(" ", "")[:20])
    assert 'id="9.123456"' in " ".join(words(svg)) or "…" in " ".join(words(svg))


@pytest.mark.parametrize("at", [0, 1, 2, 3, 4])
@pytest.mark.parametrize("sign", [1, -1])
def test_the_words_beside_the_point_of_now_are_off_its_line_and_inside(at: int, sign: int) -> None:
    pieces = [((n, 10 + sign * n), (n + 1, 10 + sign * (n + 1))) for n in range(4)]
    said = frontier.Words("x", "y", "nu: 66,67 %, 10.727,4", "geen plan")
    svg = frontier.frontier("frontier", "t", "s", pieces, [], (at, 10 + sign * at), said, ("{:g}".format, "{:g}".format))
    sound(svg)
    put = next(one for one in puts(svg) if one.words == said.now)
    # The line goes from one corner of the axes to the other.
    left, right = frontier.LEFT, frontier.LEFT + frontier.WIDE
    top = frontier.TOP + 22
    room = 4 * 0.22

    def height(x: float) -> float:
        value = 10 + sign * 4 * (x - left) / (right - left)
        most = (14 if sign > 0 else 10) + room
        return top + (most - value) / (4 + 2 * room) * frontier.TALL

    along = [
        height(put.left + (put.right - put.left) * part / 20) for part in range(21) if left <= put.left + (put.right - put.left) * part / 20 <= right
    ]
    assert all(y < put.top or y > put.bottom for y in along)


def test_long_names_end_in_an_ellipsis_and_amounts_are_not_broken() -> None:
    assert sheet.wrapped("een twee drie", sheet.measured("een twee"), most=2) == ["een twee", "drie"]
    cut = sheet.wrapped(LONG, 200.0)
    assert len(cut) == 2
    assert cut[-1].endswith("…")
    assert all(sheet.measured(one) <= 200 for one in cut)
    assert sheet.wrapped(f"stap van €{sheet.BOUND}1{sheet.BOUND}mln", 90.0, most=3)[-1] == f"€{sheet.BOUND}1{sheet.BOUND}mln"
