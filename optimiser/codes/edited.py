"""Codes about an edited plan that comes back: locks, reasons, and amounts that contradict each other."""

from optimiser.language import Text

EDITED: dict[str, Text] = {
    "lock-amount": Text(
        "Een slot houdt een regel van het plan vast op een bedrag, en dat bedrag is een heel aantal euro's van 0 of meer. Typ het bedrag opnieuw als "
        "getal.",
        "A lock holds a line of the plan at an amount, and that amount is a whole number of euros of 0 or more. Type the amount again as a number.",
    ),
    "lock-twice": Text(
        "Dezelfde regel van het plan heeft twee sloten van dezelfde soort. Welk van de twee bedragen geldt is niet te zien. Laat er één staan.",
        "The same line of the plan has two locks of the same kind. Which of the two amounts counts cannot be seen. Keep one of them.",
    ),
    "lock-without-line": Text(
        "Dit slot staat op een instrument en jaar waarin geen enkele herkomstregel dat instrument kan betalen: er is geen geld voor, of het is PM of "
        "n.v.t. Maak het slot leeg, of geef het instrument op het blad Instrumenten een herkomstregel met geld.",
        "This lock is on an instrument and year in which no source line can pay that instrument: there is no money for it, or it is PM or n.v.t. "
        "Clear the lock, or give the instrument a source line with money on the instruments sheet.",
    ),
}
