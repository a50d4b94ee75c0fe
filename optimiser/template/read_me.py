"""What the first sheet of the input workbook says: purpose, colours and how to fill it in."""

from __future__ import annotations

from optimiser.language import LANGS, Text, say
from optimiser.reading.edition import NOW, ROW, SAYS

EXPLAINED: tuple[tuple[Text, Text], ...] = (
    (
        Text("Doel", "Purpose"),
        Text(
            "De cijfers van het programma '{name}'. Het rekenprogramma leest dit bestand en schrijft er niets in terug.",
            "The figures of the programme '{name}'. The optimiser reads this file and writes nothing back into it.",
        ),
    ),
    (Text("Geel", "Yellow"), Text("Hier vult u in.", "Here you type.")),
    (
        Text("Grijs", "Grey"),
        Text("Vaste kenmerken uit het programma; niet wijzigen.", "Fixed keys from the programme; do not change."),
    ),
    (
        Text("Bedragen", "Amounts"),
        Text(
            "Hele euro's, als getal. Op Herkomst mag ook PM (nog te bepalen) of n.v.t. staan; dat is nooit nul. Een streepje is een nul.",
            "Whole euros, as a number. On Sources also PM (to be determined) or n.v.t. (not applicable), which is never zero. A dash is a zero.",
        ),
    ),
    (
        Text("Aandelen", "Shares"),
        Text(
            "0,25 of 25%. Een breuk die niet opgaat typt u als tekst, met een apostrof ervoor: '2/3. Typ nooit 0,667.",
            "0.25 or 25%. A fraction that does not come out even is typed as text, with an apostrophe before it: '2/3. Never type 0.667.",
        ),
    ),
    (
        Text("Hardheid", "Standing"),
        Text(
            "bron = staat in een document (noem document en plaats); afgeleid = berekend (zet de berekening erbij); aanname = eigen keuze.",
            "sourced = stands in a document (name document and place); derived = calculated (give the calculation); assumed = our own choice.",
        ),
    ),
    (
        Text("Per jaar", "By year"),
        Text(
            "Minimum, maximum, absorptie en cofinanciering gelden elk jaar; een kolom 'absorptie 2024' ernaast vervangt ze in dat jaar.",
            "Minimum, maximum, absorption and co-financing hold every year; a column 'absorption 2024' beside them replaces them in that year.",
        ),
    ),
    (
        Text("Regels", "Rules"),
        Text(
            "Leeg = het getal in het programma. Een getal hier gaat voor; 'nee' bij actief zet de regel uit.",
            "Blank = the number in the programme. A number here goes before it; 'no' under active switches the rule off.",
        ),
    ),
    (
        Text("Scenario's", "Scenarios"),
        Text(
            "Een kolom per scenario, achteraan toegevoegd; de kop is de naam. Een rij per wijziging, bijvoorbeeld source.iza-1.2024; leeg = basis.",
            "One column a scenario, added at the end; the header is its name. One row a change, for example source.iza-1.2024; blank = base.",
        ),
    ),
    (
        Text("Opmerkingen", "Comments"),
        Text(
            "Een rij waarvan het id met # begint is een opmerking. Eigen kolommen en bladen mogen; kolommen worden op naam gevonden.",
            "A row whose id starts with # is a comment. Columns and sheets of your own are fine; columns are found by name.",
        ),
    ),
    (
        Text("Controleren", "Checking"),
        Text("optimiser check {id} --input dit-bestand.xlsx", "optimiser check {id} --input this-file.xlsx"),
    ),
    (ROW, Text(*(say(SAYS, lang, number=NOW) for lang in LANGS))),
)
