"""What Excel itself says and allows while someone types in the input workbook: prompts, drop-downs and bounds."""

from __future__ import annotations

from datetime import date
from typing import Any

from optimiser.exact import LARGEST
from optimiser.language import Lang, Text
from optimiser.layout import Column, Kind
from optimiser.reading.addresses import address
from optimiser.reading.typed_numbers import LONGEST

PROMPTS: dict[Kind, Text] = {
    "amount": Text("Hele euro's, als getal. Leeg = geen.", "Whole euros, as a number. Blank = none."),
    "share": Text("0,25 of 25%; een breuk als tekst: '2/3", "0.25 or 25%; a fraction as text: '2/3"),
    "rate": Text("Een getal van 0 of meer", "A number of 0 or more"),
    "whole": Text("Hele jaren", "Whole years"),
    "date": Text("Dag-maand-jaar", "Day-month-year"),
    "number": Text("Leeg = het getal in het programma; een breuk als tekst: '2/3", "Blank = the programme's number; a fraction as text: '2/3"),
    "override": Text("Leeg = basis; een getal, PM, n.v.t., of *0,86 als tekst", "Blank = base; a number, PM, n.v.t., or *0.86 as text"),
    "choice": Text("Kies uit de lijst", "Choose from the list"),
    "text": Text("Tekst", "Text"),
}
ESTIMATES = ("low", "central", "high")
PER_MILLION = Text("Netto personen per € 1 miljoen", "Net persons per € 1 million")
WRONG = Text("Dit past hier niet", "This does not fit here")
# Excel cuts prompts off here and refuses longer ones.
LONGEST_TITLE, LONGEST_PROMPT, LONGEST_LIST = 32, 255, 255


def rule_for(column: Column, lang: Lang, position: int) -> dict[str, Any]:
    """The data validation of a column (its number counted from 0), for the cell on row 2 and those below it."""
    usual = PER_MILLION if column.kind == "rate" and column.key in ESTIMATES else PROMPTS.get(column.kind, PROMPTS["text"])
    prompt = (column.prompt if column.prompt.nl else usual)[lang]
    title = (column.head[lang] or Text("bedrag", "amount")[lang])[:LONGEST_TITLE]
    words = {"input_title": title, "input_message": prompt[:LONGEST_PROMPT], "error_title": WRONG[lang], "error_message": prompt[:LONGEST_PROMPT]}
    return {**_check(column, lang, address(2, position + 1)), **words, "ignore_blank": True}


def _check(column: Column, lang: Lang, cell: str) -> dict[str, Any]:
    if column.choices and len(",".join(words[lang] for _, words in column.choices)) <= LONGEST_LIST:
        return {"validate": "list", "source": [words[lang] for _, words in column.choices]}
    if column.kind == "amount":
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST}
    if column.kind == "whole":
        return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LONGEST}
    if column.kind == "signed":
        return {"validate": "integer", "criteria": "between", "minimum": -LARGEST, "maximum": LARGEST}
    if column.kind == "date":
        return {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1)}
    formula = {
        "amount-or-mark": f'=OR(UPPER({cell})="PM",LOWER({cell})="n.v.t.",AND(ISNUMBER({cell}),N({cell})>=0,N({cell})=INT(N({cell}))))',
        "share": f"=OR(ISTEXT({cell}),AND(N({cell})>=0,N({cell})<=1))",
        "rate": f"=OR(ISTEXT({cell}),N({cell})>=0)",
    }.get(column.kind)
    return {"validate": "custom", "value": formula} if formula else {"validate": "any"}
