"""Codes about a sheet: its headers and rows, and figures that contradict each other."""

from optimiser.language import Text

TABLE: dict[str, Text] = {
    "base-missing": Text(
        "Er is een percentage cofinanciering, maar niet waarvan. 25 % van de subsidie is 20 % van de totale kosten, dus dat maakt verschil. Kies in "
        "de kolom grondslag 'totale kosten' of 'subsidie'.",
        "There is a co-financing percentage, but not of what. 25 % of the subsidy is 20 % of total cost, so that matters. Choose 'total cost' or "
        "'subsidy' in the column base.",
    ),
    "closes-before-opens": Text(
        "Het instrument sluit voordat het opent, dus het zou nooit geld kunnen besteden. Verwissel de datums of verbeter er een.",
        "The instrument closes before it opens, so it could never spend any money. Swap the dates or correct one of them.",
    ),
    "cofinancing-whole": Text(
        "Partners zouden 100 % van de totale kosten betalen; dan blijft er niets over om te subsidiëren. Verlaag het deel of kies een andere "
        "grondslag.",
        "Partners would pay 100 % of total cost; then nothing is left to subsidise. Lower the share or choose another base.",
    ),
    "column-not-by-year": Text(
        "Achter deze kolomkop staat een jaartal, maar de kolom geldt voor alle jaren samen. Het jaar zou stil verloren gaan. Haal het jaartal weg.",
        "There is a year behind this header, but the column holds for all years together. The year would be lost in silence. Remove the year.",
    ),
    "duplicate-header": Text(
        "Een kolomkop staat twee keer op het blad. Kolommen worden op naam gevonden, dus is niet te zeggen welke van de twee telt. Haal er een weg.",
        "A header stands on the sheet twice. Columns are found by name, so there is no telling which of the two counts. Remove one of them.",
    ),
    "duplicate-sheet": Text(
        "Twee bladen hebben dezelfde naam in het Nederlands en het Engels, zoals Herkomst en Sources. Er kan er maar een tellen. Hernoem of "
        "verwijder het blad dat niet telt.",
        "Two sheets have the same name in Dutch and in English, such as Herkomst and Sources. Only one can count. Rename or remove the sheet that "
        "does not.",
    ),
    "estimate-order": Text(
        "De drie schattingen staan niet op volgorde: laag is hoger dan midden, of midden hoger dan hoog. Meestal zijn er twee verwisseld. Zet ze "
        "van laag naar hoog.",
        "The three estimates are out of order: low is above central, or central above high. Usually two were swapped. Put them from low to high.",
    ),
    "header-not-on-row-1": Text(
        "De kolomkoppen staan lager dan rij 1, bijvoorbeeld onder een titel. De tabel begint altijd op rij 1. Verwijder de rijen erboven.",
        "The headers stand below row 1, under a title for instance. The table always starts on row 1. Remove the rows above it.",
    ),
    "header-without-year": Text(
        "Deze kolom staat er per jaar, maar in de kop ontbreekt het jaartal. Het programma weet dan niet voor welk jaar de bedragen gelden. Zet het "
        "jaar erachter, zoals 'vastgelegd 2025'.",
        "This column stands there by year, but its header has no year. The program cannot tell for which year the amounts are. Put the year behind "
        "it, such as 'committed 2025'.",
    ),
    "hidden-columns": Text(
        "Er zijn verborgen kolommen met inhoud. Dit houdt niets tegen: wat verborgen is telt gewoon mee. Maak ze zichtbaar of haal ze weg, zodat "
        "iedereen ziet waarmee gerekend is.",
        "There are hidden columns with content. This stops nothing: what is hidden counts all the same. Unhide or remove them, so that everybody "
        "sees what was calculated with.",
    ),
    "hidden-rows": Text(
        "Er zijn verborgen rijen met inhoud, misschien door een filter. Dit houdt niets tegen: wat verborgen is telt gewoon mee. Maak ze zichtbaar "
        "of haal ze weg, zodat iedereen ziet waarmee gerekend is.",
        "There are hidden rows with content, perhaps because of a filter. This stops nothing: what is hidden counts all the same. Unhide or remove "
        "them, so that everybody sees what was calculated with.",
    ),
    "hidden-sheet": Text(
        "Er is een verborgen blad. Dit houdt niets tegen: wat verborgen is telt gewoon mee. Maak het zichtbaar of haal het weg, zodat iedereen ziet "
        "waarmee gerekend is.",
        "There is a hidden sheet. This stops nothing: what is hidden counts all the same. Unhide or remove it, so that everybody sees what was "
        "calculated with.",
    ),
    "merged-cells": Text(
        "Er zijn samengevoegde cellen. Alleen de eerste heeft dan een waarde en de andere lijken leeg, zodat een cijfer in het verkeerde jaar kan "
        "vallen. Kies Start > Samenvoegen ongedaan maken en vul elke cel.",
        "There are merged cells. Only the first then has a value and the others seem empty, so that a figure may land in the wrong year. Choose "
        "Home > Unmerge Cells and fill every cell.",
    ),
    "minimum-above-maximum": Text(
        "Het minimum van een instrument is hoger dan zijn maximum, dus geen enkel bedrag voldoet. Verlaag het minimum of verhoog het maximum.",
        "The minimum of an instrument is above its maximum, so no amount will do. Lower the minimum or raise the maximum.",
    ),
    "missing-column": Text(
        "Een verplichte kolom ontbreekt op dit blad, of heet anders. Kolommen worden op naam gevonden; de volgorde doet er niet toe. Voeg de kolom "
        "toe of hernoem haar; optimiser template maakt een werkboek met alle kolommen.",
        "A required column is not on this sheet, or has another name. Columns are found by name; their order does not matter. Add the column or "
        "rename it; optimiser template makes a workbook with all columns.",
    ),
    "missing-derivation": Text(
        "De hardheid is 'afgeleid', maar er staat niet hoe het cijfer is berekend. Dit houdt niets tegen, maar een ander kan het niet narekenen. "
        "Schrijf de berekening in de kolom afleiding of toelichting.",
        "The standing is 'derived', but it does not say how the figure was calculated. This stops nothing, but nobody else can check it. Write the "
        "calculation in the column derivation or note.",
    ),
    "missing-id": Text(
        "Het programma kent een id waarvoor op dit blad geen rij staat. Een ontbrekende rij is geen nul. Voeg een rij toe met dit id, of haal het "
        "uit het model als het niet meer bestaat.",
        "The programme knows an id that has no row on this sheet. A missing row is not zero. Add a row with this id, or take it out of the model if "
        "it no longer exists.",
    ),
    "missing-sheet": Text(
        "Een verplicht blad ontbreekt, of heet anders. Bladen worden op naam gevonden, in het Nederlands of het Engels. Hernoem het blad of voeg "
        "het toe; optimiser template maakt een werkboek met alle bladen.",
        "A required sheet is not there, or has another name. Sheets are found by name, in Dutch or in English. Rename the sheet or add it; "
        "optimiser template makes a workbook with all sheets.",
    ),
    "missing-year-column": Text(
        "Voor een jaar van het programma ontbreekt de kolom. Zonder bedragen is over dat jaar niet te beslissen. Voeg de kolom toe en vul haar.",
        "The column for a year of the programme is not there. Without amounts nothing can be decided on that year. Add the column and fill it.",
    ),
    "no-members": Text(
        "Het blad van een dimensie heeft geen rijen, dus is er nergens waar geld kan staan. Vul ten minste één lid in.",
        "The sheet of a dimension has no rows, so there is no place where money can stand. Fill in at least one member.",
    ),
    "not-unique": Text(
        "Een combinatie die één keer mag voorkomen staat er vaker, bijvoorbeeld twee aanvragen van een organisatie in dezelfde regio. Voeg ze samen "
        "of haal er een weg.",
        "A combination that may occur once stands there more often, for instance two applications of one organisation in the same region. Join "
        "them or remove one.",
    ),
    "rule-not-by-year": Text(
        "Deze regel geldt over alle jaren samen, dus een getal voor één jaar heeft geen betekenis. Zet het getal in de kolom 'elk jaar'.",
        "This rule holds over all years together, so a number for one year has no meaning. Put the number in the column 'every year'.",
    ),
    "rule-number-from-figure": Text(
        "Deze regel neemt zijn getallen uit een kolom van het blad Instrumenten, voor elk instrument een. Een getal hier zou die kolom stil "
        "vervangen. Maak de cel leeg en pas de kolom aan.",
        "This rule takes its numbers from a column of the instruments sheet, one for every instrument. A number here would replace that column in "
        "silence. Empty the cell and change the column.",
    ),
    "scenario-name": Text(
        "De kop van een scenariokolom is geen bruikbare naam. De naam wordt ook een map en een optie, dus alleen letters, cijfers, punten en "
        "streepjes kunnen, met een letter voorop. Hernoem de kolom, of zet er een # voor als het een opmerking is.",
        "The header of a scenario column is no usable name. The name also becomes a folder and an option, so it may hold letters, digits, dots and "
        "hyphens only, a letter first. Rename the column, or put a # before it if it is a comment.",
    ),
    "sheets-in-two-languages": Text(
        "De kopieën zijn in twee talen, en bladen die niet elk programma heeft (zoals wijken of aanvragers) heten daarin anders. Welke bij elkaar "
        "horen, weet alleen het programma. Geef het met --programme, dan wordt per lid en per kolom samengevoegd.",
        "The copies are in two languages, and sheets that not every programme has (such as districts or applicants) have other names in them. "
        "Which belong together only the programme knows. Give it with --programme; then every member and column is merged with its own.",
    ),
    "similar-sheet": Text(
        "Er staat een blad dat lijkt op het blad dat telt, zoals een kopie. Dit houdt niets tegen: alleen het blad met precies de juiste naam wordt "
        "gelezen. Kijk na of de laatste cijfers daar staan, en hernoem of verwijder het andere.",
        "There is a sheet that resembles the one that counts, such as a copy. This stops nothing: only the sheet with exactly the right name is "
        "read. See whether the latest figures stand there, and rename or remove the other.",
    ),
    "space-differs": Text(
        "De ruimte van dit instrument is hier een andere dan in het model. Regels rekenen met de ruimte van het model, dus het verschil zou "
        "misleiden. Zet hier de ruimte van het model, of verplaats het instrument in models/.",
        "The space of this instrument is another one here than in the model. Rules go by the model's space, so the difference would mislead. Put "
        "the model's space here, or move the instrument in models/.",
    ),
    "strange-id": Text(
        "Dit id bevat tekens die in lijsten en selecties iets anders betekenen, of is te lang. Gebruik letters, cijfers, punten en streepjes.",
        "This id holds signs that mean something else in lists and selections, or is too long. Use letters, digits, dots and dashes.",
    ),
    "tier-incomplete": Text(
        "Een trede heeft wel een deel maar geen tarief (of andersom), of er is een trede overgeslagen. Dan is niet te zeggen hoe het effect "
        "afneemt. Vul de trede aan of maak hem leeg.",
        "A tier has a part but no rate (or the reverse), or a tier was skipped. Then there is no telling how the effect fades. Complete the tier or "
        "empty it.",
    ),
    "tier-parts": Text(
        "De delen van de treden zijn samen niet precies 1, dus een deel van het geld heeft geen tarief of telt dubbel. Maak ze samen 1; een derde "
        "typt u als '1/3.",
        "The parts of the tiers do not add up to exactly 1, so some money has no rate or counts twice. Make them add up to 1; a third is typed as "
        "'1/3.",
    ),
    "tier-rates": Text(
        "Een latere trede heeft een hoger tarief dan een eerdere. Het model gaat ervan uit dat elke volgende euro hooguit evenveel brengt; zonder "
        "die aanname is het bewijs niet geldig. Zet het hoogste tarief in trede 1.",
        "A later tier has a higher rate than an earlier one. The model assumes that every next euro brings at most as much; without that the proof "
        "does not hold. Put the highest rate in tier 1.",
    ),
    "total-row": Text(
        "Een rij met een totaal staat tussen de regels. Als hij meetelde zou al het geld dubbel zijn; optellen doet het programma zelf. Haal de rij "
        "weg of zet een # voor het id.",
        "A row with a total stands among the lines. If it counted, all money would be there twice; the program adds up itself. Remove the row or "
        "put a # before the id.",
    ),
    "unknown-column": Text(
        "Een kolomkop lijkt op die van een bekende kolom die ontbreekt. Waarschijnlijk is het een typefout, en dan zou de kolom stil niet meedoen. "
        "Verbeter de kop; een eigen kolom mag, maar met een naam die er niet op lijkt.",
        "A header resembles that of a known column that is not there. It is probably a typing error, and then the column would be left out in "
        "silence. Correct the header; a column of your own is fine, but under a name that does not resemble one.",
    ),
    "workbook-older": Text(
        "Het werkboek heeft de vorm van een oudere versie. Dit houdt niets tegen: alles wordt gelezen zoals altijd. Met optimiser migrate krijgt "
        "u een kopie met de nieuwe bladen en kolommen erbij, waarin al uw cijfers blijven staan.",
        "The workbook has the form of an older version. This stops nothing: everything is read as always. With optimiser migrate you get a copy "
        "with the new sheets and columns added, in which all your figures stay.",
    ),
    "workbook-too-new": Text(
        "Het werkboek is gemaakt met een nieuwere versie van dit programma. Wat er nieuw in is zou hier stil worden overgeslagen. Installeer de "
        "nieuwere versie, of vraag om een werkboek in de oude vorm.",
        "The workbook was made by a newer release of this program. What is new in it would be skipped in silence here. Install the newer release,"
        " or ask for a workbook in the old form.",
    ),
    "wrong-unit": Text(
        "De kolomkop noemt een andere eenheid dan euro, zoals miljoenen. Alle bedragen staan in hele euro's, zodat niemand zich een factor duizend "
        "kan vergissen. Reken om en schrijf (EUR) in de kop.",
        "The header names another unit than euros, such as millions. All amounts are in whole euros, so that nobody can be wrong by a factor of a "
        "thousand. Convert them and write (EUR) in the header.",
    ),
    "wrong-year": Text(
        "Dit jaar hoort niet bij het programma. Een bedrag erin zou nergens meetellen. Kies een jaar van het programma, haal de kolom weg of zet "
        "een # voor de kop; een nieuw jaar begint in het model.",
        "This year is not one of the programme's. An amount in it would count nowhere. Choose a year of the programme, remove the column or put a # "
        "before its header; a new year starts in the model.",
    ),
    "year-of-the-plan": Text(
        "De uitgaven van de jaren van het programma komen uit het plan, en wat daarvan vastligt uit de kolom vastgelegd van het blad "
        "Instrumenten. Een tweede getal op het blad Meerjaren zou daarmee kunnen botsen. Maak de cel leeg.",
        "Outlays in the years of the programme come from the plan, and what is committed of them from the column committed on the sheet "
        "Instruments. A second number on the sheet Multi-year could contradict it. Empty the cell.",
    ),
}
