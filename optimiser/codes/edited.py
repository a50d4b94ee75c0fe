"""Codes about an edited plan that comes back: locks, reasons, and amounts that contradict each other."""

from optimiser.language import Text

EDITED: dict[str, Text] = {
    "beyond-requests": Text(
        "In dit programma vragen leden (zoals aanvragers) om geld, en niemand krijgt meer dan gevraagd. Dit bedrag is hoger dan alles wat daar in "
        "dat jaar gevraagd is. Verlaag het, of laat optimiser repair het dichtstbijzijnde plan zoeken nadat u het verlaagd hebt.",
        "In this programme members (such as applicants) ask for money, and nobody gets more than was asked. This amount is more than everything "
        "that was asked there in that year. Lower it, or let optimiser repair look for the nearest plan after you have lowered it.",
    ),
    "flow-without-budget": Text(
        "Op het blad Geldstromen staat een bedrag van een herkomstregel die dit instrument in dit jaar niet mag of kan betalen: de regel staat niet "
        "bij het instrument, of zijn bedrag is PM of n.v.t. Zet het bedrag op 0, of geef het instrument die herkomstregel.",
        "The sheet Flows holds an amount from a source line that may not or cannot pay this instrument in this year: the line is not among those of "
        "the instrument, or its amount is PM or n.v.t. Put the amount at 0, or give the instrument that source line.",
    ),
    "line-twice": Text(
        "Dezelfde regel staat twee keer in het plan dat u instuurt. Welk van de twee bedragen geldt is niet te zien. Haal een van beide rijen weg.",
        "The same line stands twice in the plan you send in. Which of the two amounts counts cannot be seen. Remove one of the two rows.",
    ),
    "line-without-source": Text(
        "Hier staat een bedrag of slot op een instrument en jaar waarin geen enkele herkomstregel dat instrument kan betalen: er is geen geld voor, "
        "of het is PM of n.v.t. Maak het leeg of 0, of geef het instrument op het blad Instrumenten een herkomstregel met geld.",
        "Here an amount or lock stands on an instrument and year in which no source line can pay that instrument: there is no money for it, or it is "
        "PM or n.v.t. Clear it or type 0, or give the instrument a source line with money on the instruments sheet.",
    ),
    "lock-amount": Text(
        "Een slot houdt een regel van het plan vast op een bedrag, en dat bedrag is een heel aantal euro's van 0 of meer. Typ het bedrag opnieuw als "
        "getal.",
        "A lock holds a line of the plan at an amount, and that amount is a whole number of euros of 0 or more. Type the amount again as a number.",
    ),
    "lock-form": Text(
        "Achter --lock hoort een lijn (instrument, punt, jaar), een = en een slot: vast, ten minste of ten hoogste, met of zonder eigen bedrag. "
        "Bijvoorbeeld --lock zeggenschap.2025='ten minste 5000000'.",
        "After --lock comes a line (instrument, dot, year), an = and a lock: fixed, at least or at most, with or without an amount of its own. For "
        "example --lock zeggenschap.2025='at least 5000000'.",
    ),
    "lock-twice": Text(
        "Dezelfde regel van het plan heeft twee sloten van dezelfde soort. Welk van de twee bedragen geldt is niet te zien. Laat er één staan.",
        "The same line of the plan has two locks of the same kind. Which of the two amounts counts cannot be seen. Keep one of them.",
    ),
    "missing-line": Text(
        "Een rij waar geld op stond is weg uit het plan dat u instuurt. Een rij die weg is, is geen 0: misschien is alleen gekopieerd wat een filter "
        "liet zien. Zet de rij terug, en typ 0 als het bedrag weg moet.",
        "A row that held money is gone from the plan you send in. A row that is gone is no 0: perhaps only what a filter showed was copied. Put the "
        "row back, and type 0 if the amount has to go.",
    ),
    "missing-reason": Text(
        "Een mens mag van het plan afwijken, met een reden: die wordt bewaard bij het plan en in het logboek. Typ de reden in de kolom 'reden "
        "wijziging' van deze regel, of geef met --reason één reden voor alle regels die er nog geen hebben.",
        "A person may depart from the plan, with a reason: it is kept with the plan and in the journal. Type the reason in the column 'reason for "
        "change' of this line, or give one reason with --reason for all lines that have none yet.",
    ),
    "plan-against-flows": Text(
        "Van deze regel zijn het bedrag in de kolom plan én bedragen op het blad Geldstromen veranderd, en die twee tellen niet op tot hetzelfde. "
        "Het programma kiest niet tussen twee wensen. Maak ze gelijk, of zet een van beide terug zoals het was.",
        "Of this line both the amount in the plan column and amounts on the sheet Flows were changed, and the two do not add up to the same. The "
        "program does not choose between two wishes. Make them equal, or put one of the two back as it was.",
    ),
    "unknown-lock": Text(
        "In de kolom slot staat een woord dat geen slot is. Kies vast, ten minste of ten hoogste; het slot geldt dan voor het bedrag in de kolom "
        "plan. Een ander bedrag mag erachter: ten minste 5000000.",
        "The lock column holds a word that is no lock. Choose fixed, at least or at most; the lock then holds for the amount in the plan column. "
        "Another amount may follow it: at least 5000000.",
    ),
}
