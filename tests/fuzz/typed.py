"""What people and programs put in a cell: XML for it, and what it may be read as. Anything else it is read as would be a lie."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from xml.sax.saxutils import escape

from optimiser.figures import Mark


@dataclass(frozen=True)
class Typed:
    """One thing in a cell: its XML (`{r}` is the address) and the number it is, if it is one; `text` when it was typed as text."""

    xml: str
    number: Fraction | None = None
    text: str | None = None

    def may_read_as(self, value: object) -> bool:
        """True when a figure may have this value because of this cell."""
        if isinstance(value, Mark):
            return self.text is not None and bool(re.match(r"(?i)\s*(p\.?m\.?|pro|n\.?v\.?t\.?|niet|n/?\.?a\.?|not)", self.text))
        if not isinstance(value, (int, Fraction)):
            return True
        if self.number is not None:
            near = abs(value - self.number) * 10**15 <= abs(self.number) * 2 and Fraction(value).denominator <= 1000
            return value == self.number or near
        return self.text is not None and value == meaning(self.text)


def meaning(text: str) -> Fraction | None:
    """The one number a text says without doubt where texts may be numbers: `2/3`, `12,5 %`, `0.25`."""
    bare = text.strip().replace(" ", "").replace("\u00a0", "").replace(",", ".")
    if match := re.fullmatch(r"([+-]?[0-9]+)/([0-9]*[1-9][0-9]*)", bare):
        return Fraction(int(match[1]), int(match[2]))
    if match := re.fullmatch(r"([+-]?[0-9]+(?:\.[0-9]+)?)%", bare):
        return Fraction(match[1]) / 100
    return Fraction(bare) if re.fullmatch(r"[+-]?0\.[0-9]+", bare) else None


def _number(digits: str) -> Typed:
    exact = Fraction(int(digits)) if re.fullmatch("[+-]?[0-9]+", digits) else Fraction(repr(float(digits)))
    return Typed(f'<c r="{{r}}"><v>{digits}</v></c>', exact)


def _text(text: str) -> Typed:
    return Typed(f'<c r="{{r}}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>', None, text)


NUMBERS = (
    "0 -0 1 5 7 70 2024 2026 60000000 498900000 0.1 0.25 0.5 0.6667 0.667 0.333333333333333 0.33333333333333331 1E3 1.5E8 1e15 1e16 1e300 1e-300 -1"
)
NUMBERS += " -5.5 123456789.5 0.1e-7 1000000000000001 9999999999999999999 3.0 00012 +4"
TEXTS = [
    *(
        "498,9",
        "1.234,50",
        "1.234",
        "1,234",
        "€ 5",
        "€5",
        "EUR 500",
        "(500)",
        "\u2012500",
        "\u2212500,5",
        "500-",
        "12 %",
        "12%",
        "12,5 %",
        "-5%",
        "120%",
    ),
    *(
        "1 000 000",
        "1\u2009000",
        "1\u202f000\u202f000",
        "1\u00a0000",
        "1 2",
        "PM",
        "pm",
        "p.m.",
        "n.v.t.",
        "N.V.T. ",
        "n/a",
        "-",
        "\u2013",
        "?",
        "x",
        "...",
    ),
    *(
        "",
        " ",
        "\u00a0\u200b",
        "\ufeff",
        "#N/A",
        "#SPILL!",
        "#REF!",
        "nan",
        "NaN",
        "inf",
        "-inf",
        "1e999",
        "\u0661\u0662",
        "=1+1",
        "+5",
        "'5",
        "'0,5",
    ),
    *(
        "TRUE",
        "WAAR",
        "ja",
        "nee",
        "yes",
        "1/3",
        "2/3",
        "-2/3",
        "1/0",
        "0/0",
        "1/3/5",
        "0,5",
        "0.5",
        "0,667",
        "\u00bd",
        "\uff11\uff12",
        "12e3",
        "1e3",
        "1_000",
    ),
    *("9" * 99, "9" * 5000, "1" + "0" * 400, "1/" + "3" * 4500, "0," + "3" * 4400, "5" * 4400 + "%", "111 " * 2000 + "1", "a" * 32000, "x" * 40000),
    *(
        "a@" * 9000,
        "@" * 20000,
        "%" * 3000,
        "(" * 3000,
        "," * 3000,
        "1," * 8000 + "1",
        "R*",
        "<5",
        "2024-09-01",
        "01-09-2024",
        "\U0001f4b6",
        "\u202e123",
    ),
    *(
        "_x000D_",
        "_x0000_",
        "_x005F_x000D_",
        "_xD800_",
        "\u0435",
        "breed\u00a0",
        "BREED",
        " breed ",
        "bre\u0301ed",
        "{x}",
        "{0}",
        "%s",
        "[bold]",
        "[/]",
        "\\n",
    ),
    *(
        "breed, breed",
        "breed;;",
        ",,,",
        "Totaal",
        "# opmerking",
        "growth-path",
        "unit",
        "Subtotaal",
        "bron",
        "aanname",
        "sourced",
        "naam",
        "2025 (EUR)",
    ),
]
ODD = [
    *(f'<c r="{{r}}" t="e"><v>{name}</v></c>' for name in ("#REF!", "#N/A", "#DIV/0!", "#SPILL!", "#WAARDE!", "", "5")),
    *(f'<c r="{{r}}" t="b"><v>{value}</v></c>' for value in ("1", "0", "2", "true", "", "-1")),
    *(f'<c r="{{r}}" t="s"><v>{index}</v></c>' for index in ("99999", "-1", "", "1.0", "x", " 1 ", "1e0", "9" * 400)),
    *(f'<c r="{{r}}" t="{sort}"><v>5</v></c>' for sort in ("x", "N", "date", "inlineStr", "shared", "", "str", "d")),
    *(f'<c r="{{r}}" t="d"><v>{moment}</v></c>' for moment in ("2024-09-01", "2024-09-01T12:00:00", "nooit", "9999-99-99", "")),
    *(
        f'<c r="{{r}}"><v>{digits}</v></c>'
        for digits in ("1e999", "NaN", "INF", "abc", "0x10", "1_0", "\u0661", "1,5", "--1", "9" * 5000, "1" * 399, ".", "1e99999")
    ),
    *(['<c r="{r}" s="99999"><v>5</v></c>', '<c r="{r}" s="-1"><v>5</v></c>', '<c r="{r}" s="x"><v>5</v></c>', '<c r="{r}"/>', '<c r="{r}" t="s"/>']),
    *(
        [
            '<c r="{r}"><v>5</v><v>6</v></c>',
            '<c r="{r}"><x xmlns="u"><v>5</v></x></c>',
            '<c r="{r}"><v xmlns="u">5</v></c>',
            '<c r="{r}"><v>5<!-- 6 -->7</v></c>',
        ]
    ),
    *(
        [
            '<c r="{r}"><v><![CDATA[5]]></v></c>',
            '<c r="{r}"><v>5<b/>7</v></c>',
            '<c r="{r}"><v>&#48;</v></c>',
            '<c r="{r}"><v>&#0;</v></c>',
            '<c r="{r}"><v>&x;</v></c>',
        ]
    ),
    *(
        [
            '<c r="{r}"><f>1+1</f><v>2</v></c>',
            '<c r="{r}"><f>1+1</f></c>',
            '<c r="{r}"><f>1+1</f><v/></c>',
            '<c r="{r}" t="e"><f>1/0</f><v>#DIV/0!</v></c>',
        ]
    ),
    *(
        [
            '<c r="{r}"><f t="shared" si="7"/><v>3</v></c>',
            '<c r="{r}"><f t="array" ref="A1:XFD1048576">1</f><v>3</v></c>',
            '<c r="{r}"><f>2/3</f><v>0.66666666666666663</v></c>',
        ]
    ),
    *(
        [
            '<c r="{r}" t="str"><f>A1&amp;""</f><v></v></c>',
            '<c r="{r}" t="str"><v>5</v></c>',
            '<c r="{r}"><f t="dataTable" r1="A1"/><v>4</v></c>',
            '<c r="{r}" t="b"><f>1=1</f><v>1</v></c>',
        ]
    ),
    *(
        [
            '<c r="{r}" t="inlineStr"><is><r><t>4</t></r><r><t>98</t></r></is></c>',
            '<c r="{r}" t="inlineStr"><is><t>5</t><rPh sb="0" eb="1"><t>9</t></rPh></is></c>',
        ]
    ),
    *(
        [
            '<c r="{r}" t="inlineStr"><is/></c>',
            '<c r="{r}" t="inlineStr"/>',
            '<c r="{r}" t="inlineStr"><is><t>5</t></is><v>6</v></c>',
            "<c><v>5</v></c>",
            '<c r=""><v>5</v></c>',
        ]
    ),
    *(
        [
            '<c r="{r}"><v>5</v></c><c r="{r}"><v>6</v></c>',
            '<c r="A0"><v>5</v></c>',
            '<c r="ZZZZ1"><v>5</v></c>',
            '<c r="a1"><v>5</v></c>',
            '<d r="{r}"><v>5</v></d>',
            "",
        ]
    ),
]
TYPED = [*map(_number, NUMBERS.split()), *map(_text, TEXTS)]
